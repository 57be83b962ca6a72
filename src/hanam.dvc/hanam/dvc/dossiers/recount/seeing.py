"""What a changed calendar does to open dossiers, computed from the register alone."""

from dataclasses import dataclass
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import storage
from hanam.dvc.dossiers.checks import accept_due
from hanam.dvc.register import clock_facts
from hanam.dvc.rules.clock import Extension
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Pause
from hanam.dvc.rules.clock import Policy
from hanam.dvc.rules.recount import Counted
from hanam.dvc.rules.recount import settled
from hanam.dvc.rules.recount import Turn
from plone import api


BATCH = 200


@dataclass(frozen=True)
class Seen:
    """Some dossiers gone through: what becomes of those whose appointment the calendar
    touches (dicts: code, kind, agency, turn, old, new), how many were looked at, and where
    to go on ("" at the end)."""

    effects: list[dict]
    looked: int
    after: str


def batch(phase: str, after: str, text: str, shorten: bool, size: int = BATCH) -> Seen:
    """What ``text``, the calendar as it would be, does to some dossiers."""
    if phase == clock.RESULT:
        found, looked, more = clock_facts.running(after, size)
        effects = [of_running(one, text, shorten) for one in found]
    else:
        found, looked, more = clock_facts.waiting(after, size)
        effects = [of_waiting(one, text, shorten) for one in found]
    return Seen([effect for effect in effects if effect], looked, more)


def of_running(one: clock_facts.Running, text: str, shorten: bool) -> dict | None:
    """What becomes of the appointment of an accepted dossier."""
    what = counted(one)
    computed = what.by(settings.parse_calendar(text)).due
    if computed == what.by(pinned(one.fact.calendar)).due:
        return None
    promised = one.fact.promised or one.due
    return said(one, clock.RESULT, promised, computed, shorten)


def pinned(digest: str):
    """The calendar that a dossier was counted by."""
    root = storage.ensure_root(api.portal.get())
    return settings.parse_calendar(root.calendar(digest))


def counted(one: clock_facts.Running) -> Counted:
    fact = one.fact
    extensions = ()
    if fact.extended_at is not None:
        extensions = (Extension(fact.extended_at, fact.extended_to),)
    return Counted(
        one.received,
        Limit(fact.value, fact.unit),
        Policy(fact.policy),
        tuple(Pause(*pause) for pause in one.pauses),
        extensions,
    )


def of_waiting(one: clock_facts.Waiting, text: str, shorten: bool) -> dict | None:
    """What becomes of the limit to accept a dossier."""
    computed = accept_due(one.since, settings.limits(), settings.parse_calendar(text))
    return said(one, clock.ACCEPT, one.due, computed, shorten)


def said(one, kind: str, promised, computed, shorten: bool) -> dict | None:
    """The effect; of an appointment that is kept, ``new`` is what the count would give."""
    new, turn = settled(one.due, promised, computed, shorten)
    if turn is Turn.SAME:
        return None
    return {
        "code": one.code,
        "kind": kind,
        "agency": one.agency,
        "turn": turn.value,
        "old": one.due,
        "new": computed if turn is Turn.KEPT else new,
    }
