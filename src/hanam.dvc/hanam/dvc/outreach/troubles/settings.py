"""Settings of reports of problems: records with the prefix ``hanam.dvc.troubles``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.troubles"


class ITroubleSettings(Interface):
    """What an administrator may change without a new version."""

    reports = schema.Int(
        title=_("Problems reported by one address"),
        description=_("In as many seconds as the window has."),
        default=5,
        min=1,
    )
    window = schema.Int(
        title=_("Window of the limit above, in seconds"), default=600, min=1
    )
    length = schema.Int(
        title=_("Longest report of a problem, in characters"), default=2000, min=100
    )
    keep_days = schema.Int(
        title=_("Days after which the contact in a closed report is erased"),
        default=90,
        min=1,
    )


value = reader(ITroubleSettings, PREFIX)
