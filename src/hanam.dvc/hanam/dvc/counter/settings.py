"""Settings of the lists of staff: records with the prefix ``hanam.dvc.lists``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.lists"


class IListSettings(Interface):
    """What an administrator may change without a new version."""

    job_size = schema.Int(
        title=_("Dossiers one may choose for one job"), default=500, min=1, max=5000
    )
    job_keep_days = schema.Int(
        title=_("Days after which a finished job and its results are forgotten"),
        default=90,
        min=1,
    )
    filters = schema.Int(
        title=_("Filters that a person, or an agency, may keep"), default=20, min=1
    )
    substitute_days = schema.Int(
        title=_("Days for which one may name a substitute at once"), default=90, min=1
    )
    search_hours = schema.Int(
        title=_("Hours for which what was searched for is kept under its address"),
        default=12,
        min=1,
        max=168,
    )
    file_rows = schema.Int(
        title=_("Rows a file of a list may have"), default=100_000, min=100
    )


value = reader(IListSettings, PREFIX)
