"""The tables of the chain of histories: the head of each dossier's, and the daily seals.

`HistoryRow` carries the links. Hashes and random numbers are texts of hexadecimal digits.
"""

from datetime import date
from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import No
from sqlalchemy import Index
from sqlalchemy import text
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


UNSEALED = text("since IS NOT NULL")


class ChainHead(Base):
    """The last entry of a dossier; the row is the lock of its chain.

    `sealed` is the number of the last entry under a daily seal, `since` the day of the first
    entry after it, NULL where there is none.
    """

    __tablename__ = "chain_head"
    __table_args__ = (
        Index(
            "chain_head_unsealed",
            "since",
            "code",
            sqlite_where=UNSEALED,
            postgresql_where=UNSEALED,
        ),
    )

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[No]
    hash: Mapped[Key]
    sealed: Mapped[No]
    since: Mapped[date | None] = mapped_column(default=None)


class DayLeaf(Base):
    """A dossier under the seal of a day: its entry `no` was the last one then."""

    __tablename__ = "day_leaf"
    __table_args__ = (Index("day_leaf_of_dossier", "code", "day"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    leaf: Mapped[str] = mapped_column(KEY, primary_key=True)
    code: Mapped[Key]
    no: Mapped[No]
    nonce: Mapped[Key]


class DaySeal(Base):
    """The published seal of a day (`rules.seals.Day`); `made` is when it was computed."""

    __tablename__ = "day_seal"

    day: Mapped[date] = mapped_column(primary_key=True)
    count: Mapped[No]
    root: Mapped[Key]
    previous: Mapped[Key]
    hash: Mapped[Key]
    made: Mapped[datetime]
