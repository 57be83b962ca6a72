"""Figures of a quarter."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select


@dataclass(frozen=True)
class RateRow:
    """The online rate of an agency as two counts of dossiers."""

    agency: str
    numerator: int
    denominator: int


def quarter_span(year, quarter):
    """The first moment of a quarter and of the next one."""
    last = quarter == 4
    start = datetime(year, 3 * quarter - 2, 1)
    return start, datetime(year + last, 1 if last else 3 * quarter + 1, 1)


def online_rate(year, quarter, formula="directive"):
    """The online rate of every agency that received a dossier in the quarter, by slug.

    `formula`: "directive" (all dossiers received) or "national" (only of procedures that can be
    filed online). Practice dossiers are never counted.
    """
    start, end = quarter_span(year, quarter)
    online = func.sum(case((DossierRow.channel == "online", 1), else_=0))
    asked = (
        select(DossierRow.agency, online, func.count())
        .where(
            DossierRow.received >= start,
            DossierRow.received < end,
            DossierRow.practice.is_(False),
        )
        .group_by(DossierRow.agency)
        .order_by(DossierRow.agency)
    )
    if formula == "national":
        asked = asked.where(DossierRow.online_capable.is_(True))
    return [RateRow(*found) for found in session().execute(asked)]
