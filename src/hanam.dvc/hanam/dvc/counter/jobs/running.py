"""Doing jobs: a worker takes dossier after dossier, each in a transaction of its own.

The dossier of a job is claimed, changed and marked as done in one transaction. A worker killed in
it leaves nothing behind; the next one takes the dossier again. Jobs take turns, so that a
big one keeps no small one waiting.
"""

from datetime import timedelta
from hanam.dvc.counter import settings
from hanam.dvc.counter.jobs import ahead
from hanam.dvc.counter.jobs.doing import ATTEMPTS
from hanam.dvc.counter.jobs.doing import BROKEN
from hanam.dvc.counter.jobs.doing import committed
from hanam.dvc.counter.jobs.doing import fail
from hanam.dvc.counter.jobs.doing import forget
from hanam.dvc.counter.jobs.doing import perform
from hanam.dvc.counter.jobs.doing import said
from hanam.dvc.counter.jobs.doing import Skipped
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import periodic
from hanam.dvc.notify import tasks
from hanam.dvc.register import jobs
from transaction.interfaces import TransientError

import logging
import transaction


log = logging.getLogger(__name__)
TURN = 20  # dossiers of one job before the next job has its turn
DAY = 24 * 3600


def due(now) -> bool:
    """Whether a job waits."""
    return bool(jobs.to_do(1))


def run(portal, stopped=lambda: False) -> int:
    """Do all jobs there are; how many dossiers were looked at. Ends early once ``stopped()``."""
    total = 0
    while not stopped():
        number = 0
        for job in _to_do():
            number += turn(portal, job, stopped)
            portal._p_jar.cacheGC()
        total += number
        if not number:
            break  # what is left, if anything, is in the hands of another worker
    return total


def _to_do():
    transaction.begin()
    found = jobs.to_do()
    transaction.abort()
    return found


def turn(portal, job: str, stopped=lambda: False) -> int:
    """Do some dossiers of a job, and note its end; how many."""
    number, do = 0, ahead.one if ahead.is_for(row_kind(job)) else one
    while number < TURN and not stopped() and do(job):
        number += 1
    if number < TURN:
        committed(jobs.end, job, moment.now())
    return number


def one(job: str) -> bool:
    """Do the next dossier of a job; False where there is none left for this worker."""
    for left in reversed(range(ATTEMPTS)):
        transaction.begin()
        item, language = None, ""
        try:
            item = jobs.claim(job)
            if item is None:
                transaction.abort()
                return False
            forget()
            row = jobs.get(job)
            language = row.language
            message = said(perform(row, item), language)
            jobs.note(item, True, message, moment.now())
            transaction.commit()
        except TransientError:
            transaction.abort()
            if left:
                continue
            raise
        except Skipped as refusal:
            transaction.abort()
            fail(item, said(refusal.args[0], language))
        except Exception as error:
            transaction.abort()
            if item is None:
                raise
            # Its message may hold what a person typed.
            log.error("a job of %s failed: %s", row_kind(job), type(error).__name__)
            fail(item, said(BROKEN, language))
        return True
    return False


def row_kind(job) -> str:
    """The kind of a job, for the log."""
    transaction.begin()
    row = jobs.get(job)
    kind = row.kind if row is not None else "?"
    transaction.abort()
    return kind


def clean(portal, now) -> None:
    """Forget what ended long ago."""
    jobs.drop_before(now - timedelta(days=settings.value("job_keep_days")))


tasks.register("jobs", due, run)
periodic.register("jobs.clean", DAY, clean)
