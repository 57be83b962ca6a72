"""The present time of the province, and days and times in the reader's words."""

from datetime import date
from datetime import datetime
from hanam.dvc.catalogue.moment import now
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.i18n import _


__all__ = ["WEEKDAYS", "local_day", "local_time", "now"]
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def local_day(moment) -> date | None:
    """The day in the province of a Zope ``DateTime``; None for None."""
    if moment is None:
        return None
    return moment.asdatetime().astimezone(PROVINCE).date()


def local_time(moment) -> datetime:
    """A Zope ``DateTime`` as a naive local time of the province."""
    return moment.asdatetime().astimezone(PROVINCE).replace(tzinfo=None, microsecond=0)
