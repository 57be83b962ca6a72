"""The table by which anybody can verify a result."""

from datetime import date
from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Flag
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class IssuedResult(Base):
    """One document that an agency gave out as the result of a dossier.

    ``code`` is printed on it (`rules.result_codes`), ``paper`` its id in the dossier, ``digest``
    the SHA-256 of its file (empty: none), ``dated`` the day it bears, ``issued`` when the dossier
    was finished with it. ``ended``, ``reason``, ``successor`` (a code): since when it no longer
    holds, why, and what took its place. Nothing here is of the applicant.
    """

    __tablename__ = "issued_result"
    __table_args__ = (
        Index("issued_result_by_dossier", "dossier"),
        Index("issued_result_by_digest", "digest"),
    )

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    dossier: Mapped[Key]
    paper: Mapped[Key]
    agency: Mapped[Key]
    procedure: Mapped[Key]
    procedure_title: Mapped[Line]
    title: Mapped[Line]
    number: Mapped[Line]
    dated: Mapped[date | None]
    digest: Mapped[Key]
    issued: Mapped[datetime]
    practice: Mapped[Flag]
    ended: Mapped[Moment]
    reason: Mapped[str] = mapped_column(LONG, default="", server_default="")
    successor: Mapped[Key]
