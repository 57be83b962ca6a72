"""Counting what one address does, for all processes; see `rules.brakes`.

What is counted is committed at once, by a connection of its own: a request that fails or is
undone was made all the same. Do not count after `for_writing()` in the same request.
"""

from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.model_brakes import Brake
from hanam.dvc.register.session import engine
from hanam.dvc.rules import brakes
from sqlalchemy import delete
from sqlalchemy import select
from time import time


def wait(who: str, most: dict[str, int], window: int, clock=time) -> int:
    """Seconds until ``who`` may do once more what is limited; 0 if at once.

    ``most``: kind → how often in ``window`` seconds.
    """
    number, since = brakes.place(clock(), window)
    table = Brake.__table__
    asked = select(table.c.kind, table.c.window, table.c.n).where(
        table.c.who == who,
        table.c.kind.in_(tuple(most)),
        table.c.window.in_((number - 1, number)),
    )
    with engine().connect() as connection:
        found = {(kind, at): n for kind, at, n in connection.execute(asked)}
    return max(
        brakes.wait(
            found.get((kind, number - 1), 0),
            found.get((kind, number), 0),
            since,
            window,
            limit,
        )
        for kind, limit in most.items()
    )


def count(who: str, kinds, window: int, times: int = 1, clock=time) -> bool:
    """Note that ``who`` did it; whether it could be noted.

    A register that others are writing to for long does not stop who asks: then nothing is
    noted.
    """
    number, _since = brakes.place(clock(), window)
    rows = [
        {
            "who": who,
            "kind": kind,
            "window": number,
            "n": times,
            "ends": (number + 2) * window,
        }
        for kind in sorted(kinds)
    ]
    try:
        with engine().connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.execute(_counting(connection.dialect.name), rows)
            connection.commit()
    except RegisterBusy:
        return False
    return True


def forget(clock=time) -> int:
    """Delete the rows that are of no use any more; how many they were."""
    with engine().begin() as connection:
        found = connection.execute(delete(Brake).where(Brake.ends < int(clock())))
        return found.rowcount


@cache
def _counting(dialect):
    table = Brake.__table__
    insert = insert_of(dialect)(table)
    return insert.on_conflict_do_update(
        index_elements=[table.c.who, table.c.kind, table.c.window],
        set_={"n": table.c.n + insert.excluded.n},
    )
