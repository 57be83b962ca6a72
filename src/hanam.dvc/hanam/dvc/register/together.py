"""Legs of agencies and opinions asked: those of a dossier, and what waits for whom.

What a list costs does not grow with the register: it is read from a partial index of what is
open, and stops at `MANY`.
"""

from datetime import datetime
from hanam.dvc.register.model_together import ASKED
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from hanam.dvc.register.model_together import OPEN
from hanam.dvc.register.model_together import StepBackRow
from hanam.dvc.register.session import session
from hanam.dvc.rules import codes
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text


MANY = 1000


def legs(code: str) -> list[LegRow]:
    """The legs of a dossier in their order."""
    asked = select(LegRow).where(LegRow.code == code).order_by(LegRow.no)
    return list(session().scalars(asked))


def consultations(code: str) -> list[ConsultationRow]:
    """The opinions asked about a dossier in their order."""
    asked = select(ConsultationRow).where(ConsultationRow.code == code)
    return list(session().scalars(asked.order_by(ConsultationRow.no)))


def is_real(column):
    """What was filed for practice waits for nobody."""
    return func.substr(column, 1, len(codes.PRACTICE)) != codes.PRACTICE


def _mine(agencies: tuple, of_clerks: tuple):
    """Legs of these agencies; of ``of_clerks`` only those that are a clerk's."""
    return and_(
        text(OPEN),
        is_real(LegRow.code),
        or_(
            LegRow.agency.in_(agencies),
            and_(LegRow.agency.in_(of_clerks), LegRow.role == "clerk"),
        ),
    )


def count_legs(agencies, of_clerks=()) -> int:
    """How many that are; `MANY` + 1 means more than `MANY`."""
    found = select(LegRow.code).where(_mine(tuple(agencies), tuple(of_clerks)))
    return _count(found)


def _asked(agencies: tuple, person: str):
    return and_(
        text(ASKED),
        is_real(ConsultationRow.code),
        or_(
            and_(ConsultationRow.agency.in_(agencies), ConsultationRow.person == ""),
            and_(ConsultationRow.person == person, ConsultationRow.person != ""),
        ),
    )


def count_consultations(agencies, person: str) -> int:
    """How many that are; `MANY` + 1 means more than `MANY`."""
    return _count(select(ConsultationRow.code).where(_asked(tuple(agencies), person)))


def _count(found) -> int:
    some = found.limit(MANY + 1).subquery()
    return session().scalar(select(func.count()).select_from(some)) or 0


def to_remind(now: datetime, size: int = 200) -> list[ConsultationRow]:
    """The opinions whose reminder is due, or whose limit has passed; the oldest first."""
    asked = select(ConsultationRow).where(
        text(ASKED),
        or_(ConsultationRow.remind <= now, ConsultationRow.due < now),
    )
    asked = asked.order_by(ConsultationRow.due, ConsultationRow.code).limit(size)
    return list(session().scalars(asked))


def mark_back(current, code: str, step: int, at: datetime) -> None:
    """Note that a dossier was given back to a step; ``current`` is open for writing."""
    row = current.get(StepBackRow, code)
    if row is None:
        current.add(StepBackRow(code=code, step=step, at=at))
    else:
        row.step, row.at = step, at


def given_back(rows) -> set[str]:
    """The codes of the dossiers among ``rows`` whose present step was given back to them."""
    steps = {row.code: row.step for row in rows if row.step}
    asked = select(StepBackRow).where(StepBackRow.code.in_(tuple(steps)))
    found = session().scalars(asked) if steps else ()
    return {row.code for row in found if steps[row.code] == row.step}
