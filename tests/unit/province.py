"""The working calendar that the tests of the law count with, and short ways to write
moments."""

from datetime import date
from datetime import datetime
from functools import cache
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import calendar_from_data
from pathlib import Path
from typing import Any

import json


DATA = Path(__file__).parent / "data"


def read(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


@cache
def province() -> Calendar:
    """Holidays 2018 to 2027, summer and winter hours, cut-off at 15:00."""
    return calendar_from_data(read("calendar.json"))


def day(text: str) -> date:
    """A date written "31/8/2018"."""
    number, month, year = map(int, text.split("/"))
    return date(year, month, number)


def at(text: str) -> datetime:
    """A moment written "31/8/2018 09:00"."""
    written, clock = text.split()
    hour, minute = map(int, clock.split(":"))
    when = day(written)
    return datetime(when.year, when.month, when.day, hour, minute)
