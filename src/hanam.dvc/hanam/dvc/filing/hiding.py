"""What is not to be answered, hidden by a style sheet: no script, no round trip.

A browser follows choices and ticks by itself. What depends on more than these (a number,
a day, a computed value) stays in sight with the words "Only if …" until the server has
been asked; it never asks for more than the answers call for anyway.
"""

from hanam.dvc.filing.asking import expression
from hanam.dvc.filing.formfield import Condition
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.words import in_words
from hanam.dvc.rules import conditions
from typing import NamedTuple


CHOSEN = ("choice", "choices", "admin_unit", "bool")
HIDE = "{ display: none }"
# Where a new row stands in the page until a script gives it its number.
NEW_ROW = "__row__"


class Place(NamedTuple):
    """Where the names of a condition are looked up: ``fields`` by name, the ``prefix`` of
    their controls; for a row also those ``outside`` of it."""

    fields: dict[str, FormField]
    prefix: str
    outside: "Place | None" = None


def key_of(name: str, field: FormField) -> str | None:
    """The mark by which a style sheet finds a field: for persons ``applicant.kind=citizen``,
    the control and the values it waits for; else the field's own name, without numbers of
    rows."""
    if field.condition is None:
        return None
    if isinstance(field.condition, Condition):
        prefix = name.rpartition(".")[0]
        return f"{prefix}.{field.condition.name}={'|'.join(field.condition.values)}"
    parts = name.split(".")
    return ".".join(part for part in parts if not part.isdecimal() and part != NEW_ROW)


def sheet(fields, prefix: str = "data") -> str:
    """The style sheet of the conditions of ``fields`` and of the columns in them."""
    place = Place({field.name: field for field in fields}, prefix)
    rules: list[str] = []
    for field in fields:
        rules += rules_of(field, place)
        inner = Place(
            {column.name: column for column in field.columns},
            f"{prefix}.{field.name}",
            place,
        )
        for column in field.columns:
            rules += rules_of(column, inner)
    seen: dict[str, FormField] = {}
    for field in fields:
        if field.section_condition is not None:
            seen.setdefault(field.section, field)
    for number, field in enumerate(seen.values()):
        key = section_key(prefix, field.section)
        rules += hiding(field.section_condition, place, key, f"{prefix}-{number}")
    return "\n".join(dict.fromkeys(rules)).replace("<", "")


def section_key(prefix: str, section: str) -> str:
    """The mark of the heading of a section with a condition."""
    return f"{prefix}:{section}"


def rules_of(field: FormField, place: Place) -> list[str]:
    if field.condition is None:
        return []
    name = f"{place.prefix}.{field.name}"
    return hiding(expression(field), place, key_of(name, field) or name, name)


def hiding(condition, place: Place, key: str, name: str) -> list[str]:
    """The rules that hide what is marked ``key``; none where a browser cannot tell."""
    groups = conditions.unmet(with_others(condition, place))
    if groups is None:
        return []
    rules = []
    for group in groups:
        found = selector(group, place)
        if found is None:
            return []
        rules.append(f"{found} [data-when={quoted(key)}] {HIDE}")
    words = f"@supports selector(form:has(a)) {{ [data-only={quoted(key)}] {HIDE} }}"
    return [*rules, words]


def with_others(item, place: Place, depth: int = 0):
    """A condition together with those of the questions it asks about."""
    if isinstance(item, conditions.Test):
        field = place.fields.get(item.name)
        if field is None and place.outside is not None:
            return with_others(item, place.outside, depth)
        if field is None or field.condition is None or depth > conditions.MOST_TESTS:
            return item
        return conditions.All((item, with_others(expression(field), place, depth + 1)))
    if isinstance(item, conditions.Not):
        return conditions.Not(with_others(item.part, place, depth))
    return type(item)(tuple(with_others(part, place, depth) for part in item.parts))


def selector(group, place: Place) -> str | None:
    """What holds of the form (and of the row) where all comparisons of ``group`` do."""
    of_form, of_row = "form", ""
    for test, met in group:
        inside = test.name in place.fields or place.outside is None
        chosen = chosen_by(test, place if inside else place.outside, inside)
        if chosen is None:
            return None
        part = f":has({chosen})" if met else f":not(:has({chosen}))"
        if inside and place.outside is not None and test.name in place.fields:
            of_row += part
        else:
            of_form += part
    if place.outside is None:
        return of_form
    return f"{of_form} [data-row={quoted(place.prefix)}]{of_row}"


def chosen_by(test, place: Place, inside: bool) -> str | None:
    """The controls that meet a comparison, or None where their looks do not tell."""
    field = place.fields.get(test.name)
    if field is None:
        if test.op != "=" or test.name not in conditions.RESERVED:
            return None
        facts = [
            f"[data-fact={quoted(f'{test.name}={value}')}]" for value in test.values
        ]
        return ", ".join(facts)
    if field.kind not in CHOSEN or test.op not in ("=", "given"):
        return None
    if place.outside is None:
        name = f"[name={quoted(f'{place.prefix}.{test.name}')}]"
    else:
        name = f"[name$={quoted(f'.{test.name}')}]"
    if test.op == "given" and field.kind != "bool":
        blank = ':not([value=""])'
        return f"{name}:checked, {name} option{blank}:checked"
    values = test.values if test.op == "=" else ("1",)
    return ", ".join(
        f"{name}[value={quoted(value)}]:checked, "
        f"{name} option[value={quoted(value)}]:checked"
        for value in values
    )


def quoted(text: str) -> str:
    """A text as a string of CSS."""
    safe = "".join(
        f"\\{ord(char):x} " if char in '"\\<\n\r\f' else char for char in text
    )
    return f'"{safe}"'


def only_if(field: FormField, fields, outer=()) -> str:
    """The condition of a field in words, for whoever sees a field that may not matter; what
    holds of its whole section stands at the section."""
    condition, section = field.condition, field.section_condition
    if condition is None or isinstance(condition, Condition) or condition == section:
        return ""
    if section is not None:
        condition = condition.parts[1]
    return in_words(condition, {item.name: item for item in (*outer, *fields)})
