"""The declaration of a procedure: from the EasyForm that a designer edits to plain fields.

Read, checked and shown by the same code for the browser and for the API; z3c.form, which
would need longer for one page than a whole filing takes, is left to the designer's side.
"""

from collections.abc import Mapping
from collective.easyform.api import get_schema
from collective.easyform.interfaces import IFieldExtender
from functools import lru_cache
from functools import partial
from hanam.dvc.catalogue import fields as own
from hanam.dvc.filing import kinds
from hanam.dvc.filing import places
from hanam.dvc.filing import readers
from hanam.dvc.filing.formfield import Choices
from hanam.dvc.filing.formfield import Condition
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Groups
from hanam.dvc.filing.formfield import Invalid
from hanam.dvc.filing.formfield import Problem
from hanam.dvc.i18n import _
from plone import api
from plone.schema.email import IEmail
from plone.supermodel.interfaces import FIELDSETS_KEY
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema import interfaces
from zope.schema.interfaces import IVocabularyFactory

import re


# The most special interface first: every kind of our own is a line of text as well.
KINDS = (
    (own.IPersonalId, "personal_id"),
    (own.ITaxCode, "tax_code"),
    (own.IPhone, "phone"),
    (own.IAdminUnit, "admin_unit"),
    (own.IMoney, "money"),
    (own.IEmail, "email"),
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
# Who may see what of a declaration is the designer's choice; these stay inside.
HIDDEN = ("THidden", "serverSide")
CONDITION = re.compile(r"\s*(?P<name>\w+)\s*(?:=\s*(?P<value>[^=<>!~]+?))?\s*")


def kind_of(field) -> str | None:
    """The kind of a schema field; None for what citizens do not fill in here (files)."""
    for interface, kind in KINDS:
        if interface.providedBy(field):
            return kind
    return None


def fields_of(form) -> tuple[FormField, ...]:
    """What the declaration ``form`` (an EasyForm) asks, in order."""
    return _fields(form.fields_model or "", Carrier(form))


class Carrier:
    """Carries a form past the cache, whose key is the form's model alone."""

    def __init__(self, form):
        self.form = form

    def __eq__(self, other):
        return isinstance(other, Carrier)

    def __hash__(self):
        return hash(Carrier)


@lru_cache(maxsize=256)
def _fields(model: str, carrier: Carrier) -> tuple[FormField, ...]:
    form, carrier.form = carrier.form, None
    schema = get_schema(form)
    sections = {
        name: section.label
        for section in schema.queryTaggedValue(FIELDSETS_KEY, [])
        for name in section.fields
    }
    found = (
        describe(field, sections.get(name, ""))
        for name, field in getFieldsInOrder(schema)
        if not any(getattr(IFieldExtender(field), flag, False) for flag in HIDDEN)
    )
    return tuple(field for field in found if field is not None)


def describe(field, section: str = "") -> FormField | None:
    """One schema field as a `FormField`; None for a kind that is not asked here."""
    kind = kind_of(field)
    if kind is None:
        return None
    choices, lists = choices_of(field, kind)
    whole = kind in ("integer", "money")
    return FormField(
        name=field.__name__,
        kind=kind,
        label=field.title,
        help=field.description or "",
        required=bool(field.required),
        choices=choices,
        lists=lists,
        min_length=getattr(field, "min_length", None) or 0,
        max_length=getattr(field, "max_length", None) or 0,
        minimum=0 if whole and field.min is None else getattr(field, "min", None),
        maximum=getattr(field, "max", None),
        section=section,
        condition=condition_of(field),
    )


def choices_of(field, kind):
    """(choices, lists) of a field; tokens are what travels and is stored."""
    if kind == "admin_unit":
        return (), places.communes
    source = {"choice": field, "choices": getattr(field, "value_type", None)}.get(kind)
    if source is None:
        return (), None
    if source.vocabularyName:
        return (), partial(named, source.vocabularyName)
    return terms(source.vocabulary or ()), None


def terms(vocabulary) -> Choices:
    """(token, label) of a vocabulary; the token is the value, as it is stored."""
    return tuple(
        (str(term.value), term.title or str(term.value)) for term in vocabulary
    )


def named(name: str) -> Groups:
    """The choices of a vocabulary that the portal keeps."""
    factory = getUtility(IVocabularyFactory, name)
    return (("", terms(factory(api.portal.get()))),)


def condition_of(field) -> Condition | None:
    """The designer's ``depends_on``: ``name`` (ticked or not empty) or ``name=value``."""
    match = CONDITION.fullmatch(IFieldExtender(field).depends_on or "")
    if match is None:
        return None
    value = match["value"]
    return Condition(match["name"], () if value is None else (value.strip(),))


def asked(field: FormField, raw: Mapping) -> bool:
    """Whether the field is to be answered, the other answers being ``raw``."""
    if field.condition is None:
        return True
    given = texts(raw.get(field.condition.name))
    if not field.condition.values:
        return any(given)
    return any(value in given for value in field.condition.values)


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


def validate(fields, raw: Mapping, prefix: str = "data", strict: bool = False):
    """Read the answers ``raw``; returns (data, problems).

    ``raw`` holds texts or lists of texts by field name (a browser's form) or JSON values
    (an API's body). ``data`` holds JSON values: dates ISO, money whole đồng, decimals as
    text, absent answers None, [] or False by kind; invalid ones are left out. Each
    `Problem` names ``<prefix>.<name>``. ``strict`` also reports unknown names.
    """
    data, problems = {}, []
    for field in fields:
        if not asked(field, raw):
            continue
        try:
            data[field.name] = read(field, raw.get(field.name))
        except Invalid as invalid:
            problems.append(Problem(f"{prefix}.{field.name}", invalid.message))
    if strict:
        known = {field.name for field in fields}
        problems.extend(
            Problem(f"{prefix}.{name}", _("The form has no such field; leave it out."))
            for name in raw
            if name not in known
        )
    return data, problems


def readable(fields, raw: Mapping) -> dict:
    """The answers to be shown: clean where they can be read, else as they were typed."""
    return {**raw, **validate(fields, raw)[0]}


def read(field: FormField, value):
    """The clean value of one answer; raises `Invalid`."""
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


def display(fields, data: Mapping) -> list[tuple[str, str]]:
    """The answers as (label, text) for a reader; what was not asked is left out."""
    return [
        (field.label, shown(field, data.get(field.name)))
        for field in fields
        if asked(field, data)
    ]


def shown(field: FormField, value) -> str:
    """One answer as a text for a reader; "" where there is none."""
    if field.kind == "bool":
        return _("Yes") if value in (True, "1") else _("No")
    found = [kinds.show(text, field) for text in texts(value)]
    return found[0] if len(found) == 1 else ", ".join(found)
