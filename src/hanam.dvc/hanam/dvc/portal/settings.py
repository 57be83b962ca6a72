"""What the frame says about the portal and its owner, its colours; edited in the browser."""

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
    emblem = schema.Bytes(
        title=_("Emblem"),
        description=_(
            "A picture (PNG, JPEG or WebP), made small when it is kept. Without one a star is drawn."
        ),
        required=False,
    )
    accent = schema.TextLine(
        title=_("Colour of links and buttons"),
        description=_(
            "Such as #9b1c1c. White text on it, and the colour on white, need a contrast of 4.5 or more."
        ),
        required=False,
    )
    band = schema.TextLine(
        title=_("Colour of the banner"),
        description=_(
            "White text stands on it, so it is dark. Blank: the colour of the links."
        ),
        required=False,
    )
    line = schema.TextLine(
        title=_("Colour of the thin line"),
        description=_("Below the banner and above figures; no text has it."),
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
