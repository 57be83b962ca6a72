"""Questions that are more than one control or less: groups, addresses, computed values,
dates of birth, choices from a list of the portal, explanations.

They are zope.schema fields, known to plone.supermodel and to the editor of easyform.
"""

from collective.easyform.fields import Label
from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations.kinds import COLUMN_KINDS
from hanam.dvc.catalogue.declarations.kinds import SHOWN_AS
from hanam.dvc.catalogue.rows import Column
from hanam.dvc.catalogue.rows import IRows
from hanam.dvc.catalogue.rows import Rows
from hanam.dvc.i18n import _
from hanam.dvc.records import vocabulary
from lxml import etree
from plone.schemaeditor.fields import FieldFactory
from plone.schemaeditor.interfaces import IFieldEditFormSchema
from plone.supermodel.exportimport import BaseHandler
from plone.supermodel.exportimport import ChoiceHandler
from plone.supermodel.interfaces import IToUnicode
from zope.component import adapter
from zope.interface import implementer
from zope.schema import Choice
from zope.schema import Int
from zope.schema import Set
from zope.schema import Text
from zope.schema import TextLine
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IField
from zope.schema.interfaces import ISet
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine

import json


MOST_ROWS = 200


COLUMNS = (
    Column("name", "text", _("Short name"), required=True, unique=True),
    Column("title", "text", _("Question"), required=True),
    Column("kind", "choice", _("Kind"), True, COLUMN_KINDS, default="text"),
    Column("required", "bool", _("Must be answered"), default=True),
    Column("help", "text", _("Hint below the question")),
    Column("values", "text", _("Choices, one a line: value|title"), wide=True),
    Column("list", "choice", _("Choices from a list"), values=lists.options),
    Column("min", "int", _("At least")),
    Column("max", "int", _("At most")),
    Column("max_length", "int", _("Most characters"), most=10000),
    Column("default", "text", _("Filled in beforehand")),
    Column("condition", "text", _("Only if (condition)")),
    Column("formula", "text", _("Formula of a computed value")),
    Column("shows", "choice", _("Computed value shown as"), values=lists.shown_as),
)


class IBirth(ITextLine):
    """A date of birth, or its year or month where only that is known."""


@implementer(IBirth)
class Birth(TextLine):
    """A date of birth."""


class IFromListSettings(IField):
    """What an editor sets of it."""

    list_name = Choice(
        title=_("List"),
        description=_("The lists are kept in the settings of declarations."),
        vocabulary="hanam.dvc.lists",
        required=True,
    )


class IFromList(IFromListSettings, ITextLine):
    """A choice from one of the lists of the portal."""


@implementer(IFromList)
class FromList(TextLine):
    """One entry of a list, by its value."""

    list_name = ""

    def __init__(self, list_name="", **options):
        self.list_name = list_name
        super().__init__(**options)


class IComputedSettings(IField):
    """What an editor sets of it."""

    formula = Text(
        title=_("Formula"),
        description=_(
            "For example so_luong * don_gia, sum(hang.thanh_tien), age(ngay_sinh), "
            "days(tu_ngay, den_ngay), money(tong)."
        ),
        required=True,
        max_length=500,
    )
    shows = Choice(
        title=_("Shown as"),
        vocabulary=vocabulary(SHOWN_AS),
        required=True,
        default="integer",
    )


class IComputed(IComputedSettings, ITextLine):
    """A value that the form computes by itself."""


@implementer(IComputed)
class Computed(TextLine):
    """A computed value; nobody types it."""

    formula = ""
    shows = "integer"

    def __init__(self, formula="", shows="integer", **options):
        self.formula = formula
        self.shows = shows
        options.setdefault("required", False)
        super().__init__(**options)


class IGroupSettings(IField):
    """What an editor sets of it."""

    columns = Rows(
        COLUMNS,
        title=_("Questions of a row"),
        required=True,
    )
    min_rows = Int(title=_("Fewest rows"), min=0, max=MOST_ROWS, default=0)
    max_rows = Int(title=_("Most rows"), min=1, max=MOST_ROWS, default=20)
    row_title = TextLine(
        title=_("What one row is called"),
        description=_("In the singular, for example: Thành viên."),
        required=False,
        default="",
    )


class IGroup(IGroupSettings, IText):
    """Rows of the same questions: members, goods, vehicles."""


@implementer(IGroup)
class Group(Text):
    """A repeating group; its columns are rows of `COLUMNS`."""

    columns: list | None = None
    min_rows = 0
    max_rows = 20
    row_title = ""

    def __init__(self, columns=None, min_rows=0, max_rows=20, row_title="", **options):
        self.columns = columns or []
        self.min_rows = min_rows
        self.max_rows = max_rows
        self.row_title = row_title or ""
        super().__init__(**options)


class IAddress(IText):
    """An address inside or outside the province, as one question."""


@implementer(IAddress)
class Address(Text):
    """House and street or hamlet, and the commune or the place outside the province."""


class IOneOf(IChoice):
    """A choice of one from a list of its own."""


@implementer(IOneOf)
class OneOf(Choice):
    """A choice whose list keeps the order of its designer."""


class ISeveral(ISet):
    """A choice of several from a list of its own."""


@implementer(ISeveral)
class Several(Set):
    """A choice whose list keeps the order of its designer."""


class IHeading(IField):
    """Words between the questions: a heading and an explanation below it."""


@implementer(IHeading)
class Heading(Label):
    """Nothing is asked."""


@implementer(IToUnicode)
@adapter(IRows)
class RowsToUnicode:
    """Rows as JSON text, as a model of easyform stores them."""

    def __init__(self, context):
        self.context = context

    def toUnicode(self, value):
        return json.dumps(value, ensure_ascii=False)


class InOrderHandler(ChoiceHandler):
    """Writes the choices in their order; plone.supermodel sorts them by value."""

    def write(self, field, name, type, elementName="field"):  # noqa: A002 - its name
        element = super().write(field, name, type, elementName)
        values = element.find("values")
        if values is not None:
            values[:] = []
            for term in field.vocabulary:
                item = etree.SubElement(values, "element", key=term.value)
                item.text = term.title or term.value
        return element


class ColumnsHandler(BaseHandler):
    """Reads columns without asking for lists of the portal, which may come later."""

    def readAttribute(self, element, attributeField):
        if IRows.providedBy(attributeField):
            return json.loads(element.text or "[]")
        return super().readAttribute(element, attributeField)


def without_lengths(schema):
    """The form of a question that has more than a line of text, without its lengths."""

    @implementer(IFieldEditFormSchema)
    def form_schema(field):
        return schema

    return form_schema


group_form = adapter(IGroup)(without_lengths(IGroupSettings))
computed_form = adapter(IComputed)(without_lengths(IComputedSettings))
list_form = adapter(IFromList)(without_lengths(IFromListSettings))
birth_form = adapter(IBirth)(without_lengths(IField))
address_form = adapter(IAddress)(without_lengths(IField))

BirthFactory = FieldFactory(Birth, _("Date of birth, or only the year"))
BirthHandler = BaseHandler(Birth)
FromListFactory = FieldFactory(FromList, _("Choice from a list of the portal"))
FromListHandler = BaseHandler(FromList)
ComputedFactory = FieldFactory(Computed, _("Computed value"))
ComputedHandler = BaseHandler(Computed)
GroupFactory = FieldFactory(Group, _("Repeating group of questions"))
GroupHandler = ColumnsHandler(Group)
AddressFactory = FieldFactory(Address, _("Address"))
AddressHandler = BaseHandler(Address)
OneOfFactory = FieldFactory(OneOf, _("Choice of one"), values=[])
OneOfHandler = InOrderHandler(OneOf)
SeveralFactory = FieldFactory(
    Several, _("Choice of several"), value_type=OneOf(values=[])
)
SeveralHandler = BaseHandler(Several)
HeadingFactory = FieldFactory(Heading, _("Heading or explanation"))
HeadingHandler = BaseHandler(Heading)
