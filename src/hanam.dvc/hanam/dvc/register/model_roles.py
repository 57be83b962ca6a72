"""The table of who was given which role at which agency; only ever added to."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class RoleChange(Base):
    """A role given or taken: ``what`` is ``given`` or ``taken``.

    ``user`` got or lost it, ``actor`` gave or took it (empty: a command of the operator);
    names are those of that day. ``address`` is where the request came from.
    """

    __tablename__ = "role_change"
    __table_args__ = (
        Index("role_change_of_agency", "agency", "id"),
        Index("role_change_taken", "what", "agency", "user"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    at: Mapped[datetime]
    what: Mapped[Key]
    user: Mapped[Key]
    user_name: Mapped[Line]
    agency: Mapped[Key]
    role: Mapped[Key]
    actor: Mapped[Key]
    actor_name: Mapped[Line]
    address: Mapped[Key]
