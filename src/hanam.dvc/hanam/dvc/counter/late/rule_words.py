"""What the parts of a rule are called, and a rule in one sentence."""

from hanam.dvc.i18n import _
from hanam.dvc.rules import late
from hanam.dvc.rules.vietnamese import short_date
from zope.i18n import translate


WHAT = {
    late.What.ACCEPTANCE: _("Acceptance"),
    late.What.STEP: _("Present step"),
    late.What.WHOLE: _("Whole dossier"),
}
WHEN = {
    late.When.BEFORE: _("before the limit"),
    late.When.AFTER: _("after the limit"),
    late.When.PASSED: _("when this share of the limit has passed"),
}
UNITS = {
    late.Unit.WORKING_DAY: _("working days"),
    late.Unit.WORKING_HOUR: _("working hours"),
    late.Unit.PERCENT: _("percent"),
}
WHOM = {
    late.Whom.ASSIGNEE: _("who works on it"),
    late.Whom.STEP_ROLE: _("all who may do the present step"),
    late.Whom.CLERKS: _("clerks of the agency"),
    late.Whom.UNIT: _("clerks of the one-stop office that received it"),
    late.Whom.LEADER: _("leaders of the agency"),
    late.Whom.SUPERVISOR: _("supervising department"),
}
HOW = {
    late.How.EMAIL: _("e-mail"),
    late.How.SMS: _("SMS"),
    late.How.ZALO: _("Zalo"),
    late.How.MARK: _("mark on the worklist"),
    late.How.DIGEST: _("daily digest"),
}
# By the field of the form of a rule in which one chooses.
CHOICES = {"what": WHAT, "when": WHEN, "unit": UNITS, "whom": WHOM, "how": HOW}
MOMENTS = {
    late.When.BEFORE: _("${n} ${unit} before the limit"),
    late.When.AFTER: _("${n} ${unit} after the limit"),
    late.When.PASSED: _("${n} percent of the limit passed"),
}
AT_ONCE = {
    late.When.BEFORE: _("on the morning of the due day"),
    late.When.AFTER: _("as soon as the limit has passed"),
}
ONE = {
    late.Unit.WORKING_DAY: _("working day"),
    late.Unit.WORKING_HOUR: _("working hour"),
}
ERRORS = {
    "not_a_list": _("this must be a list."),
    "not_an_object": _("this must be an object."),
    "too_many": _("there may be at most ${most} rules."),
    "twice": _("the id ${id} occurs twice."),
    "missing": _("this is missing."),
    "not_text": _("this must be text."),
    "too_long": _("this must have at most ${most} characters."),
    "bad_id": _("an id has small letters without diacritics, digits and hyphens."),
    "unknown": _("this must be one of: ${known}."),
    "not_a_number": _("this must be a whole number."),
    "range": _("this must lie between ${least} and ${most}."),
    "share": _("a share of the limit is counted in percent."),
    "unit": _("before and after the limit, working days or working hours are counted."),
    "nobody": _("choose at least one who is told."),
    "no_way": _("choose at least one way."),
    "bad_date": _("this must be a date such as 2018-09-03."),
    "dates": _("the last day must not come before the first."),
    "not_yes_no": _("this must be true or false."),
    "only_whole": _("an apology is prepared for the whole dossier only."),
}


def moment_of(rule: late.Rule, request) -> str:
    """ "2 working days before the limit"."""
    if not rule.value and rule.when in AT_ONCE:
        return translate(AT_ONCE[rule.when], context=request)
    words = ONE if rule.value == 1 else UNITS
    unit = translate(words.get(rule.unit, ""), context=request)
    message = _(MOMENTS[rule.when], mapping={"n": rule.value, "unit": unit})
    return translate(message, context=request)


def days_of(rule: late.Rule, request) -> str:
    """From when and until when a rule holds; "" for always."""
    parts = []
    if rule.since:
        parts.append(_("from ${day}", mapping={"day": short_date(rule.since)}))
    if rule.until:
        parts.append(_("until ${day}", mapping={"day": short_date(rule.until)}))
    return " ".join(translate(message, context=request) for message in parts)


def listed(values, words, request) -> str:
    """Several choices in one line."""
    return ", ".join(translate(words[value], context=request) for value in values)
