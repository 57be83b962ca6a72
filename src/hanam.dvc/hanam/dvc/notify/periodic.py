"""Work that comes back: reminders, clean-up; done by a worker, once however many there are.

register("reminders", 3600, remind)     # remind(portal, now), in a transaction of its own
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import periodic_runs

import logging
import transaction


log = logging.getLogger(__name__)
TURN = timedelta(minutes=30)
AFTER_FAILURE = timedelta(minutes=10)


@dataclass(frozen=True)
class Work:
    """``function(portal, now)`` at most once in ``seconds``."""

    name: str
    seconds: int
    function: Callable


_known: dict[str, Work] = {}


def register(name: str, seconds: int, function: Callable) -> None:
    """Have ``function(portal, now)`` called at most once in ``seconds``, in its own transaction.

    It commits by itself when the function returns and is aborted, and tried again ten minutes
    later, when it raises. A second registration of the name takes the place of the first.
    """
    _known[name] = Work(name, seconds, function)


def every() -> list[Work]:
    """All that is registered."""
    return list(_known.values())


def due(now: datetime) -> list[Work]:
    """What should run at ``now``."""
    names = periodic_runs.due(list(_known), now)
    return [_known[name] for name in names]


def run(work: Work, portal, now: datetime) -> bool:
    """Do one piece of work; whether it was this caller's turn and went well.

    The turn is taken in a transaction of its own, so that nobody waits for the work; who is
    killed in the middle of it leaves it to others after `TURN`.
    """
    transaction.begin()
    mine = periodic_runs.take(work.name, now, now + TURN)
    transaction.commit()
    return mine and done(work, portal, now)


def done(work, portal, now) -> bool:
    transaction.begin()
    try:
        work.function(portal, now)
        periodic_runs.done(work.name, now, work.seconds)
        transaction.commit()
    except Exception as error:
        transaction.abort()
        # Its message may hold what a person typed.
        log.error("periodic work %s failed: %s", work.name, type(error).__name__)
        put_off(work, now, type(error).__name__)
        return False
    return True


def put_off(work, now, error) -> None:
    transaction.begin()
    periodic_runs.put_off(work.name, now + AFTER_FAILURE, error)
    transaction.commit()
