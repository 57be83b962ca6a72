"""What waits for whom, page by page: open legs of agencies, and opinions that are owed.

A page is read from the partial indexes of what is open, agency by agency from where the page
before it ended, so that the last page costs what the first does.
"""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.register import together
from hanam.dvc.register.model import NO_DEADLINE
from hanam.dvc.register.model_together import ASKED
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from hanam.dvc.register.model_together import OPEN
from hanam.dvc.register.session import session
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import tuple_


SIZE = 50
# When it is due (None: nobody knows), the code and the number: where a page ends.
Place = tuple[datetime | None, str, int]


@dataclass(frozen=True)
class Page:
    """Rows, those due first, and the place to go on from; None at the end."""

    rows: tuple
    after: Place | None


def legs(agencies, of_clerks=(), after: Place | None = None, size: int = SIZE) -> Page:
    """The open legs of ``agencies``; of ``of_clerks`` only a clerk's."""
    row = LegRow
    wanted = [[row.agency == slug] for slug in agencies]
    wanted += [[row.agency == slug, row.role == "clerk"] for slug in of_clerks]
    return _page(row, OPEN, wanted, after, size)


def consultations(
    agencies, person: str, after: Place | None = None, size: int = SIZE
) -> Page:
    """The opinions that these agencies, or this person, still owe."""
    row = ConsultationRow
    wanted = [[row.agency == slug, row.person == ""] for slug in agencies]
    if person:
        wanted.append([row.person == person])
    return _page(row, ASKED, wanted, after, size)


def _page(row, state: str, wanted, after, size: int) -> Page:
    """The kinds of ``wanted`` shut each other out; each is read by itself and they are
    merged."""
    found = []
    for conditions in wanted:
        limits = [text(state), together.is_real(row.code), *conditions]
        found += _read(row, limits, after, size + 1)
    found.sort(key=lambda one: (one.due or NO_DEADLINE, one.code, one.no))
    rows = tuple(found[:size])
    last = rows[-1] if len(found) > size else None
    return Page(rows, last and (last.due, last.code, last.no))


def _read(row, limits, after, most: int) -> list:
    """The next ``most`` of one kind: what has a date first, then what has none."""
    found = []
    if after is None or after[0] is not None:
        place = (row.due, row.code, row.no)
        asked = select(row).where(*limits, row.due.is_not(None))
        if after is not None:
            asked = asked.where(tuple_(*place) > tuple_(*after))
        found += session().scalars(asked.order_by(*place).limit(most))
        after = None
    if len(found) < most and row.due.nullable:
        place = (row.code, row.no)
        asked = select(row).where(*limits, row.due.is_(None))
        if after is not None:
            asked = asked.where(tuple_(*place) > tuple_(*after[1:]))
        found += session().scalars(asked.order_by(*place).limit(most - len(found)))
    return found
