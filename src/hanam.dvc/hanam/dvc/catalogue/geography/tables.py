"""What an agency knows of its successors and of its earlier names."""

from hanam.dvc.catalogue.rows import Column
from hanam.dvc.i18n import _
from plone import api


# How sure it is that the law says so.
CONFIDENCE = (
    ("", "—"),
    ("known", _("Known")),
    ("likely", _("Likely")),
    ("assumed", _("Assumed")),
)


def agencies() -> tuple:
    """(slug, title) of all agencies, for a list to choose from."""
    place = api.portal.get().get("co-quan")
    items = [] if place is None else place.objectValues()
    named = sorted((item.title, item.getId()) for item in items)
    return (("", "—"), *((slug, f"{title} ({slug})") for title, slug in named))


SUCCESSORS = (
    Column(
        "agency", "key", _("Successor"), required=True, unique=True, values=agencies
    ),
    Column("main", "bool", _("Stands for this agency"), default=False),
    Column("part", "text", _("What it takes over")),
    Column("confidence", "choice", _("How sure"), values=CONFIDENCE),
    Column("basis", "text", _("Legal basis"), wide=True),
)
FORMER_NAMES = (
    Column("title", "text", _("Name of the agency"), required=True),
    Column("short_title", "text", _("Short name")),
    Column("until", "date", _("Last day of this name"), required=True),
)
