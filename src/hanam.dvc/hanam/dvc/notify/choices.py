"""Which channels a person wants, and which kinds of messages not."""

from dataclasses import dataclass
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import events
from hanam.dvc.register import message_choices
from plone import api
from zope.annotation.interfaces import IAnnotations

import hashlib
import hmac
import os


KEY = "hanam.dvc.notify.key"
# What somebody gets who has chosen nothing.
USUAL = ("email", "sms")


@dataclass(frozen=True)
class Choice:
    """``channels`` in the order of `events.CHANNELS`, ``muted`` ids of optional events,
    ``language`` of the messages, ``zalo`` the phone number of the Zalo account if another."""

    channels: tuple[str, ...] = USUAL
    muted: frozenset[str] = frozenset()
    language: str = "vi"
    zalo: str = ""
    chosen: bool = False


def of(user_id: str) -> Choice:
    """What a user chose, the usual for who chose nothing and for guests ("")."""
    row = message_choices.of(user_id)
    if row is None:
        return Choice()
    return Choice(
        tuple(name for name in events.CHANNELS if name in row.channels.split()),
        frozenset(row.muted.split()),
        row.language or "vi",
        row.zalo,
        True,
    )


def save(user_id: str, choice: Choice) -> None:
    """Keep what a user chose; the same once more changes nothing.

    ``ValueError`` without a channel, or for one, an event or a language that nobody knows.
    """
    optional = {event.id for event in events.every() if event.kind == events.OPTIONAL}
    if not choice.channels or set(choice.channels) - set(events.CHANNELS):
        raise ValueError("channels")
    if set(choice.muted) - optional:
        raise ValueError("muted")
    if choice.language not in events.LANGUAGES:
        raise ValueError("language")
    message_choices.save(
        user_id,
        moment.now(),
        channels=" ".join(choice.channels),
        muted=" ".join(sorted(choice.muted)),
        language=choice.language,
        zalo=choice.zalo,
    )


def ensure_key(portal) -> None:
    """Give a new portal its random key; one that has a key keeps it."""
    annotations = IAnnotations(portal)
    if KEY not in annotations:
        annotations[KEY] = os.urandom(32)


def keyed(text: str) -> str:
    """A digest nobody can make without the portal's key."""
    key = IAnnotations(api.portal.get())[KEY]
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def digest_of(address: str) -> str:
    """What is kept of an address that wants no messages of some kind."""
    return keyed(f"address {address.lower()}")
