"""A publication decision as content (NĐ 63/2010 art. 13 to 15)."""

from hanam.dvc.catalogue.rows import Column
from hanam.dvc.catalogue.rows import Rows
from hanam.dvc.i18n import _
from plone.app.content.interfaces import INameFromTitle
from plone.dexterity.content import Item
from plone.namedfile.field import NamedBlobFile
from plone.supermodel import model
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


ADD, AMEND, REPLACE, REPEAL = "add", "amend", "replace", "repeal"
ACTIONS = (
    (ADD, _("Add: new procedure")),
    (AMEND, _("Amend: new version")),
    (REPLACE, _("Replace by another procedure")),
    (REPEAL, _("Repeal")),
)
ENDING = (REPLACE, REPEAL)
LINES = (
    Column("action", "choice", _("What is done"), required=True, values=ACTIONS),
    Column("procedure", "text", _("Code of the procedure"), required=True),
    Column("version", "int", _("Number of the version"), least=1, most=9999),
    Column("replaced_by", "text", _("Code of the procedure that takes its place")),
    Column("note", "text", _("Note"), wide=True),
)


def line(title, description="", required=False):
    return schema.TextLine(
        title=title,
        description=description,
        required=required,
        default=None if required else "",
        missing_value=None if required else "",
    )


class IDecision(model.Schema):
    """A decision that publishes procedures; dates without time."""

    number = line(_("Number and symbol"), _("Such as 1234/QĐ-UBND."), required=True)
    title = line(_("What it decides on"), required=True)
    signed = schema.Date(title=_("Signed on"))
    effective_from = schema.Date(
        title=_("In force from"),
        description=_("On this day its lines take effect by themselves."),
    )
    issued_by = line(_("Issued by"))
    signer = line(_("Signed by"))
    document_title = line(
        _("Legal document behind it"), _("The document that made the change necessary.")
    )
    document_number = line(_("Number of the legal document"))
    document_effective = schema.Date(
        title=_("The legal document takes effect on"), required=False
    )
    lines = Rows(
        title=_("Procedures"),
        description=_(
            "A version that is written and sent to review is approved when the decision "
            "is published."
        ),
        columns=LINES,
        defaultFactory=list,
    )
    file = NamedBlobFile(title=_("The signed decision as a file"), required=False)


class IOpenDossiers(Interface):
    """A utility of the room that keeps dossiers."""

    def count(procedure):
        """How many dossiers of a procedure (its id) are not finished."""


@implementer(IDecision)
class Decision(Item):
    """See `IDecision`.

    ``published_at`` is the naive local time at which it was published here, None
    before; ``told_open`` how many open dossiers the publisher was told of.
    """

    published_at = None
    published_by = ""
    told_open = 0


@implementer(INameFromTitle)
@adapter(IDecision)
class NameOfDecision:
    """The id of a decision is made of its number."""

    def __init__(self, context):
        self.title = context.number
