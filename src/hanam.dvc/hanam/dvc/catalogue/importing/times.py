"""A published time limit as number and unit."""

from hanam.dvc.catalogue.importing.notes import Kind
from typing import NamedTuple

import re


UNITS = {
    "ngày làm việc": "working_day",
    "ngày": "calendar_day",
    "giờ làm việc": "working_hour",
    "giờ": "working_hour",
    "tháng": "month",
}
PUBLISHED = re.compile(r"(?P<number>\d+)(?: ?(?P<unit>[^\d\s].*))?")
HOURS_OF_A_DAY = 8


class Time(NamedTuple):
    """``value`` and ``unit`` are None and "" where only ``text`` is certain."""

    value: int | None
    unit: str
    text: str
    kind: Kind | None = None


def read_time(published: str, about: str = "") -> Time:
    """``about`` is the description beside it: it may tell a unit, or contradict it."""
    if not published:
        return Time(None, "", "")
    found = PUBLISHED.fullmatch(published)
    if found is None:
        return Time(None, "", published, Kind.LIMIT_IN_WORDS)
    number, name = int(found["number"]), (found["unit"] or "").lower()
    told = units_told(number, about)
    if not name:
        if len(told) == 1:
            return Time(number, told.pop(), "")
        return Time(None, "", published, Kind.LIMIT_WITHOUT_UNIT)
    if name not in UNITS:
        return Time(None, "", published, Kind.LIMIT_IN_WORDS)
    # "24 giờ" may run through the night: only what fits into a working day is sure.
    if name == "giờ" and number > HOURS_OF_A_DAY:
        return Time(None, "", published, Kind.LIMIT_HOURS)
    unit = UNITS[name]
    against = unit in ("working_day", "calendar_day") and told == {other_day(unit)}
    return Time(number, unit, "", Kind.LIMIT_CONTRADICTED if against else None)


def other_day(unit: str) -> str:
    return "calendar_day" if unit == "working_day" else "working_day"


def units_told(number: int, text: str) -> set[str]:
    """The units that the text names after this number."""
    pattern = rf"(?<!\d)0*{number}\s*(?:\([^)]{{0,30}}\)\s*)?({'|'.join(UNITS)})\b"
    return {UNITS[name.lower()] for name in re.findall(pattern, text, re.I)}
