"""Opening hours as text: a part of the syntax of OpenStreetMap's ``opening_hours``.

``Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30; PH off``: rules divided by ``;``, each
with days (``Mo``, ``Mo-Fr``, ``Mo,We``; ``PH`` is a public holiday; none at all is every
day) and times or ``off``. A later rule replaces what an earlier one says of a day. Where
no rule speaks of public holidays, the place is closed on them. ``24/7`` is always open.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import ONE_DAY
from hanam.dvc.rules.calendar import Periods
from hanam.dvc.rules.frozen import FrozenMap

import re


DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAY = "PH"
CLOSED = ("off", "closed")
ALWAYS = "24/7"
MIDNIGHT = time(0, 0)
LAST_MINUTE = time(23, 59)
LONGEST = 500
TIMES = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
WHOLE_DAY: Periods = ((MIDNIGHT, LAST_MINUTE),)
FORTNIGHT = 14


class OpeningError(ValueError):
    """What is wrong with a text of opening hours: ``code`` is a stable key, ``part`` the
    part of the text it is about."""

    def __init__(self, code: str, part: str = "") -> None:
        self.code = code
        self.part = part
        super().__init__(code, part)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a place is open.

    ``week`` gives the periods of each weekday (0 = Monday), ``holiday`` those of a public
    holiday. 23:59 as an end is the end of the day.
    """

    week: Mapping[int, Periods] = field(default_factory=FrozenMap)
    holiday: Periods = ()

    def periods_on(self, day: date, calendar: Calendar) -> Periods:
        """(from, to) pairs of the day; a make-up Saturday has the hours of a Monday,
        unless the place has hours of its own on it."""
        if day in calendar.extra_working_days:
            return self.week.get(day.weekday(), ()) or self.week.get(0, ())
        if day in calendar.holidays:
            return self.holiday
        return self.week.get(day.weekday(), ())

    def is_open(self, moment: datetime, calendar: Calendar) -> bool:
        """Whether the place is open at a local wall-clock moment."""
        now = moment.time()
        return any(
            start <= now < end or end == LAST_MINUTE <= now
            for start, end in self.periods_on(moment.date(), calendar)
        )

    def closes(self, moment: datetime, calendar: Calendar) -> time | None:
        """When the period at ``moment`` ends; None if the place is closed."""
        now = moment.time()
        for start, end in self.periods_on(moment.date(), calendar):
            if start <= now < end:
                return end
        return None

    def next_opening(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """The first opening after ``moment``; None if there is none in two weeks."""
        for ahead in range(FORTNIGHT + 1):
            day = moment.date() + ahead * ONE_DAY
            for start, _end in self.periods_on(day, calendar):
                found = datetime.combine(day, start)
                if found > moment:
                    return found
        return None

    def groups(self) -> tuple[tuple[tuple[int, int], Periods], ...]:
        """Neighbouring weekdays of the same hours: ((first, last), periods), closed days
        left out."""
        found: list[tuple[tuple[int, int], Periods]] = []
        for day in range(len(DAYS)):
            periods = self.week.get(day, ())
            if not periods:
                continue
            if found and found[-1][0][1] == day - 1 and found[-1][1] == periods:
                found[-1] = ((found[-1][0][0], day), periods)
            else:
                found.append(((day, day), periods))
        return tuple(found)

    def minutes_a_week(self) -> int:
        """Minutes open in a week without holidays."""
        total = timedelta()
        for periods in self.week.values():
            for start, end in periods:
                total += datetime.combine(date.min, end) - datetime.combine(
                    date.min, start
                )
        return int(total.total_seconds()) // 60

    def to_text(self) -> str:
        """The text that `parse` reads; the shortest this module knows."""
        parts = []
        for (first, last), periods in self.groups():
            days = DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"
            parts.append(f"{days} {times_text(periods)}")
        if self.holiday:
            parts.append(f"{HOLIDAY} {times_text(self.holiday)}")
        return "; ".join(parts)


def times_text(periods: Periods) -> str:
    """ "07:30-11:30,13:30-17:00"."""
    return ",".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in periods)


def parse(text: str) -> OpeningHours:
    """The opening hours a text tells; `OpeningError` if it tells none."""
    if len(text) > LONGEST:
        raise OpeningError("too_long")
    if text.strip() == ALWAYS:
        week = FrozenMap(dict.fromkeys(range(len(DAYS)), WHOLE_DAY))
        return OpeningHours(week, WHOLE_DAY)
    week: dict[int, Periods] = {}
    holiday: Periods = ()
    for part in filter(None, (part.strip() for part in text.split(";"))):
        days, on_holidays, periods = parse_rule(part)
        week.update(dict.fromkeys(days, periods))
        holiday = periods if on_holidays else holiday
    if not any(week.values()) and not holiday:
        raise OpeningError("never_open", text.strip())
    return OpeningHours(FrozenMap({k: v for k, v in week.items() if v}), holiday)


def parse_rule(part: str) -> tuple[list[int], bool, Periods]:
    """One rule: its weekdays, whether it speaks of holidays, its periods."""
    days_text, blank, times = part.partition(" ")
    if not blank and (TIMES.match(part) or part in CLOSED):
        days_text, times = "", part
    times = times.strip()
    if times in CLOSED:
        periods: Periods = ()
    else:
        periods = tuple(parse_times(times.replace(" ", ""), part))
    if not days_text:
        return list(range(len(DAYS))), False, periods
    days, on_holidays = [], False
    for name in days_text.split(","):
        if name == HOLIDAY:
            on_holidays = True
        else:
            days += parse_days(name, part)
    return days, on_holidays, periods


def parse_days(name: str, part: str) -> list[int]:
    """Weekday numbers of "Mo" or "Mo-Fr"; "Sa-Mo" goes over the Sunday."""
    first, dash, last = name.partition("-")
    if first not in DAYS or (dash and last not in DAYS):
        raise OpeningError("bad_day", part)
    start = DAYS.index(first)
    length = (DAYS.index(last) - start) % len(DAYS) if dash else 0
    return [(start + n) % len(DAYS) for n in range(length + 1)]


def parse_times(text: str, part: str) -> Iterator[tuple[time, time]]:
    """Periods in order; none over midnight, none touching the one before."""
    previous = None
    for piece in text.split(","):
        found = TIMES.fullmatch(piece)
        if found is None:
            raise OpeningError("bad_time", part)
        start, end = clock(*found.groups()[:2], part), clock(*found.groups()[2:], part)
        if start >= end or (previous is not None and start <= previous):
            raise OpeningError("times_order", part)
        previous = end
        yield start, end


def clock(hour: str, minute: str, part: str) -> time:
    """A time of day; 24:00 is the end of the day."""
    if hour == "24":
        if minute != "00":
            raise OpeningError("bad_time", part)
        return LAST_MINUTE
    return time(int(hour), int(minute))
