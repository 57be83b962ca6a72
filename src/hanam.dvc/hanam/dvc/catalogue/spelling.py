"""Known words in place of unknown ones: other keyboards, words run together, slips."""

from collections.abc import Callable
from collections.abc import Collection
from difflib import get_close_matches
from hanam.dvc.rules.vietnamese_typing import untyped


SHORTEST, SHORTEST_PART = 3, 2
ALIKE = 0.7
CHOICES = 6


def near(
    word: str,
    known: Collection[str],
    common: Callable[[str], int],
    before: str = "",
    after: str = "",
    together: Callable[[str, str], bool] = lambda a, b: False,
) -> str:
    """The known word (or two) that an unknown one most likely stands for, or empty.

    ``common(word)`` tells how often a word occurs; ``before`` and ``after`` are the
    question's words beside it and ``together(a, b)`` whether two stand side by side
    anywhere.
    """
    if len(word) < SHORTEST or not word.isalnum() or word.isdigit():
        return ""
    typed = [made for made in untyped(word) if made in known]
    if typed:
        return best(typed, common, before, after, together)
    if not word.isalpha():
        return ""
    parts = split(word, known, together)
    if parts:
        return parts
    alike = slips(word, known)
    return best(alike, common, before, after, together) if alike else ""


def best(choices, common, before, after, together) -> str:
    """The first choice that stands beside the same neighbours elsewhere; else the most
    common of the nearest."""
    fits = [
        (
            (bool(before) and together(before, choice))
            + (bool(after) and together(choice, after)),
            -place,
            common(choice),
            choice,
        )
        for place, choice in enumerate(choices)
    ]
    return max(fits)[-1]


def split(word, known, together) -> str:
    """Two known words that were run together and stand together elsewhere."""
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, second = word[:at], word[at:]
        if first in known and second in known and together(first, second):
            return f"{first} {second}"
    return ""


def slips(word, known) -> list[str]:
    """Known words one slip away (two letters changed places first), then those alike."""
    swapped = [
        made
        for at in range(len(word) - 1)
        if (made := word[:at] + word[at + 1] + word[at] + word[at + 2 :]) in known
    ]
    alike = [other for other in known if other[0] == word[0]]
    close = get_close_matches(word, alike, CHOICES, ALIKE)
    return list(dict.fromkeys([*swapped, *close]))
