"""The outbox as a worker and those who put messages into it use it.

Whoever changes something here holds the right to write; times are naive local times and are
given by the caller.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_outbox import DEAD
from hanam.dvc.register.model_outbox import DELIVERED
from hanam.dvc.register.model_outbox import FAILED
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.model_outbox import QUEUED
from hanam.dvc.register.model_outbox import SENDING
from hanam.dvc.register.model_outbox import SENT
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select

import secrets
import time


PRIORITIES = (0, 1)
LONGEST_ERROR = 500


@dataclass(frozen=True)
class Claimed:
    """A message that a worker may send until ``until``; ``wire`` is its key at the gateway."""

    id: str
    wire: str
    event: str
    channel: str
    recipient: str
    subject: str
    text: str
    code: str
    language: str
    attempts: int
    until: datetime


def new_id() -> str:
    """An id that grows with time (milliseconds, then 80 random bits), 32 hexadecimal digits."""
    return f"{int(time.time() * 1000):012x}{secrets.token_hex(10)}"


def add(**columns) -> str:
    """Put a message into the outbox; the id of the one that has its key already, if there is one."""
    current = for_writing()
    row = {"id": new_id(), "state": QUEUED, "key": None} | columns
    current.execute(_adding(current.get_bind().dialect.name), row)
    if row["key"] is None:
        return row["id"]
    table = MessageRow.__table__
    return current.scalar(
        select(table.c.id).where(
            table.c.key == row["key"], table.c.channel == row["channel"]
        )
    )


@cache
def _adding(dialect):
    return insert_of(dialect)(MessageRow.__table__).on_conflict_do_nothing(
        index_elements=["key", "channel"]
    )


def due_channels(channels, now: datetime) -> tuple[str, ...]:
    """Which of ``channels`` have something to send at ``now``."""
    return tuple(
        channel
        for channel in channels
        if any(
            session().scalar(_due(channel, priority, now).limit(1))
            for priority in PRIORITIES
        )
    )


def _due(channel, priority, now):
    return (
        select(MessageRow.id)
        .where(
            MessageRow.channel == channel,
            MessageRow.priority == priority,
            MessageRow.due <= now,
            MessageRow.due.is_not(None),
        )
        .order_by(MessageRow.due, MessageRow.id)
    )


def claim(channel, now: datetime, size: int, seconds: int, lease: str) -> list[Claimed]:
    """Take up to ``size`` messages for ``seconds``; no other worker gets them meanwhile.

    Messages whose worker was killed come again when its lease has ended. What has expired is
    given up here. The caller commits before it sends.
    """
    current = for_writing()
    until = now + timedelta(seconds=seconds)
    found: list[Claimed] = []
    for priority in PRIORITIES:
        left = size - len(found)
        if left <= 0:
            break
        asked = select(MessageRow).where(
            MessageRow.id.in_(_ids(current, channel, priority, now, left))
        )
        for row in current.scalars(asked.order_by(MessageRow.due, MessageRow.id)):
            if row.expires is not None and row.expires < now:
                _give_up(row, "expired")
                continue
            row.state, row.lease, row.due = SENDING, lease, until
            row.attempts += 1
            found.append(
                Claimed(
                    row.id,
                    wire(row),
                    row.event,
                    row.channel,
                    row.recipient,
                    row.subject,
                    row.text,
                    row.code,
                    row.language,
                    row.attempts,
                    until,
                )
            )
    return found


def wire(row) -> str:
    """The key by which a gateway knows a message; another one when it is sent anew."""
    return f"{row.id}-{row.again}" if row.again else row.id


def _ids(current, channel, priority, now, size):
    asked = _due(channel, priority, now).limit(size)
    if current.get_bind().dialect.name == "postgresql":
        asked = asked.with_for_update(skip_locked=True)
    return list(current.scalars(asked))


def held(message: str) -> MessageRow | None:
    """The row of a message, locked until the end of the transaction."""
    return for_writing().get(MessageRow, message, with_for_update=True)


def note_sent(message: str, external: str, now: datetime) -> bool:
    """Note that the gateway took it; a report of its delivery may have been here before."""
    row = held(message)
    if row is None or row.state in (DELIVERED, SENT):
        return False
    row.state, row.due, row.lease, row.error = SENT, None, "", ""
    row.external = external[:200]
    row.sent = now
    if row.secret:
        wipe(row)
    return True


def note_failed(message: str, lease: str, error: str, due: datetime) -> bool:
    """Note a try that failed; the next one is at ``due``. False if the lease is another's."""
    row = held(message)
    if row is None or row.state != SENDING or row.lease != lease:
        return False
    row.state, row.lease, row.due = FAILED, "", due
    row.error = error[:LONGEST_ERROR]
    return True


def note_dead(message: str, lease: str, error: str) -> bool:
    """Give a message up. False if the lease is another's."""
    row = held(message)
    if row is None or row.state != SENDING or row.lease != lease:
        return False
    _give_up(row, error)
    return True


def give_back(messages, lease: str, due: datetime) -> None:
    """Return claimed messages that were not tried; the try does not count."""
    for message in messages:
        row = held(message)
        if row is not None and row.state == SENDING and row.lease == lease:
            row.attempts -= 1
            row.state = FAILED if row.attempts else QUEUED
            row.lease, row.due = "", due


def _give_up(row, error):
    row.state, row.due, row.lease = DEAD, None, ""
    row.error = error[:LONGEST_ERROR]
    if row.secret:
        wipe(row)


def wipe(row) -> None:
    """Take the text out of a message; it cannot be sent again."""
    row.subject = row.text = ""
    row.wiped = True


def report(channel: str, external: str, message: str, arrived: bool, error: str, now):
    """Note what a gateway reports of a message, found by its id or the gateway's.

    Returns whether there is such a message. A report that comes twice changes nothing; a
    message once delivered stays so.
    """
    row = held(message.partition("-")[0]) if message else None
    if row is None and external:
        asked = select(MessageRow.id).where(
            MessageRow.channel == channel,
            MessageRow.external == external,
            MessageRow.external != "",
        )
        known = session().scalar(asked)
        row = held(known) if known else None
    if row is None or row.channel != channel:
        return False
    if row.state == DELIVERED:
        return True
    if arrived:
        row.state, row.due, row.lease, row.error = DELIVERED, None, "", ""
        row.sent = row.sent or now
        row.delivered = now
        row.external = row.external or external[:200]
        if row.secret:
            wipe(row)
    else:
        row.sent = row.sent or now
        _give_up(row, error or "undelivered")
    return True


def send_again(message: str, now: datetime) -> bool:
    """Put a dead message into the queue once more; False where its text is gone, or it lives."""
    row = held(message)
    if row is None or row.state != DEAD or row.wiped:
        return False
    row.state, row.due, row.attempts, row.expires = QUEUED, now, 0, None
    if row.sent is not None:
        # The gateway took it once and would not take the same key again.
        row.again += 1
        row.sent, row.external = None, ""
    return True


def next_due(now: datetime) -> datetime | None:
    """When a message is due next, over all channels; for tests and monitoring."""
    return session().scalar(
        select(func.min(MessageRow.due)).where(MessageRow.due.is_not(None))
    )
