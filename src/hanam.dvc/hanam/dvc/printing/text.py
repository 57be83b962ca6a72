"""Text of people made fit for print: nothing in it can stop a document."""

from hanam.dvc.printing import coverage

import unicodedata


# Stands visibly for a character that the fonts lack.
MISSING = "□"
SPACES = {"\t": " ", "\r": "", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"}
# Characters without a shape: marks of direction, joiners, controls, halves of pairs.
SHAPELESS = ("Cc", "Cf", "Cs")
# They choose a form of the character before them.
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x1F3FB, 0x1F400)}


def printable(text: str) -> str:
    """The text as it can be printed; ``MISSING`` where the fonts have no shape."""
    known = coverage.known()
    return "".join(
        shape(character, known) for character in unicodedata.normalize("NFC", text)
    )


def shape(character: str, known) -> str:
    """What stands for one character."""
    if character == "\n":
        return character
    if character in SPACES:
        return SPACES[character]
    if unicodedata.category(character) in SHAPELESS or ord(character) in SELECTORS:
        return ""
    return character if ord(character) in known else MISSING


def fit(value):
    """JSON data with every text in it printable; keys stay as they are."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {str(key): fit(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [fit(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return printable(str(value))
