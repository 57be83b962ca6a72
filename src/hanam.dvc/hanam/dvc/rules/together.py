"""Several agencies on one dossier: who works after whom, until when, what a hand-back reopens.

NĐ 61/2018 art. 19.6 and 19.7: a paper dossier goes from one agency to the next; an electronic
one goes to all of a group at the same time, and each has a limit of its own within the whole.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.limits import Limit


class LegState(StrEnum):
    """How the part of one agency stands. ``returned``: the agency gave it back to the one that
    has the dossier, which decides what becomes of it."""

    WAITING = "waiting"
    OPEN = "open"
    DONE = "done"
    RETURNED = "returned"
    CANCELLED = "cancelled"


# Nobody waits for these any more.
SETTLED = frozenset({LegState.DONE, LegState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Leg:
    """The part of one agency. ``no`` counts from 1, ``after`` are the numbers of the legs that
    come before it, ``place`` is how many steps of the main agency do, ``limit`` its own
    time limit (None: only the whole bounds it)."""

    no: int
    after: tuple[int, ...] = ()
    place: int = 0
    limit: Limit | None = None


Legs = Sequence[Leg]
States = Mapping[int, LegState]


class Wrong(StrEnum):
    """What can be wrong with a set of legs."""

    TWICE = "twice"  # two legs have one number
    UNKNOWN = "unknown"  # it comes after a leg that is not there
    CYCLE = "cycle"  # it comes after itself


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the leg of a number."""

    wrong: Wrong
    no: int


def stages(rows: Sequence[Mapping], parallel: bool = True) -> list[list[Mapping]]:
    """Rows of a step plan, stage by stage: neighbours with the same ``group`` are one stage,
    every other row is a stage of its own. Without ``parallel`` a group of agencies is gone
    through one after the other."""
    found: list[list[Mapping]] = []
    for row in rows:
        group = row.get("group") or ""
        if found and group and group == (found[-1][-1].get("group") or "") and parallel:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def legs_of(rows: Sequence[Mapping], parallel: bool = True) -> tuple[Leg, ...]:
    """The legs of a step plan: its rows that name an ``agency``, in their order.

    A leg comes after all legs of the last stage before its own that has any. A plan without
    agencies has no legs.
    """
    found: list[Leg] = []
    before: tuple[int, ...] = ()
    place = 0
    for stage in stages(rows, parallel):
        new = tuple(row for row in stage if row.get("agency"))
        numbers = tuple(range(len(found) + 1, len(found) + 1 + len(new)))
        for no, row in zip(numbers, new, strict=True):
            found.append(Leg(no, before, place, limit_of(row)))
        place += len(stage) - len(new)
        before = numbers or before
    return tuple(found)


def limit_of(row: Mapping) -> Limit | None:
    """The limit of a row; None where it states none in numbers."""
    return Limit(row["value"], row["unit"]) if row.get("value") else None


def longest(rows: Sequence[Mapping], hours: Callable[[Mapping], int | None]) -> int:
    """How many working hours a plan takes: the longest of each stage, one after the other."""
    return sum(max(hours(row) or 0 for row in stage) for stage in stages(rows))


def problems(legs: Legs) -> tuple[Problem, ...]:
    """Everything that is wrong with a set of legs."""
    numbers = [leg.no for leg in legs]
    found = [
        Problem(Wrong.TWICE, no)
        for no in dict.fromkeys(numbers)
        if numbers.count(no) > 1
    ]
    for leg in legs:
        if not set(leg.after) <= set(numbers):
            found.append(Problem(Wrong.UNKNOWN, leg.no))
        if leg.no in before(legs, leg.no):
            found.append(Problem(Wrong.CYCLE, leg.no))
    return tuple(found)


def before(legs: Legs, no: int) -> frozenset[int]:
    """All legs that come before one, the nearest and those before them."""
    after = {leg.no: leg.after for leg in legs}
    return _reached(after.get(no, ()), after)


def behind(legs: Legs, no: int) -> frozenset[int]:
    """All legs that come after one, the next and those after them."""
    following: dict[int, tuple[int, ...]] = {}
    for leg in legs:
        for earlier in leg.after:
            following[earlier] = (*following.get(earlier, ()), leg.no)
    return _reached(following.get(no, ()), following)


def _reached(first: Iterable[int], ways: Mapping[int, Iterable[int]]) -> frozenset[int]:
    found: set[int] = set()
    todo = list(first)
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo.extend(ways.get(one, ()))
    return frozenset(found)


def openable(legs: Legs, states: States, steps_done: int) -> tuple[int, ...]:
    """The waiting legs that begin now: all before them are settled, and the main agency has
    done its ``steps_done`` steps before them."""
    return tuple(
        leg.no
        for leg in legs
        if states[leg.no] is LegState.WAITING
        and leg.place <= steps_done
        and all(states[no] in SETTLED for no in leg.after)
    )


def unsettled(legs: Legs, states: States, place: int | None = None) -> tuple[int, ...]:
    """The legs that somebody still waits for; with ``place`` only those that come before or
    beside the main agency's step of number ``place`` + 1."""
    return tuple(
        leg.no
        for leg in legs
        if states[leg.no] not in SETTLED and (place is None or leg.place <= place)
    )


def is_done(legs: Legs, states: States) -> bool:
    """Whether nobody has anything left to do."""
    return not unsettled(legs, states)


def hand_back(legs: Legs, states: States, to: int) -> dict[int, LegState]:
    """The states after the dossier went back to the leg ``to``: it is open again, and what
    comes after it waits again. Legs beside it and cancelled ones stay as they are."""
    again = behind(legs, to)
    found = dict(states)
    for no in again:
        if found[no] is not LegState.CANCELLED:
            found[no] = LegState.WAITING
    found[to] = LegState.OPEN
    return found


def due_of(
    limit: Limit | None,
    started: datetime,
    calendar: Calendar,
    whole: datetime | None,
) -> datetime | None:
    """Until when a leg that began at ``started`` is to be done: by its own limit, and never
    after the whole."""
    own = None if limit is None else compute(started, limit, calendar).due
    dues = [due for due in (own, whole) if due is not None]
    return min(dues, default=None)


def forecast(
    legs: Legs,
    dues: Mapping[int, datetime | None],
    start: datetime,
    calendar: Calendar,
    whole: datetime | None,
) -> dict[int, datetime | None]:
    """Until when each leg will be done: what is known in ``dues`` stands, the others begin
    when the last of those before them is due. Nothing lies after the whole."""
    found: dict[int, datetime | None] = {}
    limits = {leg.no: leg for leg in legs}

    def due(no: int) -> datetime | None:
        if no not in found:
            leg = limits[no]
            earlier = [one for one in map(due, leg.after) if one is not None]
            begun = max(earlier, default=start)
            known = dues.get(no)
            found[no] = known or due_of(leg.limit, begun, calendar, whole)
        return found[no]

    for leg in legs:
        due(leg.no)
    return found
