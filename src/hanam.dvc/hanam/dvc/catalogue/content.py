"""Agencies, sectors and procedures as content."""

from hanam.dvc.catalogue import checks
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.blanks import choices
from hanam.dvc.catalogue.blanks import line
from hanam.dvc.catalogue.blanks import text
from hanam.dvc.catalogue.geography import checks as succession
from hanam.dvc.catalogue.geography import tables as geography
from hanam.dvc.catalogue.procedure import IProcedure
from hanam.dvc.catalogue.rows import Rows
from hanam.dvc.catalogue.versions.present import BOUNDS
from hanam.dvc.catalogue.versions.present import Present
from hanam.dvc.catalogue.versions.present import VERSIONED
from hanam.dvc.i18n import _
from hanam.dvc.records import vocabulary
from plone.app.content.interfaces import INameFromTitle
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.select import SelectFieldWidget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import invariant


__all__ = [
    "Agency",
    "IAgency",
    "IProcedure",
    "ISector",
    "Procedure",
    "Sector",
]


class IAgency(model.Schema):
    """A body that receives or resolves dossiers; its id is its slug for ever.

    ``unit_code`` is its code in the identification system at present; ``valid_from``
    and ``valid_to`` bound the days on which the agency exists; ``successors`` are rows of
    who took over when it ended (`geography.tables`), ``former_names`` of what it was
    called before. Its predecessors are those that name it.
    """

    title = schema.TextLine(title=_("Name of the agency"))
    short_title = line(_("Short name"))
    abbr = line(_("Abbreviation"))
    kind = schema.Choice(
        title=_("Kind"),
        vocabulary=vocabulary(terms.AGENCY_KINDS),
        default="province_body",
    )
    parent = schema.Choice(
        title=_("Superior agency"),
        vocabulary="hanam.dvc.agencies",
        required=False,
        default="",
        missing_value="",
    )
    unit_code = line(
        _("Unit code"),
        _("Code of the identification system, such as 000.00.03.H25."),
        constraint=checks.is_unit_code,
    )
    gso_code = line(
        _("Administrative code"),
        _("Code of the statistics office, for districts and communes."),
        constraint=checks.is_gso_code,
    )
    sectors = choices(_("Sectors"), "hanam.dvc.sectors")
    address = line(_("Address"))
    phone = line(_("Phone"))
    valid_from = schema.Date(title=_("Exists from"), required=False)
    valid_to = schema.Date(title=_("Exists until"), required=False)
    successors = Rows(
        title=_("Successors"),
        description=_(
            "Who takes over when it ends; of several, one stands for it. The predecessors "
            "of an agency are those that name it here."
        ),
        columns=geography.SUCCESSORS,
        defaultFactory=list,
    )
    former_names = Rows(
        title=_("Former names"),
        description=_("Dossiers filed up to that day keep the name."),
        columns=geography.FORMER_NAMES,
        defaultFactory=list,
    )
    directives.widget("sectors", SelectFieldWidget, multiple="multiple", size=10)

    @invariant
    def dates_in_order(data):
        checks.dates_in_order(data.valid_from, data.valid_to)

    @invariant
    def fits_in(data):
        succession.fits_in(data)


class ISector(model.Schema):
    """A field of law and administration, such as civil status; its id is its slug."""

    title = schema.TextLine(title=_("Name of the sector"))
    code = line(_("Code"), _("Code of the sector in the national database."))
    description = text(_("Summary"))


@implementer(IAgency)
class Agency(Item):
    """See `IAgency`."""


@implementer(ISector)
class Sector(Item):
    """See `ISector`."""


@implementer(IProcedure)
class Procedure(Container):
    """See `IProcedure`; holds its declaration (``to-khai``), its form files and its
    versions (``phien-ban``).

    What is published is read from the version in force (`versions.present`).
    """

    title = Present(default="")
    vars().update({name: Present() for name in (*VERSIONED[1:], *BOUNDS)})


@implementer(INameFromTitle)
@adapter(IAgency)
class NameOfAgency:
    """The slug of an agency is made of its short name."""

    def __init__(self, context):
        self.title = context.short_title or context.title


@implementer(INameFromTitle)
@adapter(ISector)
class NameOfSector:
    """The slug of a sector is made of its name."""

    def __init__(self, context):
        self.title = context.title
