"""Jobs that speak to somebody else before they change a dossier: nobody waits for the network.

A worker takes a dossier in hand (a lease, committed at once), has done what comes `before` in a
transaction that writes nothing, and then changes the dossier and marks it in one transaction. Where
that one loses against another writer it is tried again with what was made already. A worker that is
killed leaves the dossier to the next one once its lease is over.
"""

from datetime import timedelta
from hanam.dvc.counter.jobs import kinds
from hanam.dvc.counter.jobs.doing import ATTEMPTS
from hanam.dvc.counter.jobs.doing import BROKEN
from hanam.dvc.counter.jobs.doing import call
from hanam.dvc.counter.jobs.doing import committed
from hanam.dvc.counter.jobs.doing import fail
from hanam.dvc.counter.jobs.doing import forget
from hanam.dvc.counter.jobs.doing import perform
from hanam.dvc.counter.jobs.doing import said
from hanam.dvc.counter.jobs.doing import Skipped
from hanam.dvc.dossiers import moment
from hanam.dvc.register import jobs
from transaction.interfaces import TransientError

import logging
import transaction


log = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)


def is_for(kind: str) -> bool:
    """Whether a kind of work has something to be done before."""
    known = kinds.get(kind)
    return known is not None and known.before is not None


def one(job: str) -> bool:
    """Do the next dossier of a job; False where there is none left for this worker."""
    taken = []
    committed(take, job, taken)
    item = taken[-1]
    if item is None:
        return False
    transaction.begin()
    row = jobs.get(job)
    kind, language = row.kind, row.language
    try:
        forget()
        made = call(row, item, lambda found: found.before)
        transaction.abort()
        keep(item, made, language)
    except Skipped as refusal:
        transaction.abort()
        fail(item, said(refusal.args[0], language))
    except TransientError:
        transaction.abort()
        raise
    except Exception as error:
        transaction.abort()
        # Its message may hold what a person typed.
        log.error("a job of %s failed: %s", kind, type(error).__name__)
        fail(item, said(BROKEN, language))
    return True


def take(job: str, taken: list) -> None:
    """Take the next dossier in hand; it, or None, is added to ``taken``."""
    now = moment.now()
    taken.append(jobs.lease(job, now, now + LEASE))


def keep(item, made, language: str) -> None:
    """Change the dossier with what was made before, and mark it as done."""
    for left in reversed(range(ATTEMPTS)):
        transaction.begin()
        try:
            if not jobs.claim_again(item):
                transaction.abort()  # cancelled meanwhile
                return
            forget()
            message = said(perform(jobs.get(item.job), item, made), language)
            jobs.note(item, True, message, moment.now())
            transaction.commit()
        except TransientError:
            transaction.abort()
            if not left:
                raise
        else:
            return
