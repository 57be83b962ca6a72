"""What a list shows and search knows of a procedure without waking it."""

from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits


def card_of(procedure) -> dict:
    """Plain values for the catalogue: nothing personal, nothing in a language of ours.

    ``limit`` is a row of ``limits`` or None, ``fee`` as `fees.summary_facts`.
    """
    return {
        "code": procedure.code or "",
        "sector": procedure.sector or "",
        "agencies": tuple(procedure.agencies or ()),
        "government_levels": tuple(procedure.government_levels or ()),
        "level": procedure.declared_level,
        "synonyms": tuple(procedure.synonyms or ()),
        "life_events": tuple(procedure.life_events or ()),
        "limit": limits.longest(procedure),
        "fee": fees.summary_facts(procedure),
        "effective_from": procedure.effective_from,
        "effective_to": procedure.effective_to,
    }
