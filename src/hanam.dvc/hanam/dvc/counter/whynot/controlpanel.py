"""``@@dvc-whynot-settings``: the reasons, and whether one must be given."""

from hanam.dvc.counter.whynot.settings import IWhyNotSettings
from hanam.dvc.counter.whynot.settings import PREFIX
from hanam.dvc.i18n import _
from hanam.dvc.records import page


WhyNotPage = page(
    IWhyNotSettings,
    PREFIX,
    _("Why not online"),
    _("What clerks tap when a dossier could have been filed online."),
)
