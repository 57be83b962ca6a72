"""How well a procedure answers a question."""

from hanam.dvc.rules.vietnamese import collation_key
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import tone_key
from itertools import pairwise


# From the best to the least; a phrase is words side by side.
CODE = 100
TITLE_IS_EXACT = 95
TITLE_IS = 90
SYNONYM_IS_EXACT = 85
SYNONYM_IS = 80
TITLE_PHRASE_EXACT = 70
TITLE_PHRASE = 60
SYNONYM_PHRASE_EXACT = 50
SYNONYM_PHRASE = 45
TITLE_WORDS = 30
OTHER = 10
# Less than one step of the scale all together.
STEP = 20
BEGINS = 4
WHOLE_WORDS = 2
EXACT_WORDS = 5
PAIRS = 8


class Text:
    """The texts of a procedure, made ready to compare: with a blank at either end, so
    that a phrase is found at the border of words only.

    Making one takes a while: `to_data` is kept in the catalogue.
    """

    __slots__ = ("code", "exact", "exact_words", "folded", "order", "synonyms", "words")

    def __init__(self, code, folded, exact, synonyms, order):
        self.code = code
        self.folded = folded
        self.exact = exact
        self.synonyms = synonyms
        self.order = order
        self.words = frozenset(folded.split())
        self.exact_words = frozenset(exact.split())

    @classmethod
    def of(cls, code="", title="", synonyms=()):
        """Made from what people read."""
        pairs = tuple((exact_form(text), folded_form(text)) for text in synonyms)
        order = collation_key(title)
        return cls(fold(code), folded_form(title), exact_form(title), pairs, order)

    def to_data(self) -> tuple:
        """Plain values, for ``Text(*data)``."""
        return self.code, self.folded, self.exact, self.synonyms, self.order


def exact_form(text: str) -> str:
    return f" {' '.join(plain(tone_key(text)))} "


def folded_form(text: str) -> str:
    return f" {fold(text)} "


def plain(text: str) -> list[str]:
    """The words of a tone key without punctuation."""
    bare = "".join(c if c.isalnum() or is_mark(c) else " " for c in text)
    return bare.split()


def is_mark(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


class Asked:
    """A question made ready to compare."""

    __slots__ = ("exact", "exact_words", "folded", "last", "pairs", "whole")

    def __init__(self, question):
        words = fold(question).split()
        self.folded = " " + " ".join(words)
        self.exact_words = plain(tone_key(question))
        self.exact = " " + " ".join(self.exact_words)
        self.whole = words[:-1]
        self.last = f" {words[-1]}"
        self.pairs = tuple(f" {a} {b}" for a, b in pairwise(words))


def rank(text: Text, asked: Asked) -> int:
    """A number, higher for a better answer. The last word may be a beginning."""
    if text.code and f" {text.code}".startswith(asked.folded):
        return CODE * STEP
    best = in_title(text, asked)
    if text.synonyms and best < TITLE_IS:
        best = max(best, in_synonyms(text, asked))
    return best * STEP + bonus(text, asked)


def in_title(text, asked) -> int:
    if asked.exact in text.exact:
        return TITLE_IS_EXACT if text.exact == asked.exact + " " else TITLE_PHRASE_EXACT
    if asked.folded in text.folded:
        return TITLE_IS if text.folded == asked.folded + " " else TITLE_PHRASE
    if asked.last in text.folded and text.words.issuperset(asked.whole):
        return TITLE_WORDS
    return OTHER


def in_synonyms(text, asked) -> int:
    best = 0
    for exact, folded in text.synonyms:
        if asked.exact in exact:
            if exact == asked.exact + " ":
                return SYNONYM_IS_EXACT
            best = max(best, SYNONYM_PHRASE_EXACT)
        if asked.folded in folded:
            same = folded == asked.folded + " "
            best = max(best, SYNONYM_IS if same else SYNONYM_PHRASE)
    return best


def bonus(text, asked) -> int:
    """Where and how exactly the words stand."""
    points = BEGINS if text.folded.startswith(asked.folded) else 0
    if asked.folded + " " in text.folded:
        points += WHOLE_WORDS
    if asked.whole:
        hit = sum(pair in text.folded for pair in asked.pairs)
        points += PAIRS * hit // len(asked.pairs)
        hit = sum(word in text.exact_words for word in asked.exact_words)
        points += EXACT_WORDS * hit // (len(asked.exact_words) or 1)
    return points


def adjacent(text: Text, asked: Asked) -> tuple[int, ...]:
    """Places in the question whose word stands before the next one in the text too."""
    texts = (text.folded, *(folded for _, folded in text.synonyms))
    return tuple(
        place
        for place, pair in enumerate(asked.pairs)
        if any(pair in folded for folded in texts)
    )
