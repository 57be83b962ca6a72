"""The session of the register: one per thread, bound to the Zope transaction.

It commits with the Zope transaction (last, in its vote) and aborts with it. Reading needs only
`session()`. Whoever writes calls `for_writing()` before it touches the register otherwise:

* SQLite has one writer at a time. `for_writing()` takes that place at once (BEGIN IMMEDIATE) and
  waits for it outside of any ZODB lock. Taken later, inside the commit, the wait would happen
  while the storage of the ZODB holds its own commit lock; the writer in possession needs that
  lock to end, and both would stand still until one times out. For this reason a flush of changes
  without `for_writing()` is refused, and `for_writing()` has the session flushed just before the
  commit begins.
* PostgreSQL has row locks; there the flush before the commit has the same purpose.

Who waits in vain, or loses against another transaction, gets `RegisterBusy`, a TransientError, and
Zope runs the request again.
"""

from hanam.dvc.register import derived  # noqa: F401 - its listeners
from hanam.dvc.register.connection import create
from hanam.dvc.register.connection import LOCK_TIMEOUT
from hanam.dvc.register.errors import NotForWriting
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.schema import create_all as create_tables
from hanam.dvc.register.schema import empty
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import scoped_session
from sqlalchemy.orm import Session
from sqlalchemy.orm import sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from threading import RLock

import os
import transaction
import zope.sqlalchemy


class RegisterSession(Session):
    """A session that tells a lost race as what it is: a reason to try again."""

    def flush(self, objects=None):
        try:
            super().flush(objects)
        except StaleDataError as error:
            raise RegisterBusy("changed by another transaction") from error


class _Register:
    """Where the register is and who has it open; one per process."""

    def __init__(self):
        self.lock = RLock()
        self.url = None
        self.lock_timeout = LOCK_TIMEOUT
        self.engine = None
        self.sessions = None

    def open(self):
        with self.lock:
            if self.sessions is None:
                self.engine = create(self.url or default_url(), self.lock_timeout)
                create_tables(self.engine)
                sessions = scoped_session(
                    sessionmaker(bind=self.engine, class_=RegisterSession)
                )
                zope.sqlalchemy.register(sessions)
                _guard(sessions)
                self.sessions = sessions
            return self.sessions

    def close(self):
        with self.lock:
            if self.sessions is not None:
                self.sessions.remove()
                self.engine.dispose()
            self.engine = self.sessions = None


_register = _Register()


def default_url():
    """The address from DVC_REGISTER_URL, or of the SQLite file under DVC_VAR."""
    if url := os.environ.get("DVC_REGISTER_URL"):
        return url
    var = Path(os.environ.get("DVC_VAR") or "instance/var").absolute()
    return f"sqlite:///{var / 'register.sqlite'}"


def configure(url=None, lock_timeout=LOCK_TIMEOUT):
    """Say where the register is (SQLAlchemy URL; None: the environment says it).

    It is opened at first use; a register already open in this process is closed. `lock_timeout`:
    seconds to wait for another writer.
    """
    _register.close()
    _register.url = url
    _register.lock_timeout = lock_timeout


def engine():
    """The engine of the register, opened and with its tables in place."""
    _register.open()
    return _register.engine


def session():
    """The session of this thread, for reading."""
    return _register.open()()


def for_writing():
    """The session of this thread, with the right to write until the end of the transaction.

    Call it before anything else that touches the register. What was read before is forgotten
    and read again when asked for. Raises `RegisterBusy` when another writer does not end in time,
    `NotForWriting` when changes were made before.
    """
    current = session()
    if current.info.get("writing"):
        return current
    if current.new or current.dirty or current.deleted:
        raise NotForWriting("call for_writing() before the first change")
    connection = current.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    current.expire_all()
    current.info["writing"] = True
    zope.sqlalchemy.mark_changed(current)
    transaction.get().addBeforeCommitHook(_flush, (current,))
    return current


def look_again():
    """See what other connections have written since this transaction began to read."""
    current = session()
    if current.info.get("writing"):
        return
    connection = current.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN")
    current.expire_all()


def _flush(current):
    if current.info.get("writing"):
        current.flush()


def create_all():
    """Create the tables that are missing; a second call changes nothing.

    Raises `SchemaTooNew` when a newer release has written this register.
    """
    create_tables(engine())


def wipe():
    """Empty every table (tests)."""
    session().close()
    empty(engine())


def _guard(sessions):
    """Refuse changes without `for_writing()`, and changes of the history at any time."""

    @event.listens_for(sessions, "before_flush")
    def before_flush(current, context, instances):
        if not current.info.get("writing"):
            raise NotForWriting("call for_writing() before the first change")
        for row in (*current.dirty, *current.deleted):
            if isinstance(row, HistoryRow) and current.is_modified(row):
                raise NotForWriting("the history is only ever added to")

    @event.listens_for(sessions, "do_orm_execute")
    def before_statement(state):
        changes = state.is_insert or state.is_update or state.is_delete
        if changes and not state.session.info.get("writing"):
            raise NotForWriting("call for_writing() before the first change")

    @event.listens_for(sessions, "after_transaction_end")
    def after_end(current, ended):
        if ended.parent is None:
            current.info.pop("writing", None)
