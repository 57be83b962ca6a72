"""The present day of the province."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import timezone


# Asia/Ho_Chi_Minh: UTC+7 without daylight saving since 1975.
PROVINCE = timezone(timedelta(hours=7))


def today() -> date:
    """The day it is in the province, wherever the server stands."""
    return datetime.now(PROVINCE).date()


def now() -> datetime:
    """The naive local time of the province, in whole seconds."""
    return datetime.now(PROVINCE).replace(tzinfo=None, microsecond=0)


def seconds_left(at: datetime | None = None) -> int:
    """Seconds until the next day begins in the province, at least 1; ``at`` is a moment
    with its offset (default: now)."""
    here = (at or datetime.now(PROVINCE)).astimezone(PROVINCE)
    begins = datetime.combine(here.date() + timedelta(days=1), time(), PROVINCE)
    return max(1, int((begins - here).total_seconds()))


def iso(value: datetime) -> str:
    """ISO 8601 with ``+07:00`` of a naive local time of the province."""
    return value.replace(tzinfo=PROVINCE).isoformat()


def local(text: str) -> datetime:
    """A naive local time from ISO 8601; a time with an offset is brought to the
    province's. ``ValueError`` for anything else."""
    value = datetime.fromisoformat(text)
    if value.tzinfo is None:
        return value
    return value.astimezone(PROVINCE).replace(tzinfo=None)
