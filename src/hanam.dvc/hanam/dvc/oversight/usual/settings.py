"""Settings of the usual times: records of the registry with the prefix ``hanam.dvc.usual``."""

from hanam.dvc.i18n import _
from hanam.dvc.records import reader
from zope import schema
from zope.interface import Interface


PREFIX = "hanam.dvc.usual"


class IUsualSettings(Interface):
    """What an administrator may change."""

    days = schema.Int(
        title=_("Days back that usual times are computed from"), default=90, min=1
    )
    least = schema.Int(
        title=_("Fewest dossiers that a usual time may rest on"), default=10, min=1
    )


value = reader(IUsualSettings, PREFIX)
