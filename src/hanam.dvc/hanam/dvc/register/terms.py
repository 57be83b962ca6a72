"""What a dossier can be found by: its code, names and numbers, without diacritics.

A search matches the beginning of a word and goes on from there: "văn an", "VAN AN" and "an"
all find "Nguyễn Văn An". Each name is therefore kept from each of its words on, so that one
range of one index answers, however many dossiers there are.
"""

from hanam.dvc.rules.vietnamese import fold


LONGEST = 60
AFTER_ALL = "\U0010ffff"
NAMES = ("applicant_name", "owner_name")
NUMBERS = ("applicant_id", "owner_id", "phone")


def phrases_of(values):
    """The folded texts a dossier is found by, from a mapping of its row's columns."""
    code = values["code"]
    texts = [code, code.partition("-")[2], *(values[name] for name in NAMES + NUMBERS)]
    return list(dict.fromkeys(phrase for phrase in map(fold, texts) if phrase))


def terms_of(values):
    """The beginnings that find a dossier, each once."""
    terms = dict.fromkeys(phrase[:LONGEST] for phrase in phrases_of(values))
    for name in NAMES:
        words = fold(values[name]).split(" ")
        for start in range(1, len(words)):
            terms[" ".join(words[start:])[:LONGEST]] = None
    return list(terms)


def folded_text(values):
    """All phrases in one line, a space before each word, for a search within a list."""
    return "".join(f" {phrase} |" for phrase in phrases_of(values))


def span(query):
    """The range (from, before) of terms that a search text means, or None if it is empty."""
    start = fold(query)[:LONGEST]
    return (start, start + AFTER_ALL) if start else None
