"""The few figures of the front page, from the register, kept for some minutes.

They are public: sums over all agencies, nothing about a person.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hanam.dvc.dossiers.moment import now
from hanam.dvc.register import figures
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from hanam.dvc.rules.rates import quarter_bounds
from hanam.dvc.rules.rates import quarter_of
from hanam.dvc.rules.rates import rate
from sqlalchemy import func
from sqlalchemy import select

import time


KEPT_SECONDS = 300
MOST_FILED = 6
kept: dict = {}


@dataclass(frozen=True)
class Quarter:
    """A quarter in three numbers; a share in percent is None where nothing is counted."""

    year: int
    number: int
    received: int
    on_time: Decimal | None
    online: Decimal | None


def remembered(function):
    """Call ``function()`` at most once in `KEPT_SECONDS` for each register."""

    def answer():
        key = function.__name__, str(session().get_bind().url)
        until, value = kept.get(key, (0, None))
        if until < time.monotonic():
            value = function()
            kept[key] = time.monotonic() + KEPT_SECONDS, value
        return value

    return answer


def forget() -> None:
    """Count anew at the next question."""
    kept.clear()


@remembered
def quarter() -> Quarter | None:
    """The present quarter; the one before it while nothing is received in this one yet."""
    moment = now()
    year, number = quarter_of(moment.date())
    past = (year - 1, 4) if number == 1 else (year, number - 1)
    for when in ((year, number), past):
        found = totals(*when, moment)
        if found.received:
            return found
    return None


def totals(year, number, moment) -> Quarter:
    rows = figures.quarter_totals(year, number, moment)
    on_time = sum(row.on_time for row in rows)
    finished = on_time + sum(row.late for row in rows)
    rates = figures.online_rate(year, number)
    online = sum(row.numerator for row in rates)
    return Quarter(
        year=year,
        number=number,
        received=sum(row.received for row in rows),
        on_time=rate(on_time, finished),
        online=rate(online, sum(row.denominator for row in rates)),
    )


def since_last_quarter(moment: datetime) -> datetime:
    """When the quarter before that of a moment began."""
    year, number = quarter_of(moment.date())
    past = (year - 1, 4) if number == 1 else (year, number - 1)
    return datetime.combine(quarter_bounds(*past)[0], datetime.min.time())


@remembered
def most_filed() -> list[tuple[str, str]]:
    """(code, title) of the procedures most filed since the last quarter began."""
    since = since_last_quarter(now())
    how_many = func.count()
    asked = (
        select(DossierRow.procedure, func.max(DossierRow.procedure_title))
        .where(DossierRow.filed >= since, DossierRow.practice.is_(False))
        .group_by(DossierRow.procedure)
        .order_by(how_many.desc(), DossierRow.procedure)
        .limit(MOST_FILED)
    )
    return [(code, title) for code, title in session().execute(asked)]
