"""One limit being counted; ``hanam.dvc.rules.clock`` says by which rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.clock_left import Left
from hanam.dvc.rules.clock_left import ONE_HOUR
from hanam.dvc.rules.clock_trace import counted_days
from hanam.dvc.rules.clock_trace import counted_hours
from hanam.dvc.rules.clock_trace import gaps
from hanam.dvc.rules.clock_trace import rolled
from hanam.dvc.rules.clock_trace import TraceLine
from hanam.dvc.rules.extension import Extension
from hanam.dvc.rules.hours import add_working_time
from hanam.dvc.rules.hours import is_open
from hanam.dvc.rules.hours import working_days_between
from hanam.dvc.rules.hours import working_time
from hanam.dvc.rules.limits import Limit
from hanam.dvc.rules.units import Unit

import calendar as months


ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Count:
    """A limit being counted from ``start``, with the pauses to be resumed.

    ``extension`` is one made in this count; ``promised`` the appointment of one that was
    made before the limit started anew.
    """

    start: datetime
    limit: Limit
    calendar: Calendar
    held: tuple[tuple[datetime, datetime], ...] = ()
    extension: Extension | None = None
    promised: datetime | None = None

    def anew(self, start: datetime) -> "Count":
        """The same limit counted from ``start``; what an extension promised is kept."""
        promised = self.extension.to if self.extension else self.promised
        return Count(start, self.limit, self.calendar, self.held, promised=promised)

    def taken(self, since: datetime | None = None) -> int:
        """What the pauses (those from ``since`` on) took: minutes, working days or
        calendar days by the unit."""
        total, cursor = 0, since or self.start
        for start, end in sorted(self.held):
            begin = max(start, cursor)
            if end > begin:
                total += self.between(begin, end)
                cursor = end
        return total

    def between(self, start: datetime, end: datetime) -> int:
        if self.limit.unit == Unit.WORKING_HOUR:
            return working_time(start, end, self.calendar) // ONE_MINUTE
        if self.limit.unit == Unit.WORKING_DAY:
            return working_days_between(start, end, self.calendar)
        return (end.date() - start.date()).days

    def last_day(self) -> date:
        """The last day of a limit in days or months, before it is rolled."""
        day, value, taken = self.start.date(), self.limit.value, self.taken()
        if self.limit.unit == Unit.SAME_DAY:
            return day
        if self.limit.unit == Unit.WORKING_DAY:
            return self.calendar.add_working_days(day, value + taken)[0]
        if self.limit.unit == Unit.MONTH:
            return add_months(day, value) + timedelta(days=taken)
        return day + timedelta(days=value + taken)

    def hours(self) -> tuple[datetime, tuple[tuple[datetime, datetime], ...]]:
        amount = self.limit.value * ONE_HOUR + self.taken() * ONE_MINUTE
        return add_working_time(self.start, amount, self.calendar)

    def due(self) -> datetime:
        """The end of the limit, or the later appointment of an extension."""
        if self.extension is not None:
            return self.moved(self.extension.to, self.taken(self.extension.at))
        return max(self.counted_due(), self.promised or self.start)

    def moved(self, moment: datetime, taken: int) -> datetime:
        """An appointment that comes later by what pauses took since."""
        if not taken:
            return moment
        if self.limit.unit == Unit.WORKING_HOUR:
            return add_working_time(moment, taken * ONE_MINUTE, self.calendar)[0]
        if self.limit.unit == Unit.WORKING_DAY:
            day = self.calendar.add_working_days(moment.date(), taken)[0]
        else:
            day = moment.date() + timedelta(days=taken)
            day = self.calendar.next_working_day(day)
        same_hour = datetime.combine(day, moment.time())
        if is_open(same_hour, self.calendar):
            return same_hour
        return self.calendar.closing(day)

    def counted_due(self) -> datetime:
        if self.limit.unit == Unit.WORKING_HOUR:
            return self.hours()[0]
        day = self.calendar.next_working_day(self.last_day())
        return self.calendar.closing(day)

    def remaining(self, moment: datetime) -> Left:
        """What is left of the limit when a pause begins at ``moment``."""
        if self.limit.unit == Unit.SAME_DAY:
            return Left(0, working_time(moment, self.due(), self.calendar) // ONE_HOUR)
        if self.extension is not None:
            return self._remaining_extended(moment)
        used = self.between(self.start, max(moment, self.start)) - self.taken()
        if self.limit.unit == Unit.WORKING_HOUR:
            return Left(0, max(self.limit.value * 60 - used, 0) // 60)
        whole = self.limit.value
        if self.limit.unit == Unit.MONTH:
            day = self.start.date()
            whole = (add_months(day, whole) - day).days
        return Left(max(whole - used, 0), 0)

    def _remaining_extended(self, moment: datetime) -> Left:
        left = max(self.between(moment, self.due()), 0)
        if self.limit.unit == Unit.WORKING_HOUR:
            return Left(0, left // 60)
        return Left(left, 0)

    def explain(self) -> Iterator[TraceLine]:
        if self.extension is not None:
            yield from self._explain_extended(self.extension)
        else:
            yield from self._explain_counted()

    def _explain_extended(self, extension: Extension) -> Iterator[TraceLine]:
        due, taken = self.due(), self.taken(extension.at)
        if taken:
            facts = {"amount": taken, "unit": self.amount_unit()}
            yield TraceLine("extended_moved", due, facts)
        yield from gaps(extension.at.date(), due.date(), self.calendar)
        yield TraceLine("due", due)

    def amount_unit(self) -> str:
        """The unit of what pauses take."""
        names = {Unit.WORKING_HOUR: "minute", Unit.WORKING_DAY: "working_day"}
        return names.get(self.limit.unit, "calendar_day")

    def _explain_counted(self) -> Iterator[TraceLine]:
        due, first = self.counted_due(), self.start.date()
        if self.limit.unit == Unit.WORKING_HOUR:
            yield from counted_hours(self.hours()[1])
        elif self.limit.unit == Unit.SAME_DAY:
            yield TraceLine("same_day", due, {"date": first.isoformat()})
        else:
            yield from self._explain_days(first)
        if self.promised is not None and self.promised > due:
            facts = facts_of_appointment(self.promised)
            yield TraceLine("extended_kept", self.promised, facts)
            due = self.promised
        yield from gaps(first, due.date(), self.calendar)
        yield TraceLine("due", due)

    def _explain_days(self, first: date) -> Iterator[TraceLine]:
        last = self.last_day()
        working = self.calendar.next_working_day(last)
        yield TraceLine(
            "first_day_not_counted", self.start, {"date": first.isoformat()}
        )
        if self.limit.unit == Unit.WORKING_DAY:
            yield from counted_days(first, last, self.calendar)
        yield TraceLine(
            "last_day",
            datetime.combine(last, self.calendar.closing(working).time()),
            {
                "date": last.isoformat(),
                "value": self.limit.value,
                "unit": self.limit.unit.value,
            },
        )
        if working != last:
            yield rolled(last, working, self.calendar)


def facts_of_appointment(moment: datetime) -> dict[str, str | int]:
    return {"last": moment.date().isoformat(), "until": f"{moment:%H:%M}"}


def add_months(day: date, n: int) -> date:
    """The same day n months later, or the last day of a shorter month (art. 148.3)."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    if year > date.max.year:
        raise OverflowError(year)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
