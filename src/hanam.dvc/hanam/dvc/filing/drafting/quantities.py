"""What a filing costs, and what has to be known for it: how many copies, of how many pages.

An answer of the declaration says it where a field is mapped (setting ``fee_fields``); the
rest is asked on the page "Result and fee", each with the most likely answer chosen.
"""

from dataclasses import dataclass
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import terms
from hanam.dvc.catalogue.charging import asked
from hanam.dvc.catalogue.charging import words
from hanam.dvc.catalogue.charging.views import LABELS
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import declaration
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.answers import said
from hanam.dvc.filing.drafting import settings
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.i18n import _
from hanam.dvc.rules.fees import FeeFacts
from hanam.dvc.rules.fees import FeeUnit
from hanam.dvc.spoken import money


NONE = "-"
CHANNEL = "online"


@dataclass(frozen=True)
class Costs:
    """The lines of what a filing costs and their sum; ``complete``: nothing is missing."""

    lines: tuple[dict, ...]
    amount: int
    complete: bool

    @property
    def total(self) -> str:
        return money(self.amount)

    @property
    def is_free(self) -> bool:
        """Whether it is certain that nothing has to be paid."""
        return self.complete and self.amount == 0


def formulas(procedure, case: str) -> list:
    """The formulas of the rows that hold for a filing online today."""
    rows = fees.fees_for(procedure, case, CHANNEL)
    found = [fees.formula_of(row) for row in rows]
    return [formula for formula in found if formula is not None]


def declared(procedure) -> dict[str, FormField]:
    """The field of the declaration that says a quantity, by the quantity's name."""
    fields = {field.name: field for field in declared_fields(procedure)}
    found = {}
    for quantity, names in settings.fee_fields().items():
        field = next((fields[name] for name in names if name in fields), None)
        if field is not None and field.kind == "integer":
            found[quantity] = field
    return found


def counted(procedure, case: str) -> list[str]:
    """Which numbers a filing's fee depends on: names of `FeeFacts`."""
    units = {formula.unit for formula in formulas(procedure, case)}
    if FeeUnit.PAGE in units:
        units.add(FeeUnit.COPY)
    return [name for unit, name in asked.COUNTS.items() if unit in units]


def fields(procedure, case: str) -> tuple[FormField, ...]:
    """What has to be asked for the fee: numbers that no answer says, groups, places."""
    said = declared(procedure)
    numbers = tuple(
        FormField(
            name,
            "integer",
            LABELS[name],
            required=True,
            minimum=1,
            maximum=asked.MOST,
        )
        for name in counted(procedure, case)
        if name not in said
    )
    return numbers + tuple(choices(procedure, case))


def choices(procedure, case: str):
    """The questions that decide who pays less, where a formula knows any."""
    titles: dict = {"group": {}, "area": {}}
    for formula in formulas(procedure, case):
        for change in formula.changes:
            if str(change.because) in titles:
                known = titles[str(change.because)]
                known[change.key] = known.get(change.key) or change.title
    questions = (
        ("group", _("Do you belong to one of these groups?"), _("None of these")),
        ("area", _("Where is it?"), _("In a city or town")),
    )
    for name, label, none in questions:
        if titles[name]:
            pairs = [(NONE, none)]
            pairs += [
                (key, words.title_of(key, title)) for key, title in titles[name].items()
            ]
            yield FormField(name, "choice", label, required=True, choices=tuple(pairs))


def typed(draft, asked_fields) -> dict[str, str]:
    """What was typed for them, else what is most likely."""
    known = said(draft).get("fee") or {}
    return {
        field.name: known.get(field.name, "1" if field.kind == "integer" else NONE)
        for field in asked_fields
    }


def facts(draft, procedure) -> FeeFacts:
    """The facts of the fee as the draft has them; one of everything that is not said."""
    found: dict = {"channel": CHANNEL}
    for name, field in declared(procedure).items():
        data, _problems = declaration.validate((field,), draft.data)
        number = data.get(field.name)
        if isinstance(number, int) and 0 < number <= asked.MOST:
            found[name] = number
    wanted = fields(procedure, draft.case)
    data, _problems = declaration.validate(wanted, typed(draft, wanted), "way")
    for name, answer in data.items():
        if answer not in (None, NONE):
            found[name] = answer
    return FeeFacts(**found)


def costs(draft, procedure) -> Costs:
    """What the filing costs, computed as far as the formulas allow."""
    question = asked.Question(draft.case, moment.now().date(), facts(draft, procedure))
    answer = asked.answer(procedure, question)
    lines = tuple(line_of(line) for line in answer.lines)
    return Costs(lines, answer.total, answer.complete)


def line_of(line) -> dict:
    """A fee as {title, amount, text, steps}: computed, else in words."""
    row, computed = line.row, line.computed
    if computed is None:
        amount, text = fees.in_words(row), ""
    elif computed.amount == 0:
        amount, text = _("Free of charge"), row["text"]
    else:
        amount, text = money(computed.amount), row["text"]
    trace = computed.trace if computed is not None else ()
    return {
        "title": row["title"] or terms.title_of(terms.FEE_KINDS, row["kind"]),
        "amount": amount,
        "text": text,
        "steps": [words.sentence(step) for step in trace if step.rule != "fixed"],
    }
