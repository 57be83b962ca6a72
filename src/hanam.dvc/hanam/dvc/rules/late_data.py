"""Rules of escalation as JSON: a list of objects.

::

    [{"id": "han-tra-con-2-ngay", "title": "Còn 2 ngày làm việc", "what": "whole",
      "when": "before", "value": 2, "unit": "working_day",
      "whom": ["assignee", "leader"], "how": ["email", "mark"],
      "since": "2018-06-21", "until": "", "law": "NĐ 61/2018/NĐ-CP, Điều 19.9",
      "draft": true, "off": false}]

``since``, ``until``, ``law``, ``draft`` and ``off`` may be left out. The meaning of each is in
``hanam.dvc.rules.late``.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.late import How
from hanam.dvc.rules.late import Rule
from hanam.dvc.rules.late import Unit
from hanam.dvc.rules.late import What
from hanam.dvc.rules.late import When
from hanam.dvc.rules.late import Whom
from typing import TypeVar

import re


Item = Mapping[str, object]
Choice = TypeVar("Choice", bound=StrEnum)
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
MOST = {Unit.WORKING_DAY: 250, Unit.WORKING_HOUR: 200, Unit.PERCENT: 99}
LONGEST = 200
MOST_RULES = 100


class RuleError(ValueError):
    """What is wrong with a rule: ``code`` is a stable key, ``field`` the place, ``facts`` more."""

    def __init__(self, code: str, field: str, **facts: str | int) -> None:
        self.code = code
        self.field = field
        self.facts: FrozenMap[str, str | int] = FrozenMap(facts)
        super().__init__(code, field, facts)


def from_data(data: object, agency: str = "") -> tuple[Rule, ...]:
    """The rules of a list; `RuleError` for the first thing that is wrong.

    Codes: not_a_list, not_an_object, too_many, twice, and those of `rule`.
    """
    if not isinstance(data, list):
        raise RuleError("not_a_list", "")
    if len(data) > MOST_RULES:
        raise RuleError("too_many", "", most=MOST_RULES)
    found: dict[str, Rule] = {}
    for number, item in enumerate(data, 1):
        if not isinstance(item, Mapping):
            raise RuleError("not_an_object", str(number))
        try:
            made = rule(item, agency)
        except RuleError as error:
            place = f"{number}.{error.field}"
            raise RuleError(error.code, place, **error.facts) from error
        if made.id in found:
            raise RuleError("twice", f"{number}.id", id=made.id)
        found[made.id] = made
    return tuple(found.values())


def rule(item: Mapping[str, object], agency: str = "") -> Rule:
    """One rule; `RuleError` with the name of a key as ``field``.

    Codes: missing, not_text, too_long, bad_id, unknown, not_a_number, range, share, unit,
    nobody, no_way, bad_date, dates, not_yes_no, only_whole.
    """
    when = _one(item, "when", When)
    unit = _one(item, "unit", Unit)
    if (when is When.PASSED) != (unit is Unit.PERCENT):
        raise RuleError("share" if when is When.PASSED else "unit", "unit")
    what = _one(item, "what", What)
    draft = _flag(item, "draft")
    if draft and what is not What.WHOLE:
        raise RuleError("only_whole", "draft")
    since, until = _day(item, "since"), _day(item, "until")
    if since and until and until < since:
        raise RuleError("dates", "until")
    return Rule(
        id=_id(item),
        title=_text(item, "title", needed=True),
        what=what,
        when=when,
        value=_value(item, when, unit),
        unit=unit,
        whom=_several(item, "whom", Whom, "nobody"),
        how=_several(item, "how", How, "no_way"),
        since=since,
        until=until,
        law=_text(item, "law"),
        agency=agency,
        draft=draft,
        off=_flag(item, "off"),
    )


def to_data(rules: Sequence[Rule]) -> list[dict[str, object]]:
    """The JSON shape that `from_data` reads."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "what": str(one.what),
            "when": str(one.when),
            "value": one.value,
            "unit": str(one.unit),
            "whom": [str(each) for each in one.whom],
            "how": [str(each) for each in one.how],
            "since": one.since.isoformat() if one.since else "",
            "until": one.until.isoformat() if one.until else "",
            "law": one.law,
            "draft": one.draft,
            "off": one.off,
        }
        for one in rules
    ]


def _text(item: Item, key: str, needed: bool = False) -> str:
    value = item.get(key, "")
    if not isinstance(value, str):
        raise RuleError("not_text", key)
    value = value.strip()
    if needed and not value:
        raise RuleError("missing", key)
    if len(value) > LONGEST:
        raise RuleError("too_long", key, most=LONGEST)
    return value


def _id(item: Item) -> str:
    value = _text(item, "id", needed=True)
    if not ID.fullmatch(value):
        raise RuleError("bad_id", "id")
    return value


def _one(item: Item, key: str, kind: type[Choice]) -> Choice:
    value = item.get(key)
    if value in (None, ""):
        raise RuleError("missing", key)
    return _known(value, key, kind)


def _known(value: object, key: str, kind: type[Choice]) -> Choice:
    if not isinstance(value, str) or value not in list(kind):
        raise RuleError("unknown", key, known=", ".join(kind))
    return kind(value)


def _several(
    item: Item, key: str, kind: type[Choice], empty: str
) -> tuple[Choice, ...]:
    values = item.get(key, [])
    if not isinstance(values, list | tuple):
        raise RuleError("not_a_list", key)
    chosen = {_known(value, key, kind) for value in values}
    if not chosen:
        raise RuleError(empty, key)
    return tuple(one for one in kind if one in chosen)


def _value(item: Item, when: When, unit: Unit) -> int:
    value = item.get("value")
    if isinstance(value, bool) or not isinstance(value, int):
        raise RuleError("not_a_number", "value")
    least = 0 if when is not When.PASSED and unit is Unit.WORKING_DAY else 1
    if when is When.AFTER:
        least = 0
    if not least <= value <= MOST[unit]:
        raise RuleError("range", "value", least=least, most=MOST[unit])
    return value


def _day(item: Item, key: str) -> date | None:
    value = _text(item, key)
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise RuleError("bad_date", key) from error


def _flag(item: Item, key: str) -> bool:
    value = item.get(key, False)
    if not isinstance(value, bool):
        raise RuleError("not_yes_no", key)
    return value
