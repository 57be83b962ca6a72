"""What a designer says of a question beside its kind: condition, help, pattern.

Kept in the model of easyform: the condition where easyform keeps ``depends_on``, the rest
in attributes of a namespace of our own; conditions of sections stand at the schema.
"""

from collective.easyform.interfaces import IFieldExtender
from hanam.dvc.i18n import _
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.parser import IFieldMetadataHandler
from plone.supermodel.parser import ISchemaMetadataHandler
from plone.supermodel.utils import ns
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IField

import json


NAMESPACE = "urn:hanam:dvc:declaration"
KEY = "hanam.dvc.question"
SECTIONS = "hanam.dvc.sections"
NAMES = ("more", "example", "guide", "pattern", "pattern_help", "default_text")


class IQuestion(Interface):
    """The further settings of a question in the editor of forms."""

    condition = schema.TextLine(
        title=_("Only if"),
        description=_(
            "Empty: always asked. For example: loai = b, or so_nguoi > 3 and not co_con, "
            "or case = lai, or applicant.kind = organisation."
        ),
        required=False,
        default="",
        max_length=500,
    )
    more = schema.Text(
        title=_("Longer help"),
        description=_("Shown when somebody opens “Help” below the question."),
        required=False,
        default="",
        max_length=3000,
    )
    example = schema.TextLine(
        title=_("Example"),
        description=_("A good answer, shown below the question."),
        required=False,
        default="",
        max_length=200,
    )
    guide = schema.TextLine(
        title=_("Address of a guide"),
        description=_("A page of this portal, for example /huong-dan/khai-sinh."),
        required=False,
        default="",
        max_length=500,
    )
    default_text = schema.TextLine(
        title=_("Filled in beforehand"),
        description=_("What most people answer; it can be changed."),
        required=False,
        default="",
        max_length=200,
    )
    pattern = schema.TextLine(
        title=_("Pattern of the answer"),
        description=_("A regular expression that the whole line must fit."),
        required=False,
        default="",
        max_length=200,
    )
    pattern_help = schema.TextLine(
        title=_("What to say where the pattern does not fit"),
        required=False,
        default="",
        max_length=300,
    )


def _part(name):
    def get(self):
        kept = self.field.interface.queryTaggedValue(KEY, {})
        return kept.get(self.field.__name__, {}).get(name, "")

    def put(self, value):
        kept = self.field.interface.queryTaggedValue(KEY, {})
        kept.setdefault(self.field.__name__, {})[name] = value or ""
        self.field.interface.setTaggedValue(KEY, kept)

    return property(get, put)


@implementer(IQuestion)
@adapter(IField)
class Question:
    """The settings of one field of a model."""

    more = _part("more")
    example = _part("example")
    guide = _part("guide")
    pattern = _part("pattern")
    pattern_help = _part("pattern_help")
    default_text = _part("default_text")

    def __init__(self, field):
        self.field = field

    @property
    def condition(self):
        return IFieldExtender(self.field).depends_on or ""

    @condition.setter
    def condition(self, value):
        IFieldExtender(self.field).depends_on = value or ""


@implementer(IFieldMetadataHandler)
class QuestionHandler:
    """Reads and writes the attributes of a field."""

    namespace = NAMESPACE
    prefix = "dvc"

    def read(self, fieldNode, schema, field):
        found = {
            name: fieldNode.get(ns(name, NAMESPACE))
            for name in NAMES
            if fieldNode.get(ns(name, NAMESPACE))
        }
        if found:
            kept = schema.queryTaggedValue(KEY, {})
            kept[field.__name__] = found
            schema.setTaggedValue(KEY, kept)

    def write(self, fieldNode, schema, field):
        kept = schema.queryTaggedValue(KEY, {}).get(field.__name__, {})
        for name in NAMES:
            if kept.get(name):
                fieldNode.set(ns(name, NAMESPACE), kept[name])


@implementer(ISchemaMetadataHandler)
class SectionsHandler:
    """Reads and writes the conditions of sections."""

    namespace = NAMESPACE
    prefix = "dvc"

    def read(self, schemaNode, schema):
        text = schemaNode.get(ns("sections", NAMESPACE))
        if text:
            schema.setTaggedValue(SECTIONS, json.loads(text))

    def write(self, schemaNode, schema):
        known = {item.__name__ for item in schema.queryTaggedValue(FIELDSETS_KEY, [])}
        found = {
            name: text
            for name, text in schema.queryTaggedValue(SECTIONS, {}).items()
            if text and name in known
        }
        if found:
            text = json.dumps(found, ensure_ascii=False, sort_keys=True)
            schemaNode.set(ns("sections", NAMESPACE), text)


def section_conditions(schema) -> dict[str, str]:
    """The conditions of the sections of a schema by their short names."""
    return dict(schema.queryTaggedValue(SECTIONS, {}))
