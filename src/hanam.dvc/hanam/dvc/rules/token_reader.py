"""Reading a short text of a small language from left to right, word by word."""

from collections.abc import Iterator

import re


class TokenReader:
    """The tokens of a text as (kind, word) pairs, and the place the reading has come to.

    ``pattern`` names each kind by a group; ``wrong`` is the error of the language, raised as
    ``wrong("end", place)`` where the text cannot be read on.
    """

    pattern: re.Pattern
    wrong: type[ValueError]

    def __init__(self, text: str) -> None:
        self.tokens = list(self.split(text))
        self.at = 0
        self.depth = 0

    def split(self, text: str) -> Iterator[tuple[str, str]]:
        place = 0
        while text[place:].strip():
            found = self.pattern.match(text, place)
            if found is None:
                raise self.wrong("end", text[place:].strip()[:40])
            kind = found.lastgroup or ""
            yield self.named(kind, found[kind])
            place = found.end()

    def named(self, kind: str, word: str) -> tuple[str, str]:
        """The token that a word of that kind is."""
        return kind, word

    @property
    def next(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self, kind: str, *words: str) -> str | None:
        """The next word where it is of that kind and among ``words``, else None."""
        found, word = self.next
        if found != kind or (words and word not in words):
            return None
        self.at += 1
        return word
