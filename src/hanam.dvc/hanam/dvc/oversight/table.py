"""The online rate of a quarter, agency by agency, beside its target.

Counted in the register in one query; the page, the API and the file all read this table.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.geography.bodies import bodies
from hanam.dvc.register import figures
from hanam.dvc.rules import succession
from hanam.dvc.rules.rates import Formula
from hanam.dvc.rules.rates import quarter_bounds
from hanam.dvc.rules.rates import rate


REPORTING_KINDS = ("province_body", "district")


@dataclass(frozen=True, slots=True)
class Line:
    """One agency's quarter: counts of dossiers, rate and target in percent (None: not known)."""

    agency: str
    title: str
    numerator: int
    denominator: int
    rate: Decimal | None
    target: Decimal | None

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is nothing to compare."""
        if self.rate is None or self.target is None:
            return None
        return self.rate >= self.target


@dataclass(frozen=True, slots=True)
class Merged:
    """An agency whose figures hold those of others it stands for: titles by slug."""

    agency: str
    title: str
    of: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All lines of a quarter, the province's own line and the summary the page begins with."""

    year: int
    quarter: int
    formula: Formula
    by: str
    lines: tuple[Line, ...]
    total: Line
    rebase: date | None = None
    merged: tuple[Merged, ...] = ()

    @property
    def compared(self) -> int:
        return sum(line.met is not None for line in self.lines)

    @property
    def reached(self) -> int:
        return sum(line.met is True for line in self.lines)


def online_rates(
    year: int,
    quarter: int,
    formula: Formula,
    by: str = "agency",
    rebase: date | None = None,
) -> Table:
    """The table of a quarter.

    ``by="agency"`` gives a line for each agency in force that quarter or with dossiers in it;
    ``by="unit"`` the units that report to the People's Committee, communes counted with the
    district above them. With ``rebase`` the agencies are those of that day, and the figures of
    each ended one are added to those of who stands for it then; the sums stay the same.
    """
    start, _after = quarter_bounds(year, quarter)
    targets = settings.targets(year)
    agencies = agencies_at(rebase or start)
    counted = {
        row.agency: (row.numerator, row.denominator)
        for row in figures.online_rate(year, quarter, formula)
    }
    merged: tuple[Merged, ...] = ()
    if rebase is not None:
        known = bodies()
        merged = merged_in(counted, known, rebase)
        counted = succession.rebase(counted, known, rebase)
    if by == "unit":
        shown = [row for row in agencies.values() if reports(row)]
        counted = roll_up(counted, agencies)
        shown_slugs = {row.getId() for row in shown}
    else:
        shown = list(agencies.values())
        shown_slugs = set(agencies)
    lines = [
        line_of(row.getId(), lookup.name_of(row, rebase or start), counted, targets)
        for row in shown
    ]
    lines += [
        line_of(slug, lookup.title_of_agency(slug), counted, targets)
        for slug in sorted(counted)
        if slug not in shown_slugs
    ]
    sums = [
        sum(line.numerator for line in lines),
        sum(line.denominator for line in lines),
    ]
    total = line_of("", "", {"": (sums[0], sums[1])}, targets)
    return Table(year, quarter, formula, by, tuple(lines), total, rebase, merged)


def merged_in(counted: dict, known: dict, day: date) -> tuple[Merged, ...]:
    """What is added to what on a day, of the agencies that have figures."""
    found: dict[str, list[str]] = {}
    for slug in counted:
        heir = succession.stands_for(known, slug, day)
        if heir != slug:
            found.setdefault(heir, []).append(slug)
    return tuple(
        Merged(
            heir,
            lookup.title_of_agency(heir, day),
            tuple((slug, lookup.title_of_agency(slug)) for slug in sorted(slugs)),
        )
        for heir, slugs in sorted(found.items())
    )


def reports(agency) -> bool:
    """Whether an agency answers for its own figures: by its kind, or because no such
    agency is above it (a commune once there are no districts)."""
    if agency.kind in REPORTING_KINDS:
        return True
    return agency.kind == "commune" and not agency.parent


def agencies_at(day: date) -> dict:
    """The agencies in force on a day by slug."""
    return {agency.getId(): agency for agency in lookup.agencies(at=day)}


def line_of(slug: str, title: str, counted: dict, targets) -> Line:
    """A line out of the counts (numerator, denominator) by slug."""
    numerator, denominator = counted.get(slug, (0, 0))
    return Line(
        agency=slug,
        title=title,
        numerator=numerator,
        denominator=denominator,
        rate=rate(numerator, denominator),
        target=targets[slug],
    )


def roll_up(counted: dict, agencies: dict) -> dict:
    """Counts by reporting unit: those of any other agency go to the nearest unit above it."""
    sums: dict[str, tuple[int, int]] = {}
    for slug, (numerator, denominator) in counted.items():
        unit = reporting_unit(slug, agencies)
        before = sums.get(unit, (0, 0))
        sums[unit] = (before[0] + numerator, before[1] + denominator)
    return sums


def reporting_unit(slug: str, agencies: dict) -> str:
    """The unit that answers for an agency's figures; itself where none is above it."""
    seen = set()
    at = slug
    while at in agencies and at not in seen:
        if agencies[at].kind in REPORTING_KINDS:
            return at
        seen.add(at)
        at = agencies[at].parent
    return slug


def ranked(lines: Iterable[Line]) -> list[Line]:
    """Highest rate first; those without dossiers last, in their own order."""
    return sorted(lines, key=lambda line: (line.rate is None, -(line.rate or 0)))


def current(today: date) -> tuple[int, int]:
    """Year and quarter of a day."""
    return today.year, (today.month - 1) // 3 + 1
