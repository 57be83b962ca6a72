"""How a formula is written: from the text of a designer to its parts.

A text of at most `LONGEST` characters is all there is to read.
"""

from decimal import Decimal
from hanam.dvc.rules.token_reader import TokenReader
from typing import NamedTuple

import re


LONGEST = 500
MOST_PARTS = 60
DEEPEST = 12
TOKEN = re.compile(
    r'\s*(?:"(?P<text>[^"]*)"|(?P<number>\d{1,15}(?:\.\d{1,9})?)(?![\w.])'
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)"
    r"|(?P<mark><=|>=|!=|[-+*/(),=<>]))"
)
COMPARE = ("=", "!=", "<", "<=", ">", ">=")


class FormulaError(ValueError):
    """A formula that cannot be used; ``reason`` is one of `REASONS`, ``text`` the place."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(f"{reason}: {text}")
        self.reason = reason
        self.text = text


REASONS: tuple[str, ...] = (
    "empty",  # nothing is said
    "too_long",  # more than anybody reads
    "end",  # something is left over, or the text ends too early
    "bracket",  # a bracket is missing
    "function",  # no such function
    "arguments",  # a function with too few or too many
    "unknown",  # no such question
    "kind",  # a number is wanted and a text given, or the like
    "rows",  # a column outside sum, min and max
)


class Constant(NamedTuple):
    value: Decimal | str


class Name(NamedTuple):
    name: str


class Call(NamedTuple):
    """A function, or one of the marks ``+ - * / = != < <= > >=``, of two or more parts."""

    function: str
    parts: tuple["Node", ...]


Node = Constant | Name | Call


def parse(text: str) -> Node:
    """The formula a text means; `FormulaError` says what is wrong."""
    return _Reader(text).whole()


class _Reader(TokenReader):
    pattern = TOKEN
    wrong = FormulaError

    def __init__(self, text: str) -> None:
        if not text.strip():
            raise FormulaError("empty")
        if len(text) > LONGEST:
            raise FormulaError("too_long", text[:40])
        super().__init__(text)
        if len(self.tokens) > MOST_PARTS * 2:
            raise FormulaError("too_long", text[:40])

    def whole(self) -> Node:
        found = self.compared()
        if self.next[0]:
            raise FormulaError("end", self.next[1])
        return found

    def compared(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError("too_long", self.next[1])
        left = self.added()
        mark = self.take("mark", *COMPARE)
        if mark:
            left = Call(mark, (left, self.added()))
        self.depth -= 1
        return left

    def added(self) -> Node:
        left = self.multiplied()
        while mark := self.take("mark", "+", "-"):
            left = Call(mark, (left, self.multiplied()))
        return left

    def multiplied(self) -> Node:
        left = self.one()
        while mark := self.take("mark", "*", "/"):
            left = Call(mark, (left, self.one()))
        return left

    def one(self) -> Node:
        if (text := self.take("text")) is not None:
            return Constant(text)
        if number := self.take("number"):
            return Constant(Decimal(number))
        if self.take("mark", "("):
            found = self.compared()
            self.close()
            return found
        name = self.take("name")
        if name is None:
            raise FormulaError("end", self.next[1])
        if not self.take("mark", "("):
            return Name(name)
        parts = [self.compared()]
        while self.take("mark", ","):
            parts.append(self.compared())
        self.close()
        return Call(name, tuple(parts))

    def close(self) -> None:
        if not self.take("mark", ")"):
            raise FormulaError("bracket", self.next[1])
