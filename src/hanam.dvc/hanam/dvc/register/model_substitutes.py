"""The table of who stands in for whom; only ever added to, and ended once."""

from datetime import date
from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import Moment
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class SubstituteRow(Base):
    """`substitute` stands in for `user` with `role` at `agency` from `first` to `last`, both days
    included, or until `ended`."""

    __tablename__ = "substitute"
    __table_args__ = (
        Index("substitute_by_day", "last", "id"),
        Index("substitute_at", "agency", "id"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    agency: Mapped[Key]
    role: Mapped[Key]
    user: Mapped[Key]
    substitute: Mapped[str] = mapped_column(KEY)
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[Line]
    made: Mapped[datetime]
    made_by: Mapped[Key]
    ended: Mapped[Moment]
    ended_by: Mapped[Key]
