"""The tables of late work: what rules of escalation have fired, who is still to be told of it,
apologies on their way, and what was changed in the rules."""

from datetime import date
from datetime import datetime
from hanam.dvc.register.model import _where
from hanam.dvc.register.model import Base
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


NUMBER = BigInteger().with_variant(Integer, "sqlite")


class LateFiring(Base):
    """A rule that came to apply to a term of a dossier; only ever added to.

    ``what`` is the term, ``no`` the number of a step, ``due`` when the term ends; ``at`` is
    the moment the rule names, ``noted`` when a worker saw it. ``told`` counts the persons.
    """

    __tablename__ = "late_firing"
    __table_args__ = (
        Index("late_firing_once", "code", "rule", "occasion", unique=True),
        Index("late_firing_of_agency", "agency", "noted", "id"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    code: Mapped[Key]
    rule: Mapped[Key]
    title: Mapped[Line]
    occasion: Mapped[Key]
    what: Mapped[Key]
    no: Mapped[No]
    agency: Mapped[Key]
    due: Mapped[datetime]
    at: Mapped[datetime]
    noted: Mapped[datetime]
    told: Mapped[No]


class LateNotice(Base):
    """What somebody is to be told of a firing, by one way; gone when it was told.

    A mark (``how`` is ``mark``) stays as long as its term runs.
    """

    __tablename__ = "late_notice"
    __table_args__ = (
        Index("late_notice_of_user", "user", "how", "id"),
        Index("late_notice_of_dossier", "code"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    user: Mapped[Key]
    how: Mapped[Key]
    code: Mapped[Key]
    title: Mapped[Line]
    what: Mapped[Key]
    procedure: Mapped[Line]
    agency: Mapped[Key]
    due: Mapped[datetime]
    at: Mapped[datetime]


class LateApology(Base):
    """An apology on its way for the term of a dossier that ends at ``due``.

    Prepared by the watch or by staff, ``proposed`` when its officer has confirmed date and
    reason, ``decided`` by a leader: ``decision`` is ``approved`` or ``back``.
    """

    __tablename__ = "late_apology"
    __table_args__ = (
        Index("late_apology_once", "code", "due", unique=True),
        _where("decision = ''", "late_apology_open", "agency", "due", "code"),
    )

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    code: Mapped[Key]
    due: Mapped[datetime]
    agency: Mapped[Key]
    prepared: Mapped[datetime]
    promised: Mapped[Moment]
    reason: Mapped[str] = mapped_column(LONG, default="", server_default="")
    proposed: Mapped[Moment]
    proposer: Mapped[Key]
    decided: Mapped[Moment]
    decider: Mapped[Key]
    decision: Mapped[Key]
    note: Mapped[Line]


class LateDigest(Base):
    """Who was sent the digest of a day; ``user`` "" says that the day is done."""

    __tablename__ = "late_digest"

    day: Mapped[date] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(KEY, primary_key=True)
    at: Mapped[datetime]


class LateRuleChange(Base):
    """A change of the rules of escalation: what a rule was and is (JSON), by whom; only ever
    added to. ``agency`` is whose rule, "" for one of the province."""

    __tablename__ = "late_rule_change"
    __table_args__ = (Index("late_rule_change_of", "agency", "id"),)

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[Key]
    actor_name: Mapped[Line]
    agency: Mapped[Key]
    rule: Mapped[Key]
    before: Mapped[str] = mapped_column(LONG, default="", server_default="")
    after: Mapped[str] = mapped_column(LONG, default="", server_default="")
