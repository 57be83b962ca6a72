"""`/thu-tuc`: find a procedure."""

from dataclasses import replace
from functools import cached_property
from hanam.dvc.catalogue import access
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.catalogue.interfaces import IMissed
from hanam.dvc.catalogue.views.page import Page
from hanam.dvc.catalogue.views.page import template
from hanam.dvc.i18n import _
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.vietnamese import collation_key
from zope.component import queryUtility


SIZE = 20
SHOWN = 8
AROUND = 2
TITLES = {
    "audience": _("Audience"),
    "level": _("Online level"),
    "government_level": _("Level of government"),
    "life_event": _("Life event"),
    "sector": _("Sector"),
    "agency": _("Agency"),
}
# Pages for editors, below the list.
EDITORS = (
    ("tu-dong-nghia", _("Synonyms")),
    ("tim-khong-thay", _("Looked for in vain")),
)


class Procedures(Page):
    """Search, filters with counts, and a page of results; all in the address."""

    template = template("procedures")

    def __call__(self):
        self.wrong = ""
        try:
            self.query = asked.query(self.request.form, self.all_of_them, SIZE)
        except asked.Wrong as error:
            self.wrong = self.say(error.message)
            self.query = self.understood()
            self.request.response.setStatus(400)
        self.found = search.look(self.query)
        if self.query.start and self.query.start >= self.found.total:
            self.query = replace(self.query, start=0)
            self.found = search.look(self.query)
        self.count()
        return self.template()

    def count(self) -> None:
        """Have a question without filters counted that was answered badly."""
        missed = queryUtility(IMissed)
        plain = not self.query.start and len(self.chosen()) == 1
        if missed is not None and plain and self.query.q:
            found = self.found
            missed.add(self.query.q, found.total, found.dropped, found.instead)

    @cached_property
    def may_see_all(self) -> bool:
        return access.is_staff()

    @cached_property
    def all_of_them(self) -> bool:
        """Whether staff asked for what is not published, too."""
        return self.may_see_all and self.request.form.get("include") == "unpublished"

    def understood(self) -> search.Query:
        """What was asked, without the parameters that make no sense."""
        known = {}
        for name in ("q", *search.FACETS):
            form = {name: self.request.form.get(name, "")}
            try:
                query = asked.query(form)
            except asked.Wrong:
                continue
            known[name] = getattr(query, name)
        return search.Query(size=SIZE, **known)

    @property
    def page_title(self):
        return self.query.q or _("Procedures")

    @property
    def items(self) -> list[dict]:
        found = [self.card(item) for item in self.found.items]
        if self.may_see_all:
            for card, item in zip(found, self.found.items, strict=True):
                card["computed"] = self.computed_text(item)
        return found

    def computed_text(self, item):
        """For staff: what a procedure offers where that is less than is declared."""
        facts = self.level_facts.get(item["id"])
        level = None if facts is None else online_level(facts)
        if level is None or level >= item["level"]:
            return ""
        mapping = {"declared": item["level"], "computed": level}
        return _("Declared: ${declared}, offered: ${computed}", mapping=mapping)

    @cached_property
    def level_facts(self) -> dict:
        return level_facts(records())

    # -- filters

    def chosen(self) -> dict:
        names = ("q", *search.FACETS)
        chosen = {name: getattr(self.query, name) for name in names}
        if self.all_of_them:
            chosen["include"] = "unpublished"
        return {name: value for name, value in chosen.items() if value}

    def url(self, **changes) -> str:
        return self.procedures_url(**{**self.chosen(), **changes})

    def hidden(self) -> list[tuple]:
        """The filters, to be kept when other words are searched."""
        return [pair for pair in self.chosen().items() if pair[0] != "q"]

    def filters(self) -> list[dict]:
        """{name, title, choices, more} of each facet that has something to choose."""
        found = []
        for name, title in TITLES.items():
            values = self.values(name)
            if len(values) > 1 or getattr(self.query, name):
                found.append(
                    {
                        "name": name,
                        "title": title,
                        "choices": values[:SHOWN],
                        "more": values[SHOWN:],
                    }
                )
        return found

    def values(self, name) -> list[dict]:
        """{title, count, url, current}; what is chosen comes first."""
        chosen = getattr(self.query, name)
        counts = dict(self.found.facets[name])
        if chosen:
            counts.setdefault(chosen, 0)
        values = [
            {
                "title": self.value_title(name, value),
                "count": count,
                "current": value == chosen,
                "url": self.url(**{name: "" if value == chosen else value}),
            }
            for value, count in counts.items()
        ]
        return sorted(
            values,
            key=lambda v: (not v["current"], -v["count"], collation_key(v["title"])),
        )

    def value_title(self, name, value) -> str:
        if name == "life_event":
            return self.events.get(value, value)
        return self.say(search.facet_title(name, value))

    @cached_property
    def events(self) -> dict[str, str]:
        return {event["key"]: event["title"] for event in settings.life_events()}

    def active(self) -> list[dict]:
        """The filters in force, each with the address without it."""
        return [
            {
                "title": self.value_title(name, getattr(self.query, name)),
                "url": self.url(**{name: ""}),
            }
            for name in TITLES
            if getattr(self.query, name)
        ]

    # -- words

    def count_text(self):
        return _("${count} procedures", mapping={"count": self.found.total})

    def instead_text(self):
        return _(
            "Nothing has these words; shown is what was found for “${words}”.",
            mapping={"words": self.found.instead},
        )

    def dropped_text(self):
        return _(
            "No procedure has all your words; left out: ${words}.",
            mapping={"words": ", ".join(self.found.dropped)},
        )

    def empty_text(self):
        return _("Nothing was found for “${words}”.", mapping={"words": self.query.q})

    # -- pages

    def pages(self) -> list[dict]:
        """{title, url, current} of the pages near this one; title None is a gap."""
        last = max(self.found.total - 1, 0) // SIZE
        if not last:
            return []
        here = self.query.start // SIZE
        near = {0, last, *range(max(here - AROUND, 0), min(here + AROUND, last) + 1)}
        pages, before = [], -1
        for number in sorted(near):
            if number > before + 1:
                pages.append({"title": None, "url": None, "current": False})
            pages.append(self.page(number, here))
            before = number
        return pages

    def page(self, number, here) -> dict:
        return {
            "title": number + 1,
            "url": self.url(b_start=number * SIZE),
            "current": number == here,
        }

    def beside(self, step: int) -> str:
        """The address of the page before (-1) or after (1), or empty."""
        start = self.query.start + step * SIZE
        if start < 0 or start >= self.found.total:
            return ""
        return self.url(b_start=start)

    @property
    def scope_url(self) -> str:
        """For staff, the list with or without what is not published."""
        if not self.may_see_all:
            return ""
        return self.url(include="" if self.all_of_them else "unpublished")

    @property
    def add_url(self) -> str:
        """Where an editor adds a procedure, or empty."""
        place = lookup.folder(lookup.PROCEDURES)
        allowed = place is not None and access.may_add(place)
        return f"{place.absolute_url()}/++add++Procedure" if allowed else ""

    def editor_links(self) -> list[dict]:
        """{url, title} of the pages on which editors look after search."""
        if not self.add_url:
            return []
        return [
            {"url": f"{self.portal_url}/{lookup.PROCEDURES}/{name}", "title": title}
            for name, title in EDITORS
        ]
