"""What every channel offers, and what can come of sending.

A channel knows whether an address is one of its own (`address`), how it is masked for those who
need not read it (`masked`), and opens a `Sender` for a row of messages. A sender never
raises for what a gateway does: it answers with an `Outcome`.
"""

from dataclasses import dataclass
from hanam.dvc.notify.settings import Settings
from typing import Protocol


TAKEN = "taken"
AGAIN = "again"
REFUSED = "refused"
DOWN = "down"


@dataclass(frozen=True)
class Outgoing:
    """A message ready to go; ``id`` is its key at the gateway, the same at every try."""

    id: str
    recipient: str
    subject: str
    text: str
    language: str = "vi"
    unsubscribe: str = ""


@dataclass(frozen=True)
class Outcome:
    """`TAKEN` with the gateway's id; `AGAIN` later; `REFUSED` for good; `DOWN`: nobody there,
    so that trying the next message is of no use either. ``wait``: seconds the gateway asks for."""

    kind: str
    external: str = ""
    error: str = ""
    wait: int = 0


class Sender(Protocol):
    """An open way to a gateway."""

    def send(self, message: Outgoing) -> Outcome:
        """Hand one message over."""

    def close(self) -> None:
        """Let go of the connection."""


class Channel(Protocol):
    """A way to a person."""

    id: str
    title: str

    def address(self, to) -> str:
        """The address of a `queue.To` in its normal form, "" where there is none."""

    def masked(self, address: str) -> str:
        """The address as others may see it."""

    def open(self, settings: Settings, callback: str) -> Sender:
        """A sender; ``callback`` is where a gateway reports what became of a message."""


def masked_phone(number: str) -> str:
    """The first two and the last three digits: ``09xx xxx 678``."""
    if len(number) < 8:
        return "xxx"
    hidden = number[:2] + "x" * (len(number) - 5) + number[-3:]
    return f"{hidden[:4]} {hidden[4:-3]} {hidden[-3:]}"


def masked_email(address: str) -> str:
    """The first letter and the domain: ``a…@example.vn``."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}" if domain else "…"
