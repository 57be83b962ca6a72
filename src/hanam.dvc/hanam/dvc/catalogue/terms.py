"""Words with a fixed meaning in a procedure, and what a reader sees for them."""

from hanam.dvc.i18n import _
from hanam.dvc.rules.vietnamese import fold


ALL_DISTRICTS = "@district"
ALL_COMMUNES = "@commune"
EVERYBODY = (
    (ALL_DISTRICTS, _("All districts")),
    (ALL_COMMUNES, _("All communes")),
)

AGENCY_KINDS = (
    ("province_body", _("Provincial body")),
    ("centre", _("Provincial public administration centre")),
    ("district", _("District people's committee")),
    ("commune", _("Commune people's committee")),
)
GOVERNMENT_LEVELS = (
    ("province", _("Province")),
    ("district", _("District")),
    ("commune", _("Commune")),
)
CHANNELS = (
    ("online", _("Online")),
    ("counter", _("At the one-stop counter")),
    ("post", _("By public post")),
)
UNITS = (
    ("same_day", _("Within the day")),
    ("working_hour", _("Working hours")),
    ("working_day", _("Working days")),
    ("calendar_day", _("Days")),
    ("month", _("Months")),
)
PLAN_UNITS = UNITS[1:]
ROLES = (
    ("clerk", _("Clerk of the one-stop office")),
    ("officer", _("Officer")),
    ("leader", _("Leader")),
)
FEE_KINDS = (
    ("fee", _("Fee (phí)")),
    ("charge", _("Charge (lệ phí)")),
)
# NĐ 61/2018 art. 19.4 recounts; the law of a sector may say otherwise.
SUPPLEMENT_POLICIES = (
    ("recount", _("Count the whole limit anew when the dossier is complete")),
    ("resume", _("Go on with the rest of the limit")),
)
# NĐ 43/2011 art. 3.4.
ONLINE_LEVELS = (
    (1, _("Information only")),
    (2, _("Forms to download")),
    (3, _("Filed online")),
    (4, _("Filed fully online")),
)

AUDIENCES = (
    ("citizen", _("Citizens")),
    ("organisation", _("Businesses and organisations")),
)
# How the national list of kinds of applicants begins its names, without marks.
SUBJECTS = {
    "citizen": ("cong dan", "nguoi", "ca nhan", "ho gia dinh", "can bo"),
    "organisation": ("doanh nghiep", "to chuc", "hop tac xa", "ho kinh doanh"),
}


def audiences_of(subjects) -> tuple[str, ...]:
    """The audiences that the kinds of applicants of a procedure belong to."""
    names = [fold(text) for text in subjects]
    return tuple(
        audience
        for audience, beginnings in SUBJECTS.items()
        if any(name.startswith(beginnings) for name in names)
    )


def title_of(terms, value):
    """The title of ``value`` among ``terms`` ((value, title) pairs), or ``value``."""
    return dict(terms).get(value, value)
