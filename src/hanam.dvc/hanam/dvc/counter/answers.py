"""What the applicant declared, under the titles of the declaration."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from functools import partial
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import kinds
from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations import questions
from hanam.dvc.catalogue.fields import IAdminUnit
from hanam.dvc.catalogue.fields import IMoney
from hanam.dvc.counter import words
from hanam.dvc.dossiers import facts
from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import money
from hanam.dvc.rules.vietnamese import short_date
from plone.supermodel.interfaces import FIELDSETS_KEY
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IDate


def sections_of(dossier, request) -> list[dict]:
    """The answers as [{title, rows: [{label, value}]}]; what was left blank is left out.

    Answers that the present declaration does not know (it has been changed since) come
    last, under their names.
    """
    left = dict(dossier.data)
    found: dict[str, list[dict]] = {}
    filed = None if dossier.filed is None else dossier.filed.date()
    for name, label, section, read in fields_of(dossier):
        if read is as_commune:
            read = partial(as_commune, day=filed)
        value = said(left.pop(name, None), read, request)
        if value:
            found.setdefault(section, []).append({"label": label, "value": value})
    others = [
        {"label": name, "value": said(value, as_text, request)}
        for name, value in sorted(left.items())
        if said(value, as_text, request)
    ]
    if others:
        found[translate(_("Other answers"), context=request)] = others
    return [{"title": title, "rows": rows} for title, rows in found.items()]


def fields_of(dossier) -> tuple:
    """(name, label, section, reader) of each question, in the version of the declaration
    that the dossier was filed with."""
    procedure = facts.procedure_of(dossier)
    form = None if procedure is None else lookup.declaration(procedure)
    if form is None:
        return ()
    return _fields(keeping.model(form, getattr(dossier, "declaration", "")))


@lru_cache(maxsize=256)
def _fields(model: str) -> tuple:
    schema = keeping.schema_of(model)
    sections = {
        name: section.label
        for section in schema.queryTaggedValue(FIELDSETS_KEY, [])
        for name in section.fields
    }
    return tuple(
        (name, field.title, sections.get(name, ""), reader_of(field))
        for name, field in getFieldsInOrder(schema)
        if not questions.IHeading.providedBy(field)
    )


def reader_of(field):
    """How a value of this field is said."""
    if questions.IGroup.providedBy(field):
        return Rows(
            [
                (row["name"], row["title"], reader_of_column(row))
                for row in field.columns
            ]
        )
    if questions.IComputed.providedBy(field):
        return as_money if field.shows == "money" else as_text
    if questions.IFromList.providedBy(field):
        return Listed(field.list_name)
    readers = (
        (questions.IAddress, as_address),
        (IAdminUnit, as_commune),
        (IMoney, as_money),
        (IDate, as_day),
        (questions.IBirth, as_day),
        (IBool, as_yes),
    )
    for interface, read in readers:
        if interface.providedBy(field):
            return read
    vocabulary = getattr(getattr(field, "value_type", field), "vocabulary", None)
    if vocabulary is None:
        return as_text
    return Titles({str(term.value): term.title for term in vocabulary})


def reader_of_column(row: dict):
    """How a value in a column of a group is said."""
    kind = row.get("kind")
    if kind == "choice" and row.get("list"):
        return Listed(row["list"])
    if kind == "choice":
        return Titles(dict(kinds.choices(row.get("values") or "")))
    if kind == "computed":
        return as_money if row.get("shows") == "money" else as_text
    return {
        "admin_unit": as_commune,
        "money": as_money,
        "date": as_day,
        "birth": as_day,
        "bool": as_yes,
    }.get(kind, as_text)


class Rows:
    """Says a row of a group: "Họ tên: A, Năm sinh: 1985"."""

    def __init__(self, columns):
        self.columns = columns

    def __call__(self, value, request) -> str:
        if not isinstance(value, Mapping):
            return str(value)
        told = [
            (label, said(value.get(name), read, request))
            for name, label, read in self.columns
        ]
        return ", ".join(f"{label}: {text}" for label, text in told if text)


class Listed:
    """Says the title of a choice from a list of the portal."""

    def __init__(self, name):
        self.name = name

    def __call__(self, value, request) -> str:
        return dict(lists.choices(self.name)).get(str(value)) or str(value)


class Titles:
    """Says the title of a choice, or the value where it is none of the choices."""

    def __init__(self, titles):
        self.titles = titles

    def __call__(self, value, request) -> str:
        return self.titles.get(str(value)) or str(value)


def said(value, read, request) -> str:
    """One answer, or a list of them, as text; "" for none."""
    if isinstance(value, list | tuple | set):
        return "; ".join(filter(None, (said(item, read, request) for item in value)))
    if value is None or value == "":
        return ""
    return read(value, request)


def as_text(value, request) -> str:
    return str(value)


def as_address(value, request) -> str:
    """An address inside the province or outside of it."""
    if not isinstance(value, Mapping):
        return str(value)
    commune = value.get("commune")
    parts = (
        value.get("detail"),
        as_commune(commune, request) if commune else "",
        value.get("elsewhere"),
    )
    return ", ".join(part for part in parts if part)


def as_commune(value, request, day=None) -> str:
    return words.commune(str(value), day)


def as_money(value, request) -> str:
    return money(int(value)) if str(value).isdigit() else str(value)


def as_day(value, request) -> str:
    if isinstance(value, date):
        return short_date(value)
    try:
        return short_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def as_yes(value, request) -> str:
    return translate(_("Yes") if value else _("No"), context=request)
