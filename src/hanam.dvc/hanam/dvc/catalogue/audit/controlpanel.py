"""``@@dvc-audit-settings``: weights and lists of the audits."""

from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit.settings import IAuditSettings
from hanam.dvc.catalogue.json_form import json_page
from hanam.dvc.i18n import _


AuditSettingsPage = json_page(
    IAuditSettings,
    settings.PREFIX,
    _("Online levels and red tape"),
    settings.check,
)
