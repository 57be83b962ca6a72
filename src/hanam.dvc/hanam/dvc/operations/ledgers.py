"""Checks of what lives in the register alone: numbers, keys, found terms, running totals."""

from collections import defaultdict
from hanam.dvc.dossiers import orphans
from hanam.dvc.operations.compare import Difference
from hanam.dvc.register import session
from hanam.dvc.register import tally
from hanam.dvc.register.model import DailyNumber
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import DossierTerm
from hanam.dvc.register.model import FilingKey
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model import Tally
from hanam.dvc.register.model_clock import ClockFact
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from hanam.dvc.rules import codes
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from zlib import crc32


STREAM = 5000


def stream(asked):
    """The rows of a query, a few at a time."""
    return session.session().execute(asked.execution_options(yield_per=STREAM))


def codes_of_rows() -> set[str]:
    """The codes of all rows of dossiers and what belongs to them."""
    tables = (DossierRow, StepRow, PauseRow, ClockFact, LegRow, ConsultationRow)
    return {code for table in tables for (code,) in stream(select(table.code))}


def voided() -> set[str]:
    """Codes whose number was given but whose dossier is known not to be there."""
    asked = select(HistoryRow.code).where(HistoryRow.action == orphans.VOID)
    return {code for (code,) in stream(asked)}


def by_day(known) -> dict:
    """{(unit code, day): serials} of dossier codes."""
    serials = defaultdict(set)
    for code in known:
        parsed = codes.parse_code(code)
        if parsed is not None:
            serials[parsed.unit, parsed.day].add(parsed.serial)
    return serials


def last_numbers() -> dict:
    """{(unit code, day): the last number given}"""
    asked = select(DailyNumber.unit_code, DailyNumber.day, DailyNumber.last)
    return {(unit, day): last for unit, day, last in stream(asked)}


def gaps(documents) -> list[str]:
    """Codes that were given to no dossier, and not declared void either.

    What was filed for practice is deleted after some days, its numbers are nobody's loss.
    """
    serials = by_day(documents | voided())
    return [
        codes.format_code(unit, day, serial)
        for (unit, day), last in sorted(last_numbers().items())
        if not codes.is_practice(unit)
        for serial in range(1, last + 1)
        if serial not in serials[unit, day]
    ]


def number_differences(documents) -> list[Difference]:
    """Numbers without a dossier, and dossiers beyond the last number given."""
    found = [Difference("number without dossier", code) for code in gaps(documents)]
    given = last_numbers()
    for (unit, day), serials in sorted(by_day(documents).items()):
        if max(serials) > given.get((unit, day), 0):
            code = codes.format_code(unit, day, max(serials))
            found.append(Difference("number not counted", code))
    return found


def key_differences(documents) -> list[Difference]:
    """Keys of filings that lead to no dossier."""
    asked = select(FilingKey.code).where(FilingKey.code != "")
    lost = {code for (code,) in stream(asked)} - documents
    return [Difference("key without dossier", code) for code in sorted(lost)]


def term_sums(agency, code, terms) -> int:
    """A checksum of what a dossier is found by, whatever the order."""
    return sum(crc32(f"{agency} {code} {term}".encode()) for term in terms)


def term_differences(expected: dict) -> list[Difference]:
    """``expected``: {code: `term_sums`} of all documents."""
    held = dict.fromkeys(expected, 0)
    asked = select(DossierTerm.agency, DossierTerm.code, DossierTerm.term)
    for agency, code, term in stream(asked):
        held[code] = held.get(code, 0) + term_sums(agency, code, [term])
    return [
        Difference("search differs", code)
        for code, total in sorted(held.items())
        if total != expected.get(code, 0)
    ]


def tally_differences() -> list[Difference]:
    """Running totals that are not what counting the rows gives."""
    key = (Tally.kind, Tally.quarter, Tally.agency, Tally.channel, Tally.capable)
    n = func.sum(Tally.n)
    asked = select(*key, n).group_by(*key).having(n != 0)
    current = session.session()
    held = {(*row[:4], bool(row[4])): row[5] for row in current.execute(asked)}
    dialect = current.get_bind().dialect.name
    counted = current.execute(text(tally.recount(dialect)))
    true = {(*row[:4], bool(row[4])): row[5] for row in counted}
    return [
        Difference("total differs", "", " ".join(map(str, found)))
        for found in sorted(held.keys() | true.keys())
        if held.get(found) != true.get(found)
    ]
