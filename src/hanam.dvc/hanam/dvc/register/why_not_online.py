"""Reasons why dossiers came to the counter that could be filed online."""

from collections.abc import Sequence
from datetime import datetime
from hanam.dvc.register.model_counter import WhyNotOnline
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select
from typing import NamedTuple


class Counted(NamedTuple):
    """How many dossiers of an agency came with a reason."""

    agency: str
    reason: str
    n: int


def quarter_of(day) -> int:
    """Year * 10 + quarter of a date or datetime."""
    return day.year * 10 + (day.month + 2) // 3


def keep(
    code: str, agency: str, procedure: str, channel: str, reason: str, at: datetime
) -> None:
    """Note the reason for a dossier, in the caller's transaction; a second one of the same
    dossier takes the place of the first."""
    current = for_writing()
    row = current.get(WhyNotOnline, code)
    if row is None:
        row = WhyNotOnline(code=code)
        current.add(row)
    row.quarter, row.at = quarter_of(at), at
    row.agency, row.procedure = agency, procedure
    row.channel, row.reason = channel, reason


def of(code: str) -> str:
    """The key of the reason noted for a dossier, or ""."""
    row = session().get(WhyNotOnline, code)
    return "" if row is None else row.reason


def counts(agencies: Sequence[str], year: int, quarter: int) -> list[Counted]:
    """How often each reason was given at these agencies in a quarter."""
    if not agencies:
        return []
    table = WhyNotOnline
    asked = (
        select(table.agency, table.reason, func.count())
        .where(table.quarter == year * 10 + quarter, table.agency.in_(agencies))
        .group_by(table.agency, table.reason)
        .order_by(table.agency, table.reason)
    )
    return [Counted(*row) for row in session().execute(asked)]
