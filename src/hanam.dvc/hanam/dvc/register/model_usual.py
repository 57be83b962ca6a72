"""The table of usual times, made anew each day from the dossiers that ended lately."""

from datetime import date
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import No
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class UsualTime(Base):
    """Of a procedure with one agency, or with all (`agency` empty): working days in which
    half and nine of ten of `count` dossiers were done; `day` is when that was computed."""

    __tablename__ = "usual_time"

    procedure: Mapped[str] = mapped_column(KEY, primary_key=True)
    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    day: Mapped[date]
    count: Mapped[No]
    median: Mapped[No]
    most: Mapped[No]
