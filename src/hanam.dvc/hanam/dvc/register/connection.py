"""Connections to the two databases, set up so that both keep the same promises."""

from hanam.dvc.register.errors import RegisterBusy
from pathlib import Path
from sqlalchemy import create_engine
from sqlalchemy import event
from sqlalchemy.engine import make_url

import sqlite3


LOCK_TIMEOUT = 10.0
SQLITE_BUSY = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED
POSTGRESQL_BUSY = {"40001", "40P01", "55P03"}  # serialization, deadlock, lock timeout


def create(url, lock_timeout=LOCK_TIMEOUT):
    """An engine for a SQLAlchemy URL; `lock_timeout` in seconds."""
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        made = _sqlite(url, lock_timeout)
    else:
        # Reading by an index is cheap on today's disks; PostgreSQL's own guess is not so.
        options = (
            f"-c lock_timeout={int(lock_timeout * 1000)} -c timezone=UTC"
            " -c random_page_cost=1.1 -c jit=off"
        )
        made = create_engine(url, pool_pre_ping=True, connect_args={"options": options})
    event.listen(made, "handle_error", _as_transient)
    return made


def _sqlite(url, lock_timeout):
    # zope.sqlalchemy knows that SQLite has no savepoints by this very name.
    url = url.set(drivername="sqlite")
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(
        url, connect_args={"isolation_level": None, "timeout": lock_timeout}
    )

    @event.listens_for(made, "connect")
    def prepare(connection, record):
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(made, "begin")
    def begin(connection):
        # The driver begins nothing by itself (isolation_level=None).
        connection.exec_driver_sql("BEGIN")

    return made


def _as_transient(context):
    if is_busy(context.original_exception):
        raise RegisterBusy(
            str(context.original_exception)
        ) from context.original_exception


def is_busy(error):
    """True for a driver's error that only says: another transaction was in the way."""
    if isinstance(error, sqlite3.OperationalError):
        return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in SQLITE_BUSY
    return getattr(error, "pgcode", None) in POSTGRESQL_BUSY
