"""Decisions with their versions from rows of JSON (``decisions.json`` of the sample).

A day is an ISO date or ``+60``: so many days after the day of loading. What is there
already, known by its number, is left alone: a second run writes nothing.
"""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import timedelta
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.decisions.content import IDecision
from hanam.dvc.catalogue.loading import as_date
from hanam.dvc.catalogue.loading import bound_fields
from hanam.dvc.catalogue.loading import Loaded
from hanam.dvc.catalogue.loading import LoadError
from hanam.dvc.catalogue.loading import row_problems
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.places import folder
from hanam.dvc.catalogue.places import slug_of
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.rows import IRows
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.catalogue.versions.content import IProcedureVersion
from plone import api
from plone.dexterity.utils import createContent


DAYS = ("signed", "effective_from", "effective_to", "document_effective")


def load_decisions(data: Mapping, day: date | None = None) -> Loaded:
    """``decisions`` are published in their order, each after its ``versions`` were
    written; ``drafts`` are versions that wait for review. `LoadError` names a bad row.
    """
    day, loaded = day or today(), Loaded()
    with api.env.adopt_roles(["Manager"]):
        for row in data.get("decisions", ()):
            load_decision(row, day, loaded)
        for row in data.get("drafts", ()):
            write(row, day)
    return loaded


def load_decision(row: Mapping, day: date, loaded: Loaded) -> None:
    place, name = folder(lookup.DECISIONS), slug_of(row["number"])
    if name in place:
        loaded.unchanged.append(name)
        return
    for version in row.get("versions", ()):
        write(version, day)
    names = set(row) - {"versions", "published"}
    values = values_of(IDecision, {key: row[key] for key in names}, day, name)
    made = createContent("Decision", **values)
    made.id = name
    place[name] = made
    made = place[name]
    for step in ("submit", "publish"):
        lifecycle.go(made, step, confirmed=True)
    made.published_at = moment_of(row["published"], day)
    loaded.created.append(name)


def moment_of(text: str, day: date) -> datetime:
    """A naive local time: ISO, or ``+0`` for the morning of a day."""
    if text.startswith(("+", "-")):
        return datetime.combine(day_of(text, day), datetime.min.time()).replace(hour=9)
    return datetime.fromisoformat(text)


def day_of(text, day: date):
    """A day from its text; what is no day stays text and is refused by its field."""
    if isinstance(text, str) and text.startswith(("+", "-")) and text[1:].isdigit():
        return day + timedelta(days=int(text))
    return as_date(text)


def write(row: Mapping, day: date) -> None:
    """Write one version and send it to review, unless it is there."""
    where = f"{row['procedure']} {row['number']}"
    procedure = lookup.procedure(row["procedure"])
    if procedure is None:
        raise LoadError([f"{where}: there is no such procedure"])
    if present.version_of(procedure, row["number"]) is not None:
        return
    given = {
        "change_note": row["change_note"],
        "effective_from": row.get("effective_from", ""),
        **row["changes"],
    }
    old = {name: getattr(procedure, name) for name in present.VERSIONED}
    values = values_of(IProcedureVersion, given, day, where, old)
    version = lifecycle.start(procedure)
    if version.number != row["number"]:
        raise LoadError([f"{where}: the next version is {version.number}"])
    for name in given:
        value = values[name]
        setattr(version, name, value)
    version.reindexObject()
    lifecycle.go(version, "submit")


def values_of(schema, given: Mapping, day: date, where: str, old=None) -> dict:
    """The given values as the schema wants them; `LoadError` with all that is wrong."""
    fields = bound_fields(schema)
    problems = [f"there is no key {name}" for name in sorted(set(given) - set(fields))]
    values = dict(old or {})
    for name in set(given) & set(fields):
        value, field = given[name], fields[name]
        if name in DAYS:
            value = day_of(value, day)
        elif IRows.providedBy(field):
            value = complete(value, field.columns)
        values[name] = value
    for name, field in fields.items():
        values.setdefault(name, field.default)
    problems += row_problems(values, schema, fields)
    if problems:
        raise LoadError([f"{where}: {text}" for text in problems])
    return values
