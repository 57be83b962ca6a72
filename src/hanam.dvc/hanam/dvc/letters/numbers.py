"""Numbers of letters: "12/GTN-STP"."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.letters import settings
from hanam.dvc.letters.kinds import kind_of
from hanam.dvc.register import letters as register


def take(agency: str, kind: str, year: int) -> int:
    """The next number of an agency, kind and year, without gaps (`register.letters`)."""
    return register.next_number(agency, kind_of(kind).id, year)


def unit(agency: str) -> str:
    """The letters of an agency in numbers of letters, "" where they are not known."""
    found = lookup.agency(agency)
    return "" if found is None else found.abbr or ""


def in_words(kind: str, number: int, agency: str) -> str:
    """The number as a letter bears it; "" where there is none."""
    if not number:
        return ""
    letters = "-".join(filter(None, (settings.symbol(kind), unit(agency))))
    return f"{number:02}/{letters}" if letters else f"{number:02}"


def of_row(row) -> str:
    """The number of an entered letter."""
    return in_words(row.kind, row.no, row.agency)
