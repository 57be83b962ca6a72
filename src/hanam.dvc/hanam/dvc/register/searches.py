"""Questions that search answered badly: counted by day, nothing about who asked.

Counting is apart from the Zope transaction: a page that is only read must not wait for a
writer, and a count that is lost is no harm. Call `add` where nobody waits for it.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model import SearchMiss
from hanam.dvc.register.session import engine
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select
from typing import NamedTuple


NONE, DROPPED, CORRECTED = "none", "dropped", "corrected"


class Missed(NamedTuple):
    """A question, how often it was asked since a day, and on which days first and last."""

    question: str
    kind: str
    n: int
    first: date
    last: date


def add(counts: Mapping[tuple[date, str, str], int], forget_before: date) -> None:
    """Add to the counts of (day, question, kind); drop what is older than a day.

    A transaction of its own; `RegisterBusy` when another writer does not end in time.
    """
    rows = [
        {"day": day, "question": question, "kind": kind, "n": n}
        for (day, question, kind), n in counts.items()
    ]
    table = SearchMiss.__table__
    with engine().begin() as connection:
        for row in rows:
            connection.execute(_adding(connection.dialect.name), row)
        connection.execute(table.delete().where(table.c.day < forget_before))


@cache
def _adding(dialect):
    table = SearchMiss.__table__
    insert = insert_of(dialect)(table)
    return insert.on_conflict_do_update(
        index_elements=[table.c.day, table.c.question, table.c.kind],
        set_={"n": table.c.n + insert.excluded.n},
    )


def most(since: date, least: int, size: int) -> list[Missed]:
    """The questions asked at least ``least`` times since a day, most often first."""
    table = SearchMiss.__table__
    how_many = func.sum(table.c.n)
    asked = (
        select(
            table.c.question,
            table.c.kind,
            how_many,
            func.min(table.c.day),
            func.max(table.c.day),
        )
        .where(table.c.day >= since)
        .group_by(table.c.question, table.c.kind)
        .having(how_many >= least)
        .order_by(how_many.desc(), table.c.question, table.c.kind)
        .limit(size)
    )
    return [Missed(*row) for row in session().execute(asked)]
