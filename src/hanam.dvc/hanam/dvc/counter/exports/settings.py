"""Settings of long files: records with the prefix ``hanam.dvc.exports``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from zope.interface import Interface


PREFIX = "hanam.dvc.exports"


class IExportSettings(Interface):
    """What an administrator may change without a new version."""

    direct_rows = integer(
        _("Rows up to which a file is made at once; longer ones in the background"),
        1000,
        least=0,
    )
    keep_hours = integer(
        _("Hours after which a file made in the background is deleted"), 48
    )
    waiting = integer(_("Files that one person may have made at the same time"), 5)


value = reader(IExportSettings, PREFIX)
