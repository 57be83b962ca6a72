"""What a model asks, as plain facts: for the checks of designers and for comparisons."""

from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import ILabel
from hanam.dvc.catalogue import fields as own
from hanam.dvc.catalogue.declarations import kinds
from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations import metadata
from hanam.dvc.catalogue.declarations import questions
from plone.schema.email import IEmail
from plone.supermodel.interfaces import FIELDSETS_KEY
from typing import NamedTuple
from zope.schema import getFieldsInOrder
from zope.schema import interfaces


# The most special interface first: every kind of our own is a line of text as well.
KINDS = (
    (own.IPersonalId, "personal_id"),
    (own.ITaxCode, "tax_code"),
    (own.IPhone, "phone"),
    (own.IAdminUnit, "admin_unit"),
    (own.IMoney, "money"),
    (own.IEmail, "email"),
    (questions.IGroup, "group"),
    (questions.IAddress, "address"),
    (questions.IComputed, "computed"),
    (questions.IFromList, "choice"),
    (questions.IBirth, "birth"),
    (questions.IHeading, "heading"),
    (ILabel, "heading"),
    (IEmail, "email"),
    (interfaces.IChoice, "choice"),
    (interfaces.ICollection, "choices"),
    (interfaces.IBool, "bool"),
    (interfaces.IDate, "date"),
    (interfaces.IInt, "integer"),
    (interfaces.IDecimal, "number"),
    (interfaces.IFloat, "number"),
    (interfaces.ITextLine, "text"),
    (interfaces.INativeStringLine, "text"),
    (interfaces.IText, "multiline"),
)
# What citizens never see.
HIDDEN = ("THidden", "serverSide")


class Question(NamedTuple):
    """One question (or a column of a group): ``choices`` are its (value, title) pairs, None
    where it has none or they come from the catalogue."""

    name: str
    kind: str
    title: str
    required: bool = False
    choices: tuple | None = None
    minimum: object = None
    maximum: object = None
    condition: str = ""
    section: str = ""
    section_condition: str = ""
    formula: str = ""
    shows: str = ""
    pattern: str = ""
    columns: tuple["Question", ...] = ()


def kind_of(field) -> str | None:
    """The kind of a schema field; None for what citizens do not fill in here (files)."""
    for interface, kind in KINDS:
        if interface.providedBy(field):
            return kind
    return None


def of_schema(schema) -> list[Question]:
    """The questions of a schema in their order; kinds that nobody answers are left out."""
    sections = {
        name: section
        for section in schema.queryTaggedValue(FIELDSETS_KEY, [])
        for name in section.fields
    }
    conditions = metadata.section_conditions(schema)
    found = []
    for name, field in getFieldsInOrder(schema):
        kind = kind_of(field)
        if kind is None or any(
            getattr(IFieldExtender(field), flag, False) for flag in HIDDEN
        ):
            continue
        section = sections.get(name)
        said = metadata.IQuestion(field)
        found.append(
            Question(
                name,
                kind,
                field.title or "",
                bool(getattr(field, "min_rows", field.required)),
                choices_of(field, kind),
                getattr(field, "min_rows" if kind == "group" else "min", None),
                getattr(field, "max_rows" if kind == "group" else "max", None),
                said.condition,
                (section.label or "").strip() if section else "",
                conditions.get(section.__name__, "") if section else "",
                getattr(field, "formula", "") or "",
                getattr(field, "shows", "") or "",
                said.pattern,
                columns_of(field) if kind == "group" else (),
            )
        )
    return found


def choices_of(field, kind):
    if questions.IFromList.providedBy(field):
        return lists.choices(field.list_name)
    source = {"choice": field, "choices": getattr(field, "value_type", None)}.get(kind)
    if source is None or source.vocabularyName:
        return None
    return tuple(
        (str(term.value), term.title or str(term.value))
        for term in source.vocabulary or ()
    )


def columns_of(field) -> tuple[Question, ...]:
    return tuple(column(row) for row in field.columns or ())


def column(row: dict) -> Question:
    kind = row.get("kind") or "text"
    choices = None
    if kind == "choice" and row.get("list"):
        choices = lists.choices(row["list"])
    elif kind == "choice":
        choices = kinds.choices(row.get("values") or "")
    return Question(
        row.get("name") or "",
        kind,
        row.get("title") or "",
        bool(row.get("required", True)) and kind != "computed",
        choices,
        row.get("min"),
        row.get("max"),
        row.get("condition") or "",
        formula=row.get("formula") or "",
        shows=row.get("shows") or ("integer" if kind == "computed" else ""),
    )
