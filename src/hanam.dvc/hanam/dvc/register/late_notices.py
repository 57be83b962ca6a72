"""Who is still to be told of what fired, the marks on worklists, and digests that were sent."""

from datetime import date
from datetime import datetime
from functools import cache
from hanam.dvc.register import groups
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model_late import LateDigest
from hanam.dvc.register.model_late import LateNotice
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import and_
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select


MARK = "mark"
DIGEST = "digest"
SENT = ("email", "sms", "zalo")
MANY = 1000
# A mark holds while the term it is about runs.
RUNS = or_(
    and_(
        LateNotice.what == "acceptance",
        DossierRow.state.in_(groups.TO_ACCEPT),
        DossierRow.accept_due == LateNotice.due,
    ),
    and_(
        LateNotice.what == "step",
        DossierRow.state.in_(groups.WORKED_ON),
        DossierRow.step_due == LateNotice.due,
    ),
    and_(
        LateNotice.what == "whole",
        DossierRow.state.in_(groups.WORKED_ON),
        DossierRow.due == LateNotice.due,
    ),
)


def add(rows) -> None:
    """Notices to be told, a mapping of columns each."""
    rows = list(rows)
    if rows:
        for_writing().execute(LateNotice.__table__.insert(), rows)


def to_tell() -> list[str]:
    """Ids of the users who have something to be told by a message."""
    asked = select(LateNotice.user).where(LateNotice.how.in_(SENT)).distinct()
    return list(session().scalars(asked.order_by(LateNotice.user)))


def of_user(user: str, hows, size: int = MANY) -> list[LateNotice]:
    """What a user is to be told by these ways, oldest first."""
    asked = select(LateNotice).where(
        LateNotice.user == user, LateNotice.how.in_(tuple(hows))
    )
    return list(session().scalars(asked.order_by(LateNotice.id).limit(size)))


def take(user: str, hows, size: int = MANY) -> list[LateNotice]:
    """What a user is to be told by these ways, off the list with the caller's transaction."""
    current = for_writing()
    found = of_user(user, hows, size)
    ids = [row.id for row in found]
    for row in found:
        current.expunge(row)
    if ids:
        current.execute(
            delete(LateNotice).where(LateNotice.id.in_(ids)),
            execution_options={"synchronize_session": False},
        )
    return found


def marks(user: str, size: int = MANY) -> list:
    """(code, title, what, due) of the marks of a user whose terms still run, most urgent first."""
    asked = (
        select(LateNotice.code, LateNotice.title, LateNotice.what, LateNotice.due)
        .join(DossierRow, DossierRow.code == LateNotice.code)
        .where(LateNotice.user == user, LateNotice.how == MARK, RUNS)
        .order_by(LateNotice.due, LateNotice.code, LateNotice.id)
        .limit(size)
    )
    return session().execute(asked).all()


def drop_old_marks(size: int = MANY) -> int:
    """Take away marks and lines of digests whose terms run no more; how many."""
    runs = (
        select(DossierRow.code).where(DossierRow.code == LateNotice.code, RUNS).exists()
    )
    asked = select(LateNotice.id).where(LateNotice.how.in_((MARK, DIGEST)), ~runs)
    gone = list(session().scalars(asked.limit(size)))
    if gone:
        for_writing().execute(
            delete(LateNotice).where(LateNotice.id.in_(gone)),
            execution_options={"synchronize_session": False},
        )
    return len(gone)


def waiting() -> int:
    """How many notices wait to be told by a message."""
    asked = select(func.count()).select_from(LateNotice)
    return session().scalar(asked.where(LateNotice.how.in_(SENT)))


def told(day: date, user: str) -> bool:
    """Whether the digest of a day was sent to a user; "" for the whole day."""
    return session().get(LateDigest, (day, user)) is not None


def note_told(day: date, user: str, at: datetime) -> bool:
    """Note that a digest was sent; False where it was noted before."""
    current = for_writing()
    statement = _adding(current.get_bind().dialect.name)
    return current.execute(statement, {"day": day, "user": user, "at": at}).rowcount > 0


def forget_digests_before(day: date) -> None:
    """Erase what was noted of digests before a day."""
    for_writing().execute(
        delete(LateDigest).where(LateDigest.day < day),
        execution_options={"synchronize_session": False},
    )


@cache
def _adding(dialect):
    return insert_of(dialect)(LateDigest.__table__).on_conflict_do_nothing()
