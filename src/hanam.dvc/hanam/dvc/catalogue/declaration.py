"""A declaration: the e-form of a procedure, as rows of JSON and as an easyform model.

::

    {"title": "…", "intro": "…", "minutes": 5, "fieldsets": [{"title": "…", "fields": [
      {"name": "child_name", "kind": "text", "title": "…", "help": "…",
       "required": true, "values": [["male", "Nam"]], "min": 0, "max": 9,
       "max_length": 100}]}]}

The keys ``help``, ``values``, ``min``, ``max``, ``max_length`` may be left out, as may
``intro`` and ``minutes``. ``required`` is true unless it says otherwise; a required
``bool`` must be ticked.
"""

from collections.abc import Iterator
from hanam.dvc.i18n import _
from lxml import etree
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider

import re


NAMESPACE = "http://namespaces.plone.org/supermodel/schema"
NAME = re.compile(r"^[a-z][a-z0-9_]{0,60}$")
OWN = "hanam.dvc.catalogue.fields"
TYPES = {
    "text": "zope.schema.TextLine",
    "multiline": "zope.schema.Text",
    "integer": "zope.schema.Int",
    "money": f"{OWN}.Money",
    "date": "zope.schema.Date",
    "choice": "zope.schema.Choice",
    "choices": "zope.schema.Set",
    "bool": "zope.schema.Bool",
    "tick": f"{OWN}.Tick",
    "personal_id": f"{OWN}.PersonalId",
    "tax_code": f"{OWN}.TaxCode",
    "phone": f"{OWN}.Phone",
    "email": f"{OWN}.Email",
    "admin_unit": f"{OWN}.AdminUnit",
}
NO_ACTIONS = f'<model xmlns="{NAMESPACE}"><schema /></model>'
LIMITED = {"min": ("integer", "money", "date"), "max": ("integer", "money", "date")}
NO_QUESTIONS = (".Bool", ".Tick", ".Label", ".RichLabel", ".ReCaptcha")
WITH_LENGTH = ("text", "multiline", "personal_id", "tax_code", "phone", "email")


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
    if kind not in TYPES:
        yield f"{name}: there is no kind {kind!r}"
    if not row.get("title"):
        yield f"{name}: a field needs a title"
    if kind in ("choice", "choices"):
        values = row.get("values") or ()
        pairs = [len(pair) == 2 and all(pair) for pair in values]
        if not pairs or not all(pairs):
            yield f"{name}: values must be pairs of value and title"
    for key, kinds in LIMITED.items():
        if row.get(key) is not None and kind not in kinds:
            yield f"{name}: {key} is not for the kind {kind!r}"


def to_model(data) -> str:
    """The supermodel XML of a declaration (as rows), for ``fields_model``."""
    root = etree.Element("model", nsmap={None: NAMESPACE})
    body = etree.SubElement(root, "schema")
    for number, fieldset in enumerate(data["fieldsets"], 1):
        group = etree.SubElement(
            body, "fieldset", name=f"part_{number}", label=fieldset["title"]
        )
        for row in fieldset.get("fields", ()):
            group.append(field_element(row))
    return etree.tostring(root, pretty_print=True, encoding="unicode")


def field_element(row):
    kind = row["kind"]
    required = row.get("required", True)
    name = "tick" if kind == "bool" and required else kind
    element = etree.Element("field", name=row["name"], type=TYPES[name])
    put(element, "title", row["title"])
    put(element, "description", row.get("help") or None)
    if not required:
        put(element, "required", "False")
    for key in ("min", "max"):
        put(element, key, row.get(key))
    if kind in WITH_LENGTH:
        put(element, "max_length", row.get("max_length"))
    if kind == "choice":
        put_values(element, row["values"])
    if kind == "choices":
        inner = etree.SubElement(element, "value_type", type=TYPES["choice"])
        put_values(inner, row["values"])
    return element


def put(element, name, value):
    if value is not None:
        etree.SubElement(element, name).text = str(value)


def put_values(element, values):
    group = etree.SubElement(element, "values")
    for value, title in values:
        etree.SubElement(group, "element", key=str(value)).text = title
