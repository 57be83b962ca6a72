"""A question made ready to be compared with the texts of procedures."""

from hanam.dvc.catalogue.texts import exact_words
from hanam.dvc.catalogue.thesaurus import aligned
from hanam.dvc.rules.vietnamese import fold
from itertools import pairwise


MOST_WORDS = 24
# A word that says nothing weighs this share of what it would.
HUSHED = 0.1


class Asked:
    """The words of a question, their weights, and what may stand for them.

    ``spans`` and ``quiet`` come from the thesaurus. ``weigh(word)`` tells how telling a
    word is; `weights` holds it for each place, 0 for words that are not known at all.
    """

    def __init__(self, question: str, thesaurus, weigh):
        text = cut(question)
        self.words = fold(text).split()
        self.exact = aligned(text, self.words)
        self.folded = " " + " ".join(self.words)
        self.spans = thesaurus.spans(text)
        self.quiet = thesaurus.quiet_places(text)
        self.weigh = weigh
        self.weights = [0.0] * len(self.words)
        self.total = 1.0
        self.pairs: list[tuple[str, float]] = []
        self.pair_total = 1.0
        # Places whose next word belongs to the same phrase.
        self.inside = {
            at for span in self.spans for at in range(span.start, span.end - 1)
        }

    def weighed(self, weights: list[float]) -> None:
        """Take the weights of all places."""
        hushed = [
            weight * HUSHED if at in self.quiet else weight
            for at, weight in enumerate(weights)
        ]
        self.weights = hushed
        self.total = sum(hushed) or 1.0
        last = len(self.words) - 2
        self.pairs = [
            (
                f" {a} {b}" if at == last else f" {a} {b} ",
                hushed[at] + hushed[at + 1] if hushed[at] and hushed[at + 1] else 0.0,
            )
            for at, (a, b) in enumerate(pairwise(self.words))
        ]
        self.pair_total = sum(weight for _, weight in self.pairs) or 1.0


def cut(question: str) -> str:
    """The question with no more than `MOST_WORDS` words."""
    words = question.split()
    if len(words) <= MOST_WORDS and len(exact_words(question)) <= MOST_WORDS:
        return question
    return " ".join(exact_words(question)[:MOST_WORDS])
