"""An index of procedures in memory, right for Vietnamese.

A word is found with or without its marks and wherever its tone mark stands; the last
word of a question may be the beginning of one; initials stand for a phrase ("gplx"), and
so does what a thesaurus says. All telling words must be there. Where no procedure has
them all, those with the most telling ones are given and the question's other words are
named as dropped.

Why not a ZCTextIndex: it cannot rank exact marks, adjacency or the title first, and
each filter's count would be one more query.
"""

from bisect import bisect_left
from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from hanam.dvc.catalogue import ranking
from hanam.dvc.catalogue import spelling
from hanam.dvc.catalogue.question import Asked
from hanam.dvc.catalogue.question import MOST_WORDS
from hanam.dvc.catalogue.texts import Text
from hanam.dvc.catalogue.thesaurus import NOTHING as NO_THESAURUS
from hanam.dvc.catalogue.thesaurus import Thesaurus
from hanam.dvc.rules.vietnamese import fold
from math import log


INITIALS = range(2, 8)
# This share of the words must be known, and of the weight of those a procedure must
# hold that share, to be near a question.
KNOWN = 1 / 3
NEAR = 0.45
# Shares of the best score: good enough to show where nothing has all the words, and
# where something has.
CLOSE = 0.8
NEARLY = 0.7
# With fewer entries that have all the words, those that nearly have are shown as well.
FEW = 5
NOTHING = (None, "", ())


@dataclass(frozen=True, slots=True)
class Entry:
    """A procedure as search sees it. ``also`` counts less than its own texts: names of
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


def no_prior(number: int) -> float:
    """Nothing is known of how often a procedure is wanted."""
    return 0.0


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
        self.fields = [
            ranking.fields_of(entry.text, entry.also, self.weigh)
            for entry in self.entries
        ]

    def _add(self, number: int, entry: Entry) -> None:
        phrases = [entry.text.folded, *(folded for _, folded in entry.text.synonyms)]
        words = " ".join((entry.text.code, *phrases, fold(entry.also))).split()
        for word in set(words):
            self.postings[word].add(number)
        self.initials.append(
            " ".join("".join(word[0] for word in text.split()) for text in phrases)
        )

    def weigh(self, word: str) -> float:
        """How telling a word is: the more, the fewer entries have it."""
        return self.weight_of(len(self.postings.get(word, ())))

    def weight_of(self, many: int) -> float:
        return log(1 + (len(self.entries) + 1) / (many + 1))

    def everything(self) -> tuple[int, ...]:
        """All entries in the order of a Vietnamese dictionary."""
        return tuple(range(len(self.entries)))

    def ask(
        self,
        question: str,
        allowed: set[int] | None = None,
        thesaurus: Thesaurus = NO_THESAURUS,
        prior: Callable[[int], float] = no_prior,
    ) -> Answer:
        """The entries that answer; only ``allowed`` ones, if given. ``prior(number)``
        is added to a score: how much an entry is wanted anyway, up to about 0.05."""
        asked = Asked(question, thesaurus, self.weigh)
        if not asked.words:
            every = self.everything()
            return Answer(tuple(n for n in every if allowed is None or n in allowed))
        sets = self._sets(asked, allowed)
        asked.weighed([self.weight_of(len(found)) if found else 0.0 for found in sets])
        telling = [found for at, found in enumerate(sets) if at not in asked.quiet]
        common = set.intersection(*telling) if telling else set()
        near = () if common else tuple(self._near_words(asked, sets))
        scores = self._scores(asked, sets, common, prior)
        if not scores:
            return Answer((), near=near)
        return self._answer(asked, sets, common, scores, near)

    def split(self, question: str) -> list[str]:
        """The words of a question, without marks."""
        return fold(question).split()[:MOST_WORDS]

    def _sets(self, asked, allowed) -> list[set[int]]:
        """For each word the entries that have it or what the thesaurus puts there."""
        last = len(asked.words) - 1
        sets = [self._having(word, at == last) for at, word in enumerate(asked.words)]
        for span in asked.spans:
            found = set().union(*(self._standing(phrase) for phrase in span.instead))
            for at in range(span.start, span.end):
                sets[at] = sets[at] | found
        for at, found in enumerate(sets):
            if not found:
                sets[at] = self._by_initials(asked.words[at])
        return sets if allowed is None else [found & allowed for found in sets]

    def _having(self, word: str, last: bool) -> set[int]:
        """Entries with the word, or, for the last one, with a word it begins."""
        found = self.postings.get(word, set())
        if last:
            found = set(found)
            for longer in self.beginning(word):
                found |= self.postings[longer]
        return found

    def _standing(self, phrase) -> set[int]:
        """Entries one of whose texts holds a phrase of the thesaurus."""
        having = [self.postings.get(word, set()) for word in phrase.words]
        return {
            n
            for n in set.intersection(*having)
            if any(ranking.meets_phrase(field, phrase) for field in self.fields[n])
        }

    def _by_initials(self, word: str) -> set[int]:
        if len(word) not in INITIALS or not word.isalpha():
            return set()
        return {n for n, text in enumerate(self.initials) if word in text}

    def beginning(self, word: str) -> list[str]:
        """The known words that begin with ``word``."""
        start = bisect_left(self.words, word)
        end = bisect_left(self.words, word + "\uffff")
        return self.words[start:end]

    def _scores(self, asked, sets, common, prior) -> dict[int, float]:
        """The scores of what has all telling words; where few have, of what has enough
        of them as well."""
        numbers = common
        if len(common) < FEW:
            numbers = common.union(self._enough(asked, sets))
        return {
            n: ranking.score(self.texts[n], self.fields[n], asked) + prior(n)
            for n in numbers
        }

    def _enough(self, asked, sets) -> list[int]:
        """Entries with a good part of the weight of the question's words; none where
        too little of it is known."""
        known = [word for word, found in zip(asked.words, sets, strict=True) if found]
        # A number that is unknown is a code that is not here: nothing is near it.
        number = any(not w.isalpha() for w in asked.words if w not in known)
        if number or len(known) < KNOWN * len(asked.words):
            return []
        scores: Counter = Counter()
        for found, weight in zip(sets, asked.weights, strict=True):
            for n in found:
                scores[n] += weight
        best = max(scores.values(), default=0)
        if best < NEAR * asked.total:
            return []
        return [n for n, weight in scores.items() if weight >= best * NEAR]

    def _answer(self, asked, sets, common, scores, near) -> Answer:
        lengths = self.lengths

        def order(n):
            return -round(scores[n], 6), lengths[n], n

        if len(common) >= FEW:
            return Answer(tuple(sorted(scores, key=order)))
        least = max(scores.values()) * (NEARLY if common else CLOSE)
        found = sorted(
            (n for n in scores if n in common or scores[n] >= least), key=order
        )
        if common:
            return Answer(tuple(found))
        dropped = tuple(
            asked.words[at]
            for at, having in enumerate(sets)
            if found[0] not in having and at not in asked.quiet
        )
        return Answer(tuple(found), dropped, near)

    def _near_words(self, asked, sets):
        """(unknown word, known word or words) where there is one."""
        words = asked.words
        for at, found in enumerate(sets):
            word = words[at]
            if found or at in asked.quiet or word in self.postings:
                continue
            instead = spelling.near(
                word,
                self.postings,
                lambda known: len(self.postings[known]),
                words[at - 1] if at else "",
                words[at + 1] if at + 1 < len(words) else "",
                self.together,
            )
            if instead:
                yield word, instead

    def together(self, first: str, second: str) -> bool:
        """Whether two words stand side by side in any text."""
        pair = f" {first} {second} "
        return any(pair in field.folded for texts in self.fields for field in texts)

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
