"""Changing the working calendar's JSON: days, office hours, cut-off, a year at once.

Functions take the data of `calendar_data` and return new data; whether that is a calendar is
for `calendar_from_data` to say. What an entry holds besides (``basis``) is kept.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from hanam.dvc.rules.calendar import CalendarError


Data = dict[str, object]
# kind of a day: (list of the data, key of its name)
DAYS = {
    "holiday": ("holidays", "name"),
    "working": ("extra_working_days", "note"),
    "hours": ("special_hours", "name"),
}
LONGEST_SPAN = 31


@dataclass(frozen=True, slots=True)
class Entry:
    """One day that is not as others: ``kind`` is a key of `DAYS`, ``periods`` the hours of a
    day with hours of its own, as pairs of "HH:MM"."""

    kind: str
    day: str
    name: str
    basis: str = ""
    periods: tuple[tuple[str, str], ...] = ()

    def row(self) -> dict[str, object]:
        found: dict[str, object] = {"date": self.day, DAYS[self.kind][1]: self.name}
        if self.kind == "hours":
            found["periods"] = [list(pair) for pair in self.periods]
        if self.basis:
            found["basis"] = self.basis
        return found


def entries(data: Mapping, year: int | None = None) -> list[Entry]:
    """The days of the data (of a year), by day."""
    found = []
    for kind, (key, label) in DAYS.items():
        for row in data.get(key, ()):
            if year is not None and not str(row["date"]).startswith(f"{year:04}-"):
                continue
            periods = tuple(tuple(pair) for pair in row.get("periods", ()))
            found.append(
                Entry(
                    kind,
                    row["date"],
                    row.get(label, ""),
                    row.get("basis", ""),
                    periods,
                )
            )
    return sorted(found, key=lambda entry: (entry.day, entry.kind))


def put(data: Mapping, made: Entry, last: str = "") -> Data:
    """With an entry for its day, or for each day up to ``last``; what stood there goes.

    A day off and a make-up day exclude each other; hours of its own a day may have besides
    being a make-up day. `CalendarError`: bad_date, span.
    """
    found = dict(data)
    for day in days_between(made.day, last or made.day):
        others = ("holiday", "working") if made.kind != "hours" else ("hours",)
        if made.kind == "holiday":
            others = tuple(DAYS)
        for kind in others:
            found = remove(found, kind, day)
        key = DAYS[made.kind][0]
        row = Entry(made.kind, day, made.name, made.basis, made.periods).row()
        found[key] = [*found.get(key, ()), row]
    return found


def days_between(first: str, last: str) -> list[str]:
    """ISO days from the first to the last; `CalendarError` bad_date, span."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise CalendarError("bad_date", {"field": "date", "value": first}) from error
    length = (end - start).days
    if not 0 <= length < LONGEST_SPAN:
        raise CalendarError("span", {"first": first, "last": last})
    return [(start + timedelta(n)).isoformat() for n in range(length + 1)]


def remove(data: Mapping, kind: str, day: str) -> Data:
    """Without the entry of that kind for the day."""
    key = DAYS[kind][0]
    rest = [row for row in data.get(key, ()) if row["date"] != day]
    return {**data, key: rest}


def with_year(data: Mapping, year: int, made: Iterable[Entry]) -> Data:
    """With the days of a year as given, in the place of all it had; the year counts as
    known from now on. `CalendarError` "other_year" for a day of another year."""
    found = dict(data)
    for key, _label in DAYS.values():
        rest = [r for r in found.get(key, ()) if not r["date"].startswith(f"{year}-")]
        found[key] = rest
    for entry in made:
        if not entry.day.startswith(f"{year}-"):
            raise CalendarError("other_year", {"date": entry.day, "year": year})
        key = DAYS[entry.kind][0]
        found[key] = [*found[key], entry.row()]
    return covering(found, year)


def covering(data: Mapping, year: int) -> Data:
    """With the year among those whose holidays are known."""
    known = {row["date"][:4] for row in data.get("holidays", ())}
    years = data.get("covers", [int(one) for one in known])
    return {**data, "covers": sorted({*years, year})}


def with_seasons(data: Mapping, rows: Sequence[Mapping], since: str = "") -> Data:
    """With a set of office hours that holds from the day ``since`` on (empty: from ever).

    ``rows`` are seasons as in the data, without ``since``; none takes the set away.
    """
    rest = [row for row in data.get("seasons", ()) if row.get("since", "") != since]
    made = [{**row, "since": since} if since else dict(row) for row in rows]
    found = sorted([*rest, *made], key=lambda row: row.get("since", ""))
    return {**data, "seasons": found}


def with_cutoff(data: Mapping, hour: str, since: str = "", basis: str = "") -> Data:
    """With another hour after which a receipt counts as the next day's, from a day on."""
    if not since:
        found = {**data, "cutoff": hour}
        if basis:
            found["cutoff_basis"] = basis
        return found
    rest = [row for row in data.get("cutoffs", ()) if row["date"] != since]
    row = {"date": since, "time": hour} | ({"basis": basis} if basis else {})
    return {**data, "cutoffs": [*rest, row]}


def without_cutoff(data: Mapping, since: str) -> Data:
    """Without the hour that holds from a day on."""
    rest = [row for row in data.get("cutoffs", ()) if row["date"] != since]
    return {**data, "cutoffs": rest}
