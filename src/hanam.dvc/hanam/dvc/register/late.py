"""Late work in the register: walking the terms that end soon or have ended, and what fired.

The walk reads ranges of an index over dossiers that are open; its cost follows from what is due in
those days, not from how much the register holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hanam.dvc.register import groups
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import NO_DEADLINE
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model_late import LateApology
from hanam.dvc.register.model_late import LateFiring
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from hanam.dvc.rules.late import Standing
from hanam.dvc.rules.late import What
from hanam.dvc.rules.states import State
from sqlalchemy import and_
from sqlalchemy import select
from sqlalchemy import tuple_


BATCH = 200
FACTS = (
    "code",
    "path",
    "procedure",
    "procedure_title",
    "agency",
    "unit",
    "channel",
    "state",
    "state_since",
    "practice",
    "filed",
    "received",
    "accept_due",
    "due",
    "step",
    "step_title",
    "step_due",
    "assignee",
    "version",
)
STATES = {
    What.ACCEPTANCE: groups.TO_ACCEPT,
    What.STEP: groups.WORKED_ON,
    What.WHOLE: groups.WORKED_ON,
}


@dataclass(frozen=True)
class Case:
    """A dossier as far as its lateness goes; ``role`` is that of its present step."""

    code: str
    path: str
    procedure: str
    procedure_title: str
    agency: str
    unit: str
    channel: str
    state: str
    state_since: datetime | None
    practice: bool
    filed: datetime
    received: datetime | None
    accept_due: datetime | None
    due: datetime | None
    step: int
    step_title: str
    step_due: datetime | None
    assignee: str
    version: int
    step_started: datetime | None
    role: str | None

    def standing(self) -> Standing:
        """What the rules ask of it."""
        return Standing(
            State(self.state),
            self.filed,
            self.practice,
            self.received,
            self.accept_due,
            self.due,
            self.step,
            self.step_started,
            self.step_due,
        )


def walk(
    what: What,
    since: datetime,
    until: datetime | None,
    agencies=(),
    size: int = BATCH,
) -> Iterator[list[Case]]:
    """The dossiers with a term of that kind ending from ``since`` to ``until``, in batches.

    ``agencies`` are slugs, empty for all. The caller may commit between two batches.
    """
    until = until or NO_DEADLINE
    for state in STATES[what]:
        after = (since, "")
        while True:
            found = _batch(what, state, until, agencies, after, size)
            if found:
                yield found
            if len(found) < size:
                break
            last = found[-1]
            after = (_ends(what, last), last.code)


def _ends(what, case):
    if what is What.STEP:
        return case.step_due
    return case.due or case.accept_due


def _batch(what, state, until, agencies, after, size):
    column = DossierRow.step_due if what is What.STEP else DossierRow.next_due
    asked = (
        asked_cases()
        .where(
            DossierRow.state == state,
            DossierRow.practice.is_(False),
            tuple_(column, DossierRow.code) > tuple_(*after),
            column < until,
        )
        .order_by(column, DossierRow.code)
        .limit(size)
    )
    if agencies:
        asked = asked.where(DossierRow.agency.in_(agencies))
    return [Case(*row) for row in session().execute(asked)]


def asked_cases():
    """The question for the columns of `Case`."""
    return select(
        *(getattr(DossierRow, name) for name in FACTS),
        StepRow.started,
        StepRow.role,
    ).outerjoin(
        StepRow,
        and_(StepRow.code == DossierRow.code, StepRow.no == DossierRow.step),
    )


def cases(codes) -> dict[str, Case]:
    """The dossiers of these codes that the register knows, by code."""
    codes = list(codes)
    if not codes:
        return {}
    asked = asked_cases().where(DossierRow.code.in_(codes))
    return {row.code: Case(*row) for row in session().execute(asked)}


def fired(codes) -> set[tuple[str, str, str]]:
    """(code, rule, occasion) of what has fired for these dossiers."""
    table = LateFiring
    asked = select(table.code, table.rule, table.occasion)
    return {tuple(row) for row in session().execute(asked.where(table.code.in_(codes)))}


def firings(code: str) -> list[LateFiring]:
    """What has fired for a dossier, oldest first."""
    asked = select(LateFiring).where(LateFiring.code == code).order_by(LateFiring.id)
    return list(session().scalars(asked))


def fire(**columns) -> bool:
    """Enter that a rule came to apply; False where somebody else has entered it."""
    current = for_writing()
    statement = _adding(current.get_bind().dialect.name, LateFiring.__table__)
    return current.execute(statement, columns).rowcount > 0


def prepare(**columns) -> bool:
    """Enter an apology for a term; False where there is one."""
    current = for_writing()
    statement = _adding(current.get_bind().dialect.name, LateApology.__table__)
    return current.execute(statement, columns).rowcount > 0


@cache
def _adding(dialect, table):
    return insert_of(dialect)(table).on_conflict_do_nothing()
