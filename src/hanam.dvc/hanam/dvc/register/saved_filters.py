"""Saved filters and the looks of worklists; whoever changes them holds the right to write."""

from hanam.dvc.register.model_lists import ListChoice
from hanam.dvc.register.model_lists import SavedFilter
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import and_
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select


def of(user: str, agencies) -> list[SavedFilter]:
    """The filters of a user, then those shared at agencies, each by title."""
    own = and_(SavedFilter.user == user, SavedFilter.agency == "")
    shared = SavedFilter.agency.in_(list(agencies))
    found = session().scalars(select(SavedFilter).where(or_(own, shared))).all()
    return sorted(found, key=lambda row: (bool(row.agency), row.title, row.id))


def get(number: int) -> SavedFilter | None:
    """A saved filter by its id."""
    return session().get(SavedFilter, number)


def count(user: str, agency: str) -> int:
    """How many filters a user has, or an agency shares."""
    asked = select(func.count()).where(
        SavedFilter.user == ("" if agency else user), SavedFilter.agency == agency
    )
    return session().scalar(asked)


def save(user: str, agency: str, title: str, query: str, now) -> int:
    """Keep a filter under a title, in the place of one of the same title; its id.

    With ``agency`` it is shared there, else it is the user's own.
    """
    current = for_writing()
    owner = "" if agency else user
    asked = select(SavedFilter).where(
        SavedFilter.user == owner,
        SavedFilter.agency == agency,
        SavedFilter.title == title,
    )
    row = current.scalar(asked)
    if row is None:
        row = SavedFilter(user=owner, agency=agency, title=title)
        current.add(row)
    row.query, row.made_by, row.changed = query, user, now
    current.flush()
    return row.id


def rename(number: int, title: str, now) -> None:
    """Give a saved filter another title."""
    for_writing()
    row = get(number)
    if row is not None:
        row.title, row.changed = title, now


def drop(number: int) -> None:
    """Forget a saved filter."""
    current = for_writing()
    row = get(number)
    if row is not None:
        current.delete(row)


def choice(user: str) -> ListChoice | None:
    """How a user's list looks, None where nothing was chosen."""
    return session().get(ListChoice, user)


def choose(user: str, now, **values) -> None:
    """Set ``columns`` or ``first`` of a user's list."""
    current = for_writing()
    row = current.get(ListChoice, user)
    if row is None:
        row = ListChoice(user=user, columns="", first="")
        current.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.changed = now
