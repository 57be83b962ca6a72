"""The tables of what staff chose for their lists."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class SavedFilter(Base):
    """A filter of the worklist under a name: of a user, or of an agency whose staff share it.

    `query` is what the address of the list carries. `made_by` is who last saved it.
    """

    __tablename__ = "saved_filter"
    __table_args__ = (Index("saved_filter_of", "agency", "user", "title"),)

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    user: Mapped[Key]
    agency: Mapped[Key]
    title: Mapped[Line]
    query: Mapped[str] = mapped_column(LONG, default="", server_default="")
    made_by: Mapped[Key]
    changed: Mapped[datetime]


class ListChoice(Base):
    """How a user's worklist looks: columns in their order, and what it begins with."""

    __tablename__ = "list_choice"

    user: Mapped[str] = mapped_column(KEY, primary_key=True)
    columns: Mapped[Line]
    first: Mapped[Line]
    changed: Mapped[datetime]
