"""``@@dvc-satisfaction``: what citizens are asked, and for how long."""

from hanam.dvc.catalogue.json_form import json_page
from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.catalogue.satisfaction.questions import ISatisfactionSettings
from hanam.dvc.i18n import _


SatisfactionPage = json_page(
    ISatisfactionSettings,
    questions.PREFIX,
    _("Satisfaction of citizens"),
    questions.check,
    lines=24,
)
