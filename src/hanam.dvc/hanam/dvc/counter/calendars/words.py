"""The calendar in words: kinds of days, what is wrong, what differs."""

from datetime import date
from hanam.dvc.catalogue import settings
from hanam.dvc.i18n import _
from hanam.dvc.rules.calendar import CalendarError
from hanam.dvc.rules.calendar_differences import Difference
from hanam.dvc.rules.vietnamese import short_date
from zope.i18n import translate


KINDS = {
    "holiday": _("Day off"),
    "working": _("Make-up working day"),
    "hours": _("Day with hours of its own"),
}
SHORT = {
    "holiday": _("no work"),
    "working": _("make-up"),
    "hours": _("own hours"),
}
OF_DIFFERENCE = {
    **KINDS,
    "season": _("Office hours"),
    "cutoffs": _("Cut-off"),
    "cutoff": _("Cut-off"),
    "cutoff_basis": _("Legal basis of the cut-off"),
    "cutoff_units": _("Limits the cut-off holds for"),
    "weekend": _("Days of rest"),
    "covers": _("Years whose holidays are known"),
}
WHAT = {
    "added": _("added"),
    "removed": _("removed"),
    "changed": _("changed"),
}
TURNS = {
    "later": _("later"),
    "earlier": _("earlier"),
    "kept": _("would be earlier; the promise is kept"),
}
KINDS_OF_LIMIT = {
    "result": _("Result"),
    "accept": _("Acceptance"),
}
SCOPES = {
    "open": _("Open dossiers counted anew"),
    "future": _("From then on only"),
    "": "",
}
WEEKDAYS = (
    (_("Mon"), _("Monday")),
    (_("Tue"), _("Tuesday")),
    (_("Wed"), _("Wednesday")),
    (_("Thu"), _("Thursday")),
    (_("Fri"), _("Friday")),
    (_("Sat"), _("Saturday")),
    (_("Sun"), _("Sunday")),
)


def wrong(error: CalendarError):
    """What is wrong with a calendar, as a message."""
    facts = ", ".join(f"{value}" for value in error.facts.values() if value != "")
    return settings.said(facts, settings.CALENDAR_ERRORS[error.code])


def day(iso: str) -> str:
    """ "2019-02-04" as "04/02/2019"; what is none as it is."""
    try:
        return short_date(date.fromisoformat(iso))
    except ValueError:
        return iso


def month_day(text: str) -> str:
    """ "04-16" as "16/04" and back."""
    if "-" in text:
        month, number = text.split("-", 1)
        return f"{number}/{month}"
    number, mark, month = text.partition("/")
    return f"{month.strip().zfill(2)}-{number.strip().zfill(2)}" if mark else text


def hours(periods) -> str:
    """ "07:00–11:30, 13:30–17:00"."""
    return ", ".join(f"{start}–{end}" for start, end in periods)


def row(kind: str, value) -> str:
    """An entry of the data in a line; "" for none."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if not isinstance(value, dict):
        return str(value)
    parts = [value.get("name") or value.get("note") or value.get("time") or ""]
    if kind == "season":
        parts.append(f"{month_day(value['start'])}–{month_day(value['end'])}")
    if value.get("periods"):
        parts.append(hours(value["periods"]))
    parts.append(value.get("basis", ""))
    return "; ".join(part for part in parts if part)


def difference(found: Difference, request) -> dict:
    """{kind, key, what, before, after} in the reader's language."""

    def say(message):
        return translate(message, context=request)

    key = found.key.split(" ")[0] if found.kind == "season" else found.key
    return {
        "kind": say(OF_DIFFERENCE[found.kind]),
        "key": day(key),
        "what": say(WHAT[found.what]),
        "before": row(found.kind, found.before),
        "after": row(found.kind, found.after),
    }
