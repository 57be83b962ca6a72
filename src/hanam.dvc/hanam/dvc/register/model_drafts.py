"""The tables of drafts: what was begun, the keys that open it, classes that practise.

Nothing here says what was typed or by whom; a row outlives its draft only as a figure. Style and
conventions are those of `model`.
"""

from datetime import date
from datetime import datetime
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import Flag
from hanam.dvc.register.model import KEY
from hanam.dvc.register.model import Key
from hanam.dvc.register.model import Line
from hanam.dvc.register.model import LONG
from hanam.dvc.register.model import Moment
from hanam.dvc.register.model import No
from sqlalchemy import Index
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column


class DraftRow(Base):
    """A draft, by the id of its object.

    `changed` is the day of its last change, `expires` the day on which it is deleted unless it is
    changed before; `reminded` says that its applicant was told. `ended` is empty while it is open,
    then `filed`, `discarded` or `expired`: the object is gone, the row counts.
    """

    __tablename__ = "draft"
    __table_args__ = (
        Index("draft_by_expiry", "ended", "expires", "reminded"),
        Index("draft_by_begin", "practice", "begun", "procedure", "ended"),
    )

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    procedure: Mapped[Key]
    begun: Mapped[datetime]
    changed: Mapped[date]
    expires: Mapped[date]
    reminded: Mapped[Flag]
    practice: Mapped[Flag]
    ended: Mapped[Key]
    ended_at: Mapped[Moment]


class DraftKey(Base):
    """What opens one draft without an account; `digest` is of the secret, which is kept nowhere.

    `kind`: `link` (mailed), `code` (short, typed together with `pin`, of which a digest is kept, or
    with a code sent to the applicant), `prefill` (handed over by another system: `body` is what is
    to be put into a new draft, deleted with the first use).
    """

    __tablename__ = "draft_key"
    __table_args__ = (
        Index("draft_key_of_draft", "draft", "kind"),
        Index("draft_key_by_expiry", "expires"),
    )

    digest: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[Key]
    draft: Mapped[Key]
    expires: Mapped[datetime]
    pin: Mapped[Line]
    body: Mapped[str] = mapped_column(LONG, default="", server_default="")


class Attempt(Base):
    """How often something was tried in a window of time; `what` holds no personal data."""

    __tablename__ = "attempt"

    what: Mapped[str] = mapped_column(KEY, primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    n: Mapped[No]


class ClassRow(Base):
    """A class that practises until the end of a day; `trainer` is a user id."""

    __tablename__ = "practice_class"
    __table_args__ = (Index("practice_class_of", "trainer", "until"),)

    code: Mapped[str] = mapped_column(KEY, primary_key=True)
    title: Mapped[Line]
    trainer: Mapped[Key]
    made: Mapped[datetime]
    until: Mapped[date]


class PracticeRow(Base):
    """A filing for practice, by the id of its draft; `code` once it is filed."""

    __tablename__ = "practice_filing"
    __table_args__ = (
        Index("practice_filing_of_class", "class_code", "begun"),
        Index("practice_filing_by_code", "code"),
        Index("practice_filing_by_expiry", "expires"),
    )

    draft: Mapped[str] = mapped_column(KEY, primary_key=True)
    class_code: Mapped[Key]
    code: Mapped[Key]
    procedure: Mapped[Key]
    begun: Mapped[datetime]
    expires: Mapped[date]
