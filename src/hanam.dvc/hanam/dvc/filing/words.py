"""Conditions in words, for citizens whose browser hides nothing and for designers."""

from hanam.dvc.filing import kinds
from hanam.dvc.i18n import _
from hanam.dvc.rules import conditions
from zope.globalrequest import getRequest
from zope.i18n import translate


FACTS = {
    "case": _("Your case"),
    "applicant.kind": _("Applicant"),
}
FACT_VALUES = {"citizen": _("A citizen"), "organisation": _("An organisation")}
COMPARED = {
    "=": _("“${label}” is ${value}"),
    "!=": _("“${label}” is not ${value}"),
    "<": _("“${label}” is less than ${value}"),
    "<=": _("“${label}” is ${value} or less"),
    ">": _("“${label}” is more than ${value}"),
    ">=": _("“${label}” is ${value} or more"),
    "given": _("“${label}” is answered"),
    "empty": _("“${label}” is not answered"),
    "ticked": _("“${label}” is ticked"),
    "unticked": _("“${label}” is not ticked"),
}
NEGATED = {"=": "!=", "<": ">=", "<=": ">", ">": "<=", ">=": "<", "given": "empty"}


def say(message) -> str:
    return translate(message, context=getRequest())


def in_words(item, fields, met: bool = True) -> str:
    """A condition as part of a sentence; ``fields`` are the fields by name."""
    if isinstance(item, conditions.Test):
        return of_test(item, fields, met)
    if isinstance(item, conditions.Not):
        return in_words(item.part, fields, not met)
    parts = [in_words(part, fields, met) for part in item.parts]
    glue = _("and") if isinstance(item, conditions.All) is met else _("or")
    return f" {say(glue)} ".join(parts)


def of_test(test, fields, met: bool) -> str:
    field = fields.get(test.name)
    op = test.op if met else NEGATED[test.op]
    label = say(FACTS.get(test.name) or test.name if field is None else field.label)
    if (
        field is not None
        and field.kind == "bool"
        and (test.op == "given" or ticks(test))
    ):
        op = "ticked" if met else "unticked"
    values = [value_of(value, field) for value in test.values]
    text = f" {say(_('or'))} ".join(f"“{value}”" for value in values)
    message = COMPARED[op]
    return say(
        type(message)(
            message, domain=message.domain, mapping={"label": label, "value": text}
        )
    )


def ticks(test) -> bool:
    return test.op == "=" and test.values == ("1",)


def value_of(value: str, field) -> str:
    if field is None:
        return say(FACT_VALUES.get(value, value))
    return say(kinds.show(value, field)) if field.kind != "computed" else value
