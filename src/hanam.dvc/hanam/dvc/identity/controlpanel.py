"""``@@dvc-identity``: codes, accounts, second factors and providers of the portal."""

from hanam.dvc.i18n import _
from hanam.dvc.identity.settings import IIdentitySettings
from hanam.dvc.identity.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout


class IdentityForm(RegistryEditForm):
    """All settings of the room; providers are parsed before they are kept."""

    schema = IIdentitySettings
    schema_prefix = PREFIX
    label = _("Codes, accounts and national login")


IdentityPage = layout.wrap_form(IdentityForm, ControlPanelFormWrapper)
