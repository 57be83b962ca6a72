"""What the frame says about the portal and its owner; edited in the configuration registry."""

from hanam.dvc.i18n import _
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "hanam.dvc.portal"


class IPortalSettings(Interface):
    """The record names below `PREFIX`; what is not known stays blank and is not shown."""

    banner_small = schema.TextLine(title=_("First line of the banner"), required=False)
    banner_large = schema.TextLine(title=_("Second line of the banner"), required=False)
    emblem = schema.TextLine(
        title=_("Emblem"),
        description=_("Path of an image in the portal; without one a star is drawn."),
        required=False,
    )
    owner = schema.TextLine(title=_("Owner of the portal"), required=False)
    responsible = schema.TextLine(title=_("Person responsible"), required=False)
    address = schema.TextLine(title=_("Address"), required=False)
    hotline = schema.TextLine(title=_("Hotline"), required=False)
    email = schema.TextLine(title=_("E-mail"), required=False)


def setting(name: str) -> str:
    """The record ``name`` of `IPortalSettings`; empty if unknown."""
    registry = queryUtility(IRegistry)
    return (registry.get(f"{PREFIX}.{name}") if registry is not None else "") or ""
