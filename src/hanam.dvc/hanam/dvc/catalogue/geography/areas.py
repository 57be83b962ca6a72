"""Communes by their code of the statistics office, on a day.

A reform gives a code anew: the same five digits are one commune before it and another one
after it. So a code is read with the day on which it was written down.
"""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.geography import bodies
from hanam.dvc.catalogue.moment import today


def area(agency, day: date | None = None) -> str:
    """The name of the unit an agency governs: its short name without the first word
    where that is an abbreviation ("UBND phường …")."""
    first, blank, rest = lookup.name_of(agency, day).partition(" ")
    return rest if rest and first.isupper() else f"{first}{blank}{rest}"


def communes(day: date | None = None) -> list:
    """The communes that exist on a day (default: today) and have a code."""
    found = lookup.agencies("commune", day or today())
    return [item for item in found if item.gso_code]


def by_code(day: date | None = None) -> dict:
    """Communes by code: that of the day (default: today), else the last that had it."""
    known = [item for item in lookup.agencies("commune") if item.gso_code]
    known.sort(key=lambda item: item.valid_to or date.max)
    found = {item.gso_code: item for item in known}
    return found | {item.gso_code: item for item in communes(day)}


def name_of(code: str, day: date | None = None) -> str:
    """The commune of a code with its district, as they were called on a day (default:
    today); empty if there is none."""
    known = bodies.known_agencies()
    slugs = known.codes.get(code, ())
    at = day or today()
    there = [slug for slug in slugs if known.bodies[slug].exists(at)]
    found = lookup.agency((there or slugs)[-1]) if slugs else None
    return "" if found is None else with_district(found, day)


def with_district(item, day: date | None = None) -> str:
    """ "phường Minh Khai, TP Phủ Lý"."""
    above = lookup.agency(item.parent)
    names = [area(item, day), area(above, day) if above is not None else ""]
    return ", ".join(filter(None, names))
