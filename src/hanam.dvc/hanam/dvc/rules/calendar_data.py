"""The working calendar as JSON.

::

    {"holidays": [{"date": "2018-09-03", "name": "Quốc khánh (nghỉ bù)"}],
     "extra_working_days": [{"date": "2019-01-05", "note": "làm bù cho 31/12/2018"}],
     "seasons": [{"name": "Cả năm", "start": "01-01", "end": "12-31",
                  "periods": [["07:00", "11:30"], ["13:30", "17:00"]]}],
     "cutoff": "15:00",
     "cutoff_units": ["same_day"],
     "weekend": [5, 6],
     "covers": [2018, 2019],
     "special_hours": [{"date": "2018-02-13", "periods": [["07:00", "11:30"]]}]}

The first four keys are required; a season may have ``since``, the day from which its set of
office hours holds, and ``cutoffs`` is a list like ``[{"date": "2019-01-01", "time":
"15:30"}]``. What else an entry holds (``basis``, the decision it rests on) is left alone.
``covers`` is by default the years that have a holiday, ``weekend`` Saturday and Sunday
(Monday is 0), ``cutoff_units`` same_day.
Every day of the year must lie in exactly one season.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import time
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import CalendarError
from hanam.dvc.rules.calendar import Periods
from hanam.dvc.rules.calendar import Season
from hanam.dvc.rules.units import Unit


Data = Mapping[str, object]


def from_data(data: Data) -> Calendar:
    """``CalendarError``: missing, not_a_list, not_an_object, not_text, not_a_number,
    bad_date, bad_time, day_twice, or what ``Calendar`` and ``Season`` refuse."""
    holidays = days(data, "holidays", "name")
    return Calendar(
        holidays=holidays,
        extra_working_days=days(data, "extra_working_days", "note"),
        seasons=tuple(season(item) for item in objects(data, "seasons")),
        cutoff=moment(text(data, "cutoff"), "cutoff"),
        weekend=frozenset(numbers(data, "weekend", [5, 6])),
        years=frozenset(
            numbers(data, "covers", sorted({day.year for day in holidays}))
        ),
        special_hours=special_hours(data),
        cutoff_units=frozenset(
            plain(item, "cutoff_units")
            for item in items(data, "cutoff_units", [Unit.SAME_DAY.value])
        ),
        cutoffs=cutoffs(data),
    )


def to_data(calendar: Calendar) -> dict[str, object]:
    """Days in order, times as "HH:MM"."""
    return {
        "holidays": [
            {"date": day.isoformat(), "name": name}
            for day, name in sorted(calendar.holidays.items())
        ],
        "extra_working_days": [
            {"date": day.isoformat(), "note": note}
            for day, note in sorted(calendar.extra_working_days.items())
        ],
        "seasons": [plain_season(season) for season in calendar.seasons],
        "cutoff": f"{calendar.cutoff:%H:%M}",
        "cutoff_units": sorted(str(unit) for unit in calendar.cutoff_units),
        "weekend": sorted(calendar.weekend),
        "covers": sorted(calendar.years),
        "special_hours": [
            {"date": day.isoformat(), "periods": plain_periods(periods)}
            for day, periods in sorted(calendar.special_hours.items())
        ],
    } | plain_cutoffs(calendar)


def plain_season(season: Season) -> dict[str, object]:
    found: dict[str, object] = {
        "name": season.name,
        "start": season.start,
        "end": season.end,
        "periods": plain_periods(season.periods),
    }
    if season.since is not None:
        found["since"] = season.since.isoformat()
    return found


def plain_cutoffs(calendar: Calendar) -> dict[str, object]:
    """Nothing where one hour holds for ever."""
    if not calendar.cutoffs:
        return {}
    return {
        "cutoffs": [
            {"date": day.isoformat(), "time": f"{hour:%H:%M}"}
            for day, hour in sorted(calendar.cutoffs.items())
        ]
    }


def plain_periods(periods: Periods) -> list[list[str]]:
    return [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in periods]


def season(item: Data) -> Season:
    return Season(
        name=text(item, "name"),
        start=text(item, "start"),
        end=text(item, "end"),
        periods=tuple(periods(item)),
        since=since(item),
    )


def since(item: Data) -> date | None:
    if not item.get("since"):
        return None
    return day_of({"date": item["since"]}, "since")


def cutoffs(data: Data) -> dict[date, time]:
    if "cutoffs" not in data:
        return {}
    return {
        day_of(item, "cutoffs"): moment(text(item, "time"), "cutoffs")
        for item in objects(data, "cutoffs")
    }


def special_hours(data: Data) -> dict[date, Periods]:
    if "special_hours" not in data:
        return {}
    return {
        day_of(item, "special_hours"): tuple(periods(item))
        for item in objects(data, "special_hours")
    }


def days(data: Data, key: str, label: str) -> dict[date, str]:
    found: dict[date, str] = {}
    for item in objects(data, key):
        day = day_of(item, key)
        if day in found:
            raise CalendarError("day_twice", {"date": day.isoformat()})
        found[day] = text(item, label)
    return found


def day_of(item: Data, field: str) -> date:
    value = text(item, "date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise CalendarError("bad_date", {"field": field, "value": value}) from error


def periods(item: Data) -> Iterator[tuple[time, time]]:
    for pair in items(item, "periods"):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise CalendarError("not_a_pair", {"field": "periods", "value": str(pair)})
        start, end = (moment(plain(edge, "periods"), "periods") for edge in pair)
        yield start, end


def moment(value: str, field: str) -> time:
    try:
        parsed = time.fromisoformat(value)
    except ValueError as error:
        raise CalendarError("bad_time", {"field": field, "value": value}) from error
    if parsed.tzinfo or parsed.second or parsed.microsecond:
        raise CalendarError("bad_time", {"field": field, "value": value})
    return parsed


def objects(data: Data, key: str) -> Iterator[Data]:
    for item in items(data, key):
        if not isinstance(item, Mapping):
            raise CalendarError("not_an_object", {"field": key, "value": str(item)})
        yield item


def items(data: Data, key: str, default: list[object] | None = None) -> list[object]:
    value = data.get(key, default)
    if value is None:
        raise CalendarError("missing", {"field": key})
    if not isinstance(value, list | tuple):
        raise CalendarError("not_a_list", {"field": key, "value": str(value)})
    return list(value)


def numbers(data: Data, key: str, default: list[int]) -> Iterator[int]:
    for item in items(data, key, list(default)):
        if isinstance(item, bool) or not isinstance(item, int):
            raise CalendarError("not_a_number", {"field": key, "value": str(item)})
        yield item


def text(data: Data, key: str) -> str:
    if key not in data:
        raise CalendarError("missing", {"field": key})
    return plain(data[key], key)


def plain(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise CalendarError("not_text", {"field": field, "value": str(value)})
    return value
