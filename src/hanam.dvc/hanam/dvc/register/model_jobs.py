"""The tables of work done in the background: what was ordered, and what became of each dossier."""

from datetime import datetime
from hanam.dvc.register.model import _where
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


OPEN = "open"
DONE = "done"
FAILED = "failed"
CANCELLED = "cancelled"
STATES = (OPEN, DONE, FAILED, CANCELLED)


class JobRow(Base):
    """One order for several dossiers; `user` ordered it and it is done as that user.

    `id` grows with time. `key` is unique to the user: the same order sent twice is one job.
    `parameters` is a JSON object. `again` is the job whose failures this one repeats. `ended`
    stays NULL while a dossier is left to do.
    """

    __tablename__ = "job"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[Key]
    user: Mapped[Key]
    key: Mapped[Key]
    language: Mapped[Key]
    parameters: Mapped[str] = mapped_column(LONG, default="{}", server_default="{}")
    again: Mapped[Key]
    total: Mapped[No]
    created: Mapped[datetime]
    ended: Mapped[Moment]

    __table_args__ = (
        Index("job_key", "user", "key", unique=True),
        Index("job_of_user", "user", "id"),
        Index("job_by_age", "created", "id"),
        _where("ended IS NULL", "job_to_do", "id"),
    )


class JobItemRow(Base):
    """One dossier of a job: `open`, `done`, `failed` or `cancelled`.

    `message` says what was done, or why not, in the language of who ordered it.
    """

    __tablename__ = "job_item"

    job: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[Key]
    state: Mapped[str] = mapped_column(KEY, default=OPEN)
    message: Mapped[Line]
    at: Mapped[Moment]

    __table_args__ = (_where("state = 'open'", "job_item_open", "job", "no"),)


class JobLease(Base):
    """A dossier of a job that a worker has in hand until a moment, outside a transaction.

    Only for work that speaks to somebody else before it changes the dossier.
    """

    __tablename__ = "job_lease"

    job: Mapped[str] = mapped_column(KEY, primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until: Mapped[datetime]
