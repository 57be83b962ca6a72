"""The present time of the province, as the rules and both stores use it."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone


# Asia/Ho_Chi_Minh: UTC+7 without daylight saving since 1975.
PROVINCE = timezone(timedelta(hours=7))


def now() -> datetime:
    """Naive local wall-clock time of the province, whole seconds."""
    return datetime.now(PROVINCE).replace(tzinfo=None, microsecond=0)


def iso(value: datetime | None) -> str:
    """ISO 8601 with ``+07:00`` of a naive local time; "" for None."""
    return "" if value is None else value.replace(tzinfo=PROVINCE).isoformat()
