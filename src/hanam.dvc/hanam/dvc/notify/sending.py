"""Sending what is due on one channel: claim, hand over, note what came of it.

No transaction is open while a gateway is spoken to. Between its answer and our commit lies the
only gap: killed in it, the message goes out again under the same key, which a gateway
recognises (and a mail server does not; see `channels.mail`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets as dossier_secrets
from hanam.dvc.notify import muting
from hanam.dvc.notify import queue
from hanam.dvc.notify import settings
from hanam.dvc.notify.addresses import portal_url
from hanam.dvc.notify.channels import base
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.register import outbox
from hanam.dvc.rules import backoff

import logging
import random
import secrets
import time
import transaction


log = logging.getLogger(__name__)
BATCH = 5
# After a gateway was not there: seconds until it is asked again.
PAUSE = 20
SPARE = 30  # seconds of a lease beyond the time that a batch can take
BUSY = 20  # tries to note an outcome against other writers


@dataclass(frozen=True)
class Batch:
    """Claimed messages, ready to go, and all that is needed of the portal to send them."""

    channel: str
    lease: str
    messages: tuple
    sender: object
    settings: settings.Settings


def due_channels(now) -> tuple[str, ...]:
    """The channels with something to send; those switched off keep what they have."""
    found = outbox.due_channels(tuple(CHANNELS), now)
    if not found:
        return ()
    known = settings.current()
    return tuple(name for name in found if known.is_on(name))


def claim(channel: str, now=None) -> Batch | None:
    """Take a batch in a transaction of its own; None where nothing is due."""
    known = settings.current()
    timeout = getattr(known, f"{channel}_timeout")
    lease = secrets.token_hex(8)
    transaction.begin()
    try:
        claimed = outbox.claim(
            channel, now or moment.now(), BATCH, timeout * BATCH + SPARE, lease
        )
        messages = tuple((one, outgoing(one)) for one in claimed)
        callback = f"{portal_url()}/@delivery/{channel}"
        transaction.commit()
    except BaseException:
        transaction.abort()
        raise
    if not messages:
        return None
    sender = CHANNELS[channel].open(known, callback)
    return Batch(channel, lease, messages, sender, known)


def outgoing(claimed) -> base.Outgoing:
    """A claimed message as it goes out: with the secret of its dossier where one belongs."""
    text = claimed.text
    if queue.SECRET in text:
        known = dossier_secrets.secret_of(claimed.code)
        text = text.replace(queue.SECRET, known)
    out = ""
    if claimed.channel == "email" and muting.is_optional(claimed.event):
        out = muting.url(claimed.recipient, claimed.event)
    return base.Outgoing(
        claimed.wire, claimed.recipient, claimed.subject, text, claimed.language, out
    )


def send(batch: Batch, stopped: Callable[[], bool] = lambda: False) -> int:
    """Send a batch; how many messages the gateway took. Needs no portal.

    Once ``stopped()`` says so, what was not tried yet is left to the next round.
    """
    taken = 0
    ends = time.monotonic() + len(batch.messages) * timeout_of(batch)
    waiting = list(batch.messages)
    try:
        while waiting:
            if stopped() or time.monotonic() > ends:
                give_back(batch, waiting, 0)
                break
            claimed, message = waiting.pop(0)
            outcome = tried(batch.sender, message)
            note(batch, claimed, outcome)
            taken += outcome.kind == base.TAKEN
            if outcome.kind == base.DOWN and waiting:
                give_back(batch, waiting, PAUSE)
                break
    finally:
        batch.sender.close()
    return taken


def timeout_of(batch) -> int:
    return getattr(batch.settings, f"{batch.channel}_timeout")


def tried(sender, message) -> base.Outcome:
    """What came of handing it over; a fault of ours is no reason to lose it."""
    try:
        return sender.send(message)
    except Exception as error:
        log.error("sending failed: %s", type(error).__name__)
        return base.Outcome(base.AGAIN, error=type(error).__name__)


def note(batch: Batch, claimed, outcome: base.Outcome) -> None:
    """Write down what came of a message, in a transaction of its own."""
    known = batch.settings
    now = moment.now()
    if outcome.kind == base.TAKEN:
        commit(outbox.note_sent, claimed.id, outcome.external, now)
    elif outcome.kind == base.REFUSED or claimed.attempts >= known.attempts:
        commit(outbox.note_dead, claimed.id, batch.lease, outcome.error)
    else:
        wait = outcome.wait or backoff.seconds(
            claimed.attempts,
            known.retry_base,
            known.retry_most,
            random.random(),  # noqa: S311
        )
        due = now + timedelta(seconds=wait)
        commit(outbox.note_failed, claimed.id, batch.lease, outcome.error, due)


def give_back(batch: Batch, waiting, seconds: int) -> None:
    """Leave what was not tried to the next round."""
    ids = [claimed.id for claimed, _message in waiting]
    due = moment.now() + timedelta(seconds=seconds)
    commit(outbox.give_back, ids, batch.lease, due)


def commit(change, *arguments) -> None:
    """Run a change in a transaction of its own, again where another writer was first."""
    for left in reversed(range(BUSY)):
        transaction.begin()
        try:
            change(*arguments)
            transaction.commit()
        except transaction.interfaces.TransientError:
            transaction.abort()
            if not left:
                raise
        else:
            return


def send_due(channel: str) -> int:
    """Send all that is due on a channel now, batch by batch, with the portal at hand."""
    total = 0
    while batch := claim(channel):
        total += send(batch)
    return total


def send_all() -> int:
    """Send all that is due on every channel (tests, classes); how many were taken."""
    transaction.begin()
    found = due_channels(moment.now())
    transaction.abort()
    return sum(send_due(channel) for channel in found)
