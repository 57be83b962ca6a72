"""Procedures as search sees them: made of what `portal_catalog` knows."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.index import Entry
from hanam.dvc.catalogue.texts import Text
from hanam.dvc.rules import versions
from plone import api


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
    """Of a column of the catalogue, what speaks for the version of a day."""
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
                "audience": facts["audiences"],
            },
            data=card,
        )


def names() -> dict[str, str]:
    """By slug, what an agency or a sector is called."""
    found = {item.getId(): item.title for item in lookup.sectors()}
    for item in lookup.agencies():
        found[item.getId()] = f"{item.short_title} {item.title} {item.abbr}"
    return found
