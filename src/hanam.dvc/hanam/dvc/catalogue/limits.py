"""Which time limit holds for a dossier, and what a reader is told about it."""

from hanam.dvc.catalogue.rowchoice import most_specific
from hanam.dvc.i18n import _
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.units import Unit


# Bộ luật Lao động: a working day has eight hours; a month at most 23 working days.
HOURS = {
    "same_day": 8,
    "working_hour": 1,
    "working_day": 8,
    "calendar_day": 8,
    "month": 23 * 8,
}
WORDS = {
    "same_day": _("within the day"),
    "working_hour": _("${value} working hours"),
    "working_day": _("${value} working days"),
    "calendar_day": _("${value} days"),
    "month": _("${value} months"),
}


def is_counted(row) -> bool:
    """Whether the row holds a limit that can be computed, not only words."""
    unit = row.get("unit")
    return unit == "same_day" or bool(unit and row.get("value") is not None)


def row_for(procedure, case="", channel="") -> dict | None:
    """The row of ``limits`` that speaks for a case and a channel, or None."""
    return most_specific(procedure.limits, case, channel)


def limit_for(procedure, case="", channel=""):
    """The `rules.clock.Limit` of a dossier; None where the law states none in numbers."""
    row = row_for(procedure, case, channel)
    if row is None or not is_counted(row):
        return None
    return Limit(row.get("value") or 1, Unit(row["unit"]))


def working_hours(row) -> int | None:
    """The most working hours a row of ``limits`` or ``plan`` can mean, or None."""
    if not is_counted(row):
        return None
    return HOURS[row["unit"]] * (1 if row["unit"] == "same_day" else row["value"])


def in_words(row):
    """A row of ``limits`` as a message, such as "3 working days"; its text if it has one."""
    if row is None:
        return ""
    if not is_counted(row):
        return row.get("text") or ""
    unit = row["unit"]
    return _(WORDS[unit], mapping={"value": row.get("value")})


def longest(procedure) -> dict | None:
    """The row to show where only one fits: the one for all, else the longest."""
    general = most_specific(procedure.limits, "", "")
    if general is not None:
        return general
    rows = procedure.limits or []
    return max(rows, key=lambda row: working_hours(row) or 0, default=None)
