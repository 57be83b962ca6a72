"""The satisfaction of a quarter, agency by agency, from the running totals."""

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.satisfaction import questions
from hanam.dvc.register import ratings
from hanam.dvc.rules.rates import quarter_bounds
from hanam.dvc.rules.rates import rate
from hanam.dvc.rules.vietnamese import fold


ALL = ""


@dataclass(frozen=True)
class Line:
    """An agency, or the province (slug ""): ratings by level, and by criterion and answer.

    ``rate`` is the percent of the satisfied; None where the figures are kept back because
    there are too few of them.
    """

    agency: str
    title: str
    levels: Counter = field(default_factory=Counter)
    criteria: dict = field(default_factory=dict)
    rate: Decimal | None = None
    enough: bool = True

    @property
    def number(self) -> int:
        return sum(self.levels.values())


@dataclass(frozen=True)
class Table:
    """``asked`` is the questionnaire of the quarter's last day, or None."""

    year: int
    quarter: int
    asked: object
    lines: tuple[Line, ...]
    total: Line


def table_of(year: int, quarter: int) -> Table:
    """All agencies with ratings in a quarter, by name, and the province."""
    counted: dict = defaultdict(lambda: defaultdict(Counter))
    for agency, criterion, answer, n in ratings.totals(year * 10 + quarter):
        counted[agency][criterion][answer] += n
        counted[ALL][criterion][answer] += n
    _start, after = quarter_bounds(year, quarter)
    asked = questions.questionnaire(after)
    good = asked.satisfied() if asked else set()
    fewest = questions.value("fewest")
    lines = [
        line_of(agency, found, good, fewest)
        for agency, found in counted.items()
        if agency != ALL
    ]
    lines.sort(key=lambda line: fold(line.title))
    total = line_of(ALL, counted[ALL], good, fewest)
    return Table(year, quarter, asked, tuple(lines), total)


def line_of(agency, found, good, fewest) -> Line:
    levels = Counter(found.get(ratings.OVERALL, {}))
    number = sum(levels.values())
    enough = number >= fewest
    satisfied = sum(n for level, n in levels.items() if level in good)
    criteria = {
        key: answers for key, answers in found.items() if key != ratings.OVERALL
    }
    return Line(
        agency=agency,
        title=lookup.title_of_agency(agency) if agency else "",
        levels=levels,
        criteria=criteria if enough else {},
        rate=rate(satisfied, number) if enough else None,
        enough=enough,
    )
