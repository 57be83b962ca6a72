"""What is late, why, and with whom: lists and figures over open dossiers only.

The causes: not accepted in time, the present step over its limit, the whole over its appointment,
and waiting for the citizen for too long. Each dossier has one of them at most, the gravest.
"""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.register import groups
from hanam.dvc.register.late import asked_cases
from hanam.dvc.register.late import Case
from hanam.dvc.register.model import DossierRow as Row
from hanam.dvc.register.session import session
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import tuple_


MANY = 1000
MOST_GROUPS = 500
CAUSES = ("acceptance", "step", "whole", "waiting")
SOON = "soon"
OPEN = groups.OPEN
BY = {
    "agency": (Row.agency,),
    "officer": (Row.agency, Row.assignee),
    "procedure": (Row.procedure, Row.procedure_title),
    "step": (Row.procedure, Row.step_title),
}


@dataclass(frozen=True)
class Scope:
    """Whose dossiers, at which moment; ``since``: who waits from before it waits too long,
    ``until``: what is due by it is due soon. Empty ``assignee`` and ``procedure``: all."""

    agencies: tuple[str, ...]
    now: datetime
    since: datetime
    until: datetime
    assignee: str = ""
    procedure: str = ""


@dataclass(frozen=True)
class Found:
    """A page of a list; ``after`` is the position (moment, code) to go on from, None at the
    end."""

    cases: tuple[Case, ...]
    after: tuple[datetime, str] | None


@dataclass(frozen=True)
class Group:
    """How many dossiers of a group are late by each cause, and how many are open."""

    key: tuple[str, ...]
    open: int
    acceptance: int
    step: int
    whole: int
    waiting: int

    @property
    def late(self) -> int:
        return self.acceptance + self.step + self.whole + self.waiting


def condition(cause: str, scope: Scope):
    """The SQL of a cause, or of `SOON`."""
    worked = Row.state.in_(groups.WORKED_ON)
    if cause == "acceptance":
        return and_(Row.state.in_(groups.TO_ACCEPT), Row.next_due < scope.now)
    if cause == "whole":
        return and_(worked, Row.next_due < scope.now)
    if cause == "step":
        late = and_(Row.step_due.is_not(None), Row.step_due < scope.now)
        return and_(worked, late, Row.next_due >= scope.now)
    if cause == "waiting":
        return and_(Row.state.in_(groups.WAITING), Row.state_since < scope.since)
    return and_(worked, Row.next_due >= scope.now, Row.next_due <= scope.until)


def _limited(scope):
    yield Row.agency.in_(scope.agencies)
    yield Row.practice.is_(False)
    if scope.assignee:
        yield and_(Row.assignee != "", Row.assignee == scope.assignee)
    if scope.procedure:
        yield Row.procedure == scope.procedure


def listed(
    cause: str, scope: Scope, after=None, size: int = 25, newest: bool = False
) -> Found:
    """The dossiers that are late by a cause (or due soon), the longest late first, or those that
    are late since the shortest time where ``newest`` is asked for."""
    if not scope.agencies:
        return Found((), None)
    column = {"step": Row.step_due, "waiting": Row.state_since}.get(cause, Row.next_due)
    asked = asked_cases().where(condition(cause, scope), *_limited(scope))
    if after is not None:
        place = tuple_(column, Row.code)
        asked = asked.where(
            place < tuple_(*after) if newest else place > tuple_(*after)
        )
    order = (column.desc(), Row.code.desc()) if newest else (column, Row.code)
    asked = asked.order_by(*order).limit(size + 1)
    found = [Case(*row) for row in session().execute(asked)]
    if len(found) <= size:
        return Found(tuple(found), None)
    last = found[size - 1]
    at = {"step": last.step_due, "waiting": last.state_since}.get(cause)
    return Found(tuple(found[:size]), (at or last.due or last.accept_due, last.code))


def counts(scope: Scope) -> dict[str, int]:
    """How many dossiers each cause and `SOON` has; each number stops at `MANY` + 1."""
    if not scope.agencies:
        return dict.fromkeys((*CAUSES, SOON), 0)
    asked = [
        select(func.count())
        .select_from(
            select(Row.code)
            .where(condition(cause, scope), *_limited(scope))
            .limit(MANY + 1)
            .subquery()
        )
        .scalar_subquery()
        .label(cause)
        for cause in (*CAUSES, SOON)
    ]
    return dict(session().execute(select(*asked)).mappings().one())


def groups_by(by: str, scope: Scope) -> list[Group]:
    """What is late in each agency, with each officer, of each procedure, at each step (a key of
    `BY`); groups in which nothing is late are left out, the latest come first."""
    if not scope.agencies:
        return []
    columns = BY[by]
    sums = [
        func.sum(case((condition(cause, scope), 1), else_=0)).label(cause)
        for cause in CAUSES
    ]
    any_late = or_(*(condition(cause, scope) for cause in CAUSES))
    total = func.sum(case((any_late, 1), else_=0))
    asked = (
        select(*columns, func.count(), *sums)
        .where(Row.state.in_(OPEN), *_limited(scope))
        .group_by(*columns)
        .having(total > 0)
        .order_by(total.desc(), *columns)
        .limit(MOST_GROUPS)
    )
    number = len(columns)
    return [
        Group(tuple(row[:number]), *(int(one) for one in row[number:]))
        for row in session().execute(asked)
    ]


def loads(agencies, now: datetime, today: datetime) -> list[tuple]:
    """(agency, assignee, open, due by ``today``, overdue) of each officer of these agencies."""
    if not agencies:
        return []
    worked = Row.state.in_(groups.WORKED_ON)
    soon = and_(Row.next_due >= now, Row.next_due <= today)
    asked = (
        select(
            Row.agency,
            Row.assignee,
            func.count(),
            func.sum(case((soon, 1), else_=0)),
            func.sum(case((Row.next_due < now, 1), else_=0)),
        )
        .where(worked, Row.agency.in_(agencies), Row.practice.is_(False))
        .group_by(Row.agency, Row.assignee)
        .order_by(Row.agency, Row.assignee)
    )
    return [tuple(row) for row in session().execute(asked)]
