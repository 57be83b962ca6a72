"""What a list shows and search knows of a procedure without waking it."""

from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.texts import Text
from hanam.dvc.catalogue.versions import keeping
from hanam.dvc.catalogue.versions import present


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
        "title": procedure.title,
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


def cards_of(procedure) -> dict:
    """`card_of` the procedure; with approved versions also ``versions``: (span, card)
    of each, so that a list knows what holds on any day."""
    spans = present.spans_of(procedure)
    if not spans:
        return card_of(procedure)
    cards = [(span, keeping.at(procedure, span.number)) for span in spans]
    return {
        **card_of(procedure),
        "versions": tuple((span, card_of(item)) for span, item in cards),
    }


def cropped(facts: dict | None) -> dict | None:
    """The same with a ``text`` that fits into a list."""
    if facts is None or len(facts["text"]) <= LONGEST:
        return facts
    return {**facts, "text": facts["text"][:LONGEST].rpartition(" ")[0] + " …"}
