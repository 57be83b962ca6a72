"""A new appointment for a dossier that cannot be kept (NĐ 61/2018/NĐ-CP, art. 19.9).

Once, for a reason that the applicant reads, and at the latest a day before the limit ends;
how many days and how often are terms of `catalogue.clock_settings`, each from its day on.
"""

from hanam.dvc.catalogue import clock_settings
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.actions import LONGEST_REASON
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.work import holds
from hanam.dvc.dossiers.work import require
from hanam.dvc.rules import clock as rules
from hanam.dvc.rules import extension
from hanam.dvc.rules.states import CLOCK_RUNNING
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date


EXTEND = "extend"


def can_extend(dossier, now) -> Problem | None:
    """Why the dossier cannot be extended at a moment; None where it can.

    It does not ask who acts: `may_extend` does.
    """
    if dossier.state not in CLOCK_RUNNING or dossier.due is None:
        return Problem("extend.no_clock")
    terms = terms_of(now)
    calendar = settings.calendar()
    made = len(dossier.extensions)
    found = extension.refusal(now, dossier.due, made, terms, calendar)
    if not found:
        return None
    facts = {}
    if found == "too_late":
        last = extension.last_day(dossier.due, terms, calendar)
        facts = {"last": short_date(last)}
    return Problem(f"extend.{found}", "", facts)


def may_extend(dossier, now=None) -> bool:
    """Whether the present user may extend the dossier now, and the law lets them."""
    if not holds(None, permissions.EXTEND, dossier):
        return False
    return can_extend(dossier, now or moment.now()) is None


def terms_of(now) -> extension.Terms | None:
    """What the law asks of an extension that is made at a moment."""
    return extension.terms_on(clock_settings.extension_terms(), now.date())


def propose(dossier, now):
    """A new appointment to begin with: the proposed time counted on from the present one.

    None where the dossier cannot be extended.
    """
    terms = terms_of(now)
    if terms is None or dossier.due is None:
        return None
    since = max(dossier.due, now)
    return rules.compute(since, terms.proposed, settings.calendar()).due


def extend(dossier, *, due, reason, version=None, now=None):
    """Promise the result for the later moment ``due`` (naive local time); the dossier.

    Officers and leaders of the agency may, while its clock runs. ``due`` must be a moment at
    which the offices are open. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    require(dossier, permissions.EXTEND, CLOCK_RUNNING)
    now = now or moment.now()
    reason = reason.strip()
    problem = can_extend(dossier, now)
    problems = [problem] if problem else list(wrong(dossier, due, reason, now))
    if problems:
        raise Refused(problems)
    actor = actors.current(dossier)
    current, row = lock(dossier, version)
    made = record(dossier, due, reason, now, actor)
    dossier.extensions = (*dossier.extensions, made)
    clock.set_due(dossier)
    plan.stretch(dossier)
    text = told(made["from"], due, reason)
    rows.note(current, dossier, now, actor, EXTEND, dossier.state, text)
    save(current, row, dossier)
    return dossier


def wrong(dossier, due, reason, now):
    """What is wrong with a new appointment and its reason."""
    if due is None:
        yield Problem("extend.due_missing", "due")
    else:
        found = extension.wrong_moment(due, now, dossier.due, settings.calendar())
        if found:
            yield Problem(f"extend.{found}", "due")
    if not reason:
        yield Problem("reason.missing", "reason")
    elif len(reason) > LONGEST_REASON:
        yield Problem("text.too_long", "reason", {"most": LONGEST_REASON})


def record(dossier, due, reason, now, actor) -> dict:
    """What a dossier keeps of a new appointment: from the present one to ``due``, who, why."""
    return {
        "from": dossier.due,
        "to": due,
        "at": now,
        "reason": reason,
        "by": actor[0],
    }


def told(old, new, reason: str) -> str:
    """What the history keeps and the applicant is told: why, the old and the new appointment."""
    return f"{reason}\n({said(old)} → {said(new)})"


def said(value) -> str:
    return f"{clock_time(value)} {short_date(value)}"
