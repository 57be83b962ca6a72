"""``@@dvc-labels-settings``: the sheets of labels that the offices print on."""

from hanam.dvc.counter.shelves.settings import ILabelSettings
from hanam.dvc.counter.shelves.settings import PREFIX
from hanam.dvc.i18n import _
from hanam.dvc.records import page


LabelPage = page(
    ILabelSettings,
    PREFIX,
    _("Labels of paper folders"),
    _("The sheet of A4 that labels are printed on."),
)
