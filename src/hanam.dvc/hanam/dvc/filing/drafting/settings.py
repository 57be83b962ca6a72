"""Settings of drafts: records of the registry with the prefix ``hanam.dvc.drafting``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import are_pairs
from hanam.dvc.records import integer
from hanam.dvc.records import pairs
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.drafting"
COUNTED = ("copies", "pages", "rooms", "items")


def is_mapping(text: str) -> bool:
    """Whether each line names a quantity of fees and fields; `Invalid` otherwise."""
    message = _(
        "Write lines such as “copies = so_ban”; left stand copies, pages, rooms or items."
    )
    return are_pairs(text, lambda name, fields: name in COUNTED and fields, message)


class IDraftingSettings(Interface):
    """What an administrator may change without a new version."""

    minutes_who = integer(_("Minutes for the page “Who files”"), 2, least=0, most=120)
    minutes_paper = integer(_("Minutes for each paper"), 1, least=0, most=120)
    minutes_check = integer(_("Minutes for checking and filing"), 1, least=0, most=120)
    fee_fields = schema.Text(
        title=_("Fields of declarations that say what a fee counts"),
        description=_(
            "A line for each quantity: copies, pages, rooms or items, an equals sign and "
            "the names of the fields. What no field says is asked before the fee is shown."
        ),
        default="copies = so_ban so_ban_sao\npages = so_trang\nrooms = so_phong\n"
        "items = so_luong",
        constraint=is_mapping,
        required=False,
    )
    fresh_months = integer(
        _("Months for which an earlier paper is offered again"),
        6,
        least=0,
        most=120,
        about=_("0: earlier papers are never offered."),
    )
    reuse_months = integer(
        _("Months for which earlier answers are offered again"), 36, least=0, most=240
    )
    duplicate_days = integer(
        _("Days in which a second dossier of the same kind is pointed out"),
        30,
        least=0,
        most=3660,
        about=_("0: never. It is pointed out before filing and never keeps from it."),
    )
    link_hours = integer(_("Hours for which a link to a draft holds"), 72, most=2160)
    attempts = integer(
        _("Wrong codes of drafts by one address or for one code"),
        10,
        about=_("In as many minutes as the window has."),
    )
    window = integer(_("Window of the limit above, in minutes"), 60)
    prefill_minutes = integer(
        _("Minutes for which a prepared filing can be opened"),
        60,
        most=10080,
        about=_("What another system has handed over for it is deleted then."),
    )
    practice_procedures = schema.Text(
        title=_("Procedures offered for practice"),
        description=_("A code on each line."),
        default="2.000635\n1.004873",
        required=False,
    )
    remind_days = integer(
        _("Days before a draft is deleted on which a reminder is sent"),
        3,
        least=0,
        most=365,
        about=_("0: no reminder."),
    )


value = reader(IDraftingSettings, PREFIX)


def fee_fields() -> dict[str, tuple[str, ...]]:
    """The names of fields of declarations by what they count: {"copies": ("so_ban", …)}."""
    return {name: tuple(fields.split()) for name, fields in pairs(value("fee_fields"))}
