"""Readings folded: one line for each office, what it looked at, how often and when last."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.rules.chain import READ


@dataclass
class Readings:
    """How often somebody of an office (or one person, where ``actor`` is given) did the
    same; ``row`` is the last entry."""

    row: object
    count: int
    first: datetime
    last: datetime


def is_reading(row) -> bool:
    return row.action.startswith(READ)


def readings(rows, *key: str) -> list[Readings]:
    """The readings among entries, by the columns named in ``key``, the last one first."""
    found: dict[tuple, Readings] = {}
    for row in filter(is_reading, rows):
        values = tuple(getattr(row, name) for name in key)
        known = found.get(values)
        if known is None:
            found[values] = Readings(row, 1, row.at, row.at)
        else:
            known.row, known.last = row, row.at
            known.count += 1
    return sorted(found.values(), key=lambda one: one.last, reverse=True)
