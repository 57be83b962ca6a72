"""Finding procedures: the index of `index.Index` over what `portal_catalog` knows.

The index is kept in memory by each process and made anew on a new day and when a
procedure, an agency or a sector has changed (`changed`). What may be shown is decided
at the question: what is unpublished or not in force only with ``include_unpublished``,
which is for staff.
"""

from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.index import Answer
from hanam.dvc.catalogue.index import Entry
from hanam.dvc.catalogue.index import Index
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.ranking import Text
from hanam.dvc.rules import versions
from plone import api
from uuid import uuid4
from zope.annotation.interfaces import IAnnotations

import threading


VERSION = "hanam.dvc.catalogue.version"
FACETS = ("agency", "sector", "level", "government_level", "life_event")
KEPT = 2
kept: dict = {}
making = threading.Lock()


@dataclass(frozen=True)
class Query:
    """A question. Empty filters filter nothing; ``agency`` is a slug, ``@district`` or
    ``@commune``; ``level`` the declared online level. ``day`` decides what is in force.
    """

    q: str = ""
    agency: str = ""
    sector: str = ""
    level: int | None = None
    government_level: str = ""
    life_event: str = ""
    include_unpublished: bool = False
    start: int = 0
    size: int = 25
    day: date = field(default_factory=today)


@dataclass(frozen=True)
class Found:
    """``items`` is one page of dicts (`item_of`); ``facets`` maps each facet to a dict
    of value and count, counted with all filters but its own. ``dropped``: words of the
    question nothing has; ``instead``: the question that was answered in its place."""

    total: int
    items: list[dict]
    facets: dict[str, dict]
    dropped: tuple[str, ...] = ()
    instead: str = ""


def find(
    q: str = "",
    agency: str = "",
    sector: str = "",
    level: int | None = None,
    include_unpublished: bool = False,
    start: int = 0,
    size: int = 25,
) -> tuple[int, list[dict]]:
    """How many procedures answer, and one page of them (`item_of`), best first."""
    found = look(
        Query(
            q=q,
            agency=agency,
            sector=sector,
            level=level,
            include_unpublished=include_unpublished,
            start=start,
            size=size,
        )
    )
    return found.total, found.items


def look(query: Query) -> Found:
    """`find` with counts for filters and with help where little is found."""
    index = current(query.day)
    visible = visible_numbers(index, query)
    answer, instead = answered(index, query.q, visible)
    chosen = chosen_facets(query)
    matching = index.matching(chosen)
    numbers = [n for n in answer.found if matching is None or n in matching]
    page = numbers[query.start : query.start + query.size]
    return Found(
        total=len(numbers),
        items=[item_of(index.entries[number], query.day) for number in page],
        facets={
            name: facet_counts(index, answer.found, chosen, name) for name in FACETS
        },
        dropped=answer.dropped,
        instead=instead,
    )


def answered(index, question, visible) -> tuple[Answer, str]:
    """The answer; where unknown words are like known ones, that to the question in
    these, if a procedure has them all."""
    answer = index.ask(question, visible)
    if not answer.near:
        return answer, ""
    known = dict(answer.near)
    instead = " ".join(known.get(word, word) for word in index.split(question))
    better = index.ask(instead, visible)
    if better.found and not (better.dropped and answer.found):
        return better, instead
    return answer, ""


def chosen_facets(query) -> dict:
    values = {name: getattr(query, name) for name in FACETS}
    slug = values["agency"]
    agency = lookup.agency(slug)
    if agency is not None:
        values["agency"] = (slug, f"@{agency.kind}")
    return values


def facet_counts(index, found, chosen, name) -> dict:
    others = {key: value for key, value in chosen.items() if key != name}
    matching = index.matching(others)
    if matching is not None:
        found = [number for number in found if number in matching]
    return dict(index.counts(found, name))


def visible_numbers(index, query) -> set[int] | None:
    """The entries that may be shown; None: all."""
    if query.include_unpublished:
        return None
    return {
        number
        for number, entry in enumerate(index.entries)
        if not entry.data.closed(query.day)
    }


class Card:
    """What is known of a procedure without waking it."""

    __slots__ = ("card", "id", "path", "state", "title")

    def __init__(self, brain, day: date):
        self.id = brain.getId
        self.path = brain.getPath()
        self.state = brain.review_state
        self.card = shown_on(brain.procedure_card, day)
        self.title = self.card["title"]

    def closed(self, day: date) -> bool:
        """Whether nobody can file it on this day."""
        start, end = self.card["effective_from"], self.card["effective_to"]
        return (
            self.state != "published"
            or (start is not None and start > day)
            or (end is not None and end < day)
        )


def shown_on(card: dict, day: date) -> dict:
    """What a list shows of a procedure on a day: the card of that day's version."""
    cards = dict(card.get("versions", ()))
    return cards[versions.shown(cards, day)] if cards else card


def item_of(entry: Entry, day: date) -> dict:
    """id, path, title, code, sector, agencies (slugs), agency (the first), level, limit
    (row or None), fee (`fees.summary_facts`), government_levels, state, closed."""
    data = entry.data
    card = data.card
    return {
        "id": data.id,
        "path": data.path,
        "title": data.title,
        "code": card["code"],
        "sector": card["sector"],
        "agencies": list(card["agencies"]),
        "agency": next(iter(card["agencies"]), ""),
        "level": card["level"],
        "government_levels": list(card["government_levels"]),
        "limit": card["limit"],
        "fee": card["fee"],
        "state": data.state,
        "closed": data.closed(day),
    }


def changed(item=None, event=None) -> None:
    """A procedure, an agency or a sector is not what it was."""
    # Nobody asks a portal that is being deleted.
    with suppress(api.exc.CannotGetPortalError):
        IAnnotations(api.portal.get())[VERSION] = uuid4().hex


def current(day: date) -> Index:
    """The index of the catalogue as this transaction sees it, with what holds that day."""
    portal = api.portal.get()
    version = IAnnotations(portal).get(VERSION, "")
    key = portal._p_jar.db().database_name, portal.getPhysicalPath(), version, day
    index = kept.get(key)
    if index is None:
        with making:
            index = kept.get(key) or Index(entries(day))
            if version:
                kept[key] = index
            while len(kept) > KEPT:
                kept.pop(next(iter(kept)), None)
    return index


def entries(day: date):
    """An `Entry` for each procedure of the catalogue as it is on the day."""
    catalog = api.portal.get_tool("portal_catalog")
    also = names()
    for brain in catalog.unrestrictedSearchResults(portal_type="Procedure"):
        card = Card(brain, day)
        facts = card.card
        keys = (facts["sector"], *facts["agencies"])
        yield Entry(
            text=Text(*facts["text"]),
            also=" ".join(also.get(key, "") for key in keys),
            facets={
                "agency": facts["agencies"],
                "sector": (facts["sector"],) if facts["sector"] else (),
                "level": (facts["level"],),
                "government_level": facts["government_levels"],
                "life_event": facts["life_events"],
            },
            data=card,
        )


def names() -> dict[str, str]:
    """By slug, what an agency or a sector is called."""
    found = {item.getId(): item.title for item in lookup.sectors()}
    for item in lookup.agencies():
        found[item.getId()] = f"{item.short_title} {item.title} {item.abbr}"
    return found


def facet_title(name: str, value):
    """What a reader sees for a value of a facet."""
    if name == "agency" and value in EVERYBODY:
        return EVERYBODY[value]
    if name == "agency":
        return lookup.title_of_agency(value)
    if name == "sector":
        found = lookup.sector(value)
        return value if found is None else found.title
    if name == "level":
        return terms.title_of(terms.ONLINE_LEVELS, value)
    return terms.title_of(terms.GOVERNMENT_LEVELS, value)


EVERYBODY = dict(terms.EVERYBODY)
