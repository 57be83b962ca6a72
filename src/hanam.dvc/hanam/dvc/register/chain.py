"""Every entry of the history is chained to the one before it, by whomever it is added.

The mapper does it while an entry is written. The head of a dossier's chain is read and moved in
the same transaction under the lock of its own row: two writers to one dossier make one chain,
writers to different dossiers do not meet.
"""

from dataclasses import fields
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model_chain import ChainHead
from hanam.dvc.rules import chain
from hanam.dvc.rules import codes
from sqlalchemy import bindparam
from sqlalchemy import event
from sqlalchemy import inspect
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy.schema import CreateColumn

import os


HEAD = ChainHead.__table__
HISTORY = HistoryRow.__table__
# A fact of an entry → the column it is in.
COLUMNS = {
    field.name: {
        "name": "actor_name",
        "source": "from_state",
        "target": "to_state",
    }.get(field.name, field.name)
    for field in fields(chain.Entry)
}
FIND = select(HEAD).where(HEAD.c.code == bindparam("of")).with_for_update()
MOVE = (
    HEAD.update()
    .where(HEAD.c.code == bindparam("of"))
    .values({name: bindparam(name) for name in ("no", "hash", "since")})
)


def entry_of(row) -> chain.Entry:
    """The entry that a row of the history holds."""
    return chain.Entry(
        **{name: getattr(row, column) for name, column in COLUMNS.items()}
    )


def new_salt() -> str:
    return os.urandom(16).hex()


@event.listens_for(HistoryRow, "before_insert")
def _hang_on(mapper, connection, row):
    complete(row)
    add(connection, row)


def complete(row) -> None:
    """Write down what the database would put where nothing is given."""
    for column in COLUMNS.values():
        if getattr(row, column) is None:
            setattr(row, column, 0 if column == "no" else "")


def add(connection, row) -> None:
    """Give a new row of the history its number, salt and hash, and move the head."""
    head = connection.execute(FIND, {"of": row.code}).one_or_none()
    row.no, row.salt = 1 if head is None else head.no + 1, new_salt()
    previous = chain.START if head is None else head.hash
    row.hash = chain.link(previous, chain.facts_of(entry_of(row)))
    # What is filed for practice goes one day: no seal of a day counts on it.
    day = None if codes.is_practice(row.code) else row.at.date()
    if head is None:
        values = {"code": row.code, "no": 1, "hash": row.hash, "sealed": 0}
        made = connection.execute(
            _beginning(connection.dialect.name), values | {"since": day}
        )
        if not made.rowcount:
            raise RegisterBusy("another transaction began the history of this dossier")
        return
    since = head.since or day
    connection.execute(
        MOVE, {"of": row.code, "no": row.no, "hash": row.hash, "since": since}
    )


@cache
def _beginning(dialect):
    return insert_of(dialect)(HEAD).on_conflict_do_nothing()


def add_to_old_tables(connection) -> None:
    """Chain the entries of a register from before there were chains, in their order.

    Only where the columns are missing: what comes without a link later was not written by
    the portal.
    """
    known = {column["name"] for column in inspect(connection).get_columns("history")}
    missing = [column for column in HISTORY.columns if column.name not in known]
    for column in missing:
        ddl = CreateColumn(column).compile(dialect=connection.dialect)
        connection.execute(text(f"ALTER TABLE history ADD COLUMN {ddl}"))
    if missing:
        _chain_all(connection)


LINK = (
    HISTORY.update()
    .where(HISTORY.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in ("no", "salt", "hash")})
)
BLOCK = 5000


class _Old:
    """A row of an old table, with room for its link."""

    def __init__(self, row):
        self.__dict__.update(row._mapping)


def _chain_all(connection):
    asked = select(HISTORY).order_by(HISTORY.c.code, HISTORY.c.id).limit(BLOCK)
    last, head = ("", 0), {}
    while rows := connection.execute(asked.where(_after(*last))).all():
        links, heads = [], []
        for row in map(_Old, rows):
            if row.code != head.get("code"):
                heads.append(head)
                day = row.at.date()
                head = {"code": row.code, "no": 0, "hash": chain.START, "since": day}
            row.no, row.salt = head["no"] + 1, new_salt()
            row.hash = chain.link(head["hash"], chain.facts_of(entry_of(row)))
            head |= {"no": row.no, "hash": row.hash}
            links.append(
                {"of": row.id, "no": row.no, "salt": row.salt, "hash": row.hash}
            )
            last = row.code, row.id
        connection.execute(LINK, links)
        if heads := [one | {"sealed": 0} for one in heads if one]:
            connection.execute(HEAD.insert(), heads)
    if head:
        connection.execute(HEAD.insert(), head | {"sealed": 0})


def _after(code, row_id):
    return (HISTORY.c.code > code) | (
        (HISTORY.c.code == code) & (HISTORY.c.id > row_id)
    )
