"""The register of dossiers (form 06): an agency's book, from the register and nothing else.

A line is entered when a dossier is accepted, with the next number of the agency in the year.
Lines are read in blocks that go on after the last number (keyset), never all at once; documents
are made of them in `book_making`, a year is closed in `book_closing`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cache
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.states import TITLES
from hanam.dvc.i18n import _
from hanam.dvc.letters import book_kept
from hanam.dvc.letters import passed
from hanam.dvc.letters import settings
from hanam.dvc.letters import words
from hanam.dvc.register import letters as register
from hanam.dvc.rules import clock
from hanam.dvc.rules.clock_left import Status
from itertools import islice
from plone import api


BLOCK = 200
WAYS = {
    "counter": _("At the one-stop counter"),
    "post": _("By public post"),
    "online": _("Online"),
}


@dataclass(frozen=True)
class Span:
    """Which lines: of an agency, from ``start`` to ``end`` (days of one year, both included),
    of the procedures of a ``sector`` where one is named."""

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

    def asked(self) -> tuple:
        """What the register is asked by."""
        return self.agency, self.start, self.end, self.procedures()


def year_of(agency: str, year: int) -> Span:
    return Span(agency, date(year, 1, 1), date(year, 12, 31))


def count(span: Span) -> int:
    """How many lines there are."""
    closed = closed_of(span)
    if closed is not None:
        return closed.lines
    return register.count_book(*span.asked())


def parts(span: Span) -> int:
    """In how many documents the lines are printed."""
    return max(1, -(-count(span) // settings.value("part")))


def closed_of(span: Span):
    """The closed book that a span is the whole of, or None."""
    return register.closed_book(span.agency, span.start.year) if span.is_year else None


def lines(
    span: Span, skip=0, size=None, now=None, say=words.say
) -> Iterator[list[str]]:
    """The cells of each line, as texts; ``say`` translates messages."""
    closed = closed_of(span)
    if closed is not None:
        end = None if size is None else skip + size
        yield from islice(book_kept.lines_of(closed), skip, end)
        return
    after = register.number_before(*span.asked(), skip) if skip else 0
    found = blocks(span, BLOCK, now, say, after)
    yield from islice((line for block in found for line in block), size)


def blocks(
    span: Span, size=BLOCK, now=None, say=words.say, after=0
) -> Iterator[list[list[str]]]:
    """The same in lists of ``size`` lines; between two of them the transaction may end."""
    closed = closed_of(span)
    if closed is not None:
        kept = book_kept.lines_of(closed)
        while block := list(islice(kept, size)):
            yield block
        return
    now, say = now or moment.now(), cache(say)
    title, asked = lookup.title_of_agency(span.agency), span.asked()
    while True:
        found = register.book(*asked, after=after, size=size)
        if found:
            after = found[-1][0].no
            yield [cells(letter, row, title, now, say) for letter, row in found]
        if len(found) < size:
            return


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
