"""A guide as content, and the sheets of its sample dossier."""

from hanam.dvc.catalogue.blanks import text
from hanam.dvc.catalogue.rows import Column
from hanam.dvc.catalogue.rows import Rows
from hanam.dvc.i18n import _
from hanam.dvc.outreach.guides import mark
from plone.app.textfield import RichText
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobImage
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


STEPS = (
    Column("title", "text", _("Step"), required=True),
    Column("text", "text", _("What to do"), wide=True),
    Column("picture", "key", _("Short name of a picture in this guide")),
    Column("alt", "text", _("What the picture shows")),
)


class IGuide(model.Schema):
    """A guide: steps with pictures, more text, the same in easy words.

    ``reviewed`` is when somebody last made sure that it is right; a guide whose
    procedures changed later is stale (`stale`).
    """

    steps = Rows(
        title=_("Steps"),
        description=_("In order. Add the pictures to this guide first."),
        columns=STEPS,
        defaultFactory=list,
    )
    text = RichText(title=_("More text"), required=False)
    easy = RichText(
        title=_("In easy words"),
        description=_("Short sentences, one thought each."),
        required=False,
    )
    sample_of = schema.TextLine(
        title=_("Sample declaration of"),
        description=_(
            "Code of a procedure whose declaration is shown filled in with an example."
        ),
        required=False,
        default="",
        missing_value="",
    )


class ISampleSheet(model.Schema):
    """A sheet of a sample dossier: a picture that gets the word MẪU (TT 01/2018 art. 5)."""

    title = schema.TextLine(title=_("Name of the sheet"))
    description = text(_("What to look at"))
    picture = NamedBlobImage(
        title=_("Picture"),
        description=_(
            "PNG or JPEG, with the data of people who do not exist. The word MẪU is "
            "put on it top right."
        ),
    )

    @invariant
    def the_mark_can_be_put_on_it(data):
        if data.picture is not None:
            mark.opened(data.picture.data)


@implementer(IGuide)
class Guide(Container):
    """See `IGuide`; holds its pictures and sample sheets."""

    reviewed = None  # naive local time of the province


@implementer(ISampleSheet)
class SampleSheet(Item):
    """See `ISampleSheet`."""
