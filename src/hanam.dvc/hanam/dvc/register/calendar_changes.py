"""Changes of the working calendar: the one that is prepared or carried out, what it does, and
the trace of those that were."""

from datetime import datetime
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_clock import CalendarChange
from hanam.dvc.register.model_clock import CalendarEffect
from hanam.dvc.register.model_clock import CalendarLog
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import case
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select


# Being edited; effects are being counted; they can be read; dossiers are being moved; over;
# given up.
DRAFT, COUNTING, READY = "draft", "counting", "ready"
APPLYING, DONE, DROPPED = "applying", "done", "dropped"
PREPARED = (DRAFT, COUNTING, READY)
WORKED_ON = (COUNTING, APPLYING)
OPEN = (*PREPARED, APPLYING)
# What is to be gone through: accepted dossiers, those that wait for acceptance.
PHASES = ("result", "accept")
FOUND, DECIDED, ENDED = "found", "decided", "ended"
SIZE = 50


def current(for_update: bool = False) -> CalendarChange | None:
    """The change that is prepared or carried out; there is one at a time."""
    asked = select(CalendarChange).where(CalendarChange.stage.in_(OPEN))
    asked = asked.order_by(CalendarChange.id.desc()).limit(1)
    return session().scalars(asked.with_for_update() if for_update else asked).first()


def last_done() -> CalendarChange | None:
    """The change that was carried out last."""
    asked = select(CalendarChange).where(CalendarChange.stage == DONE)
    return session().scalars(asked.order_by(CalendarChange.id.desc()).limit(1)).first()


def begin(text: str, base: str, actor, now: datetime) -> CalendarChange:
    """A new draft; ``actor`` is a (user id, name) pair."""
    row = CalendarChange(
        text=text,
        base=base,
        stage=DRAFT,
        actor=actor[0],
        actor_name=actor[1],
        begun=now,
    )
    for_writing().add(row)
    for_writing().flush()
    return row


def rewind(change: CalendarChange, stage: str, total: int) -> None:
    """Let the worker begin with the first dossier."""
    change.stage, change.phase, change.after = stage, PHASES[0], ""
    change.seen, change.total, change.moving = 0, total, 0


def forget_effects(change: CalendarChange) -> None:
    for_writing().execute(
        delete(CalendarEffect).where(CalendarEffect.change == change.id)
    )


def note_effects(change: CalendarChange, effects) -> None:
    """Enter what a change does: dicts of the columns of `CalendarEffect`; once for each
    dossier, the latest holds."""
    writing = for_writing()
    if not effects:
        return
    rows = [{"change": change.id, "failed": 0, "done": None, **row} for row in effects]
    writing.execute(_adding(writing.get_bind().dialect.name), rows)


@cache
def _adding(dialect):
    adding = insert_of(dialect)(CalendarEffect.__table__)
    names = ("kind", "agency", "turn", "old", "new", "done", "failed")
    return adding.on_conflict_do_update(
        index_elements=["change", "code"],
        set_={name: adding.excluded[name] for name in names},
    )


def effect(change_id: int, code: str) -> CalendarEffect | None:
    return session().get(CalendarEffect, (change_id, code))


def last_moved(change_id: int, size: int = 20) -> list[str]:
    """The dossiers that were moved last."""
    asked = select(CalendarEffect.code).where(
        CalendarEffect.change == change_id, CalendarEffect.done.is_not(None)
    )
    asked = asked.order_by(CalendarEffect.done.desc(), CalendarEffect.code.desc())
    return list(session().scalars(asked.limit(size)))


def effects(change_id: int, agency: str = "", after: str = "", size: int = SIZE):
    """A page of effects by code, and the code to go on after; "" at the end."""
    asked = select(CalendarEffect).where(CalendarEffect.change == change_id)
    if agency:
        asked = asked.where(CalendarEffect.agency == agency)
    asked = asked.where(CalendarEffect.code > after).order_by(CalendarEffect.code)
    rows = session().scalars(asked.limit(size + 1)).all()
    return rows[:size], rows[size - 1].code if len(rows) > size else ""


def by_agency(change_id: int) -> list[tuple[str, dict[str, int]]]:
    """[(agency, {turn: how many})] by agency."""
    asked = (
        select(CalendarEffect.agency, CalendarEffect.turn, func.count())
        .where(CalendarEffect.change == change_id)
        .group_by(CalendarEffect.agency, CalendarEffect.turn)
        .order_by(CalendarEffect.agency)
    )
    found: dict[str, dict[str, int]] = {}
    for agency, turn, many in session().execute(asked):
        found.setdefault(agency, {})[turn] = many
    return list(found.items())


def counts(change_id: int) -> dict[str, int]:
    """{turn: how many}, with "moved" of those that were moved and "failed" of those where
    that went wrong."""
    found: dict[str, int] = {}
    for _agency, turns in by_agency(change_id):
        for turn, many in turns.items():
            found[turn] = found.get(turn, 0) + many
    asked = select(
        func.count(CalendarEffect.done),
        func.sum(case((CalendarEffect.failed > 0, 1), else_=0)),
    ).where(CalendarEffect.change == change_id)
    moved, failed = session().execute(asked).one()
    return found | {"moved": moved, "failed": int(failed or 0)}


def log(**values) -> CalendarLog:
    """Add an entry to the trace."""
    row = CalendarLog(**values)
    for_writing().add(row)
    return row


def last_version() -> CalendarLog | None:
    """The newest entry that bears a calendar."""
    asked = select(CalendarLog).where(CalendarLog.digest != "")
    return session().scalars(asked.order_by(CalendarLog.id.desc()).limit(1)).first()


def version(number: int) -> CalendarLog | None:
    """The entry of that number that bears a calendar."""
    row = session().get(CalendarLog, number)
    return row if row is not None and row.digest else None


def versions(before: int = 0, size: int = SIZE) -> list[CalendarLog]:
    """Entries that bear a calendar, the newest first, older than the one of that number."""
    asked = select(CalendarLog).where(CalendarLog.digest != "")
    if before:
        asked = asked.where(CalendarLog.id < before)
    return session().scalars(asked.order_by(CalendarLog.id.desc()).limit(size)).all()


def ended(change_id: int) -> CalendarLog | None:
    """How a change that moved dossiers ended."""
    asked = select(CalendarLog).where(
        CalendarLog.change == change_id, CalendarLog.what == ENDED
    )
    return session().scalars(asked.limit(1)).first()
