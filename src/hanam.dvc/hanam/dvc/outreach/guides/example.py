"""The declaration of a procedure filled in with an example, to print under the word MẪU.

All of it is fictional: the numbers have the right form and belong to nobody.
"""

from hanam.dvc.catalogue import fields as own
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.catalogue.declarations import questions
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import money
from plone.schema.email import IEmail
from plone.supermodel.interfaces import FIELDSETS_KEY
from zope.component import getUtility
from zope.schema import getFieldsInOrder
from zope.schema import interfaces
from zope.schema.interfaces import IVocabularyFactory


PERSON = "Nguyễn Thị Mẫu"
# Words of a label and what stands there in the example; the first that fits is taken.
LINES = (
    (("ho", "ten"), PERSON),
    (("dan", "toc"), "Kinh"),
    (("quoc", "tich"), "Việt Nam"),
    (("que",), "Xã Ví Dụ, tỉnh Hà Nam"),
    (("ten",), "Ví Dụ"),
    (("dia", "chi"), "Số nhà 0, đường Ví Dụ"),
    (("noi",), "Xã Ví Dụ, tỉnh Hà Nam"),
    (("ly", "do"), "Bổ sung hồ sơ cá nhân"),
    (("muc", "dich"), "Bổ sung hồ sơ cá nhân"),
    (("so",), "000/VD"),
)
ANY_LINE = "Ví dụ"
DAY = "15/01/1985"
AMOUNT = 1_000_000
YEAR = 1985
ADDRESS = "Số nhà 0, đường Ví Dụ, xã Ví Dụ, tỉnh Hà Nam"
FIXED = (
    # What has rows or computes itself has no line on the example.
    (questions.IGroup, ""),
    (questions.IComputed, ""),
    (questions.IAddress, ADDRESS),
    (questions.IBirth, "15/01/1985"),
    (own.IPersonalId, "035185000000"),
    (own.ITaxCode, "0700000000"),
    (own.IPhone, "0900000000"),
    (own.IEmail, "nguoi.mau@vi-du.example"),
    (IEmail, "nguoi.mau@vi-du.example"),
    (own.IMoney, money(AMOUNT)),
    (interfaces.IDate, DAY),
    (interfaces.IBool, "☑"),
)


def sections_of(procedure) -> list[dict]:
    """{title, rows} with rows {label, value} of the declaration; none without one."""
    form = lookup.declaration(procedure)
    if form is None:
        return []
    schema = keeping.schema_of(keeping.model(form))
    titles = {
        name: section.label
        for section in schema.queryTaggedValue(FIELDSETS_KEY, [])
        for name in section.fields
    }
    found: dict[str, list] = {}
    for name, field in getFieldsInOrder(schema):
        value = value_for(field)
        if value:
            row = {"label": field.title, "value": value}
            found.setdefault(titles.get(name, ""), []).append(row)
    return [{"title": title, "rows": rows} for title, rows in found.items()]


def value_for(field) -> str:
    """What stands in a field of the example; "" for what has no line on paper."""
    if questions.IFromList.providedBy(field):
        return next((title for _value, title in lists.choices(field.list_name)), "")
    for interface, value in FIXED:
        if interface.providedBy(field):
            return value
    if interfaces.ICollection.providedBy(field):
        field = field.value_type
    if interfaces.IChoice.providedBy(field):
        return first_choice(field)
    if interfaces.IInt.providedBy(field) or interfaces.IFloat.providedBy(field):
        return str(number_for(field))
    is_text = interfaces.IText.providedBy(field) or interfaces.ITextLine.providedBy(
        field
    )
    return line_for(field.title) if is_text else ""


def number_for(field):
    """A year where only years fit, else the least number, 1 where there is none."""
    least = 1 if field.min is None else field.min
    return YEAR if least > 1800 and (field.max is None or field.max >= YEAR) else least


def first_choice(field) -> str:
    """The title of the first choice of a field."""
    vocabulary = field.vocabulary
    if vocabulary is None and field.vocabularyName:
        factory = getUtility(IVocabularyFactory, field.vocabularyName)
        vocabulary = factory(None)
    terms = list(vocabulary or ())
    return (terms[0].title or str(terms[0].value)) if terms else ""


def line_for(label: str) -> str:
    """A line that fits the words of a label."""
    words = set(fold(label).split())
    for wanted, value in LINES:
        if set(wanted) <= words:
            return value
    return ANY_LINE
