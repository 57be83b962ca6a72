"""``@@dvc-declaration-settings``: lists to choose from, and how long questions take."""

from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations.lists import IDeclarationSettings
from hanam.dvc.catalogue.json_form import JsonSettingsForm
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.z3cform import layout


class DeclarationSettingsForm(JsonSettingsForm):
    """Each setting is parsed before it is kept."""

    schema = IDeclarationSettings
    schema_prefix = lists.PREFIX
    label = _("Lists and minutes of declarations")
    description = _("A change holds from the next page on.")
    check = staticmethod(lists.check)
    lines = 16


DeclarationSettingsPage = layout.wrap_form(
    DeclarationSettingsForm, ControlPanelFormWrapper
)
