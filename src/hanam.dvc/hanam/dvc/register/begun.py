"""What was begun: drafts by their days, and how many of them were filed."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hanam.dvc.register.model_drafts import DraftRow
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import case
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import update


FILED, DISCARDED, EXPIRED = "filed", "discarded", "expired"
AT_ONCE = 500


@dataclass(frozen=True)
class FunnelLine:
    """How many drafts of a procedure were begun, and what became of them."""

    procedure: str
    begun: int
    filed: int
    expired: int
    discarded: int

    @property
    def open(self) -> int:
        return self.begun - self.filed - self.expired - self.discarded


def begin(name: str, procedure: str, now: datetime, expires: date, practice=False):
    """Enter a new draft."""
    for_writing().add(
        DraftRow(
            id=name,
            procedure=procedure,
            begun=now,
            changed=now.date(),
            expires=expires,
            practice=practice,
        )
    )


def changed(name: str, day: date, expires: date) -> None:
    """Note the day of the last change; a reminder may be sent again."""
    for_writing().execute(
        update(DraftRow)
        .where(DraftRow.id == name)
        .values(changed=day, expires=expires, reminded=False)
    )


def end(name: str, how: str, now: datetime) -> None:
    """The draft is no more: `FILED`, `DISCARDED` or `EXPIRED`."""
    for_writing().execute(
        update(DraftRow)
        .where(DraftRow.id == name)
        .values(ended=how, ended_at=now, reminded=False)
    )


def practise(name: str, expires: date) -> None:
    """The draft is for practice only and is deleted sooner."""
    for_writing().execute(
        update(DraftRow)
        .where(DraftRow.id == name)
        .values(practice=True, expires=expires)
    )


def row(name: str) -> DraftRow | None:
    """The row of a draft, or None."""
    return session().get(DraftRow, name)


def unchanged_since(day: date, most: int = AT_ONCE) -> list[str]:
    """Ids of open drafts not changed on `day` or later."""
    asked = select(DraftRow.id).where(DraftRow.ended == "", DraftRow.changed < day)
    return list(session().scalars(asked.order_by(DraftRow.id).limit(most)))


def expired(day: date, most: int = AT_ONCE) -> list[str]:
    """Ids of open drafts that were kept until before `day`."""
    asked = select(DraftRow.id).where(DraftRow.ended == "", DraftRow.expires < day)
    return list(session().scalars(asked.order_by(DraftRow.expires).limit(most)))


def to_remind(until: date, most: int = AT_ONCE) -> list[str]:
    """Ids of open drafts that expire by `until` and of which nobody was told yet."""
    asked = select(DraftRow.id).where(
        DraftRow.ended == "",
        DraftRow.expires <= until,
        DraftRow.reminded.is_(False),
        DraftRow.practice.is_(False),
    )
    return list(session().scalars(asked.order_by(DraftRow.expires).limit(most)))


def reminded(name: str) -> None:
    """Note that nobody has to be told of this draft (again)."""
    for_writing().execute(
        update(DraftRow).where(DraftRow.id == name).values(reminded=True)
    )


def forget_before(day: date) -> int:
    """Delete the figures of drafts that ended before a day; how many."""
    done = for_writing().execute(
        delete(DraftRow).where(
            DraftRow.ended != "",
            DraftRow.ended_at < datetime(day.year, day.month, day.day),
        )
    )
    return done.rowcount


def funnel(since: datetime) -> list[FunnelLine]:
    """What became of the drafts begun since then, by procedure; practice is left out."""

    def how_many(how):
        return func.sum(case((DraftRow.ended == how, 1), else_=0))

    asked = (
        select(
            DraftRow.procedure,
            func.count(),
            how_many(FILED),
            how_many(EXPIRED),
            how_many(DISCARDED),
        )
        .where(DraftRow.practice.is_(False), DraftRow.begun >= since)
        .group_by(DraftRow.procedure)
        .order_by(func.count().desc(), DraftRow.procedure)
    )
    return [FunnelLine(*line) for line in session().execute(asked)]
