"""A year's holidays from a file: JSON or CSV.

JSON is ``{"years": {"2019": {"holidays": […], "extra_working_days": […]}}}``, one such year, or
a whole calendar. CSV has a line for each day: date, kind (holiday, working, hours), name,
basis, hours ("07:00-11:30"); the first line may name the columns. Days are "2019-02-04" or
"04/02/2019".
"""

from collections.abc import Iterator
from collections.abc import Mapping
from hanam.dvc.rules.calendar import CalendarError
from hanam.dvc.rules.calendar_edit import DAYS
from hanam.dvc.rules.calendar_edit import entries
from hanam.dvc.rules.calendar_edit import Entry

import csv
import json
import re


SPOKEN = {
    "": "holiday",
    "holiday": "holiday",
    "nghỉ": "holiday",
    "ngày nghỉ": "holiday",
    "working": "working",
    "làm bù": "working",
    "hours": "hours",
    "nửa ngày": "hours",
}
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
PAIR = re.compile(r"(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})")


def read(text: str, year: int, basis: str = "") -> list[Entry]:
    """The days of a year in a file; those of other years are left out.

    ``basis`` is taken where the file names none. `CalendarError`: bad_file, bad_date,
    bad_kind, empty_file (nothing of that year).
    """
    text = text.lstrip("\ufeff").strip()
    found = (
        from_json(text, year) if text.startswith(("{", "[")) else list(from_csv(text))
    )
    kept = [
        Entry(one.kind, one.day, one.name, one.basis or basis, one.periods)
        for one in found
        if one.day.startswith(f"{year}-")
    ]
    if not kept:
        raise CalendarError("empty_file", {"year": year})
    return sorted(kept, key=lambda entry: (entry.day, entry.kind))


def from_json(text: str, year: int) -> list[Entry]:
    try:
        data = json.loads(text)
        if isinstance(data, Mapping) and "years" in data:
            data = data["years"].get(str(year), {})
        found = entries(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CalendarError("bad_file", {"line": 1}) from error
    for one in found:
        if not (isinstance(one.day, str) and isinstance(one.name, str)):
            raise CalendarError("bad_file", {"line": 1})
    return found


def from_csv(text: str) -> Iterator[Entry]:
    first = text.splitlines()[0] if text else ""
    mark = ";" if first.count(";") > first.count(",") else ","
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=mark), 1):
        cells = [cell.strip() for cell in row] + [""] * 5
        if not any(cells) or (number == 1 and not any(c.isdigit() for c in cells[0])):
            continue
        kind = SPOKEN.get(cells[1].lower())
        if kind is None or kind not in DAYS:
            raise CalendarError("bad_kind", {"line": number, "value": cells[1]})
        yield Entry(kind, iso(cells[0], number), cells[2], cells[3], hours(cells[4]))


def iso(value: str, line: int) -> str:
    found = DAY.fullmatch(value)
    if found:
        day, month, year = found.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value
    raise CalendarError("bad_date", {"field": f"{line}", "value": value})


def hours(text: str) -> tuple[tuple[str, str], ...]:
    """ "07:00-11:30, 13:30-17:00" as pairs."""
    return tuple((start.zfill(5), end.zfill(5)) for start, end in PAIR.findall(text))
