"""The words of what a dossier says, as they are searched for: without diacritics, each once.

A number of six digits and more (of a card, a phone, a plot) is one word with a mark before it and is
found by the whole of it only, so that nobody finds people by trying beginnings.
"""

from collections.abc import Collection
from collections.abc import Iterable
from hanam.dvc.rules.vietnamese import fold

import re


MARK = "#"
DIGITS = 6
LONGEST = 24
# Grouped as people write them: 0912 345 678, 035-185-000001.
NUMBER = re.compile(r"\d(?:[ .-]?\d)+")


def words_of(text: str) -> list[str]:
    """The words of a text in their order, each once; long numbers first."""
    numbers = []

    def take(found):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) < DIGITS:
            return found[0]
        numbers.append(f"{MARK}{digits}")
        return " "

    rest = NUMBER.sub(take, text)
    words = [word[:LONGEST] for word in fold(rest).split()]
    return list(dict.fromkeys([*numbers, *words]))


def words_in(
    texts: Iterable[str], most: int, without: Collection[str] = ()
) -> list[str]:
    """The first ``most`` words of several texts, each once, without those in ``without``."""
    known: dict[str, None] = {}
    for text in texts:
        for word in words_of(text):
            if word not in without:
                known.setdefault(word)
                if len(known) >= most:
                    return list(known)
    return list(known)


def line_of(words: Collection[str]) -> str:
    """The words in one line with a space at both ends, for a search within it."""
    return f" {' '.join(words)} " if words else ""


def span(word: str) -> tuple[str, str]:
    """The range (from, before) of words that an asked one means."""
    if word.startswith(MARK):
        return word, f"{word} "
    return word, word + "\U0010ffff"


def pattern(word: str) -> str:
    """The pattern of LIKE that finds it in a `line_of`."""
    return f"% {word} %" if word.startswith(MARK) else f"% {word}%"
