"""What the worker does for a changed calendar: counting its effects, moving dossiers.

Each dossier is moved in a transaction of its own, together with the note that it was; killed
in between, the worker goes on where it was, and a dossier that was moved is counted by the
new calendar already, so that nothing is moved twice. Killed between the commits of the two
stores, it begins with the document that was left behind. After the last dossier it begins again
with the first, until a whole round finds nothing to move: so none is missed that was being
accepted at the moment of the decision.
"""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.recount import moving
from hanam.dvc.dossiers.recount import seeing
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import periodic_runs
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules.recount import Turn

import json
import logging
import transaction


log = logging.getLogger(__name__)
WORK = "calendar.recount"
EVERY = 300  # seconds; whoever decides wakes it at once
# Who is killed in the middle leaves the rest to the next worker after this time.
TURN = timedelta(minutes=2)
ATTEMPTS = 5
AT_ONCE = 2  # batches that a page counts by itself


def wake() -> None:
    """Have the worker look as soon as the present transaction has committed."""
    periodic_runs.not_before(WORK, moment.now())


def count_some(change, batches: int = AT_ONCE) -> None:
    """Count the effects on some more dossiers, in the present transaction."""
    for _number in range(batches):
        if change.stage == changes.COUNTING:
            note_seen(change, look(change))


def look(change) -> seeing.Seen:
    return seeing.batch(change.phase, change.after, change.text, change.shorten)


def note_seen(change, seen) -> None:
    changes.note_effects(change, seen.effects)
    if advance(change, seen):
        change.stage = changes.READY


def advance(change, seen) -> bool:
    """Note how far it has come; whether all dossiers were gone through."""
    change.seen += seen.looked
    change.after = seen.after
    if seen.after:
        return False
    place = changes.PHASES.index(change.phase) + 1
    if place < len(changes.PHASES):
        change.phase = changes.PHASES[place]
        return False
    return True


def work(portal, now=None) -> None:
    """Go on with the change there is until nothing is left to do; commits by itself."""
    catch_up()
    while step(portal):
        portal._p_jar.cacheGC()


def catch_up() -> None:
    """Complete what a killed worker has moved in the register alone: it is among the last."""
    transaction.begin()
    change = changes.current()
    if change is None or change.stage != changes.APPLYING:
        transaction.abort()
        return
    decided, codes = decision_of(change), changes.last_moved(change.id)
    transaction.abort()
    for code in codes:
        try:
            for attempt in transaction.attempts(ATTEMPTS):
                with attempt:
                    moving.catch_up(code, decided)
        except Stale:
            transaction.abort()
            log.error("%s is not what the register has of it", code)


def hold() -> None:
    """Keep the turn a little longer, in the present transaction."""
    periodic_runs.not_before(WORK, moment.now() + TURN)


def step(portal) -> bool:
    """Do a piece of work in transactions of its own; whether there was one to do."""
    transaction.begin()
    change = changes.current()
    stage = None if change is None else change.stage
    transaction.abort()
    if stage == changes.COUNTING:
        count_batch()
    elif stage == changes.APPLYING:
        apply_batch(portal)
    return stage in changes.WORKED_ON


def count_batch() -> None:
    """Count the effects on a batch of dossiers; nobody waits while it is computed."""
    transaction.begin()
    change = changes.current()
    if change is None or change.stage != changes.COUNTING:
        transaction.abort()
        return
    place, seen = place_of(change), look(change)
    transaction.abort()
    for attempt in transaction.attempts(ATTEMPTS):
        with attempt:
            hold()
            change = changes.current(for_update=True)
            if change is not None and place_of(change) == place:
                note_seen(change, seen)


def place_of(change) -> tuple:
    """Where the work is; another worker, or another draft, is somewhere else."""
    return (
        change.id,
        change.stage,
        change.text,
        change.shorten,
        change.phase,
        change.after,
    )


def apply_batch(portal) -> None:
    """Move the dossiers of a batch one by one, then note how far it has come."""
    for attempt in transaction.attempts(ATTEMPTS):
        with attempt:
            hold()
    transaction.begin()
    change = changes.current()
    if change is None or change.stage != changes.APPLYING:
        transaction.abort()
        return
    decided, number = decision_of(change), change.id
    place, seen = place_of(change), look(change)
    transaction.abort()
    moved = sum(
        move_one(number, effect, decided)
        for effect in seen.effects
        if effect["turn"] != Turn.KEPT
    )
    for attempt in transaction.attempts(ATTEMPTS):
        with attempt:
            finish_batch(place, seen, moved)


def decision_of(change) -> moving.Decision:
    actor = (change.actor, change.actor_name)
    return moving.Decision(
        change.text, actor, change.decision, change.reason, change.shorten
    )


def move_one(number: int, effect: dict, decided) -> bool:
    """Move one dossier in its own transaction, or note that it could not be."""
    known = None
    try:
        for attempt in transaction.attempts(ATTEMPTS):
            with attempt:
                known = move_now(number, effect["code"], decided)
    except Exception as error:
        transaction.abort()
        # Its message may hold what a person typed.
        log.error("%s was not counted anew: %s", effect["code"], type(error).__name__)
        note_failure(number, effect)
        return False
    return bool(known)


def move_now(number: int, code: str, decided):
    now = moment.now()
    made = moving.move(code, decided, now)
    if made is None:
        return None
    change = changes.current()
    done = None if made["turn"] == Turn.KEPT else now
    changes.note_effects(change, [made | {"done": done}])
    return made if done else None


def note_failure(number: int, effect: dict) -> None:
    """Count the failures of a dossier: after a few it is left to people."""
    for attempt in transaction.attempts(ATTEMPTS):
        with attempt:
            for_writing()
            change = changes.current()
            known = changes.effect(number, effect["code"])
            failed = (known.failed if known is not None else 0) + 1
            changes.note_effects(change, [effect | {"failed": failed}])


def finish_batch(place, seen, moved: int) -> None:
    for_writing()
    change = changes.current(for_update=True)
    if change is None or place_of(change) != place:
        # Another worker has done the same.
        return
    change.moving += moved
    if not advance(change, seen):
        return
    if change.moving:
        changes.rewind(change, changes.APPLYING, change.total)
        return
    change.stage, change.ended = changes.DONE, moment.now()
    changes.log(
        change=change.id,
        at=change.ended,
        actor=change.actor,
        actor_name=change.actor_name,
        what=changes.ENDED,
        scope=change.scope,
        shorten=change.shorten,
        decision=change.decision,
        reason=change.reason,
        counts=json.dumps(changes.counts(change.id)),
    )
