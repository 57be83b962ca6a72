"""How questions that were answered badly are counted; edited in the registry."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from plone.registry.interfaces import IRegistry
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "hanam.dvc.finding"


class IFindingSettings(Interface):
    """The record names below `PREFIX`."""

    keep_days = integer(_("Days that counted questions are kept"), 180)
    least = integer(
        _("A question is shown when it was asked so many times"),
        2,
        about=_("What one person alone typed stays unseen from 2 on."),
    )


def setting(name: str) -> int:
    """The record ``name`` of `IFindingSettings`, or its default."""
    registry = queryUtility(IRegistry)
    value = registry.get(f"{PREFIX}.{name}") if registry is not None else None
    return IFindingSettings[name].default if value is None else value
