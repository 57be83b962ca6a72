"""The sheet of labels: records with the prefix ``hanam.dvc.labels``, lengths in millimetres."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from plone import api
from zope.interface import Interface


PREFIX = "hanam.dvc.labels"


class ILabelSettings(Interface):
    """A sheet of A4 with labels, as the office buys it."""

    columns = integer(_("Labels side by side"), 2, most=5)
    rows = integer(_("Labels below one another"), 7, most=20)
    width = integer(_("Width of a label, in mm"), 99, least=60, most=210)
    height = integer(_("Height of a label, in mm"), 38, least=25, most=297)
    left = integer(_("Margin on the left, in mm"), 5, least=0, most=50)
    top = integer(_("Margin at the top, in mm"), 15, least=0, most=50)


def values() -> dict[str, int]:
    """The sheet as it is set; defaults in a portal that has no record of it."""
    return {
        name: api.portal.get_registry_record(
            f"{PREFIX}.{name}", default=ILabelSettings[name].default
        )
        for name in ILabelSettings.names()
    }
