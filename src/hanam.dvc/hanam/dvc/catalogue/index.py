"""An index of procedures in memory, right for Vietnamese.

A word is found with or without its marks and wherever its tone mark stands; the last
word of a question may be the beginning of one; initials stand for a phrase ("gplx").
All words must be there. Where no procedure has them all, those with the most telling
words are given and the question's other words are named as dropped.

Why not a ZCTextIndex: it cannot rank exact marks, adjacency or the title first, and
each filter's count would be one more query.
"""

from bisect import bisect_left
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from difflib import get_close_matches
from hanam.dvc.catalogue.ranking import adjacent
from hanam.dvc.catalogue.ranking import Asked
from hanam.dvc.catalogue.ranking import rank
from hanam.dvc.catalogue.ranking import Text
from hanam.dvc.rules.vietnamese import fold
from math import log


MOST_WORDS = 24
INITIALS = range(2, 8)
# This share of the words must be known, and of the weight of those a procedure must
# hold that share, to be near a question.
KNOWN = 1 / 3
NEAR = 0.45
# Shares of the best score: worth a look at its pairs of words, good enough to show.
WIDE = 0.5
CLOSE = 0.8
NOTHING = (None, "", ())


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure as search sees it. ``also`` is searched but never ranked: names of
    its sector and agencies. ``facets`` maps a facet (agency, sector …) to its values.
    ``data`` is for the caller."""

    text: Text
    also: str = ""
    facets: dict = field(default_factory=dict)
    data: object = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Numbers of entries, best first; ``dropped``: words of the question that were left
    out; ``near``: words that are known instead of an unknown one."""

    found: tuple[int, ...]
    dropped: tuple[str, ...] = ()
    near: tuple[tuple[str, str], ...] = ()


class Index:
    """Answers questions about a fixed list of entries."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries: Sequence[Entry] = sorted(entries, key=lambda e: e.text.order)
        self.texts = [entry.text for entry in self.entries]
        self.lengths = [len(text.folded) for text in self.texts]
        self.postings: dict[str, set[int]] = defaultdict(set)
        self.initials: list[str] = []
        for number, entry in enumerate(self.entries):
            self._add(number, entry)
        self.words = sorted(self.postings)

    def _add(self, number: int, entry: Entry) -> None:
        phrases = [entry.text.folded, *(folded for _, folded in entry.text.synonyms)]
        words = " ".join((entry.text.code, *phrases, fold(entry.also))).split()
        for word in set(words):
            self.postings[word].add(number)
        self.initials.append(
            " ".join("".join(word[0] for word in text.split()) for text in phrases)
        )

    def everything(self) -> tuple[int, ...]:
        """All entries in the order of a Vietnamese dictionary."""
        return tuple(range(len(self.entries)))

    def ask(self, question: str, allowed: set[int] | None = None) -> Answer:
        """The entries that answer; only ``allowed`` ones, if given."""
        words = self.split(question)
        if not words:
            every = self.everything()
            return Answer(tuple(n for n in every if allowed is None or n in allowed))
        sets = [self._having(word, word is words[-1]) for word in words]
        if allowed is not None:
            sets = [found & allowed for found in sets]
        common = set.intersection(*sets)
        if common:
            return Answer(self._ranked(common, question))
        return self._nearest(question, words, sets)

    def split(self, question: str) -> list[str]:
        """The words of a question, without marks."""
        return fold(question).split()[:MOST_WORDS]

    def _having(self, word: str, last: bool) -> set[int]:
        """Entries with the word, or, for the last one, with a word it begins."""
        found = self.postings.get(word, set())
        if last:
            found = set(found)
            for longer in self.beginning(word):
                found |= self.postings[longer]
        if not found and len(word) in INITIALS and word.isalpha():
            found = {n for n, text in enumerate(self.initials) if word in text}
        return found

    def beginning(self, word: str) -> list[str]:
        """The known words that begin with ``word``."""
        start = bisect_left(self.words, word)
        end = bisect_left(self.words, word + "\uffff")
        return self.words[start:end]

    def _ranked(self, numbers, question: str) -> tuple[int, ...]:
        asked = Asked(question)
        scores = {n: rank(self.texts[n], asked) for n in numbers}
        lengths = self.lengths
        return tuple(sorted(numbers, key=lambda n: (-scores[n], lengths[n], n)))

    def _nearest(self, question, words, sets) -> Answer:
        """Entries with the heaviest words and pairs of words, where none has them all."""
        near = tuple(self._near_words(words, sets))
        scores = self._scores(words, sets)
        best = max(scores.values(), default=0)
        if not best:
            return Answer((), near=near)
        numbers = {n for n, score in scores.items() if score > best * CLOSE}
        first = max(numbers, key=lambda n: (scores[n], -n))
        dropped = tuple(
            word for word, found in zip(words, sets, strict=True) if first not in found
        )
        kept = (word for word in question.split() if fold(word) not in dropped)
        found = self._ranked(numbers, " ".join(kept))
        return Answer(tuple(sorted(found, key=lambda n: -scores[n])), dropped, near)

    def _scores(self, words, sets) -> Counter:
        """The weight of the words each entry has, and of those side by side as asked;
        none where too little of the question is known."""
        known = [word for word, found in zip(words, sets, strict=True) if found]
        # A number that is unknown is a code that is not here: nothing is near it.
        number = any(not word.isalpha() for word in words if word not in known)
        if number or len(known) < KNOWN * len(words):
            return Counter()
        size = len(self.entries) + 1
        weights = [log(1 + size / (len(found) + 1)) for found in sets]
        scores: Counter = Counter()
        for found, weight in zip(sets, weights, strict=True):
            for n in found:
                scores[n] += weight
        best = max(scores.values())
        if best < NEAR * sum(
            w for w, found in zip(weights, sets, strict=True) if found
        ):
            return Counter()
        asked = Asked(" ".join(words))
        for n in [n for n, score in scores.items() if score > best * WIDE]:
            for place in adjacent(self.texts[n], asked):
                scores[n] += weights[place] + weights[place + 1]
        return scores

    def _near_words(self, words, sets):
        for word, found in zip(words, sets, strict=True):
            if found or len(word) < 3 or not word.isalpha() or word in self.postings:
                continue
            alike = [known for known in self.words if known[0] == word[0]]
            for known in get_close_matches(word, alike, 1, 0.7):
                yield word, known

    def matching(self, chosen: dict) -> set[int] | None:
        """The entries with all chosen facet values (facet → value or several of which
        one will do); None if nothing is chosen."""
        chosen = {
            name: as_set(value)
            for name, value in chosen.items()
            if value not in NOTHING
        }
        if not chosen:
            return None
        return {
            number
            for number, entry in enumerate(self.entries)
            if all(
                not wanted.isdisjoint(entry.facets[name])
                for name, wanted in chosen.items()
            )
        }

    def counts(self, numbers: Iterable[int], name: str) -> Counter:
        """How many of the entries have each value of a facet."""
        counted: Counter = Counter()
        for number in numbers:
            counted.update(self.entries[number].facets[name])
        return counted


def as_set(value) -> set:
    return set(value) if isinstance(value, (list, tuple, set, frozenset)) else {value}
