"""How long drafts and dossiers of practice are kept: records ``hanam.dvc.drafts``."""

from datetime import date
from datetime import timedelta
from hanam.dvc.i18n import _
from hanam.dvc.records import integer
from hanam.dvc.records import reader
from zope.interface import Interface


PREFIX = "hanam.dvc.drafts"


class IDraftSettings(Interface):
    """What an administrator may change without a new version."""

    days = integer(
        _("Days for which a draft is kept after its last change"), 30, most=3660
    )
    practice_days = integer(
        _("Days for which drafts and dossiers of practice are kept"), 7, most=366
    )


value = reader(IDraftSettings, PREFIX)


def until(day: date, practice: bool = False) -> date:
    """The last day for which what was changed on ``day`` is kept."""
    return day + timedelta(days=value("practice_days" if practice else "days"))
