"""The present time of the province, as the rules and both stores use it."""

from datetime import datetime
from hanam.dvc.catalogue.moment import now
from hanam.dvc.catalogue.moment import PROVINCE


__all__ = ["PROVINCE", "iso", "now"]


def iso(value: datetime | None) -> str:
    """ISO 8601 with ``+07:00`` of a naive local time; "" for None."""
    return "" if value is None else value.replace(tzinfo=PROVINCE).isoformat()
