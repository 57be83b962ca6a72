"""What somebody wants to know the fee of, read from a request."""

from dataclasses import dataclass
from datetime import date
from hanam.dvc.catalogue import asked
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue.terms import CHANNELS
from hanam.dvc.rules.fees import compute
from hanam.dvc.rules.fees import Computed
from hanam.dvc.rules.fees import FeeFacts
from hanam.dvc.rules.fees import FeeUnit


MOST = 9999
COUNTS = {
    FeeUnit.COPY: "copies",
    FeeUnit.PAGE: "pages",
    FeeUnit.ROOM: "rooms",
    FeeUnit.ITEM: "items",
}


@dataclass(frozen=True)
class Question:
    """A case and a channel of a procedure on a day, and the facts about who asks."""

    case: str
    day: date
    facts: FeeFacts

    @property
    def channel(self) -> str:
        return self.facts.channel


@dataclass(frozen=True)
class Line:
    """A row of the fee table; ``computed`` is None where it has words only."""

    row: dict
    computed: Computed | None


@dataclass(frozen=True)
class Answer:
    """The rows that hold, what they come to, and whether that is all of it."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        return sum(line.computed.amount for line in self.lines if line.computed)

    @property
    def complete(self) -> bool:
        return all(line.computed for line in self.lines)


def answer(procedure, question: Question) -> Answer:
    """What the procedure costs who asks."""
    rows = fees.fees_for(procedure, question.case, question.channel, question.day)
    return Answer(tuple(Line(row, computed(row, question.facts)) for row in rows))


def computed(row, facts) -> Computed | None:
    formula = fees.formula_of(row)
    return None if formula is None else compute(formula, facts)


def read(form, procedure) -> Question:
    """The question of a request; `asked.Wrong` for what makes no sense.

    Left out: the first case, the first way of filing, today, one of everything.
    """
    cases = [row["key"] for row in procedure.cases or ()]
    offered = [key for key, title in CHANNELS if key in (procedure.channels or ())]
    channels = dict(CHANNELS)
    day = asked.day(form, "day")
    known = changes(procedure, day)
    return Question(
        case=asked.one_of(form, "case", cases.__contains__) or next(iter(cases), ""),
        day=day,
        facts=FeeFacts(
            **{name: asked.number(form, name, 1, 0, MOST) for name in COUNTS.values()},
            group=asked.one_of(form, "group", known["group"].__contains__),
            area=asked.one_of(form, "area", known["area"].__contains__),
            channel=asked.one_of(form, "channel", channels.__contains__)
            or next(iter(offered), ""),
        ),
    )


def formulas(procedure, day: date) -> list:
    """The formulas of all rows in force on a day, whatever the case and the channel."""
    rows = [row for row in procedure.fees or () if fees.in_force(row, day)]
    found = [fees.formula_of({"amount": None, **row}) for row in rows]
    return [formula for formula in found if formula is not None]


def changes(procedure, day: date) -> dict[str, dict[str, str]]:
    """{group: {key: title}, area: {key: title}} of all formulas; the first title counts."""
    found: dict = {"group": {}, "area": {}, "channel": {}}
    for formula in formulas(procedure, day):
        for change in formula.changes:
            titles = found[str(change.because)]
            titles[change.key] = titles.get(change.key) or change.title
    return found


def counted(procedure, day: date) -> list[str]:
    """Which numbers matter: names of `FeeFacts`, in its order."""
    units = {formula.unit for formula in formulas(procedure, day)}
    if FeeUnit.PAGE in units:
        units.add(FeeUnit.COPY)
    return [name for unit, name in COUNTS.items() if unit in units]


def is_worth_asking(procedure, day: date) -> bool:
    """Whether what it costs depends on more than the case."""
    known = changes(procedure, day)
    return bool(counted(procedure, day) or any(known.values()))
