"""Who stands for an agency on a day: merges, splits, and levels that were abolished.

An agency ends on its last day and names its successors; of several one is the main
one, who takes over what nobody else was named for. Several agencies may name the same
successor. An agency is never renumbered: what it did stays under its own key.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from enum import StrEnum


ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Body:
    """An agency as succession sees it. ``valid_from`` and ``valid_to`` are its first and
    last day (None: no end that way), ``successors`` keys of agencies, ``main`` the one
    of them that stands for it (empty: the only one)."""

    key: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    main: str = ""

    def exists(self, day: date) -> bool:
        """Whether the agency exists on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and not self.ended(day)

    def ended(self, day: date) -> bool:
        """Whether the agency is no more on the day."""
        return self.valid_to is not None and self.valid_to < day

    @property
    def heir(self) -> str:
        """The successor that stands for it; empty if there is none."""
        if self.main:
            return self.main
        return self.successors[0] if len(self.successors) == 1 else ""


Bodies = Mapping[str, Body]


class Wrong(StrEnum):
    """What can be wrong with an agency and its successors."""

    ORDER = "order"  # it ends before it begins
    OPEN = "open"  # it has successors but no last day
    SELF = "self"  # it succeeds itself
    TWICE = "twice"  # one successor is named twice
    MAIN = "main"  # of several successors not exactly one is the main one
    UNKNOWN = "unknown"  # there is no such agency
    HOLE = "hole"  # the successor begins later than the day after the end
    OVER = "over"  # the successor has ended by then
    CYCLE = "cycle"  # the chain of successors comes back


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the agency ``key``; ``other`` is the successor concerned."""

    wrong: Wrong
    key: str
    other: str = ""


def stands_for(bodies: Bodies, key: str, day: date) -> str:
    """Who stands for an agency on a day: itself until its last day, then its heir, the
    heir's heir and so on. An agency without an heir keeps standing for itself, and so
    does one that has not begun; a chain that comes back ends where it began."""
    seen = {key}
    at = key
    while at in bodies and bodies[at].ended(day):
        heir = bodies[at].heir
        if heir not in bodies or heir in seen:
            return at
        seen.add(heir)
        at = heir
    return at


def chain(bodies: Bodies, key: str, day: date) -> tuple[str, ...]:
    """The agency and those that stood for it one after the other up to a day."""
    last = stands_for(bodies, key, day)
    found = [key]
    while found[-1] != last:
        found.append(bodies[found[-1]].heir)
    return tuple(found)


def origins(bodies: Bodies, key: str, day: date) -> tuple[str, ...]:
    """The other agencies for which this one stands on a day, in their order."""
    return tuple(
        other
        for other, body in bodies.items()
        if other != key and body.ended(day) and stands_for(bodies, other, day) == key
    )


def heirs(bodies: Bodies, key: str, day: date) -> tuple[str, ...]:
    """All agencies of a day among which an ended one was shared out, the main one and the
    others; itself while it has not ended."""
    found: dict[str, None] = {}
    seen, todo = {key}, [key]
    while todo:
        at = todo.pop(0)
        if at not in bodies:
            continue
        if not bodies[at].ended(day):
            found[at] = None
            continue
        new = [one for one in bodies[at].successors if one not in seen]
        seen.update(new)
        todo.extend(new)
    return tuple(found)


def predecessors(bodies: Bodies, key: str) -> tuple[str, ...]:
    """The agencies that name this one as a successor, in their order."""
    return tuple(other for other, body in bodies.items() if key in body.successors)


def rebase(
    counts: Mapping[str, Sequence[int]], bodies: Bodies, day: date
) -> dict[str, tuple[int, ...]]:
    """Counts by who stands for each agency on a day; the sums stay the same."""
    sums: dict[str, tuple[int, ...]] = {}
    for key, values in counts.items():
        heir = stands_for(bodies, key, day)
        before = sums.get(heir, (0,) * len(values))
        sums[heir] = tuple(a + b for a, b in zip(before, values, strict=True))
    return sums


def problems(bodies: Bodies) -> tuple[Problem, ...]:
    """Everything that is wrong with agencies and their successors."""
    return tuple(found for key in bodies for found in problems_of(bodies, key))


def problems_of(bodies: Bodies, key: str) -> Iterator[Problem]:
    """What is wrong with one agency."""
    body = bodies[key]
    if body.valid_from and body.valid_to and body.valid_to < body.valid_from:
        yield Problem(Wrong.ORDER, key)
    if not body.successors:
        return
    if body.valid_to is None:
        yield Problem(Wrong.OPEN, key)
    yield from _of_the_list(body)
    for other in dict.fromkeys(body.successors):
        if other == key:
            yield Problem(Wrong.SELF, key, other)
        elif other not in bodies:
            yield Problem(Wrong.UNKNOWN, key, other)
        else:
            yield from _in_time(body, bodies[other])
    if key in _followers(bodies, key):
        yield Problem(Wrong.CYCLE, key)


def _of_the_list(body: Body) -> Iterator[Problem]:
    for other in dict.fromkeys(body.successors):
        if body.successors.count(other) > 1:
            yield Problem(Wrong.TWICE, body.key, other)
    if len(set(body.successors)) > 1 and body.main not in body.successors:
        yield Problem(Wrong.MAIN, body.key)


def _in_time(body: Body, successor: Body) -> Iterator[Problem]:
    if body.valid_to is None:
        return
    next_day = body.valid_to + ONE_DAY
    if successor.valid_from is not None and successor.valid_from > next_day:
        yield Problem(Wrong.HOLE, body.key, successor.key)
    if successor.ended(next_day):
        yield Problem(Wrong.OVER, body.key, successor.key)


def _followers(bodies: Bodies, key: str) -> set[str]:
    """All that can be reached from an agency, itself only by way of others."""
    found: set[str] = set()
    todo = [one for one in bodies[key].successors if one != key]
    while todo:
        one = todo.pop()
        if one not in found and one in bodies:
            found.add(one)
            todo.extend(bodies[one].successors)
    return found
