"""Settings that are JSON text: one form for all of them, which refuses a bad one with its place."""

from plone.app.registry.browser.controlpanel import RegistryEditForm
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import Interface
from zope.schema.interfaces import IText


class JsonSettingsForm(RegistryEditForm):
    """One text area for each setting of ``schema``.

    ``check(name, text)`` raises `zope.interface.Invalid` for a bad one; ``lines`` is how many
    lines of it are seen at once.
    """

    check = None
    lines = 12

    def updateWidgets(self):
        super().updateWidgets()
        for widget in self.widgets.values():
            widget.rows = self.lines
            widget.addClass("font-monospace")


@adapter(Interface, Interface, JsonSettingsForm, IText, Interface)
class JsonSettingValidator(SimpleFieldValidator):
    """Parses what was typed as the portal will."""

    def validate(self, value, force=False):
        super().validate(value, force)
        self.view.check(self.field.__name__, value)
