"""How long dossiers of a procedure usually take, in the words that a citizen understands.

Working days from acceptance to the end of processing, without the times in which the clock stood
still for the citizen. No average: one dossier that took a year would spoil it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.clock_count import Count
from hanam.dvc.rules.limits import Limit
from hanam.dvc.rules.units import Unit
from math import ceil


@dataclass(frozen=True, slots=True)
class Usual:
    """Half of ``count`` dossiers were done within ``median`` working days, nine of ten within
    ``most``; 0 is the day of acceptance."""

    count: int
    median: int
    most: int


def days_taken(
    accepted: datetime,
    finished: datetime,
    pauses: Iterable[tuple[datetime, datetime | None]],
    calendar: Calendar,
) -> int:
    """Working days that the agency took; a pause without end lasts until the end."""
    held = tuple(
        (max(start, accepted), min(end or finished, finished)) for start, end in pauses
    )
    # The limit plays no part: only what was used of one in working days is asked for.
    count = Count(accepted, Limit(1, Unit.WORKING_DAY), calendar, held)
    return max(count.between(accepted, finished) - count.taken(), 0)


def share(days: list[int], hundredths: int) -> int:
    """The fewest days within which that share of the dossiers was done (nearest rank);
    ``days`` are sorted and not empty."""
    return days[max(ceil(len(days) * hundredths / 100), 1) - 1]


def usual(taken: Iterable[int], least: int) -> Usual | None:
    """What is usual; None where fewer than ``least`` dossiers would have to speak for all."""
    days = sorted(taken)
    if not days or len(days) < least:
        return None
    return Usual(len(days), share(days, 50), share(days, 90))
