"""``@@dvc-declaration-settings``: lists to choose from, and how long questions take."""

from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations.lists import IDeclarationSettings
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import Interface
from zope.schema.interfaces import IText


class DeclarationSettingsForm(RegistryEditForm):
    """One text area for each setting; a bad one is refused with its place."""

    schema = IDeclarationSettings
    schema_prefix = lists.PREFIX
    label = _("Lists and minutes of declarations")
    description = _("A change holds from the next page on.")

    def updateWidgets(self):
        super().updateWidgets()
        for widget in self.widgets.values():
            widget.rows = 16
            widget.addClass("font-monospace")


DeclarationSettingsPage = layout.wrap_form(
    DeclarationSettingsForm, ControlPanelFormWrapper
)


@adapter(Interface, Interface, DeclarationSettingsForm, IText, Interface)
class DeclarationSettingValidator(SimpleFieldValidator):
    """Parses what was typed as the portal will."""

    def validate(self, value, force=False):
        super().validate(value, force)
        lists.check(self.field.__name__, value)
