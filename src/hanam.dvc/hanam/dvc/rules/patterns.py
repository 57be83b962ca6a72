"""Patterns that designers write for a line of text, without those that could run for ever.

A pattern may hold characters, classes, choices and repeats; no repeat or choice inside a
repeat, no look-around, no reference to what was found before, and not so many repeats that
a line could be shared among them in very many ways.
"""

from collections.abc import Iterable

import re
import re._constants as kinds  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]


LONGEST = 200
# A line longer than this never fits a pattern; so an open repeat has so many ways.
LINE = 200
# Two open repeats, or several short ones: so many ways to share a line among them.
MOST_WAYS = 50_000
SINGLE = {kinds.LITERAL, kinds.NOT_LITERAL, kinds.ANY, kinds.IN, kinds.AT}


class PatternError(ValueError):
    """A pattern that is not used; ``reason`` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


REASONS: tuple[str, ...] = (
    "too_long",  # more than anybody reads
    "syntax",  # no pattern at all
    "slow",  # a repeat in a repeat, or more ways to read a line than can be tried
)


def check(text: str) -> re.Pattern[str]:
    """The pattern, ready to be matched with a whole line; raises `PatternError`."""
    if len(text) > LONGEST:
        raise PatternError("too_long")
    try:
        tree = parser.parse(text)
        found = re.compile(text)
    except (re.error, RecursionError, OverflowError):
        raise PatternError("syntax") from None
    if _ways(tree, inside=False) > MOST_WAYS:
        raise PatternError("slow")
    return found


def fits(pattern: re.Pattern[str], line: str) -> bool:
    """Whether the whole of a line is as the pattern says."""
    return len(line) <= LINE and pattern.fullmatch(line) is not None


def _ways(tree: Iterable, inside: bool) -> int:
    """In how many ways a line can be shared among the repeats; raises `PatternError` for
    what grows faster than that."""
    ways = 1
    for kind, value in tree:
        if kind in SINGLE:
            continue
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
            least, most, part = value
            if inside and least != most:
                raise PatternError("slow")
            ways *= min(int(most), LINE) - min(int(least), LINE) + 1
            ways *= _ways(part, inside=True)
        elif kind is kinds.SUBPATTERN:
            ways *= _ways(value[3], inside)
        elif kind is kinds.BRANCH and not inside:
            ways *= sum(_ways(branch, inside) for branch in value[1])
        else:
            raise PatternError("slow")
    return ways
