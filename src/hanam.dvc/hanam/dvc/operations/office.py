"""Moments at which people work or file, by the province's calendar."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta


DAY = timedelta(days=1)


class Office:
    """Office hours of a working calendar; all times naive local, whole seconds."""

    def __init__(self, calendar):
        self.calendar = calendar

    def at_or_after(self, moment: datetime) -> datetime:
        """The first moment from ``moment`` on at which the offices are open."""
        day = moment.date()
        while True:
            for start, end in self.calendar.periods_on(day):
                if moment < end:
                    return max(moment, start).replace(microsecond=0)
            day += DAY
            moment = datetime.combine(day, time.min)

    def days(self, start: date, end: date) -> list[date]:
        """The working days from ``start`` to ``end``, both included."""
        span = (start + n * DAY for n in range((end - start).days + 1))
        return [day for day in span if self.calendar.is_working_day(day)]

    def during(self, day: date, dice) -> datetime:
        """Some moment of the office hours of a working day."""
        start, end = dice.choice(self.calendar.periods_on(day))
        return start + timedelta(seconds=dice.randrange((end - start).seconds))

    def at_home(self, day: date, dice) -> datetime:
        """Some moment of the day between 6 and 23 o'clock."""
        return datetime.combine(day, time(6)) + timedelta(
            seconds=dice.randrange(17 * 3600)
        )
