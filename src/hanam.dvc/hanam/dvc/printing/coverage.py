"""Which characters the fonts of documents have, read from the fonts themselves."""

from functools import cache
from pathlib import Path

import struct


FONTS = Path(__file__).with_name("fonts")
HEADER, RECORD = ">HHHH", ">4sLLL"
# Subtables of a font's `cmap` that hold Unicode: (platform, encoding), the fuller first.
UNICODE = ((3, 10), (0, 4), (3, 1), (0, 3))


@cache
def known(folder: Path = FONTS) -> frozenset[int]:
    """The code points that every font of the folder can show."""
    found = [characters_of(path.read_bytes()) for path in sorted(folder.glob("*.ttf"))]
    return frozenset.intersection(*found)


def characters_of(font: bytes) -> frozenset[int]:
    """The code points for which a TrueType font has a glyph."""
    _version, tables = struct.unpack_from(">LH", font)
    for number in range(tables):
        tag, _sum, offset, _size = struct.unpack_from(RECORD, font, 12 + 16 * number)
        if tag == b"cmap":
            return characters_of_cmap(font[offset:])
    raise ValueError("a font without cmap")


def characters_of_cmap(cmap: bytes) -> frozenset[int]:
    _version, count = struct.unpack_from(">HH", cmap)
    subtables = {}
    for number in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", cmap, 4 + 8 * number)
        subtables[platform, encoding] = cmap[offset:]
    for kind in UNICODE:
        table = subtables.get(kind, b"\0\0")
        (form,) = struct.unpack_from(">H", table)
        if form in READERS:
            return frozenset(READERS[form](table))
    raise ValueError("a font without Unicode characters")


def of_segments(table: bytes):
    """Format 4: up to U+FFFF in segments."""
    (double,) = struct.unpack_from(">H", table, 6)
    count = double // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", table, 14 + skip)
        for skip in (0, double + 2, 2 * double + 2, 3 * double + 2)
    )
    for number in range(count):
        for code in range(starts[number], min(ends[number], 0xFFFE) + 1):
            glyph = code
            if offsets[number]:
                at = 16 + 3 * double + 2 * number + offsets[number]
                (glyph,) = struct.unpack_from(
                    ">H", table, at + 2 * (code - starts[number])
                )
                if not glyph:
                    continue
            if (glyph + deltas[number]) % 0x10000:
                yield code


def of_groups(table: bytes):
    """Format 12: groups of all of Unicode."""
    (count,) = struct.unpack_from(">L", table, 12)
    for number in range(count):
        start, end, glyph = struct.unpack_from(">LLL", table, 16 + 12 * number)
        for code in range(start, end + 1):
            if glyph + code - start:
                yield code


READERS = {4: of_segments, 12: of_groups}
