"""The national file: a JSON object a line, plain or gzipped."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import gzip
import json
import zlib


GZIP = b"\x1f\x8b"


class Line(NamedTuple):
    """A line by its number (from 1): its object, or the reason why there is none.

    Reasons: not_text (no UTF-8), not_json, not_an_object, cut_off (the archive breaks
    off here; nothing follows).
    """

    number: int
    row: dict | None
    reason: str = ""


def lines(path) -> Iterator[Line]:
    """The lines that hold something. `OSError` if the file cannot be read at all."""
    number = 0
    with opened(Path(path)) as source:
        try:
            for number, data in enumerate(source, 1):
                if data.strip():
                    yield line(number, data)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            yield Line(number + 1, None, "cut_off")


def opened(path: Path):
    with path.open("rb") as source:
        zipped = source.read(2) == GZIP
    return gzip.open(path, "rb") if zipped else path.open("rb")


def line(number: int, data: bytes) -> Line:
    try:
        row = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Line(number, None, "not_text")
    except ValueError:
        return Line(number, None, "not_json")
    if not isinstance(row, dict):
        return Line(number, None, "not_an_object")
    return Line(number, row)
