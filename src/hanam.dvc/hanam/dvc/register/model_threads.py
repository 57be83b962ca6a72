"""The table of what applicants and agencies write to each other about a dossier."""

from datetime import datetime
from hanam.dvc.register.model import _where
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


UNSEEN = "seen IS NULL"


class ThreadEntry(Base):
    """One message; it is never changed, only ``seen`` is set once by the other side.

    ``side`` is who wrote it: ``applicant`` or ``agency``. ``files`` are the ids of papers among
    the dossier's enclosures, with a blank between. ``key`` is the form it was sent with: sent
    twice, it is there once.
    """

    __tablename__ = "thread_entry"
    __table_args__ = (
        Index("thread_of_dossier", "code", "id"),
        Index("thread_by_key", "code", "key", unique=True),
        _where(UNSEEN, "thread_unseen", "side", "agency", "code"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    code: Mapped[Key]
    key: Mapped[Key]
    agency: Mapped[Key]
    at: Mapped[datetime]
    side: Mapped[Key]
    author: Mapped[Key]
    author_name: Mapped[Line]
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")
    files: Mapped[Line]
    seen: Mapped[Moment]
