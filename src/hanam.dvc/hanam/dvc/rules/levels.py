"""The online level of a public service (NĐ 43/2011 art. 3.4), and what blocks more."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from hanam.dvc.rules.frozen import FrozenMap


LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """What a procedure really offers.

    ``information``: all published elements are there. ``forms``: every form can be
    downloaded, or none is asked for. ``online_form``: there is a declaration to fill in.
    ``channel``: it is open for filing online. ``has_fee`` and ``online_payment``: a
    procedure without a fee needs no payment. ``result_*``: the ways in which the result
    can be had.
    """

    information: bool = False
    forms: bool = False
    online_form: bool = False
    channel: bool = False
    has_fee: bool = False
    online_payment: bool = False
    result_online: bool = False
    result_by_post: bool = False
    result_in_person: bool = True


# Every condition and the level it belongs to, lowest first.
CONDITIONS: Mapping[str, int] = FrozenMap(
    {
        "information": 1,
        "forms": 2,
        "online_form": 3,
        "channel": 3,
        "online_payment": 4,
        "result": 4,
    }
)


def is_met(facts: LevelFacts, condition: str) -> bool:
    """Whether one of `CONDITIONS` is met."""
    if condition == "online_payment":
        return facts.online_payment or not facts.has_fee
    if condition == "result":
        # Level 4 allows the result online, in person or by post.
        return facts.result_online or facts.result_by_post or facts.result_in_person
    return getattr(facts, condition)


def applies(facts: LevelFacts, condition: str) -> bool:
    """Whether the condition asks anything of the procedure: payment only where there
    is a fee."""
    return condition != "online_payment" or facts.has_fee


def with_done(facts: LevelFacts, done: Iterable[str]) -> LevelFacts:
    """The facts when the named conditions have been met; those met stay met."""
    names = {"result_by_post" if name == "result" else name for name in done}
    return replace(facts, **dict.fromkeys(names, True))


def blockers(facts: LevelFacts, wanted: int) -> tuple[str, ...]:
    """The `CONDITIONS` that are missing for the level, lowest level first. A level asks
    for all below it."""
    return tuple(
        name
        for name, level in CONDITIONS.items()
        if level <= wanted and not is_met(facts, name)
    )


def online_level(facts: LevelFacts) -> int:
    """1 to 4; 1 also when its information is incomplete (``blockers`` says so)."""
    first = min(
        (CONDITIONS[name] for name in blockers(facts, HIGHEST)), default=HIGHEST + 1
    )
    return max(first - 1, LOWEST)


# The terms since NĐ 42/2022: information, partly online, fully online.
LATER_TERMS: Mapping[int, str] = FrozenMap(
    {1: "information", 2: "information", 3: "partial", 4: "full"}
)
