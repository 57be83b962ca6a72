"""From the EasyForm that a designer edits to plain fields."""

from collective.easyform.interfaces import IFieldExtender
from datetime import date
from functools import lru_cache
from functools import partial
from hanam.dvc.catalogue.declarations import kinds as known
from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations import metadata
from hanam.dvc.catalogue.declarations import questions
from hanam.dvc.catalogue.declarations.keeping import schema_of
from hanam.dvc.catalogue.declarations.outline import kind_of
from hanam.dvc.filing import places
from hanam.dvc.filing.formfield import Choices
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.filing.formfield import Groups
from hanam.dvc.i18n import _
from hanam.dvc.rules import conditions
from hanam.dvc.rules import formulas
from hanam.dvc.rules import patterns
from plone import api
from plone.supermodel.interfaces import FIELDSETS_KEY
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IVocabularyFactory


# Who may see what of a declaration is the designer's choice; these stay inside.
HIDDEN = ("THidden", "serverSide")
WHOLE = ("integer", "money")
# The parts of an address, in the order in which people say it.
DETAIL = FormField(
    "detail",
    "text",
    _("House number, street or hamlet"),
    required=True,
    max_length=300,
    autocomplete="street-address",
)
COMMUNE = FormField(
    "commune",
    "admin_unit",
    _("Commune, ward or town"),
    _("Leave it empty where the place lies outside the province"),
    lists=places.communes,
)
ELSEWHERE = FormField(
    "elsewhere",
    "text",
    _("Commune, district and province"),
    _("For a place outside the province"),
    required=True,
    max_length=300,
    condition=conditions.parse("commune empty"),
)


@lru_cache(maxsize=512)
def fields_of_model(model: str) -> tuple[FormField, ...]:
    """What a model of easyform (its XML) asks, in order."""
    schema = schema_of(model)
    sections = {
        name: section
        for section in schema.queryTaggedValue(FIELDSETS_KEY, [])
        for name in section.fields
    }
    waiting = metadata.section_conditions(schema)
    found = (
        describe(field, sections.get(name), waiting)
        for name, field in getFieldsInOrder(schema)
        if not any(getattr(IFieldExtender(field), flag, False) for flag in HIDDEN)
    )
    return tuple(field for field in found if field is not None)


def describe(field, section, waiting) -> FormField | None:
    """One schema field as a `FormField`; None for a kind that is not asked here."""
    kind = kind_of(field)
    if kind is None:
        return None
    choices, named_lists = choices_of(field, kind)
    said = metadata.IQuestion(field)
    outer = readable(waiting.get(section.__name__, "")) if section else None
    own_condition = readable(said.condition)
    both = [part for part in (outer, own_condition) if part is not None]
    return FormField(
        name=field.__name__,
        kind=kind,
        label=field.title,
        help=field.description or "",
        required=is_required(field, kind),
        choices=choices,
        lists=named_lists,
        min_length=getattr(field, "min_length", None) or 0,
        max_length=getattr(field, "max_length", None) or 0,
        minimum=least(field, kind),
        maximum=most(field, kind),
        section=(section.label or "").strip() if section else "",
        condition=conditions.All(tuple(both))
        if len(both) == 2
        else (both or [None])[0],
        section_help=(section.description or "") if section else "",
        section_condition=outer,
        columns=columns_of(field, kind),
        row_label=getattr(field, "row_title", "") or "",
        formula=formula_of(getattr(field, "formula", "")),
        shows=getattr(field, "shows", ""),
        more=said.more,
        example=said.example,
        guide=said.guide,
        default=said.default_text,
        pattern=pattern_of(said.pattern),
        pattern_help=said.pattern_help,
    )


def is_required(field, kind) -> bool:
    if kind in ("computed", "heading"):
        return False
    return field.min_rows > 0 if kind == "group" else bool(field.required)


def least(field, kind):
    if kind == "group":
        return field.min_rows or 0
    found = getattr(field, "min", None)
    return 0 if kind in WHOLE and found is None else found


def most(field, kind):
    if kind == "group":
        return field.max_rows or questions.MOST_ROWS
    return getattr(field, "max", None)


def choices_of(field, kind):
    """(choices, lists) of a field; tokens are what travels and is stored."""
    if kind == "admin_unit":
        return (), places.communes
    if questions.IFromList.providedBy(field):
        return (), partial(listed, field.list_name)
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


def listed(name: str) -> Groups:
    """The choices of a list in the settings of declarations."""
    return (("", lists.choices(name)),)


def columns_of(field, kind) -> tuple[FormField, ...]:
    if kind == "address":
        return (DETAIL, COMMUNE, ELSEWHERE)
    if kind != "group":
        return ()
    return tuple(column(row) for row in field.columns or ())


def column(row: dict) -> FormField:
    """A column of a group (a row of `questions.COLUMNS`) as a `FormField`."""
    kind = row.get("kind") or "text"
    found: Choices = ()
    choose = None
    if kind == "admin_unit":
        choose = places.communes
    elif kind == "choice" and row.get("list"):
        choose = partial(listed, row["list"])
    elif kind == "choice":
        found = known.choices(row.get("values") or "")
    minimum, maximum = row.get("min"), row.get("max")
    return FormField(
        name=row["name"],
        kind=kind,
        label=row["title"],
        help=row.get("help") or "",
        required=bool(row.get("required", True)) and kind != "computed",
        choices=found,
        lists=choose,
        max_length=row.get("max_length") or 0,
        minimum=0 if kind in WHOLE and minimum is None else limit(minimum, kind),
        maximum=limit(maximum, kind),
        condition=readable(row.get("condition") or ""),
        formula=formula_of(row.get("formula") or ""),
        shows=row.get("shows") or ("integer" if kind == "computed" else ""),
        default=row.get("default") or "",
    )


def limit(value, kind):
    """A limit of a column; days are told as ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value


def readable(text: str):
    """The condition a text means, or None: a broken one is told to its designer."""
    try:
        return conditions.parse(text) if text and text.strip() else None
    except conditions.ConditionError:
        return None


def formula_of(text: str):
    try:
        return formulas.parse(text) if text else None
    except formulas.FormulaError:
        return None


def pattern_of(text: str):
    try:
        return patterns.check(text) if text else None
    except patterns.PatternError:
        return None
