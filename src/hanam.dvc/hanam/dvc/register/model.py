"""The tables of the register.

Times are naive local wall-clock times of the province (Asia/Ho_Chi_Minh); unknown text is the
empty string, unknown times are NULL. Keys compare by code point on both databases.
"""

from datetime import date
from datetime import datetime
from hanam.dvc.register import groups
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import String
from sqlalchemy import Text
from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column
from typing import Annotated


KEY = String().with_variant(String(collation="C"), "postgresql")
LONG = Text()
NO_DEADLINE = datetime(9999, 12, 31)
BY_DUE = ("agency", "state", "next_due", "code", "practice")
BY_FILED = ("agency", "state", "filed", "code", "practice")
BY_ENTERED = ("agency", "state", "entered", "code", "practice")
BY_SINCE = ("agency", "state", "state_since", "code", "practice")
ENDED_BY = ("assignee", "agency", "finished", "received", "practice")
LATE = ("next_due", "agency", "practice", "state")
# SQLite uses a partial index only for a query with the very same words.
UNDER_WAY = f"state IN {groups.WORKED_ON!r}"
ON_HOLD = f"state IN {groups.WAITING!r}"

Key = Annotated[str, mapped_column(KEY, default="", server_default="")]
Line = Annotated[str, mapped_column(String, default="", server_default="")]
No = Annotated[int, mapped_column(Integer, default=0, server_default="0")]
Flag = Annotated[bool, mapped_column(default=False, server_default=text("false"))]
Moment = Annotated[datetime | None, mapped_column(default=None)]


def found(kind):
    """A text a dossier is found by; its old value is known when it changes."""
    return mapped_column(kind, default="", server_default="", active_history=True)


def _where(condition, name, *columns):
    where = text(condition)
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


class Base(DeclarativeBase):
    """All tables of the register."""


class DossierRow(Base):
    """One dossier as lists and figures need it; derived from the Dossier document.

    `finished` is when processing ended in any way (resolved, stopped, withdrawn, refused),
    `returned` when the result was handed over. `version` grows by one with every change and
    guards against a change by somebody else in between. `money`, `delivery` and `sync` are values
    of `rules.tracks`. `folded`, `next_due` and `entered` (accepted, or filed where it is not) are
    kept by `derived`; do not set them.
    """

    __tablename__ = "dossier"

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    path: Mapped[Line]
    uid: Mapped[Key]
    procedure: Mapped[Key]
    procedure_title: Mapped[Line]
    case: Mapped[Key]
    level: Mapped[No]
    online_capable: Mapped[Flag]
    agency: Mapped[str] = found(KEY)
    unit: Mapped[Key]
    channel: Mapped[Key]
    assisted_by: Mapped[Key]
    place: Mapped[Key]
    applicant_name: Mapped[str] = found(String)
    applicant_id: Mapped[str] = found(KEY)
    owner_name: Mapped[str] = found(String)
    owner_id: Mapped[str] = found(KEY)
    phone: Mapped[str] = found(KEY)
    filed_by: Mapped[Key]
    state: Mapped[Key]
    state_since: Mapped[Moment]
    filed: Mapped[datetime]
    received: Mapped[Moment]
    due: Mapped[Moment]
    finished: Mapped[Moment]
    returned: Mapped[Moment]
    accept_due: Mapped[Moment]
    rounds: Mapped[No]
    assignee: Mapped[Key]
    step: Mapped[No]
    step_title: Mapped[Line]
    step_due: Mapped[Moment]
    result_by: Mapped[Key]
    practice: Mapped[Flag]
    shelf: Mapped[Line]
    money: Mapped[Key]
    delivery: Mapped[Key]
    sync: Mapped[Key]
    version: Mapped[int] = mapped_column(Integer)
    folded: Mapped[Line]
    next_due: Mapped[datetime] = mapped_column(default=NO_DEADLINE)
    entered: Mapped[datetime] = mapped_column(default=NO_DEADLINE)

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("dossier_by_due", *BY_DUE),
        Index("dossier_by_filed", *BY_FILED),
        Index("dossier_all_by_due", *BY_DUE[1:], "agency"),
        Index("dossier_all_by_filed", *BY_FILED[1:], "agency"),
        Index("dossier_by_entered", *BY_ENTERED),
        Index("dossier_by_since", *BY_SINCE),
        Index("dossier_of_procedure", "procedure", *BY_DUE),
        Index("dossier_of_procedure_filed", "procedure", *BY_FILED),
        Index("dossier_received", "agency", "received", "code"),
        _where("assignee = ''", "dossier_unassigned", *BY_DUE, "assignee"),
        _where("assignee <> ''", "dossier_of_assignee", "assignee", *BY_DUE),
        _where("assignee <> ''", "dossier_ended_by", *ENDED_BY),
        _where("filed_by <> ''", "dossier_of_person", "filed_by", "filed", "code"),
        _where(UNDER_WAY, "dossier_under_way", *LATE),
        _where(ON_HOLD, "dossier_on_hold", *LATE),
        _where("step_due IS NOT NULL", "dossier_by_step", "state", "step_due", "code"),
    )


class DossierTerm(Base):
    """A beginning under which a dossier is found: its name from each word on, its numbers."""

    __tablename__ = "dossier_term"
    __table_args__ = {"sqlite_with_rowid": False}

    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    term: Mapped[str] = mapped_column(KEY, primary_key=True)
    code: Mapped[str] = mapped_column(KEY, primary_key=True)


class StepRow(Base):
    """One step of the internal plan of a dossier; `no` counts from 1."""

    __tablename__ = "step"

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[Line]
    role: Mapped[Key]
    assignee: Mapped[Key]
    started: Mapped[Moment]
    due: Mapped[Moment]
    finished: Mapped[Moment]


class PauseRow(Base):
    """A time in which the legal clock of a dossier stood still; open while `ended` is NULL."""

    __tablename__ = "pause"

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    started: Mapped[datetime]
    ended: Mapped[Moment]
    reason: Mapped[Line]


class HistoryRow(Base):
    """Who did what to a dossier and when; only ever added to (a trigger holds that).

    `agency` and `role` say for whom staff acted and as what, `address` where the request came
    from. `no`, `salt` and `hash` are set by `chain`; do not set them.
    """

    __tablename__ = "history"
    __table_args__ = (Index("history_of_dossier", "code", "id"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    code: Mapped[Key]
    at: Mapped[datetime]
    actor: Mapped[Key]
    actor_name: Mapped[Line]
    action: Mapped[Key]
    from_state: Mapped[Key]
    to_state: Mapped[Key]
    note: Mapped[str] = mapped_column(LONG, default="", server_default="")
    agency: Mapped[Key]
    role: Mapped[Key]
    address: Mapped[Key]
    no: Mapped[No]
    salt: Mapped[Key]
    hash: Mapped[Key]


class DailyNumber(Base):
    """The last number a receiving unit gave on a day; the row is the lock."""

    __tablename__ = "daily_number"

    unit_code: Mapped[str] = mapped_column(KEY, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


class FilingKey(Base):
    """An idempotency key and the dossier it led to; `digest` is of what was sent with it."""

    __tablename__ = "filing_key"

    scope: Mapped[str] = mapped_column(KEY, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    digest: Mapped[Key]
    code: Mapped[Key]


class Tally(Base):
    """A running total behind the figures (see `tally`); `quarter` is year * 10 + quarter."""

    __tablename__ = "tally"
    __table_args__ = {"sqlite_with_rowid": False}

    kind: Mapped[str] = mapped_column(KEY, primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    channel: Mapped[str] = mapped_column(KEY, primary_key=True)
    capable: Mapped[bool] = mapped_column(primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    n: Mapped[int]


class SearchMiss(Base):
    """How often a question was answered badly on a day; `kind` is `none` (nothing found),
    `dropped` (words left out) or `corrected`. `question` is folded and holds no numbers of people.
    """

    __tablename__ = "search_miss"
    __table_args__ = {"sqlite_with_rowid": False}

    day: Mapped[date] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str] = mapped_column(KEY, primary_key=True)
    n: Mapped[int]


class PageVotes(Base):
    """How many readers found a page useful on a day, and how many did not.

    `page` is its path below the portal; nothing of the reader is kept.
    """

    __tablename__ = "page_votes"

    page: Mapped[str] = mapped_column(KEY, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    useful: Mapped[No]
    not_useful: Mapped[No]


class PageRemark(Base):
    """What a reader wrote about a page, without numbers and addresses; `hidden` by an editor."""

    __tablename__ = "page_remark"
    __table_args__ = (Index("page_remark_by_day", "hidden", "day", "id"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    page: Mapped[Key]
    day: Mapped[date]
    useful: Mapped[Flag]
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")
    hidden: Mapped[Flag]


class SchemaVersion(Base):
    """One row: the version of these tables."""

    __tablename__ = "schema_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    since: Mapped[datetime]
