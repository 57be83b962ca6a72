"""One dossier of a job: done as who ordered it, or a word why not."""

from AccessControl import Unauthorized
from hanam.dvc.acting import acting_as
from hanam.dvc.counter.jobs import kinds
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.i18n import _
from hanam.dvc.register import jobs
from plone import api
from transaction.interfaces import TransientError
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest
from zope.i18n import translate

import json
import transaction


ATTEMPTS = 8
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


def perform(row, item, *made):
    """Do a job to one dossier as who ordered it, with what was ``made`` before; the message, or
    `Skipped`."""
    return call(row, item, lambda kind: kind.function, *made)


def call(row, item, chosen, *made):
    """What a function of a kind returns for a dossier, called as who ordered the job; `Skipped`
    says why it was not or did nothing. ``chosen`` takes the function from the kind."""
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
            return chosen(kind)(dossier, json.loads(row.parameters), *made)
        except DossierError as error:
            raise Skipped(messages.text(error.problems[0])) from error
        except Unauthorized as error:
            raise Skipped(FORBIDDEN) from error


def said(message, language: str) -> str:
    return translate(message, target_language=language or "vi")


def forget() -> None:
    """Roles that the request remembers may have ended meanwhile."""
    request = getRequest()
    if request is not None:
        kept = IAnnotations(request)
        for key in list(kept):
            del kept[key]


def fail(item, message: str) -> None:
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
