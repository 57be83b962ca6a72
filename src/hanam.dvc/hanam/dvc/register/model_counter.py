"""Tables of the counter: why not online, shelf places, hand-over slips."""

from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Flag
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import BigInteger
from sqlalchemy import Index
from sqlalchemy import Integer
from sqlalchemy import text
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class WhyNotOnline(Base):
    """Why a dossier that could be filed online came another way; nothing of a person.

    `quarter` is year * 10 + quarter, of the day it was received.
    """

    __tablename__ = "why_not_online"
    __table_args__ = (
        Index("why_not_online_by_quarter", "quarter", "agency", "reason"),
    )

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    quarter: Mapped[int]
    agency: Mapped[Key]
    procedure: Mapped[Key]
    channel: Mapped[Key]
    reason: Mapped[Key]
    at: Mapped[datetime]


class ShelfPlace(Base):
    """A place where an agency keeps paper dossiers, and when it was last named."""

    __tablename__ = "shelf_place"
    __table_args__ = (Index("shelf_place_by_use", "agency", "used"),)

    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    place: Mapped[str] = mapped_column(KEY, primary_key=True)
    used: Mapped[datetime]


class Slip(Base):
    """A hand-over of paper dossiers, from one office to another.

    `number` within `agency` and `year` is given when it is handed over; 0 before. `state` is one
    of `slips.STATES`; `version` grows with each change.
    """

    __tablename__ = "slip"
    __table_args__ = (
        Index("slip_of_sender", "agency", "state", "id"),
        Index("slip_of_receiver", "to_agency", "state", "id"),
        Index("slip_by_number", "agency", "year", "number"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True
    )
    agency: Mapped[Key]
    from_office: Mapped[Line]
    to_agency: Mapped[Key]
    to_office: Mapped[Line]
    state: Mapped[Key]
    year: Mapped[No]
    number: Mapped[No]
    opened: Mapped[datetime]
    opened_by: Mapped[Key]
    opened_name: Mapped[Line]
    handed: Mapped[Moment]
    handed_by: Mapped[Key]
    handed_name: Mapped[Line]
    closed: Mapped[Moment]
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}


class SlipLine(Base):
    """A dossier on a slip. `under_way` until it was received, taken off or found missing: a
    dossier is under way on one slip at most."""

    __tablename__ = "slip_line"
    __table_args__ = (
        Index(
            "slip_line_under_way",
            "code",
            unique=True,
            sqlite_where=text("under_way"),
            postgresql_where=text("under_way"),
        ),
    )

    slip: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    )
    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[No]
    added: Mapped[datetime]
    added_by: Mapped[Key]
    received: Mapped[Moment]
    received_by: Mapped[Key]
    received_name: Mapped[Line]
    missing: Mapped[Flag]
    under_way: Mapped[Flag]


class SlipNumber(Base):
    """The last number an agency gave its slips in a year; the row is the lock."""

    __tablename__ = "slip_number"

    agency: Mapped[str] = mapped_column(KEY, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
