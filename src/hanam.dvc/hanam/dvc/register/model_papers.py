"""The codes by which a phone may send photos into a draft; each draft has one at most."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Moment
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class HandOff(Base):
    """``digest`` (SHA-256) is what the code is found by, the code itself is not kept:
    ``nonce`` gives it together with the key of the portal. ``seen`` is when a phone first
    opened it."""

    __tablename__ = "hand_off"

    draft: Mapped[str] = mapped_column(KEY, primary_key=True)
    digest: Mapped[str] = mapped_column(KEY, unique=True)
    nonce: Mapped[Key]
    until: Mapped[datetime]
    seen: Mapped[Moment]
