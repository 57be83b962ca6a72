"""How soon a decision must come: limits of the law that an administrator keeps."""

from hanam.dvc.catalogue.vocabularies import vocabulary
from hanam.dvc.i18n import _
from plone import api
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.publication"
UNITS = (("calendar_day", _("Days")), ("working_day", _("Working days")))


class IPublicationSettings(Interface):
    """NĐ 63/2010 art. 15 and 24."""

    notice_days = schema.Int(
        title=_("Days before the legal document takes effect"),
        description=_("At least so early a decision must be signed."),
        min=0,
        max=365,
        default=5,
    )
    notice_unit = schema.Choice(
        title=_("These days are"), vocabulary=vocabulary(UNITS), default="calendar_day"
    )
    entry_days = schema.Int(
        title=_("Working days until it is published here"),
        description=_("At most so long after a decision was signed."),
        min=0,
        max=365,
        default=5,
    )


def setting(name: str):
    """The value of one of `IPublicationSettings`."""
    return api.portal.get_registry_record(f"{PREFIX}.{name}")
