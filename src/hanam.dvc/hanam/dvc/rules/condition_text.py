"""How a condition is written: from the text of a designer to its parts, and back.

``and or not in empty given`` may be written ``và hoặc không thuộc trống có`` as well. A
text of at most `LONGEST` characters is all there is to read.
"""

from hanam.dvc.rules.token_reader import TokenReader
from typing import NamedTuple

import re


LONGEST = 500
MOST_TESTS = 20
DEEPEST = 12

TOKEN = re.compile(
    r'\s*(?:"(?P<text>[^"]*)"|(?P<op>!=|<=|>=|=|<|>)|(?P<mark>[(),])'
    r'|(?P<word>[^\s()=<>!,"]+))'
)
NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?")
DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
KEYWORDS = {
    "và": "and", "hoặc": "or", "không": "not", "thuộc": "in", "trống": "empty",
    "có": "given", "is": "is", "là": "is",
    **{word: word for word in ("and", "or", "not", "in", "empty", "given")},
}  # fmt: skip
PLAIN = re.compile(r'[^\s()=<>!,"]+')


class ConditionError(ValueError):
    """A condition that cannot be read; ``reason`` is one of `REASONS`, ``text`` the place."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(f"{reason}: {text}")
        self.reason = reason
        self.text = text


REASONS: tuple[str, ...] = (
    "too_long",  # more than anybody reads
    "name",  # the name of a question should stand here
    "value",  # a value should stand here
    "end",  # something is left over, or the text ends too early
    "bracket",  # a bracket is missing
)


class Test(NamedTuple):
    """The answers to ``name`` compared with ``values``; ``op`` is one of ``= < <= > >=``
    or ``given``."""

    name: str
    op: str
    values: tuple[str, ...] = ()


class Not(NamedTuple):
    part: "Expression"


class All(NamedTuple):
    parts: tuple["Expression", ...]


class Any(NamedTuple):
    parts: tuple["Expression", ...]


Expression = Test | Not | All | Any


def parse(text: str) -> Expression:
    """The condition a text means; `ConditionError` says what is wrong."""
    return _Reader(text).whole()


class _Reader(TokenReader):
    """Reads a text from left to right."""

    pattern = TOKEN
    wrong = ConditionError

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ConditionError("too_long", text[:40])
        super().__init__(text)
        self.tests = 0

    def named(self, kind: str, word: str) -> tuple[str, str]:
        if kind == "word" and word.lower() in KEYWORDS:
            return "key", KEYWORDS[word.lower()]
        return kind, word

    def whole(self) -> Expression:
        found = self.any()
        if self.next[0]:
            raise ConditionError("end", self.next[1])
        return found

    def any(self) -> Expression:
        parts = [self.all()]
        while self.take("key", "or"):
            parts.append(self.all())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def all(self) -> Expression:
        parts = [self.one()]
        while self.take("key", "and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError("too_long", self.next[1])
        try:
            if self.take("key", "not"):
                return Not(self.one())
            if self.take("mark", "("):
                found = self.any()
                if not self.take("mark", ")"):
                    raise ConditionError("bracket", self.next[1])
                return found
            return self.test()
        finally:
            self.depth -= 1

    def test(self) -> Expression:
        self.tests += 1
        if self.tests > MOST_TESTS:
            raise ConditionError("too_long", self.next[1])
        kind, word = self.next
        if kind != "word" or not NAME.fullmatch(word):
            raise ConditionError("name", word)
        self.at += 1
        op = self.take("op")
        if op is not None:
            found = Test(word, "=" if op == "!=" else op, (self.value(),))
            return Not(found) if op == "!=" else found
        self.take("key", "is")
        negated = bool(self.take("key", "not"))
        key = self.take("key", "in", "empty", "given")
        if key == "in":
            made: Expression = Test(word, "=", self.values())
        elif key is None and negated:
            raise ConditionError("value", self.next[1])
        else:
            made = Test(word, "given")
            negated = negated != (key == "empty")
        return Not(made) if negated else made

    def values(self) -> tuple[str, ...]:
        if not self.take("mark", "("):
            raise ConditionError("bracket", self.next[1])
        found = [self.value()]
        while self.take("mark", ","):
            found.append(self.value())
        if not self.take("mark", ")"):
            raise ConditionError("bracket", self.next[1])
        return tuple(found)

    def value(self) -> str:
        """A quoted text, or words up to the next keyword or mark."""
        quoted = self.take("text")
        if quoted is not None:
            return quoted
        words = []
        while (word := self.take("word")) is not None:
            words.append(word)
        if not words:
            raise ConditionError("value", self.next[1])
        return _iso(" ".join(words))


def _iso(text: str) -> str:
    """A day as people write it in the form in which answers are compared."""
    found = DAY.fullmatch(text)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text


def normal(expression: Expression) -> str:
    """A condition as a text; `parse` gives the same condition again."""
    if isinstance(expression, Not):
        return f"not {_inner(expression.part, (All, Any))}"
    if isinstance(expression, All):
        return " and ".join(_inner(part, (All, Any)) for part in expression.parts)
    if isinstance(expression, Any):
        return " or ".join(_inner(part, (Any,)) for part in expression.parts)
    if expression.op == "given":
        return expression.name
    values = [_written(value) for value in expression.values]
    if len(values) == 1:
        return f"{expression.name} {expression.op} {values[0]}"
    return f"{expression.name} in ({', '.join(values)})"


def _inner(part: Expression, bracketed: tuple[type, ...]) -> str:
    text = normal(part)
    return f"({text})" if isinstance(part, bracketed) else text


def _written(value: str) -> str:
    plain = PLAIN.fullmatch(value) and value.lower() not in KEYWORDS
    return value if plain and _iso(value) == value else f'"{value}"'
