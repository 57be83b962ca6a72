"""Messages into the outbox: part of the caller's transaction, sent only after its commit.

Texts are rendered here, so that a message says what was true when it was caused, whatever is
edited later. The secret of a dossier is not written down: its place is marked, and the worker
fills it in when it sends.
"""

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import choices
from hanam.dvc.notify import events
from hanam.dvc.notify import muting
from hanam.dvc.notify import settings
from hanam.dvc.notify import texts
from hanam.dvc.notify import waking
from hanam.dvc.notify.addresses import portal_url
from hanam.dvc.notify.channels import CHANNELS
from hanam.dvc.register import message_choices
from hanam.dvc.register import outbox
from hanam.dvc.rules import message_text
from hanam.dvc.rules import sms
from hanam.dvc.rules.vietnamese import nfc
from threading import local

import re


SECRET = "\x02secret\x03"  # noqa: S105 (a mark, no secret)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST_SUBJECT = 200
_here = local()


@dataclass(frozen=True)
class To:
    """Where a person can be reached, as it was typed; ``zalo`` is a phone number."""

    email: str = ""
    phone: str = ""
    zalo: str = ""


class Link(str):
    """A value that may hold the mark of a secret; no other value keeps one."""


def usable(to: To) -> tuple[str, ...]:
    """The channels that are switched on and that ``to`` has an address for."""
    now = settings.current()
    return tuple(
        name
        for name, channel in CHANNELS.items()
        if now.is_on(name) and channel.address(to)
    )


def put(
    event_id: str,
    to: To,
    values: Mapping[str, object],
    *,
    code: str = "",
    procedure: str = "",
    key: str = "",
    language: str = "vi",
    channels=(),
    user: str = "",
    lives: int = 0,
) -> list[str]:
    """Put an event's messages into the outbox; the ids of those queued now or before.

    ``values`` are those of the event's variables; ``code`` is the dossier, ``procedure``
    lets its own texts be taken. ``key``: the same message is never queued twice. ``channels``
    are those to be used where they can be, all by default. ``user`` (an id) is who gets it:
    nothing is sent of what that user switched off, and where no channels are named the chosen
    ones are used. ``lives`` are seconds after which sending is of no use any more, those of
    the event by default. ``KeyError`` for an event nobody declared.
    """
    event = events.get(event_id)
    if getattr(_here, "silent", 0):
        return []
    if user:
        choice = choices.of(user)
        if event.kind == events.OPTIONAL and event.id in choice.muted:
            return []
        language = choice.language if choice.chosen else language
        channels = channels or chosen(event, to, choice)
    shared = times(event, lives or event.lives)
    shared |= {"code": code, "user": user, "language": language, "key": key or None}
    ids = []
    for name in usable(to):
        address = CHANNELS[name].address(to)
        if (channels and name not in channels) or is_muted(event, address):
            continue
        subject, text = rendered(event, name, language, values, procedure)
        if event.kind == events.OPTIONAL and name == "email":
            text += f"\n\n{muting.line(address, event.id, language)}"
        ids.append(
            outbox.add(
                channel=name, recipient=address, subject=subject, text=text, **shared
            )
        )
    if ids:
        waking.after_commit()
    return ids


def is_muted(event, address: str) -> bool:
    """Whether who has the address switched off an optional event."""
    if event.kind != events.OPTIONAL:
        return False
    return message_choices.is_muted(choices.digest_of(address), event.id)


def chosen(event, to, choice) -> tuple[str, ...]:
    """The channels a user chose; of what must arrive, any that works where none of them do."""
    can = usable(to)
    wanted = tuple(name for name in choice.channels if name in can)
    if wanted or event.kind == events.OPTIONAL:
        return wanted or ("none",)
    return can[:1] or ("none",)


def times(event, lives: int) -> dict:
    """What a row has of its event, and when it is due."""
    now = moment.now()
    security = event.kind == events.SECURITY
    return {
        "event": event.id,
        "secret": security,
        "priority": 0 if security else 1,
        "due": now,
        "created": now,
        "expires": now + timedelta(seconds=lives) if lives else None,
    }


def rendered(event, channel, language, values, procedure="") -> tuple[str, str]:
    """Subject and text of a message, with the mark where a secret belongs."""
    found = texts.in_force(event, channel, language, procedure)
    return filled(found, channel, values)


def filled(found: texts.Text, channel: str, values) -> tuple[str, str]:
    """A text with its values, as its channel takes it."""
    clean = {name: cleaned(value) for name, value in values.items()}
    subject = message_text.one_line(message_text.fill(found.subject, clean))
    text = message_text.fill(found.text, clean)
    if channel == "sms" and settings.current().sms_plain:
        text = sms.plain(text)
    return subject[:LONGEST_SUBJECT] if channel == "email" else "", text


def cleaned(value) -> str:
    if isinstance(value, Link):
        return value
    return CONTROL.sub("", nfc("" if value is None else str(value)))


def follow_link(code: str) -> Link:
    """The address where the applicant follows a dossier, with the mark for its secret."""
    return Link(f"{portal_url()}/tra-cuu/{code}/{SECRET}")


@contextmanager
def silent():
    """Queue nothing while in this context, in this thread: simulations, imports."""
    _here.silent = getattr(_here, "silent", 0) + 1
    try:
        yield
    finally:
        _here.silent -= 1
