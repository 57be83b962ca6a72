"""Which days and hours the offices of the province work.

Nothing is computed from the lunar calendar: holidays, swapped days and office hours
are announced every year and come in as data. All times are local wall-clock times.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.units import Unit


Periods = tuple[tuple[time, time], ...]
Moments = tuple[tuple[datetime, datetime], ...]
Facts = Mapping[str, str | int]

ONE_DAY = timedelta(days=1)
WEEK = frozenset(range(7))
# Days of a leap year, the longest list of days a set of seasons has to cover.
DAYS_OF_YEAR = tuple(
    (date(2000, 1, 1) + timedelta(days=n)).strftime("%m-%d") for n in range(366)
)


class CalendarError(ValueError):
    """What is wrong with a calendar: ``code`` is a stable key, ``facts`` its values."""

    def __init__(self, code: str, facts: Facts | None = None) -> None:
        self.code = code
        self.facts: FrozenMap[str, str | int] = FrozenMap(facts or {})
        super().__init__(code, dict(self.facts))


@dataclass(frozen=True, slots=True)
class Season:
    """Office hours of a part of the year.

    ``start`` and ``end`` are its first and last day as "MM-DD"; a season whose end
    comes before its start lasts over the new year. ``periods`` are (from, to) pairs in
    order: two of them leave a lunch break. Seasons with the same ``since`` are one set,
    which holds from that day until the next set; the first set holds before it as well.
    """

    name: str
    start: str
    end: str
    periods: Periods
    since: date | None = None

    def __post_init__(self) -> None:
        for edge in (self.start, self.end):
            if edge not in DAYS_OF_YEAR:
                raise CalendarError("season_day", {"season": self.name, "day": edge})
        check_periods(self.periods, self.name)

    def includes(self, month_day: str) -> bool:
        """``month_day`` is "MM-DD"."""
        if self.start <= self.end:
            return self.start <= month_day <= self.end
        return month_day >= self.start or month_day <= self.end


def check_periods(periods: Periods, where: str) -> None:
    """Raise ``CalendarError`` unless there are periods, each forward, in order."""
    if not periods:
        raise CalendarError("no_periods", {"where": where})
    edges = [edge for period in periods for edge in period]
    if edges != sorted(edges) or any(start == end for start, end in periods):
        raise CalendarError("periods_order", {"where": where})


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar of the province.

    ``holidays`` and ``extra_working_days`` (make-up Saturdays) give each day its name.
    ``cutoff`` is the hour after which a receipt counts as the next working day's, for
    limits in one of ``cutoff_units``; ``cutoffs`` are later hours, each from a day on.
    ``weekend`` holds weekday numbers, Monday 0.
    ``years`` are those whose holidays are known. ``special_hours`` are days with hours
    of their own (half days).
    """

    holidays: Mapping[date, str]
    extra_working_days: Mapping[date, str]
    seasons: tuple[Season, ...]
    cutoff: time
    weekend: frozenset[int] = frozenset({5, 6})
    years: frozenset[int] = frozenset()
    special_hours: Mapping[date, Periods] = field(default_factory=FrozenMap)
    cutoff_units: frozenset[str] = frozenset({Unit.SAME_DAY})
    cutoffs: Mapping[date, time] = field(default_factory=FrozenMap)

    def __post_init__(self) -> None:
        for name in ("holidays", "extra_working_days", "special_hours", "cutoffs"):
            object.__setattr__(self, name, FrozenMap(getattr(self, name)))
        if not self.weekend < WEEK:
            raise CalendarError("weekend", {"days": len(self.weekend)})
        for unit in sorted(self.cutoff_units - set(Unit)):
            raise CalendarError("cutoff_unit", {"unit": unit})
        for day in sorted(self.holidays.keys() & self.extra_working_days.keys()):
            raise CalendarError("day_twice", {"date": day.isoformat()})
        for day, periods in self.special_hours.items():
            check_periods(periods, day.isoformat())
        self._check_seasons()

    def _check_seasons(self) -> None:
        for since in {season.since for season in self.seasons} or {None}:
            together = [s for s in self.seasons if s.since == since]
            for month_day in DAYS_OF_YEAR:
                found = sum(season.includes(month_day) for season in together)
                if found != 1:
                    code = "season_overlap" if found else "season_gap"
                    raise CalendarError(code, {"day": month_day})

    def seasons_on(self, day: date) -> tuple[Season, ...]:
        """The set of seasons that holds on a day."""
        begins = sorted({s.since or date.min for s in self.seasons})
        past = [since for since in begins if since <= day]
        since = past[-1] if past else begins[0]
        return tuple(s for s in self.seasons if (s.since or date.min) == since)

    def cutoff_on(self, day: date) -> time:
        """The hour of a day after which a receipt counts as the next working day's."""
        past = [since for since in self.cutoffs if since <= day]
        return self.cutoffs[max(past)] if past else self.cutoff

    def covers(self, year: int) -> bool:
        """Whether the holidays of the year are known."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        if day in self.extra_working_days:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays

    def why_closed(self, day: date) -> str | None:
        """The holiday's name, or "weekend", or None on a working day."""
        if self.is_working_day(day):
            return None
        return self.holidays.get(day, "weekend")

    def next_working_day(self, day: date, inclusive: bool = True) -> date:
        """The first working day from ``day`` on, or after it if not ``inclusive``."""
        if not inclusive:
            day += ONE_DAY
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, n: int) -> tuple[date, tuple[date, ...]]:
        """The n-th working day after ``day`` and the closed days passed on the way.

        ``day`` itself is not counted. A negative ``n`` counts backwards; 0 gives
        ``day``, closed or not.
        """
        step = ONE_DAY if n > 0 else -ONE_DAY
        left, skipped = abs(n), []
        while left:
            day += step
            if self.is_working_day(day):
                left -= 1
            else:
                skipped.append(day)
        return day, tuple(skipped)

    def periods_on(self, day: date) -> Moments:
        """Office hours of the day as (from, to) pairs; none on a closed day."""
        if not self.is_working_day(day):
            return ()
        return tuple(
            (datetime.combine(day, start), datetime.combine(day, end))
            for start, end in self._hours(day)
        )

    def _hours(self, day: date) -> Periods:
        special = self.special_hours.get(day)
        if special is not None:
            return special
        month_day = f"{day.month:02}-{day.day:02}"
        seasons = self.seasons_on(day) if self._has_sets() else self.seasons
        return next(s.periods for s in seasons if s.includes(month_day))

    def _has_sets(self) -> bool:
        return any(s.since is not None for s in self.seasons)

    def opening(self, day: date) -> datetime:
        """When the offices open; ``CalendarError`` "closed_day" on a closed day."""
        return self._open_periods(day)[0][0]

    def closing(self, day: date) -> datetime:
        """When the offices close; ``CalendarError`` "closed_day" on a closed day."""
        return self._open_periods(day)[-1][1]

    def _open_periods(self, day: date) -> Moments:
        periods = self.periods_on(day)
        if not periods:
            raise CalendarError("closed_day", {"date": day.isoformat()})
        return periods

    def to_data(self) -> dict[str, object]:
        """The JSON shape that ``calendar_from_data`` reads."""
        from hanam.dvc.rules.calendar_data import to_data

        return to_data(self)


def calendar_from_data(data: Mapping[str, object]) -> Calendar:
    """See ``hanam.dvc.rules.calendar_data`` for the shape; ``CalendarError`` if bad."""
    from hanam.dvc.rules.calendar_data import from_data

    return from_data(data)
