"""Settings of the lists of staff: records with the prefix ``hanam.dvc.lists``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from zope.interface import Interface


PREFIX = "hanam.dvc.lists"


class IListSettings(Interface):
    """What an administrator may change without a new version."""

    job_size = integer(_("Dossiers one may choose for one job"), 500, most=5000)
    job_keep_days = integer(
        _("Days after which a finished job and its results are forgotten"), 90
    )
    filters = integer(_("Filters that a person, or an agency, may keep"), 20)
    substitute_days = integer(_("Days for which one may name a substitute at once"), 90)
    search_hours = integer(
        _("Hours for which what was searched for is kept under its address"),
        12,
        most=168,
    )
    file_rows = integer(_("Rows a file of a list may have"), 100_000, least=100)


value = reader(IListSettings, PREFIX)
