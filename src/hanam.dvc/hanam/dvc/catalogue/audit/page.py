"""What the pages of those who keep the catalogue share."""

from functools import cached_property
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.audit.records import Record
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import collation_key
from pathlib import Path
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import urlencode
from zExceptions import BadRequest


TEMPLATES = Path(__file__).parent / "templates"
SIZE = 50


def template(name: str) -> ViewPageTemplateFile:
    """A page template of this package."""
    return ViewPageTemplateFile(str(TEMPLATES / f"{name}.pt"))


class AuditMacros(BrowserView):
    """Macros ``filters`` and ``pager`` for lists of procedures."""

    template = template("macros")

    @property
    def macros(self):
        return self.template.macros


class StaffPage(Page):
    """A page of `/danh-muc`: for those who keep the catalogue or watch over it."""

    guest_cache = 0

    @property
    def crumbs(self):
        title = self.say(_("Keeping the catalogue"))
        return [{"url": f"{self.portal_url}/danh-muc", "title": title}]

    def __call__(self):
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return self.template()


class Filters:
    """The filters ``agency`` and ``sector`` of a request; `asked.Wrong` for unknown ones."""

    def __init__(self, form):
        self.agency = asked.one_of(form, "agency", lookup.agency)
        self.sector = asked.one_of(form, "sector", lookup.sector)
        agency = lookup.agency(self.agency)
        # As procedures name it: itself, or all of its kind.
        self.names = {self.agency, f"@{agency.kind}"} if agency is not None else set()

    def fits(self, record: Record) -> bool:
        if self.sector and record.sector != self.sector:
            return False
        return not self.agency or not self.names.isdisjoint(record.agencies)


class Listing(StaffPage):
    """A list of procedures with filters, a sort order and pages.

    A subclass sets ``name`` (its address), ``sorts`` ({value: title}), and gives ``rows()``:
    everything that fits, sorted; ``line(row)``: what is said of one; ``more()``: its own filters
    by name.
    """

    name = ""
    sorts: dict = {}

    def __call__(self):
        try:
            self.read(self.request.form)
        except asked.Wrong as error:
            raise BadRequest(self.say(error.message)) from error
        return super().__call__()

    def read(self, form) -> None:
        """Take the filters of the request; `asked.Wrong` for bad ones."""
        self.filters = Filters(form)
        self.sort = asked.one_of(form, "sort", self.sorts.get) or next(iter(self.sorts))
        self.start = asked.number(form, "b_start", 0, 0, asked.FARTHEST)

    @cached_property
    def found(self) -> list:
        return self.rows()

    def page_rows(self) -> list:
        return self.found[self.start : self.start + SIZE]

    def lines(self) -> list[dict]:
        """What the page says of each of its rows."""
        return [self.line(item) for item in self.page_rows()]

    def more(self) -> dict:
        return {}

    def url(self, suffix="", **changes) -> str:
        """This list with some of its choices changed."""
        query = {
            "agency": self.filters.agency,
            "sector": self.filters.sector,
            "sort": self.sort,
            **self.more(),
            **changes,
        }
        kept = {key: value for key, value in query.items() if value not in ("", None)}
        return f"{self.portal_url}/{self.name}{suffix}?{urlencode(kept, doseq=True)}"

    def file_url(self) -> str:
        return self.url(".xlsx")

    # -- for the macros

    def sort_choices(self) -> list[dict]:
        return [
            {"value": value, "title": title, "selected": value == self.sort}
            for value, title in self.sorts.items()
        ]

    def agency_choices(self) -> list[dict]:
        found = [
            (item.getId(), item.short_title or item.title) for item in lookup.agencies()
        ]
        return self.choices(found, self.filters.agency)

    def sector_choices(self) -> list[dict]:
        found = [(item.getId(), item.title) for item in lookup.sectors()]
        return self.choices(found, self.filters.sector)

    def choices(self, pairs, chosen) -> list[dict]:
        return [
            {"value": value, "title": title, "selected": value == chosen}
            for value, title in sorted(pairs, key=lambda pair: collation_key(pair[1]))
        ]

    def range_text(self):
        last = min(self.start + SIZE, len(self.found))
        mapping = {"first": self.start + 1, "last": last, "total": len(self.found)}
        return _("${first} to ${last} of ${total}", mapping=mapping)

    def beside(self, step: int) -> str:
        """The address of the page before (-1) or after (1), or empty."""
        start = self.start + step * SIZE
        if start < 0 or start >= len(self.found):
            return ""
        return self.url(b_start=start or None)

    # -- words for a procedure

    def procedure_url(self, record: Record) -> str:
        return f"{self.portal_url}/{lookup.PROCEDURES}/{record.id}"

    def sector_title(self, record: Record) -> str:
        return self.titles["sector"].get(record.sector, record.sector)

    def sector_order(self, record: Record) -> str:
        """Sorts by the title of the sector."""
        orders = self.titles["order"]
        if record.sector not in orders:
            orders[record.sector] = collation_key(self.sector_title(record))
        return orders[record.sector]

    def agencies_title(self, record: Record) -> str:
        return ", ".join(self.agency_title(slug) for slug in record.agencies)

    def agency_title(self, slug) -> str:
        titles = self.titles["agency"]
        if slug not in titles:
            titles[slug] = self.agency_names([slug])[0]
        return titles[slug]

    @cached_property
    def titles(self) -> dict:
        return {
            "agency": {},
            "order": {},
            "sector": {item.getId(): item.title for item in lookup.sectors()},
        }
