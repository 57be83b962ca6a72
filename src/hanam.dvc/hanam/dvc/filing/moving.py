"""From one version of a declaration to the next: what goes along and what is lost."""

from collections.abc import Mapping
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.filing import declaration
from hanam.dvc.filing.asking import Asked
from hanam.dvc.filing.asking import ROWS
from hanam.dvc.filing.asking import rows_of
from typing import NamedTuple


class Newer(NamedTuple):
    """A newer version: its number, what is new in it, and the (label, text) pairs that it
    does not ask any more."""

    number: int
    note: str
    lost: list[tuple[str, str]]


def newer(draft, procedure) -> Newer | None:
    """The live version where it is another one than the draft was begun with."""
    form = lookup.declaration(procedure)
    if form is None or not draft.declaration or draft.declaration == keeping.live(form):
        return None
    if draft.declaration not in keeping.kept(form):
        return None
    version = keeping.version(form)
    old = declaration.fields_of(form, draft.declaration)
    new = declaration.fields_of(form)
    lost = lost_answers(old, new, draft.data)
    return Newer(version.number, version.note, lost)


def move(draft, procedure) -> None:
    """Go on with the live version; answers to questions it does not have are left out."""
    form = lookup.declaration(procedure)
    kept = carried(declaration.fields_of(form), kinds_of(draft, form), draft.data)
    draft.declaration = keeping.live(form)
    draft.data.clear()
    draft.data.update(kept)


def kinds_of(draft, form) -> dict:
    return {
        field.name: field for field in declaration.fields_of(form, draft.declaration)
    }


def is_same(old, new) -> bool:
    """Whether the answer to one question is one to the other as well."""
    return old is not None and new is not None and old.kind == new.kind


def carried(new, old: Mapping, data: Mapping) -> dict:
    """The answers in ``data`` to questions of the same name and kind."""
    found = {}
    for field in new:
        before = old.get(field.name)
        if field.name not in data or not is_same(before, field):
            continue
        value = data[field.name]
        if field.kind == "group":
            columns = {column.name: column for column in before.columns}
            value = [
                carried(field.columns, columns, row) for row in rows_of(field, value)
            ]
        found[field.name] = value
    return found


def lost_answers(old, new, data: Mapping) -> list[tuple[str, str]]:
    """The (label, text) pairs of what was answered and is not asked any more."""
    after = {field.name: field for field in new}
    known = Asked(old, data)
    lost = []
    for field in old:
        if not field.is_answered:
            continue
        if not is_same(field, after.get(field.name)):
            lost += [line for line in declaration.lines(field, known) if line[1]]
        elif field.kind in ROWS:
            lost += lost_columns(field, after[field.name], data)
    return lost


def lost_columns(old, new, data: Mapping) -> list[tuple[str, str]]:
    after = {column.name: column for column in new.columns}
    gone = [
        column for column in old.columns if not is_same(column, after.get(column.name))
    ]
    return [
        (f"{old.row_label or old.label} {number}: {column.label}", text)
        for number, row in enumerate(rows_of(old, data.get(old.name)), 1)
        for column in gone
        if (text := declaration.shown(column, row.get(column.name)))
    ]
