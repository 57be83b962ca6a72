"""The words that were looked for, marked in a text; nothing here knows HTML."""

from hanam.dvc.catalogue.texts import exact_words
from hanam.dvc.catalogue.texts import marked
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import nfc

import re


WORD = re.compile(r"[^\W_]+")
LONGEST = 180
BEFORE = 50


class Words:
    """The words of a question, to be found in texts."""

    def __init__(self, question: str, quiet=frozenset()):
        folded = fold(question).split()
        exact = exact_words(question)
        if len(exact) != len(folded):
            exact = folded
        pairs = [
            (word, own)
            for at, (word, own) in enumerate(zip(folded, exact, strict=True))
            if at not in quiet
        ]
        self.pairs = pairs
        self.folded = {word for word, _exact in pairs}

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Places of the words in a text; with the same marks only, where a word that
        was typed with marks is there with them."""
        found = [
            (match.start(), match.end(), match[0]) for match in WORD.finditer(nfc(text))
        ]
        plain = [(a, b, fold(word), exact_words(word)) for a, b, word in found]
        places = []
        for wanted, own in self.pairs:
            same = [(a, b, e) for a, b, word, e in plain if word == wanted]
            sharp = [(a, b) for a, b, e in same if e == [own]]
            places += sharp if sharp and marked(own) else [(a, b) for a, b, _e in same]
        return sorted(set(places))

    def had_by(self, text: str) -> int:
        """How many of the words a text has."""
        return len(self.folded.intersection(fold(text).split()))


def pieces(text: str, words: Words) -> list[dict]:
    """{text, hit} in order; together they are the text."""
    text = nfc(text)
    found, at = [], 0
    for start, end in runs(text, words.hits(text)):
        if start > at:
            found.append({"text": text[at:start], "hit": False})
        found.append({"text": text[start:end], "hit": True})
        at = end
    if at < len(text):
        found.append({"text": text[at:], "hit": False})
    return found


def runs(text: str, hits) -> list[tuple[int, int]]:
    """Hits with nothing but blanks between them as one."""
    found: list[tuple[int, int]] = []
    for start, end in hits:
        if found and not text[found[-1][1] : start].strip():
            start = found.pop()[0]
        found.append((start, end))
    return found


def snippet(text: str, words: Words) -> list[dict]:
    """`pieces` of the part of a text around the first word; of its beginning where it has
    none of them."""
    text = nfc(" ".join(text.split()))
    hits = words.hits(text)
    start = max(hits[0][0] - BEFORE, 0) if hits else 0
    if start:
        start = text.find(" ", start) + 1
    part = text[start : start + LONGEST]
    if start + LONGEST < len(text):
        part = part.rpartition(" ")[0] + " …"
    return pieces(f"… {part}" if start else part, words)


def exactness(text: str, question: str) -> int:
    """How well a text keeps to the marks of a question: 3 the phrase with its marks,
    2 all words with their marks, 1 the phrase without, 0 anything else."""
    wanted = exact_words(question)
    own = exact_words(text)
    if f" {' '.join(wanted)} " in f" {' '.join(own)} ":
        return 3
    if set(wanted) <= set(own):
        return 2
    return 1 if f" {fold(question)} " in f" {fold(text)} " else 0
