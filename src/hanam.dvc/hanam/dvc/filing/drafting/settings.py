"""Settings of drafts: records of the registry with the prefix ``hanam.dvc.drafting``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid


PREFIX = "hanam.dvc.drafting"
COUNTED = ("copies", "pages", "rooms", "items")


def is_mapping(text: str) -> bool:
    """Whether each line names a quantity of fees and fields; `Invalid` otherwise."""
    for line in text.splitlines():
        name, equals, fields = line.partition("=")
        if line.strip() and not (equals and name.strip() in COUNTED and fields.strip()):
            raise Invalid(
                _(
                    "Write lines such as “copies = so_ban”; left stand copies, pages, "
                    "rooms or items."
                )
            )
    return True


class IDraftingSettings(Interface):
    """What an administrator may change without a new version."""

    minutes_who = schema.Int(
        title=_("Minutes for the page “Who files”"), default=2, min=0, max=120
    )
    minutes_paper = schema.Int(
        title=_("Minutes for each paper"), default=1, min=0, max=120
    )
    minutes_check = schema.Int(
        title=_("Minutes for checking and filing"), default=1, min=0, max=120
    )
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
    fresh_months = schema.Int(
        title=_("Months for which an earlier paper is offered again"),
        description=_("0: earlier papers are never offered."),
        default=6,
        min=0,
        max=120,
    )
    reuse_months = schema.Int(
        title=_("Months for which earlier answers are offered again"),
        default=36,
        min=0,
        max=240,
    )
    duplicate_days = schema.Int(
        title=_("Days in which a second dossier of the same kind is pointed out"),
        description=_(
            "0: never. It is pointed out before filing and never keeps from it."
        ),
        default=30,
        min=0,
        max=3660,
    )
    link_hours = schema.Int(
        title=_("Hours for which a link to a draft holds"), default=72, min=1, max=2160
    )
    attempts = schema.Int(
        title=_("Wrong codes of drafts by one address or for one code"),
        description=_("In as many minutes as the window has."),
        default=10,
        min=1,
    )
    window = schema.Int(
        title=_("Window of the limit above, in minutes"), default=60, min=1
    )
    prefill_minutes = schema.Int(
        title=_("Minutes for which a prepared filing can be opened"),
        description=_("What another system has handed over for it is deleted then."),
        default=60,
        min=1,
        max=10080,
    )
    practice_procedures = schema.Text(
        title=_("Procedures offered for practice"),
        description=_("A code on each line."),
        default="2.000635\n1.004873",
        required=False,
    )
    remind_days = schema.Int(
        title=_("Days before a draft is deleted on which a reminder is sent"),
        description=_("0: no reminder."),
        default=3,
        min=0,
        max=365,
    )


value = reader(IDraftingSettings, PREFIX)


def fee_fields() -> dict[str, tuple[str, ...]]:
    """The names of fields of declarations by what they count: {"copies": ("so_ban", …)}."""
    found = {}
    for line in (value("fee_fields") or "").splitlines():
        name, _equals, fields = line.partition("=")
        found[name.strip()] = tuple(fields.split())
    return found
