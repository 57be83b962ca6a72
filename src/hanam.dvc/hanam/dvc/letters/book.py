"""The register of dossiers (form 06): an agency's book, from the register and nothing else.

A line is entered when a dossier is accepted, with the next number of the agency in the year.
A year that is over can be closed: its lines are kept as they then are, with a digest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cache
from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.states import TITLES
from hanam.dvc.i18n import _
from hanam.dvc.letters import book_sheet
from hanam.dvc.letters import making
from hanam.dvc.letters import passed
from hanam.dvc.letters import settings
from hanam.dvc.letters import words
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.letters.record import place_of
from hanam.dvc.register import letters as register
from hanam.dvc.rules import clock
from hanam.dvc.rules.clock_left import Status
from hashlib import sha256
from plone import api

import gzip
import json


OWNER = "hanam.dvc.portal.owner"
HEADERS = (
    _("No."),
    _("Code of the dossier"),
    _("Name of the procedure"),
    _("Dossiers (sets)"),
    _("Name of the person or organisation"),
    _("Address, phone"),
    _("Agency that resolves it"),
    _("Received on"),
    _("Result promised for"),
    _("Result came on"),
    _("Result handed over on"),
    _("Way the result is received"),
    _("Signature"),
    _("Note"),
)
WAYS = {
    "counter": _("At the one-stop counter"),
    "post": _("By public post"),
    "online": _("Online"),
}


@dataclass(frozen=True)
class Span:
    """Which lines: of an agency, from ``start`` to ``end`` (days, both included), of the
    procedures of a ``sector`` where one is named."""

    agency: str
    start: date
    end: date
    sector: str = ""

    @property
    def is_year(self) -> bool:
        """Whether it is the whole book of a year."""
        whole = (date(self.start.year, 1, 1), date(self.start.year, 12, 31))
        return (self.start, self.end) == whole and not self.sector

    def procedures(self) -> list[str] | None:
        """The codes to keep to, None for all."""
        if not self.sector:
            return None
        found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            portal_type="Procedure", sector=self.sector
        )
        codes = [item._unrestrictedGetObject() for item in found]
        return [item.code or item.getId() for item in codes]


def year_of(agency: str, year: int) -> Span:
    return Span(agency, date(year, 1, 1), date(year, 12, 31))


def count(span: Span) -> int:
    """How many lines there are."""
    closed = closed_of(span)
    if closed is not None:
        return closed.lines
    return register.count_book(span.agency, span.start, span.end, span.procedures())


def parts(span: Span) -> int:
    """In how many documents the lines are printed."""
    return max(1, -(-count(span) // settings.value("part")))


def closed_of(span: Span):
    """The closed book that a span is the whole of, or None."""
    return register.closed_book(span.agency, span.start.year) if span.is_year else None


def lines(
    span: Span, skip=0, size=None, now=None, say=words.say
) -> Iterator[list[str]]:
    """The cells of each line, as texts, read as a stream; ``say`` translates messages."""
    closed = closed_of(span)
    if closed is not None:
        kept = content_of(closed)
        yield from kept[skip : None if size is None else skip + size]
        return
    now = now or moment.now()
    title = lookup.title_of_agency(span.agency)
    found = register.book(
        span.agency, span.start, span.end, span.procedures(), skip, size
    )
    say = cache(say)
    for letter, row in found:
        yield cells(letter, row, title, now, say)


def cells(letter, row, agency: str, now: datetime, say) -> list[str]:
    """What the book says of one dossier."""
    place = ", ".join(filter(None, (letter.address, row.phone)))
    return [
        str(letter.no),
        row.code,
        row.procedure_title,
        "1",
        row.owner_name or row.applicant_name,
        place,
        agency,
        words.short(row.received or letter.at),
        words.short(row.due),
        words.short(row.finished),
        words.short(row.returned),
        say(WAYS.get(row.result_by, "")),
        "",
        remarks(row, now, say),
    ]


def remarks(row, now: datetime, say) -> str:
    """How the dossier stands, and whether it is late as the clock has it."""
    status = clock.status(now, row.due, row.finished)
    told = [] if row.returned else [say(TITLES[row.state])]
    if status in (Status.LATE, Status.OVERDUE):
        told.append(say(passed.OUTCOMES[status]))
    return "; ".join(told)


def make(*, format: str = "pdf", span: Span, part: int = 1, now=None) -> bytes:  # noqa: A002
    """The lines of a span as "pdf" (one ``part``, counted from 1) or whole as "xlsx"."""
    heads = [words.say(header) for header in HEADERS]
    if format == "xlsx":
        return book_sheet.workbook(heading(span), heads, lines(span, now=now))
    size = settings.value("part")
    rows = list(lines(span, (part - 1) * size, size, now))
    data = heading(span) | {
        "headers": heads,
        "rows": rows,
        "first": rows[0][0] if rows else "0",
        "last": rows[-1][0] if rows else "0",
        "missing_note": words.say(making.MISSING),
    }
    return printing.pdf("form06.typ", data, folder=making.FOLDER)


def heading(span: Span) -> dict:
    """What stands above the lines."""
    agency = lookup.agency(span.agency)
    parent = lookup.agency(agency.parent) if agency is not None else None
    owner = api.portal.get_registry_record(OWNER, default="") or ""
    name = (
        span.agency if agency is None else lookup.name_of(agency, span.end, long=True)
    )
    days = {"start": words.short_day(span.start), "end": words.short_day(span.end)}
    closed = closed_of(span)
    place = place_of(agency, span.end)
    return {
        "title": words.say(KINDS["06"].title),
        "superior": parent.title if parent is not None else owner,
        "agency": name,
        "office": settings.value("office"),
        "dated": ", ".join(filter(None, (place, words.day(moment.now())))),
        "span": words.say(_("From ${start} to ${end}", mapping=days)),
        "book": str(span.start.year),
        "closed": "" if closed is None else closing_words(closed),
    }


def closing_words(closed) -> str:
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


class CannotClose(ValueError):
    """A year that is not over, or a book that is closed already."""


def close(agency: str, year: int, by: tuple[str, str], now=None):
    """Close the book of a year that is over; its lines never change afterwards.

    ``by`` is a (user id, name) pair. Raises `CannotClose`.
    """
    now = now or moment.now()
    if year >= now.year or register.closed_book(agency, year) is not None:
        raise CannotClose(year)
    kept = list(lines(year_of(agency, year), now=now))
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
    return register.close_book(
        agency,
        year,
        at=now,
        by=by[0],
        by_name=by[1],
        lines=len(kept),
        digest=sha256(text).hexdigest(),
        content=gzip.compress(text, mtime=0),
    )


class BookDamaged(RuntimeError):
    """A closed book does not have the digest it was closed with."""


def content_of(closed) -> list[list[str]]:
    """The lines of a closed book; raises `BookDamaged`."""
    text = gzip.decompress(closed.content)
    if sha256(text).hexdigest() != closed.digest:
        raise BookDamaged(f"{closed.agency} {closed.year}")
    return json.loads(text)
