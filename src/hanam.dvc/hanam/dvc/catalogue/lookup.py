"""Agencies, sectors, procedures and declarations by their names.

Nothing here asks for permissions: whoever shows what it found must.
"""

from datetime import date
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.moment import today
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


def title_of_agency(slug, day: date | None = None) -> str:
    """Its short name at present, or on a day; the slug itself where no agency has it."""
    found = agency(slug)
    return slug if found is None else name_of(found, day)


def name_of(item, day: date | None = None, long: bool = False) -> str:
    """The short (or long) name of an agency at present, or on a day."""
    title, short = item.title, item.short_title
    former = sorted(item.former_names or (), key=lambda row: row["until"])
    for row in former if day is not None else ():
        if day.isoformat() <= row["until"]:
            title, short = row["title"], row.get("short_title") or row["title"]
            break
    return title if long else short or title


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
    """The agencies that take a procedure, ``@district`` and ``@commune`` spelt out; on a
    day ``at`` those that stand for what it names."""
    kinds = {terms.ALL_DISTRICTS: "district", terms.ALL_COMMUNES: "commune"}
    found = []
    for slug in procedure.agencies or ():
        if slug in kinds and at is None:
            found.extend(agencies(kinds[slug]))
        elif slug in kinds:
            found.extend(agency(one) for one in of_kind(kinds[slug], at))
        else:
            found.append(agency(slug if at is None else standing(slug, at)))
    return list({item.getId(): item for item in found if item is not None}.values())


def takes(procedure, slug) -> bool:
    """Whether an agency takes a procedure, in its own name or for one that has ended."""
    named = procedure.agencies or ()
    found = agency(slug)
    if found is None:
        return False
    if slug in named or f"@{found.kind}" in named:
        return True
    return any(
        slug in of_kind(one[1:], today())
        if one.startswith("@")
        else standing(one) == slug
        for one in named
    )


def of_kind(kind, day: date) -> list[str]:
    """The slugs of the agencies of a kind on a day, or of those that follow the last."""
    from hanam.dvc.catalogue.geography import bodies

    return bodies.of_kind(kind, day)


def standing(slug, day: date | None = None) -> str:
    """The slug of who stands for an agency on a day (default: today)."""
    # Late: who stands for whom asks here for the agencies.
    from hanam.dvc.catalogue.geography import bodies

    return bodies.stands_for(slug, day)


def is_closed(procedure, day: date) -> bool:
    """Whether nobody can file it on this day: not in force, or not published."""
    in_force = present.holds(procedure, day)
    return not in_force or api.content.get_state(procedure, default="") != "published"
