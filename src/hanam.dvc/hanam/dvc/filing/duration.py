"""How long a declaration takes: what its designer says, else the sum of its questions."""

from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.filing import declaration
from math import ceil


# Parts of a hundred who answer what need not be answered, or is asked of some only.
OPTIONAL = 30
CONDITIONAL = 50


def minutes_of(form) -> int | None:
    """Whole minutes of the live version; None where there is no declaration."""
    if form is None:
        return None
    version = keeping.version(form)
    told = getattr(form, "minutes", None) if version is None else version.minutes
    return told or estimated(declaration.fields_of(form))


def estimated(fields) -> int:
    """Minutes by the seconds that the settings give for each kind of question."""
    known = lists.seconds()
    total = known.get("start", 0) + sum(seconds(field, known) for field in fields)
    return max(1, ceil(total / 60))


def seconds(field, known: dict[str, int]) -> float:
    own = known.get(field.kind, 0)
    if field.kind == "group":
        rows = max(1, int(field.minimum))
        own += rows * sum(seconds(column, known) for column in field.columns)
    if not field.required and field.kind not in ("group", "heading", "computed"):
        own = own * OPTIONAL / 100
    return own * CONDITIONAL / 100 if field.condition is not None else own
