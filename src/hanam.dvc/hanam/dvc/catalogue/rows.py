"""Fields that hold rows: papers, limits, fees and the like.

A value is a list of dicts. What a row may hold is data (`Column`), so that one field,
one check, one widget and one JSON form serve all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hanam.dvc.i18n import _
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.schema import Field
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFromUnicode
from zope.schema.interfaces import ValidationError

import json
import re


KEY = re.compile(r"^@?[a-z0-9]([a-z0-9_.-]{0,62}[a-z0-9])?$")
BLANK = {
    "text": "",
    "key": "",
    "int": None,
    "bool": False,
    "choice": "",
    "date": "",
}
LONGEST_TEXT = 20000
MOST_ROWS = 300
ISO_DAY = len("2018-09-01")


@dataclass(frozen=True)
class Column:
    """One key of a row.

    ``kind`` is one of text, key (a short id), int, bool, choice, date (ISO text); ``values``
    are the (value, title) pairs of a choice; ``least`` and ``most`` bound an int; ``unique`` keys must not
    occur twice in a list of rows. A key with ``values`` is chosen in a form from what there
    is (``values`` may be a function), but may name what is yet to come.
    """

    name: str
    kind: str
    title: str
    required: bool = False
    values: tuple = field(default=())
    least: int = 0
    most: int = 10**12
    unique: bool = False
    wide: bool = False
    default: object = None

    @property
    def options(self) -> tuple:
        """The pairs of `values`, asked for now where they are a function."""
        return self.values() if callable(self.values) else self.values

    @property
    def blank(self) -> object:
        """What a row holds where nothing was said."""
        return BLANK[self.kind] if self.default is None else self.default


class RowProblems(ValidationError):
    """What is wrong with rows: ``problems`` are messages that name row and key."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = list(problems)

    def doc(self):
        return " ".join(translate(text, context=getRequest()) for text in self.problems)


class IRows(IField):
    """A list of rows."""


@implementer(IRows, IFromUnicode)
class Rows(Field):
    """A list of dicts; ``columns`` say what a row may hold.

    ``check`` (optional) takes the clean rows and yields further problems.
    """

    def __init__(self, columns=(), check=None, **options):
        self.columns = tuple(columns)
        self.check = check
        options.setdefault("required", False)
        options.setdefault("missing_value", None)
        super().__init__(**options)

    def _validate(self, value):
        super()._validate(value)
        problems = list(problems_of(value, self.columns))
        if not problems and self.check is not None:
            problems = list(self.check(value))
        if problems:
            raise RowProblems(problems)

    def fromUnicode(self, value):
        """Rows from JSON text; `RowProblems` if it is not JSON or not valid."""
        try:
            rows = json.loads(value)
        except ValueError as error:
            raise RowProblems([_("This is not valid JSON.")]) from error
        self.validate(rows)
        return rows


def complete(rows, columns) -> list[dict]:
    """The rows with every column, in order; what was left out is blank."""
    return [
        {
            column.name: column.blank
            if row.get(column.name) is None
            else row[column.name]
            for column in columns
        }
        for row in rows or ()
    ]


def problems_of(rows, columns) -> Iterator[str]:
    """Everything that is wrong with ``rows``, one message each."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield _("Rows must be a list of objects.")
        return
    if len(rows) > MOST_ROWS:
        yield _("There are more than ${most} rows.", mapping={"most": MOST_ROWS})
        return
    known = {column.name for column in columns}
    for number, row in enumerate(rows, 1):
        for name in sorted(set(row) - known, key=str):
            yield at(number, name, _("there is no such key here."))
        for column in columns:
            text = problem_of(row.get(column.name), column)
            if text is not None:
                yield at(number, column.name, text)
    yield from twice(rows, columns)


def at(number, name, text):
    """The message ``text`` about the key ``name`` of row ``number`` (from 1)."""
    text = translate(text, context=getRequest())
    return _(
        "Row ${row}, key “${key}”: ${text}",
        mapping={"row": number, "key": name, "text": text},
    )


def problem_of(value, column):
    """What is wrong with one value, or None."""
    if value is None or value == "":
        return _("this must be filled in.") if column.required else None
    return CHECKS[column.kind](value, column)


def bad_text(value, column):
    if not isinstance(value, str):
        return _("this must be text.")
    if len(value) > LONGEST_TEXT:
        return _("this text is too long.")
    return None


def bad_key(value, column):
    if not isinstance(value, str) or not KEY.match(value):
        return _("use small letters a-z, digits, dots and hyphens only.")
    return None


def bad_int(value, column):
    if isinstance(value, bool) or not isinstance(value, int):
        return _("this must be a whole number.")
    if not column.least <= value <= column.most:
        mapping = {"least": column.least, "most": column.most}
        return _("this must lie between ${least} and ${most}.", mapping=mapping)
    return None


def bad_bool(value, column):
    return None if isinstance(value, bool) else _("this must be yes or no.")


def bad_choice(value, column):
    values = [known for known, title in column.options]
    if value not in values:
        known = ", ".join(str(known) for known in values if known)
        return _("this must be one of: ${known}.", mapping={"known": known})
    return None


def bad_date(value, column):
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return _("this must be a date such as 2018-09-01.")
    return (
        None if len(value) == ISO_DAY else _("this must be a date such as 2018-09-01.")
    )


CHECKS = {
    "text": bad_text,
    "key": bad_key,
    "int": bad_int,
    "bool": bad_bool,
    "choice": bad_choice,
    "date": bad_date,
}


def twice(rows, columns) -> Iterator[str]:
    for column in columns:
        if not column.unique:
            continue
        seen = set()
        for number, row in enumerate(rows, 1):
            value = row.get(column.name)
            if value in seen:
                yield at(number, column.name, _("this value occurs twice."))
            if value:
                seen.add(value)
