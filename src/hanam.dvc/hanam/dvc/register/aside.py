"""Changes that stand whatever becomes of the request: counts of what was tried."""

from collections.abc import Iterator
from contextlib import contextmanager
from hanam.dvc.register.session import engine
from hanam.dvc.register.session import session
from sqlalchemy.engine import Connection


@contextmanager
def aside() -> Iterator[Connection]:
    """A connection with a transaction of its own, committed at the end of the block.

    Who guesses a code must not undo the count of the guess by letting the request fail. Where
    this thread already writes, its own transaction is used: SQLite has one writer, and
    waiting for oneself would last for ever.
    """
    current = session()
    if current.info.get("writing"):
        yield current.connection()
        return
    with engine().connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection
        connection.commit()
