"""The steps of a computation of the legal clock, to be told in words elsewhere."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import ONE_DAY
from hanam.dvc.rules.frozen import FrozenMap


Span = tuple[datetime, datetime]

# Every rule a trace line can name, with its facts (dates are ISO texts).
TRACE_RULES: tuple[str, ...] = (
    "received",  # —
    "start_at_opening",  # reason: before_opening, break
    "start_next_working_day",  # reason: after_cutoff, after_closing, weekend, holiday;
    #                            name: of the holiday or ""
    "paused",  # reason
    "pause_open",  # reason: the clock stands
    "pause_after_due",  # reason: too late to matter
    "resumed",  # reason; amount taken by the pauses so far, unit: minute, working_day,
    #             calendar_day
    "recounted",  # reason: the limit starts anew here
    "same_day",  # date
    "first_day_not_counted",  # date
    "made_up_day",  # date, name: a weekend day that is worked
    "skipped_weekend",  # first, last, days
    "skipped_holiday",  # date, name
    "hours_counted",  # date, start, end ("HH:MM"), minutes
    "last_day",  # date, value, unit
    "rolled",  # first (closed), last (working), reason: weekend or holiday, name
    "year_not_covered",  # year: its holidays are not known yet
    "due",  # —
    "extended",  # first (the day due before), last (the new one), until ("HH:MM")
    "extended_moved",  # amount taken by pauses since the extension, unit as in "resumed"
    "calendar_changed",  # first (the day due before), last (the new one), until
    "promise_kept",  # last, until: what was promised is not taken back
    "extended_kept",  # last, until: counted anew, the limit would end before the extended
    #                   appointment, which stands
)


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One step: which rule, at which moment, with which values."""

    rule: str
    at: datetime
    facts: Mapping[str, str | int] = field(default_factory=FrozenMap)

    def __post_init__(self) -> None:
        if self.rule not in TRACE_RULES:
            raise ValueError(self.rule)
        object.__setattr__(self, "facts", FrozenMap(self.facts))

    def to_data(self) -> dict[str, object]:
        """For JSON: rule, at (ISO 8601, local time without offset), facts."""
        return {"rule": self.rule, "at": self.at.isoformat(), "facts": dict(self.facts)}


def at_midnight(day: date) -> datetime:
    return datetime.combine(day, time.min)


def closed_facts(day: date, calendar: Calendar) -> dict[str, str | int]:
    """Why a closed day is closed: ``reason`` and ``name``."""
    name = calendar.holidays.get(day)
    return {"reason": "weekend" if name is None else "holiday", "name": name or ""}


def counted_days(first: date, last: date, calendar: Calendar) -> Iterator[TraceLine]:
    """What is special about the days after ``first`` up to ``last``: closed days are
    passed over, make-up days are counted."""
    day = first + ONE_DAY
    while day <= last:
        at = at_midnight(day)
        if day in calendar.extra_working_days:
            name = calendar.extra_working_days[day]
            yield TraceLine("made_up_day", at, {"date": day.isoformat(), "name": name})
        elif day in calendar.holidays:
            name = calendar.holidays[day]
            facts = {"date": day.isoformat(), "name": name}
            yield TraceLine("skipped_holiday", at, facts)
        elif not calendar.is_working_day(day):
            end = end_of_weekend(day, last, calendar)
            yield weekend_line(day, end)
            day = end
        day += ONE_DAY


def end_of_weekend(day: date, last: date, calendar: Calendar) -> date:
    """The last of the plain weekend days that follow each other from ``day``."""
    while day < last and calendar.why_closed(day + ONE_DAY) == "weekend":
        day += ONE_DAY
    return day


def weekend_line(first: date, last: date) -> TraceLine:
    facts: dict[str, str | int] = {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "days": (last - first).days + 1,
    }
    return TraceLine("skipped_weekend", at_midnight(first), facts)


def counted_hours(spans: tuple[Span, ...]) -> Iterator[TraceLine]:
    """A line for each span of office hours that was counted."""
    for start, end in spans:
        facts: dict[str, str | int] = {
            "date": start.date().isoformat(),
            "start": f"{start:%H:%M}",
            "end": f"{end:%H:%M}",
            "minutes": int((end - start).total_seconds() // 60),
        }
        yield TraceLine("hours_counted", start, facts)


def rolled(first: date, last: date, calendar: Calendar) -> TraceLine:
    """The last day was closed: the limit ends on the next working day."""
    facts = closed_facts(first, calendar)
    facts |= {"first": first.isoformat(), "last": last.isoformat()}
    return TraceLine("rolled", at_midnight(last), facts)


def gaps(first: date, last: date, calendar: Calendar) -> Iterator[TraceLine]:
    """A line for each year in the span whose holidays are not known."""
    for year in range(first.year, last.year + 1):
        if not calendar.covers(year):
            at = max(at_midnight(first), datetime(year, 1, 1))
            yield TraceLine("year_not_covered", at, {"year": year})
