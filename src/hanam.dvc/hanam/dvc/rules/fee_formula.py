"""The notation in which editors write a fee: one line for each thing there is to say.

    fixed 1200000                       one amount
    page 2000, from 3 1000, cap 200000  for each copy, page, room or item; another amount
                                        from a certain number on; a cap
    room 6000000, from 6 12000000, by range
                                        one amount for all of them together
    group household 400000 Hộ kinh doanh
    group poor 0 Hộ nghèo               who pays another amount, or nothing
    area other 50% Khu vực khác         who pays a part of it
    channel online 80%

The first line is the amount; amounts are whole đồng, dots between thousands may stand.
"""

from hanam.dvc.rules.fees import Because
from hanam.dvc.rules.fees import FeeChange
from hanam.dvc.rules.fees import FeeRow
from hanam.dvc.rules.fees import FeeStep
from hanam.dvc.rules.fees import FeeUnit
from hanam.dvc.rules.fees import MOST_PERCENT

import re


AMOUNT = r"\d{1,3}(?:\.\d{3})+|\d{1,12}"
FIRST = re.compile(rf"^({'|'.join(FeeUnit)})\s+({AMOUNT})$")
FROM = re.compile(rf"^from\s+(\d{{1,6}})\s+({AMOUNT})$")
CAP = re.compile(rf"^cap\s+({AMOUNT})$")
CHANGE = re.compile(
    rf"^({'|'.join(Because)})\s+([a-z0-9][a-z0-9-]{{0,40}})\s+"
    rf"(?:(\d{{1,4}})\s*%|({AMOUNT}))(?:\s+(\S.*))?$"
)
CHANNELS = ("online", "counter", "post")
MOST_LINES = 30
LONGEST_TITLE = 300


class FormulaError(ValueError):
    """A line that cannot be read: ``reason`` is one of `REASONS`, ``line`` counts from
    1, ``text`` is what stands there."""

    def __init__(self, reason: str, line: int, text: str) -> None:
        super().__init__(f"line {line}: {reason}: {text}")
        self.reason = reason
        self.line = line
        self.text = text


# What can be wrong with a line.
REASONS: tuple[str, ...] = (
    "empty",  # nothing is said
    "too_long",  # more lines than anybody reads
    "first",  # the first line is no amount
    "part",  # a part between commas is not understood
    "order",  # the numbers after "from" do not grow
    "fixed",  # a fixed amount with "from" or "by range"
    "change",  # a further line is not understood
    "percent",  # more than can be meant
    "channel",  # no such channel
    "twice",  # the same group, area or channel again
)


def parse(text: str, code: str = "") -> FeeRow:
    """The row a formula means; `FormulaError` names the first line that is wrong."""
    lines = [" ".join(line.split()) for line in text.strip().splitlines()]
    if not any(lines):
        raise FormulaError("empty", 1, "")
    if len(lines) > MOST_LINES:
        raise FormulaError("too_long", len(lines), "")
    unit, steps, cap, by_range = _amount(lines[0])
    changes: dict[tuple[str, str], FeeChange] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        change = _change(line, number)
        key = str(change.because), change.key
        if key in changes:
            raise FormulaError("twice", number, line)
        changes[key] = change
    return FeeRow(code, unit, steps, cap, by_range, tuple(changes.values()))


def normal(row: FeeRow) -> str:
    """A row in the notation; `parse` gives the same row again."""
    parts = [f"{row.unit} {row.steps[0].amount}"]
    parts += [f"from {step.start} {step.amount}" for step in row.steps[1:]]
    parts += [] if row.cap is None else [f"cap {row.cap}"]
    parts += ["by range"] if row.by_range else []
    lines = [", ".join(parts)]
    for change in row.changes:
        value = change.amount if change.percent is None else f"{change.percent}%"
        lines.append(f"{change.because} {change.key} {value} {change.title}".rstrip())
    return "\n".join(lines)


def _number(text: str) -> int:
    return int(text.replace(".", ""))


def _amount(
    line: str,
) -> tuple[FeeUnit, tuple[FeeStep, ...], int | None, bool]:
    """Unit, steps, cap and whether by ranges, of the first line."""
    first, *rest = [part.strip() for part in line.split(",")]
    found = FIRST.match(first)
    if found is None:
        raise FormulaError("first", 1, first)
    unit = FeeUnit(found.group(1))
    steps = [FeeStep(1, _number(found.group(2)))]
    cap, by_range = None, False
    for text in rest:
        step, limit = FROM.match(text), CAP.match(text)
        if step is not None:
            steps.append(FeeStep(int(step.group(1)), _number(step.group(2))))
            if steps[-1].start <= steps[-2].start:
                raise FormulaError("order", 1, text)
        elif limit is not None and cap is None:
            cap = _number(limit.group(1))
        elif text == "by range" and not by_range:
            by_range = True
        else:
            raise FormulaError("part", 1, text)
    if unit == FeeUnit.FIXED and (len(steps) > 1 or by_range):
        raise FormulaError("fixed", 1, line)
    return unit, tuple(steps), cap, by_range


def _change(line: str, number: int) -> FeeChange:
    found = CHANGE.match(line)
    if found is None or len(found.group(5) or "") > LONGEST_TITLE:
        raise FormulaError("change", number, line)
    because, key, percent, amount, title = found.groups()
    if percent is not None and int(percent) > MOST_PERCENT:
        raise FormulaError("percent", number, line)
    if because == Because.CHANNEL and key not in CHANNELS:
        raise FormulaError("channel", number, line)
    return FeeChange(
        Because(because),
        key,
        amount=None if amount is None else _number(amount),
        percent=None if percent is None else int(percent),
        title=title or "",
    )
