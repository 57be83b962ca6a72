"""What the catalogue keeps of a procedure so that an audit need not wake it."""

from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.tables import PAPERS
from hanam.dvc.catalogue.versions import keeping
from hanam.dvc.catalogue.versions import present
from hanam.dvc.rules.vietnamese import fold
from plone.indexer import indexer


# Fields that may be blank; `gaps` tells what a blank one means.
FILLABLE = (
    "code",
    "sector",
    "how_steps",
    "channels",
    "papers",
    "limits",
    "subjects",
    "agencies",
    "results",
    "fees",
    "legal_basis",
    "plan",
    "effective_from",
    "decision",
    "synonyms",
)
# Published names of papers can be whole pages; what they are stands at the beginning.
LONGEST = 300
OFFERS = (
    "information",
    "forms",
    "online_form",
    "channel",
    "has_fee",
    "result_online",
    "result_by_post",
    "result_in_person",
)


@indexer(IProcedure)
def procedure_audit(item):
    return audits_of(item)


def audits_of(procedure) -> dict:
    """`audit_of` the procedure; with approved versions also ``versions``: (span, audit) of
    each, as `card.cards_of` has them."""
    spans = present.spans_of(procedure)
    if not spans:
        return audit_of(procedure)
    audits = [(span, audit_of(keeping.at(procedure, span.number))) for span in spans]
    return {**audit_of(procedure), "versions": tuple(audits)}


def audit_of(procedure) -> dict:
    """Plain values for the column ``procedure_audit`` of the catalogue.

    ``blank``: names of `FILLABLE` fields; ``offers``: those of `OFFERS` that are so;
    ``papers``: `required_papers`; ``unoffered``: forms that cannot be had.
    """
    form = lookup.declaration(procedure)
    offers = levels.offers_of(procedure)
    return {
        "blank": tuple(name for name in FILLABLE if not getattr(procedure, name)),
        "offers": tuple(name for name in OFFERS if getattr(offers, name)),
        "unoffered": levels.unoffered(procedure),
        "declared": form is not None,
        "minutes": getattr(form, "minutes", None),
        "channels": tuple(procedure.channels or ()),
        "papers": required_papers(procedure),
        "same_day": same_day(procedure),
        "limit_words": not all(
            limits.is_counted(row) for row in procedure.limits or ()
        ),
        "fee_words": any(
            row.get("amount") is None and not row.get("formula")
            for row in procedure.fees or ()
        ),
        "raw": bool(procedure.raw),
        "uid": procedure.UID(),
    }


def required_papers(procedure) -> tuple[tuple[str, bool, str, str], ...]:
    """(folded title, has a form, ``held`` of its row, case) of what must be handed in."""
    return tuple(
        (fold(row["title"][:LONGEST]), bool(row["form"]), row["held"], row["case"])
        for row in complete(procedure.papers, PAPERS)
        if row["required"]
    )


def same_day(procedure) -> bool:
    """Whether every limit of the procedure ends within the day."""
    found = limits.longest(procedure)
    return found is not None and found.get("unit") == "same_day"


def part_changed(item, event) -> None:
    """A declaration, one of its fields or a file in a procedure changed: so did what the
    procedure offers."""
    for _step in range(3):
        item = getattr(item, "aq_parent", None)
        if IProcedure.providedBy(item):
            item.reindexObject()
            search.changed()
            return
