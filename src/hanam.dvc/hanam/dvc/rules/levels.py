"""The online level of a public service (NĐ 43/2011 art. 3.4), and what blocks more."""

from collections.abc import Mapping
from dataclasses import dataclass
from hanam.dvc.rules.frozen import FrozenMap


LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """What a procedure really offers.

    ``information``: all published elements are there. ``forms``: every form can be
    downloaded, or none is asked for. ``online_form``: it can be filled in and sent with
    its papers. ``has_fee`` and ``online_payment``: a procedure without a fee needs no
    payment. ``result_*``: the ways in which the result can be had.
    """

    information: bool = False
    forms: bool = False
    online_form: bool = False
    has_fee: bool = False
    online_payment: bool = False
    result_online: bool = False
    result_by_post: bool = False
    result_in_person: bool = True


def _missing(facts: LevelFacts) -> tuple[tuple[int, str], ...]:
    """Every unmet condition with the level it belongs to."""
    payable = facts.online_payment or not facts.has_fee
    # Level 4 allows the result online, in person or by post.
    result = facts.result_online or facts.result_by_post or facts.result_in_person
    conditions = (
        (1, "information", facts.information),
        (2, "forms", facts.forms),
        (3, "online_form", facts.online_form),
        (4, "online_payment", payable),
        (4, "result", result),
    )
    return tuple((level, key) for level, key, met in conditions if not met)


def blockers(facts: LevelFacts, wanted: int) -> tuple[str, ...]:
    """What is missing for the level, lowest level first: information, forms,
    online_form, online_payment, result. A level asks for all below it."""
    return tuple(key for level, key in _missing(facts) if level <= wanted)


def online_level(facts: LevelFacts) -> int:
    """1 to 4; 1 also when its information is incomplete (``blockers`` says so)."""
    first = min((level for level, _ in _missing(facts)), default=HIGHEST + 1)
    return max(first - 1, LOWEST)


# The terms since NĐ 42/2022: information, partly online, fully online.
LATER_TERMS: Mapping[int, str] = FrozenMap(
    {1: "information", 2: "information", 3: "partial", 4: "full"}
)
