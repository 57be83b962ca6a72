"""The table of problems that readers met on pages."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class TroubleRow(Base):
    """A problem as it was reported, and what became of it.

    ``page`` is an address without secrets. ``token`` is the digest of what the reporter holds
    to read the answer. ``contact`` is as typed and may be empty. ``state``: see `troubles`.
    """

    __tablename__ = "trouble"
    __table_args__ = (
        Index("trouble_by_state", "state", "id"),
        Index("trouble_by_token", "token"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    token: Mapped[Key]
    at: Mapped[datetime]
    page: Mapped[Line]
    text: Mapped[str] = mapped_column(LONG, default="", server_default="")
    contact: Mapped[Line]
    state: Mapped[Key]
    answer: Mapped[str] = mapped_column(LONG, default="", server_default="")
    handled_by: Mapped[Key]
    changed: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}
