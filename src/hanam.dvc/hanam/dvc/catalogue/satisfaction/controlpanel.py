"""``@@dvc-satisfaction``: what citizens are asked, and for how long."""

from hanam.dvc.catalogue.json_form import JsonSettingsForm
from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.catalogue.satisfaction.questions import ISatisfactionSettings
from hanam.dvc.i18n import _
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.z3cform import layout


class SatisfactionForm(JsonSettingsForm):
    """The questionnaires are parsed before they are kept."""

    schema = ISatisfactionSettings
    schema_prefix = questions.PREFIX
    label = _("Satisfaction of citizens")
    description = _("A change holds from the next page on.")
    check = staticmethod(questions.check)
    lines = 24


SatisfactionPage = layout.wrap_form(SatisfactionForm, ControlPanelFormWrapper)
