"""The tables of what citizens think of how their dossiers were handled."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import LONG
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class RatingRow(Base):
    """The rating of one dossier; only its totals are ever published.

    ``quarter`` is year * 10 + quarter of the first rating. ``answers`` is JSON: criterion →
    key of the answer chosen.
    """

    __tablename__ = "rating"
    __table_args__ = (Index("rating_by_agency", "agency", "changed"),)

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    agency: Mapped[Key]
    procedure: Mapped[Key]
    quarter: Mapped[int] = mapped_column(Integer)
    overall: Mapped[Key]
    answers: Mapped[str] = mapped_column(LONG, default="{}", server_default="{}")
    comment: Mapped[str] = mapped_column(LONG, default="", server_default="")
    at: Mapped[datetime]
    changed: Mapped[datetime]


class RatingTotal(Base):
    """A running total: how often an answer was given in a quarter, by agency.

    ``criterion`` is empty for the overall rating.
    """

    __tablename__ = "rating_total"
    __table_args__ = {"sqlite_with_rowid": False}

    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    criterion: Mapped[str] = mapped_column(KEY, primary_key=True)
    answer: Mapped[str] = mapped_column(KEY, primary_key=True)
    n: Mapped[int]
