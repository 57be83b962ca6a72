"""The daily seal: computed once for each day, never again.

A day's seal covers each dossier whose history has grown since the seal before: its last entry of
that day or earlier. What is entered late, with a moment of a day already sealed, comes under the
next one.
"""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model_chain import ChainHead
from hanam.dvc.register.model_chain import DayLeaf
from hanam.dvc.register.model_chain import DaySeal
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from hanam.dvc.rules import merkle
from hanam.dvc.rules.chain import START
from hanam.dvc.rules.seals import Day
from sqlalchemy import bindparam
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import text

import os
import transaction


ATTEMPTS = 5
ONE_DAY = timedelta(days=1)
LOCK = 250_181_016  # any number, the same in every process
HEAD = ChainHead.__table__
STREAM = 5000
MOVE = (
    HEAD.update()
    .where(HEAD.c.code == bindparam("of"))
    .values(sealed=bindparam("to"), since=bindparam("rest"))
)


class TooEarly(ValueError):
    """The day is not over, or a later one is sealed already."""


def last_day() -> date | None:
    """The last day that is sealed."""
    return session().scalar(select(func.max(DaySeal.day)))


def next_day(until: date) -> date | None:
    """The next day to seal, ``until`` at the latest; None when that is done."""
    last = last_day()
    if last is not None and last >= until:
        return None
    oldest = session().scalar(
        select(func.min(ChainHead.since)).where(ChainHead.since <= until)
    )
    if oldest is None:
        return until
    return oldest if last is None else max(oldest, last + ONE_DAY)


def seal_until(until: date, now: datetime) -> Iterator[DaySeal]:
    """Seal what is not sealed up to a day, a transaction each; that day's seal comes last,
    made now or before."""
    while (day := next_day(until)) is not None:
        for attempt in transaction.attempts(ATTEMPTS):
            with attempt:
                made = seal(day, now)
                session().expunge(made)
        yield made
        if day == until:
            return
    found = session().get(DaySeal, until)
    if found is not None:
        yield found


def seal(day: date, now: datetime) -> DaySeal:
    """The seal of a day, made now if there is none; in the caller's transaction."""
    current = for_writing()
    if current.get_bind().dialect.name == "postgresql":
        current.execute(text("SELECT pg_advisory_xact_lock(:no)"), {"no": LOCK})
    found = current.get(DaySeal, day)
    if found is not None:
        return found
    before = current.scalars(
        select(DaySeal).order_by(DaySeal.day.desc()).limit(1)
    ).first()
    if day >= now.date() or (before is not None and before.day > day):
        raise TooEarly(day.isoformat())
    leaves = sorted(_leaves(current, day), key=lambda row: row["leaf"])
    if leaves:
        current.execute(insert(DayLeaf.__table__), leaves)
    sealed = Day(
        day,
        len(leaves),
        merkle.root([row["leaf"] for row in leaves]),
        START if before is None else before.hash,
    )
    made = DaySeal(
        day=day,
        count=sealed.count,
        root=sealed.root,
        previous=sealed.previous,
        hash=sealed.hash,
        made=now,
    )
    current.add(made)
    current.flush()
    return made


def _leaves(current, day):
    """The rows of the leaves of a day; the heads are moved on."""
    grown = ChainHead.since <= day
    # First the locks, then what was written by those who had them.
    locked = select(HEAD.c.code).where(grown).order_by(HEAD.c.code).with_for_update()
    current.execute(locked).all()
    asked = (
        select(HistoryRow.code, HistoryRow.no, HistoryRow.hash, HistoryRow.at)
        .join(ChainHead, ChainHead.code == HistoryRow.code)
        .where(grown, HistoryRow.no > ChainHead.sealed)
        .order_by(HistoryRow.code, HistoryRow.no)
    )
    leaves, moves = [], []
    rows = current.execute(asked.execution_options(yield_per=STREAM))
    for code, entries in _by_code(rows):
        within = [row for row in entries if row.at.date() <= day]
        last = within[-1]
        rest = [row.at.date() for row in entries if row.no > last.no]
        nonce = os.urandom(16).hex()
        leaf = merkle.leaf(nonce, last.hash)
        leaves.append(
            {"day": day, "leaf": leaf, "code": code, "no": last.no, "nonce": nonce}
        )
        moves.append({"of": code, "to": last.no, "rest": rest[0] if rest else None})
    if moves:
        current.connection().execute(MOVE, moves)
    return leaves


def _by_code(rows):
    code, entries = None, []
    for row in rows:
        if row.code != code and entries:
            yield code, entries
            entries = []
        code = row.code
        entries.append(row)
    if entries:
        yield code, entries


def yesterday(now: datetime) -> date:
    """The last day that is over."""
    return now.date() - ONE_DAY
