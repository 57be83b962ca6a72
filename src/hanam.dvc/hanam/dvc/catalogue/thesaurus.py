"""Words that mean the same for all procedures, and words that mean nothing to search.

Editors keep them (``synonyms.py``); here they are only understood and applied to a
question. What one procedure alone is called stands in its own ``synonyms``.
"""

from collections import defaultdict
from dataclasses import dataclass
from hanam.dvc.catalogue.texts import exact_words
from hanam.dvc.catalogue.texts import marked
from hanam.dvc.catalogue.texts import Phrase
from hanam.dvc.rules.vietnamese import fold


@dataclass(frozen=True)
class Group:
    """Phrases: ``words`` mean each other; ``means``, if any, is what each of them leads
    to, and never the other way round."""

    words: tuple[str, ...]
    means: tuple[str, ...] = ()

    def line(self) -> str:
        """As editors write it: "a = b", "a = b > c; d"."""
        left = " = ".join(self.words)
        return f"{left} > {'; '.join(self.means)}" if self.means else left


@dataclass(frozen=True)
class Span:
    """Words ``start`` to ``end`` (exclusive) of a question, with what may stand there."""

    start: int
    end: int
    instead: tuple[Phrase, ...]


class Thesaurus:
    """Groups and quiet words, made ready to be looked up."""

    def __init__(self, groups=(), quiet=()):
        self.groups = tuple(groups)
        self.quiet = tuple(quiet)
        self._spans: dict[str, list] = defaultdict(list)
        self._quiet: dict[str, list] = defaultdict(list)
        for group in self.groups:
            self._add(group)
        for text in self.quiet:
            phrase = Phrase.of(text)
            if phrase.words:
                self._quiet[phrase.words[0]].append(phrase)

    def _add(self, group) -> None:
        phrases = [Phrase.of(text) for text in group.words]
        means = tuple(Phrase.of(text) for text in group.means)
        for phrase in phrases:
            others = tuple(other for other in phrases if other.words != phrase.words)
            # Spellings that differ in their marks only have nothing to put there.
            if phrase.words and (means or others):
                entry = phrase, means or others
                self._spans[phrase.words[0]].append(entry)

    def spans(self, question: str) -> list[Span]:
        """Where the question holds a known phrase; they may overlap."""
        words = fold(question).split()
        exact = aligned(question, words)
        found = []
        for start, word in enumerate(words):
            for phrase, instead in self._spans.get(word, ()):
                if stands(phrase, words, exact, start):
                    end = start + len(phrase.words)
                    found.append(Span(start, end, instead))
        return found

    def quiet_places(self, question: str) -> frozenset[int]:
        """Places of the question's words that say nothing; none if all of them do."""
        words = fold(question).split()
        exact = aligned(question, words)
        places: set[int] = set()
        for start, word in enumerate(words):
            for phrase in self._quiet.get(word, ()):
                if stands(phrase, words, exact, start):
                    places.update(range(start, start + len(phrase.words)))
        return frozenset(places) if len(places) < len(words) else frozenset()


def aligned(question, words) -> list[str]:
    """The words with their marks, one for each folded word."""
    exact = exact_words(question)
    return exact if len(exact) == len(words) else list(words)


def stands(phrase, words, exact, start) -> bool:
    """Whether the phrase is at this place; marks that were typed must be its own."""
    end = start + len(phrase.words)
    return tuple(words[start:end]) == phrase.words and all(
        not marked(typed) or typed == own
        for typed, own in zip(exact[start:end], phrase.exact, strict=True)
    )


NOTHING = Thesaurus()
