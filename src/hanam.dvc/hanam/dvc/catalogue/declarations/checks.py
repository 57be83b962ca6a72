"""What is wrong with a declaration, told to its designer before a citizen meets it."""

from collections.abc import Iterator
from hanam.dvc.catalogue.declarations import kinds
from hanam.dvc.catalogue.declarations import outline
from hanam.dvc.catalogue.declarations.outline import Question
from hanam.dvc.i18n import _
from hanam.dvc.rules import conditions
from hanam.dvc.rules import formulas
from hanam.dvc.rules import patterns
from typing import NamedTuple

import re


NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")
TAKEN = ("case", "applicant", "owner", "data")
NOTHING_ASKED = ("heading",)
CONDITION_TEXTS = {
    "too_long": _("the condition is too long; make it simpler."),
    "name": _("the condition should name a question at “${at}”."),
    "value": _("the condition should give a value at “${at}”."),
    "end": _("the condition cannot be read at “${at}”."),
    "bracket": _("a bracket is missing in the condition at “${at}”."),
}
FORMULA_TEXTS = {
    "empty": _("the formula is missing."),
    "too_long": _("the formula is too long; make it simpler."),
    "end": _("the formula cannot be read at “${at}”."),
    "bracket": _("a bracket is missing in the formula at “${at}”."),
    "function": _("there is no function “${at}”."),
    "arguments": _("the function “${at}” has too few or too many values."),
    "unknown": _("the formula names a question “${at}” that is not there."),
    "kind": _("“${at}” is of another kind than the formula needs (number, day, text)."),
    "rows": _("“${at}” has rows; take sum, count, min or max of them."),
}
PATTERN_TEXTS = {
    "too_long": _("the pattern is too long."),
    "syntax": _("the pattern is no regular expression."),
    "slow": _("the pattern could take very long to check; make it simpler."),
}


class Problem(NamedTuple):
    """One thing that is wrong: the ``name`` of the question and a message that begins
    after its title."""

    name: str
    title: str
    text: str


def of_schema(schema) -> list[Problem]:
    """Everything that is wrong with the questions of a schema."""
    return list(problems(outline.of_schema(schema)))


def problems(found: list[Question]) -> Iterator[Problem]:
    """Everything that is wrong with questions; see `outline`."""
    known = {item.name: item for item in found}
    for item in found:
        yield from of_question(item)
        yield from of_formula(item, known)
        inner = {**known, **{column.name: column for column in item.columns}}
        yield from of_columns(item, inner)
    unread = list(of_conditions(known))
    yield from unread
    waiting = list(circles(known))
    yield from waiting
    if not unread and not waiting:
        yield from impossible(known)


def of_conditions(known) -> Iterator[Problem]:
    for item in known.values():
        yield from of_condition(item, item.condition, known)
        yield from of_condition(item, item.section_condition, known)


def said(item: Question, text: str, **mapping) -> Problem:
    if mapping:
        text = type(text)(text, domain=text.domain, mapping=mapping)
    return Problem(item.name, item.title or item.name, text)


def of_question(item: Question) -> Iterator[Problem]:
    """Name, choices, limits and pattern of one question."""
    if not NAME.fullmatch(item.name):
        yield said(item, _("its short name has small letters, digits and _ only."))
    elif item.name in TAKEN:
        yield said(item, _("this short name is taken; choose another one."))
    if not item.title.strip():
        yield said(item, _("the question has no words."))
    if item.choices is not None and not item.choices:
        yield said(item, _("there is nothing to choose from; enter the choices."))
    values = [value for value, _title in item.choices or ()]
    if len(set(values)) < len(values):
        yield said(item, _("a choice occurs twice."))
    least, most = item.minimum, item.maximum
    if least is not None and most is not None and least > most:
        yield said(item, _("the smallest value lies above the largest."))
    if item.pattern:
        try:
            patterns.check(item.pattern)
        except patterns.PatternError as error:
            yield said(item, PATTERN_TEXTS[error.reason])


def of_columns(item: Question, known) -> Iterator[Problem]:
    """The columns of a group; each is told with the title of the group before its own."""
    if item.kind != "group":
        return
    if not item.columns:
        yield said(item, _("the group has no questions."))
    names = [column.name for column in item.columns]
    if len(set(names)) < len(names):
        yield said(item, _("two questions of a row have the same short name."))
    for column in item.columns:
        here = column._replace(title=f"{item.title} › {column.title}", name=column.name)
        for problem in (
            *of_question(here),
            *of_condition(here, column.condition, known),
            *of_formula(here, known),
        ):
            yield problem._replace(name=item.name)
    yield from (
        problem._replace(name=item.name)
        for problem in circles({column.name: column for column in item.columns})
    )


def parsed(text: str):
    """A condition, or None for none and for one that cannot be read."""
    try:
        return conditions.parse(text) if text.strip() else None
    except conditions.ConditionError:
        return None


def of_condition(item: Question, text: str, known) -> Iterator[Problem]:
    if not text.strip():
        return
    try:
        found = conditions.parse(text)
    except conditions.ConditionError as error:
        yield said(item, CONDITION_TEXTS[error.reason], at=error.text or text[-20:])
        return
    for test in conditions.tests(found):
        yield from of_test(item, test, known)


def of_test(item: Question, test, known) -> Iterator[Problem]:
    if test.name in conditions.RESERVED:
        return
    other = known.get(test.name)
    if other is None or other.kind in NOTHING_ASKED:
        yield said(
            item,
            _("the condition names a question “${at}” that is not there."),
            at=test.name,
        )
        return
    values = {value for value, _title in other.choices or ()}
    if other.choices is not None and test.op == "=":
        for value in test.values:
            if value not in values:
                yield said(
                    item,
                    _("“${at}” is none of the choices of “${other}”."),
                    at=value,
                    other=other.title,
                )


def of_formula(item: Question, known) -> Iterator[Problem]:
    if item.kind != "computed":
        return
    try:
        formulas.check(formulas.parse(item.formula), kinds_of(known))
    except formulas.FormulaError as error:
        yield said(item, FORMULA_TEXTS[error.reason], at=error.text)


def kinds_of(known) -> dict[str, str]:
    """What formulas read of each question; columns of a group as ``group.column``."""
    found = {name: kind_for(item) for name, item in known.items()}
    for name, item in known.items():
        for column in item.columns:
            found[f"{name}.{column.name}"] = kind_for(column)
    return {name: kind for name, kind in found.items() if kind}


def kind_for(item: Question) -> str:
    if item.kind == "computed":
        return formulas.TEXT if item.shows == "text" else formulas.NUMBER
    return kinds.READ_AS.get(item.kind, "")


def uses(item: Question) -> tuple[str, ...]:
    """The questions that this one waits for or is computed from."""
    found = []
    for text in (item.condition, item.section_condition):
        condition = parsed(text)
        found += () if condition is None else conditions.names(condition)
    for one in (item, *item.columns):
        if one.kind == "computed":
            try:
                node = formulas.parse(one.formula)
            except formulas.FormulaError:
                continue
            found += [name.partition(".")[0] for name in formulas.names(node)]
    own = {column.name for column in item.columns}
    return tuple(name for name in found if name not in own)


def circles(known) -> Iterator[Problem]:
    found = conditions.circle({name: uses(item) for name, item in known.items()})
    if found:
        item = known.get(found[0])
        titles = " → ".join(
            known[name].title for name in (*found, found[0]) if name in known
        )
        if item is not None:
            text = _("these questions wait for each other: ${titles}.")
            yield said(item, text, titles=titles)


def impossible(known) -> Iterator[Problem]:
    """Required questions whose condition no answer can meet."""
    domains = {name: domain(item, known) for name, item in known.items()}
    for item in known.values():
        both = [parsed(item.condition), parsed(item.section_condition)]
        both = [one for one in both if one is not None]
        asked = {name for one in both for name in conditions.names(one)}
        if not both or not asked <= {*known, *conditions.RESERVED}:
            continue
        free = {name: values for name, values in domains.items() if name in asked}
        free.update(
            {name: facts(name, both) for name in asked & {*conditions.RESERVED}}
        )
        others = [
            one
            for name in asked & set(known)
            if (one := parsed(known[name].condition)) is not None
            and set(conditions.names(one)) <= asked
        ]
        if not conditions.possible([*both, *others], free):
            yield said(item, _("no answers can meet its condition."))


def facts(name: str, both) -> list[tuple[str, ...]]:
    if name == "applicant.kind":
        return [("citizen",), ("organisation",)]
    return [(value,) for value in named(name, both)] + [("",)]


def named(name: str, found) -> list[str]:
    return [
        value
        for one in found
        for test in conditions.tests(one)
        if test.name == name
        for value in test.values
    ]


def domain(item: Question, known) -> list[tuple[str, ...]]:
    """The answers to a question that are worth trying."""
    blank: list[tuple[str, ...]] = [()]
    if item.choices is not None:
        tokens = tuple(value for value, _title in item.choices)
        several = [tokens] if item.kind == "choices" else []
        return blank + [(value,) for value in tokens] + several
    if item.kind == "bool":
        return [*blank, ("1",)]
    wanted = named(
        item.name,
        [
            one
            for other in known.values()
            for text in (other.condition, other.section_condition)
            if (one := parsed(text)) is not None
        ],
    )
    return blank + [(text,) for text in tried(item, wanted)]


def tried(item: Question, wanted: list[str]) -> list[str]:
    """The values named in conditions and those next to them, within the limits."""
    if kind_for(item) != formulas.NUMBER:
        near = ["0000-01-01", "9999-12-31"] if item.kind in ("date", "birth") else ["?"]
        return [*wanted, *near]
    numbers = {0, 1}
    for text in wanted:
        if conditions.NUMBER.fullmatch(text):
            whole = int(float(text))
            numbers |= {whole - 1, whole, whole + 1}
    least = item.minimum if isinstance(item.minimum, int) else None
    most = item.maximum if isinstance(item.maximum, int) else None
    numbers |= {limit for limit in (least, most) if limit is not None}
    return [
        str(number)
        for number in sorted(numbers)
        if (least is None or number >= least) and (most is None or number <= most)
    ]


def twice(model: str) -> list[str]:
    """Short names that occur more than once in the XML of a model."""
    names = re.findall(r'<field\b[^>]*\bname="([^"]*)"', model or "")
    return sorted({name for name in names if names.count(name) > 1})
