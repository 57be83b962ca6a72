"""``@@dvc-satisfaction``: what citizens are asked, and for how long."""

from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.catalogue.satisfaction.questions import ISatisfactionSettings
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.z3cform import layout
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import Interface
from zope.schema.interfaces import IText


class SatisfactionForm(RegistryEditForm):
    """One text area; a bad questionnaire is refused with its place."""

    schema = ISatisfactionSettings
    schema_prefix = questions.PREFIX
    label = _("Satisfaction of citizens")
    description = _("A change holds from the next page on.")

    def updateWidgets(self):
        super().updateWidgets()
        self.widgets["questionnaires"].rows = 24
        self.widgets["questionnaires"].addClass("font-monospace")


SatisfactionPage = layout.wrap_form(SatisfactionForm, ControlPanelFormWrapper)


@adapter(Interface, Interface, SatisfactionForm, IText, Interface)
class SatisfactionValidator(SimpleFieldValidator):
    """Parses what was typed as the portal will."""

    def validate(self, value, force=False):
        super().validate(value, force)
        questions.check(value)
