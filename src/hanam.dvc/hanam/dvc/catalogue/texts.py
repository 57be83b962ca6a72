"""Texts of procedures and questions, made ready to compare.

Each has two forms: *folded* (no marks) and *exact* (marks, wherever a tone mark stands),
word by word side by side.
"""

from dataclasses import dataclass
from functools import lru_cache
from hanam.dvc.rules.vietnamese import collation_key
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import tone_key


class Text:
    """The texts of a procedure: with a blank at either end, so that a phrase is found at
    the border of words only.

    Making one takes a while: `to_data` is kept in the catalogue.
    """

    __slots__ = ("code", "exact", "folded", "order", "synonyms")

    def __init__(self, code, folded, exact, synonyms, order):
        self.code = code
        self.folded = folded
        self.exact = exact
        self.synonyms = synonyms
        self.order = order

    @classmethod
    def of(cls, code="", title="", synonyms=()):
        """Made from what people read."""
        pairs = tuple((exact_form(text), folded_form(text)) for text in synonyms)
        order = collation_key(title)
        return cls(fold(code), folded_form(title), exact_form(title), pairs, order)

    def to_data(self) -> tuple:
        """Plain values, for ``Text(*data)``."""
        return self.code, self.folded, self.exact, self.synonyms, self.order


@dataclass(frozen=True)
class Phrase:
    """Words side by side, folded and exact."""

    words: tuple[str, ...]
    exact: tuple[str, ...]

    @classmethod
    def of(cls, text: str):
        """Made from what people write."""
        words = fold(text).split()
        exact = exact_words(text)
        if len(exact) != len(words):
            exact = words
        return cls(tuple(words), tuple(exact))

    @property
    def folded(self) -> str:
        return f" {' '.join(self.words)} "

    @property
    def marks(self) -> str:
        return f" {' '.join(self.exact)} "


def exact_form(text: str) -> str:
    return f" {' '.join(exact_words(text))} "


def folded_form(text: str) -> str:
    return f" {fold(text)} "


def exact_words(text: str) -> list[str]:
    """The words of a tone key without punctuation."""
    bare = "".join(c if c.isalnum() or is_mark(c) else " " for c in tone_key(text))
    return bare.split()


def is_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


@lru_cache(maxsize=4096)
def marked(word: str) -> bool:
    """Whether a word of a tone key carries any mark."""
    return word != fold(word)
