"""What a short message costs: its alphabet, its length, the parts it is sent in.

3GPP TS 23.038: 160 letters of the GSM alphabet in one part, 153 in each of several; 70 and 67
in UCS-2, which one letter outside of the alphabet is enough for.
"""

from dataclasses import dataclass

import unicodedata


GSM7 = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Two places each.
EXTENDED = "\f^{}\\[~]|€"
BASIC = frozenset(GSM7)
DOUBLE = frozenset(EXTENDED)
SINGLE_GSM7, PART_GSM7 = 160, 153
SINGLE_UCS2, PART_UCS2 = 70, 67
LOOKALIKES = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        "–": "-",
        "—": "-",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "·": "-",
        "•": "-",
        "\u00a0": " ",
        "₫": "d",
    }
)


@dataclass(frozen=True, slots=True)
class Size:
    """``length`` in the alphabet's places, ``parts`` to be paid, ``unicode`` for UCS-2."""

    length: int
    parts: int
    unicode: bool


def plain(text: str) -> str:
    """The text without diacritics: "Hồ sơ đã nộp" becomes "Ho so da nop"."""
    bare = unicodedata.normalize("NFD", text.translate(LOOKALIKES))
    kept = (letter for letter in bare if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(kept))


def is_gsm7(text: str) -> bool:
    """Whether every letter is in the GSM alphabet."""
    return all(letter in BASIC or letter in DOUBLE for letter in text)


def size(text: str) -> Size:
    """How long a message is and in how many parts it goes out; no part for no text.

    A letter that takes two places is never cut in two, so a full part may stay one short.
    """
    if is_gsm7(text):
        widths = [2 if letter in DOUBLE else 1 for letter in text]
        single, part = SINGLE_GSM7, PART_GSM7
    else:
        widths = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
        single, part = SINGLE_UCS2, PART_UCS2
    length = sum(widths)
    if length <= single:
        return Size(length, 1 if text else 0, not is_gsm7(text))
    return Size(length, _parts(widths, part), not is_gsm7(text))


def _parts(widths: list[int], room: int) -> int:
    parts, used = 1, 0
    for width in widths:
        if used + width > room:
            parts, used = parts + 1, 0
        used += width
    return parts
