"""What a list shows and search knows of a procedure without waking it."""

from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.texts import Text


LONGEST = 120


def card_of(procedure) -> dict:
    """Plain values for the catalogue: nothing personal, nothing in a language of ours.

    ``text`` is what search compares (`ranking.Text`), ``limit`` a row of ``limits`` or
    None, ``fee`` as `fees.summary_facts`.
    """
    return {
        "text": Text.of(
            procedure.code or "", procedure.title, procedure.synonyms or ()
        ).to_data(),
        "code": procedure.code or "",
        "sector": procedure.sector or "",
        "agencies": tuple(procedure.agencies or ()),
        "government_levels": tuple(procedure.government_levels or ()),
        "level": procedure.declared_level,
        "life_events": tuple(procedure.life_events or ()),
        "audiences": terms.audiences_of(procedure.subjects or ()),
        "limit": cropped(limits.longest(procedure)),
        "fee": cropped(fees.summary_facts(procedure)),
        "effective_from": procedure.effective_from,
        "effective_to": procedure.effective_to,
    }


def cropped(facts: dict | None) -> dict | None:
    """The same with a ``text`` that fits into a list."""
    if facts is None or len(facts["text"]) <= LONGEST:
        return facts
    return {**facts, "text": facts["text"][:LONGEST].rpartition(" ")[0] + " …"}
