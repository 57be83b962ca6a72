"""How soon a decision must come: limits of the law that an administrator keeps."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import vocabulary
from plone import api
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.publication"
UNITS = (("calendar_day", _("Days")), ("working_day", _("Working days")))


class IPublicationSettings(Interface):
    """NĐ 63/2010 art. 15 and 24."""

    notice_days = integer(
        _("Days before the legal document takes effect"),
        5,
        least=0,
        most=365,
        about=_("At least so early a decision must be signed."),
    )
    notice_unit = schema.Choice(
        title=_("These days are"), vocabulary=vocabulary(UNITS), default="calendar_day"
    )
    entry_days = integer(
        _("Working days until it is published here"),
        5,
        least=0,
        most=365,
        about=_("At most so long after a decision was signed."),
    )


def setting(name: str):
    """The value of one of `IPublicationSettings`."""
    return api.portal.get_registry_record(f"{PREFIX}.{name}")
