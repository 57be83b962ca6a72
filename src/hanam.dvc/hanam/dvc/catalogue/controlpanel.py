"""``@@dvc-settings``: calendar, targets, limits and life events of the province."""

from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.json_form import JsonSettingsForm
from hanam.dvc.catalogue.settings import ISettings
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.z3cform import layout


class SettingsForm(JsonSettingsForm):
    """Each setting is parsed before it is kept."""

    schema = ISettings
    schema_prefix = settings.PREFIX
    label = _("Calendar, targets and limits")
    description = _("A change holds from the next page on.")
    check = staticmethod(settings.check)
    lines = 16


SettingsPage = layout.wrap_form(SettingsForm, ControlPanelFormWrapper)
