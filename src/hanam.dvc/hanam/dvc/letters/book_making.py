"""The lines of a register as documents: printed in parts, from the office's template, or whole."""

from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.letters import book
from hanam.dvc.letters import book_closing
from hanam.dvc.letters import book_sheet
from hanam.dvc.letters import making
from hanam.dvc.letters import settings
from hanam.dvc.letters import signers
from hanam.dvc.letters import words
from hanam.dvc.letters.book import Span
from hanam.dvc.letters.columns import HEADERS
from hanam.dvc.letters.columns import KEYS
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.letters.record import place_of
from hanam.dvc.letters.templates import filling
from io import BytesIO
from plone import api


OWNER = "hanam.dvc.portal.owner"
PAGED = ("pdf", "docx")


def make(*, format: str = "pdf", span: Span, part: int = 1, now=None) -> bytes:  # noqa: A002
    """The lines of a span as "pdf" or "docx" (one ``part``, counted from 1) or whole as
    "xlsx"."""
    if format == "xlsx":
        made = BytesIO()
        sheet = sheet_of(span)
        sheet.add(book.lines(span, now=now))
        sheet.save(made)
        return made.getvalue()
    size = settings.value("part")
    return document(
        format, span, list(book.lines(span, (part - 1) * size, size, now=now))
    )


def sheet_of(span: Span) -> book_sheet.Sheet:
    """A workbook with the head of a span, to add lines to."""
    return book_sheet.Sheet(heading(span), [words.say(header) for header in HEADERS])


def document(format: str, span: Span, rows: list[list[str]]) -> bytes:  # noqa: A002
    """Some lines of a span as "pdf", or as "docx" from the template in force today."""
    data = heading(span) | {
        "first": rows[0][0] if rows else "0",
        "last": rows[-1][0] if rows else "0",
    }
    if format == "docx":
        data["lines"] = [dict(zip(KEYS, row, strict=True)) for row in rows]
        return filling.fill(KINDS["06"], span.agency, data)
    data |= {
        "headers": [words.say(header) for header in HEADERS],
        "rows": rows,
        "missing_note": words.say(making.MISSING),
    }
    return printing.pdf("form06.typ", data, folder=making.FOLDER)


def heading(span: Span) -> dict:
    """What stands above the lines, and who signs."""
    agency = lookup.agency(span.agency)
    parent = lookup.agency(agency.parent) if agency is not None else None
    owner = api.portal.get_registry_record(OWNER, default="") or ""
    name = (
        span.agency if agency is None else lookup.name_of(agency, span.end, long=True)
    )
    days = {"start": words.short_day(span.start), "end": words.short_day(span.end)}
    closed = book.closed_of(span)
    place = place_of(agency, span.end)
    return {
        "title": words.say(KINDS["06"].title),
        "superior": parent.title if parent is not None else owner,
        "agency": name,
        "office": settings.value("office"),
        "dated": ", ".join(filter(None, (place, words.day(moment.now())))),
        "span": words.say(_("From ${start} to ${end}", mapping=days)),
        "book": str(span.start.year),
        "closed": "" if closed is None else book_closing.in_words(closed),
        **signers.of(span.agency, "06"),
    }
