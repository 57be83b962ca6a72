"""Work of other rooms that a worker does as soon as it is there.

register("jobs", due, run)    # due(now) -> bool; run(portal, stopped), transactions of its own
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """``due(now)`` says whether there is something to do, by a cheap look at the register;
    ``run(portal, stopped)`` does it and ends early once ``stopped()`` says so."""

    name: str
    due: Callable
    run: Callable


_known: dict[str, Task] = {}


def register(name: str, due: Callable, run: Callable) -> None:
    """Have a worker do it; a second registration of the name takes the place of the first."""
    _known[name] = Task(name, due, run)


def every() -> list[Task]:
    """All that is registered."""
    return list(_known.values())
