"""Results in the making, as lists of those who sign them."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model_signing import PreparedResult
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from hanam.dvc.rules.states import State
from sqlalchemy import and_
from sqlalchemy import delete
from sqlalchemy import false
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import tuple_


MANY = 1000


@dataclass(frozen=True)
class Scope:
    """Whose results: of agencies that the reader leads, and of those where the reader decides
    without a leader. ``signed``: what has a signature already, else what has none."""

    leads: tuple[str, ...] = ()
    decides: tuple[str, ...] = ()
    signed: bool = False


@dataclass(frozen=True)
class Found:
    """A page: (result, dossier) pairs; ``after`` is where the next one begins, None at the end."""

    rows: tuple
    after: tuple | None


def keep(dossier: str, rows) -> None:
    """Let these be the results in the making of a dossier; part of the caller's transaction."""
    current = for_writing()
    current.execute(delete(PreparedResult).where(PreparedResult.dossier == dossier))
    current.expire_all()
    current.add_all(PreparedResult(dossier=dossier, **row) for row in rows)


def of_dossier(dossier: str) -> list[PreparedResult]:
    """The results in the making of a dossier."""
    asked = select(PreparedResult).where(PreparedResult.dossier == dossier)
    return list(session().scalars(asked.order_by(PreparedResult.prepared)))


def listed(scope: Scope, after=None, size: int = 50) -> Found:
    """What waits, due first. Its cost follows from what waits, not from the register's size."""
    asked = (
        select(PreparedResult, DossierRow)
        .join(DossierRow, DossierRow.code == PreparedResult.dossier)
        .where(_of(scope))
    )
    place = (DossierRow.next_due, PreparedResult.dossier, PreparedResult.paper)
    if after is not None:
        asked = asked.where(tuple_(*place) > tuple_(*after))
    found = session().execute(asked.order_by(*place).limit(size + 1)).all()
    rows = tuple((result, row) for result, row in found[:size])
    if len(found) <= size:
        return Found(rows, None)
    result, row = rows[-1]
    return Found(rows, (row.next_due, result.dossier, result.paper))


def count(scope: Scope) -> int:
    """How many wait; it stops at `MANY` + 1."""
    asked = (
        select(PreparedResult.paper)
        .join(DossierRow, DossierRow.code == PreparedResult.dossier)
        .where(_of(scope))
        .limit(MANY + 1)
    )
    return session().scalar(select(func.count()).select_from(asked.subquery()))


def _of(scope: Scope):
    if not (scope.leads or scope.decides):
        return false()
    number = PreparedResult.signatures
    return and_(
        number > 0 if scope.signed else number == 0,
        or_(
            PreparedResult.agency.in_(scope.leads),
            and_(
                PreparedResult.agency.in_(scope.decides),
                PreparedResult.by_leader.is_(False),
            ),
        ),
        DossierRow.state == State.PROCESSING.value,
        DossierRow.practice.is_(False),
    )


def place(token: str) -> tuple[datetime, str, str] | None:
    """Where a page begins, from its parameter; None for the first page.

    Raises ValueError for what is no place.
    """
    if not token:
        return None
    moment, dossier, paper = token.split(" ")
    return datetime.fromisoformat(moment), dossier, paper


def token(after) -> str:
    """The parameter of a place; "" where there is none."""
    return "" if after is None else f"{after[0].isoformat()} {after[1]} {after[2]}"
