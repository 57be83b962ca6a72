"""One-time codes in the register: counting, trying, using; digests only."""

from datetime import datetime
from hanam.dvc.register.aside import aside
from hanam.dvc.register.model_identity import OneTimeCode
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update


TABLE = OneTimeCode.__table__


def sent_since(column: str, digest: str, since: datetime) -> list[datetime]:
    """When codes were sent to a ``contact`` or for an ``address`` since a time, oldest first.

    Codes of all processes; whoever asks for the same meanwhile waits until this transaction
    has ended, so that both are counted.
    """
    current = for_writing()
    if current.get_bind().dialect.name == "postgresql":
        lock = {"no": int(digest[:15] or "0", 16)}
        current.execute(text("SELECT pg_advisory_xact_lock(:no)"), lock)
    asked = (
        select(TABLE.c.sent)
        .where(TABLE.c[column] == digest, TABLE.c.sent > since)
        .order_by(TABLE.c.sent)
    )
    return list(current.scalars(asked))


def add(**values) -> None:
    """Keep a code; the earlier ones of its contact, purpose and browser end."""
    current = for_writing()
    current.execute(
        update(TABLE)
        .where(
            TABLE.c.contact == values["contact"],
            TABLE.c.purpose == values["purpose"],
            TABLE.c.browser == values["browser"],
            TABLE.c.used.is_(None),
        )
        .values(closed=True)
    )
    current.add(OneTimeCode(**values))
    current.flush()


def get(name: str):
    """The row of a digest of a challenge, or None."""
    return session().execute(select(TABLE).where(TABLE.c.id == name)).one_or_none()


def attempt(name: str, most: int, now: datetime):
    """Count a try and return the row, or None where no try is left.

    The count stands even if the request fails afterwards.
    """
    with aside() as connection:
        tried = connection.execute(
            update(TABLE)
            .where(
                TABLE.c.id == name,
                TABLE.c.closed.is_(False),
                TABLE.c.used.is_(None),
                TABLE.c.expires > now,
                TABLE.c.tries < most,
            )
            .values(tries=TABLE.c.tries + 1)
        )
        if tried.rowcount != 1:
            return None
        return connection.execute(select(TABLE).where(TABLE.c.id == name)).one()


def use(name: str, proof: str, now: datetime) -> bool:
    """Mark a code as used; False if somebody else has used it meanwhile."""
    used = for_writing().execute(
        update(TABLE)
        .where(TABLE.c.id == name, TABLE.c.used.is_(None), TABLE.c.closed.is_(False))
        .values(used=now, proof=proof)
    )
    return used.rowcount == 1


def by_proof(proof: str, purpose: str, since: datetime):
    """The row whose right code gave this proof (a digest) after ``since``, or None."""
    asked = select(TABLE).where(
        TABLE.c.proof == proof, TABLE.c.purpose == purpose, TABLE.c.used > since
    )
    return session().execute(asked).one_or_none()


def forget_before(moment: datetime) -> int:
    """Erase the codes sent before a time; how many."""
    gone = for_writing().execute(delete(TABLE).where(TABLE.c.sent < moment))
    return gone.rowcount


def count() -> int:
    """How many codes are kept."""
    return session().scalar(select(func.count()).select_from(TABLE))
