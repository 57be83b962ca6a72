"""What was typed on a page whose draft could not be opened: carried on, not lost."""

from hanam.dvc.filing import declaration
from hanam.dvc.filing import person
from hanam.dvc.filing.answers import declared_fields


PREFIXES = ("applicant.", "owner.", "who.", "place.", "data.", "way.")
MOST = 400


def pairs_of(request) -> list[tuple[str, str]]:
    """The (name, text) pairs of a form of ours, without its buttons and tokens."""
    found = []
    for name, value in request.form.items():
        if not isinstance(name, str) or not name.startswith(PREFIXES):
            continue
        for text in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(text, str) and text.strip():
                found.append((name, text))
    return found[:MOST]


def fields_of(request) -> list[dict]:
    """The same as {name, value} for hidden fields."""
    return [{"name": name, "value": text} for name, text in pairs_of(request)]


def shown(request, procedure) -> list[dict]:
    """The same as {label, text} for a reader; what has no label has no line."""
    fields = {f"data.{field.name}": field for field in declared_fields(procedure)}
    for prefix in ("applicant", "owner"):
        fields |= {
            f"{prefix}.{field.name}": field
            for field in person.fields(prefix)
            if field.name != "kind"
        }
    return [
        {"label": fields[name].label, "text": declaration.shown(fields[name], text)}
        for name, text in pairs_of(request)
        if name in fields
    ]


def put_in(request, steps) -> None:
    """Give the steps of a new draft what the form carried for them, if it did."""
    names = {name.partition(".")[0] for name, _text in pairs_of(request)}
    for step in steps:
        if names & set(step.prefixes):
            step.keep(request)
            step.mark_done()
