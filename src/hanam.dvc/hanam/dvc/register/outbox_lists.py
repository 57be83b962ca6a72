"""The outbox as people look at it: lists page by page, counts that stop at a thousand."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.register.model_outbox import FAILED
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.model_outbox import QUEUED
from hanam.dvc.register.model_outbox import SENDING
from hanam.dvc.register.model_outbox import STATES
from hanam.dvc.register.outbox import wipe
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from heapq import nlargest
from itertools import chain
from itertools import product
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text


MANY = 1000
FILLED = (QUEUED, SENDING, FAILED)


@dataclass(frozen=True)
class Listed:
    """A page of messages, newest first; ``after`` begins the next one, "" at the end."""

    rows: tuple
    after: str


def listed(states=(), channels=(), after: str = "", size: int = 50) -> Listed:
    """The messages in ``states`` by ``channels`` (all, if none are named) before ``after``."""
    if states or channels:
        parts = [
            _page(after, size, MessageRow.channel == channel, MessageRow.state == state)
            for channel, state in product(channels or _channels(), states or STATES)
        ]
        found = nlargest(size + 1, chain(*parts), key=lambda row: row.id)
    else:
        found = _page(after, size)
    rows = tuple(found[:size])
    return Listed(rows, rows[-1].id if len(found) > size else "")


def _page(after, size, *conditions) -> list[MessageRow]:
    asked = select(MessageRow).where(*conditions)
    if after:
        asked = asked.where(MessageRow.id < after)
    newest = asked.order_by(MessageRow.id.desc()).limit(size + 1)
    return list(session().scalars(newest))


def _channels() -> list[str]:
    """The channels that occur; each is found by one look into the index."""
    found, last = [], ""
    while True:
        asked = select(func.min(MessageRow.channel)).where(MessageRow.channel > last)
        last = session().scalar(asked)
        if last is None:
            return found
        found.append(last)


def counts(channel: str = "") -> dict[str, int]:
    """How many messages are in each state; `MANY` + 1 means more than that."""
    return {state: _count(state, channel) for state in STATES}


def _count(state, channel) -> int:
    some = select(MessageRow.id).where(MessageRow.state == state)
    if channel:
        some = some.where(MessageRow.channel == channel)
    counted = select(func.count()).select_from(some.limit(MANY + 1).subquery())
    return session().scalar(counted)


def waiting_since(channel: str) -> datetime | None:
    """When the message was queued that is due on a channel and waits the longest."""
    asked = (
        select(MessageRow.created)
        .where(MessageRow.channel == channel, MessageRow.due.is_not(None))
        .order_by(MessageRow.id)
        .limit(1)
    )
    return session().scalar(asked)


def last_sent(channel: str) -> datetime | None:
    """When the newest message that a gateway took was taken."""
    found = [
        session().scalar(
            select(MessageRow.sent)
            .where(MessageRow.channel == channel, MessageRow.state == state)
            .order_by(MessageRow.id.desc())
            .limit(1)
        )
        for state in ("sent", "delivered")
    ]
    return max((moment for moment in found if moment is not None), default=None)


def of_dossier(code: str, size: int = 100) -> list[MessageRow]:
    """The messages about a dossier, newest first."""
    if not code:
        return []
    asked = (
        select(MessageRow)
        .where(MessageRow.code == code, MessageRow.code != "")
        .order_by(MessageRow.id.desc())
        .limit(size)
    )
    return list(session().scalars(asked))


def wipe_before(moment: datetime, masked, size: int = 500) -> int:
    """Erase text and address of finished messages queued before ``moment``; how many.

    ``masked(channel, address)`` gives what stays of an address. Who calls does it again until
    none is left, in transactions of its own.
    """
    current = for_writing()
    asked = (
        select(MessageRow)
        .where(
            text("NOT masked"),
            MessageRow.created < moment,
            MessageRow.state.not_in(FILLED),
        )
        .order_by(MessageRow.created, MessageRow.id)
        .limit(size)
    )
    rows = list(current.scalars(asked))
    for row in rows:
        wipe(row)
        row.recipient = masked(row.channel, row.recipient)
        row.masked = True
    return len(rows)
