"""Vietnamese text made comparable."""

from unicodedata import category
from unicodedata import normalize

import re


# Tone marks in the order of dictionaries: huyền, hỏi, ngã, sắc, nặng; ngang has none.
TONES = "\u0300\u0309\u0303\u0301\u0323"
WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")


def nfc(text: str) -> str:
    """The composed form in which all text is stored."""
    return normalize("NFC", text)


def fold(text: str) -> str:
    """Text for search without diacritics: "Đăng ký Khai sinh" → "dang ky khai sinh".

    Small letters, no marks, đ as d, one blank for whatever is neither letter nor digit.
    """
    bare = "".join(c for c in normalize("NFD", text) if category(c) != "Mn")
    # Lowering some letters of other languages gives a mark, so it is dropped again.
    bare = "".join(c for c in normalize("NFD", bare.lower()) if category(c) != "Mn")
    bare = bare.replace("đ", "d")
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def tone_key(text: str) -> str:
    """Text for search with diacritics, wherever a tone mark is put: hòa and hoà, Ủy and
    Uỷ have the same key; hòa and hóa have not.

    Each word's tone marks come last in it: a key to compare, nothing to show.
    """
    return normalize("NFC", WORD.sub(_tone_last, normalize("NFD", text.lower())))


def _tone_last(found: re.Match[str]) -> str:
    letters, tones = split_tone(found[0])
    return letters + tones


def split_tone(word: str) -> tuple[str, str]:
    """The word (NFD) without its tone marks, and these marks."""
    letters = "".join(c for c in word if c not in TONES)
    return letters, "".join(c for c in word if c in TONES)
