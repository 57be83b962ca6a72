"""The form of a field of rows: a group of inputs for each row, empty ones at the end.

A row that is left empty is dropped. The module ``rows.js`` adds more rows; without it
a form offers a few and more of them after each save.
"""

from datetime import date
from hanam.dvc.catalogue.rows import IRows
from hanam.dvc.i18n import _
from z3c.form.browser.widget import HTMLFormElement
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IFormLayer
from z3c.form.interfaces import IWidget
from z3c.form.interfaces import NO_VALUE
from z3c.form.widget import FieldWidget
from z3c.form.widget import Widget
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer

import re


DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$", re.ASCII)
SPARE = 2
MOST = 500
YES_NO = (("yes", _("Yes")), ("no", _("No")))


class IRowsWidget(IWidget):
    """The widget of `rows.Rows`."""


@implementer(IRowsWidget)
class RowsWidget(HTMLFormElement, Widget):
    """Its value is a list of dicts of texts, as typed."""

    klass = "dvc-rows"

    def extract(self, default=NO_VALUE):
        """The rows that were sent; ``default`` if the field was not in the form."""
        count = self.request.get(f"{self.name}.count", default)
        if count is default or not str(count).isdigit():
            return default
        rows = [self.row_sent(number) for number in range(min(int(count), MOST))]
        return [row for row in rows if not self.is_blank(row)]

    def row_sent(self, number) -> dict:
        sent = {}
        for column in self.field.columns:
            value = self.request.get(self.input_name(number, column), "")
            sent[column.name] = value if isinstance(value, str) else ""
        return sent

    def is_blank(self, row) -> bool:
        """Whether nothing was typed; a choice alone says nothing."""
        typed = [c.name for c in self.field.columns if c.kind not in ("choice", "bool")]
        default = {c.name: as_text(c.blank, c) for c in self.field.columns}
        return all(row[name].strip() in ("", default[name]) for name in typed)

    def input_name(self, number, column) -> str:
        return f"{self.name}.{number}.{column.name}"

    def shown(self) -> list[dict]:
        """{number, inputs} of the rows there are and a few empty ones."""
        rows = list(self.value or ())
        if self.mode == "input":
            blank = {c.name: as_text(c.blank, c) for c in self.field.columns}
            rows += [blank] * SPARE
        return [
            {"number": number, "inputs": self.inputs(number, row)}
            for number, row in enumerate(rows)
        ]

    def inputs(self, number, row) -> list[dict]:
        return [
            {
                "id": self.input_name(number, column).replace(".", "-"),
                "name": self.input_name(number, column),
                "title": column.title,
                "kind": column.kind,
                "type": self.type_of(column, row.get(column.name, "")),
                "value": row.get(column.name, ""),
                "choices": self.choices(column, row.get(column.name, "")),
                "wide": column.wide,
                "lines": self.lines(column, row.get(column.name, "")),
            }
            for column in self.field.columns
        ]

    def type_of(self, column, value) -> str:
        """The type of an input; what is typed but is no date stays readable as text."""
        is_day = column.kind == "date" and (not value or is_date(value))
        return "date" if is_day else "text"

    def choices(self, column, chosen) -> list[dict]:
        """{value, title, selected} of a choice and of yes and no."""
        values = YES_NO if column.kind == "bool" else column.options
        return [
            {"value": value, "title": title, "selected": value == chosen}
            for value, title in values
        ]

    def lines(self, column, value) -> int:
        """How many lines a text needs."""
        if column.kind != "text" or not column.wide:
            return 1
        return min(max(len(value) // 70, value.count("\n")) + 1, 6)

    def words(self, input) -> str:  # noqa: A002 - as the template calls it
        """The value for a reader."""
        for choice in input["choices"]:
            if choice["selected"]:
                return translate(choice["title"], context=self.request)
        return input["value"]


@adapter(IRows, IFormLayer)
@implementer(IFieldWidget)
def RowsFieldWidget(field, request):
    return FieldWidget(field, RowsWidget(request))


@adapter(IRows, IRowsWidget)
class RowsConverter(BaseDataConverter):
    """Between rows and what is typed. What cannot be read stays text: the field then
    says what is wrong with it."""

    def toWidgetValue(self, value):
        columns = self.field.columns
        return [
            {column.name: as_text(row.get(column.name), column) for column in columns}
            for row in value or ()
        ]

    def toFieldValue(self, value):
        columns = self.field.columns
        return [
            {column.name: as_value(row[column.name], column) for column in columns}
            for row in value or ()
        ]


def as_text(value, column) -> str:
    if value is None:
        return ""
    if column.kind == "bool":
        return "yes" if value else "no"
    return str(value)


def is_date(text) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def as_day(text) -> str:
    """ISO of a day as it is written in Vietnam, 1/9/2018; anything else as it is."""
    found = DAY.match(text)
    if found is None:
        return text
    day, month, year = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def as_value(text, column):
    text = text.strip().replace("\r\n", "\n")
    if column.kind == "bool":
        return {"yes": True, "no": False}.get(text, text or column.blank)
    if column.kind == "int":
        if not text:
            return column.blank
        bare = text.replace(".", "")
        return int(bare) if bare.isascii() and bare.isdigit() else text
    if column.kind == "date":
        return as_day(text)
    return text
