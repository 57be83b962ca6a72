"""Doing jobs: a worker takes dossier after dossier, each in a transaction of its own.

The dossier of a job is claimed, changed and marked as done in one transaction. A worker killed in
it leaves nothing behind; the next one takes the dossier again. Jobs take turns, so that a
big one keeps no small one waiting.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from datetime import timedelta
from hanam.dvc.counter import settings
from hanam.dvc.counter.jobs import kinds
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.i18n import _
from hanam.dvc.notify import periodic
from hanam.dvc.notify import tasks
from hanam.dvc.register import jobs
from plone import api
from transaction.interfaces import TransientError
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest
from zope.i18n import translate

import json
import logging
import transaction


log = logging.getLogger(__name__)
TURN = 20  # dossiers of one job before the next job has its turn
ATTEMPTS = 8
DAY = 24 * 3600
GONE = _("The account that ordered this is gone.")
HIDDEN = _(
    "The dossier is not there, or your role at its agency does not let you see it."
)
FORBIDDEN = _("Your role cannot do this, or not any more. Nothing was changed.")
UNKNOWN = _("This kind of work is not known any more.")
BROKEN = _(
    "An error of the portal kept this from being done. Nothing was changed; try again later."
)


class Skipped(Exception):
    """Nothing was done to the dossier; ``args[0]`` is the message."""


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
    number = 0
    while number < TURN and not stopped() and one(job):
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
            _fail(item, said(refusal.args[0], language))
        except Exception as error:
            transaction.abort()
            if item is None:
                raise
            # Its message may hold what a person typed.
            log.error("a job of %s failed: %s", row_kind(job), type(error).__name__)
            _fail(item, said(BROKEN, language))
        return True
    return False


def row_kind(job) -> str:
    """The kind of a job, for the log."""
    transaction.begin()
    row = jobs.get(job)
    kind = row.kind if row is not None else "?"
    transaction.abort()
    return kind


def perform(row, item):
    """Do a job to one dossier as who ordered it; the message, or `Skipped`."""
    kind = kinds.get(row.kind)
    if kind is None:
        raise Skipped(UNKNOWN)
    user = api.portal.get_tool("acl_users").getUserById(row.user)
    if user is None:
        raise Skipped(GONE)
    with acting_as(user):
        dossier = access.dossier_for(item.code)
        if dossier is None:
            raise Skipped(HIDDEN)
        try:
            return kind.function(dossier, json.loads(row.parameters))
        except DossierError as error:
            raise Skipped(messages.text(error.problems[0])) from error
        except Unauthorized as error:
            raise Skipped(FORBIDDEN) from error


@contextmanager
def acting_as(user):
    """Everything inside is done by ``user``, with the roles held at this moment."""
    before = getSecurityManager()
    newSecurityManager(None, user)
    try:
        yield
    finally:
        setSecurityManager(before)


def said(message, language: str) -> str:
    return translate(message, target_language=language or "vi")


def forget() -> None:
    """Roles that the request remembers may have ended meanwhile."""
    request = getRequest()
    if request is not None:
        kept = IAnnotations(request)
        for key in list(kept):
            del kept[key]


def _fail(item, message: str) -> None:
    """Note in a transaction of its own that a dossier was left as it is, and why."""

    def note():
        if jobs.claim_again(item):
            jobs.note(item, False, message, moment.now())

    committed(note)


def committed(change, *arguments) -> None:
    for left in reversed(range(ATTEMPTS)):
        transaction.begin()
        try:
            change(*arguments)
            transaction.commit()
        except TransientError:
            transaction.abort()
            if not left:
                raise
        else:
            return


def clean(portal, now) -> None:
    """Forget what ended long ago."""
    jobs.drop_before(now - timedelta(days=settings.value("job_keep_days")))


tasks.register("jobs", due, run)
periodic.register("jobs.clean", DAY, clean)
