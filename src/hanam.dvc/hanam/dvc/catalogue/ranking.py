"""How well a procedure answers a question.

Each of its texts (title, each thing citizens call it) is compared alone; the best text
decides. A text is good when it has the telling words of the question, side by side, with
the marks that were typed, and little else.
"""

from hanam.dvc.catalogue.question import Asked
from hanam.dvc.catalogue.texts import exact_form
from hanam.dvc.catalogue.texts import folded_form
from hanam.dvc.catalogue.texts import Text


# A code that begins as the question does comes before everything.
CODE = 10.0
# How much of a word is met by …
EXACT, BARE, BEGUN, OTHER_MARKS = 1.0, 0.98, 0.9, 0.5
# … and by another phrase in its place: word by word, or its words scattered.
INSTEAD, SCATTERED, INITIALS = 0.93, 0.6, 0.7
# A phrase of so many words is the same when others stand between them.
LONG = 4
# What makes the score of a text; the parts add up to one. Of what is covered, pairs of
# words count this share.
COVERED, NARROW, BEGINS = 0.7, 0.25, 0.05
PAIRED = 0.6
# Something citizens call it counts a little less than its title, the names of its sector
# and agencies much less.
CALLED, ALSO = 0.95, 0.5
# All words of the question that any of its texts has.
ELSEWHERE = 0.1
WHOLE = 0.03


class Field:
    """One text of a procedure; ``weight`` is that of its telling words."""

    __slots__ = ("exact", "folded", "weight", "words", "worth")

    def __init__(self, folded, exact, weigh, worth=1.0):
        self.folded = folded
        self.worth = worth
        self.exact = exact
        self.words = frozenset(folded.split())
        self.weight = sum(weigh(word) for word in self.words) or 1.0


def fields_of(text: Text, also: str, weigh) -> tuple[Field, ...]:
    """The title, what citizens call it, and ``also``; ``weigh(word)`` weighs a word."""
    called = (Field(folded, exact, weigh, CALLED) for exact, folded in text.synonyms)
    names = Field(folded_form(also), exact_form(also), weigh, ALSO)
    return (Field(text.folded, text.exact, weigh), *called, names)


def score(text: Text, fields, asked: Asked) -> float:
    """A number, higher for a better answer; 1 is a text that is the question."""
    if text.code and f" {text.code}".startswith(asked.folded):
        return CODE
    best, covered = 0.0, [0.0] * len(asked.words)
    for field in fields:
        met = meet(field, asked)
        covered = [max(pair) for pair in zip(covered, met, strict=True)]
        best = max(best, judge(field, asked, met) * field.worth)
    return best + ELSEWHERE * share(asked, covered)


def share(asked, met) -> float:
    return sum(w * m for w, m in zip(asked.weights, met, strict=True)) / asked.total


def meet(field, asked) -> list[float]:
    """How much of each word of the question the text meets, 0 to 1."""
    last = len(asked.words) - 1
    met = [
        meets_word(field, asked.words[at], asked.exact[at], at == last)
        for at in range(last + 1)
    ]
    for span in asked.spans:
        worth = max(meets_phrase(field, phrase) for phrase in span.instead)
        for at in range(span.start, span.end):
            met[at] = max(met[at], worth)
    return met


def meets_word(field, word, exact, last) -> float:
    if word in field.words:
        if f" {exact} " in field.exact:
            return EXACT
        return BARE if exact == word else OTHER_MARKS
    return BEGUN if last and f" {word}" in field.folded else 0.0


def meets_phrase(field, phrase) -> float:
    if phrase.folded in field.folded:
        return INSTEAD if phrase.marks in field.exact else OTHER_MARKS * INSTEAD
    if len(phrase.words) >= LONG and field.words.issuperset(phrase.words):
        return SCATTERED
    return 0.0


def judge(field, asked, met) -> float:
    """The score of one text."""
    covered = share(asked, met)
    if not covered:
        return 0.0
    words = PAIRED * adjacent(field, asked, met) + (1 - PAIRED) * covered
    parts = (
        COVERED
        + NARROW * narrow(field, asked, met)
        + BEGINS * field.folded.startswith(asked.folded)
    )
    whole = WHOLE if asked.folded + " " in field.folded else 0.0
    return words * parts + whole


def adjacent(field, asked, met) -> float:
    """The share of the question's pairs that stand side by side in the text too, or are
    met together by one phrase."""
    if not asked.pairs:
        return 1.0
    got = 0.0
    for at, (pair, weight) in enumerate(asked.pairs):
        if pair in field.folded:
            got += weight
        elif at in asked.inside and met[at] and met[at + 1]:
            got += weight * 0.8
    return got / asked.pair_total


def narrow(field, asked, met) -> float:
    """The share of the text's words that the question asks for."""
    words = {asked.words[at] for at, worth in enumerate(met) if worth}
    for span in asked.spans:
        for phrase in span.instead:
            if met[span.start] and phrase.folded in field.folded:
                words.update(phrase.words)
    weight = sum(asked.weigh(word) for word in words & field.words)
    return min(1.0, weight / field.weight)
