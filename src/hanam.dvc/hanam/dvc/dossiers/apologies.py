"""An apology with a new appointment, from the officer's proposal to the leader's decision.

NĐ 61/2018/NĐ-CP, art. 19.9. The proposal waits in the register; approved, the limit is extended
(`extending`), and with it go the letter and the message to the applicant. Once it is too late for
that, the agency still owes an apology: the applicant gets it with the new day, and the dossier
stays late in every figure.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.work import holds
from hanam.dvc.dossiers.work import is_leader
from hanam.dvc.dossiers.work import require
from hanam.dvc.register import late_apologies as register
from hanam.dvc.rules.states import CLOCK_RUNNING


PROPOSED = "apology_proposed"
SENT_BACK = "apology_back"
APOLOGISED = "apologise"


def waiting(dossier):
    """The proposal that waits for a leader, or None."""
    row = register.of(dossier.code, dossier.due) if dossier.due else None
    if row is None or row.proposed is None or row.decision:
        return None
    return row


def propose(dossier, *, due, reason, version=None, now=None):
    """Propose the new appointment ``due`` and its reason to the leaders of the agency.

    Raises `Refused`, `Stale`, `Unauthorized`, as `extending.extend` would.
    """
    require(dossier, permissions.EXTEND, CLOCK_RUNNING)
    now = now or moment.now()
    reason = reason.strip()
    problem = extending.can_extend(dossier, now)
    found = [problem] if problem else list(extending.wrong(dossier, due, reason, now))
    if found:
        raise Refused(found)
    actor = actors.current(dossier)
    current, row = lock(dossier, version)
    register.propose(
        dossier.code, dossier.due, dossier.agency, due, reason, now, actor[0]
    )
    text = extending.told(dossier.due, due, reason)
    rows.note(current, dossier, now, actor, PROPOSED, dossier.state, text)
    save(current, row, dossier)
    return dossier


def approve(dossier, *, version=None, now=None):
    """Extend the limit as was proposed; for leaders. The letter and the message go with it."""
    proposal = decidable(dossier)
    now = now or moment.now()
    due, reason = proposal.promised, proposal.reason
    extending.extend(dossier, due=due, reason=reason, version=version, now=now)
    user = actors.current(dossier)[0]
    register.decide(proposal, register.APPROVED, now, user)
    return dossier


def send_back(dossier, *, note, version=None, now=None):
    """Give a proposal back to its officer, with a word why; for leaders."""
    proposal = decidable(dossier)
    note = note.strip()
    if not note:
        raise Refused([Problem("reason.missing", "note")])
    if len(note) > extending.LONGEST_REASON:
        facts = {"most": extending.LONGEST_REASON}
        raise Refused([Problem("text.too_long", "note", facts)])
    now = now or moment.now()
    actor = actors.current(dossier)
    current, row = lock(dossier, version)
    register.decide(proposal, register.BACK, now, actor[0], note)
    rows.note(current, dossier, now, actor, SENT_BACK, dossier.state, note)
    save(current, row, dossier)
    return dossier


def can(dossier, now=None) -> tuple[str, ...]:
    """Which of `PROPOSED`, `SENT_BACK`, `APOLOGISED` the present user may do now."""
    now = now or moment.now()
    if not holds(None, permissions.EXTEND, dossier):
        return ()
    found = []
    leads = is_leader(getSecurityManager().getUser(), dossier)
    if extending.can_extend(dossier, now) is None:
        found.append(PROPOSED)
    if leads and waiting(dossier) is not None:
        found.append(SENT_BACK)
    if leads and owes(dossier, now):
        found.append(APOLOGISED)
    return tuple(found)


def decidable(dossier):
    """The proposal that the present user may decide; else it raises."""
    user = require(dossier, permissions.EXTEND, CLOCK_RUNNING)
    if not is_leader(user, dossier):
        raise Unauthorized("only a leader decides")
    proposal = waiting(dossier)
    if proposal is None:
        raise Refused([Problem("apology.none")])
    return proposal


def owes(dossier, now) -> bool:
    """Whether it is too late for an extension, so that an apology is all that remains."""
    found = extending.can_extend(dossier, now)
    return found is not None and found.code in ("extend.too_late", "extend.used_up")


def apologise(dossier, *, due, reason, version=None, now=None):
    """Apologise when it is too late to extend: the applicant is told when to expect the result.

    For leaders. The limit stays as it is: the dossier counts as late.
    """
    user = require(dossier, permissions.EXTEND, CLOCK_RUNNING)
    if not is_leader(user, dossier):
        raise Unauthorized("only a leader apologises")
    now = now or moment.now()
    reason = reason.strip()
    found = list(extending.wrong(dossier, due, reason, now))
    if not owes(dossier, now):
        found = [Problem("apology.extend_instead")]
    if found:
        raise Refused(found)
    actor = actors.current(dossier)
    current, row = lock(dossier, version)
    made = extending.record(dossier, due, reason, now, actor)
    dossier.apologies = (*dossier.apologies, made)
    text = extending.told(dossier.due, due, reason)
    rows.note(current, dossier, now, actor, APOLOGISED, dossier.state, text)
    save(current, row, dossier)
    return dossier


def last_moment(due, terms, calendar):
    """Until when the offices can announce an extension of what is ``due``: the end of the last
    working day that the law leaves; None where no law allows it."""
    if terms is None or not terms.times:
        return None
    day = extending.extension.last_day(due, terms, calendar)
    while not calendar.is_working_day(day):
        day = calendar.add_working_days(day, -1)[0]
    return calendar.closing(day)


def until(due, now):
    """`last_moment` by the law and the calendar of the province at ``now``."""
    return last_moment(due, extending.terms_of(now), settings.calendar())
