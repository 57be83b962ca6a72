"""``@@dvc-audit-settings``: weights and lists of the audits."""

from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.settings import IAuditSettings
from hanam.dvc.catalogue.json_form import JsonSettingsForm
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.z3cform import layout


class AuditSettingsForm(JsonSettingsForm):
    """Each setting is parsed before it is kept."""

    schema = IAuditSettings
    schema_prefix = settings.PREFIX
    label = _("Online levels and red tape")
    description = _("A change holds from the next page on.")
    check = staticmethod(settings.check)


AuditSettingsPage = layout.wrap_form(AuditSettingsForm, ControlPanelFormWrapper)
