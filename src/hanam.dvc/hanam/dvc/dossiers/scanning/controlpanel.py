"""``@@dvc-papers-settings``: how files are checked, shown, and sent from a phone."""

from hanam.dvc.dossiers.paper_settings import IPaperSettings
from hanam.dvc.dossiers.paper_settings import PREFIX
from hanam.dvc.i18n import _
from hanam.dvc.records import page


PaperSettingsPage = page(
    IPaperSettings,
    PREFIX,
    _("Files and virus scanner"),
    _("A change holds from the next file on."),
)
