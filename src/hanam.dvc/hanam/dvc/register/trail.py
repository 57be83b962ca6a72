"""Reading the history with its links, and entering those who only looked."""

from collections.abc import Iterable
from hanam.dvc.register import chain
from hanam.dvc.register.aside import aside
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model_chain import ChainHead
from hanam.dvc.register.model_chain import DayLeaf
from hanam.dvc.register.model_chain import DaySeal
from hanam.dvc.register.session import session
from sqlalchemy import insert
from sqlalchemy import select


def whole(code: str) -> list[HistoryRow]:
    """All entries of a dossier, readings too, in the order of its chain."""
    asked = select(HistoryRow).where(HistoryRow.code == code).order_by(HistoryRow.id)
    return session().scalars(asked).all()


def entries(code: str) -> list:
    """As `whole`, as rows to be read only: an entry costs next to nothing."""
    columns = HistoryRow.__table__.columns
    asked = select(*columns).where(columns.code == code).order_by(columns.id)
    return list(session().execute(asked))


def head(code: str) -> ChainHead | None:
    return session().get(ChainHead, code)


def leaves(code: str) -> list[DayLeaf]:
    """Under which seals a dossier is, oldest first."""
    asked = select(DayLeaf).where(DayLeaf.code == code).order_by(DayLeaf.day)
    return session().scalars(asked).all()


def leaves_of(day) -> list[str]:
    """The leaves of a sealed day in their order in the tree."""
    asked = select(DayLeaf.leaf).where(DayLeaf.day == day).order_by(DayLeaf.leaf)
    return session().scalars(asked).all()


def seal_of(day) -> DaySeal | None:
    return session().get(DaySeal, day)


def seals(after=None, size: int | None = None) -> list[DaySeal]:
    """Sealed days, newest first; those before ``after`` where it is given."""
    asked = select(DaySeal).order_by(DaySeal.day.desc())
    if after is not None:
        asked = asked.where(DaySeal.day < after)
    return session().scalars(asked.limit(size)).all()


def has_entry(code: str, actor: str, action: str, since) -> bool:
    """Whether somebody has an entry of this kind at a dossier from a moment on."""
    asked = select(HistoryRow.id).where(
        HistoryRow.code == code,
        HistoryRow.actor == actor,
        HistoryRow.action == action,
        HistoryRow.at >= since,
    )
    return session().scalars(asked.limit(1)).first() is not None


def enter(rows: Iterable[HistoryRow]) -> None:
    """Add entries in a transaction of their own, apart from that of the request."""
    with aside() as connection:
        # Always in this order, so that no two such transactions wait for each other.
        for row in sorted(rows, key=lambda row: row.code):
            chain.complete(row)
            chain.add(connection, row)
            values = {
                name: getattr(row, name) for name in ("at", *chain.COLUMNS.values())
            }
            connection.execute(
                insert(HistoryRow.__table__), values | {"hash": row.hash}
            )
