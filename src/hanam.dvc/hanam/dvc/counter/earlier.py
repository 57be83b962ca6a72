"""What the agency knows already about a person who files again."""

from hanam.dvc.dossiers import access
from hanam.dvc.register import queries
from hanam.dvc.rules import identity


NUMBERS = ("id_number", "tax_code")
LOOKED_AT = 5


def person(number: str, agencies: tuple[str, ...]) -> dict | None:
    """The person with this id number or tax code, as of their newest dossier with one of
    ``agencies``; None where there is none. Others' dossiers are never looked at.
    """
    number = normal(number)
    if not number or not agencies:
        return None
    asked = queries.WorklistQuery(
        agencies=agencies, text=number, sort="-filed", size=LOOKED_AT
    )
    for row in queries.worklist(asked).rows:
        dossier = access.dossier_for(row.code)
        for found in () if dossier is None else (dossier.applicant, dossier.owner):
            if number in (found[name] for name in NUMBERS):
                return dict(found)
    return None


def normal(number: str) -> str:
    """The number as dossiers hold it; "" for what is none."""
    for rule in (identity.personal_id, identity.tax_code, identity.passport):
        try:
            return rule(number)
        except identity.Invalid:
            continue
    return ""
