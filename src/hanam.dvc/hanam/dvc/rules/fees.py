"""What a filing costs, in đồng.

Rates are data; this module only knows their shapes: a fixed amount; an amount for each
copy, page, room or item that may change with their number and have a cap (a certified
copy: 2.000 đ a page, 1.000 đ from page 3, at most 200.000 đ a copy); one amount for a
range of them (karaoke: up to 5 rooms, from 6 rooms). Whoever belongs to a group, files
from elsewhere or by a certain channel pays another amount or a part of it.

The order is fixed: the amount of the table with its cap, then the group, the area, the
channel. A part is rounded to whole đồng, half up.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from hanam.dvc.rules.fee_trace import FeeLine


HUNDRED = 100
MOST_PERCENT = 1000


class FeeUnit(StrEnum):
    """``page`` is a page of each copy; ``item`` is anything else that is counted."""

    FIXED = "fixed"
    COPY = "copy"
    PAGE = "page"
    ROOM = "room"
    ITEM = "item"


class Because(StrEnum):
    """Why somebody pays something else; changes are made in this order."""

    GROUP = "group"
    AREA = "area"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class FeeStep:
    """From copy, page … number ``start`` (1 is the first) each costs ``amount``; in a
    row by ranges, ``amount`` is that of so many together."""

    start: int
    amount: int


@dataclass(frozen=True, slots=True)
class FeeChange:
    """Who is in the group, area or channel ``key`` pays ``percent`` of the amount, or
    ``amount`` instead. ``title`` is for readers. ``ValueError`` for both or neither."""

    because: Because
    key: str
    amount: int | None = None
    percent: int | None = None
    title: str = ""

    def __post_init__(self) -> None:
        if (self.amount is None) == (self.percent is None):
            raise ValueError(f"{self.because} {self.key}: an amount or a percentage")
        if self.amount is not None and self.amount < 0:
            raise ValueError(f"{self.because} {self.key}: less than 0")
        if self.percent is not None and not 0 <= self.percent <= MOST_PERCENT:
            raise ValueError(f"{self.because} {self.key}: {self.percent} %")


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A row of a fee table. A fixed row has one step; ``cap`` limits the amount of the
    row, for pages that of each copy; ``by_range`` takes the one step that the number
    reaches. ``ValueError`` for steps out of order and changes said twice."""

    code: str
    unit: FeeUnit
    steps: tuple[FeeStep, ...]
    cap: int | None = None
    by_range: bool = False
    changes: tuple[FeeChange, ...] = ()

    def __post_init__(self) -> None:
        starts = [step.start for step in self.steps]
        if not starts or starts[0] != 1 or starts != sorted(set(starts)):
            raise ValueError(f"steps of {self.code}: {starts}")
        if self.unit == FeeUnit.FIXED and len(starts) > 1:
            raise ValueError(f"steps of {self.code}: a fixed amount has one")
        if min(step.amount for step in self.steps) < 0 or (self.cap or 0) < 0:
            raise ValueError(f"amounts of {self.code}: less than 0")
        said = [(change.because, change.key) for change in self.changes]
        if len(said) != len(set(said)):
            raise ValueError(f"changes of {self.code}: one is said twice")


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """How many copies are asked for, of how many pages each is, how many rooms and
    items; who pays (``group``), where (``area``) and how it is filed (``channel``):
    keys of the changes of a row, empty for everybody else."""

    copies: int = 1
    pages: int = 1
    rooms: int = 1
    items: int = 1
    group: str = ""
    area: str = ""
    channel: str = ""

    def __post_init__(self) -> None:
        if min(self.copies, self.pages, self.rooms, self.items) < 0:
            raise ValueError(f"{self.copies} copies of {self.pages} pages")

    def count(self, unit: FeeUnit) -> int:
        """How many there are of a unit; 1 of what is fixed."""
        counts = {
            FeeUnit.COPY: self.copies,
            FeeUnit.PAGE: self.pages,
            FeeUnit.ROOM: self.rooms,
            FeeUnit.ITEM: self.items,
        }
        return counts.get(unit, 1)


@dataclass(frozen=True, slots=True)
class Computed:
    """An amount in đồng and the steps that led to it."""

    amount: int
    trace: tuple[FeeLine, ...] = field(default=())


def fixed(code: str, amount: int) -> FeeRow:
    """A row of one amount."""
    return FeeRow(code, FeeUnit.FIXED, (FeeStep(1, amount),))


def compute(row: FeeRow, facts: FeeFacts) -> Computed:
    """What one row costs, step by step."""
    trace = list(_by_table(row, facts))
    sum_ = trace[-1].amount
    for change in changes_for(row, facts):
        percent = change.percent
        sum_ = change.amount or 0 if percent is None else part(sum_, percent)
        said = {"percent": -1 if percent is None else percent}
        said |= {"key": change.key, "title": change.title}
        trace.append(FeeLine(str(change.because), sum_, said))
    return Computed(sum_, tuple(trace))


def amount(row: FeeRow, facts: FeeFacts) -> int:
    """What one row costs."""
    return compute(row, facts).amount


def total(rows: Sequence[FeeRow], facts: FeeFacts | None = None) -> int:
    """What the rows cost together; one copy of one page if nothing else is said."""
    known = facts or FeeFacts()
    return sum(amount(row, known) for row in rows)


def changes_for(row: FeeRow, facts: FeeFacts) -> list[FeeChange]:
    """The changes of a row that concern who pays, in the order of `Because`."""
    mine = {"group": facts.group, "area": facts.area, "channel": facts.channel}
    return [
        change
        for because in Because
        for change in row.changes
        if change.because == because and change.key == mine[because]
    ]


def part(sum_: int, percent: int) -> int:
    """So many per cent of a sum, in whole đồng, half up."""
    return (sum_ * percent * 2 + HUNDRED) // (2 * HUNDRED)


def stepped(steps: tuple[FeeStep, ...], count: int) -> int:
    """The sum for ``count`` things when the price changes with their number."""
    return sum(each * number for _first, _last, number, each in _spans(steps, count))


def capped(sum_: int, cap: int | None) -> int:
    return sum_ if cap is None else min(sum_, cap)


def _spans(
    steps: tuple[FeeStep, ...], count: int
) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, how many, amount of each) for every step that is reached."""
    ends = [step.start - 1 for step in steps[1:]]
    for step, end in zip(steps, [*ends, count], strict=True):
        last = min(end, count)
        if last >= step.start:
            yield step.start, last, last - step.start + 1, step.amount


def _by_table(row: FeeRow, facts: FeeFacts) -> Iterator[FeeLine]:
    """The lines up to the amount of the table, cap and copies included."""
    if row.unit == FeeUnit.FIXED:
        sum_ = row.steps[0].amount
        yield FeeLine("fixed", sum_)
    else:
        count = facts.count(row.unit)
        lines = list(_counted(row, count))
        sum_ = sum(line.amount for line in lines)
        yield from lines
        if len(lines) > 1:
            yield FeeLine("sum", sum_)
    if row.cap is not None and sum_ > row.cap:
        sum_ = row.cap
        yield FeeLine("capped", sum_)
    if row.unit == FeeUnit.PAGE and facts.copies != 1:
        yield FeeLine("copies", facts.copies * sum_, {"count": facts.copies})


def _counted(row: FeeRow, count: int) -> Iterator[FeeLine]:
    unit = str(row.unit)
    if count == 0:
        yield FeeLine("none", 0, {"unit": unit})
    elif row.by_range:
        step = [step for step in row.steps if step.start <= count][-1]
        yield FeeLine("range", step.amount, {"unit": unit, "count": count})
    else:
        for first, last, number, each in _spans(row.steps, count):
            said = {"unit": unit, "first": first, "last": last}
            yield FeeLine("each", number * each, said | {"count": number, "each": each})
