"""Where agencies keep paper dossiers: the places they have named, the last used first."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model_counter import ShelfPlace
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select


SUGGESTED = 50


def use(agency: str, place: str, now: datetime) -> None:
    """Remember that an agency named a place; in the caller's transaction."""
    if not place:
        return
    current = for_writing()
    row = {"agency": agency, "place": place, "used": now}
    current.execute(_using(current.get_bind().dialect.name), row)


@cache
def _using(dialect):
    insert = insert_of(dialect)(ShelfPlace.__table__)
    return insert.on_conflict_do_update(
        index_elements=["agency", "place"], set_={"used": insert.excluded.used}
    )


def known(agencies: Sequence[str], size: int = SUGGESTED) -> list[str]:
    """The places of these agencies, the last used first, at most ``size``."""
    if not agencies:
        return []
    last = func.max(ShelfPlace.used)
    asked = (
        select(ShelfPlace.place)
        .where(ShelfPlace.agency.in_(agencies))
        .group_by(ShelfPlace.place)
        .order_by(last.desc(), ShelfPlace.place)
        .limit(size)
    )
    return list(session().scalars(asked))
