"""The sheet of labels: records with the prefix ``hanam.dvc.labels``, lengths in millimetres."""

from hanam.dvc.i18n import _
from plone import api
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.labels"


class ILabelSettings(Interface):
    """A sheet of A4 with labels, as the office buys it."""

    columns = schema.Int(title=_("Labels side by side"), default=2, min=1, max=5)
    rows = schema.Int(title=_("Labels below one another"), default=7, min=1, max=20)
    width = schema.Int(title=_("Width of a label, in mm"), default=99, min=60, max=210)
    height = schema.Int(
        title=_("Height of a label, in mm"), default=38, min=25, max=297
    )
    left = schema.Int(title=_("Margin on the left, in mm"), default=5, min=0, max=50)
    top = schema.Int(title=_("Margin at the top, in mm"), default=15, min=0, max=50)


def values() -> dict[str, int]:
    """The sheet as it is set; defaults in a portal that has no record of it."""
    return {
        name: api.portal.get_registry_record(
            f"{PREFIX}.{name}", default=ILabelSettings[name].default
        )
        for name in ILabelSettings.names()
    }
