"""What a filing costs, in đồng.

Rates are data; this module only knows their shapes: a fixed amount, an amount for each
copy, and an amount for each page that changes with the page and may have a cap (a
certified copy: 2.000 đ a page, 1.000 đ from page 3, at most 200.000 đ a copy).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class FeeUnit(StrEnum):
    """``page`` is a page of each copy."""

    FIXED = "fixed"
    COPY = "copy"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class FeeStep:
    """From copy or page number ``start`` (1 is the first) each costs ``amount``."""

    start: int
    amount: int


@dataclass(frozen=True, slots=True)
class FeeRow:
    """A row of a fee table. A fixed row has one step; ``cap`` limits the amount of the
    row, for pages that of each copy. ``ValueError`` for steps out of order."""

    code: str
    unit: FeeUnit
    steps: tuple[FeeStep, ...]
    cap: int | None = None

    def __post_init__(self) -> None:
        starts = [step.start for step in self.steps]
        if not starts or starts[0] != 1 or starts != sorted(set(starts)):
            raise ValueError(f"steps of {self.code}: {starts}")
        if self.unit == FeeUnit.FIXED and len(starts) > 1:
            raise ValueError(f"steps of {self.code}: a fixed amount has one")
        if min(step.amount for step in self.steps) < 0 or (self.cap or 0) < 0:
            raise ValueError(f"amounts of {self.code}: less than 0")


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """How many copies are asked for, and of how many pages each is."""

    copies: int = 1
    pages: int = 1

    def __post_init__(self) -> None:
        if self.copies < 0 or self.pages < 0:
            raise ValueError(f"{self.copies} copies of {self.pages} pages")


def fixed(code: str, amount: int) -> FeeRow:
    """A row of one amount."""
    return FeeRow(code, FeeUnit.FIXED, (FeeStep(1, amount),))


def stepped(steps: tuple[FeeStep, ...], count: int) -> int:
    """The sum for ``count`` things when the price changes with their number."""
    ends = [step.start for step in steps[1:]]
    total = 0
    for step, end in zip(steps, [*ends, count + 1], strict=True):
        total += step.amount * max(min(end, count + 1) - step.start, 0)
    return total


def amount(row: FeeRow, facts: FeeFacts) -> int:
    """What one row costs."""
    if row.unit == FeeUnit.FIXED:
        return capped(row.steps[0].amount, row.cap)
    if row.unit == FeeUnit.COPY:
        return capped(stepped(row.steps, facts.copies), row.cap)
    return facts.copies * capped(stepped(row.steps, facts.pages), row.cap)


def capped(sum_: int, cap: int | None) -> int:
    return sum_ if cap is None else min(sum_, cap)


def total(rows: Sequence[FeeRow], facts: FeeFacts | None = None) -> int:
    """What the rows cost together; one copy of one page if nothing else is said."""
    known = facts or FeeFacts()
    return sum(amount(row, known) for row in rows)
