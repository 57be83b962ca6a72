"""Work in the background as those who order it and those who do it use it.

Whoever changes something here holds the right to write; times are naive local times and are
given by the caller. A worker claims one dossier of a job at a time and keeps it locked to the end
of its transaction: killed in it, the dossier is open as before.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_jobs import CANCELLED
from hanam.dvc.register.model_jobs import DONE
from hanam.dvc.register.model_jobs import FAILED
from hanam.dvc.register.model_jobs import JobItemRow
from hanam.dvc.register.model_jobs import JobLease
from hanam.dvc.register.model_jobs import JobRow
from hanam.dvc.register.model_jobs import OPEN
from hanam.dvc.register.model_jobs import STATES
from hanam.dvc.register.outbox import new_id
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import and_
from sqlalchemy import bindparam
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update


AT_ONCE = 500
LONGEST_MESSAGE = 500


@dataclass(frozen=True)
class Item:
    """A dossier of a job, claimed until the end of the transaction."""

    job: str
    no: int
    code: str


def put(kind, user, key, codes, parameters, now: datetime, *, language="", again=""):
    """Enter a job with its dossiers; its id, or that of the user's job with this key.

    Part of the caller's transaction.
    """
    current = for_writing()
    row = {
        "id": new_id(),
        "kind": kind,
        "user": user,
        "key": key,
        "parameters": parameters,
        "language": language,
        "again": again,
        "total": len(codes),
        "created": now,
        "ended": None if codes else now,
    }
    current.execute(_adding(current.get_bind().dialect.name), row)
    asked = select(JobRow.id).where(JobRow.user == user, JobRow.key == key)
    found = current.scalar(asked)
    if found == row["id"] and codes:
        items = [
            {"job": found, "no": no, "code": code} for no, code in enumerate(codes, 1)
        ]
        current.execute(insert(JobItemRow), items)
    return found


@cache
def _adding(dialect):
    return insert_of(dialect)(JobRow.__table__).on_conflict_do_nothing(
        index_elements=["user", "key"]
    )


def get(job: str) -> JobRow | None:
    """A job by its id."""
    return session().get(JobRow, job)


def of_key(user: str, key: str) -> str | None:
    """The id of the user's job with a key, or None."""
    return session().scalar(
        select(JobRow.id).where(JobRow.user == user, JobRow.key == key)
    )


def of_user(user: str, size: int = 50, before: str = "") -> list[JobRow]:
    """The jobs a user ordered, newest first; `before` is the id to go on from."""
    asked = select(JobRow).where(JobRow.user == user)
    if before:
        asked = asked.where(JobRow.id < before)
    return list(session().scalars(asked.order_by(JobRow.id.desc()).limit(size)))


def items(job: str) -> list[JobItemRow]:
    """The dossiers of a job in the order in which they were chosen."""
    asked = select(JobItemRow).where(JobItemRow.job == job).order_by(JobItemRow.no)
    return list(session().scalars(asked))


def counts(*jobs: str) -> dict[str, dict[str, int]]:
    """How many dossiers of each job are in each state."""
    found = {job: dict.fromkeys(STATES, 0) for job in jobs}
    asked = (
        select(JobItemRow.job, JobItemRow.state, func.count())
        .where(JobItemRow.job.in_(jobs))
        .group_by(JobItemRow.job, JobItemRow.state)
    )
    for job, state, number in session().execute(asked):
        found[job][state] = number
    return found


def to_do(size: int = 100) -> list[str]:
    """The ids of jobs that are not ended, oldest first."""
    asked = select(JobRow.id).where(JobRow.ended.is_(None))
    return list(session().scalars(asked.order_by(JobRow.id).limit(size)))


def claim(job: str, after: int = 0) -> Item | None:
    """The next open dossier of a job that no other worker has; None where there is none.

    SQLite has one writer, so that nobody else can have one.
    """
    return _claim(job, JobItemRow.no > after)


def claim_again(item: Item) -> bool:
    """Whether a dossier is still open and ours; after its transaction was aborted."""
    return _claim(item.job, JobItemRow.no == item.no) is not None


def lease(job: str, now: datetime, until: datetime) -> Item | None:
    """The next open dossier of a job that nobody has in hand, taken in hand until a moment.

    The caller commits, and nobody else gets the dossier before that moment.
    """
    mine = and_(JobLease.job == JobItemRow.job, JobLease.no == JobItemRow.no)
    free = ~select(JobLease.no).where(mine, JobLease.until > now).exists()
    item = _claim(job, free)
    # Who looked while another took it in hand has not seen that, and goes on to the next.
    while item is not None and not _take(item, now, until):
        item = _claim(job, and_(free, JobItemRow.no > item.no))
    return item


def _take(item: Item, now: datetime, until: datetime) -> bool:
    current = for_writing()
    statement = _leasing(current.get_bind().dialect.name)
    values = {"job": item.job, "no": item.no, "until": until, "now": now}
    return current.execute(statement, values).rowcount > 0


@cache
def _leasing(dialect):
    columns = {name: bindparam(name) for name in ("job", "no", "until")}
    adding = insert_of(dialect)(JobLease.__table__).values(columns)
    return adding.on_conflict_do_update(
        index_elements=["job", "no"],
        set_={"until": adding.excluded.until},
        where=JobLease.__table__.c.until <= bindparam("now"),
    )


def _claim(job, condition):
    current = for_writing()
    asked = (
        select(JobItemRow.job, JobItemRow.no, JobItemRow.code)
        .where(JobItemRow.job == job, JobItemRow.state == OPEN, condition)
        .order_by(JobItemRow.no)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = current.execute(asked).first()
    return None if found is None else Item(*found)


def note(item: Item, done: bool, message: str, now: datetime) -> None:
    """Say what became of a claimed dossier."""
    for_writing().execute(
        update(JobItemRow)
        .where(JobItemRow.job == item.job, JobItemRow.no == item.no)
        .values(
            state=DONE if done else FAILED, message=message[:LONGEST_MESSAGE], at=now
        )
        .execution_options(synchronize_session=False)
    )


def undo(code: str, since: datetime, message: str) -> int:
    """Say of what was noted as done to a dossier since a moment that it was not, after all; of
    how many orders that was."""
    changed = for_writing().execute(
        update(JobItemRow)
        .where(JobItemRow.code == code, JobItemRow.state == DONE)
        .where(JobItemRow.at >= since)
        .values(state=FAILED, message=message[:LONGEST_MESSAGE])
        .execution_options(synchronize_session=False)
    )
    return changed.rowcount


def end(job: str, now: datetime) -> bool:
    """Note that a job is ended if nothing of it is open; True for who noted it."""
    current = for_writing()
    row = current.get(JobRow, job, with_for_update=True)
    if row is None or row.ended is not None:
        return False
    left = select(JobItemRow.no).where(JobItemRow.job == job, JobItemRow.state == OPEN)
    if current.scalar(left.limit(1)) is not None:
        return False
    row.ended = now
    return True


def cancel(job: str, message: str, now: datetime) -> int:
    """Leave what is still open as it is; how many dossiers that were."""
    current = for_writing()
    changed = current.execute(
        update(JobItemRow)
        .where(JobItemRow.job == job, JobItemRow.state == OPEN)
        .values(state=CANCELLED, message=message, at=now)
        .execution_options(synchronize_session=False)
    )
    end(job, now)
    return changed.rowcount


def drop_before(moment: datetime) -> int:
    """Forget some of the ended jobs ordered before a moment; how many."""
    current = for_writing()
    asked = select(JobRow.id).where(JobRow.created < moment, JobRow.ended.is_not(None))
    found = list(current.scalars(asked.order_by(JobRow.created).limit(AT_ONCE)))
    for kind, column in (
        (JobLease, JobLease.job),
        (JobItemRow, JobItemRow.job),
        (JobRow, JobRow.id),
    ):
        current.execute(delete(kind).where(column.in_(found)))
    return len(found)
