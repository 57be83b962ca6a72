"""The tables of the legal clock: what open dossiers are counted from, and changed calendars."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Flag
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


def number():
    return mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


class ClockFact(Base):
    """What the appointment of an open dossier is computed from, besides its pauses.

    Derived from the document and gone when the dossier is finished. ``calendar`` is the
    digest of the calendar it was counted by, ``promised`` what the applicant was told,
    ``extended_at`` and ``extended_to`` belong to its last extension.
    """

    __tablename__ = "clock_fact"

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    value: Mapped[No]
    unit: Mapped[Key]
    policy: Mapped[Key]
    calendar: Mapped[Key]
    promised: Mapped[Moment]
    extended_at: Mapped[Moment]
    extended_to: Mapped[Moment]


class CalendarChange(Base):
    """A change of the working calendar, from the first draft to the last dossier moved.

    ``text`` is the calendar as it would be, ``base`` the digest of the one it was begun
    from. ``stage``: see `calendar_changes`. ``phase`` and ``after`` say how far the worker
    has come, ``moving`` how many dossiers it moved since it began from the first again.
    ``scope`` is "open" or "future"; ``shorten`` lets appointments become earlier than was
    promised.
    """

    __tablename__ = "calendar_change"
    __table_args__ = (Index("calendar_change_by_stage", "stage", "id"),)

    id: Mapped[int] = number()
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")
    base: Mapped[Key]
    stage: Mapped[Key]
    scope: Mapped[Key]
    shorten: Mapped[Flag]
    decision: Mapped[Line]
    reason: Mapped[str] = mapped_column(LONG, default="", server_default="")
    actor: Mapped[Key]
    actor_name: Mapped[Line]
    begun: Mapped[datetime]
    decided: Mapped[Moment]
    ended: Mapped[Moment]
    phase: Mapped[Key]
    after: Mapped[Line]
    seen: Mapped[No]
    total: Mapped[No]
    moving: Mapped[No]
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class CalendarEffect(Base):
    """What a change does to one open dossier: ``kind`` is "result" or "accept", ``turn`` a
    value of `rules.recount.Turn`, ``done`` when it was moved, ``failed`` how often that went
    wrong."""

    __tablename__ = "calendar_effect"
    __table_args__ = (Index("calendar_effect_of_agency", "change", "agency", "code"),)

    change: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[Key]
    agency: Mapped[Key]
    turn: Mapped[Key]
    old: Mapped[datetime]
    new: Mapped[datetime]
    done: Mapped[Moment]
    failed: Mapped[No]


class CalendarLog(Base):
    """The trace of the calendar, only ever added to (a trigger holds that).

    ``what``: "found" (as it was before the first change), "decided", "ended". ``counts`` is
    JSON: how many appointments became later, earlier or were kept.
    """

    __tablename__ = "calendar_log"

    id: Mapped[int] = number()
    change: Mapped[No]
    at: Mapped[datetime]
    actor: Mapped[Key]
    actor_name: Mapped[Line]
    what: Mapped[Key]
    digest: Mapped[Key]
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")
    scope: Mapped[Key]
    shorten: Mapped[Flag]
    decision: Mapped[Line]
    reason: Mapped[str] = mapped_column(LONG, default="", server_default="")
    counts: Mapped[Line]
