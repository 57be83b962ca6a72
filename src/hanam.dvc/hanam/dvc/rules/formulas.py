"""What a form computes by itself: a small language over the answers.

    sum(hang.thanh_tien)            over the rows of a group; count(hang) their number
    so_luong * don_gia              numbers, also of the same row; + - * / and brackets
    age(ngay_sinh)                  whole years today, or on the day given second
    days(tu_ngay, den_ngay)         days from the first to the second
    money(tong) · words(so)         in Vietnamese words, with or without "đồng"
    join(" ", ho, ten)              texts, without those that are missing
    if(so > 10, "A", "B") min max round(x, 2) year(day)

An answer that is missing makes the result missing; ``sum``, ``min``, ``max`` and ``join``
leave it out. Pure: nothing is executed, size and depth are bounded.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from decimal import localcontext
from decimal import ROUND_HALF_UP
from hanam.dvc.rules.formula_text import Call
from hanam.dvc.rules.formula_text import COMPARE
from hanam.dvc.rules.formula_text import Constant
from hanam.dvc.rules.formula_text import FormulaError
from hanam.dvc.rules.formula_text import LONGEST
from hanam.dvc.rules.formula_text import Name
from hanam.dvc.rules.formula_text import Node
from hanam.dvc.rules.formula_text import parse
from hanam.dvc.rules.formula_text import REASONS
from hanam.dvc.rules.vietnamese import money_in_words
from hanam.dvc.rules.vietnamese import number_in_words
from typing import NamedTuple

import operator


__all__ = ["REASONS", "FormulaError", "parse"]

# Larger results are no answer to any form.
LARGEST = Decimal(10) ** 15
MOST_DIGITS = 6

Value = Decimal | date | str | None
NUMBER, DAY, TEXT, ROWS = "number", "day", "text", "rows"
# Name: kinds of the arguments (the last one may repeat where it ends in "+"), the result.
FUNCTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "sum": (("number+",), NUMBER),
    "min": (("number+",), NUMBER),
    "max": (("number+",), NUMBER),
    "count": ((ROWS,), NUMBER),
    "round": ((NUMBER, "number?"), NUMBER),
    "age": ((DAY, "day?"), NUMBER),
    "days": ((DAY, DAY), NUMBER),
    "year": ((DAY,), NUMBER),
    "words": ((NUMBER,), TEXT),
    "money": ((NUMBER,), TEXT),
    "join": ((TEXT, "any+"), TEXT),
    "if": (("any", "any", "any"), "any"),
}
COMPARISONS: dict[str, Callable] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OVER_ROWS = ("sum", "min", "max", "join")


def names(node: Node) -> tuple[str, ...]:
    """The questions a formula reads, each once; a column is ``group.column``."""
    if isinstance(node, Name):
        return (node.name,)
    if isinstance(node, Constant):
        return ()
    return tuple(dict.fromkeys(name for part in node.parts for name in names(part)))


def check(node: Node, kinds: Mapping[str, str]) -> str:
    """The kind of the result (`NUMBER`, `DAY` or `TEXT`); ``kinds`` are those of the
    names, a group's `ROWS`, a column's that of its values. Raises `FormulaError`."""
    if isinstance(node, Constant):
        return TEXT if isinstance(node.value, str) else NUMBER
    if isinstance(node, Name):
        if node.name not in kinds:
            raise FormulaError("unknown", node.name)
        if kinds[node.name] == ROWS:
            raise FormulaError("rows", node.name)
        if "." in node.name:
            raise FormulaError("rows", node.name)
        return kinds[node.name]
    if node.function in COMPARE:
        left, right = (check(part, kinds) for part in node.parts)
        if left != right:
            raise FormulaError("kind", node.function)
        return "truth"
    if node.function in ("+", "-", "*", "/"):
        for part in node.parts:
            want(part, NUMBER, kinds)
        return NUMBER
    return check_call(node, kinds)


def check_call(node: Call, kinds: Mapping[str, str]) -> str:
    """The kind of the result of a function; raises `FormulaError`."""
    if node.function not in FUNCTIONS:
        raise FormulaError("function", node.function)
    wanted, result = FUNCTIONS[node.function]
    least = sum(not kind.endswith("?") for kind in wanted)
    most = LONGEST if wanted[-1].endswith("+") else len(wanted)
    if not least <= len(node.parts) <= most:
        raise FormulaError("arguments", node.function)
    if node.function == "if":
        return check_choice(node, kinds)
    for place, part in enumerate(node.parts):
        check_part(node.function, part, wanted[min(place, len(wanted) - 1)], kinds)
    return result


def check_choice(node: Call, kinds: Mapping[str, str]) -> str:
    if check(node.parts[0], kinds) != "truth":
        raise FormulaError("kind", node.function)
    first, second = (check(part, kinds) for part in node.parts[1:])
    if first != second:
        raise FormulaError("kind", node.function)
    return first


def check_part(function: str, part: Node, kind: str, kinds: Mapping[str, str]) -> None:
    """Raises `FormulaError` where ``part`` is not what the function takes there."""
    if function in OVER_ROWS and is_column(part, kinds):
        if function != "join" and kinds[names(part)[0]] != NUMBER:
            raise FormulaError("kind", names(part)[0])
    elif kind == ROWS:
        if not isinstance(part, Name) or kinds.get(part.name) != ROWS:
            raise FormulaError("kind", function)
    else:
        want(part, kind.rstrip("?+"), kinds)


def is_column(node: Node, kinds: Mapping[str, str]) -> bool:
    return isinstance(node, Name) and "." in node.name and node.name in kinds


def want(node: Node, kind: str, kinds: Mapping[str, str]) -> None:
    found = check(node, kinds)
    if (kind != "any" and found != kind) or found == "truth":
        raise FormulaError("kind", node.name if isinstance(node, Name) else "")


class Answers(NamedTuple):
    """What a formula reads: ``value(name)`` one answer, ``rows(group)`` as many mappings
    as the group has rows, ``today`` the day on which it is asked."""

    value: Callable[[str], Value]
    rows: Callable[[str], list]
    today: date


def compute(node: Node, answers: Answers) -> Value:
    """The result, rounded to six places; None where an answer is missing, too large or
    cannot be computed."""
    with localcontext() as context:
        context.prec = 40
        found = _value(node, answers)
        if not isinstance(found, Decimal):
            return found
        if abs(found) > LARGEST:
            return None
        found = found.quantize(Decimal(1).scaleb(-MOST_DIGITS), ROUND_HALF_UP)
        return found.normalize() + 0 if found else Decimal(0)


def whole(value: Decimal) -> int:
    """A number rounded to a whole one, halves up."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def _value(node: Node, answers: Answers) -> Value | bool:
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Name):
        return answers.value(node.name)
    if node.function in OVER_ROWS:
        return _many(node, answers)
    if node.function == "count":
        return Decimal(len(answers.rows(node.parts[0].name)))  # type: ignore[union-attr]
    if node.function == "if":
        truth = _value(node.parts[0], answers)
        return None if truth is None else _value(node.parts[1 if truth else 2], answers)
    parts = [_value(part, answers) for part in node.parts]
    if any(part is None for part in parts):
        return None
    return _single(node.function, parts, answers.today)


def _many(node: Call, answers: Answers) -> Value:
    parts: list[Value] = []
    for part in node.parts:
        if isinstance(part, Name) and "." in part.name:
            group, _dot, column = part.name.partition(".")
            parts += [row.get(column) for row in answers.rows(group)]
        else:
            parts.append(_value(part, answers))  # type: ignore[arg-type]
    if node.function == "join":
        glue, *rest = parts
        return str(glue).join(_said(part) for part in rest if part) or None
    numbers = [part for part in parts if isinstance(part, Decimal)]
    if not numbers:
        return None
    if any(abs(number) > LARGEST for number in numbers):
        return None
    if node.function == "sum":
        return sum(numbers, Decimal(0))
    return min(numbers) if node.function == "min" else max(numbers)


def _single(function: str, parts: list, today: date) -> Value | bool:
    first = parts[0]
    if function in COMPARE:
        return _compare(function, *parts)
    if function in ("+", "-", "*", "/"):
        return _arithmetic(function, *parts)
    if function == "round":
        places = whole(parts[1]) if len(parts) > 1 else 0
        if abs(first) > LARGEST or not 0 <= places <= MOST_DIGITS:
            return None
        return first.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if function == "age":
        return _years(first, parts[1] if len(parts) > 1 else today)
    if function == "days":
        return Decimal((parts[1] - first).days)
    if function == "year":
        return Decimal(first.year)
    if abs(first) > LARGEST or first < 0 or first != first.to_integral_value():
        return None
    say = money_in_words if function == "money" else number_in_words
    return say(int(first))


def _compare(mark: str, left: object, right: object) -> bool:
    """`check` has seen to it that both are of one kind."""
    return bool(COMPARISONS[mark](left, right))


def _arithmetic(mark: str, left: Decimal, right: Decimal) -> Decimal | None:
    if max(abs(left), abs(right)) > LARGEST or (mark == "/" and right == 0):
        return None
    if mark == "+":
        return left + right
    if mark == "-":
        return left - right
    return left * right if mark == "*" else left / right


def _years(birth: date, day: date) -> Decimal | None:
    """Whole years; who is born on 29 February has the birthday on 1 March."""
    if day < birth:
        return None
    years = day.year - birth.year
    return Decimal(years - ((day.month, day.day) < (birth.month, birth.day)))


def _said(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return str(value)
