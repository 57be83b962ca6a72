"""When a question is asked: a small language over the answers to other questions.

    loai = b                            the choice b was made; `loai in (b, c)` one of them
    co_con                              ticked or answered; `co_con empty` is the contrary
    so_nguoi >= 3 and not (loai = a)    numbers and days are compared by value
    case = lai or applicant.kind = organisation

Names with a dot, and ``case``, are facts of the filing and not questions. `parse` and
`normal` see `condition_text`. Nothing is executed.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from decimal import Decimal
from hanam.dvc.rules.condition_text import All
from hanam.dvc.rules.condition_text import Any
from hanam.dvc.rules.condition_text import ConditionError
from hanam.dvc.rules.condition_text import Expression
from hanam.dvc.rules.condition_text import LONGEST
from hanam.dvc.rules.condition_text import MOST_TESTS
from hanam.dvc.rules.condition_text import normal
from hanam.dvc.rules.condition_text import Not
from hanam.dvc.rules.condition_text import parse
from hanam.dvc.rules.condition_text import REASONS
from hanam.dvc.rules.condition_text import Test
from itertools import product
from math import prod

import re


__all__ = [
    "LONGEST",
    "REASONS",
    "All",
    "Any",
    "ConditionError",
    "Expression",
    "Not",
    "Test",
    "normal",
    "parse",
]

# Facts of the filing that a condition may ask about.
RESERVED = ("case", "applicant.kind")
# So many combinations of answers are tried before a condition counts as possible.
MOST_TRIED = 20_000
NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,9})?")
Answers = Callable[[str], Sequence[str]]


def tests(expression: Expression) -> Iterator[Test]:
    """The comparisons of a condition, from left to right."""
    if isinstance(expression, Test):
        yield expression
    elif isinstance(expression, Not):
        yield from tests(expression.part)
    else:
        for part in expression.parts:
            yield from tests(part)


def names(expression: Expression) -> tuple[str, ...]:
    """What a condition asks about, each once."""
    return tuple(dict.fromkeys(test.name for test in tests(expression)))


def holds(expression: Expression, answers: Answers) -> bool:
    """Whether the condition is met; ``answers(name)`` are the texts that were answered:
    tokens, "1" for a tick, digits with a dot, ISO days; empty for no answer."""
    if isinstance(expression, Test):
        return meets(expression, answers(expression.name))
    if isinstance(expression, Not):
        return not holds(expression.part, answers)
    if isinstance(expression, All):
        return all(holds(part, answers) for part in expression.parts)
    return any(holds(part, answers) for part in expression.parts)


def meets(test: Test, given: Sequence[str]) -> bool:
    """Whether one of the answers ``given`` meets a comparison."""
    if test.op == "given":
        return any(given)
    return any(
        _compare(text, test.op, value) for text in given for value in test.values
    )


def _compare(text: str, op: str, value: str) -> bool:
    left, right = _comparable(text), _comparable(value)
    if type(left) is not type(right):
        left, right = text, value
    if op == "=":
        return left == right
    if not text:
        return False
    if op in ("<", "<="):
        return left < right or (op == "<=" and left == right)  # type: ignore[operator]
    return left > right or (op == ">=" and left == right)  # type: ignore[operator]


def _comparable(text: str) -> Decimal | str:
    return Decimal(text) if NUMBER.fullmatch(text) else text


def circle(uses: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The names of a circle in ``uses`` (name: what it waits for); empty if there is
    none."""
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if name in path:
            return path[path.index(name) :]
        if name in done:
            return ()
        for other in uses.get(name, ()):
            found = walk(other, (*path, name))
            if found:
                return found
        done.add(name)
        return ()

    for name in uses:
        found = walk(name, ())
        if found:
            return found
    return ()


def possible(
    expressions: Sequence[Expression], domains: Mapping[str, Sequence[Sequence[str]]]
) -> bool:
    """Whether some answers meet all ``expressions`` at once; ``domains`` are the answers
    worth trying by name. A condition too big to be tried counts as possible."""
    asked = list(dict.fromkeys(n for item in expressions for n in names(item)))
    tried = [domains.get(name) or ((),) for name in asked]
    if prod(len(values) for values in tried) > MOST_TRIED:
        return True
    return any(
        all(holds(item, lambda name, given=given: given[name]) for item in expressions)
        for given in (
            dict(zip(asked, values, strict=True)) for values in product(*tried)
        )
    )


def unmet(expression: Expression) -> list[tuple[tuple[Test, bool], ...]] | None:
    """When a condition is *not* met: one of these groups of (comparison, whether it is
    met) holds wholly. None where that would be a long list."""
    groups = _groups(expression, False)
    return groups if groups is not None and len(groups) <= MOST_TESTS else None


def _groups(item: Expression, wanted: bool) -> list | None:
    if isinstance(item, Test):
        return [((item, wanted),)]
    if isinstance(item, Not):
        return _groups(item.part, not wanted)
    found = [_groups(part, wanted) for part in item.parts]
    if any(part is None for part in found):
        return None
    if isinstance(item, All) is not wanted:
        return [group for part in found for group in part or ()]
    if prod(len(part or ()) for part in found) > MOST_TESTS:
        return None
    return [tuple(pair for group in many for pair in group) for many in product(*found)]
