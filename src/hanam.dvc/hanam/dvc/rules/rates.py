"""The online rate of an agency in a quarter, by two named and versioned formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from decimal import Decimal
from decimal import ROUND_HALF_UP
from enum import StrEnum
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.states import COUNTED
from hanam.dvc.rules.states import State


class Channel(StrEnum):
    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"


# Codes of the national portal (KenhThucHien).
CHANNEL_CODES: Mapping[Channel, int] = FrozenMap(
    {Channel.COUNTER: 1, Channel.ONLINE: 2, Channel.POST: 3}
)


class Formula(StrEnum):
    """``directive``: filed online out of all dossiers accepted in the quarter, any
    procedure and channel (provincial directive, item 4). ``national``: filed online out
    of online and counter filings of procedures that can be filed online; what came by
    post is shown apart (QĐ 766/QĐ-TTg)."""

    DIRECTIVE = "directive"
    NATIONAL = "national"


FORMULA_VERSIONS: Mapping[Formula, str] = FrozenMap(
    {Formula.DIRECTIVE: "directive-2018.1", Formula.NATIONAL: "national-2022.1"}
)

MONTHS = 3
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What the formulas look at. ``received`` is the day of acceptance, None if there
    was none; filing with help is online filing; ``practice`` dossiers never count."""

    channel: Channel
    received: date | None
    online_capable: bool
    practice: bool = False
    state: State = State.ACCEPTED


def counts(
    facts: DossierFacts, formula: Formula, start: date, end: date
) -> tuple[bool, bool]:
    """Whether the dossier is in the denominator, and in the numerator.

    ``start`` is the first day of the period, ``end`` the first day after it.
    """
    if facts.practice or facts.state not in COUNTED or facts.received is None:
        return False, False
    day = facts.received
    if isinstance(day, datetime):
        day = day.date()
    if not start <= day < end:
        return False, False
    online = facts.channel == Channel.ONLINE
    if Formula(formula) == Formula.DIRECTIVE:
        return True, online
    below = facts.online_capable and facts.channel != Channel.POST
    return below, below and online


def rate(numerator: int, denominator: int) -> Decimal | None:
    """Percent with two decimals, half up; None where there is nothing to divide by."""
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator}")
    if not denominator:
        return None
    percent = Decimal(100 * numerator) / Decimal(denominator)
    return percent.quantize(CENT, ROUND_HALF_UP)


def quarter_of(day: date) -> tuple[int, int]:
    """(year, quarter 1 to 4)."""
    return day.year, (day.month - 1) // MONTHS + 1


def quarter_bounds(year: int, quarter: int) -> tuple[date, date]:
    """The first day of the quarter (1 to 4, else ``ValueError``) and the first day after
    it."""
    after, month = divmod(quarter * MONTHS, 12)
    return date(year, (quarter - 1) * MONTHS + 1, 1), date(year + after, month + 1, 1)
