"""Settings of long files: records with the prefix ``hanam.dvc.exports``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.exports"


class IExportSettings(Interface):
    """What an administrator may change without a new version."""

    direct_rows = schema.Int(
        title=_(
            "Rows up to which a file is made at once; longer ones in the background"
        ),
        default=1000,
        min=0,
    )
    keep_hours = schema.Int(
        title=_("Hours after which a file made in the background is deleted"),
        default=48,
        min=1,
    )
    waiting = schema.Int(
        title=_("Files that one person may have made at the same time"),
        default=5,
        min=1,
    )


value = reader(IExportSettings, PREFIX)
