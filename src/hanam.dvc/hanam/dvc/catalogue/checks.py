"""What must be true of a procedure beyond the single value.

Functions for one value raise or return False; functions for rows yield messages.
"""

from collections.abc import Iterator
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue.charging import checks as charging
from hanam.dvc.catalogue.rows import at
from hanam.dvc.i18n import _
from hanam.dvc.rules import codes
from hanam.dvc.rules import together
from zope.interface import Invalid
from zope.schema.interfaces import ConstraintNotSatisfied

import re


GSO_CODE = re.compile(r"^(\d{2}|\d{3}|\d{5})$")
fees_problems = charging.fees_problems


class WrongCode(ConstraintNotSatisfied):
    __doc__ = _("A national procedure code looks like 1.001193.")


class WrongUnitCode(ConstraintNotSatisfied):
    __doc__ = _("A unit code looks like 000.00.03.H25 or H25.3.")


class WrongGsoCode(ConstraintNotSatisfied):
    __doc__ = _("An administrative code has 2, 3 or 5 digits.")


def is_procedure_code(value) -> bool:
    if value and not codes.is_procedure_code(value):
        raise WrongCode(value)
    return True


def is_unit_code(value) -> bool:
    if value and not codes.is_unit_code(value):
        raise WrongUnitCode(value)
    return True


def is_gso_code(value) -> bool:
    if value and not GSO_CODE.match(value):
        raise WrongGsoCode(value)
    return True


def dates_in_order(start, end) -> None:
    if start and end and end < start:
        raise Invalid(_("The last day lies before the first day."))


def limits_problems(rows) -> Iterator[str]:
    """A limit says something, and only one row speaks for a case and a channel."""
    seen = set()
    for number, row in enumerate(rows, 1):
        if row.get("value") is not None and not row.get("unit"):
            yield at(number, "unit", _("a number needs its unit."))
        said = row.get("value") is not None or row.get("unit") == "same_day"
        if not said and not row.get("text"):
            yield at(number, "value", _("give a number or a text."))
        yield from again(seen, number, (row.get("case"), row.get("channel")))


def again(seen, number, key):
    key = tuple(part or "" for part in key)
    if key in seen:
        yield at(number, "case", _("another row speaks for the same case and channel."))
    seen.add(key)


def cases_are_known(cases, **tables) -> None:
    """``tables`` are lists of rows with a ``case``; `Invalid` names the first unknown."""
    known = {row["key"] for row in cases or ()}
    for rows in tables.values():
        for number, row in enumerate(rows or (), 1):
            case = row.get("case")
            if case and case not in known:
                text = _("there is no case “${case}”.", mapping={"case": case})
                raise Invalid(at(number, "case", text))


def plan_fits(plan, limit_rows) -> None:
    """The steps together take no longer than the longest limit in the law."""
    bounds = [limits.working_hours(row) for row in limit_rows or ()]
    bounds = [bound for bound in bounds if bound is not None]
    if not plan or not bounds:
        return
    planned = together.longest(plan, limits.working_hours)
    if planned > max(bounds):
        raise Invalid(
            _(
                "The step plan takes ${planned} working hours, but the time limit "
                "is ${limit}.",
                mapping={"planned": planned, "limit": max(bounds)},
            )
        )
