"""What a dossier can be found by: its code, names and numbers, without diacritics.

A search matches the beginning of a word and goes on from there: "văn an", "VAN AN" and "an"
all find "Nguyễn Văn An". Each name is therefore kept from each of its words on, so that one
range of one index answers, however many dossiers there are.
"""

from unicodedata import combining
from unicodedata import normalize


LONGEST = 60
AFTER_ALL = "\U0010ffff"


def fold(value):
    """Lower case without diacritics, words apart by one space."""
    plain = value.lower().replace("đ", "d")
    letters = (c for c in normalize("NFD", plain) if not combining(c))
    return " ".join("".join(letters).replace("|", " ").split())


def phrases_of(values):
    """The folded texts a dossier is found by, from a mapping of its row's columns."""
    code = fold(values["code"])
    phrases = [code, code.partition("-")[2]]
    for name in ("applicant_name", "owner_name", "applicant_id", "owner_id", "phone"):
        phrases.append(fold(values[name]))
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))


def terms_of(values):
    """The beginnings that find a dossier, each once."""
    terms = {}
    for phrase in phrases_of(values):
        words = phrase.split(" ")
        for start in range(len(words)):
            terms[" ".join(words[start:])[:LONGEST]] = None
    return list(terms)


def folded_text(values):
    """All phrases in one line, a space before each word, for a search within a list."""
    return "".join(f" {phrase} |" for phrase in phrases_of(values))


def span(query):
    """The range (from, before) of terms that a search text means, or None if it is empty."""
    start = fold(query)[:LONGEST]
    return (start, start + AFTER_ALL) if start else None
