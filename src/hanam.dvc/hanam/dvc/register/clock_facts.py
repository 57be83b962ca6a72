"""What open dossiers are counted from, in batches: no document is loaded for it."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.register import groups
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model_clock import ClockFact
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import tuple_


@dataclass(frozen=True)
class Running:
    """An accepted dossier whose clock runs; ``pauses`` are (start, end, reason)."""

    code: str
    agency: str
    received: datetime
    due: datetime
    fact: ClockFact
    pauses: tuple[tuple[datetime, datetime | None, str], ...]


@dataclass(frozen=True)
class Waiting:
    """A dossier that waits to be accepted since ``since``, until ``due``."""

    code: str
    agency: str
    filed: datetime
    since: datetime
    due: datetime


def running(after: str = "", size: int = 200) -> tuple[list[Running], int, str]:
    """Some accepted dossiers by code, how many rows were looked at, and the code to go on
    after; "" at the end."""
    asked = (
        select(ClockFact, DossierRow)
        .join(DossierRow, DossierRow.code == ClockFact.code)
        .where(ClockFact.code > after)
        .order_by(ClockFact.code)
        .limit(size)
    )
    rows = session().execute(asked).all()
    pauses = pauses_of([fact.code for fact, _row in rows])
    found = [
        Running(fact.code, row.agency, row.received, row.due, fact, pauses[fact.code])
        for fact, row in rows
        if row.state in groups.WORKED_ON and row.due is not None and not row.practice
    ]
    return found, len(rows), rows[-1][0].code if len(rows) == size else ""


def pauses_of(codes) -> dict[str, tuple]:
    """{code: its pauses in order}"""
    found: dict[str, list] = {code: [] for code in codes}
    asked = select(PauseRow).where(PauseRow.code.in_(codes))
    for row in session().scalars(asked.order_by(PauseRow.code, PauseRow.no)):
        found[row.code].append((row.started, row.ended, row.reason))
    return {code: tuple(pauses) for code, pauses in found.items()}


def waiting(after: str = "", size: int = 200) -> tuple[list[Waiting], int, str]:
    """Some dossiers that wait for acceptance by filing; the rest as in `running`."""
    asked = select(DossierRow).where(DossierRow.state.in_(groups.TO_ACCEPT))
    if after:
        filed, code = after.split("|")
        last = (datetime.fromisoformat(filed), code)
        asked = asked.where(tuple_(DossierRow.filed, DossierRow.code) > last)
    asked = asked.order_by(DossierRow.filed, DossierRow.code).limit(size)
    rows = session().scalars(asked).all()
    found = [
        Waiting(row.code, row.agency, row.filed, row.state_since, row.accept_due)
        for row in rows
        if row.accept_due is not None and not row.practice
    ]
    more = f"{rows[-1].filed.isoformat()}|{rows[-1].code}" if len(rows) == size else ""
    return found, len(rows), more


def total() -> int:
    """How many dossiers both go through."""
    open_ones = session().scalar(select(func.count()).select_from(ClockFact))
    asked = select(func.count()).where(DossierRow.state.in_(groups.TO_ACCEPT))
    return open_ones + session().scalar(asked)
