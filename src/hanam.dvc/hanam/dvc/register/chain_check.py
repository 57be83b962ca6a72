"""Whether the history is still what was written: every link, every head, every seal.

Everything is streamed, so that memory does not grow with the register; of each dossier and day
the first fault is named.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hanam.dvc.register.chain import entry_of
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model_chain import ChainHead
from hanam.dvc.register.model_chain import DayLeaf
from hanam.dvc.register.model_chain import DaySeal
from hanam.dvc.register.session import session
from hanam.dvc.rules import chain
from hanam.dvc.rules import merkle
from hanam.dvc.rules.seals import Day
from itertools import groupby
from operator import attrgetter
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import select


STREAM = 2000
HISTORY = HistoryRow.__table__


@dataclass(frozen=True, slots=True)
class Fault:
    """What was tampered with: ``code`` and ``no`` name an entry, ``day`` a seal."""

    kind: str
    code: str = ""
    no: int = 0
    day: date | None = None

    def __str__(self) -> str:
        entry = f"entry {self.no}" if self.no else ""
        day = self.day.isoformat() if self.day else ""
        return " ".join(filter(None, (f"{self.kind}:", self.code, entry, day)))


def faults(progress: Callable[[int], None] | None = None) -> Iterator[Fault]:
    """Every fault; ``progress(number)`` counts entries."""
    yield from _of_chains(progress)
    yield from _of_heads()
    yield from _of_leaves()
    yield from _of_seals()


def _stream(asked):
    return session().execute(asked.execution_options(yield_per=STREAM))


def _of_chains(progress):
    head = ChainHead.__table__
    asked = (
        select(HISTORY, head.c.no.label("head_no"), head.c.hash.label("head_hash"))
        .outerjoin(head, head.c.code == HISTORY.c.code)
        .order_by(HISTORY.c.code, HISTORY.c.id)
    )
    done = 0
    for _code, rows in groupby(_stream(asked), attrgetter("code")):
        previous, no, fault = chain.START, 0, None
        for row in rows:
            done += 1
            no += 1
            fault = fault or _of_entry(row, no, previous)
            previous = row.hash
        fault = fault or _of_end(row, no)
        if fault:
            yield fault
        if progress is not None:
            progress(done)


def _of_entry(row, no, previous):
    """The fault of one entry that should be the ``no``-th and follow ``previous``."""
    if not row.hash:
        return Fault("entry without a link", row.code, no)
    if row.no > no:
        return Fault("entry missing", row.code, no)
    if row.no < no:
        return Fault("entry out of order", row.code, no)
    try:
        right = chain.link(previous, chain.facts_of(entry_of(row)))
    except ValueError:  # a salt or hash that is none
        right = None
    return None if row.hash == right else Fault("entry changed", row.code, no)


def _of_end(row, no):
    if row.head_no is None:
        return Fault("head missing", row.code, no)
    if row.head_no > no:
        return Fault("entry missing", row.code, no + 1)
    if (row.head_no, row.head_hash) != (no, row.hash):
        return Fault("entry after the end", row.code, no)
    return None


def _of_heads():
    """Heads whose whole history is gone, and heads that say more is sealed than is."""
    there = select(HistoryRow.id).where(HistoryRow.code == ChainHead.code).exists()
    asked = select(ChainHead.code).where(~there).order_by(ChainHead.code)
    for (code,) in _stream(asked):
        yield Fault("history missing", code, 1)
    last = select(DayLeaf.code, func.max(DayLeaf.no).label("no")).group_by(DayLeaf.code)
    last = last.subquery()
    asked = (
        select(ChainHead.code, ChainHead.sealed)
        .outerjoin(last, last.c.code == ChainHead.code)
        .where(func.coalesce(last.c.no, 0) != ChainHead.sealed)
        .order_by(ChainHead.code)
    )
    for code, no in _stream(asked):
        yield Fault("seal of an entry missing", code, no)


def _of_leaves():
    asked = (
        select(DayLeaf.__table__, HISTORY.c.hash.label("head"))
        .outerjoin(
            HISTORY,
            and_(HISTORY.c.code == DayLeaf.code, HISTORY.c.no == DayLeaf.no),
        )
        .order_by(DayLeaf.day, DayLeaf.leaf)
    )
    for row in _stream(asked):
        if row.head is None:
            yield Fault("sealed entry missing", row.code, row.no, row.day)
        elif row.leaf != _leaf(row):
            yield Fault("sealed entry is another", row.code, row.no, row.day)


def _leaf(row):
    try:
        return merkle.leaf(row.nonce, row.head)
    except ValueError:
        return None


def _of_seals():
    """Seals whose leaves give another root, and seals that do not hold on to each other."""
    sums = {}
    asked = select(DayLeaf.day, DayLeaf.leaf).order_by(DayLeaf.day, DayLeaf.leaf)
    for day, rows in groupby(_stream(asked), attrgetter("day")):
        leaves = [row.leaf for row in rows]
        sums[day] = len(leaves), merkle.root(leaves)
    previous = chain.START
    for row in session().scalars(select(DaySeal).order_by(DaySeal.day)):
        if (row.count, row.root) != sums.pop(row.day, (0, merkle.root([]))):
            yield Fault("root differs", day=row.day)
        elif row.previous != previous:
            yield Fault("seal does not follow the one before", day=row.day)
        elif row.hash != Day(row.day, row.count, row.root, row.previous).hash:
            yield Fault("seal changed", day=row.day)
        previous = row.hash
    for day in sorted(sums):
        yield Fault("seal missing", day=day)
