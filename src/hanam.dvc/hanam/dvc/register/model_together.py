"""The tables of several agencies on one dossier: their legs, and opinions asked of others."""

from datetime import datetime
from hanam.dvc.register.model import _where
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


OPEN = "outcome = 'open'"
ASKED = "state = 'asked'"
LATE = "state IN ('asked', 'escalated')"


class LegRow(Base):
    """The part of one agency in a dossier; ``no`` counts from 1, ``outcome`` is a value of
    `rules.together.LegState`, ``after`` the numbers of the legs before it with blanks."""

    __tablename__ = "leg"
    __table_args__ = (_where(OPEN, "leg_open", "agency", "due", "code", "role"),)

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    agency: Mapped[Key]
    role: Mapped[Key]
    title: Mapped[Line]
    after: Mapped[Line]
    started: Mapped[Moment]
    due: Mapped[Moment]
    finished: Mapped[Moment]
    outcome: Mapped[Key]
    assignee: Mapped[Key]
    turn: Mapped[No]


class ConsultationRow(Base):
    """An opinion asked of an agency, a colleague or an expert; ``key`` is the form it was
    asked with and whom: asked twice, it is there once. Question, answer and addresses stand in
    the dossier only."""

    __tablename__ = "consultation"
    __table_args__ = (
        Index("consultation_by_key", "code", "key", unique=True),
        _where(ASKED, "consultation_asked", "agency", "due", "code"),
        _where(ASKED, "consultation_of_person", "person", "due", "code"),
        _where(ASKED, "consultation_by_due", "due", "code"),
        _where(LATE, "consultation_open", "asked_by", "due", "code"),
    )

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[Key]
    kind: Mapped[Key]
    agency: Mapped[Key]
    person: Mapped[Key]
    asked_by: Mapped[Key]
    asked: Mapped[datetime]
    due: Mapped[datetime]
    remind: Mapped[Moment]
    answered: Mapped[Moment]
    state: Mapped[Key]
    verdict: Mapped[Key]


class StepBackRow(Base):
    """The step a dossier was last given back to; it is marked while that is the present one."""

    __tablename__ = "step_back"

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    step: Mapped[No]
    at: Mapped[datetime]
