"""The declaration of a procedure: what it asks, checked and shown.

Read, checked and shown by the same code for the browser and for the API; z3c.form, which
would need longer for one page than a whole filing takes, is left to the designer's side.
"""

from collections.abc import Mapping
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.filing import kinds
from hanam.dvc.filing import readers
from hanam.dvc.filing.asking import Asked
from hanam.dvc.filing.asking import facts_of
from hanam.dvc.filing.asking import is_blank
from hanam.dvc.filing.asking import ROWS
from hanam.dvc.filing.asking import rows_of
from hanam.dvc.filing.asking import texts
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Invalid
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.filing.model import fields_of_model
from hanam.dvc.i18n import _
from zope.globalrequest import getRequest
from zope.i18n import translate


__all__ = ["facts_of", "fields_of", "texts"]

UNKNOWN = _("The form has no such field; leave it out.")


def fields_of(form, digest: str = "") -> tuple[FormField, ...]:
    """What the declaration ``form`` (an EasyForm) asks, in order: its live version, or the
    one that is kept under ``digest``."""
    return fields_of_model(keeping.model(form, digest))


def asked(field: FormField, raw: Mapping, fields=(), facts=None) -> bool:
    """Whether the field is to be answered, the other answers being ``raw``."""
    return Asked(fields, raw, facts).asks(field)


def validate(
    fields, raw: Mapping, prefix: str = "data", strict: bool = False, facts=None
):
    """Read the answers ``raw``; returns (data, problems).

    ``raw`` holds texts or lists of texts by field name (a browser's form) or JSON values
    (an API's body); of a group a list of such mappings, of an address one. ``data`` holds
    JSON values: dates ISO, money whole đồng, decimals as text, absent answers None, [] or
    False by kind; invalid ones are left out, and what is not asked is not there. Each
    `Problem` names ``<prefix>.<name>``, in a row ``<prefix>.<name>.<row>.<column>``.
    ``strict`` also reports unknown names; ``facts`` see `facts_of`.
    """
    return checked(Asked(fields, raw, facts), prefix, strict)


def checked(known: Asked, prefix: str, strict: bool):
    data, problems = {}, []
    for field in known.fields.values():
        if field.kind == "heading" or not known.asks(field):
            continue
        name = f"{prefix}.{field.name}"
        try:
            if field.kind == "computed":
                data[field.name] = known.result(field)
            elif field.kind in ROWS:
                value, wrong = read_rows(field, known, name, strict)
                problems += wrong
                data[field.name] = value
            else:
                data[field.name] = read(field, known.raw.get(field.name))
        except Invalid as invalid:
            problems.append(Problem(name, invalid.message))
    if strict:
        problems.extend(
            Problem(f"{prefix}.{name}", UNKNOWN)
            for name in known.raw
            if name not in known.fields
        )
    return data, problems


def read_rows(field: FormField, known: Asked, name: str, strict: bool):
    """(value, problems) of a group or an address; raises `Invalid` for what is none."""
    raw = known.raw.get(field.name)
    rows = rows_of(field, raw)
    many = raw if field.kind == "group" and isinstance(raw, (list, tuple)) else [raw]
    if raw and len(rows) != len(many):
        raise Invalid(_("Give an object for each row, with its answers by name."))
    if field.kind == "address":
        row = rows[0] if rows else {}
        if is_blank(field, row) and not field.required:
            return None, []
        inner = known.row(field, row)
        return checked(inner, name, strict)
    filled = [number for number, row in enumerate(rows) if not is_blank(field, row)]
    if len(filled) > field.maximum:
        raise Invalid(
            _(
                "At most ${most} rows fit here; you entered ${got}. Please take some out.",
                mapping={"most": field.maximum, "got": len(filled)},
            )
        )
    # Rows that have to be there are told what they lack.
    blank = (
        number for number in range(field.minimum + len(rows)) if number not in filled
    )
    wanted = sorted(
        [*filled, *(next(blank) for _n in range(field.minimum - len(filled)))]
    )
    value, problems = [], []
    for number in wanted:
        row = rows[number] if number < len(rows) else {}
        inner = known.row(field, row)
        data, wrong = checked(inner, f"{name}.{number}", strict)
        value.append(data)
        problems += wrong
    return value, problems


def readable(fields, raw: Mapping, facts=None) -> dict:
    """The answers to be shown: clean where they can be read, else as they were typed."""
    clean = validate(fields, raw, facts=facts)[0]
    rows = {field.name for field in fields if field.kind in ROWS}
    return {**raw, **{key: value for key, value in clean.items() if key not in rows}}


def read(field: FormField, value):
    """The clean value of one answer; raises `Invalid`."""
    if field.kind in ROWS:
        known = Asked((field,), {field.name: value})
        rows, problems = read_rows(field, known, field.name, False)
        if problems:
            raise Invalid(problems[0].message)
        return rows
    if not field.is_answered:
        raise Invalid(UNKNOWN)
    given = [readers.normal(text, field.kind == "multiline") for text in texts(value)]
    given = [text for text in given if text]
    if not given:
        if field.required:
            raise Invalid(readers.missing(field))
        return kinds.empty(field)
    if field.kind == "choices":
        return [kinds.read(text, field) for text in dict.fromkeys(given)]
    if len(given) > 1 or isinstance(value, (list, tuple, dict)):
        raise Invalid(_("Give one answer here, not several."))
    return kinds.read(given[0], field)


def typed(field: FormField, value):
    """A stored answer as its control shows it: a text, or a list of texts."""
    given = texts(value)
    if field.kind == "choices":
        return given
    return kinds.typed(given[0], field) if given else ""


def display(fields, data: Mapping, facts=None) -> list[tuple[str, str]]:
    """The answers as (label, text) for a reader; what was not asked is left out. A group
    has a line for each of its rows."""
    known = Asked(fields, data, facts, stored=True)
    return [
        line
        for field in fields
        if field.kind != "heading" and known.asks(field)
        for line in lines(field, known)
    ]


def lines(field: FormField, known: Asked) -> list[tuple[str, str]]:
    """The lines of one field: a group has as many as rows, each with its number."""
    if field.kind not in ROWS:
        return [(field.label, shown(field, known.value_of(field)))]
    rows = [
        row
        for row in rows_of(field, known.raw.get(field.name))
        if not is_blank(field, row)
    ]
    told = [row_text(field, known.row(field, row)) for row in rows]
    if field.kind == "address":
        return [(field.label, told[0] if told else "")]
    label = field.row_label or field.label
    return [(f"{label} {number}", text) for number, text in enumerate(told, 1)] or [
        (field.label, "")
    ]


def row_text(field: FormField, row: Asked) -> str:
    """A row as one text: "Họ tên: A; Năm sinh: 1985", an address as people write it."""
    found = [
        (said(column.label), said(shown(column, row.value_of(column))))
        for column in field.columns
        if row.asks(column)
    ]
    if field.kind == "address":
        return ", ".join(text for _label, text in found if text)
    return "; ".join(f"{label}: {text}" for label, text in found if text)


def said(message) -> str:
    """A label or an answer in the reader's language, to stand inside a text."""
    return translate(message, context=getRequest())


def shown(field: FormField, value) -> str:
    """One answer as a text for a reader; "" where there is none."""
    if field.kind == "bool":
        return _("Yes") if value in (True, "1") else _("No")
    if field.kind == "computed":
        return "" if value is None else kinds.KINDS[field.shows or "text"].show(value)
    if field.kind in ROWS:
        known = Asked((field,), {field.name: value}, stored=True)
        return "\n".join(text for _label, text in lines(field, known) if text)
    found = [kinds.show(text, field) for text in texts(value)]
    return found[0] if len(found) == 1 else ", ".join(found)
