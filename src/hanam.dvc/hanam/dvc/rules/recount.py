"""Counting open dossiers anew by a changed calendar.

What the receipt appoints is the law's own promise (NĐ 61/2018/NĐ-CP, art. 17: the receipt
states when the result is returned), and the decree knows one way to move it: to a later
moment, with a reason (art. 19.9). Nothing lets an agency take an appointment back because
days off were called off; who planned by it may rely on it. So a changed calendar moves an
appointment to a later moment where days that were to be worked are not, and to an earlier
one only back to what was promised, or where whoever decides says so.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Deadline
from hanam.dvc.rules.clock_trace import TraceLine
from hanam.dvc.rules.extension import Extension
from hanam.dvc.rules.limits import Limit
from hanam.dvc.rules.limits import Pause
from hanam.dvc.rules.limits import Policy


class Turn(StrEnum):
    """What a changed calendar does to an appointment."""

    SAME = "same"
    LATER = "later"
    EARLIER = "earlier"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Counted:
    """What an appointment is computed from, whatever the calendar."""

    received: datetime
    limit: Limit
    policy: Policy = Policy.RECOUNT
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def by(self, calendar: Calendar) -> Deadline:
        """The deadline by a calendar, with its trace."""
        return compute(
            self.received,
            self.limit,
            calendar,
            self.pauses,
            self.policy,
            self.extensions,
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """An appointment was moved ``at`` from one moment ``to`` another by a calendar."""

    at: datetime
    before: datetime
    to: datetime


def settled(
    current: datetime, promised: datetime, computed: datetime, shorten: bool = False
) -> tuple[datetime, Turn]:
    """The appointment that holds now, and what became of the ``current`` one.

    ``promised`` is what the applicant was told when the count began, ``computed`` what the
    changed calendar gives; ``shorten`` lets it be earlier than was promised.
    """
    if computed == current:
        return current, Turn.SAME
    if computed > current:
        return computed, Turn.LATER
    least = computed if shorten else max(computed, min(promised, current))
    return (current, Turn.KEPT) if least == current else (least, Turn.EARLIER)


def told(found: Deadline, moves: tuple[Moved, ...], kept: datetime | None) -> Deadline:
    """A deadline with what changed calendars did to it in its trace, and the appointment
    that is ``kept`` although the count ends before it."""
    if found.due is None:
        return found
    due, lines = found.due, list(found.trace[:-1])
    lines += [
        TraceLine(
            "calendar_changed",
            move.at,
            {"first": move.before.date().isoformat(), **appointment(move.to)},
        )
        for move in moves
    ]
    if kept is not None and kept > due:
        due = kept
        lines.append(TraceLine("promise_kept", kept, appointment(kept)))
    return replace(found, due=due, trace=(*lines, TraceLine("due", due)))


def appointment(moment: datetime) -> dict[str, str | int]:
    return {"last": moment.date().isoformat(), "until": f"{moment:%H:%M}"}
