"""The trace of the legal clock in words.

A line of `rules.clock` names a rule and its facts; here each rule has its sentence.
Dates and times are written as Vietnamese offices write them.
"""

from collections.abc import Iterable
from datetime import date
from hanam.dvc.catalogue.limits import WORDS
from hanam.dvc.i18n import _
from hanam.dvc.rules.clock_trace import TraceLine
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date
from zope.i18n import translate


SENTENCES = {
    "received": _("Received at ${time} on ${day}."),
    "start_at_opening": {
        "before_opening": _(
            "Received before the office opens: counted from ${time} on ${day}."
        ),
        "break": _("Received during the break: counted from ${time} on ${day}."),
    },
    "start_next_working_day": {
        "after_cutoff": _(
            "Received after the hour up to which dossiers are dealt with on the same "
            "day: counted from ${time} on ${day}."
        ),
        "after_closing": _(
            "Received after the office closed: counted from ${time} on ${day}."
        ),
        "weekend": _("Received at a weekend: counted from ${time} on ${day}."),
        "holiday": _(
            "Received on a holiday (${name}): counted from ${time} on ${day}."
        ),
    },
    "paused": _("The clock stops on ${day}: ${reason}."),
    "pause_open": _("The clock has been stopped since ${day}: ${reason}."),
    "pause_after_due": _(
        "A pause began on ${day}, after the time limit had passed; it changes nothing."
    ),
    "resumed": _(
        "The clock goes on from ${time} on ${day}; ${amount} do not count so far."
    ),
    "recounted": _(
        "The dossier is complete: the whole limit is counted anew from ${time} on ${day}."
    ),
    "same_day": _("To be resolved within the day, ${date}."),
    "first_day_not_counted": _("The day of receipt, ${date}, is not counted."),
    "made_up_day": _("${date} is a working day (${name})."),
    "skipped_weekend": _("From ${first} to ${last} is a weekend, not counted."),
    "skipped_weekend_day": _("${first} is a weekend day, not counted."),
    "skipped_holiday": _("${date} is a holiday (${name}), not counted."),
    "hours_counted": _("Counted on ${date} from ${start} to ${end}: ${amount}."),
    "last_day": _("The limit of ${limit} ends on ${date}."),
    "rolled": {
        "weekend": _("${first} is a weekend day: moved to ${last}, a working day."),
        "holiday": _(
            "${first} is a holiday (${name}): moved to ${last}, a working day."
        ),
    },
    "year_not_covered": _(
        "The holidays of ${year} are not known yet: the date may still change."
    ),
    "due": _("Due at ${time} on ${day}."),
    "extended": _(
        "On ${day} the agency extended the limit that was to end on ${first}: the new "
        "appointment is at ${until} on ${last}."
    ),
    "calendar_changed": _(
        "On ${day} the working calendar was changed: counted anew, the due date of "
        "${first} became ${until} on ${last}."
    ),
    "promise_kept": _(
        "The appointment that was promised, ${until} on ${last}, is not taken back."
    ),
    "extended_moved": _(
        "Since the extension ${amount} do not count: the appointment moves by as much."
    ),
    "extended_kept": _(
        "The appointment of the extension, at ${until} on ${last}, is later and stands."
    ),
}
REASONS = {
    "supplement": _("papers were asked for"),
    "payment": _("a payment is awaited"),
    "post": _("the papers are on their way by post"),
    "opinion": _("an opinion is awaited"),
}
AMOUNTS = {
    "minute": _("${amount} minutes"),
    "working_day": _("${amount} working days"),
    "calendar_day": _("${amount} days"),
}
DATES = ("date", "first", "last")


def describe(trace: Iterable[TraceLine], request) -> list[str]:
    """The lines as sentences in the language of the request."""
    return [sentence(line, request) for line in trace]


def sentence(line: TraceLine, request) -> str:
    """One line as a sentence in the language of the request."""
    facts = dict(line.facts)
    text = SENTENCES[line.rule]
    if isinstance(text, dict):
        text = text[facts["reason"]]
    if line.rule == "skipped_weekend" and facts["days"] == 1:
        text = SENTENCES["skipped_weekend_day"]
    values = {"time": clock_time(line.at), "day": short_date(line.at.date()), **facts}
    for name in DATES:
        if name in facts:
            values[name] = short_date(date.fromisoformat(facts[name]))
    values |= {
        name: translate(words, context=request)
        for name, words in in_words(line.rule, facts).items()
    }
    return translate(_(text, mapping=values), context=request)


def in_words(rule: str, facts) -> dict:
    """The facts that are words of their own."""
    if rule == "last_day":
        return {"limit": _(WORDS[facts["unit"]], mapping={"value": facts["value"]})}
    if rule == "hours_counted":
        return {"amount": _(AMOUNTS["minute"], mapping={"amount": facts["minutes"]})}
    found = {}
    if facts.get("reason") in REASONS:
        found["reason"] = REASONS[facts["reason"]]
    if rule in ("resumed", "extended_moved"):
        found["amount"] = _(AMOUNTS[facts["unit"]], mapping={"amount": facts["amount"]})
    return found
