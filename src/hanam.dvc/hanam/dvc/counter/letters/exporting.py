"""The register of dossiers as files of any length, and the closing of a long book.

`xlsx` is one workbook; `pdf` and `docx` are archives of documents of as many lines as the settings
name for one document.
"""

from collections.abc import Iterator
from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import typed
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.exports import kinds
from hanam.dvc.counter.exports.kinds import NotMade
from hanam.dvc.counter.exports.kinds import Read
from hanam.dvc.counter.exports.kinds import Work
from hanam.dvc.counter.letters.issued import day_of
from hanam.dvc.i18n import _
from hanam.dvc.letters import book
from hanam.dvc.letters import book_closing
from hanam.dvc.letters import book_making
from hanam.dvc.letters import settings
from hanam.dvc.letters.book_kept import BookDamaged
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile


PATH = "so-theo-doi"
BOOK, CLOSING = "book", "book.close"
FORMATS = (*book_making.PAGED, "xlsx")
SPAN = _("Choose days of one year: the numbers of the book begin anew with each year.")
TOO_EARLY = _("Only the book of a year that is over can be closed, and only once.")
DAMAGED = _(
    "The closed book is not the one that was closed: its digest differs. Tell those who "
    "run the portal."
)
AGENCY = _("You do not work for an agency of this name.")


def parameters_of(span: book.Span, kind: str) -> dict:
    """What is asked, as it is kept."""
    return {
        "agency": span.agency,
        "start": span.start.isoformat(),
        "end": span.end.isoformat(),
        "sector": span.sector,
        "format": kind,
    }


def span_of(parameters) -> book.Span:
    start, end = (date.fromisoformat(parameters[key]) for key in ("start", "end"))
    return book.Span(parameters["agency"], start, end, parameters["sector"])


def read(form, desk) -> dict:
    """What a form asks for; raises `BadRequest`."""
    agency, kind = typed.text(form, "agency"), typed.text(form, "format")
    if agency not in desk.agencies:
        raise BadRequest(AGENCY)
    start, end = day_of(form, "start"), day_of(form, "end")
    if not (start and end and start.year == end.year and start <= end):
        raise BadRequest(SPAN)
    sector = typed.text(form, "sector")
    known = {item.getId() for item in lookup.sectors()}
    if kind not in FORMATS or (sector and sector not in known):
        raise BadRequest(_("Choose PDF, Word or XLSX."))
    return parameters_of(book.Span(agency, start, end, sector), kind)


def may(desk, parameters) -> bool:
    return desk.shows_persons and parameters["agency"] in desk.agencies


def title(parameters):
    """ "Register of dossiers 2018, Sở Mẫu (XLSX)"."""
    facts = {
        "year": parameters["start"][:4],
        "agency": lookup.title_of_agency(parameters["agency"]),
        "format": "Word"
        if parameters["format"] == "docx"
        else parameters["format"].upper(),
    }
    return _("Register of dossiers ${year}, ${agency} (${format})", mapping=facts)


def name(parameters) -> str:
    base, kind = file_name(parameters), parameters["format"]
    return f"{base}.xlsx" if kind == "xlsx" else f"{base}-{kind}.zip"


def file_name(parameters) -> str:
    year = parameters["start"][:4]
    return f"{PATH}-{parameters['agency']}-{year}"


def count(work: Work) -> int:
    return book.count(span_of(work.parameters))


def make(work: Work) -> Iterator[list[Read]]:
    """Write the register block by block."""
    steps = sheet if work.parameters["format"] == "xlsx" else archive
    try:
        yield from steps(work)
    except BookDamaged as error:
        raise NotMade(DAMAGED) from error


def sheet(work: Work) -> Iterator[list[Read]]:
    span = span_of(work.parameters)
    made = book_making.sheet_of(span)
    for block in book.blocks(span, now=work.now):
        made.add(block)
        yield dossiers_of(block, span)
    made.save(work.file)


def archive(work: Work) -> Iterator[list[Read]]:
    """Documents of one part each; only one of them is ever in memory."""
    span, kind = span_of(work.parameters), work.parameters["format"]
    base = file_name(work.parameters)
    with ZipFile(work.file, "w", ZIP_DEFLATED) as packed:
        parts = book.blocks(span, settings.value("part"), now=work.now)
        for number, block in enumerate(parts, 1):
            made = book_making.document(kind, span, block)
            packed.writestr(f"{base}-{number:03}.{kind}", made)
            yield dossiers_of(block, span)


def dossiers_of(block, span) -> list[Read]:
    return [Read(line[1], span.agency) for line in block]


# -- closing


def read_closing(form, desk) -> dict:
    """Which book is to be closed; raises `BadRequest`."""
    agency, year = typed.text(form, "agency"), typed.text(form, "year")
    if agency not in desk.agencies:
        raise BadRequest(AGENCY)
    if not (year.isdecimal() and len(year) == 4):
        raise BadRequest(TOO_EARLY)
    return {"agency": agency, "year": int(year)}


def may_close(desk, parameters) -> bool:
    return desk.is_at(parameters["agency"], "leader")


def title_of_closing(parameters):
    facts = {
        "year": parameters["year"],
        "agency": lookup.title_of_agency(parameters["agency"]),
    }
    return _("Closing the register of ${year}, ${agency}", mapping=facts)


def count_closing(work: Work) -> int:
    return book.count(book.year_of(work.parameters["agency"], work.parameters["year"]))


def close(work: Work) -> Iterator[list[Read]]:
    """Close the book; it is entered in the transaction of the last step."""
    agency, year = work.parameters["agency"], work.parameters["year"]
    try:
        steps = book_closing.closing(agency, year, work.user, work.now)
        while True:
            try:
                block = next(steps)
            except StopIteration as end:
                closed = end.value
                break
            yield [Read(line[1], agency) for line in block]
    except book_closing.CannotClose as error:
        raise NotMade(TOO_EARLY) from error
    work.message = done(closed)


def done(closed):
    """What is said of a book that was closed."""
    facts = {"year": closed.year, "number": closed.lines}
    return _("The book of ${year} is closed with ${number} lines.", mapping=facts)


kinds.declare(
    kinds.Export(BOOK, title, read, may, make, name, count, lambda parameters: PATH)
)
kinds.declare(
    kinds.Export(
        CLOSING,
        title_of_closing,
        read_closing,
        may_close,
        close,
        lambda parameters: "",
        count_closing,
    )
)
