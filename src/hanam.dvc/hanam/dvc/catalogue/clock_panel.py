"""``@@dvc-clock-settings``: what the law asks of extensions of a time limit."""

from hanam.dvc.catalogue import clock_settings
from hanam.dvc.catalogue.json_form import JsonSettingsForm
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.z3cform import layout


class ClockForm(JsonSettingsForm):
    """The text is parsed before it is kept."""

    schema = clock_settings.IClockSettings
    schema_prefix = clock_settings.PREFIX
    label = _("Legal clock")
    description = _("A change holds from the next page on.")
    check = staticmethod(clock_settings.check)
    lines = 12


ClockPage = layout.wrap_form(ClockForm, ControlPanelFormWrapper)
