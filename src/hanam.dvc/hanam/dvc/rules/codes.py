"""Codes of dossiers, procedures and units.

A dossier code is the unit's identification code, the day (yymmdd) and the serial of the
day: ``000.00.12.H25-181015-0001`` (QCVN 102:2016, TT 01/2018 art. 19) or, since QĐ
20/2020, ``H25.12.3-210105-0001``. The rules leave more than 9999 a day open: the serial
then gets wider, it never starts again.

What is filed for practice has numbers of its own: the unit's code begins with ``LT-`` (làm thử),
so the numbers of real dossiers have no gaps and nobody takes one for the other.
"""

from dataclasses import dataclass
from datetime import date

import re


UNIT_2018 = r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}"
UNIT_2020 = r"[A-Y][0-9]{2}(?:\.[0-9A-Z]+)*"
PRACTICE = "LT-"
SERIAL = r"[0-9]{4}|[1-9][0-9]{4,7}"
STYLES = {
    "2018": re.compile(UNIT_2018),
    "2020": re.compile(UNIT_2020),
}
DOSSIER = re.compile(
    rf"(?P<unit>(?:{PRACTICE})?(?:{UNIT_2018}|{UNIT_2020}))-(?P<day>[0-9]{{6}})-(?P<serial>{SERIAL})"
)
PROCEDURE = re.compile(r"[1-9]\.[0-9]{6}")
LONGEST = 35  # characters of a whole identification code, QĐ 20/2020
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A dossier code taken apart; ``str()`` of it is the code. ``style`` is "2018" or
    "2020", after the form of the unit's code."""

    unit: str
    day: date
    serial: int
    style: str

    def __str__(self) -> str:
        return f"{self.unit}-{self.day:%y%m%d}-{self.serial:04}"


def format_code(unit: str, day: date, serial: int) -> str:
    """``serial`` counts from 1 within the day; a widened serial takes the place it
    needs. ``ValueError`` for what could not be parsed again."""
    style = unit_style(unit)
    if style is None:
        raise ValueError(f"not a unit code: {unit}")
    code = str(DossierCode(unit, day, serial, style))
    if parse_code(code) != DossierCode(unit, day, serial, style):
        raise ValueError(f"not a dossier code: {code}")
    return code


def parse_code(text: str) -> DossierCode | None:
    """The code in any case, blanks at its ends ignored; None if it is none."""
    code = text.strip().upper()
    found = DOSSIER.fullmatch(code)
    if found is None or len(code) > LONGEST:
        return None
    day, serial = calendar_day(found["day"]), int(found["serial"])
    style = unit_style(found["unit"])
    if day is None or style is None or not serial:
        return None
    return DossierCode(found["unit"], day, serial, style)


def calendar_day(text: str) -> date | None:
    """A day written yymmdd, 2000 to 2099."""
    try:
        return date(CENTURY + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None


def unit_style(text: str) -> str | None:
    """ "2018" for ``000.00.12.H25``, "2020" for ``H25.12.3``, None for neither; the same
    where the code is that of practice."""
    if len(text) > LONGEST:
        return None
    bare = text.removeprefix(PRACTICE)
    for style, pattern in STYLES.items():
        if pattern.fullmatch(bare):
            return style
    return None


def is_unit_code(text: str) -> bool:
    """Exact: capitals, no blanks; the code of practice is none."""
    return not text.startswith(PRACTICE) and unit_style(text) is not None


def practice_unit(unit: str) -> str:
    """Under which code a unit numbers what is filed for practice."""
    return f"{PRACTICE}{unit}"


def is_practice(code: str) -> bool:
    """Whether a dossier's code is that of practice."""
    return code.upper().startswith(PRACTICE)


def is_procedure_code(text: str) -> bool:
    """A code of the national database of procedures such as ``1.001193``; exact."""
    return PROCEDURE.fullmatch(text) is not None
