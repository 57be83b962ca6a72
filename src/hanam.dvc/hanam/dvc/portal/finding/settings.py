"""How questions that were answered badly are counted; edited in the registry."""

from hanam.dvc.i18n import _
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "hanam.dvc.finding"


class IFindingSettings(Interface):
    """The record names below `PREFIX`."""

    keep_days = schema.Int(
        title=_("Days that counted questions are kept"), min=1, default=180
    )
    least = schema.Int(
        title=_("A question is shown when it was asked so many times"),
        description=_("What one person alone typed stays unseen from 2 on."),
        min=1,
        default=2,
    )


def setting(name: str) -> int:
    """The record ``name`` of `IFindingSettings`, or its default."""
    registry = queryUtility(IRegistry)
    value = registry.get(f"{PREFIX}.{name}") if registry is not None else None
    return IFindingSettings[name].default if value is None else value
