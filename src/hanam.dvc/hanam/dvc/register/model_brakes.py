"""The table of the brakes that all processes share."""

from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class Brake(Base):
    """How often somebody did something in a window of time.

    ``who`` is a pseudonym of an address, never the address; ``window`` the window's number;
    ``ends`` the second (of the epoch) from which the row is of no use.
    """

    __tablename__ = "brake"
    __table_args__ = (Index("brake_by_end", "ends"), {"sqlite_with_rowid": False})

    who: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str] = mapped_column(KEY, primary_key=True)
    window: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False
    )
    n: Mapped[int]
    ends: Mapped[int] = mapped_column(BigInteger)
