"""What readers say of the pages: counts by page and day, remarks without personal data."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from hanam.dvc.register.dialects import insert_of
from hanam.dvc.register.model import PageRemark
from hanam.dvc.register.model import PageVotes
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select


@dataclass(frozen=True)
class PageLine:
    """A page with its votes since a day."""

    page: str
    useful: int
    not_useful: int


def vote(page: str, day: date, useful: bool) -> None:
    """Count one reader's answer."""
    current = for_writing()
    row = {"page": page, "day": day, "useful": useful, "not_useful": not useful}
    row |= {name: int(row[name]) for name in ("useful", "not_useful")}
    current.execute(_counting(current.get_bind().dialect.name), row)


@cache
def _counting(dialect):
    table = PageVotes.__table__
    insert = insert_of(dialect)(table)
    return insert.on_conflict_do_update(
        index_elements=[table.c.page, table.c.day],
        set_={
            name: table.c[name] + insert.excluded[name]
            for name in ("useful", "not_useful")
        },
    )


def remark(page: str, day: date, useful: bool, text: str) -> None:
    """Keep what a reader wrote; the caller has taken out what could be personal."""
    for_writing().add(PageRemark(page=page, day=day, useful=useful, text=text))


def pages(since: date) -> list[PageLine]:
    """The pages that had votes since a day, in the order of their paths."""
    asked = (
        select(
            PageVotes.page, func.sum(PageVotes.useful), func.sum(PageVotes.not_useful)
        )
        .where(PageVotes.day >= since)
        .group_by(PageVotes.page)
        .order_by(PageVotes.page)
    )
    return [
        PageLine(page, int(yes), int(no)) for page, yes, no in session().execute(asked)
    ]


def remarks(since: date, size: int = 200) -> list[PageRemark]:
    """The latest remarks since a day that no editor has hidden."""
    asked = (
        select(PageRemark)
        .where(PageRemark.hidden.is_(False), PageRemark.day >= since)
        .order_by(PageRemark.day.desc(), PageRemark.id.desc())
        .limit(size)
    )
    return list(session().scalars(asked))


def hide(number: int) -> bool:
    """Hide a remark; False if there is none of this number. A second call changes nothing."""
    found = for_writing().get(PageRemark, number)
    if found is None:
        return False
    found.hidden = True
    return True
