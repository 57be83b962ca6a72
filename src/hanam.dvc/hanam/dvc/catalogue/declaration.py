"""A declaration: the e-form of a procedure, as rows of JSON and as an easyform model.

::

    {"title": "…", "intro": "…", "minutes": 5, "fieldsets": [
      {"title": "…", "help": "…", "condition": "loai = b", "fields": [
        {"name": "child_name", "kind": "text", "title": "…", "help": "…",
         "required": true, "values": [["male", "Nam"]], "min": 0, "max": 9,
         "max_length": 100}]}]}

See docs/declarations.md. All keys but name, kind and title may be left out. ``required``
is true unless it says otherwise; a required ``bool`` must be ticked.
"""

from collections.abc import Iterator
from hanam.dvc.catalogue.declarations import kinds
from hanam.dvc.catalogue.declarations import metadata
from hanam.dvc.i18n import _
from lxml import etree
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider

import json
import re


NAMESPACE = "http://namespaces.plone.org/supermodel/schema"
EASYFORM = "http://namespaces.plone.org/supermodel/easyform"
NAME = re.compile(r"^[a-z][a-z0-9_]{0,60}$")
OWN = "hanam.dvc.catalogue.fields"
QUESTIONS = "hanam.dvc.catalogue.declarations.questions"
TYPES = {
    "text": "zope.schema.TextLine",
    "multiline": "zope.schema.Text",
    "integer": "zope.schema.Int",
    "number": f"{OWN}.Number",
    "money": f"{OWN}.Money",
    "date": "zope.schema.Date",
    "birth": f"{QUESTIONS}.Birth",
    "choice": f"{QUESTIONS}.OneOf",
    "list": f"{QUESTIONS}.FromList",
    "choices": f"{QUESTIONS}.Several",
    "bool": "zope.schema.Bool",
    "tick": f"{OWN}.Tick",
    "personal_id": f"{OWN}.PersonalId",
    "tax_code": f"{OWN}.TaxCode",
    "phone": f"{OWN}.Phone",
    "email": f"{OWN}.Email",
    "admin_unit": f"{OWN}.AdminUnit",
    "address": f"{QUESTIONS}.Address",
    "group": f"{QUESTIONS}.Group",
    "computed": f"{QUESTIONS}.Computed",
    "heading": f"{QUESTIONS}.Heading",
}
NO_ACTIONS = f'<model xmlns="{NAMESPACE}"><schema /></model>'
NUMBERS = ("integer", "money", "number", "date", "group")
LIMITED = {"min": NUMBERS, "max": NUMBERS}
NO_QUESTIONS = (
    ".Bool",
    ".Tick",
    ".Label",
    ".RichLabel",
    ".ReCaptcha",
    ".Computed",
    ".Heading",
)
WITH_LENGTH = ("text", "multiline", "personal_id", "tax_code", "phone", "email")
# Keys of a row and the attributes they become (`metadata.IQuestion`).
SETTINGS = {
    "more": "more",
    "example": "example",
    "guide": "guide",
    "pattern": "pattern",
    "pattern_help": "pattern_help",
    "default": "default_text",
}


@provider(IFormFieldProvider)
class IDeclaration(model.Schema):
    """What an EasyForm knows as the declaration of a procedure."""

    minutes = schema.Int(
        title=_("Minutes to fill it in"),
        description=_("Told to the citizen before the form."),
        required=False,
        min=1,
    )


def questions(form) -> int:
    """How many questions of a declaration must be answered; boxes to tick do not count."""
    text = getattr(form, "fields_model", None) or ""
    try:
        root = etree.fromstring(text.encode("utf-8"))
    except etree.XMLSyntaxError:
        return 0
    return sum(is_question(element) for element in root.iter(f"{{{NAMESPACE}}}field"))


def is_question(element) -> bool:
    """Whether a field of a model must be answered by whoever files."""
    required = element.findtext(f"{{{NAMESPACE}}}required") or "True"
    kind = element.get("type") or ""
    return required != "False" and not kind.endswith(NO_QUESTIONS)


def problems_of(data) -> Iterator[str]:
    """What is wrong with a declaration; texts for whoever wrote the file."""
    names = set()
    if not isinstance(data.get("title"), str) or not data.get("fieldsets"):
        yield "a declaration needs a title and fieldsets"
        return
    for fieldset in data["fieldsets"]:
        for row in fieldset.get("fields", ()):
            name = row.get("name")
            if not isinstance(name, str) or not NAME.match(name):
                yield f"{name}: a name has small letters, digits and _"
            elif name in names:
                yield f"{name}: this name occurs twice"
            names.add(name)
            yield from field_problems(row)


def field_problems(row) -> Iterator[str]:
    name, kind = row.get("name"), row.get("kind")
    if kind not in TYPES or kind in ("list", "tick"):
        yield f"{name}: there is no kind {kind!r}"
    if not row.get("title"):
        yield f"{name}: a field needs a title"
    if kind in ("choice", "choices") and not row.get("list"):
        values = row.get("values") or ()
        pairs = [len(pair) == 2 and all(pair) for pair in values]
        if not pairs or not all(pairs):
            yield f"{name}: values must be pairs of value and title"
        elif len({pair[0] for pair in values}) < len(values):
            yield f"{name}: a value occurs twice"
    if kind == "computed" and not row.get("formula"):
        yield f"{name}: a computed value needs a formula"
    yield from limit_problems(row)
    if kind == "group":
        yield from column_problems(row)


def limit_problems(row) -> Iterator[str]:
    name, kind = row.get("name"), row.get("kind")
    for key, limited in LIMITED.items():
        if row.get(key) is not None and kind not in limited:
            yield f"{name}: {key} is not for the kind {kind!r}"
    least, most = row.get("min"), row.get("max")
    if least is not None and most is not None and least > most:
        yield f"{name}: min lies above max"


def column_problems(row) -> Iterator[str]:
    name, names = row.get("name"), set()
    if not row.get("columns"):
        yield f"{name}: a group needs columns"
    for column in row.get("columns") or ():
        inner = column.get("name")
        if not isinstance(inner, str) or not NAME.match(inner) or inner in names:
            yield f"{name}: {inner}: a column needs a name of its own"
        names.add(inner)
        if column.get("kind") not in dict(kinds.COLUMN_KINDS):
            yield f"{name}: {inner}: there is no such kind of column"
        else:
            yield from (f"{name}: {text}" for text in field_problems(column))


def to_model(data) -> str:
    """The supermodel XML of a declaration (as rows), for ``fields_model``."""
    namespaces = {None: NAMESPACE, "easyform": EASYFORM, "dvc": metadata.NAMESPACE}
    root = etree.Element("model", nsmap=namespaces)
    body = etree.SubElement(root, "schema")
    conditions = {}
    for number, fieldset in enumerate(data["fieldsets"], 1):
        name = f"part_{number}"
        group = etree.SubElement(
            body, "fieldset", name=name, label=fieldset["title"] or " "
        )
        if fieldset.get("help"):
            group.set("description", fieldset["help"])
        if fieldset.get("condition"):
            conditions[name] = fieldset["condition"]
        for row in fieldset.get("fields", ()):
            group.append(field_element(row))
    if conditions:
        text = json.dumps(conditions, ensure_ascii=False, sort_keys=True)
        body.set(f"{{{metadata.NAMESPACE}}}sections", text)
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def field_element(row):
    kind = row["kind"]
    required = row.get("required", kind not in ("computed", "heading", "group"))
    element = etree.Element("field", name=row["name"], type=TYPES[type_of(row)])
    put(element, "title", row["title"])
    put(element, "description", row.get("help") or None)
    if not required:
        put(element, "required", "False")
    if kind == "group":
        put_group(element, row)
    elif kind == "computed":
        put(element, "formula", row["formula"])
        put(element, "shows", row.get("shows") or "integer")
    else:
        put_limits(element, row)
    put_settings(element, row)
    return element


def type_of(row) -> str:
    """The key of `TYPES` for a row."""
    kind = row["kind"]
    if kind == "bool" and row.get("required", True):
        return "tick"
    return "list" if kind == "choice" and row.get("list") else kind


def put_limits(element, row):
    kind = row["kind"]
    for key in ("min", "max"):
        put(element, key, row.get(key))
    if kind in WITH_LENGTH:
        put(element, "max_length", row.get("max_length"))
        put(element, "min_length", row.get("min_length"))
    if kind == "choice" and row.get("list"):
        put(element, "list_name", row["list"])
    elif kind == "choice":
        put_values(element, row["values"])
    if kind == "choices":
        inner = etree.SubElement(element, "value_type", type=TYPES["choice"])
        put_values(inner, row["values"])


def put_group(element, row):
    columns = [column_row(column) for column in row["columns"]]
    put(element, "columns", json.dumps(columns, ensure_ascii=False))
    put(element, "min_rows", row.get("min"))
    put(element, "max_rows", row.get("max"))
    put(element, "row_title", row.get("row_title"))


def column_row(column) -> dict:
    """A column as `questions.COLUMNS` keep it: the choices as lines."""
    kept = {**column, "required": column.get("required", column["kind"] != "computed")}
    if column.get("values"):
        kept["values"] = kinds.lines(column["values"])
    if column.get("default") is not None:
        kept["default"] = str(column["default"])
    return kept


def put_settings(element, row):
    for key, name in SETTINGS.items():
        if row.get(key) not in (None, ""):
            element.set(f"{{{metadata.NAMESPACE}}}{name}", str(row[key]))
    if row.get("condition"):
        element.set(f"{{{EASYFORM}}}depends_on", row["condition"])


def put(element, name, value):
    if value is not None:
        etree.SubElement(element, name).text = str(value)


def put_values(element, values):
    group = etree.SubElement(element, "values")
    for value, title in values:
        etree.SubElement(group, "element", key=str(value)).text = title
