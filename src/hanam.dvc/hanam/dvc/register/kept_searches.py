"""Searches of staff, kept under a key until they end."""

from datetime import datetime
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_searches import KeptSearch
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import delete
from sqlalchemy import select
from typing import NamedTuple


class Kept(NamedTuple):
    """What a user searched for, and when it is forgotten."""

    text: str
    words: str
    ends: datetime


def of(key: str, user: str, now: datetime) -> Kept | None:
    """What a user kept under a key, while it holds; another's is as unknown as any."""
    asked = select(KeptSearch.text, KeptSearch.words, KeptSearch.ends).where(
        KeptSearch.key == key, KeptSearch.user == user, KeptSearch.ends > now
    )
    row = session().execute(asked).first()
    return None if row is None else Kept(*row)


def put(key: str, user: str, text: str, words: str, ends: datetime) -> None:
    """Keep a search of a user until a moment; what is there already lives as long."""
    current = for_writing()
    dialect = current.get_bind().dialect.name
    current.execute(
        _putting(dialect),
        {"key": key, "user": user, "text": text, "words": words, "ends": ends},
    )


@cache
def _putting(dialect):
    insert = insert_of(dialect)(KeptSearch.__table__)
    return insert.on_conflict_do_update(
        index_elements=["key"], set_={"ends": insert.excluded.ends}
    )


def drop_before(now: datetime) -> None:
    """Forget what has ended."""
    for_writing().execute(delete(KeptSearch).where(KeptSearch.ends <= now))
