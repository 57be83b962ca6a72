"""`/co-quan`, `/linh-vuc` and what lies in them."""

from collections import Counter
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.views.page import NotHere
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.catalogue.views.page import template
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import collation_key
from hanam.dvc.rules.vietnamese import short_date
from plone import api


ALL = 10_000


def counts(facet) -> Counter:
    """How many public procedures have each value of a facet."""
    return Counter(search.look(search.Query(size=1)).facets[facet])


class Agencies(Page):
    """All agencies, those of a district below it."""

    template = template("agencies")
    page_title = _("Agencies")

    def __call__(self):
        self.counts = counts("agency")
        self.known = lookup.agencies(at=self.today)
        return self.template()

    def provincial(self) -> list[dict]:
        """{url, title, count} of the bodies of the province."""
        return [
            {**self.line(item), "title": item.title}
            for item in self.known
            if item.kind not in ("district", "commune")
        ]

    def districts(self) -> list[dict]:
        """{url, title, count, communes} with communes by name."""
        communes: dict = {}
        for item in self.known:
            if item.kind == "commune":
                communes.setdefault(item.parent, []).append(self.line(item))
        found = []
        for item in self.known:
            if item.kind == "district":
                below = communes.pop(item.getId(), [])
                below.sort(key=lambda line: collation_key(line["title"]))
                found.append({**self.line(item), "communes": below})
        rest = [line for lines in communes.values() for line in lines]
        if rest:
            title = self.say(_("Other communes"))
            found.append({"url": "", "title": title, "count": 0, "communes": rest})
        return found

    def line(self, item) -> dict:
        return {
            "url": item.absolute_url(),
            "title": item.short_title or item.title,
            "count": self.counts[item.getId()] + self.counts[f"@{item.kind}"],
        }


class Sectors(Page):
    """All sectors with the number of their procedures."""

    template = template("sectors")
    page_title = _("Sectors")

    def sectors(self) -> list[dict]:
        """{url, title, description, count}, in the order of a dictionary."""
        counted = counts("sector")
        lines = [
            {
                "url": item.absolute_url(),
                "title": item.title,
                "description": item.description,
                "count": counted[item.getId()],
            }
            for item in lookup.sectors()
        ]
        return sorted(lines, key=lambda line: collation_key(line["title"]))

    def __call__(self):
        return self.template()


class WithProcedures(Page):
    """A page with the public procedures of its context."""

    def __call__(self):
        if not access.may_view(self.context):
            return NotHere(api.portal.get(), self.request)()
        return self.template()

    @property
    def page_title(self):
        return self.context.title

    def found(self) -> list[dict]:
        """Cards of all procedures, in the order of a dictionary."""
        query = search.Query(size=ALL, **self.filters())
        return [self.card(item) for item in search.look(query).items]


class Agency(WithProcedures):
    """An agency: what it is, where, and what can be filed there."""

    template = template("agency")

    @property
    def crumbs(self):
        return [self.crumb(lookup.AGENCIES)]

    def filters(self) -> dict:
        return {"agency": self.context.getId()}

    def sections(self) -> list[dict]:
        """{title, cards} by sector, in the order of a dictionary."""
        by_sector: dict = {}
        query = search.Query(size=ALL, **self.filters())
        for item in search.look(query).items:
            by_sector.setdefault(item["sector"], []).append(self.card(item))
        sections = [
            {"title": search.facet_title("sector", slug), "cards": cards}
            for slug, cards in by_sector.items()
        ]
        return sorted(sections, key=lambda section: collation_key(section["title"]))

    def parent(self):
        return self.other(self.context.parent)

    def successor(self):
        return self.other(self.context.successor)

    def other(self, slug):
        """{url, title} of another agency, or None."""
        item = lookup.agency(slug)
        if item is None:
            return None
        return {"url": item.absolute_url(), "title": item.short_title or item.title}

    def ended_text(self):
        """That the agency is no more, or empty."""
        end = self.context.valid_to
        if end is None or end >= self.today:
            return ""
        return _("This agency existed until ${day}.", mapping={"day": short_date(end)})


class Sector(WithProcedures):
    """A sector and its procedures."""

    template = template("sector")

    @property
    def crumbs(self):
        return [self.crumb(lookup.SECTORS)]

    def filters(self) -> dict:
        return {"sector": self.context.getId()}
