"""Which version of a procedure is in force on a day.

A version that says no last day ends the day before the next one begins. A procedure
that was repealed has no version in force after its last day.
"""

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from itertools import pairwise
from itertools import zip_longest
from typing import NamedTuple


DAY = timedelta(days=1)


class Span(NamedTuple):
    """The days of a version, first and last included; None: since ever, for good."""

    number: int
    start: date | None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the version is in force on the day."""
        return begins(self) <= day <= ends(self)


class Overlap(ValueError):
    """Two versions that would be in force on the same day: ``first`` begins earlier."""

    def __init__(self, first: Span, second: Span):
        super().__init__(f"versions {first.number} and {second.number}")
        self.first = first
        self.second = second


class Backwards(ValueError):
    """A version whose last day lies before its first."""

    def __init__(self, span: Span):
        super().__init__(f"version {span.number}")
        self.span = span


def begins(span: Span) -> date:
    return span.start or date.min


def ends(span: Span) -> date:
    return span.end or date.max


def timeline(spans: Iterable[Span], last_day: date | None = None) -> tuple[Span, ...]:
    """The spans in order, open ends closed by the next one and by ``last_day``.

    What would begin after ``last_day`` is left out. `Overlap` where two of them want
    the same day, `Backwards` where one ends before it begins.
    """
    ordered = sorted(spans, key=lambda span: (begins(span), span.number))
    found: list[Span] = []
    for span, after in zip_longest(ordered, ordered[1:]):
        if ends(span) < begins(span):
            raise Backwards(span)
        if after is not None and begins(after) <= begins(span):
            raise Overlap(span, after)
        if after is not None and span.end is None:
            span = span._replace(end=begins(after) - DAY)
        if after is not None and begins(after) <= ends(span):
            raise Overlap(span, after)
        if last_day is not None and begins(span) > last_day:
            continue
        if last_day is not None and ends(span) > last_day:
            span = span._replace(end=last_day)
        found.append(span)
    return tuple(found)


def in_force(spans: Iterable[Span], day: date) -> Span | None:
    """The version in force on the day; ``spans`` are a `timeline`."""
    return next((span for span in spans if span.holds(day)), None)


def shown(spans: Iterable[Span], day: date) -> Span | None:
    """The version a reader is shown on the day: the one in force, else the one that
    was last, else the first to come."""
    spans = tuple(spans)
    past = [span for span in spans if begins(span) <= day]
    return (past or spans[:1] or [None])[-1]


def upcoming(spans: Iterable[Span], day: date) -> Span | None:
    """The next version that comes into force after the day."""
    return next((span for span in spans if begins(span) > day), None)


def holes(spans: Iterable[Span]) -> list[tuple[date, date]]:
    """First and last days between versions on which none is in force."""
    return [
        (before.end + DAY, after.start - DAY)
        for before, after in pairwise(spans)
        if before.end and after.start and before.end + DAY < after.start
    ]
