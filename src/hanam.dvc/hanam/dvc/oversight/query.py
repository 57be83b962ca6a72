"""Read year, quarter and formula out of a request."""

from datetime import date
from functools import cached_property
from hanam.dvc.i18n import _
from hanam.dvc.oversight.table import current
from hanam.dvc.rules.rates import Formula


FIRST_YEAR = 2000
LAST_YEAR = 2999


class BadQuery(ValueError):
    """The request names no quarter or formula; the argument is the message for the reader."""


class Questioned:
    """Mixed into a view whose ``asked`` reads the request and may raise `BadQuery`."""

    @cached_property
    def problems(self) -> list[dict]:
        try:
            _asked = self.asked
        except BadQuery as bad:
            return [{"field": "year", "message": bad.args[0]}]
        return []


def quarter_of(form: dict, today: date) -> tuple[int, int]:
    """Year and quarter asked for, those of ``today`` where none is named; BadQuery otherwise."""
    year, quarter = current(today)
    try:
        year = int(form.get("year") or year)
        quarter = int(form.get("quarter") or quarter)
    except (TypeError, ValueError):
        raise BadQuery(_("Year and quarter are whole numbers.")) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadQuery(_("The year has four digits, such as 2018."))
    if quarter not in (1, 2, 3, 4):
        raise BadQuery(_("The quarter is a number from 1 to 4."))
    return year, quarter


def formula_of(form: dict) -> Formula:
    """The formula asked for, the directive's where none is named; BadQuery otherwise."""
    try:
        return Formula(form.get("formula") or Formula.DIRECTIVE)
    except ValueError:
        raise BadQuery(_("The formula is “directive” or “national”.")) from None


def rebase_of(form: dict) -> date | None:
    """The day by whose agencies figures are asked for, None for those of the time;
    BadQuery otherwise."""
    typed = form.get("rebase") or ""
    try:
        return date.fromisoformat(typed) if typed else None
    except (TypeError, ValueError):
        raise BadQuery(_("Give the day as a date, such as 2018-09-01.")) from None


def grouping_of(form: dict, default: str) -> str:
    """`agency` or `unit`; BadQuery otherwise."""
    by = form.get("by") or default
    if by not in ("agency", "unit"):
        raise BadQuery(_("Figures are given by “agency” or by “unit”."))
    return by
