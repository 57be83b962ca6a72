"""``@@dvc-settings``: calendar, targets, limits and life events of the province."""

from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.json_form import json_page
from hanam.dvc.catalogue.settings import ISettings
from hanam.dvc.i18n import _


SettingsPage = json_page(
    ISettings,
    settings.PREFIX,
    _("Calendar, targets and limits"),
    settings.check,
    lines=16,
)
