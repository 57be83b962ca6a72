"""The agencies of the portal as `rules.succession` sees them.

They are asked for at every question for a right on the shelf of an ended agency, so each
process keeps them in memory until an agency, a procedure or a sector changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.moment import today
from hanam.dvc.rules import succession
from hanam.dvc.rules.succession import Body
from plone import api
from types import MappingProxyType
from zope.annotation.interfaces import IAnnotations


KEPT = 2
kept: dict = {}


@dataclass(frozen=True)
class Known:
    """All agencies in their order, by slug: as bodies, and their kinds; the communes of each
    code of the statistics office, the one that ended first before the others."""

    bodies: Mapping[str, Body]
    kinds: Mapping[str, str]
    codes: Mapping[str, tuple[str, ...]]


def body_of(key: str, values) -> Body:
    """An agency, or values of its fields as attributes, as a `Body`."""
    rows = getattr(values, "successors", None) or ()
    named = tuple(row["agency"] for row in rows if row.get("agency"))
    main = [row["agency"] for row in rows if row.get("main")]
    return Body(
        key,
        values.valid_from,
        values.valid_to,
        named,
        main[0] if len(main) == 1 else "",
    )


def bodies() -> Mapping[str, Body]:
    """All agencies by slug; to be read only."""
    return known_agencies().bodies


def known_agencies() -> Known:
    """What the catalogue as this transaction sees it knows of its agencies."""
    portal = api.portal.get()
    version = IAnnotations(portal).get(search.VERSION, "")
    key = portal._p_jar.db().database_name, portal.getPhysicalPath(), version
    found = kept.get(key)
    if found is None:
        items = lookup.agencies()
        found = Known(
            MappingProxyType({i.getId(): body_of(i.getId(), i) for i in items}),
            MappingProxyType({i.getId(): i.kind for i in items}),
            MappingProxyType(codes_of(items)),
        )
        # What is being changed is not what others see under this version.
        if version and all(item._p_jar and not item._p_changed for item in items):
            kept[key] = found
        for old in list(kept)[:-KEPT]:
            kept.pop(old, None)
    return found


def codes_of(agencies) -> dict[str, tuple[str, ...]]:
    """The slugs of the communes that have or had each code."""
    communes = [one for one in agencies if one.kind == "commune" and one.gso_code]
    found: dict[str, tuple[str, ...]] = {}
    for one in sorted(communes, key=lambda one: one.valid_to or date.max):
        found[one.gso_code] = (*found.get(one.gso_code, ()), one.getId())
    return found


def stands_for(slug: str, day: date | None = None) -> str:
    """The slug of who stands for an agency on a day (default: today)."""
    day = day or today()
    found = lookup.agency(slug)
    if found is None or found.valid_to is None or found.valid_to >= day:
        return slug
    return succession.stands_for(bodies(), slug, day)


def of_kind(kind: str, day: date) -> list[str]:
    """The agencies of a kind on a day; once the last of a kind has ended, those among
    which they were shared out."""
    agencies = known_agencies()
    known = agencies.bodies
    all_of_it = [slug for slug, one in agencies.kinds.items() if one == kind]
    found = [slug for slug in all_of_it if known[slug].exists(day)]
    if found:
        return found
    ended = [slug for slug in all_of_it if known[slug].ended(day)]
    shared = [slug for one in ended for slug in succession.heirs(known, one, day)]
    return list(dict.fromkeys(shared))


def origins(slugs, day: date | None = None) -> tuple[str, ...]:
    """The ended agencies for which one of these stands on a day (default: today)."""
    day, known = day or today(), bodies()
    found = [slug for one in slugs for slug in succession.origins(known, one, day)]
    return tuple(dict.fromkeys(found))


def predecessors(slug: str) -> tuple[str, ...]:
    """The agencies that name this one as a successor."""
    return succession.predecessors(bodies(), slug)
