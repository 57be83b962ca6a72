"""Agencies, sectors, procedures and declarations by their names.

Nothing here asks for permissions: whoever shows what it found must.
"""

from datetime import date
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.versions import present
from plone import api


AGENCIES = "co-quan"
SECTORS = "linh-vuc"
PROCEDURES = "thu-tuc"
DECISIONS = "quyet-dinh"
DECLARATION = "to-khai"


def folder(name):
    """A folder of the catalogue, or None before the portal is set up."""
    return api.portal.get().get(name)


def child(name, key, portal_type):
    place = folder(name)
    found = None if place is None or not key else place.get(key)
    return found if getattr(found, "portal_type", None) == portal_type else None


def agency(slug):
    """The Agency of this slug, or None."""
    return child(AGENCIES, slug, "Agency")


def sector(slug):
    """The Sector of this slug, or None."""
    return child(SECTORS, slug, "Sector")


def agencies(kind=None, at: date | None = None) -> list:
    """All agencies in their order; of one kind, and existing on a day, if asked."""
    place = folder(AGENCIES)
    found = [] if place is None else place.objectValues()
    return [
        item
        for item in found
        if item.portal_type == "Agency"
        and (kind is None or item.kind == kind)
        and (at is None or exists(item, at))
    ]


def exists(item, day: date) -> bool:
    """Whether the agency exists on the day."""
    start, end = item.valid_from, item.valid_to
    return (start is None or start <= day) and (end is None or day <= end)


def sectors() -> list:
    """All sectors in their order."""
    place = folder(SECTORS)
    found = [] if place is None else place.objectValues()
    return [item for item in found if item.portal_type == "Sector"]


def title_of_agency(slug) -> str:
    """Its short name; the slug itself where no agency has it."""
    found = agency(slug)
    return slug if found is None else found.short_title or found.title


def procedure(code):
    """The Procedure with this id or national code, or None."""
    found = child(PROCEDURES, code, "Procedure")
    if found is not None or not code:
        return found
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="Procedure", procedure_code=code
    )
    return brains[0]._unrestrictedGetObject() if brains else None


def declaration(procedure):
    """The EasyForm a citizen fills in for a procedure, or None."""
    found = procedure.get(DECLARATION)
    return found if getattr(found, "portal_type", None) == "EasyForm" else None


def agencies_of(procedure, at: date | None = None) -> list:
    """The agencies that take a procedure, ``@district`` and ``@commune`` spelt out."""
    kinds = {terms.ALL_DISTRICTS: "district", terms.ALL_COMMUNES: "commune"}
    found = []
    for slug in procedure.agencies or ():
        if slug in kinds:
            found.extend(agencies(kinds[slug], at))
        else:
            found.append(agency(slug))
    return [item for item in found if item is not None]


def takes(procedure, slug) -> bool:
    """Whether an agency takes a procedure."""
    named = procedure.agencies or ()
    found = agency(slug)
    return found is not None and (slug in named or f"@{found.kind}" in named)


def is_closed(procedure, day: date) -> bool:
    """Whether nobody can file it on this day: not in force, or not published."""
    in_force = present.holds(procedure, day)
    return not in_force or api.content.get_state(procedure, default="") != "published"
