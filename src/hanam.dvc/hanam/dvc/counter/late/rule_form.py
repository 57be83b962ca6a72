"""A rule of escalation as it is typed: from a form to the shape of its JSON and back."""

from hanam.dvc.counter.late.rule_words import ERRORS
from hanam.dvc.counter.typed import birth_date
from hanam.dvc.counter.typed import text
from hanam.dvc.i18n import _
from hanam.dvc.rules import late_data
from hanam.dvc.rules.late import Rule
from plone.i18n.normalizer.interfaces import IIDNormalizer
from zope.component import getUtility


EMPTY = {
    "id": "",
    "title": "",
    "what": "whole",
    "when": "before",
    "value": "1",
    "unit": "working_day",
    "whom": ["assignee"],
    "how": ["email", "mark"],
    "since": "",
    "until": "",
    "law": "",
    "draft": False,
    "off": False,
}
LONGEST_ID = 50


def typed(form) -> dict:
    """What stands in the form; ``value`` is text, days are as they were typed."""
    found = {
        name: text(form, name)
        for name in ("id", "title", "what", "when", "value", "unit", "law")
    }
    found["since"] = birth_date(text(form, "since"))
    found["until"] = birth_date(text(form, "until"))
    for name in ("whom", "how"):
        given = form.get(name) or []
        found[name] = given if isinstance(given, list) else [given]
    for name in ("draft", "off"):
        found[name] = text(form, name) == "1"
    return found


def shown(rule: Rule) -> dict:
    """A rule as the form shows it."""
    data = late_data.to_data([rule])[0]
    return data | {"value": str(data["value"])}


def rule_of(values: dict, agency: str, taken=()) -> Rule:
    """The rule that was typed; `late_data.RuleError` with the field that is wrong.

    A new one gets an id from its title, another than those ``taken``.
    """
    data = dict(values)
    value = data["value"]
    data["value"] = int(value) if value.isascii() and value.isdigit() else value
    if not data["id"]:
        data["id"] = new_id(data["title"], taken)
    return late_data.rule(data, agency)


def new_id(title: str, taken) -> str:
    base = (
        getUtility(IIDNormalizer).normalize(title, max_length=LONGEST_ID) or "quy-tac"
    )
    base = base.replace("_", "-").strip("-.") or "quy-tac"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def problem(error: late_data.RuleError) -> dict:
    """What is wrong, with the field it is about, for the summary of errors."""
    return {
        "field": {"when": "when", "id": "title"}.get(error.field, error.field),
        "message": _(ERRORS[error.code], mapping=dict(error.facts)),
    }
