"""What the open data say about themselves; edited in the configuration registry."""

from hanam.dvc.i18n import _
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


PREFIX = "hanam.dvc.opendata"


class IOpenDataSettings(Interface):
    """The record names below `PREFIX`; what is not known stays blank and is not said."""

    publisher = schema.TextLine(title=_("Publisher of the data"), required=False)
    place = schema.TextLine(title=_("Area the services are for"), required=False)
    licence = schema.TextLine(
        title=_("Licence of the data"),
        description=_("Its name; blank until it is decided."),
        required=False,
    )
    licence_url = schema.TextLine(title=_("Address of the licence"), required=False)
    contact = schema.TextLine(
        title=_("E-mail for questions about the data"), required=False
    )


def setting(name: str) -> str:
    """The record ``name`` of `IOpenDataSettings`; empty if unknown."""
    registry = queryUtility(IRegistry)
    return (registry.get(f"{PREFIX}.{name}") if registry is not None else "") or ""
