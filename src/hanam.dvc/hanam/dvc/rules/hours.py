"""Working time: the minutes in which the offices are open."""

from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import ONE_DAY


NO_TIME = timedelta(0)


def open_spans(
    start: datetime, calendar: Calendar
) -> Iterator[tuple[datetime, datetime]]:
    """Office periods from ``start`` on, the first one cut to it; without end."""
    day = start.date()
    while True:
        for opens, closes in calendar.periods_on(day):
            if closes > start:
                yield max(opens, start), closes
        day = calendar.next_working_day(day, inclusive=False)


def add_working_time(
    start: datetime, amount: timedelta, calendar: Calendar
) -> tuple[datetime, tuple[tuple[datetime, datetime], ...]]:
    """The earliest moment when ``amount`` of working time has passed since ``start``,
    and the spans that were counted."""
    spans = []
    if amount <= NO_TIME:
        return start, ()
    for opens, closes in open_spans(start, calendar):
        end = min(closes, opens + amount)
        spans.append((opens, end))
        amount -= end - opens
        if not amount:
            break
    return spans[-1][1], tuple(spans)


def working_time_before(
    end: datetime, amount: timedelta, calendar: Calendar
) -> datetime:
    """The latest moment from which ``amount`` of working time is left until ``end``."""
    day = end.date()
    while amount > NO_TIME:
        for opens, closes in reversed(calendar.periods_on(day)):
            closes = min(closes, end)
            if closes <= opens:
                continue
            if closes - opens >= amount:
                return closes - amount
            amount -= closes - opens
        day, _closed = calendar.add_working_days(day, -1)
    return end


def working_time(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """Working time between two moments; none if ``end`` comes first."""
    total, day = NO_TIME, start.date()
    while day <= end.date():
        for opens, closes in calendar.periods_on(day):
            total += max(min(closes, end) - max(opens, start), NO_TIME)
        day += ONE_DAY
    return total


def working_days_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Working days after the day of ``start``, up to and with the day of ``end``."""
    count, day = 0, start.date()
    while day < end.date():
        day += ONE_DAY
        count += calendar.is_working_day(day)
    return count


def is_open(moment: datetime, calendar: Calendar) -> bool:
    """Whether the offices are open; the moments of opening and closing belong to it."""
    periods = calendar.periods_on(moment.date())
    return any(opens <= moment <= closes for opens, closes in periods)
