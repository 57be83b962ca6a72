"""The tables of messages: the outbox, their edited texts, who wants what, periodic work.

`due` of a message is when a worker looks at it next: the next try of one that waits, the end of the
lease of one that is being sent; NULL where nothing is left to do. All that a worker asks is
answered by the partial index on it, however many messages have been sent.
"""

from datetime import datetime
from hanam.dvc.register.model import _where
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Flag
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


QUEUED = "queued"
SENDING = "sending"
FAILED = "failed"
SENT = "sent"
DELIVERED = "delivered"
DEAD = "dead"
STATES = (QUEUED, SENDING, FAILED, SENT, DELIVERED, DEAD)
UNFINISHED = (QUEUED, SENDING, FAILED)


class MessageRow(Base):
    """One message to one recipient by one channel.

    `id` grows with time and is the key by which a gateway knows a message that comes twice.
    `failed` means: tried, and tried again at `due`; `dead`: given up, `error` says why. `lease`
    is the mark of the worker that sends it now. `priority` 0 goes before 1. `expires` is
    when sending it would no longer help. `secret` messages lose their text as soon as they are
    sent. `wiped`: the text is gone; `masked`: so is the address. `external` is the id that
    the gateway gave it. `again` counts how often an administrator had a message that a gateway
    took sent anew; the gateway then knows it by another key.
    """

    __tablename__ = "message"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    event: Mapped[Key]
    channel: Mapped[Key]
    recipient: Mapped[Line]
    subject: Mapped[Line]
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")
    code: Mapped[Key]
    user: Mapped[Key]
    language: Mapped[Key]
    key: Mapped[str | None] = mapped_column(KEY, default=None)
    state: Mapped[str] = mapped_column(KEY, default=QUEUED)
    secret: Mapped[Flag]
    priority: Mapped[No]
    attempts: Mapped[No]
    again: Mapped[No]
    due: Mapped[Moment]
    expires: Mapped[Moment]
    lease: Mapped[Key]
    error: Mapped[Line]
    external: Mapped[Key]
    created: Mapped[datetime]
    sent: Mapped[Moment]
    delivered: Mapped[Moment]
    wiped: Mapped[Flag]
    masked: Mapped[Flag]

    __table_args__ = (
        _where("due IS NOT NULL", "message_due", "channel", "priority", "due", "id"),
        _where("code <> ''", "message_of_dossier", "code", "id"),
        _where("external <> ''", "message_external", "channel", "external"),
        _where("NOT masked", "message_to_mask", "created", "id"),
        Index("message_by_state", "state", "id"),
        Index("message_by_channel", "channel", "state", "id"),
        Index("message_key", "key", "channel", unique=True),
    )


class MessageText(Base):
    """A version of the text of an event; the newest of its place is in force.

    `procedure` "" is for all. `reset` says: from here on the text that comes with the
    product, or that of all procedures. Rows are only ever added.
    """

    __tablename__ = "message_text"
    __table_args__ = (
        Index("message_text_of", "event", "procedure", "channel", "language", "id"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    event: Mapped[Key]
    procedure: Mapped[Key]
    channel: Mapped[Key]
    language: Mapped[Key]
    subject: Mapped[Line]
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")
    reset: Mapped[Flag]
    at: Mapped[datetime]
    actor: Mapped[Key]
    actor_name: Mapped[Line]


class MessageChoice(Base):
    """What a user wants: channels, and kinds of messages not wanted (words with blanks between)."""

    __tablename__ = "message_choice"

    user: Mapped[str] = mapped_column(KEY, primary_key=True)
    channels: Mapped[Line]
    muted: Mapped[Line]
    language: Mapped[Key]
    zalo: Mapped[Line]
    changed: Mapped[datetime]


class MessageMute(Base):
    """An address (as a keyed digest) that does not want an optional kind of message."""

    __tablename__ = "message_mute"

    address: Mapped[str] = mapped_column(KEY, primary_key=True)
    event: Mapped[str] = mapped_column(KEY, primary_key=True)
    since: Mapped[datetime]


class PeriodicRun(Base):
    """When a piece of periodic work may run next, whichever worker comes first."""

    __tablename__ = "periodic_run"

    name: Mapped[str] = mapped_column(KEY, primary_key=True)
    due: Mapped[datetime]
    last: Mapped[Moment]
    error: Mapped[Line]
