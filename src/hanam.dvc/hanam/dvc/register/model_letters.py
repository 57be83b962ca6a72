"""The tables of letters: their numbers, what was issued, the closed books of a year."""

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
from sqlalchemy import Integer
from sqlalchemy import LargeBinary
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class LetterNumber(Base):
    """The last number an agency gave to a kind of letter in a year; the row is the lock."""

    __tablename__ = "letter_number"

    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str] = mapped_column(KEY, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class LetterRow(Base):
    """One letter with its number; `event` names what in the history it tells of.

    Those of kind "01" are the lines of the agency's book of the year (form 06); `address` is
    what that book says of the person, `due` what was then promised. `digest` (SHA-256),
    `paper` (its id among the dossier's letters) and `made` are empty until the document is made.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("code", "kind", "event", name="letter_of_event"),
        UniqueConstraint("agency", "kind", "year", "no", name="letter_of_number"),
        Index("letter_by_day", "agency", "kind", "at", "no"),
        Index("letter_to_make", "made", "id"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    code: Mapped[Key]
    kind: Mapped[Key]
    event: Mapped[Key]
    agency: Mapped[Key]
    year: Mapped[No]
    no: Mapped[No]
    at: Mapped[datetime]
    by: Mapped[Key]
    by_name: Mapped[Line]
    note: Mapped[str] = mapped_column(LONG, default="", server_default="")
    address: Mapped[Line]
    due: Mapped[Moment]
    digest: Mapped[Key]
    paper: Mapped[Key]
    made: Mapped[Moment]


class ClosedBook(Base):
    """The book of a year once it is closed: its lines as they then were, never changed.

    `content` is gzip of JSON, `digest` the SHA-256 of that JSON.
    """

    __tablename__ = "closed_book"

    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    by: Mapped[Key]
    by_name: Mapped[Line]
    lines: Mapped[No]
    digest: Mapped[Key]
    content: Mapped[bytes] = mapped_column(LargeBinary)
