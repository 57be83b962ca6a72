"""`/co-quan`, `/linh-vuc` and what lies in them."""

from collections import Counter
from datetime import date
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.geography import shown
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
    """The agencies in force on a day (``?ngay=``, default: today), those of a district
    below it, and those that have ended by then."""

    template = template("agencies")
    page_title = _("Agencies")
    problems = ()

    def __call__(self):
        self.counts = counts("agency")
        self.day = self.today
        self.typed = str(self.request.form.get("ngay") or "").strip()
        if self.typed:
            self.read_day()
        self.known = lookup.agencies(at=self.day)
        return self.template()

    def read_day(self):
        try:
            self.day = date.fromisoformat(self.typed)
        except ValueError:
            self.request.response.setStatus(400)
            message = _("Give the day as a date, such as 2018-09-01.")
            self.problems = [{"field": "ngay", "message": message}]

    @property
    def guest_cache(self):
        return 0 if self.problems else Page.guest_cache

    def is_today(self) -> bool:
        return self.day == self.today

    def day_text(self) -> str:
        return short_date(self.day)

    def ended(self) -> list[dict]:
        """{url, title, until, heir} of the agencies that are no more, by name."""
        items = [
            item
            for item in lookup.agencies()
            if item.valid_to is not None and item.valid_to < self.day
        ]
        items.sort(key=lambda item: collation_key(lookup.name_of(item)))
        return [
            {
                "url": item.absolute_url(),
                "title": lookup.name_of(item),
                "until": short_date(item.valid_to),
                "heir": shown.heir(item.getId(), self.day),
            }
            for item in items
        ]

    def provincial(self) -> list[dict]:
        """{url, title, count} of the bodies of the province."""
        return [
            {**self.line(item), "title": lookup.name_of(item, self.day, long=True)}
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
            rest.sort(key=lambda line: collation_key(line["title"]))
            title = self.say(_("Other communes") if found else _("Communes"))
            found.append({"url": "", "title": title, "count": 0, "communes": rest})
        return found

    def line(self, item) -> dict:
        return {
            "url": item.absolute_url(),
            "title": lookup.name_of(item, self.day),
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
        if self.ended_text():
            return []
        query = search.Query(size=ALL, **self.filters())
        for item in search.look(query).items:
            by_sector.setdefault(item["sector"], []).append(self.card(item))
        sections = [
            {"title": search.facet_title("sector", slug), "cards": cards}
            for slug, cards in by_sector.items()
        ]
        return sorted(sections, key=lambda section: collation_key(section["title"]))

    def parent(self):
        """{url, title} of the superior agency, or None."""
        slug = self.context.parent
        return shown.link(slug) if lookup.agency(slug) is not None else None

    def heir(self):
        """{url, title} of who stands for it today, whoever took over in between."""
        return shown.heir(self.context.getId(), self.today)

    def ended_text(self):
        return shown.ended_text(self.context, self.today)

    def not_yet_text(self):
        return shown.not_yet_text(self.context, self.today)

    def successors(self) -> list[dict]:
        return shown.successors(self.context)

    def bases(self) -> list[str]:
        return shown.bases(self.context)

    def predecessors(self) -> list[dict]:
        return shown.predecessors(self.context)

    def former_names(self) -> list[dict]:
        return shown.former_names(self.context)

    def may_edit(self) -> bool:
        return access.may_edit(self.context)


class Sector(WithProcedures):
    """A sector and its procedures."""

    template = template("sector")

    @property
    def crumbs(self):
        return [self.crumb(lookup.SECTORS)]

    def filters(self) -> dict:
        return {"sector": self.context.getId()}
