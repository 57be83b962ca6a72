"""Whether the fonts of documents are whole: a damaged one would print wrong or empty words."""

from array import array
from functools import cache
from hanam.dvc.printing import coverage
from hanam.dvc.printing.errors import PrintingError
from pathlib import Path

import struct
import sys


FACES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
NEEDED = {b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"}
HEAD = b"head"
ADJUSTMENT = 8  # where the table `head` holds the sum of the whole file
WHOLE = 0xFFFFFFFF


def check(folder: Path | None = None) -> None:
    """`PrintingError` names the first font that is missing or not as it was made.

    Looked at once; a folder found whole is trusted while the process runs.
    """
    looked_at(folder or coverage.FONTS)


@cache
def looked_at(folder: Path) -> bool:
    paths = sorted(folder.glob("*.ttf"))
    for face in FACES:
        if not any(path.stem.endswith(f"_{face}") for path in paths):
            raise PrintingError(f"the font {face} is missing in {folder}")
    for path in paths:
        try:
            damaged = damages(path.read_bytes())
        except (OSError, struct.error, ValueError) as error:
            damaged = type(error).__name__
        if damaged:
            raise PrintingError(f"the font {path.name} is damaged: {damaged}")
    return True


def damages(font: bytes) -> str:
    """What is wrong with a TrueType font; "" for nothing."""
    _version, count = struct.unpack_from(">LH", font)
    found = set()
    for number in range(count):
        tag, told, offset, size = struct.unpack_from(
            coverage.RECORD, font, 12 + 16 * number
        )
        table = font[offset : offset + size]
        if len(table) != size:
            return f"{tag.decode('latin-1')} is cut off"
        if tag == HEAD:
            table = table[:ADJUSTMENT] + bytes(4) + table[ADJUSTMENT + 4 :]
        if sum_of(table) != told:
            return f"{tag.decode('latin-1')} is changed"
        found.add(tag)
    if not found >= NEEDED:
        return "tables are missing"
    coverage.characters_of(font)
    return ""


def sum_of(table: bytes) -> int:
    """The checksum of a table as OpenType has it."""
    words = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & WHOLE
