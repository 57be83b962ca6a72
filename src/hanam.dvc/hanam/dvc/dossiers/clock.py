"""The legal clock of a dossier: when it is due, and why."""

from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import trace as words
from hanam.dvc.dossiers import facts
from hanam.dvc.register import groups
from hanam.dvc.rules import clock
from hanam.dvc.rules import recount
from zope.globalrequest import getRequest


SUPPLEMENT = "supplement"
PAYMENT = "payment"
POST = "post"
OPINION = "opinion"
RESULT, ACCEPT = "result", "accept"


def deadline(dossier) -> clock.Deadline | None:
    """When the dossier is due, computed anew from what is kept with it.

    None before it is accepted and where its procedure has no limit in numbers.
    """
    found = counted(dossier)
    if found is None:
        return None
    kept = (dossier.facts or {}).get("kept")
    counted_by = found.by(facts.calendar_of(dossier))
    return recount.told(counted_by, moves_of(dossier, RESULT), kept)


def acceptance(dossier) -> clock.Deadline | None:
    """Until when the dossier is to be accepted or refused, with the trace of the count.

    None where it does not wait for that, or where the day was counted by a calendar or a
    limit that is not the present one any more.
    """
    if dossier.state not in groups.TO_ACCEPT or dossier.accept_due is None:
        return None
    limit = clock.Limit(settings.limits().accept_days, clock.Unit.WORKING_DAY)
    found = clock.compute(dossier.state_since, limit, settings.calendar())
    if found.due != dossier.accept_due:
        return None
    return recount.told(found, moves_of(dossier, ACCEPT), None)


def moves_of(dossier, kind: str) -> tuple[recount.Moved, ...]:
    """Where changed calendars have moved the end of a limit ("result", "accept")."""
    return tuple(
        recount.Moved(made["at"], made["from"], made["to"])
        for made in dossier.recounts
        if made["kind"] == kind
    )


def counted(dossier) -> recount.Counted | None:
    """What the appointment is computed from, whatever the calendar; None as `deadline`."""
    limit = facts.limit_of(dossier)
    if dossier.received is None or limit is None:
        return None
    return recount.Counted(
        dossier.received,
        limit,
        facts.policy_of(dossier),
        tuple(
            clock.Pause(pause["started"], pause["ended"], pause["reason"])
            for pause in dossier.pauses
        ),
        tuple(clock.Extension(made["at"], made["to"]) for made in dossier.extensions),
    )


def describe(trace, request=None) -> list[str]:
    """The lines of a trace as sentences in the language of the reader."""
    return words.describe(trace, request or getRequest())


def set_due(dossier) -> None:
    """Write down when the dossier is due, which is a promise from now on; nothing while the
    clock stands."""
    found = deadline(dossier)
    dossier.due = None if found is None else found.due
    if dossier.due is not None:
        dossier.promised = dossier.due


def is_on_the_way(dossier) -> bool:
    """Whether the clock stands because papers are on their way by post."""
    last = dossier.pauses[-1] if dossier.pauses else None
    return last is not None and last["ended"] is None and last["reason"] == POST


def stop(dossier, now, reason: str) -> None:
    """Let the clock stand from now on; a wait for the post that lasts ends with it."""
    go_on(dossier, now)
    dossier.pauses = (
        *dossier.pauses,
        {"started": now, "ended": None, "reason": reason},
    )
    set_due(dossier)


def go_on(dossier, now) -> None:
    """End the pause that is open, if there is one; the days are counted again."""
    if not dossier.pauses or dossier.pauses[-1]["ended"] is not None:
        return
    last = {**dossier.pauses[-1], "ended": now}
    dossier.pauses = (*dossier.pauses[:-1], last)
    # Holidays may have been announced meanwhile: what is counted anew is counted by them.
    if dossier.received is not None:
        facts.pin_calendar(dossier)
    set_due(dossier)
