"""When what is published about a procedure last changed."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.catalogue.moment import today


def changed_at(procedure) -> datetime:
    """Naive local time of the last change: when it was last saved, or when the day came
    from which it is in force or no longer is, whichever is later."""
    saved = procedure.modified().asdatetime().astimezone(PROVINCE)
    moments = [saved.replace(tzinfo=None, microsecond=0)]
    start, end = procedure.effective_from, procedure.effective_to
    # It is in force on its last day, too.
    over = None if end is None else end + timedelta(days=1)
    for day in (start, over):
        if day is not None and day <= today():
            moments.append(datetime.combine(day, time()))
    return max(moments)
