"""Letters and their numbers."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model_letters import ClosedBook
from hanam.dvc.register.model_letters import LetterNumber
from hanam.dvc.register.model_letters import LetterRow
from hanam.dvc.register.numbering import counted
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from sqlalchemy import func
from sqlalchemy import select


BOOK = "01"
BEYOND = 2**31 - 1


@dataclass(frozen=True)
class LettersQuery:
    """What to list: of these agencies (none: nothing), newest first.

    `kind`: one of "01" to "04", empty for all. `number`: the number, 0 for all. `start` and
    `end`: days, the last included. `before`: the id that the page before ended with.
    """

    agencies: tuple = ()
    kind: str = ""
    number: int = 0
    start: date | None = None
    end: date | None = None
    before: int = 0
    size: int = 50


def next_number(agency: str, kind: str, year: int) -> int:
    """The next number of an agency for a kind of letter in a year, from 1, without gaps.

    Two letters of one agency and kind wait for each other here until the first has committed
    or aborted; an abort gives the number back.
    """
    return counted(LetterNumber, agency=agency, kind=kind, year=year)


def enter(code: str, kind: str, event: str, at: datetime, **facts) -> LetterRow:
    """The letter of an event, with its number; the same one however often it is asked for.

    `facts`: agency, by, by_name, note, address, due.
    """
    current = for_writing()
    found = of_event(code, kind, event)
    if found is not None:
        return found
    number = next_number(facts["agency"], kind, at.year)
    row = LetterRow(
        code=code, kind=kind, event=event, at=at, year=at.year, no=number, **facts
    )
    current.add(row)
    current.flush()
    return row


def of_event(code: str, kind: str, event: str) -> LetterRow | None:
    """The letter that tells of an event, if it has been entered."""
    asked = select(LetterRow).where(
        LetterRow.code == code, LetterRow.kind == kind, LetterRow.event == event
    )
    return session().scalars(asked).first()


def of_dossier(code: str, kind: str = "") -> list[LetterRow]:
    """The letters of a dossier, oldest first."""
    asked = select(LetterRow).where(LetterRow.code == code)
    if kind:
        asked = asked.where(LetterRow.kind == kind)
    return list(session().scalars(asked.order_by(LetterRow.at, LetterRow.id)))


def by_id(number: int, for_update: bool = False) -> LetterRow | None:
    return session().get(LetterRow, number, with_for_update=for_update or None)


def to_make(size: int = 50) -> list[tuple[int, str]]:
    """(id, code) of letters whose document was not made yet, oldest first."""
    asked = select(LetterRow.id, LetterRow.code).where(LetterRow.made.is_(None))
    return [
        tuple(row)
        for row in session().execute(asked.order_by(LetterRow.id).limit(size))
    ]


def listed(query: LettersQuery) -> list[LetterRow]:
    """The letters a `LettersQuery` asks for, at most one more than its size."""
    if not query.agencies:
        return []
    asked = select(LetterRow).where(LetterRow.agency.in_(query.agencies))
    if query.kind:
        asked = asked.where(LetterRow.kind == query.kind)
    if query.number:
        asked = asked.where(LetterRow.no == query.number)
    if query.start is not None:
        asked = asked.where(LetterRow.at >= _morning(query.start))
    if query.end is not None:
        asked = asked.where(LetterRow.at <= _night(query.end))
    if query.before:
        asked = asked.where(LetterRow.id < query.before)
    newest = asked.order_by(LetterRow.id.desc()).limit(query.size + 1)
    return list(session().scalars(newest))


def _morning(day):
    return datetime.combine(day, datetime.min.time())


def _night(day):
    return datetime.combine(day, datetime.max.time())


def _book(agency, start, end):
    return (
        LetterRow.agency == agency,
        LetterRow.kind == BOOK,
        LetterRow.year == start.year,
        LetterRow.at >= _morning(start),
        LetterRow.at <= _night(end),
    )


def count_book(agency: str, start: date, end: date, procedures=None) -> int:
    """How many lines the book of an agency has from one day to another."""
    asked = select(func.count()).select_from(LetterRow)
    if procedures is not None:
        asked = asked.join(DossierRow, DossierRow.code == LetterRow.code)
        asked = asked.where(DossierRow.procedure.in_(procedures))
    return session().scalar(asked.where(*_book(agency, start, end)))


def book(agency: str, start: date, end: date, procedures=None, after=0, size=500):
    """(letter, dossier) of the next ``size`` lines behind the number ``after``, in the order of
    the numbers (keyset). `procedures`: codes to keep to, None for all."""
    asked = select(LetterRow, DossierRow).join(
        DossierRow, DossierRow.code == LetterRow.code
    )
    if procedures is not None:
        asked = asked.where(DossierRow.procedure.in_(procedures))
    asked = (
        asked.where(*_book(agency, start, end), LetterRow.no > after)
        .order_by(LetterRow.no)
        .limit(size)
    )
    return session().execute(asked).all()


def number_before(agency: str, start: date, end: date, procedures=None, skip=1) -> int:
    """The number of the line with which the first ``skip`` lines end; beyond all numbers where
    there are fewer."""
    asked = select(LetterRow.no)
    if procedures is not None:
        asked = asked.join(DossierRow, DossierRow.code == LetterRow.code)
        asked = asked.where(DossierRow.procedure.in_(procedures))
    asked = asked.where(*_book(agency, start, end)).order_by(LetterRow.no)
    found = session().scalar(asked.offset(skip - 1).limit(1))
    return BEYOND if found is None else found


def years_of_book(agency: str) -> list[int]:
    """The years in which an agency has accepted dossiers, the last one first."""
    asked = select(LetterNumber.year).where(
        LetterNumber.agency == agency, LetterNumber.kind == BOOK
    )
    return list(session().scalars(asked.order_by(LetterNumber.year.desc())))


def closed_book(agency: str, year: int) -> ClosedBook | None:
    return session().get(ClosedBook, (agency, year))


def close_book(agency: str, year: int, **facts) -> ClosedBook:
    """Enter the closed book of a year; `IntegrityError` where it is closed already."""
    row = ClosedBook(agency=agency, year=year, **facts)
    current = for_writing()
    current.add(row)
    current.flush()
    return row


def paths(codes) -> dict[str, str]:
    """{code: where the dossier lies} of those that are there."""
    asked = select(DossierRow.code, DossierRow.path).where(DossierRow.code.in_(codes))
    return dict(tuple(row) for row in session().execute(asked))
