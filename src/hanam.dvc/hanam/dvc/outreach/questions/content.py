"""A question and its answer as content."""

from hanam.dvc.catalogue.blanks import line
from hanam.dvc.i18n import _
from hanam.dvc.outreach import settings
from plone.app.textfield import RichText
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


RECORDS = "hanam.dvc.ViewOutreachRecords"


@provider(IContextSourceBinder)
def topics(context):
    """The topics of the settings, and the one an older question still has."""
    known = list(settings.value("topics") or ())
    own = getattr(context, "topic", "")
    if own and own not in known:
        known.append(own)
    return SimpleVocabulary([SimpleTerm(t, f"t{n}", t) for n, t in enumerate(known)])


class IQuestion(model.Schema):
    """A question of the public.

    ``title`` and ``answer`` are public once the question is published. What was asked
    (``asked_text``) and by whom (``email``) are for staff only, in no index, and erased some
    time after the question was answered or refused; see `retention`.
    """

    title = schema.TextLine(
        title=_("Question"),
        description=_("Without names, numbers and addresses of people."),
        max_length=300,
    )
    answer = RichText(title=_("Answer"), required=False)
    topic = schema.Choice(title=_("Topic"), source=topics, required=False)
    asked_text = schema.Text(
        title=_("As it was asked"),
        description=_("Only staff see this."),
        required=False,
        default="",
        missing_value="",
        max_length=5000,
    )
    email = line(_("E-mail of who asked"), _("Only staff see this."))
    asked = schema.Date(title=_("Asked on"), required=False)
    refused = schema.Date(
        title=_("Refused on"),
        description=_("A refused question gets no answer and waits no more."),
        required=False,
    )

    directives.read_permission(asked_text=RECORDS, email=RECORDS, refused=RECORDS)


@implementer(IQuestion)
class Question(Item):
    """See `IQuestion`."""
