"""Whose turn it is to do periodic work: the row is the lock, so that many workers do it once."""

from datetime import datetime
from datetime import timedelta
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_outbox import PeriodicRun
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import select


def due(names, now: datetime) -> list[str]:
    """Which of ``names`` should run at ``now``; those never run too."""
    asked = select(PeriodicRun.name, PeriodicRun.due)
    known = dict(session().execute(asked).all())
    return [name for name in names if name not in known or known[name] <= now]


def take(name: str, now: datetime, until: datetime) -> bool:
    """Take the turn until ``until``: True for one caller, who commits and then does the work."""
    current = for_writing()
    row = {"name": name, "due": now, "error": ""}
    current.execute(_adding(current.get_bind().dialect.name), row)
    found = current.get(PeriodicRun, name, with_for_update=True)
    if found.due > now:
        return False
    found.due = until
    return True


def done(name: str, now: datetime, seconds: int) -> None:
    """Note, in the transaction of the work, that it is done and when it is due again."""
    found = for_writing().get(PeriodicRun, name, with_for_update=True)
    if found is not None:
        found.due, found.last = now + timedelta(seconds=seconds), now
        found.error = ""


def not_before(name: str, when: datetime) -> None:
    """Set when a work is due, from the end of this transaction on: now, to have it done as
    soon as can be; a little later again and again, by who is doing it and may be killed."""
    current = for_writing()
    row = {"name": name, "due": when, "error": ""}
    current.execute(_adding(current.get_bind().dialect.name), row)
    current.get(PeriodicRun, name, with_for_update=True).due = when


def put_off(name: str, until: datetime, error: str) -> None:
    """After a failure: not before ``until``, and why."""
    found = for_writing().get(PeriodicRun, name, with_for_update=True)
    if found is None:
        found = PeriodicRun(name=name)
        for_writing().add(found)
    found.due, found.error = until, error


def every() -> list[PeriodicRun]:
    """When each work ran last, by name."""
    return list(session().scalars(select(PeriodicRun).order_by(PeriodicRun.name)))


@cache
def _adding(dialect):
    return insert_of(dialect)(PeriodicRun.__table__).on_conflict_do_nothing()
