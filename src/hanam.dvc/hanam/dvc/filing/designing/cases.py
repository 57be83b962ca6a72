"""Test cases of a declaration: answers, and what the form is to say to them.

They are kept with the form and run again before each publication.
"""

from Acquisition import aq_base
from hanam.dvc.filing import declaration
from persistent.list import PersistentList
from typing import NamedTuple

import copy


MOST = 100
LONGEST = 120


class Outcome(NamedTuple):
    """What came of a case: ``new`` and ``gone`` are names of fields with problems,
    ``changed`` those of data that became something else."""

    name: str
    passed: bool
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def all_of(form) -> list[dict]:
    """The cases of a form: name, facts, answers, problems (names of fields), data."""
    return list(getattr(aq_base(form), "declared_cases", None) or ())


def result(fields, facts, answers) -> tuple[list[str], dict]:
    """(names of fields with problems, the data that would be stored)."""
    data, problems = declaration.validate(fields, answers, facts=facts)
    return sorted({problem.field for problem in problems}), data


def save(form, fields, name: str, facts: dict, answers: dict) -> dict:
    """Keep a case with what the form says to it now; one of the same name is replaced."""
    problems, data = result(fields, facts, answers)
    made = copy.deepcopy(
        {
            "name": name[:LONGEST],
            "facts": dict(facts),
            "answers": dict(answers),
            "problems": problems,
            "data": data,
        }
    )
    others = [case for case in all_of(form) if case["name"] != made["name"]]
    aq_base(form).declared_cases = PersistentList([*others, made][-MOST:])
    return made


def remove(form, name: str) -> None:
    kept = [case for case in all_of(form) if case["name"] != name]
    aq_base(form).declared_cases = PersistentList(kept)


def run(form, fields) -> list[Outcome]:
    """All cases against ``fields``."""
    return [run_one(case, fields) for case in all_of(form)]


def run_one(case: dict, fields) -> Outcome:
    problems, data = result(fields, case["facts"], case["answers"])
    new = tuple(name for name in problems if name not in case["problems"])
    gone = tuple(name for name in case["problems"] if name not in problems)
    before = case["data"]
    names = sorted({*before, *data})
    # Who is older today than when the case was saved has not changed the form.
    aged = {
        field.name for field in fields if field.kind == "computed" and by_today(field)
    }
    changed = tuple(
        name
        for name in names
        if name not in aged and before.get(name) != data.get(name)
    )
    return Outcome(case["name"], not (new or gone or changed), new, gone, changed)


def by_today(field) -> bool:
    """Whether a computed value depends on the day it is asked."""
    return uses_age(field.formula)


def uses_age(node) -> bool:
    if not hasattr(node, "parts"):
        return False
    if node.function == "age" and len(node.parts) == 1:
        return True
    return any(uses_age(part) for part in node.parts)
