"""Every procedure as an audit sees it, out of the catalogue's own columns.

Kept in memory by each process, like the index of search, until a procedure changes or a
new day begins.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.entries import shown_on
from hanam.dvc.catalogue.levels import payable
from hanam.dvc.catalogue.moment import today
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.vietnamese import collation_key
from plone import api
from zope.annotation.interfaces import IAnnotations


KEPT = 2
kept: dict = {}


@dataclass(frozen=True, slots=True)
class Record:
    """A procedure; ``order`` sorts by title, ``offers`` is without online payment,
    ``audit`` as `facts.audit_of`."""

    id: str
    path: str
    uid: str
    title: str
    order: str
    code: str
    sector: str
    agencies: tuple[str, ...]
    state: str
    level: int
    effective_from: date | None
    effective_to: date | None
    offers: LevelFacts
    audit: dict

    @property
    def is_published(self) -> bool:
        return self.state == "published"


def records() -> tuple[Record, ...]:
    """All procedures, published or not, in the order of the catalogue."""
    portal = api.portal.get()
    version = IAnnotations(portal).get(search.VERSION, "")
    day = today()
    key = portal._p_jar.db().database_name, portal.getPhysicalPath(), version, day
    found = kept.get(key)
    if found is None:
        found = tuple(read(day))
        if version:
            kept[key] = found
        for old in list(kept)[:-KEPT]:
            kept.pop(old, None)
    return found


def read(day: date):
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="Procedure"):
        # A procedure that was never indexed with this column has nothing to say yet.
        if isinstance(brain.procedure_audit, dict):
            yield record_of(brain, day)


def record_of(brain, day: date) -> Record:
    card = shown_on(brain.procedure_card, day)
    audit = shown_on(brain.procedure_audit, day)
    return Record(
        id=brain.getId,
        path=brain.getPath(),
        uid=audit["uid"],
        title=card["title"],
        order=collation_key(card["title"]),
        code=card["code"],
        sector=card["sector"],
        agencies=card["agencies"],
        state=brain.review_state,
        level=card["level"],
        effective_from=card["effective_from"],
        effective_to=card["effective_to"],
        offers=LevelFacts(**offers(audit)),
        audit=audit,
    )


def offers(audit) -> dict:
    """What is offered; by default nothing is, not even a result in person."""
    return {"result_in_person": False, **dict.fromkeys(audit["offers"], True)}


def level_facts(found) -> dict[str, LevelFacts]:
    """What procedures (`Record`) offer, online payment included, by id."""
    paid = payable([record.id for record in found])
    return {
        record.id: replace(record.offers, online_payment=True)
        if record.id in paid
        else record.offers
        for record in found
    }
