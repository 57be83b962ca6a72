"""What is asked: conditions and computed values over the answers given so far.

A question that is not asked counts as not answered, so that what waits for it is not
asked either.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from decimal import InvalidOperation
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import kinds
from hanam.dvc.filing import readers
from hanam.dvc.filing.formfield import Condition
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Invalid
from hanam.dvc.rules import conditions
from hanam.dvc.rules import formulas

import re


COMPARED = ("integer", "number", "money", "date", "birth")
TICKED = ("1", "on", "true")
ROWS = ("group", "address")


def texts(value) -> list[str]:
    """An answer as the list of its texts: a browser's texts or a JSON value."""
    if value is None or value is False:
        return []
    if value is True:
        return ["1"]
    many = value if isinstance(value, (list, tuple)) else [value]
    # A number of JSON is read as people write it, with a comma.
    return [
        str(item).replace(".", ",") if isinstance(item, float) else str(item)
        for item in many
    ]


def facts_of(item) -> dict[str, str]:
    """What conditions may ask of a draft or a dossier beside its answers."""
    person = getattr(item, "applicant", None) or {}
    return {
        "case": getattr(item, "case", "") or "",
        "applicant.kind": person.get("kind") or "citizen",
    }


def rows_of(field: FormField, value) -> list[Mapping]:
    """The rows of an answer that has some; what is no row is left out."""
    if field.kind == "address":
        value = [value]
    if not isinstance(value, (list, tuple)):
        return []
    return [row for row in value if isinstance(row, Mapping)]


def is_blank(field: FormField, row: Mapping) -> bool:
    """Whether nothing was typed in a row; what was filled in beforehand says nothing."""
    return all(
        all(
            text.strip() in ("", column.default) for text in texts(row.get(column.name))
        )
        for column in field.columns
    )


class Asked:
    """The answers ``raw`` to ``fields``, as typed or as stored.

    ``facts`` are those of `facts_of`; ``outer`` is the `Asked` around the row of a group.
    With ``stored`` a computed value that is there is that of its time.
    """

    def __init__(self, fields, raw: Mapping, facts=None, outer=None, stored=False):
        self.fields = {field.name: field for field in fields}
        self.raw = raw
        self.facts = facts or {}
        self.outer = outer
        self.stored = stored
        self.known: dict[str, bool] = {}
        self.computed: dict[str, object] = {}

    def asks(self, field: FormField) -> bool:
        """Whether the field is to be answered."""
        if field.condition is None:
            return True
        if field.name not in self.known:
            # A circle, which no designer can save, asks for nothing.
            self.known[field.name] = False
            condition = expression(field)
            self.known[field.name] = conditions.holds(condition, self.given)
        return self.known[field.name]

    def given(self, name: str) -> list[str]:
        """The answers to a question, as conditions compare them."""
        field = self.fields.get(name)
        if field is None:
            if self.outer is not None and name not in self.facts:
                return self.outer.given(name)
            fact = self.facts.get(name)
            # A form that knows no fields tells what was typed.
            return texts(self.raw.get(name) if fact is None else fact)
        if not self.asks(field):
            return []
        return comparable(field, self.value_of(field))

    def value_of(self, field: FormField):
        if field.kind == "computed" and not (self.stored and field.name in self.raw):
            return self.result(field)
        return self.raw.get(field.name)

    def row(self, field: FormField, row: Mapping) -> "Asked":
        """The answers of one row of a group."""
        return Asked(field.columns, row, self.facts, self, self.stored)

    # -- computed values

    def result(self, field: FormField):
        """The JSON value of a computed field, or None."""
        if field.name not in self.computed:
            self.computed[field.name] = None
            if field.formula is not None:
                found = formulas.compute(field.formula, self.readings())
                self.computed[field.name] = as_json(found, field)
        return self.computed[field.name]

    def readings(self) -> formulas.Answers:
        return formulas.Answers(self.number, self.rows, moment.now().date())

    def number(self, name: str):
        """An answer as formulas read it."""
        field = self.fields.get(name)
        if field is None:
            return None if self.outer is None else self.outer.number(name)
        if not self.asks(field):
            return None
        return as_value(field, self.value_of(field))

    def rows(self, name: str) -> list[dict]:
        """The rows of a group as formulas read them."""
        field = self.fields.get(name)
        if field is None:
            return [] if self.outer is None else self.outer.rows(name)
        if not self.asks(field):
            return []
        found = []
        for row in rows_of(field, self.raw.get(name)):
            if not is_blank(field, row):
                inner = self.row(field, row)
                found.append(
                    {item.name: inner.number(item.name) for item in field.columns}
                )
        return found


def expression(field: FormField) -> conditions.Expression:
    found = field.condition
    return found.expression() if isinstance(found, Condition) else found


def comparable(field: FormField, value) -> list[str]:
    """The texts of an answer; numbers with a dot and days as ISO, what cannot be read
    left out."""
    if field.kind in ROWS:
        rows = rows_of(field, value)
        return ["1"] if any(not is_blank(field, row) for row in rows) else []
    found = [readers.normal(text) for text in texts(value)]
    if field.kind == "bool":
        return ["1"] if any(text.lower() in TICKED for text in found) else []
    if field.kind not in COMPARED:
        return [text for text in found if text]
    clean = []
    for text in found:
        try:
            clean.append(str(kinds.read(text, field)) if text else "")
        except Invalid:
            continue
    return [text for text in clean if text]


def as_value(field: FormField, value):
    """A single answer as formulas read it: Decimal, date, str or None."""
    if field.kind == "computed":
        if isinstance(value, str) and field.shows != "number":
            return value
        return None if value is None else Decimal(str(value))
    found = comparable(field, value)
    if not found:
        return None
    if field.kind in ("integer", "number", "money"):
        try:
            return Decimal(found[0])
        except InvalidOperation:
            return None
    if field.kind in ("date", "birth"):
        return as_day(found[0])
    if field.kind in ("choice", "admin_unit"):
        return field.label_of(found[0])
    return found[0]


def as_day(text: str) -> date | None:
    """A day; of a birthday of which less is known the first day that it may be."""
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    if parts is None:
        return None
    try:
        return date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return None


def as_json(value, field: FormField):
    """A result as it is stored: whole numbers, decimals as text, texts; None for none."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, date):
        value = readers.show_date(value)
    if field.shows == "text" or isinstance(value, str):
        return readers.show_number(value) if isinstance(value, Decimal) else value
    if field.shows in ("integer", "money"):
        return formulas.whole(value)
    return f"{value:f}"
