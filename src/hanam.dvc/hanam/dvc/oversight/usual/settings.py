"""Settings of the usual times: records of the registry with the prefix ``hanam.dvc.usual``."""

from hanam.dvc.i18n import _
from plone import api
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.usual"


class IUsualSettings(Interface):
    """What an administrator may change."""

    days = schema.Int(
        title=_("Days back that usual times are computed from"), default=90, min=1
    )
    least = schema.Int(
        title=_("Fewest dossiers that a usual time may rest on"), default=10, min=1
    )


def value(name: str) -> int:
    """A setting; its default in a portal that has no record of it."""
    return api.portal.get_registry_record(
        f"{PREFIX}.{name}", default=IUsualSettings[name].default
    )
