"""Settings of the usual times: records of the registry with the prefix ``hanam.dvc.usual``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from zope.interface import Interface


PREFIX = "hanam.dvc.usual"


class IUsualSettings(Interface):
    """What an administrator may change."""

    days = integer(_("Days back that usual times are computed from"), 90)
    least = integer(_("Fewest dossiers that a usual time may rest on"), 10)


value = reader(IUsualSettings, PREFIX)
