"""What was typed into the forms of legs and opinions, checked."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import terms
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.rules.limits import Limit
from hanam.dvc.rules.limits import MOST


LONGEST = 4000


def problems_of_text(text, field, needed=False, most=LONGEST) -> list[Problem]:
    if needed and not text.strip():
        return [Problem(f"{field}.missing_here", field)]
    if len(text) > most:
        return [Problem("text.too_long", field, {"most": most})]
    return []


def problems_of_agency(agency, now) -> list[Problem]:
    found = lookup.agency(agency)
    if found is None:
        return [Problem("agency.unknown", "agency")]
    if not lookup.exists(found, now.date()):
        title = {"title": lookup.name_of(found)}
        return [Problem("agency.closed", "agency", title)]
    return []


def limit_given(value, unit) -> tuple[Limit | None, list[Problem]]:
    """A limit as it was typed, and what is wrong with it."""
    text = str(value or "").strip()
    good = text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MOST
    if not good or unit not in dict(terms.PLAN_UNITS):
        return None, [Problem("limit.wrong", "value", {"most": MOST})]
    return Limit(int(text), unit), []
