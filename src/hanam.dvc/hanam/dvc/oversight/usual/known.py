"""Computing the usual times once a day, and telling other rooms of them."""

from collections import defaultdict
from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.interfaces import IUsualTimes
from hanam.dvc.oversight.usual import settings
from hanam.dvc.register import usual as register
from hanam.dvc.rules.usual import days_taken
from hanam.dvc.rules.usual import usual
from zope.interface import implementer


def compute(now: datetime) -> int:
    """Compute the figures from what ended in the days before today; how many there are.

    In the caller's transaction. What is too little to speak for all is left out.
    """
    until = datetime.combine(now.date(), time())
    since = until - timedelta(days=settings.value("days"))
    calendar, taken = catalogue.calendar(), defaultdict(list)
    for procedure, agency, accepted, finished, pauses in register.ended(since, until):
        days = days_taken(accepted, finished, pauses, calendar)
        taken[procedure, ""].append(days)
        taken[procedure, agency].append(days)
    least, rows = settings.value("least"), []
    for (procedure, agency), days in taken.items():
        found = usual(days, least)
        if found is not None:
            rows.append(
                {
                    "procedure": procedure,
                    "agency": agency,
                    "count": found.count,
                    "median": found.median,
                    "most": found.most,
                }
            )
    register.replace(now.date(), rows)
    return len(rows)


@implementer(IUsualTimes)
class UsualTimes:
    """See the interface."""

    def usual(self, ids) -> dict:
        wanted = set(ids)
        return {
            row.procedure: {
                "median": row.median,
                "most": row.most,
                "count": row.count,
            }
            for row in register.of_all()
            if row.procedure in wanted
        }

    def day(self):
        return register.day()
