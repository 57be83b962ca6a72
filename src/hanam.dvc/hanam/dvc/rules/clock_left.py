"""Reading the legal clock: how a dossier stands at a moment."""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.hours import working_days_between
from hanam.dvc.rules.hours import working_time


ONE_HOUR = timedelta(hours=1)


class Status(StrEnum):
    """The first three are for what is finished, the others for what is not."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    RUNNING = "running"
    OVERDUE = "overdue"


def status(
    now: datetime, due: datetime | None, finished: datetime | None = None
) -> Status:
    """Where a dossier stands.

    Early means finished on a day before the due one ("trước hạn" of the reports), late
    after the due moment. Without a due moment (the clock is paused, or no appointment
    was made) nothing is late.
    """
    if finished is None:
        return Status.OVERDUE if due is not None and now > due else Status.RUNNING
    if due is None:
        return Status.ON_TIME
    if finished > due:
        return Status.LATE
    return Status.EARLY if finished.date() < due.date() else Status.ON_TIME


@dataclass(frozen=True, slots=True)
class Left:
    """Time left, or time passed since when ``overdue``.

    ``days`` are whole working days from date to date ("còn 2 ngày"). Only when they
    are 0 do ``hours`` count the whole working hours of the day.
    """

    days: int
    hours: int
    overdue: bool = False


def working_time_left(now: datetime, due: datetime, calendar: Calendar) -> Left:
    """On the due day itself ``days`` is 0 and ``hours`` says what is left of it."""
    overdue = now > due
    start, end = (due, now) if overdue else (now, due)
    days = working_days_between(start, end, calendar)
    hours = 0 if days else working_time(start, end, calendar) // ONE_HOUR
    return Left(days=days, hours=hours, overdue=overdue)
