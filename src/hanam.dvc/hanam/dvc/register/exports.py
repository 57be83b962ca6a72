"""Files made in the background, as those who ask for them and those who make them use them.

Whoever changes something here holds the right to write; times are naive local times and are given
by the caller. Who makes a file holds it until a moment that is moved on with every piece of
work; killed, it is free again after that moment, and the next one begins anew.
"""

from datetime import datetime
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.model_exports import CANCELLED
from hanam.dvc.register.model_exports import ExportPiece
from hanam.dvc.register.model_exports import ExportRow
from hanam.dvc.register.model_exports import FAILED
from hanam.dvc.register.model_exports import OPEN
from hanam.dvc.register.model_exports import READY
from hanam.dvc.register.outbox import new_id
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import insert
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import update


AT_ONCE = 50
PIECE = 1 << 20
LONGEST_MESSAGE = 500


def put(kind, user, key, token, parameters, now: datetime, **facts) -> str:
    """Enter a file to be made; its id, or that of the user's file with this token, or of the
    open one with this key. `facts`: language, address. Part of the caller's transaction."""
    current = for_writing()
    row = {
        "id": new_id(),
        "kind": kind,
        "user": user,
        "key": key,
        "token": token,
        "parameters": parameters,
        "state": OPEN,
        "created": now,
        **facts,
    }
    current.execute(_adding(current.get_bind().dialect.name), row)
    asked = select(ExportRow.id).where(ExportRow.user == user, ExportRow.token == token)
    found = current.scalar(asked)
    if found is not None:
        return found
    other = open_of(user, key)
    if other is None:
        raise RegisterBusy("the same file was ended at this moment")
    return other.id


@cache
def _adding(dialect):
    return insert_of(dialect)(ExportRow.__table__).on_conflict_do_nothing()


def get(export: str) -> ExportRow | None:
    return session().get(ExportRow, export)


def open_of(user: str, key: str) -> ExportRow | None:
    """The file of that key that is being made for a user."""
    return _newest(user, key, ExportRow.ended.is_(None))


def ready_of(user: str, key: str) -> ExportRow | None:
    """The newest file of that key that lies ready for a user."""
    return _newest(user, key, ExportRow.state == READY)


def _newest(user, key, condition):
    asked = select(ExportRow).where(
        ExportRow.user == user, ExportRow.key == key, condition
    )
    return session().scalars(asked.order_by(ExportRow.id.desc()).limit(1)).first()


def of_user(user: str, size: int = AT_ONCE) -> list[ExportRow]:
    """The files a user asked for, newest first."""
    asked = select(ExportRow).where(ExportRow.user == user)
    return list(session().scalars(asked.order_by(ExportRow.id.desc()).limit(size)))


def count_open(user: str) -> int:
    """How many files are being made for a user."""
    asked = select(func.count()).where(
        ExportRow.user == user, ExportRow.ended.is_(None)
    )
    return session().scalar(asked)


def to_do(now: datetime, size: int = AT_ONCE) -> list[str]:
    """The ids of files that nobody makes at ``now``, oldest first."""
    asked = select(ExportRow.id).where(ExportRow.ended.is_(None), _free(now))
    return list(session().scalars(asked.order_by(ExportRow.id).limit(size)))


def _free(now):
    return or_(ExportRow.taken.is_(None), ExportRow.taken < now)


def take(export: str, worker: str, now: datetime, until: datetime) -> ExportRow | None:
    """The file, held by ``worker`` until a moment; None where another was first."""
    asked = (
        select(ExportRow)
        .where(ExportRow.id == export, ExportRow.ended.is_(None), _free(now))
        .with_for_update(skip_locked=True)
    )
    row = for_writing().scalars(asked).first()
    if row is not None:
        row.worker, row.taken, row.tries = worker, until, row.tries + 1
    return row


def hold(export: str, worker: str, until: datetime, **values) -> bool:
    """Hold on to a file and note ``values`` (done, total, scope, persons); False where it is
    not ours any more, or was cancelled."""
    return _change(export, worker, taken=until, **values)


def give_back(export: str, worker: str, at: datetime | None, **values) -> bool:
    """Leave a file to others from a moment on (None: at once); `values`: tries."""
    return _change(export, worker, taken=at, worker="", **values)


def finish(export: str, worker: str, now: datetime, **values) -> bool:
    """Say that a file is ready; `values`: name, size, digest, message, expires."""
    return _change(export, worker, state=READY, ended=now, **values)


def fail(export, worker, message: str, now: datetime, expires: datetime) -> bool:
    """Say why a file was not made."""
    message = message[:LONGEST_MESSAGE]
    return _change(
        export, worker, state=FAILED, ended=now, message=message, expires=expires
    )


def _change(export, holder, /, **values):
    changed = for_writing().execute(
        update(ExportRow)
        .where(
            ExportRow.id == export,
            ExportRow.worker == holder,
            ExportRow.ended.is_(None),
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def add_piece(export: str, no: int, data: bytes) -> None:
    for_writing().execute(
        insert(ExportPiece.__table__), {"export": export, "no": no, "data": data}
    )


def pieces(export: str):
    """The pieces of a file in their order, read one by one."""
    no = 0
    while True:
        no += 1
        asked = select(ExportPiece.data).where(
            ExportPiece.export == export, ExportPiece.no == no
        )
        data = session().scalar(asked)
        if data is None:
            return
        yield data


def cancel(export: str, now: datetime, expires: datetime) -> bool:
    """Make it no further; True where it was open."""
    changed = for_writing().execute(
        update(ExportRow)
        .where(ExportRow.id == export, ExportRow.ended.is_(None))
        .values(state=CANCELLED, ended=now, expires=expires, worker="")
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)


def drop(*exports: str) -> None:
    """Delete files with everything known of them."""
    current = for_writing()
    for kind, column in (
        (ExportPiece, ExportPiece.export),
        (ExportRow, ExportRow.id),
    ):
        current.execute(
            delete(kind)
            .where(column.in_(exports))
            .execution_options(synchronize_session=False)
        )


def drop_expired(now: datetime) -> int:
    """Delete some of the files whose time is over; how many."""
    asked = select(ExportRow.id).where(ExportRow.expires < now)
    found = list(
        for_writing().scalars(asked.order_by(ExportRow.expires).limit(AT_ONCE))
    )
    drop(*found)
    return len(found)
