"""The agencies of the portal as `rules.succession` sees them."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.moment import today
from hanam.dvc.rules import succession
from hanam.dvc.rules.succession import Body


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


def bodies() -> dict[str, Body]:
    """All agencies by slug."""
    return {item.getId(): body_of(item.getId(), item) for item in lookup.agencies()}


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
    found = [item.getId() for item in lookup.agencies(kind, day)]
    if found:
        return found
    known = bodies()
    ended = [
        item.getId() for item in lookup.agencies(kind) if known[item.getId()].ended(day)
    ]
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
