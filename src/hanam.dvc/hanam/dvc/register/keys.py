"""Idempotency keys: the same filing sent twice makes one dossier."""

from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.errors import KeyReused
from hanam.dvc.register.model import FilingKey
from hanam.dvc.register.session import for_writing
from sqlalchemy import select


def claim(scope, key, digest):
    """Take a key: None when it is ours now, else the code of the dossier it led to.

    Of two filings with one key the second waits here until the first has committed or aborted.
    `scope` keeps the keys of different users apart; `digest` is of all that was sent. Raises
    `KeyReused` when the key came before with another digest.
    """
    current = for_writing()
    row = {"scope": scope, "key": key, "digest": digest, "code": ""}
    current.execute(_adding(current.get_bind().dialect.name), row)
    table = FilingKey.__table__
    known = current.execute(
        select(table.c.digest, table.c.code).where(
            table.c.scope == scope, table.c.key == key
        )
    ).one()
    if known.digest != digest:
        raise KeyReused(key)
    return known.code or None


def bind(scope, key, digest, code):
    """Tie a key to the dossier that was filed with it; a second call ties it anew."""
    current = for_writing()
    row = {"scope": scope, "key": key, "digest": digest, "code": code}
    current.execute(_tying(current.get_bind().dialect.name), row)


@cache
def _adding(dialect):
    return insert_of(dialect)(FilingKey.__table__).on_conflict_do_nothing()


@cache
def _tying(dialect):
    table = FilingKey.__table__
    insert = insert_of(dialect)(table)
    return insert.on_conflict_do_update(
        index_elements=[table.c.scope, table.c.key],
        set_={"digest": insert.excluded.digest, "code": insert.excluded.code},
    )
