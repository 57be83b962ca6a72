"""A support point as content."""

from datetime import date
from hanam.dvc.catalogue import checks
from hanam.dvc.catalogue.blanks import line
from hanam.dvc.catalogue.blanks import several
from hanam.dvc.catalogue.rows import at
from hanam.dvc.catalogue.rows import Rows
from hanam.dvc.i18n import _
from hanam.dvc.outreach.points import terms
from hanam.dvc.records import vocabulary
from hanam.dvc.rules import opening_hours
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant


RECORDS = "hanam.dvc.ViewOutreachRecords"
HOURS_ERRORS = {
    "too_long": _("This text is too long."),
    "never_open": _("Say on which days and at which times the place is open."),
    "bad_day": _("Write days as Mo, Tu, We, Th, Fr, Sa, Su: “${part}”."),
    "bad_time": _("Write times as 07:30-11:30: “${part}”."),
    "times_order": _("Times must follow one another: “${part}”."),
}


class BadHours(schema.ValidationError):
    """A text of opening hours that cannot be read."""

    def doc(self):
        return self.args[0]


def is_hours(text: str) -> bool:
    """True for good opening hours or none; `BadHours` says what is wrong with others."""
    if text:
        try:
            opening_hours.parse(text)
        except opening_hours.OpeningError as error:
            mapping = {"part": error.part}
            raise BadHours(_(HOURS_ERRORS[error.code], mapping=mapping)) from error
    return True


def inspection_problems(rows):
    """Dates that are none."""
    for number, row in enumerate(rows, 1):
        try:
            date.fromisoformat(row["date"])
        except ValueError:
            yield at(number, "date", _("this must be a date such as 2018-09-03."))


class ISupportPoint(model.Schema):
    """A place with computer, printer, scanner, Internet and somebody who helps.

    ``commune`` is a code of the statistics office, coordinates are degrees (WGS 84),
    ``hours`` is in the syntax of `rules.opening_hours`; ``inspections`` are for staff.
    """

    title = schema.TextLine(title=_("Name of the support point"))
    partner = schema.Choice(
        title=_("Partner"), vocabulary=vocabulary(terms.PARTNERS), default="commune"
    )
    partner_name = line(_("Name of the partner"))
    commune = schema.Choice(
        title=_("Commune"), vocabulary="hanam.dvc.communes", required=False, default=""
    )
    address = line(_("Address"))
    latitude = schema.Float(title=_("Latitude"), required=False, min=-90.0, max=90.0)
    longitude = schema.Float(
        title=_("Longitude"), required=False, min=-180.0, max=180.0
    )
    hours = line(
        _("Opening hours"),
        _("Such as Mo-Fr 07:30-11:30,13:30-17:00; Sa 07:30-11:30; PH off"),
        constraint=is_hours,
    )
    hours_note = line(_("Note on the hours"))
    phone = line(_("Phone"))
    people = Rows(title=_("People who help"), columns=terms.PEOPLE, defaultFactory=list)
    equipment = Rows(
        title=_("Equipment"),
        description=_("The directive asks for the kinds named in the settings."),
        columns=terms.EQUIPMENT,
        defaultFactory=list,
    )
    services = several(schema.TextLine(), _("What is done here"), _("One a line."))
    wheelchair = schema.Choice(
        title=_("With a wheelchair"),
        vocabulary=vocabulary(terms.WHEELCHAIR),
        required=False,
        default="",
        missing_value="",
    )
    accessibility = line(_("Note on access"))
    valid_from = schema.Date(title=_("Open from"), required=False)
    valid_to = schema.Date(title=_("Open until"), required=False)
    inspections = Rows(
        title=_("Inspections"),
        description=_("Dates such as 2018-09-03; only staff see them."),
        columns=terms.INSPECTIONS,
        check=inspection_problems,
        defaultFactory=list,
    )
    directives.widget(services=TextLinesFieldWidget)
    directives.read_permission(inspections=RECORDS)

    @invariant
    def dates_in_order(data):
        checks.dates_in_order(data.valid_from, data.valid_to)

    @invariant
    def both_coordinates(data):
        if (data.latitude is None) != (data.longitude is None):
            raise Invalid(_("Give both latitude and longitude, or neither."))


@implementer(ISupportPoint)
class SupportPoint(Item):
    """See `ISupportPoint`; its id is the place that a dossier filed with help names."""
