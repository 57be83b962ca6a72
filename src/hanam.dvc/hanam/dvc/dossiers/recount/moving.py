"""Moving the appointment of one dossier to where a changed calendar puts it."""

from dataclasses import dataclass
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.checks import accept_due
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.register import groups
from hanam.dvc.register import queries
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules.recount import settled
from hanam.dvc.rules.recount import Turn
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import short_date
from ZODB.POSException import ConflictError


ACTION = "recount_calendar"


@dataclass(frozen=True)
class Decision:
    """A changed calendar that was decided: its text, who decided (user id, name), by which
    decision and why; ``shorten`` lets appointments become earlier than was promised."""

    text: str
    actor: tuple[str, str]
    decision: str
    reason: str
    shorten: bool = False


def move(code: str, decided: Decision, now) -> dict | None:
    """Count a dossier anew, in the present transaction: {kind, agency, turn, old, new}.

    None where the calendar changes nothing any more: it was finished, its clock stands, or
    it was counted by this calendar already. `ConflictError` where somebody else has just
    changed it: run the transaction again.
    """
    dossier = access.find(code)
    if dossier is None:
        return None
    try:
        current, row = lock(dossier)
    except Stale as error:
        raise ConflictError(object=dossier) from error
    effect = move_here(dossier, decided, now)
    if effect is None:
        return None
    if effect["turn"] != Turn.KEPT:
        note = told(effect, decided)
        rows.note(current, dossier, now, decided.actor, ACTION, dossier.state, note)
        save(current, row, dossier)
    return {"code": code, "agency": dossier.agency, **effect}


def catch_up(code: str, decided: Decision) -> bool:
    """Move a document to where the register has it already, in the present transaction; whether
    it was behind.

    A process killed between the two commits leaves it behind by this one change: it is made
    again as it was, and nothing is noted twice. `Stale` where that gives something else.
    """
    dossier, row = access.find(code), queries.by_code(code)
    if dossier is None or row is None or row.version != dossier.version + 1:
        return False
    for_writing()
    row, last = queries.by_code(code, for_update=True), queries.history(code)[-1]
    if row.version != dossier.version + 1 or last.action != ACTION:
        return False
    move_here(dossier, decided, last.at)
    if (dossier.due, dossier.accept_due) != (row.due, row.accept_due):
        raise Stale
    dossier.version = row.version
    return True


def move_here(dossier, decided: Decision, now) -> dict | None:
    """Move what the dossier waits for, in the document alone; None where nothing moves."""
    if dossier.state in groups.WORKED_ON and dossier.due is not None:
        return move_result(dossier, decided, now)
    if dossier.state in groups.TO_ACCEPT and dossier.accept_due is not None:
        return move_acceptance(dossier, decided, now)
    return None


def move_result(dossier, decided: Decision, now) -> dict | None:
    """Pin the calendar and move what is due, with the steps that are left."""
    what, old = clock.counted(dossier), dossier.due
    if what is None:
        return None
    computed = what.by(settings.parse_calendar(decided.text)).due
    if computed == what.by(facts.calendar_of(dossier)).due:
        return None
    promised = dossier.promised or old
    new, turn = settled(old, promised, computed, decided.shorten)
    effect = {"kind": clock.RESULT, "turn": turn.value, "old": old, "new": new}
    if turn is Turn.SAME:
        return None
    if turn is Turn.KEPT:
        return effect | {"new": computed}
    facts.pin_calendar(dossier, decided.text)
    kept = new if new > computed else None
    dossier.facts = {**dossier.facts, "kept": kept}
    if decided.shorten:
        dossier.promised = min(promised, new)
    note_move(dossier, effect, now)
    dossier.due = clock.deadline(dossier).due
    plan.recount(dossier)
    return effect


def move_acceptance(dossier, decided: Decision, now) -> dict | None:
    """Move the limit within which the agency accepts or refuses."""
    old = dossier.accept_due
    calendar = settings.parse_calendar(decided.text)
    computed = accept_due(dossier.state_since, settings.limits(), calendar)
    new, turn = settled(old, old, computed, decided.shorten)
    effect = {"kind": clock.ACCEPT, "turn": turn.value, "old": old, "new": new}
    if turn is Turn.SAME:
        return None
    if turn is Turn.KEPT:
        return effect | {"new": computed}
    note_move(dossier, effect, now)
    dossier.accept_due = new
    return effect


def note_move(dossier, effect: dict, now) -> None:
    made = {"at": now, "from": effect["old"], "to": effect["new"]}
    dossier.recounts = (*dossier.recounts, made | {"kind": effect["kind"]})


def told(effect: dict, decided: Decision) -> str:
    """What the history keeps and the applicant reads: by what, why, from when to when."""
    old, new = (
        f"{clock_time(effect[key])} {short_date(effect[key])}" for key in ("old", "new")
    )
    why = ": ".join(filter(None, (decided.decision, decided.reason)))
    return f"{why}\n({old} → {new})"
