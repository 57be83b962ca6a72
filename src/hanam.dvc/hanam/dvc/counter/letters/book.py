"""`/so-theo-doi`: the register of dossiers (form 06), as PDF and XLSX, and its closing."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hanam.dvc import printing
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import exports
from hanam.dvc.counter import typed
from hanam.dvc.counter.asking import BadRequest
from hanam.dvc.counter.exports import offering
from hanam.dvc.counter.exports import ordering
from hanam.dvc.counter.exports import settings as settings_of_files
from hanam.dvc.counter.letters import answers
from hanam.dvc.counter.letters import exporting
from hanam.dvc.counter.letters.exporting import DAMAGED
from hanam.dvc.counter.letters.exporting import PATH
from hanam.dvc.counter.letters.exporting import SPAN
from hanam.dvc.counter.letters.exporting import TOO_EARLY
from hanam.dvc.counter.letters.issued import day_of
from hanam.dvc.counter.letters.viewlet import when
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import reads
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.letters import book
from hanam.dvc.letters import book_closing
from hanam.dvc.letters import book_making
from hanam.dvc.letters import settings
from hanam.dvc.letters.book_kept import BookDamaged
from hanam.dvc.letters.columns import HEADERS
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.register import letters as register
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from types import SimpleNamespace
from urllib.parse import urlencode
from zExceptions import Forbidden


SHOWN = 20
YEARS = 10
KINDS = ("pdf", "docx", "xlsx")
tools.declare(
    tools.Tool(
        PATH,
        _("Register of dossiers"),
        _("The agency's book of a year (form 06): to print, to save, to close."),
        ("Clerk", "Officer", "Leader", "Manager"),
    )
)


TOO_MANY = _("Too many files are being made for you already. Wait until one is ready.")


@dataclass(frozen=True)
class Part:
    """One document of the book: its number, its lines, where it is as PDF and as Word."""

    number: int
    first: int
    last: int
    pdf: str
    docx: str


class Book(StaffView):
    """See the module; a POST closes a year (leaders)."""

    page_title = _("Register of dossiers")
    template = ViewPageTemplateFile("templates/book.pt")
    not_made = ViewPageTemplateFile("templates/not_made.pt")
    problem = ""

    def may_enter(self) -> bool:
        return self.desk.shows_persons

    def page(self):
        if self.is_post:
            return self.close()
        kind = typed.text(self.request.form, "format")
        if kind in KINDS and not self.problem:
            if kind == "xlsx" and self.is_long(self.count):
                return self.go(self.whole_url("xlsx"))
            return self.file(kind)
        return self.template()

    # -- what is asked for

    @cached_property
    def agency(self) -> str:
        asked, agencies = typed.text(self.request.form, "agency"), self.desk.agencies
        return asked if asked in agencies else agencies[0]

    @cached_property
    def span(self) -> book.Span:
        """The days asked for, kept to one year; by default the present year so far."""
        form = self.request.form
        start = day_of(form, "start") or date(self.now.year, 1, 1)
        end = day_of(form, "end") or date(start.year, 12, 31)
        if end.year != start.year or end < start:
            self.problem = SPAN
            end = date(start.year, 12, 31)
        sector = typed.text(form, "sector")
        known = {item.getId() for item in lookup.sectors()}
        return book.Span(self.agency, start, end, sector if sector in known else "")

    @cached_property
    def count(self) -> int:
        return book.count(self.span)

    def query(self, **more) -> str:
        span = self.span
        asked = {
            "agency": span.agency,
            "start": span.start.isoformat(),
            "end": span.end.isoformat(),
            "sector": span.sector,
            **more,
        }
        return urlencode({key: value for key, value in asked.items() if value})

    def parts(self) -> list[Part]:
        """The documents in which the lines are printed."""
        size = settings.value("part")
        return [
            Part(
                number,
                (number - 1) * size + 1,
                min(number * size, self.count),
                *(
                    f"{self.portal_url}/{PATH}?{self.query(format=kind, part=number)}"
                    for kind in book_making.PAGED
                ),
            )
            for number in range(1, book.parts(self.span) + 1)
        ]

    def whole_url(self, kind: str) -> str:
        """Where the whole is made in the background, as one file or one archive."""
        parameters = exporting.parameters_of(self.span, kind)
        return offering.url_of(exporting.BOOK, parameters)

    def is_long(self, lines: int) -> bool:
        """Whether so many lines are not made while somebody waits for the answer."""
        return lines > settings_of_files.value("direct_rows")

    def xlsx_url(self) -> str:
        return f"{self.portal_url}/{PATH}?{self.query(format='xlsx')}"

    def headers(self) -> list[str]:
        return [self.say(header) for header in HEADERS]

    def lines(self) -> list[list[str]]:
        """The first lines, to look at."""
        try:
            found = list(book.lines(self.span, 0, SHOWN, self.now, self.say))
        except BookDamaged:
            self.problem = DAMAGED
            return []
        self.note(found)
        return found

    def note(self, lines) -> None:
        """Who looks at the book has read of these dossiers."""
        read = [SimpleNamespace(code=cells[1], agency=self.agency) for cells in lines]
        reads.note_all(read, reads.EXPORT, PATH)

    # -- files

    def file(self, kind: str):
        part = typed.text(self.request.form, "part")
        number = int(part) if part.isdecimal() else 1
        number = min(max(number, 1), book.parts(self.span))
        name = f"{PATH}-{self.agency}-{self.span.start:%Y}"
        if kind in book_making.PAGED:
            name = f"{name}-{number}"
        try:
            made = book_making.make(
                format=kind, span=self.span, part=number, now=self.now
            )
        except (printing.PrintingError, BadTemplate) as error:
            self.problem = answers.trouble(self.request, error, "form 06")
            return self.not_made()
        except BookDamaged as error:
            answers.logger.error("closed book is damaged: %s", error)
            self.problem = DAMAGED
            self.request.response.setStatus(500)
            return self.not_made()
        self.note_part(kind, number)
        return answers.send(self.request, made, name, kind)

    def note_part(self, kind: str, number: int) -> None:
        size = settings.value("part")
        bounds = ((number - 1) * size, size) if kind in book_making.PAGED else (0, None)
        self.note(book.lines(self.span, *bounds, self.now))

    # -- closing

    @property
    def may_close(self) -> bool:
        return self.desk.is_at(self.agency, "leader")

    def years(self) -> list[dict]:
        """{year, lines, closed, at, by, digest, may_close} of the last years."""
        found = []
        for year in register.years_of_book(self.agency)[:YEARS]:
            closed = register.closed_book(self.agency, year)
            lines = book.count(book.year_of(self.agency, year))
            found.append(
                {
                    "year": year,
                    "lines": lines,
                    "closed": closed is not None,
                    "at": when(closed.at) if closed else "",
                    "by": closed.by_name if closed else "",
                    "digest": closed.digest if closed else "",
                    "may_close": self.may_close
                    and closed is None
                    and year < self.now.year,
                    "url": f"{self.portal_url}/{PATH}?"
                    + urlencode({"agency": self.agency, "start": f"{year}-01-01"}),
                }
            )
        return found

    def close(self):
        if not self.is_genuine():
            raise Forbidden(self.say(_("The form is too old. Open the page again.")))
        if not self.may_close:
            raise Forbidden(self.say(_("Only a leader of the agency closes its book.")))
        user = api.user.get_current()
        by = (user.getId(), actors.name_of(user))
        try:
            asked = exporting.read_closing(self.request.form, self.desk)
            year = asked["year"]
            book_closing.check(self.agency, year, self.now)
            if self.is_long(book.count(book.year_of(self.agency, year))):
                return self.close_later(asked)
            closed = book_closing.close(self.agency, year, by, self.now)
        except (book_closing.CannotClose, BadRequest):
            return self.refuse(TOO_EARLY)
        self.tell(exporting.done(closed))
        query = urlencode({"agency": self.agency, "start": f"{year}-01-01"})
        return self.go(f"{self.portal_url}/{PATH}?{query}")

    def close_later(self, asked: dict):
        """Have a long book closed in the background, as this leader."""
        token = typed.text(self.request.form, "token")[:100]
        try:
            made = exports.put(exporting.CLOSING, asked, self.desk.user_id, token=token)
        except ordering.TooMany:
            return self.refuse(TOO_MANY)
        return self.go(f"{self.portal_url}/{offering.PATH}/{made}")

    def refuse(self, message):
        self.problem = message
        self.request.response.setStatus(409)
        return self.template()

    # -- the form

    def agencies(self) -> list[dict]:
        return [
            {
                "value": slug,
                "title": lookup.title_of_agency(slug),
                "selected": slug == self.agency,
            }
            for slug in self.desk.agencies
        ]

    def sectors(self) -> list[dict]:
        return [
            {
                "value": item.getId(),
                "title": item.title,
                "selected": item.getId() == self.span.sector,
            }
            for item in lookup.sectors()
        ]
