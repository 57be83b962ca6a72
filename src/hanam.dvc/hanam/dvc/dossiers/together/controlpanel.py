"""``@@dvc-together-settings``: rules for agencies that work together."""

from hanam.dvc.dossiers.together.settings import ITogetherSettings
from hanam.dvc.dossiers.together.settings import PREFIX
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout


class TogetherSettingsForm(RegistryEditForm):
    """The records of `ITogetherSettings`."""

    schema = ITogetherSettings
    schema_prefix = PREFIX
    label = _("Several agencies on one dossier")
    description = _("A change holds for what is begun or asked from now on.")


TogetherSettingsPage = layout.wrap_form(TogetherSettingsForm, ControlPanelFormWrapper)
