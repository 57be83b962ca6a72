"""Usual times: the dossiers they rest on, and the table that pages read."""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model_usual import UsualTime
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from hanam.dvc.rules.states import State
from itertools import groupby
from operator import attrgetter
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select


STREAM = 5000
# Refused, stopped and withdrawn dossiers say nothing about the time it takes to resolve one.
RESOLVED = (State.FINISHED, State.RETURNED)


def ended(since: datetime, until: datetime) -> Iterator[tuple]:
    """(procedure, agency, accepted, finished, pauses) of each dossier resolved in a time,
    without those of classes."""
    asked = (
        select(
            DossierRow.code,
            DossierRow.procedure,
            DossierRow.agency,
            DossierRow.received,
            DossierRow.finished,
            PauseRow.started,
            PauseRow.ended,
        )
        .outerjoin(PauseRow, PauseRow.code == DossierRow.code)
        .where(
            DossierRow.finished >= since,
            DossierRow.finished < until,
            DossierRow.received.is_not(None),
            DossierRow.practice.is_(False),
            DossierRow.state.in_(RESOLVED),
        )
        .order_by(DossierRow.code, PauseRow.no)
    )
    rows = session().execute(asked.execution_options(yield_per=STREAM))
    for _code, parts in groupby(rows, attrgetter("code")):
        one, *rest = parts
        pauses = [(p.started, p.ended) for p in (one, *rest) if p.started is not None]
        yield one.procedure, one.agency, one.received, one.finished, pauses


def replace(day: date, rows: list[dict]) -> None:
    """Put new figures in place of the old ones; in the caller's transaction."""
    current = for_writing()
    current.execute(delete(UsualTime))
    if rows:
        current.execute(insert(UsualTime), [row | {"day": day} for row in rows])


def of_procedure(procedure: str) -> list[UsualTime]:
    """The figure of all agencies first, then one for each agency that has enough."""
    asked = select(UsualTime).where(UsualTime.procedure == procedure)
    return session().scalars(asked.order_by(UsualTime.agency)).all()


def of_all() -> list[UsualTime]:
    """The figure of each procedure that has one, all agencies together."""
    return session().scalars(select(UsualTime).where(UsualTime.agency == "")).all()


def day() -> date | None:
    """When the figures were computed."""
    return session().scalar(select(func.max(UsualTime.day)))
