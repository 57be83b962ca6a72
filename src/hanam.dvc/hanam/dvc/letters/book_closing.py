"""Closing the book of a year: its lines are kept as they then are, with a digest (`book_kept`)."""

from collections.abc import Iterator
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.letters import book
from hanam.dvc.letters import words
from hanam.dvc.register import letters as register
from hashlib import sha256
from tempfile import TemporaryFile

import gzip
import json


class CannotClose(ValueError):
    """A year that is not over, or a book that is closed already."""


def check(agency: str, year: int, now=None) -> None:
    """`CannotClose` where the book of a year cannot be closed at ``now``."""
    now = now or moment.now()
    if year >= now.year or register.closed_book(agency, year) is not None:
        raise CannotClose(year)


def close(agency: str, year: int, by: tuple[str, str], now=None):
    """Close the book of a year that is over; its lines never change afterwards.

    ``by`` is a (user id, name) pair. Raises `CannotClose`.
    """
    steps = closing(agency, year, by, now)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def closing(agency: str, year: int, by: tuple[str, str], now=None) -> Iterator[list]:
    """The same in steps: yields each block of lines once it is written down. Between two of
    them the transaction may end; the book is entered in the last. Returns the `ClosedBook`."""
    now = now or moment.now()
    check(agency, year, now)
    digest, number = sha256(), 0
    with TemporaryFile() as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:

            def write(text: str) -> None:
                digest.update(text.encode())
                packed.write(text.encode())

            write("[")
            for block in book.blocks(book.year_of(agency, year), now=now):
                for line in block:
                    write("," * bool(number) + said(line))
                    number += 1
                yield block
            write("]")
        file.seek(0)
        content = file.read()
    check(agency, year, now)
    return register.close_book(
        agency,
        year,
        at=now,
        by=by[0],
        by_name=by[1],
        lines=number,
        digest=digest.hexdigest(),
        content=content,
    )


def said(line: list[str]) -> str:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def in_words(closed) -> str:
    """What a print says of the closing."""
    facts = {
        "at": words.moment(closed.at),
        "name": closed.by_name,
        "number": closed.lines,
        "digest": closed.digest,
    }
    message = _(
        "Closed at ${at} by ${name} with ${number} lines; SHA-256 ${digest}",
        mapping=facts,
    )
    return words.say(message)
