"""On a page in another language, what stays Vietnamese is marked as such (WCAG 2.2, 3.1.2).

Names of procedures, agencies and people, texts of editors: data that has no translation. A
screen reader speaks them rightly only where ``lang="vi"`` stands. Rooms mark what they know
to be data; this step, on the finished page, finds the rest by the letters.
"""

from lxml import etree
from lxml import html

import re
import unicodedata


VIETNAMESE = "vi"
# No mark can stand inside these; it stands at the element itself.
WHOLE = {"option", "textarea"}
UNREAD = {"script", "style", "template", "head", "svg", "noscript"}
ATTRIBUTES = ("title", "alt", "aria-label", "placeholder")
# Every vowel with every tone, and đ.
LETTERS = frozenset(
    letter
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    for letter in unicodedata.normalize("NFC", vowel + tone)
    if letter not in "aeiouy"
) | {"đ"}
LETTERS |= {letter.upper() for letter in LETTERS}
WORD = re.compile(r"[^\W\d_]+")
BETWEEN = re.compile(r"[\s,.:;()\"“”'’/–-]*(?:\d[\d.,:/]*[\s,.:;()\"“”'’/–-]*)*")
SYLLABLE = re.compile(
    r"(?:ngh?|gh|gi|[kpt]h|tr|ch|nh|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|n[gh]|[cmnpt])?",
    re.IGNORECASE,
)
# English words that are built like Vietnamese syllables.
ENGLISH = frozenset(
    (
        *(
            "a",
            "an",
            "at",
            "can",
            "do",
            "go",
            "he",
            "him",
            "his",
            "i",
            "in",
            "it",
            "its",
        ),
        *(
            "me",
            "my",
            "no",
            "not",
            "on",
            "or",
            "so",
            "than",
            "that",
            "the",
            "them",
            "then",
        ),
        *(
            "to",
            "up",
            "we",
            "when",
            "you",
            "due",
            "may",
            "new",
            "one",
            "out",
            "pay",
            "see",
        ),
        *(
            "day",
            "ten",
            "way",
            "who",
            "why",
            "by",
            "say",
            "sum",
            "top",
            "use",
            "yet",
            "too",
        ),
    )
)


def has_vietnamese(text: str) -> bool:
    """Whether some letter of the text is one that English does not have."""
    return not text.isascii() and not LETTERS.isdisjoint(text)


def belongs(word: str) -> bool:
    """Whether a word can stand inside a Vietnamese text."""
    if has_vietnamese(word):
        return True
    if word in ENGLISH:
        return False
    return bool(SYLLABLE.fullmatch(word)) or (word.isupper() and len(word) > 1)


def runs(text: str) -> list[tuple[int, int]]:
    """Where the Vietnamese of a text stands: (start, end), words without marks between included."""
    groups: list[list] = [[]]
    for word in WORD.finditer(text):
        group = groups[-1]
        near = not group or BETWEEN.fullmatch(text, group[-1].end(), word.start())
        if belongs(word[0]) and near:
            group.append(word)
        else:
            groups.append([word] if belongs(word[0]) else [])
    found = []
    for group in groups:
        while group and group[0][0].lower() in ENGLISH - {"an"}:
            del group[0]
        if any(has_vietnamese(word[0]) for word in group):
            found.append((group[0].start(), group[-1].end()))
    return found


def mark(source: bytes, language: str) -> bytes:
    """The page with ``lang="vi"`` at its Vietnamese; ``language`` is that of the page."""
    root = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
    if root.get("lang", language) == VIETNAMESE:
        return source
    for body in root.iterchildren("body"):
        visit(body, body.get("lang", language))
    return html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>")


def visit(element, spoken: str) -> None:
    """Mark what stands in an element and below it."""
    children = list(element)
    if any(covers(element.get(name)) for name in ATTRIBUTES) and is_all(element):
        element.set("lang", VIETNAMESE)
        return
    if element.tag in WHOLE or not children:
        if has_vietnamese("".join(element.itertext())):
            if element.tag in WHOLE or covers(element.text):
                element.set("lang", VIETNAMESE)
                return
            wrap(element, None, element.text)
            return
    else:
        wrap(element, None, element.text)
    for child in children:
        if not isinstance(child.tag, str) or child.tag in UNREAD:
            pass
        elif (lang := child.get("lang", spoken)) != VIETNAMESE:
            visit(child, lang)
        wrap(element, child, child.tail)


def is_all(element) -> bool:
    """Whether nothing in an element is of another language."""
    return all(covers(text) or not WORD.search(text) for text in element.itertext())


def covers(text: str | None) -> bool:
    """Whether a text is Vietnamese from its first word to its last."""
    found, words = runs(text or ""), list(WORD.finditer(text or ""))
    return len(found) == 1 and found[0] == (words[0].start(), words[-1].end())


def wrap(parent, before, text: str | None) -> None:
    """Put each run of a text into a span; ``before`` is the element it follows, or None."""
    if not text or not has_vietnamese(text):
        return
    place = 0 if before is None else parent.index(before) + 1
    end, rest = 0, None
    for start, stop in runs(text):
        between = text[end:start]
        if rest is not None:
            rest.tail = between
        elif before is None:
            parent.text = between
        else:
            before.tail = between
        rest = etree.Element("span", lang=VIETNAMESE)
        rest.text, rest.tail = text[start:stop], ""
        parent.insert(place, rest)
        place, end = place + 1, stop
    if rest is not None:
        rest.tail = text[end:]
