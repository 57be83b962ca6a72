"""``@@dvc-settings``: calendar, targets, limits and life events of the province."""

from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.settings import ISettings
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import Interface
from zope.schema.interfaces import IText


class SettingsForm(RegistryEditForm):
    """One text area for each setting; a bad one is refused with its place."""

    schema = ISettings
    schema_prefix = settings.PREFIX
    label = _("Calendar, targets and limits")
    description = _("A change holds from the next page on.")

    def updateWidgets(self):
        super().updateWidgets()
        for widget in self.widgets.values():
            widget.rows = 16
            widget.addClass("font-monospace")


SettingsPage = layout.wrap_form(SettingsForm, ControlPanelFormWrapper)


@adapter(Interface, Interface, SettingsForm, IText, Interface)
class SettingValidator(SimpleFieldValidator):
    """Parses what was typed as the portal will."""

    def validate(self, value, force=False):
        super().validate(value, force)
        settings.check(self.field.__name__, value)
