"""What is computed once a day is over: the seals of the histories, and the usual times."""

from datetime import datetime
from hanam.dvc.notify import periodic
from hanam.dvc.oversight.usual.known import compute
from hanam.dvc.register import sealing
from hanam.dvc.register import usual


HOUR = 3600


def register() -> None:
    """Have the worker look every hour whether a day has ended."""
    periodic.register("seal-history", HOUR, seal)
    periodic.register("usual-times", HOUR, usual_times)


def seal(portal, now: datetime) -> None:
    """Seal every day up to yesterday that is not sealed, each in a transaction of its own: a
    register that waited for long must not keep its writers waiting."""
    for _made in sealing.seal_until(sealing.yesterday(now), now):
        pass


def usual_times(portal, now: datetime) -> None:
    """Compute the usual times anew, once a day."""
    if usual.day() != now.date():
        compute(now)
