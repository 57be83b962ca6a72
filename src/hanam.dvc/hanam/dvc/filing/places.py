"""The communes of the province as a citizen looks for them: under their district."""

from functools import lru_cache
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography import areas
from hanam.dvc.catalogue.geography.areas import area
from hanam.dvc.catalogue.moment import today
from hanam.dvc.filing.formfield import Groups
from hanam.dvc.rules import vietnamese
from plone import api


def named(agency) -> str:
    """The unit an agency governs, as a heading: "Huyện Bình Lục"."""
    name = area(agency)
    return name[:1].upper() + name[1:]


def by_name(items) -> list:
    """Agencies in the order of a Vietnamese dictionary."""
    return sorted(items, key=lambda item: vietnamese.collation_key(area(item)))


def grouped(items) -> list[tuple[str, list]]:
    """Agencies under the names of their districts ("" for those without), by name."""
    parents = {item.parent: lookup.agency(item.parent) for item in items}
    groups = [
        (named(parents[slug]) if parents[slug] is not None else "", slug)
        for slug in parents
    ]
    groups.sort(key=lambda group: vietnamese.collation_key(group[0]))
    return [
        (title, by_name(item for item in items if item.parent == slug))
        for title, slug in groups
    ]


def communes() -> Groups:
    """(district, ((GSO code, commune), …)) for the choice of a commune."""
    portal = api.portal.get()
    catalog = api.portal.get_tool("portal_catalog")
    return _communes(portal._p_jar.db(), catalog.getCounter(), today())


@lru_cache(maxsize=4)
def _communes(database, catalogue_version, day) -> Groups:
    # Every change of an agency counts in the catalogue.
    found = areas.communes(day)
    return tuple(
        (title, tuple((item.gso_code, named(item)) for item in items))
        for title, items in grouped(found)
    )
