"""`/van-ban`: the letters that the reader's agencies have issued."""

from datetime import date
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.counter import typed
from hanam.dvc.counter.letters import keeping  # noqa: F401 - its periodic work
from hanam.dvc.counter.letters.viewlet import when
from hanam.dvc.counter.views.base import StaffView
from hanam.dvc.dossiers import tools
from hanam.dvc.i18n import _
from hanam.dvc.letters import numbers
from hanam.dvc.letters.kinds import ISSUED
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.register import letters as register
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import quote
from urllib.parse import urlencode


PATH = "van-ban"
tools.declare(
    tools.Tool(
        PATH,
        _("Issued letters"),
        _("Receipts, requests, refusals and apologies with their numbers."),
        ("Clerk", "Officer", "Leader", "Manager"),
    )
)


def day_of(form, name: str) -> date | None:
    """A day of a form, "2018-09-06" or "06/9/2018"; None for nothing or nonsense."""
    value = typed.text(form, name)
    try:
        return date.fromisoformat(typed.birth_date(value))
    except ValueError:
        return None


class Issued(StaffView):
    """A list by kind, number, agency and days; pages go on after the last line shown."""

    page_title = _("Issued letters")
    template = ViewPageTemplateFile("templates/issued.pt")

    def may_enter(self) -> bool:
        return self.desk.shows_persons

    def page(self):
        return self.template()

    @cached_property
    def asked(self) -> register.LettersQuery:
        """What the form asks for; what is none of it is left out."""
        form = self.request.form
        agency, kind = typed.text(form, "agency"), typed.text(form, "kind")
        number, before = typed.text(form, "number"), typed.text(form, "before")
        agencies = self.desk.agencies
        return register.LettersQuery(
            agencies=(agency,) if agency in agencies else agencies,
            kind=kind if kind in ISSUED else "",
            number=self.number_of(number),
            start=day_of(form, "start"),
            end=day_of(form, "end"),
            before=int(before) if before.isdecimal() else 0,
        )

    def number_of(self, value: str) -> int:
        """The number out of "12" or "12/GTN-STP"."""
        first = value.partition("/")[0].strip()
        return int(first) if first.isdecimal() and len(first) < 9 else 0

    @cached_property
    def rows(self) -> list:
        return register.listed(self.asked)

    def lines(self) -> list[dict]:
        """{number, title, code, url, pdf, at, by, agency} of each letter of the page."""
        return [self.line(row) for row in self.rows[: self.asked.size]]

    @cached_property
    def paths(self) -> dict[str, str]:
        """Where the dossiers of the page lie, read at once."""
        return register.paths([row.code for row in self.rows])

    def line(self, row) -> dict:
        url = f"{self.portal_url}/tim-ho-so?ma={row.code}"
        return {
            "number": numbers.of_row(row),
            "title": self.say(KINDS[row.kind].title),
            "code": row.code,
            "url": url,
            "pdf": self.pdf_url(row),
            "at": when(row.at),
            "by": row.by_name,
            "agency": lookup.title_of_agency(row.agency, row.at.date()),
        }

    def pdf_url(self, row) -> str:
        found = self.paths.get(row.code)
        if not found:
            return ""
        url = self.request.physicalPathToURL(found)
        return f"{url}/@@{PATH}/{row.kind}.pdf?event={quote(row.event)}"

    def next_url(self) -> str:
        """The page after this one, or ""."""
        if len(self.rows) <= self.asked.size:
            return ""
        form = {
            name: typed.text(self.request.form, name)
            for name in ("agency", "kind", "number", "start", "end")
        }
        last = self.rows[self.asked.size - 1].id
        query = urlencode({**{k: v for k, v in form.items() if v}, "before": last})
        return f"{self.portal_url}/{PATH}?{query}"

    # -- the form

    def kinds(self) -> list[dict]:
        return [
            {
                "value": kind,
                "title": self.say(KINDS[kind].title),
                "selected": kind == self.asked.kind,
            }
            for kind in ISSUED
        ]

    def agencies(self) -> list[dict]:
        """The reader's agencies; empty where there is but one."""
        slugs = self.desk.agencies
        if len(slugs) < 2:
            return []
        return [
            {
                "value": slug,
                "title": lookup.title_of_agency(slug),
                "selected": self.asked.agencies == (slug,),
            }
            for slug in slugs
        ]

    def typed(self, name: str) -> str:
        return typed.text(self.request.form, name)
