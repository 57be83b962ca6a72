"""Hand-over slips: which dossiers go from one office to another, and which have arrived.

Nothing here asks who may; `dossiers.slips` does, and writes the history.
"""

from collections.abc import Sequence
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model_counter import Slip
from hanam.dvc.register.model_counter import SlipLine
from hanam.dvc.register.model_counter import SlipNumber
from hanam.dvc.register.numbering import counted
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import or_
from sqlalchemy import select
from sqlalchemy import text


OPEN, HANDED, DONE, CANCELLED = "open", "handed", "done", "cancelled"
STATES = (OPEN, HANDED, DONE, CANCELLED)
LISTED = 50


def by_id(number: int, for_update: bool = False) -> Slip | None:
    """A slip, locked until the end of the transaction with ``for_update`` (PostgreSQL)."""
    return session().get(Slip, number, with_for_update=for_update or None)


def lines(number: int) -> list[SlipLine]:
    """The lines of a slip in the order in which they were added."""
    asked = select(SlipLine).where(SlipLine.slip == number)
    return list(session().scalars(asked.order_by(SlipLine.no, SlipLine.code)))


def with_rows(number: int) -> list[tuple[SlipLine, DossierRow | None]]:
    """The lines of a slip, each with the row of its dossier."""
    asked = (
        select(SlipLine, DossierRow)
        .outerjoin(DossierRow, DossierRow.code == SlipLine.code)
        .where(SlipLine.slip == number)
        .order_by(SlipLine.no, SlipLine.code)
    )
    return [tuple(pair) for pair in session().execute(asked)]


def last_no(number: int) -> int:
    """The highest number of a line on a slip; 0 on an empty one."""
    asked = select(func.max(SlipLine.no)).where(SlipLine.slip == number)
    return session().scalar(asked) or 0


def line(number: int, code: str) -> SlipLine | None:
    """The line of a dossier on a slip, or None."""
    return session().get(SlipLine, (number, code))


def under_way(code: str) -> SlipLine | None:
    """The line on which a dossier is under way, or None."""
    # In the very words of the partial index, or SQLite would not use it.
    asked = select(SlipLine).where(SlipLine.code == code, text("under_way"))
    return session().scalars(asked).first()


def of_agencies(
    agencies: Sequence[str], states: Sequence[str], size: int = LISTED
) -> list[Slip]:
    """Slips that these agencies hand over or receive, the newest first."""
    if not agencies:
        return []
    theirs = or_(Slip.agency.in_(agencies), Slip.to_agency.in_(agencies))
    asked = select(Slip).where(theirs, Slip.state.in_(states))
    return list(session().scalars(asked.order_by(Slip.id.desc()).limit(size)))


def sizes(numbers: Sequence[int]) -> dict[int, tuple[int, int]]:
    """{slip: (dossiers on it, dossiers still under way)}."""
    if not numbers:
        return {}
    still = func.count().filter(SlipLine.under_way.is_(True))
    asked = (
        select(SlipLine.slip, func.count(), still)
        .where(SlipLine.slip.in_(numbers))
        .group_by(SlipLine.slip)
    )
    return {slip: (all_, left) for slip, all_, left in session().execute(asked)}


def offices(agencies: Sequence[str], size: int = LISTED) -> list[str]:
    """Names of offices on the latest slips of these agencies, each once."""
    found: dict[str, None] = {}
    for slip in of_agencies(agencies, STATES, size):
        for name in (slip.from_office, slip.to_office):
            if name:
                found.setdefault(name)
    return list(found)


def next_number(agency: str, year: int) -> int:
    """The next number of an agency's slips in a year, from 1, without gaps: who takes one
    waits for the other, and an abort gives it back."""
    return counted(SlipNumber, agency=agency, year=year)
