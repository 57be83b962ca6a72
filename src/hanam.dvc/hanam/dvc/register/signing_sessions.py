"""What signing services have allowed, until it is used up or over."""

from datetime import datetime
from hanam.dvc.register.model_jobs import JobRow
from hanam.dvc.register.model_signing import SigningSession
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete
from sqlalchemy import or_
from sqlalchemy import select


def put(**columns) -> None:
    """Enter a session; part of the caller's transaction."""
    for_writing().add(SigningSession(**columns))


def get(name: str) -> SigningSession | None:
    return session().get(SigningSession, name) if name else None


def over(now: datetime, size: int = 100) -> list[SigningSession]:
    """Those that have ended, and those whose job has."""
    asked = (
        select(SigningSession)
        .outerjoin(JobRow, JobRow.id == SigningSession.job)
        .where(
            or_(
                SigningSession.ends <= now,
                JobRow.ended.is_not(None),
                JobRow.id.is_(None),
            )
        )
        .limit(size)
    )
    return list(session().scalars(asked))


def drop(names) -> None:
    """Forget sessions; part of the caller's transaction."""
    gone = delete(SigningSession).where(SigningSession.id.in_(list(names)))
    for_writing().execute(gone)
