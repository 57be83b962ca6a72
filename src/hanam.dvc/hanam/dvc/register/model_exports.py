"""The tables of files that are made in the background: what was asked for, and the file itself."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import LargeBinary
from sqlalchemy import text
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


OPEN = "open"
READY = "ready"
FAILED = "failed"
CANCELLED = "cancelled"
STATES = (OPEN, READY, FAILED, CANCELLED)
IS_OPEN = text("ended IS NULL")


class ExportRow(Base):
    """One file that a user asked for; it is made as that user and given to nobody else.

    `key` says what was asked: a user has one open file of a key. `token` is that of the form,
    so that the same form sent again is the same file. `parameters` is a JSON object. `scope`
    names the agencies whose dossiers it holds, `persons` is 1 where names are in it. `done` of
    `total` rows (0: not known) are written and entered as read. `worker` makes it until
    `taken`; `tries` counts who began. `expires` is when an ended one is deleted.
    """

    __tablename__ = "export"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[Key]
    user: Mapped[Key]
    key: Mapped[Key]
    token: Mapped[Key]
    language: Mapped[Key]
    parameters: Mapped[str] = mapped_column(LONG, default="{}", server_default="{}")
    scope: Mapped[str] = mapped_column(LONG, default="", server_default="")
    persons: Mapped[No]
    address: Mapped[Key]
    state: Mapped[str] = mapped_column(KEY, default=OPEN)
    total: Mapped[No]
    done: Mapped[No]
    tries: Mapped[No]
    worker: Mapped[Key]
    taken: Mapped[Moment]
    created: Mapped[datetime]
    ended: Mapped[Moment]
    expires: Mapped[Moment]
    message: Mapped[Line]
    name: Mapped[Line]
    size: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    digest: Mapped[Key]

    __table_args__ = (
        Index("export_token", "user", "token", unique=True),
        Index(
            "export_open_key",
            "user",
            "key",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index("export_of_user", "user", "id"),
        Index("export_by_end", "expires", "id"),
        Index("export_to_do", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    )


class ExportPiece(Base):
    """A piece of a file that is ready, numbered from 1."""

    __tablename__ = "export_piece"

    export: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
