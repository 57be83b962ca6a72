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
from hanam.dvc.catalogue import synonyms
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.entries import entries
from hanam.dvc.catalogue.entries import item_of
from hanam.dvc.catalogue.index import Answer
from hanam.dvc.catalogue.index import Index
from hanam.dvc.catalogue.interfaces import IDemand
from hanam.dvc.catalogue.moment import today
from math import log1p
from plone import api
from uuid import uuid4
from zope.annotation.interfaces import IAnnotations
from zope.component import queryUtility

import threading


VERSION = "hanam.dvc.catalogue.version"
FACETS = ("audience", "level", "government_level", "life_event", "sector", "agency")
# Added to a score (about 1 for the best): for what an agency of the province takes, and
# for what is filed most.
OURS, WANTED = 0.05, 0.04
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
    audience: str = ""
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


def answered(index, question, visible, thesaurus=None) -> tuple[Answer, str]:
    """The answer; where unknown words are like known ones, that to the question in
    these, if a procedure has them all. ``thesaurus``: another than that of the portal.
    """
    known = synonyms.thesaurus() if thesaurus is None else thesaurus
    wanted = prior(index)
    answer = index.ask(question, visible, known, wanted)
    if not answer.near:
        return answer, ""
    near = dict(answer.near)
    instead = " ".join(near.get(word, word) for word in index.split(question))
    better = index.ask(instead, visible, known, wanted)
    if better.found and not (better.dropped and answer.found):
        return better, instead
    return answer, ""


def prior(index):
    """How much an entry is wanted before anything is asked, as `Index.ask` takes it."""
    demand = queryUtility(IDemand)
    counts = {} if demand is None else demand.counts()
    most = log1p(max(counts.values(), default=0)) or 1.0

    def wanted(number: int) -> float:
        data = index.entries[number].data
        ours = data.card["agencies"] or data.card["government_levels"]
        return bool(ours) * OURS + WANTED * log1p(counts.get(data.id, 0)) / most

    return wanted


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


def changed(item=None, event=None) -> None:
    """A procedure, an agency or a sector is not what it was."""
    # Nobody asks a portal that is being deleted.
    with suppress(api.exc.CannotGetPortalError):
        IAnnotations(api.portal.get())[VERSION] = uuid4().hex


def current(day: date | None = None) -> Index:
    """The index of the catalogue as this transaction sees it, with what holds that day
    (None: today)."""
    day = day or today()
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


def facet_title(name: str, value):
    """What a reader sees for a value of a facet."""
    if name == "agency" and value in EVERYBODY:
        return EVERYBODY[value]
    if name == "agency":
        return lookup.title_of_agency(value)
    if name == "sector":
        found = lookup.sector(value)
        return value if found is None else found.title
    if name == "audience":
        return terms.title_of(terms.AUDIENCES, value)
    if name == "level":
        return terms.title_of(terms.ONLINE_LEVELS, value)
    return terms.title_of(terms.GOVERNMENT_LEVELS, value)


EVERYBODY = dict(terms.EVERYBODY)
