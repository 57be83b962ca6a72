"""``@@dvc-audit-settings``: weights and lists of the audits."""

from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.settings import IAuditSettings
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import Interface
from zope.schema.interfaces import IText


class AuditSettingsForm(RegistryEditForm):
    """One text area for each setting; a bad one is refused with its place."""

    schema = IAuditSettings
    schema_prefix = settings.PREFIX
    label = _("Online levels and red tape")
    description = _("A change holds from the next page on.")

    def updateWidgets(self):
        super().updateWidgets()
        for widget in self.widgets.values():
            widget.rows = 12
            widget.addClass("font-monospace")


AuditSettingsPage = layout.wrap_form(AuditSettingsForm, ControlPanelFormWrapper)


@adapter(Interface, Interface, AuditSettingsForm, IText, Interface)
class AuditSettingValidator(SimpleFieldValidator):
    """Parses what was typed as the portal will."""

    def validate(self, value, force=False):
        super().validate(value, force)
        settings.check(self.field.__name__, value)
