"""The columns of each kind of row in a procedure."""

from hanam.dvc.catalogue.rows import Column
from hanam.dvc.catalogue.steps_of_agencies import agencies
from hanam.dvc.catalogue.terms import CHANNELS
from hanam.dvc.catalogue.terms import FEE_KINDS
from hanam.dvc.catalogue.terms import PLAN_UNITS
from hanam.dvc.catalogue.terms import ROLES
from hanam.dvc.catalogue.terms import UNITS
from hanam.dvc.i18n import _


# As in `rules.clock`.
LONGEST = 9999
ALL = (("", _("All")),)
HELD = (("", _("As the list says")), ("yes", _("Yes")), ("no", _("No")))


def case():
    return Column("case", "key", _("Case (empty: all)"))


def channel():
    return Column("channel", "choice", _("Way of filing"), values=ALL + CHANNELS)


def text(name, title, **options):
    return Column(name, "text", title, **options)


CASES = (
    Column("key", "key", _("Key"), required=True, unique=True),
    text("title", _("Name of the case"), required=True, wide=True),
)
PAPERS = (
    Column("key", "key", _("Key"), required=True, unique=True),
    text("title", _("Name of the paper"), required=True, wide=True),
    text("group", _("Group (submit, show …)")),
    case(),
    Column("originals", "int", _("Originals"), most=999, default=0),
    Column("copies", "int", _("Copies"), most=999, default=0),
    Column("required", "bool", _("Must be there"), default=True),
    text("form", _("Form: number, name or address"), wide=True),
    Column("held", "choice", _("A state body has it already"), values=HELD),
)
LIMITS = (
    case(),
    channel(),
    Column("value", "int", _("Number"), least=1, most=LONGEST),
    Column("unit", "choice", _("Unit"), values=(("", "—"), *UNITS)),
    text("text", _("In words, or as published"), wide=True),
)
FEES = (
    case(),
    channel(),
    Column("kind", "choice", _("Kind"), values=FEE_KINDS, default="fee"),
    text("title", _("Name of the fee"), wide=True),
    Column("amount", "int", _("Amount in đồng")),
    Column("valid_from", "date", _("Holds from")),
    Column("valid_to", "date", _("Holds until")),
    text("text", _("In words: rate, exemptions"), wide=True),
    text("formula", _("Formula: such as “page 2000, from 3 1000”"), wide=True),
)
RESULTS = (
    text("code", _("Code of the result")),
    text("title", _("Result"), required=True, wide=True),
)
LEGAL_BASIS = (
    text("title", _("Name of the legal document"), required=True, wide=True),
    text("number", _("Number")),
)
PLAN = (
    text("title", _("Step"), required=True, wide=True),
    Column("role", "choice", _("Who"), values=ROLES, required=True),
    Column("value", "int", _("Number"), required=True, least=1, most=LONGEST),
    Column("unit", "choice", _("Unit"), values=PLAN_UNITS, required=True),
    Column(
        "agency", "key", _("Agency (empty: the one that resolves)"), values=agencies
    ),
    Column("group", "key", _("Group: neighbours with the same run side by side")),
)
