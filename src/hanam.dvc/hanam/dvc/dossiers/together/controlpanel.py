"""``@@dvc-together-settings``: rules for agencies that work together."""

from hanam.dvc.dossiers.together.settings import ITogetherSettings
from hanam.dvc.dossiers.together.settings import PREFIX
from hanam.dvc.i18n import _
from hanam.dvc.records import page


TogetherSettingsPage = page(
    ITogetherSettings,
    PREFIX,
    _("Several agencies on one dossier"),
    _("A change holds for what is begun or asked from now on."),
)
