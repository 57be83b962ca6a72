"""Settings of reports of problems: records with the prefix ``hanam.dvc.troubles``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from zope.interface import Interface


PREFIX = "hanam.dvc.troubles"


class ITroubleSettings(Interface):
    """What an administrator may change without a new version."""

    reports = integer(
        _("Problems reported by one address"),
        5,
        about=_("In as many seconds as the window has."),
    )
    window = integer(_("Window of the limit above, in seconds"), 600)
    length = integer(_("Longest report of a problem, in characters"), 2000, least=100)
    keep_days = integer(
        _("Days after which the contact in a closed report is erased"), 90
    )


value = reader(ITroubleSettings, PREFIX)
