"""Apologies for many dossiers at once: each by itself, by the guards of its own page, with a letter of
its own number."""

from AccessControl import getSecurityManager
from datetime import datetime
from hanam.dvc.catalogue import settings as catalogue
from hanam.dvc.counter import jobs
from hanam.dvc.counter.late import apology
from hanam.dvc.counter.words import day_and_time
from hanam.dvc.dossiers import apologies
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import messages
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.i18n import _


MANY = "late.many"
messages.MESSAGES.update(
    {
        "apology.waiting": _("A proposal waits for a leader already."),
        "apology.made": _(
            "The applicant has got an apology for this appointment already."
        ),
    }
)


def apologise(dossier, parameters):
    """Put off the appointment of a dossier with an apology, as far as the law and the role go.

    In time a leader extends and an officer proposes; later a leader apologises for the delay.
    ``due`` of the parameters is an ISO moment, "" for what is offered for each dossier.
    """
    now, reason = moment.now(), parameters["reason"]
    due = due_of(dossier, parameters.get("due", ""), now)
    leads = work.is_leader(getSecurityManager().getUser(), dossier)
    facts = {"moment": day_and_time(due)}
    if apologies.owes(dossier, now):
        if any(one["from"] == dossier.due for one in dossier.apologies):
            raise Refused([Problem("apology.made")])
        apologies.apologise(dossier, due=due, reason=reason, now=now)
        return _("The applicant is told to expect it at ${moment}.", mapping=facts)
    if leads:
        extending.extend(dossier, due=due, reason=reason, now=now)
        return _(
            "Extended to ${moment}; the applicant gets the apology.", mapping=facts
        )
    if apologies.waiting(dossier) is not None:
        raise Refused([Problem("apology.waiting")])
    apologies.propose(dossier, due=due, reason=reason, now=now)
    return _("Proposed to the leader: ${moment}.", mapping=facts)


def due_of(dossier, given: str, now: datetime) -> datetime | None:
    """The new appointment: the one for all of them, or the one that is offered for this one."""
    if given:
        return datetime.fromisoformat(given)
    if dossier.due is None:
        return None
    return apology.offer(dossier.due, now, catalogue.calendar())


jobs.declare(
    jobs.Job(
        MANY,
        _("Apologise for many dossiers"),
        apologise,
        states=("accepted", "processing"),
        roles=("officer", "leader"),
        offered=False,
    )
)
