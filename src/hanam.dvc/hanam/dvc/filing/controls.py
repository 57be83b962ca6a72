"""Form controls as templates render them: names, values, hints and errors tied together."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from hanam.dvc.filing import declaration
from hanam.dvc.filing import hiding
from hanam.dvc.filing import kinds
from hanam.dvc.filing.asking import Asked
from hanam.dvc.filing.asking import ROWS
from hanam.dvc.filing.asking import rows_of
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.words import in_words
from itertools import groupby

import re


# Longer lists become a select, which a phone shows as a wheel.
RADIOS = 7
# From so many choices on a list is searched by typing.
SEARCHED = 15
# So many rows more than fit are kept, to be told that they are too many.
SPARE = 50


@dataclass(frozen=True, slots=True)
class Control:
    """One field on a page; ``value`` is what was typed, ``error`` a message or empty.

    ``rows`` are those of a group or the parts of an address, ``only`` says in words when
    the field matters.
    """

    field: FormField
    name: str
    value: object
    error: str = ""
    rows: list = attribute(default_factory=list)
    new: "Row | None" = None
    only: str = ""

    @property
    def kind(self) -> kinds.Kind:
        return kinds.KINDS[self.field.kind]

    @property
    def macro(self) -> str:
        """The macro of `templates/fields.pt` that draws it."""
        control = self.kind.control
        if control == "choice" and len(self.field.all_choices) > RADIOS:
            return "select"
        return control

    @property
    def is_long(self) -> bool:
        """Whether a list is better searched than read."""
        return len(self.field.all_choices) > SEARCHED

    @property
    def hint(self) -> str:
        """The designer's help, else the example of the kind."""
        return self.field.help or ("" if self.field.example else self.kind.hint)

    @property
    def guide(self) -> str:
        """The address of a page that explains the question; nothing for another site's
        scripts."""
        guide = self.field.guide
        return guide if guide.startswith(("/", "https://", "http://")) else ""

    @property
    def described_by(self) -> str | None:
        """Ids of hint and error for ``aria-describedby``."""
        ids = []
        if self.hint or self.field.example:
            ids.append(f"{self.name}-hint")
        if self.error:
            ids.append(f"{self.name}-error")
        return " ".join(ids) or None

    @property
    def autocomplete(self) -> str | None:
        return self.field.autocomplete or self.kind.autocomplete or None

    @property
    def when(self) -> str | None:
        """The condition as the style sheet of `conditions` finds it."""
        return hiding.key_of(self.name, self.field)

    def options(self) -> list[dict]:
        """The choices with their ids; the first has the field's own, for links to it."""
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [
            {
                "id": self.name if number == 0 else f"{self.name}-{number}",
                "value": token,
                "label": label,
                "chosen": token in chosen,
            }
            for number, (token, label) in enumerate(self.field.all_choices)
        ]

    def option_groups(self) -> list[dict]:
        """The choices of a long list under their headings ("" where there are none)."""
        return [
            {
                "title": title,
                "options": [
                    {"value": token, "label": label, "chosen": token == self.value}
                    for token, label in choices
                ],
            }
            for title, choices in self.field.groups
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a group: ``number`` from 1, ``key`` the beginning of its controls' names."""

    number: int
    key: str
    controls: list


def controls(
    fields, values, prefix: str, problems=(), facts=None, outer=None
) -> list[Control]:
    """The controls of ``fields``; ``values`` are stored or typed answers by field name."""
    errors = {problem.field: problem.message for problem in reversed(list(problems))}
    known = Asked(fields, values, facts, outer)
    around = () if outer is None else tuple(outer.fields.values())
    return [control(field, known, prefix, errors, around) for field in fields]


def control(field: FormField, known: Asked, prefix: str, errors, around=()) -> Control:
    name = f"{prefix}.{field.name}"
    only = hiding.only_if(field, known.fields.values(), around)
    error = errors.get(name, "")
    if field.kind in ROWS:
        rows = typed_rows(field, known, name, errors)
        new = None
        if field.kind == "group":
            new = row_of(field, known, {}, f"{name}.{hiding.NEW_ROW}", 0, {})
        return Control(field, name, "", error, rows, new, only)
    if field.kind == "computed":
        value = declaration.shown(field, known.value_of(field))
    else:
        given = known.raw.get(field.name)
        # What was emptied stays empty; what was never shown is filled in beforehand.
        given = field.default if given is None and field.default else given
        value = declaration.typed(field, given)
    return Control(field, name, value, error, only=only)


def typed_rows(field: FormField, known: Asked, name: str, errors) -> list[Row]:
    """The rows that were typed, and the empty ones that have to be there."""
    rows = rows_of(field, known.raw.get(field.name))
    if field.kind == "address":
        return [row_of(field, known, rows[0] if rows else {}, name, 1, errors)]
    rows += [{}] * max(0, field.minimum - len(rows))
    return [
        row_of(field, known, row, f"{name}.{number}", number + 1, errors)
        for number, row in enumerate(rows)
    ]


def row_of(field: FormField, known: Asked, row: Mapping, key, number, errors) -> Row:
    inner = known.row(field, row)
    around = tuple(known.fields.values())
    found = [control(item, inner, key, errors, around) for item in field.columns]
    return Row(number, key, found)


def sections(found: list[Control]) -> list[dict]:
    """Controls under the headings of the declaration, in order."""
    made = []
    fields = {control.field.name: control.field for control in found}
    for title, group in groupby(found, key=lambda control: control.field.section):
        inside = list(group)
        first = inside[0].field
        when, only = None, ""
        if first.section_condition is not None:
            when = hiding.section_key("data", title)
            only = in_words(first.section_condition, fields)
        made.append(
            {
                "title": title,
                "help": first.section_help,
                "when": when,
                "only": only,
                "controls": inside,
            }
        )
    return made


def conditions(found: list[Control]) -> str:
    """A style sheet that hides what is not to be answered, without any script."""
    prefix = found[0].name.rpartition(".")[0] if found else "data"
    return hiding.sheet([control.field for control in found], prefix)


def typed_in(request, fields, prefix: str) -> dict:
    """What a form sent for ``fields``: texts, lists of texts, rows; nothing else counts."""
    found = {}
    for field in fields:
        name = f"{prefix}.{field.name}"
        if field.kind == "group":
            found[field.name] = rows_in(request, field, name)
        elif field.kind == "address":
            found[field.name] = typed_in(request, field.columns, name)
        elif field.is_answered:
            value = texts_in(request, name)
            if value is not None:
                found[field.name] = value
    return found


def texts_in(request, name: str):
    value = request.form.get(name)
    if isinstance(value, (list, tuple)):
        return [text for text in value if isinstance(text, str)]
    return value if isinstance(value, str) else None


def rows_in(request, field: FormField, name: str) -> list[dict]:
    """The rows of a group that a form sent, in order; each has a mark ``<name>.<row>``."""
    start = f"{name}."
    numbers = {
        int(rest.partition(".")[0])
        for rest in (
            key[len(start) :]
            for key in request.form
            if isinstance(key, str) and key.startswith(start)
        )
        if re.fullmatch(r"\d{1,4}(\..*)?", rest)
    }
    most = int(field.maximum) + SPARE
    return [
        typed_in(request, field.columns, f"{name}.{number}")
        for number in sorted(numbers)[:most]
    ]
