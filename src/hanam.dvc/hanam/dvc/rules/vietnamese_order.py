"""The order of Vietnamese dictionaries and of lists of people.

Keys are plain text of digits and small letters, so that they sort alike in Python,
SQLite and PostgreSQL whatever the collation of the column.
"""

from hanam.dvc.rules.vietnamese_text import split_tone
from hanam.dvc.rules.vietnamese_text import TONES
from hanam.dvc.rules.vietnamese_text import WORD
from unicodedata import normalize


# Two characters for each: a separator comes before a blank, then digits, then letters.
END = "00"
BLANK = "01"
OTHER = "zz"
CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
LETTERS = {
    **{digit: f"1{digit}" for digit in "0123456789"},
    **{letter: f"{letter}0" for letter in "abcdefghijklmnopqrstuvwxyz"},
    "đ": "d1",
}
MARKED = {
    "a" + BREVE: "a1",
    "a" + CIRCUMFLEX: "a2",
    "e" + CIRCUMFLEX: "e1",
    "o" + CIRCUMFLEX: "o1",
    "o" + HORN: "o2",
    "u" + HORN: "u1",
}


def collation_key(text: str) -> str:
    """A key that sorts as a Vietnamese dictionary does: a ă â b c d đ e ê … y first, and
    among equal letters ngang, huyền, hỏi, ngã, sắc, nặng, word by word. Case, punctuation
    and the placement of a tone mark make no difference."""
    words = WORD.findall(normalize("NFD", text.lower()))
    split = [split_tone(word) for word in words]
    letters = BLANK.join(_letters(bare) for bare, _ in split)
    tones = "".join(_tone_rank(marks) for _, marks in split)
    return f"{letters}{END}{tones}"


def _tone_rank(marks: str) -> str:
    """0 for ngang to 5 for nặng."""
    return str(TONES.index(marks[0]) + 1) if marks else "0"


def _letters(bare: str) -> str:
    """The word (NFD, no tones) in letters of the alphabet, two characters each."""
    out, at = "", 0
    while at < len(bare):
        pair, letter = bare[at : at + 2], bare[at]
        if pair in MARKED:
            out += MARKED[pair]
        elif letter in LETTERS:
            out += LETTERS[letter]
        elif letter.isalnum():
            out += f"{OTHER}{ord(letter):06x}"
        at += 2 if pair in MARKED else 1
    return out


def person_sort_key(name: str) -> str:
    """A key that sorts people: by given name (tên, the last word), then by the words
    between (chữ đệm), then by family name (họ, the first word)."""
    words = name.split()
    if not words:
        return ""
    family, given = words[0] if len(words) > 1 else "", words[-1]
    parts = (given, " ".join(words[1:-1]), family)
    return END.join(collation_key(part) for part in parts)
