"""Messages about dossiers: the thread of one, and what nobody has read yet."""

from datetime import datetime
from hanam.dvc.register.model_threads import ThreadEntry
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update


APPLICANT, AGENCY = "applicant", "agency"
MANY = 1000


def thread(code: str) -> list[ThreadEntry]:
    """The messages about a dossier, oldest first."""
    asked = select(ThreadEntry).where(ThreadEntry.code == code).order_by(ThreadEntry.id)
    return list(session().scalars(asked))


def by_key(code: str, key: str) -> ThreadEntry | None:
    """The message that was sent with this key."""
    asked = select(ThreadEntry).where(ThreadEntry.code == code, ThreadEntry.key == key)
    return session().scalars(asked).first()


def add(**columns) -> ThreadEntry:
    """Keep a message; its caller has checked who writes it and what."""
    current = for_writing()
    row = ThreadEntry(**columns)
    current.add(row)
    current.flush()
    return row


def mark_seen(code: str, side: str, at: datetime) -> int:
    """Note that what ``side`` wrote about a dossier was read; how many messages that were."""
    done = for_writing().execute(
        update(ThreadEntry)
        .where(
            ThreadEntry.code == code,
            ThreadEntry.side == side,
            ThreadEntry.seen.is_(None),
        )
        .values(seen=at)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount


def unseen(codes, side: str) -> dict[str, int]:
    """{code: how many messages of ``side`` nobody has read} of the dossiers given."""
    asked = (
        select(ThreadEntry.code, func.count())
        .where(
            ThreadEntry.seen.is_(None),
            ThreadEntry.side == side,
            ThreadEntry.code.in_(tuple(codes)),
        )
        .group_by(ThreadEntry.code)
    )
    return dict(tuple(row) for row in session().execute(asked)) if codes else {}


def waiting(agencies, size: int = MANY) -> list[tuple[str, int, datetime]]:
    """(code, number, since) of dossiers with messages of applicants that no staff of these
    agencies has read, the longest waiting first."""
    if not agencies:
        return []
    since = func.min(ThreadEntry.at)
    asked = (
        select(ThreadEntry.code, func.count(), since)
        .where(
            ThreadEntry.seen.is_(None),
            ThreadEntry.side == APPLICANT,
            ThreadEntry.agency.in_(tuple(agencies)),
        )
        .group_by(ThreadEntry.code)
        .order_by(since, ThreadEntry.code)
        .limit(size)
    )
    return [tuple(row) for row in session().execute(asked)]
