"""Keys that open a draft without an account, and how often a key was tried."""

from datetime import datetime
from datetime import timedelta
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_drafts import Attempt
from hanam.dvc.register.model_drafts import DraftKey
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from hashlib import sha256
from sqlalchemy import delete
from sqlalchemy import select


LINK, CODE, PREFILL = "link", "code", "prefill"


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return sha256(secret.encode()).hexdigest()


def put(kind: str, secret: str, draft: str, expires: datetime, pin="", body="") -> None:
    """Let `secret` open a draft until `expires`."""
    for_writing().add(
        DraftKey(
            digest=digest(secret),
            kind=kind,
            draft=draft,
            expires=expires,
            pin=pin,
            body=body,
        )
    )


def find(kind: str, secret: str, now: datetime) -> DraftKey | None:
    """The key of that secret, while it holds."""
    row = session().get(DraftKey, digest(secret))
    if row is None or row.kind != kind or row.expires < now:
        return None
    return row


def take(kind: str, secret: str, now: datetime) -> DraftKey | None:
    """The same, and the secret opens nothing any more; of two who take it one gets None."""
    current = for_writing()
    row = find(kind, secret, now)
    if row is None:
        return None
    current.expunge(row)
    done = current.execute(delete(DraftKey).where(DraftKey.digest == row.digest))
    return row if done.rowcount else None


def of_draft(draft: str, now: datetime, kind: str = "") -> list[DraftKey]:
    """The keys that open a draft now."""
    asked = select(DraftKey).where(DraftKey.draft == draft, DraftKey.expires >= now)
    if kind:
        asked = asked.where(DraftKey.kind == kind)
    return list(session().scalars(asked.order_by(DraftKey.expires)))


def forget(draft: str, kind: str = "") -> int:
    """Revoke the keys of a draft, of one kind or all; how many there were."""
    asked = delete(DraftKey).where(DraftKey.draft == draft)
    if kind:
        asked = asked.where(DraftKey.kind == kind)
    return for_writing().execute(asked).rowcount


def clean(now: datetime) -> None:
    """Delete keys that hold no more, with what lay behind them, and old attempts."""
    current = for_writing()
    current.execute(delete(DraftKey).where(DraftKey.expires < now))
    current.execute(delete(Attempt).where(Attempt.since < now - timedelta(days=2)))


def tried(what: str, now: datetime, minutes: int) -> int:
    """How often `what` was tried in the window that `now` lies in."""
    row = session().get(Attempt, (what, window(now, minutes)))
    return 0 if row is None else row.n


def count(what: str, now: datetime, minutes: int) -> int:
    """Note one more attempt and return how many there were, in whatever process."""
    current = for_writing()
    first = {"what": what, "since": window(now, minutes), "n": 1}
    return current.scalar(_counting(current.get_bind().dialect.name), first)


def window(now: datetime, minutes: int) -> datetime:
    """The beginning of the window of so many minutes that a time lies in."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = int((now - midnight).total_seconds()) // (60 * minutes)
    return midnight + timedelta(minutes=minutes * passed)


@cache
def _counting(dialect):
    table = Attempt.__table__
    return (
        insert_of(dialect)(table)
        .on_conflict_do_update(
            index_elements=[table.c.what, table.c.since], set_={"n": table.c.n + 1}
        )
        .returning(table.c.n)
    )
