"""A change of the working calendar from its draft to its decision.

One change is prepared at a time: a draft of the whole calendar, then what it does to open
dossiers, then the decision. From the decision on the new calendar counts what is accepted;
open dossiers are counted anew only where the decision says so.
"""

from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import storage
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.recount import working
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import clock_facts
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules.calendar import CalendarError
from plone import api

import json


OPEN, FUTURE = "open", "future"
SCOPES = (OPEN, FUTURE)
LONGEST = 4000


def present_digest() -> str:
    """What the present calendar is found by in `/ho-so`."""
    root = storage.ensure_root(api.portal.get())
    return root.keep_calendar(settings.record("calendar"))


def draft_text() -> str:
    """The calendar as the draft has it; the present one where there is none."""
    change = changes.current()
    if change is None or change.stage not in changes.PREPARED:
        return settings.record("calendar")
    return change.text


def edit(make, actor, now, version=None):
    """Change the draft: ``make(data)`` gets its JSON and returns the new one.

    The draft is begun where there is none. Raises `CalendarError` where it would be no
    calendar, `Stale` where somebody else changed the draft or dossiers are being moved.
    """
    for_writing()
    change = changes.current(for_update=True)
    if change is not None and change.stage == changes.APPLYING:
        raise Stale([Problem("calendar.applying")])
    check_version(change, version)
    text = settings.record("calendar") if change is None else change.text
    made = as_text(make(json.loads(text)))
    settings.parse_calendar(made)
    if change is None:
        change = changes.begin(made, present_digest(), actor, now)
    else:
        change.text, change.stage = made, changes.DRAFT
        changes.forget_effects(change)
    change.actor, change.actor_name = actor
    for_writing().flush()
    return change


def as_text(data) -> str:
    """JSON that the same calendar always is, entries in the order of their days."""
    for key in ("holidays", "extra_working_days", "special_hours", "cutoffs"):
        if isinstance(data.get(key), list):
            data[key] = sorted(data[key], key=lambda row: str(row.get("date")))
    return json.dumps(data, ensure_ascii=False, indent=1)


def check_version(change, version) -> None:
    found = 0 if change is None else change.version
    if version is not None and version != found:
        raise Stale([Problem("calendar.stale")])


def drop(version=None, now=None) -> None:
    """Give the draft up."""
    for_writing()
    change = prepared(version)
    change.stage, change.ended = changes.DROPPED, now
    changes.forget_effects(change)


def prepared(version):
    change = changes.current(for_update=True)
    if change is None or change.stage not in changes.PREPARED:
        raise Stale([Problem("calendar.none")])
    check_version(change, version)
    return change


def preview(shorten: bool = False, version=None):
    """Let the effects be counted; the first dossiers at once, the rest by the worker."""
    for_writing()
    change = prepared(version)
    if change.base != present_digest():
        raise Stale([Problem("calendar.changed_elsewhere")])
    changes.forget_effects(change)
    change.shorten = shorten
    changes.rewind(change, changes.COUNTING, clock_facts.total())
    working.count_some(change)
    if change.stage == changes.COUNTING:
        working.wake()
    for_writing().flush()
    return change


def decide(scope: str, decision: str, reason: str, actor, now, version=None):
    """Put the calendar into force; with ``scope`` "open" also for what is open.

    ``decision`` is the number and date of the announcement. Raises `Refused`, `Stale`.
    """
    problems = [
        Problem(code, field)
        for code, field, wrong in (
            ("calendar.scope", "scope", scope not in SCOPES),
            ("calendar.decision", "decision", not decision.strip()),
            ("reason.missing", "reason", not reason.strip()),
        )
        if wrong
    ]
    if max(len(decision), len(reason)) > LONGEST:
        problems.append(Problem("text.too_long", "reason", {"most": LONGEST}))
    if problems:
        raise Refused(problems)
    for_writing()
    change = prepared(version)
    if change.stage != changes.READY:
        raise Stale([Problem("calendar.not_counted")])
    if change.base != present_digest():
        raise Stale([Problem("calendar.changed_elsewhere")])
    note_found(change, now)
    api.portal.set_registry_record(f"{settings.PREFIX}.calendar", change.text)
    change.scope, change.decision, change.reason = scope, decision, reason
    change.actor, change.actor_name = actor
    change.decided = now
    changes.log(
        change=change.id,
        at=now,
        actor=actor[0],
        actor_name=actor[1],
        what=changes.DECIDED,
        digest=present_digest(),
        text=change.text,
        scope=scope,
        shorten=change.shorten,
        decision=decision,
        reason=reason,
        counts=json.dumps(changes.counts(change.id)),
    )
    if scope == OPEN:
        changes.rewind(change, changes.APPLYING, clock_facts.total())
        working.wake()
    else:
        change.stage, change.ended = changes.DONE, now
    for_writing().flush()
    return change


def note_found(change, now) -> None:
    """Enter the calendar that was there, unless the trace ends with it already."""
    last = changes.last_version()
    if last is not None and last.digest == change.base:
        return
    changes.log(
        change=0,
        at=now,
        what=changes.FOUND,
        digest=change.base,
        text=settings.record("calendar"),
    )


def restore(number: int, actor, now, version=None):
    """Begin a draft with a calendar of the trace; `Stale` where there is none such."""
    kept = changes.version(number)
    if kept is None:
        raise Stale([Problem("calendar.none")])
    return edit(lambda _data: json.loads(kept.text), actor, now, version)


__all__ = [
    "CalendarError",
    "decide",
    "draft_text",
    "drop",
    "edit",
    "preview",
    "restore",
]
