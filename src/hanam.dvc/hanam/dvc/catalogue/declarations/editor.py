"""The editor of easyform for declarations: only kinds that work, settings that matter,
and nothing saved that a citizen could not fill in.

The schema under edit is read anew with each request; what is not written back is gone.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from collective.easyform.browser.fields import EasyFormFieldContext
from collective.easyform.browser.fields import EasyFormFieldsView
from collective.easyform.browser.fields import FieldEditForm
from collective.easyform.browser.fields import ModelEditorView
from collective.easyform.interfaces import IEasyFormFieldContext
from collective.easyform.interfaces import IEasyFormFieldsContext
from collective.easyform.interfaces import IEasyFormFieldsEditorExtender
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.declarations import checks
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations.metadata import IQuestion
from hanam.dvc.i18n import _
from html import escape
from plone.schemaeditor import _ as schemaeditor
from plone.schemaeditor.browser.field.edit import EditView
from plone.schemaeditor.browser.schema.add_field import FieldAddForm
from plone.schemaeditor.browser.schema.add_field import FieldAddFormPage
from plone.schemaeditor.utils import SchemaModifiedEvent
from plone.supermodel.parser import SupermodelParseError
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from z3c.form import button
from z3c.form.interfaces import WidgetActionExecutionError
from zope.cachedescriptors.property import Lazy
from zope.component import adapter
from zope.event import notify
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Invalid
from zope.schema.interfaces import IField


PAGE = ViewPageTemplateFile("templates/question.pt")
OWN = "hanam.dvc.catalogue.fields."
QUESTIONS = "hanam.dvc.catalogue.declarations.questions."
# Every kind that the pages for citizens can ask.
ALLOWED = (
    "zope.schema._bootstrapfields.TextLine",
    "zope.schema._bootstrapfields.Text",
    "zope.schema._bootstrapfields.Int",
    "zope.schema._bootstrapfields.Bool",
    "zope.schema._field.Date",
    *(
        f"{OWN}{name}"
        for name in (
            "AdminUnit",
            "Email",
            "Money",
            "Number",
            "PersonalId",
            "Phone",
            "TaxCode",
            "Tick",
        )
    ),
    *(
        f"{QUESTIONS}{name}"
        for name in (
            "Address",
            "Birth",
            "Computed",
            "FromList",
            "Group",
            "Heading",
            "OneOf",
            "Several",
        )
    ),
)


class IQuestionsContext(IEasyFormFieldsContext):
    """The questions of a declaration in the editor."""


class IQuestionContext(IEasyFormFieldContext):
    """One question of a declaration in the editor."""


@implementer(IQuestionContext)
class QuestionContext(EasyFormFieldContext):
    """See `IQuestionContext`."""


class QuestionsView(EasyFormFieldsView):
    """``fields`` of a form; those of a declaration are `IQuestionsContext`."""

    def __init__(self, context, request):
        super().__init__(context, request)
        if IProcedure.providedBy(aq_parent(aq_inner(context))):
            alsoProvides(self, IQuestionsContext)

    @property
    def allowedFields(self):
        return ALLOWED if IQuestionsContext.providedBy(self) else super().allowedFields

    def publishTraverse(self, request, name):
        if not IQuestionsContext.providedBy(self) or name not in self.schema:
            return super().publishTraverse(request, name)
        return QuestionContext(self.schema[name], self.request).__of__(self)


@implementer(IEasyFormFieldsEditorExtender)
@adapter(IQuestionsContext, IField)
def question_settings(context, field):
    """The settings of our own in place of easyform's, whose expressions no page reads."""
    return IQuestion


def in_words(problems, request) -> list[str]:
    """Problems as sentences: "Question: what is wrong"."""
    return [
        f"{problem.title}: {translate(problem.text, context=request)}"
        for problem in problems
    ]


def entered(data) -> Iterator[str]:
    """What zope.schema would not even take: limits the wrong way round, choices twice."""
    for least, most in (
        ("min", "max"),
        ("min_length", "max_length"),
        ("min_rows", "max_rows"),
    ):
        low, high = data.get(least), data.get(most)
        if low is not None and high is not None and low > high:
            yield _("the smallest value lies above the largest.")
    values = [line.partition("|")[0].strip() for line in data.get("values") or ()]
    if len(set(values)) < len(values):
        yield _("a choice occurs twice.")


class QuestionEditForm(FieldEditForm):
    """The form of one question. What would break the declaration is not saved."""

    buttons = FieldEditForm.buttons.copy()
    handlers = FieldEditForm.handlers.copy()

    @Lazy
    def label(self):
        return _("Question “${title}”", mapping={"title": self.field.title})

    def extractData(self, setErrors=True):
        data, errors = super().extractData(setErrors)
        problems = [] if errors else list(entered(data))
        if problems:
            self.status = self.not_saved(problems)
        return data, errors or tuple(problems)

    def not_saved(self, problems) -> str:
        return translate(
            _(
                "Nothing was saved yet. Please correct: ${problems}",
                mapping={
                    "problems": " ".join(
                        translate(text, context=self.request) for text in problems
                    )
                },
            ),
            context=self.request,
        )

    @button.buttonAndHandler(schemaeditor("Save"), name="save")
    def handleSave(self, action):
        before = checks.of_schema(self.context.field.interface)
        data, errors = self.extractData()
        if errors:
            self.status = self.status or self.formErrorsMessage
            return
        for name in ("min", "max"):
            # A range error would tell of the limit that is about to go.
            if name in data:
                setattr(self.field, name, None)
        changes = self.applyChanges(data)
        after = checks.of_schema(self.context.field.interface)
        name = self.field.__name__
        wrong = [item for item in after if item.name == name or item not in before]
        if wrong:
            self.status = self.not_saved(in_words(wrong, self.request))
            return
        message = self.successMessage if changes else self.noChangesMessage
        IStatusMessage(self.request).addStatusMessage(message, type="info")
        notify(SchemaModifiedEvent(self.context.__parent__))
        self.redirectToParent()


class QuestionEdit(EditView):
    form = QuestionEditForm
    index = PAGE


class QuestionAddForm(FieldAddForm):
    """A new question; its short name must be one that conditions and the API can use."""

    label = _("Add a question")

    def create(self, data):
        name = data.get("__name__") or ""
        if not checks.NAME.fullmatch(name) or name in checks.TAKEN:
            message = _(
                "Please choose another short name: small letters, digits and _, beginning "
                "with a letter; case, applicant, owner and data are taken."
            )
            raise WidgetActionExecutionError("__name__", Invalid(message))
        return super().create(data)


class QuestionAdd(FieldAddFormPage):
    form = QuestionAddForm
    index = PAGE


class QuestionsModel(ModelEditorView):
    """The model as XML, for who knows it; checked like everything else."""

    def save(self, source):
        problems = [
            translate(
                _("the short name “${name}” occurs twice.", mapping={"name": name}),
                context=self.request,
            )
            for name in checks.twice(source)
        ]
        try:
            schema = keeping.schema_of(source)
        except SupermodelParseError as error:
            problems.append(str(error))
        else:
            problems += in_words(checks.of_schema(schema), self.request)
        if problems:
            message = _(
                "Nothing was saved yet. Please correct: ${problems}",
                mapping={"problems": escape(" ".join(problems))},
            )
            IStatusMessage(self.request).addStatusMessage(message, "error")
            return
        super().save(source)
