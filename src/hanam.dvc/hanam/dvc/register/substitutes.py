"""Who stands in for whom; whoever changes something here holds the right to write."""

from datetime import date
from datetime import datetime
from hanam.dvc.register.model_substitutes import SubstituteRow
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import select
from sqlalchemy import text


PAST = 50


def in_force(day: date) -> list[SubstituteRow]:
    """All that hold on a day, over all agencies."""
    return running(day, day)


def running(first: date, last: date) -> list[SubstituteRow]:
    """All that hold on any day from ``first`` to ``last`` and were not ended."""
    asked = select(SubstituteRow).where(
        SubstituteRow.last >= first,
        SubstituteRow.first <= last,
        SubstituteRow.ended.is_(None),
    )
    # In the order of the index: by their ids, SQLite would go through all there ever were.
    found = session().scalars(asked.order_by(SubstituteRow.last, SubstituteRow.id))
    return sorted(found, key=lambda row: row.id)


def at(agencies, size: int = PAST) -> list[SubstituteRow]:
    """The newest of some agencies, those that are over too."""
    asked = select(SubstituteRow).where(SubstituteRow.agency.in_(list(agencies)))
    return list(session().scalars(asked.order_by(SubstituteRow.id.desc()).limit(size)))


def lock() -> None:
    """Have others who would enter one wait until the transaction ends."""
    current = for_writing()
    if current.get_bind().dialect.name == "postgresql":
        current.execute(text("LOCK TABLE substitute IN SHARE ROW EXCLUSIVE MODE"))


def get(number: int) -> SubstituteRow | None:
    """One of them by its id."""
    return session().get(SubstituteRow, number)


def add(now: datetime, made_by: str, **values) -> SubstituteRow:
    """Enter one."""
    current = for_writing()
    row = SubstituteRow(made=now, made_by=made_by, **values)
    current.add(row)
    current.flush()
    return row


def end(number: int, now: datetime, by: str) -> bool:
    """End one at once; False where it was ended before."""
    row = for_writing().get(SubstituteRow, number, with_for_update=True)
    if row is None or row.ended is not None:
        return False
    row.ended, row.ended_by = now, by
    return True
