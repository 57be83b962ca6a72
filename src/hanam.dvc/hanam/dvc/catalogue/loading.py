"""Agencies, sectors, procedures and declarations from rows of JSON.

Rows are checked as the forms would check them, all before the first is written. What
is there already and equal is left alone: a second run writes nothing.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hanam.dvc.catalogue import declaration
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.content import IAgency
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.content import ISector
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.geography import checks as succession
from hanam.dvc.catalogue.places import folder
from hanam.dvc.catalogue.places import publish as make_public
from hanam.dvc.catalogue.places import slug_of
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.rows import IRows
from hanam.dvc.catalogue.versions import present
from hanam.dvc.i18n import _
from hanam.dvc.rules import vietnamese
from plone import api
from plone.dexterity.utils import createContent
from zope.event import notify
from zope.interface import Invalid
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import Date
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ValidationError


LONGEST_VALUE = 80


class LoadError(ValueError):
    """Rows that cannot be taken: ``problems`` are texts that name row and key."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass
class Loaded:
    """Ids of what a run created, updated and found unchanged."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def load_agencies(rows: Iterable[Mapping], publish: bool = True) -> Loaded:
    """Agencies in the order of their rows; parents may come later."""
    rows = list(rows)
    known = {row.get("slug") for row in rows}
    return load(
        "Agency", IAgency, lookup.AGENCIES, rows, publish, known, succession.changed
    )


def load_sectors(rows: Iterable[Mapping], publish: bool = True) -> Loaded:
    """Sectors in the order of their rows."""
    return load("Sector", ISector, lookup.SECTORS, list(rows), publish)


def load_procedures(rows: Iterable[Mapping], publish: bool = True) -> Loaded:
    """Procedures; agencies and sectors they name must be there."""
    return load("Procedure", IProcedure, lookup.PROCEDURES, list(rows), publish)


def id_of(row) -> str:
    """A slug if the row has one, a code if it has one, else made of the title."""
    return row.get("slug") or row.get("code") or slug_of(row.get("title") or "")


def load(portal_type, schema, place, rows, publish, known=(), among=None) -> Loaded:
    """``among`` (optional) takes {id: values} and yields what does not fit together."""
    values, problems = checked(portal_type, schema, place, rows, known, among)
    if problems:
        raise LoadError(problems)
    loaded, container = Loaded(), folder(place)
    for row, found in zip(rows, values, strict=True):
        store(container, portal_type, id_of(row), found, publish, loaded)
    return loaded


def checked(
    portal_type, schema, place, rows, known=(), among=None
) -> tuple[list, list]:
    """The clean values of rows, and everything that is wrong with them."""
    fields = bound_fields(schema)
    values, problems = [], []
    for number, row in enumerate(rows, 1):
        found = clean(row, fields)
        values.append(found)
        where = f"{portal_type} {number} ({id_of(row)})"
        problems += [
            f"{where}: {text}" for text in row_problems(found, schema, fields, known)
        ]
        problems += [f"{where}: there is no key {key}" for key in unknown(row, fields)]
        item = existing(place, portal_type, id_of(row))
        problems += [f"{where}: {text}" for text in version_problems(item, found)]
    if among is not None and not problems:
        named = zip(rows, values, strict=True)
        problems = list(among({id_of(row): Values(found) for row, found in named}))
    return values, problems


def agency_problems(rows: Iterable[Mapping]) -> list[str]:
    """What `load_agencies` would refuse; empty if nothing."""
    rows = list(rows)
    known = {row.get("slug") for row in rows}
    place = lookup.AGENCIES
    return checked("Agency", IAgency, place, rows, known, succession.changed)[1]


def existing(place, portal_type, name):
    """What a row would change, or None."""
    return lookup.child(place, name, portal_type)


def version_problems(item, values):
    """What a row says otherwise than a procedure that has versions."""
    if item is None or not present.spans_of(item):
        return
    for name in (*present.VERSIONED, *present.BOUNDS):
        if present.stored(item, name) != values[name]:
            text = _("this procedure has versions; write a new version for a change.")
            yield f"{name}: {translated(text)}"


def procedure_problems(row: Mapping) -> list[str]:
    """What `load_procedures` would refuse in one row; empty if nothing."""
    fields = bound_fields(IProcedure)
    problems = list(row_problems(clean(row, fields), IProcedure, fields))
    return problems + [f"there is no key {key}" for key in unknown(row, fields)]


def bound_fields(schema) -> dict:
    """The fields of a schema, their vocabularies as of now."""
    portal = api.portal.get()
    return {name: item.bind(portal) for name, item in getFieldsInOrder(schema)}


def unknown(row, fields) -> list[str]:
    return sorted(set(row) - set(fields) - {"slug"})


def clean(row, fields) -> dict:
    """The values of a row as the schema wants them; what is left out is its default."""
    values = {}
    for name, item in fields.items():
        value = row.get(name)
        if isinstance(item, Date) and isinstance(value, str):
            value = as_date(value)
        elif IRows.providedBy(item) and isinstance(value, list):
            value = complete(value, item.columns)
        elif isinstance(value, str):
            value = vietnamese.nfc(value.strip())
        values[name] = item.default if value is None else value
    return values


def as_date(value):
    """A date; None for an empty text, the text itself if it is no date."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return value


def row_problems(values, schema, fields, known=()):
    for name, item in fields.items():
        value = values[name]
        # Rows may name each other: a parent can stand further down.
        if isinstance(value, str) and value in known and not IRows.providedBy(item):
            continue
        try:
            item.validate(value)
        except ValidationError as error:
            yield f"{name}: {error.doc()} {shown(error)}".rstrip()
    errors = []
    with suppress(Invalid):
        schema.validateInvariants(Values(values), errors)
    yield from (api.portal.translate(error.args[0]) for error in errors)


def shown(error) -> str:
    """The value an error is about, if it is short."""
    text = repr(error.args[0]) if error.args else ""
    return text if len(text) < LONGEST_VALUE else ""


class Values:
    """Values of a row as attributes."""

    def __init__(self, values):
        self.__dict__.update(values)


def store(container, portal_type, name, values, publish, loaded):
    item = container.get(name)
    if item is None:
        item = createContent(portal_type, **values)
        item.id = name
        container[name] = item
        item = container[name]
        loaded.created.append(name)
    elif update(item, values):
        loaded.updated.append(name)
    else:
        loaded.unchanged.append(name)
    if publish:
        make_public(item)
    return item


def update(item, values) -> bool:
    """Set what differs; whether anything did."""
    changed = {
        name: value
        for name, value in values.items()
        if present.stored(item, name) != value
    }
    for name, value in changed.items():
        setattr(item, name, value)
    if changed:
        notify(ObjectModifiedEvent(item))
    return bool(changed)


def load_declaration(procedure, data: Mapping, publish: bool = True):
    """The EasyForm ``to-khai`` of a procedure from rows (`declaration`); returns it."""
    problems = list(declaration.problems_of(data))
    if problems:
        raise LoadError([f"{procedure.getId()}: {text}" for text in problems])
    values = {
        "title": vietnamese.nfc(data["title"]),
        "description": vietnamese.nfc(data.get("intro") or ""),
        "minutes": data.get("minutes"),
        "fields_model": declaration.to_model(data),
        "actions_model": declaration.NO_ACTIONS,
        "submitLabel": translated(_("Try the form")),
        "thankstitle": translated(_("This was only a try")),
        "thanksdescription": translated(
            _("Nothing was filed. File on the page of the procedure.")
        ),
        "form_tabbing": False,
    }
    form = store(procedure, "EasyForm", lookup.DECLARATION, values, publish, Loaded())
    keeping.publish(form)
    return form


def translated(text) -> str:
    """A text to be stored, in the language of the portal."""
    return api.portal.translate(text, lang=api.portal.get_default_language())
