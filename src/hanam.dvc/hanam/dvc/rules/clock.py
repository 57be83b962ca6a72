"""The legal clock: when a dossier is due, and why.

Rules of counting
-----------------
* Days and months: the first day is not counted (Bộ luật Dân sự 2015, art. 147.2). The
  limit ends when the offices close on its last day; a limit in calendar days or months
  whose last day is a holiday or a weekend ends on the next working day (art. 148.5). A
  month ends on the day of the same number, or on the month's last day (art. 148.3).
* Hours run through office hours only, from the moment of receipt (art. 147.1).
* Receipt outside office hours starts the count when the offices open next; that day is
  then the first day.
* The cut-off (15:00): a same-day procedure received later is due the next working day
  (Luật Hộ tịch art. 5.3, NĐ 23/2015 art. 7). NĐ 61/2018 art. 18 says only that a
  dossier received later is *forwarded* the next morning, so a receipt at 16:00 has the
  same due date as one at 09:00 when the limit is in hours, days or months: the day of
  receipt is not counted anyhow. A province that reads the article otherwise adds these
  units to the calendar's ``cutoff_units``.

Pauses
------
A supplement (``RECOUNT``) starts the whole limit anew when the full dossier came (NĐ
61/2018 art. 19.4); with ``RESUME`` the remainder goes on. Waiting for a payment or for
the post leaves the dossier full, so those pauses are resumed under either policy. The
day on which a pause begins still counts, the day on which it ends does not: a pause
within one day moves no limit in days. A pause that begins when the limit has already
passed changes nothing: what is late stays late.

Extensions
----------
An extension (NĐ 61/2018 art. 19.9) sets a new appointment while the clock runs. A pause
after it that is resumed moves that appointment by what it took; a supplement that starts
the limit anew does so without the extension, but the appointment it promised is not taken
back: the later of the two moments holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.clock_count import Count
from hanam.dvc.rules.clock_count import facts_of_appointment
from hanam.dvc.rules.clock_left import Left
from hanam.dvc.rules.clock_left import Status
from hanam.dvc.rules.clock_left import status
from hanam.dvc.rules.clock_left import working_time_left
from hanam.dvc.rules.clock_trace import closed_facts
from hanam.dvc.rules.clock_trace import TRACE_RULES
from hanam.dvc.rules.clock_trace import TraceLine
from hanam.dvc.rules.extension import Extension
from hanam.dvc.rules.limits import ClockError
from hanam.dvc.rules.limits import Limit
from hanam.dvc.rules.limits import Pause
from hanam.dvc.rules.limits import Policy
from hanam.dvc.rules.limits import RESUMED_ALWAYS
from hanam.dvc.rules.units import Unit


__all__ = [
    "RESUMED_ALWAYS",
    "TRACE_RULES",
    "ClockError",
    "Deadline",
    "Extension",
    "Left",
    "Limit",
    "Pause",
    "Policy",
    "Status",
    "TraceLine",
    "Unit",
    "compute",
    "split_plan",
    "status",
    "steps_within",
    "working_time_left",
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """``start`` is the moment the count that decides began (anew after a recount).

    While a pause is open ``due`` is None and ``remaining`` says what will be left of
    the limit when it ends: days (working or calendar, as the limit) or working hours.
    """

    start: datetime
    due: datetime | None
    trace: tuple[TraceLine, ...]
    remaining: Left | None = None


def compute(
    received: datetime,
    limit: Limit,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    policy: Policy = Policy.RECOUNT,
    extensions: Sequence[Extension] = (),
) -> Deadline:
    """The due moment of a dossier received (accepted) at ``received``.

    Local wall-clock times without time zone. ``ClockError``: "aware" for a time with a
    zone, "out_of_range" beyond the year 9999.
    """
    edges = [edge for p in pauses for edge in (p.start, p.end)]
    edges += [edge for e in extensions for edge in (e.at, e.to)]
    for moment in (received, *edges):
        if moment is not None and moment.tzinfo is not None:
            raise ClockError("aware", value=moment.isoformat())
    try:
        return _compute(received, limit, calendar, pauses, policy, extensions)
    except OverflowError as error:
        raise ClockError("out_of_range", value=received.isoformat()) from error


def _compute(
    received: datetime,
    limit: Limit,
    calendar: Calendar,
    pauses: Sequence[Pause],
    policy: Policy,
    extensions: Sequence[Extension],
) -> Deadline:
    start, lines = _start(received, limit.unit, calendar)
    trace = [TraceLine("received", received), *lines]
    count = Count(start, limit, calendar)
    for pause in sorted((*pauses, *extensions), key=_when):
        if isinstance(pause, Extension):
            trace += _extended(count, pause)
            count = replace(count, extension=pause, promised=None)
            continue
        if pause.end is not None and pause.end <= count.start:
            continue
        facts = {"reason": pause.reason}
        if pause.start > count.due():
            trace.append(TraceLine("pause_after_due", pause.start, facts))
            continue
        trace.append(TraceLine("paused", pause.start, facts))
        recounts = _recounts(pause, limit, policy)
        if pause.end is None:
            left = Count(count.start, limit, calendar).remaining(count.start)
            if not recounts:
                left = count.remaining(pause.start)
            trace.append(TraceLine("pause_open", pause.start, facts))
            return Deadline(count.start, None, tuple(trace), left)
        begin, lines = _start(pause.end, limit.unit, calendar)
        held = (*count.held, (pause.start, begin))
        count = count.anew(begin) if recounts else replace(count, held=held)
        trace += [_restarted(pause.end, facts, count, recounts), *lines]
    trace += count.explain()
    return Deadline(count.start, count.due(), tuple(trace))


def _when(event: Pause | Extension) -> datetime:
    return event.at if isinstance(event, Extension) else event.start


def _extended(count: Count, extension: Extension) -> list[TraceLine]:
    """How the limit ended before the extension, and the new appointment."""
    facts = {
        "first": count.due().date().isoformat(),
        **facts_of_appointment(extension.to),
    }
    return [*count.explain(), TraceLine("extended", extension.at, facts)]


def _recounts(pause: Pause, limit: Limit, policy: Policy) -> bool:
    if limit.unit == Unit.SAME_DAY:
        return True
    return policy == Policy.RECOUNT and pause.reason not in RESUMED_ALWAYS


def _restarted(
    at: datetime, facts: dict[str, str], count: Count, recounts: bool
) -> TraceLine:
    if recounts:
        return TraceLine("recounted", at, facts)
    taken = {"amount": count.taken(), "unit": count.amount_unit()}
    return TraceLine("resumed", at, {**facts, **taken})


def _start(
    received: datetime, unit: Unit, calendar: Calendar
) -> tuple[datetime, list[TraceLine]]:
    """When the count starts, and the line that says why if it is not ``received``."""
    day = received.date()
    periods = calendar.periods_on(day)
    if not periods:
        return _next_morning(day, closed_facts(day, calendar), calendar)
    if received > periods[-1][1]:
        return _next_morning(day, {"reason": "after_closing", "name": ""}, calendar)
    if unit in calendar.cutoff_units and received.time() > calendar.cutoff_on(day):
        return _next_morning(day, {"reason": "after_cutoff", "name": ""}, calendar)
    if any(opens <= received <= closes for opens, closes in periods):
        return received, []
    opening = next(opens for opens, _ in periods if opens > received)
    reason = "before_opening" if opening == periods[0][0] else "break"
    return opening, [TraceLine("start_at_opening", opening, {"reason": reason})]


def _next_morning(
    day: date, facts: dict[str, str | int], calendar: Calendar
) -> tuple[datetime, list[TraceLine]]:
    opening = calendar.opening(calendar.next_working_day(day, inclusive=False))
    return opening, [TraceLine("start_next_working_day", opening, facts)]


def split_plan(
    limit: Limit, step_limits: Sequence[Limit], calendar: Calendar, received: datetime
) -> tuple[datetime, ...]:
    """When each step of a plan is due: its limit is counted from the due moment of the
    step before it, and no step is due after the whole."""
    whole = compute(received, limit, calendar).due
    return steps_within(whole, step_limits, calendar, received)


def steps_within(
    whole: datetime | None,
    step_limits: Sequence[Limit],
    calendar: Calendar,
    moment: datetime,
) -> tuple[datetime, ...]:
    """When steps that follow each other from ``moment`` on are due, none after
    ``whole``."""
    dues = []
    for step in step_limits:
        due = compute(moment, step, calendar).due
        if due is not None:
            moment = due if whole is None else min(due, whole)
        dues.append(moment)
    return tuple(dues)
