"""Settings that are JSON text: one form for all of them, which refuses a bad one with its place."""

from hanam.dvc.catalogue.settings import said
from hanam.dvc.catalogue.settings import SettingsError
from hanam.dvc.i18n import _
from hanam.dvc.records import page
from plone.app.registry.browser.controlpanel import RegistryEditForm
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.interfaces import IText


AT_ONCE = _("A change holds from the next page on.")


def checker(parsers):
    """A `JsonSettingsForm.check` that reads each setting by its parser; others are left alone.

    ``parsers``: name → function of the text, which raises `SettingsError`.
    """

    def check(name: str, text: str) -> None:
        if name not in parsers:
            return
        try:
            parsers[name](text)
        except SettingsError as error:
            raise Invalid(said(error.key, error.text)) from error

    return check


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


def json_page(
    schema,
    prefix: str,
    label,
    check,
    lines: int = JsonSettingsForm.lines,
    description=AT_ONCE,
):
    """The page of the control panel with a `JsonSettingsForm`."""
    given = {"check": staticmethod(check), "lines": lines}
    return page(schema, prefix, label, description, JsonSettingsForm, **given)


@adapter(Interface, Interface, JsonSettingsForm, IText, Interface)
class JsonSettingValidator(SimpleFieldValidator):
    """Parses what was typed as the portal will."""

    def validate(self, value, force=False):
        super().validate(value, force)
        self.view.check(self.field.__name__, value)
