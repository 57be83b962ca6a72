"""Figures of a quarter, read from the running totals of `tally`."""

from dataclasses import dataclass
from datetime import datetime
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import ON_HOLD
from hanam.dvc.register.model import Tally
from hanam.dvc.register.model import UNDER_WAY
from hanam.dvc.register.session import session
from hanam.dvc.rules.rates import Channel
from hanam.dvc.rules.rates import Formula
from hanam.dvc.rules.rates import quarter_bounds
from hanam.dvc.rules.rates import quarter_of
from sqlalchemy import and_
from sqlalchemy import case
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import true


@dataclass(frozen=True, slots=True)
class RateRow:
    """The online rate of an agency as two counts of dossiers."""

    agency: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class TrendRow:
    """The online rate of one quarter, of one agency or of all together."""

    year: int
    quarter: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class QuarterTotals:
    """The quarter of an agency in dossiers (columns of the control reports).

    carried + received = on_time + late + open; `overdue` is the part of `open` that is past its
    due date while it is not the citizen's turn. `open` and `overdue` are as of the end of the
    quarter, or of now while it lasts.
    """

    agency: str
    received: int
    carried: int
    on_time: int
    late: int
    open: int
    overdue: int


def _number(year, quarter):
    return year * 10 + quarter


def _rate_columns(formula):
    """(numerator, denominator, condition) over the totals `received`, by formula."""
    online = func.sum(case((Tally.channel == Channel.ONLINE, Tally.n), else_=0))
    counted = true()
    if Formula(formula) is Formula.NATIONAL:
        counted = and_(Tally.capable, Tally.channel != Channel.POST)
    return online, func.sum(Tally.n), and_(Tally.kind == "received", counted)


def online_rate(year, quarter, formula=Formula.DIRECTIVE):
    """The online rate of each agency with a dossier in the denominator, by slug.

    `formula`: see `rules.rates.Formula`; a dossier counts in the quarter of its acceptance.
    """
    quarter_bounds(year, quarter)
    online, all_of_them, counted = _rate_columns(formula)
    asked = (
        select(Tally.agency, online, all_of_them)
        .where(counted, Tally.quarter == _number(year, quarter))
        .group_by(Tally.agency)
        .having(all_of_them > 0)
        .order_by(Tally.agency)
    )
    return [
        RateRow(agency, int(above), int(below))
        for agency, above, below in session().execute(asked)
    ]


def trend(year, quarter, quarters=5, agency="", formula=Formula.DIRECTIVE):
    """The online rate of the last quarters up to the given one, oldest first.

    `agency`: a slug, or empty for all agencies together. Quarters without dossiers are there
    with zeros.
    """
    span = [_before(year, quarter, back) for back in reversed(range(quarters))]
    online, all_of_them, counted = _rate_columns(formula)
    numbers = [_number(*one) for one in span]
    asked = (
        select(Tally.quarter, online, all_of_them)
        .where(counted, Tally.quarter.between(numbers[0], numbers[-1]))
        .group_by(Tally.quarter)
    )
    if agency:
        asked = asked.where(Tally.agency == agency)
    found = {at: (int(n), int(of)) for at, n, of in session().execute(asked)}
    return [TrendRow(*one, *found.get(_number(*one), (0, 0))) for one in span]


def _before(year, quarter, back):
    years, rest = divmod(year * 4 + quarter - 1 - back, 4)
    return years, rest + 1


def quarter_totals(year, quarter, now):
    """The `QuarterTotals` of each agency with anything to count, by slug.

    `now`: the present time; of a quarter that is still on, `overdue` is measured by it.
    """
    at = _number(year, quarter)
    sums = _sums(at)
    today = quarter_of(now) == (year, quarter)
    overdue = _overdue_now(now) if today else _overdue_then(sums, year, quarter)
    rows = []
    for agency in sorted({agency for agency, _kind, _before in sums}):

        def total(kind, before=False, agency=agency):
            return sums.get((agency, kind, before), 0)

        carried = total("received", True) - total("late", True) - total("on_time", True)
        received, late = total("received"), total("late")
        on_time = total("on_time")
        still = carried + received - late - on_time
        row = QuarterTotals(
            agency, received, carried, on_time, late, still, overdue.get(agency, 0)
        )
        if any((received, carried, on_time, late)):
            rows.append(row)
    return rows


def _sums(at):
    """Totals by (agency, kind, whether before the quarter)."""
    before = (Tally.quarter < at).label("before")
    asked = (
        select(Tally.agency, Tally.kind, before, func.sum(Tally.n))
        .where(Tally.quarter <= at)
        .group_by(Tally.agency, Tally.kind, before)
    )
    return {
        (agency, kind, bool(early)): int(n)
        for agency, kind, early, n in session().execute(asked)
    }


def _per_agency(*conditions):
    asked = (
        select(DossierRow.agency, func.count())
        .where(*conditions, DossierRow.practice.is_(False))
        .group_by(DossierRow.agency)
    )
    return dict(session().execute(asked).all())


def _overdue_now(now):
    return _per_agency(text(UNDER_WAY), DossierRow.next_due < now)


def _overdue_then(sums, year, quarter):
    """At the end of a past quarter; those that waited for the citizen then are not overdue."""
    end = datetime.combine(quarter_bounds(year, quarter)[1], datetime.min.time())
    held = _per_agency(
        text(ON_HOLD),
        DossierRow.next_due < end,
        DossierRow.state_since < end,
        DossierRow.received < end,
    )
    overdue = {agency: -count for agency, count in held.items()}
    for (agency, kind, _early), n in sums.items():
        sign = {"due": 1, "settled": -1}.get(kind, 0)
        overdue[agency] = overdue.get(agency, 0) + sign * n
    return overdue
