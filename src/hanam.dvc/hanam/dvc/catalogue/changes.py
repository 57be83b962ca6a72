"""When what is published about a procedure last changed."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.catalogue import moment
from hanam.dvc.catalogue.versions import present


ONE_DAY = timedelta(days=1)


def changed_at(procedure) -> datetime:
    """Naive local time of the last change.

    Of a procedure with versions: when the last one that has begun was written or came into
    force, whichever is later; drafts and versions to come are no change. Of one without: when it
    was saved or came into force. The day after its last day is a change of both.
    """
    today = moment.today()
    spans = present.spans_of(procedure)
    if not spans:
        last = procedure.effective_to
        moments = [saved(procedure), *begun(procedure.effective_from, today)]
        return max(moments + begun(last and last + ONE_DAY, today))
    moments = []
    for span in spans:
        if span.start is None or span.start <= today:
            moments.append(saved(present.version_of(procedure, span.number)))
            moments += begun(span.start, today)
    moments += begun(spans[-1].end and spans[-1].end + ONE_DAY, today)
    return max(moments, default=saved(procedure))


def begun(day: date | None, today: date) -> list[datetime]:
    """The first moment of a day that has come; none of one to come or unknown."""
    return [datetime.combine(day, time())] if day is not None and day <= today else []


def saved(item) -> datetime:
    """When an item was last saved."""
    found = item.modified().asdatetime().astimezone(moment.PROVINCE)
    return found.replace(tzinfo=None, microsecond=0)
