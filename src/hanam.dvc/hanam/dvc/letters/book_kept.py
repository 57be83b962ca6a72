"""The closed book of a year as it is kept: gzip of one JSON array, read line by line, so that a
long book costs no more memory than a short one."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from io import TextIOWrapper

import gzip
import json


PIECE = 1 << 16


class BookDamaged(RuntimeError):
    """A closed book does not have the digest it was closed with."""


def lines_of(closed) -> Iterator[list[str]]:
    """The lines of a closed book; raises `BookDamaged` before the first one."""
    content = closed.content
    if digest_of(content) != closed.digest:
        raise BookDamaged(f"{closed.agency} {closed.year}")
    return parsed(TextIOWrapper(unpacked(content), encoding="utf-8"))


def unpacked(content: bytes):
    return gzip.GzipFile(fileobj=BytesIO(content))


def digest_of(content: bytes) -> str:
    """The SHA-256 of what is packed; "" where it cannot be unpacked."""
    digest = sha256()
    try:
        with unpacked(content) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except (OSError, EOFError):
        return ""
    return digest.hexdigest()


def parsed(text) -> Iterator[list[str]]:
    """The entries of a JSON array without blanks, one by one, from an open file of text."""
    decoder, held, ended = json.JSONDecoder(), "", False
    text.read(1)  # the bracket that opens it
    while not ended:
        piece, at = text.read(PIECE), 0
        held, ended = held + piece, not piece
        while True:
            if held[at : at + 1] == ",":
                at += 1
            try:
                line, at = decoder.raw_decode(held, at)
            except ValueError:
                break  # the rest of it comes with the next piece
            yield line
        held = held[at:]
