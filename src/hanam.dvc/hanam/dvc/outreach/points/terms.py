"""Words of support points: what a field may hold."""

from hanam.dvc.catalogue.rows import Column
from hanam.dvc.i18n import _


PARTNERS = (
    ("commune", _("People's committee of the commune")),
    ("post", _("Post and culture point of the commune")),
    ("district", _("One-stop shop of the district")),
    ("village", _("Culture house of the village")),
    ("library", _("Library")),
    ("other", _("Another partner")),
)
WHEELCHAIR = (
    ("", _("Not known")),
    ("yes", _("Without steps")),
    ("limited", _("With help")),
    ("no", _("Only over steps")),
)
OUTCOMES = (
    ("good", _("All in order")),
    ("repair", _("Something needs repair")),
    ("closed", _("Was closed")),
)

PEOPLE = (
    Column("name", "text", _("Name"), required=True),
    Column("role", "text", _("Role")),
)
EQUIPMENT = (
    Column("title", "text", _("Equipment"), required=True),
    Column("count", "int", _("How many"), least=0, most=999, default=1),
    Column("note", "text", _("Note")),
)
INSPECTIONS = (
    Column("date", "text", _("Date"), required=True),
    Column("by", "text", _("Inspected by")),
    Column("outcome", "choice", _("Outcome"), values=OUTCOMES, default="good"),
    Column("note", "text", _("Note"), wide=True),
)
