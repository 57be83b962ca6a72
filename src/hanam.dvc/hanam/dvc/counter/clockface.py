"""The legal clock of a dossier as staff read it: when, how much is left, and why."""

from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.limits import limit_for
from hanam.dvc.counter import words
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import facts
from hanam.dvc.i18n import _
from hanam.dvc.register import groups
from hanam.dvc.rules import clock as rules
from zope.i18n import translate


STATUS = {
    rules.Status.EARLY: _("Finished before its time"),
    rules.Status.ON_TIME: _("Finished in time"),
    rules.Status.LATE: _("Finished late"),
}
REASONS = {
    clock.SUPPLEMENT: _("The clock is stopped: papers were asked for."),
    clock.PAYMENT: _("The clock is stopped: a payment is awaited."),
    clock.POST: _("The clock is stopped: papers are on their way by post."),
    clock.OPINION: _("The clock is stopped: an opinion is awaited."),
}


def face(dossier, now, request) -> dict:
    """{rows: [{label, value, look}], trace: [sentences]} of a dossier's clock."""

    def say(message):
        return translate(message, context=request)

    rows = [row(say(_("Filed at")), words.day_and_time(dossier.filed))]
    if dossier.received is None:
        rows += before_acceptance(dossier, now, say)
        waits = clock.acceptance(dossier)
        trace = clock.describe(waits.trace, request) if waits is not None else []
        return {"rows": rows, "trace": trace}
    rows.append(row(say(_("Accepted at")), words.day_and_time(dossier.received)))
    found = clock.deadline(dossier)
    rows += after_acceptance(dossier, found, now, say)
    trace = clock.describe(found.trace, request) if found is not None else []
    return {"rows": rows, "trace": trace}


def next_moment(dossier, now, request) -> dict | None:
    """{label, due, left, look} of what the office has to do next; None without one."""
    due, label, calendar = dossier.due, _("Due"), facts.calendar_of(dossier)
    if dossier.received is None:
        due, label = dossier.accept_due, _("To accept until")
    if due is None or dossier.state not in groups.RUNNING:
        return None
    left = rules.working_time_left(now, due, calendar)
    return {
        "label": translate(label, context=request),
        "due": words.day_and_time(due),
        "left": translate(words.left_message(left), context=request),
        "look": f"dvc-{look_of(left)}" if look_of(left) else None,
    }


def look_of(left) -> str:
    """ "late", "soon" (today or tomorrow) or ""."""
    return "late" if left.overdue else "soon" if left.days <= 1 else ""


def row(label, value, look="") -> dict:
    return {"label": label, "value": value, "look": look}


def before_acceptance(dossier, now, say):
    """Until when the office has to decide on acceptance."""
    if dossier.state not in groups.TO_ACCEPT or dossier.accept_due is None:
        return
    yield row(say(_("To accept until")), words.day_and_time(dossier.accept_due))
    yield left_row(dossier.accept_due, now, settings.calendar(), say)


def after_acceptance(dossier, deadline, now, say):
    """The appointment and how the dossier stands to it."""
    if deadline is None:
        text = (dossier.facts or {}).get("text")
        yield row(say(_("Due")), text or say(_("The law states no limit in numbers.")))
    elif deadline.due is None:
        yield row(say(_("Due")), say(standing(dossier)), "soon")
        yield row(say(_("Left when it goes on")), say(remaining(deadline.remaining)))
    else:
        yield row(say(_("Due")), words.appointment(deadline.due))
        if dossier.state in groups.RUNNING:
            yield left_row(deadline.due, now, facts.calendar_of(dossier), say)
    if dossier.extension is not None:
        yield row(say(_("Extended")), extended(dossier.extension))
    if dossier.finished is not None:
        yield row(say(_("Finished at")), words.day_and_time(dossier.finished))
        status = rules.status(now, dossier.due, dossier.finished)
        look = "late" if status is rules.Status.LATE else ""
        if dossier.state in ("finished", "returned"):
            yield row("", say(STATUS[status]), look)
    if dossier.returned is not None:
        yield row(say(_("Handed over at")), words.day_and_time(dossier.returned))


def extended(made) -> str:
    """ "17:00 6/9/2018 → 17:00 11/9/2018: reason"."""
    old, new = (words.day_and_time(made[key]) for key in ("from", "to"))
    return f"{old} → {new}: {made['reason']}"


def left_row(due, now, calendar, say) -> dict:
    left = rules.working_time_left(now, due, calendar)
    return row(say(_("Time left")), say(words.left_message(left)), look_of(left))


def standing(dossier):
    """Why the clock stands."""
    reason = dossier.pauses[-1]["reason"] if dossier.pauses else ""
    return REASONS.get(reason, _("The clock is stopped."))


def remaining(left):
    if left is None:
        return ""
    return words.left_message(left)


def preview(dossier, now, request) -> dict | None:
    """What accepting at this moment would promise: {due, trace}; None without a limit."""
    procedure = facts.procedure_of(dossier)
    if procedure is None:
        return None
    limit = limit_for(procedure, dossier.case, dossier.channel)
    if limit is None:
        return None
    found = rules.compute(now, limit, settings.calendar())
    return {
        "due": words.appointment(found.due),
        "trace": clock.describe(found.trace, request),
    }
