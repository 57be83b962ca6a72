"""``@@dvc-clock-settings``: what the law asks of extensions of a time limit."""

from hanam.dvc.catalogue import clock_settings
from hanam.dvc.catalogue.json_form import json_page
from hanam.dvc.i18n import _


ClockPage = json_page(
    clock_settings.IClockSettings,
    clock_settings.PREFIX,
    _("Legal clock"),
    clock_settings.check,
)
