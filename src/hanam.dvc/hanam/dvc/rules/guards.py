"""What stands in the way of an action that role and state allow: the step, and what is missing.

Codes of what is found are explained to people by `dossiers.messages`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hanam.dvc.rules.duties import Duty
from hanam.dvc.rules.duties import of
from hanam.dvc.rules.duties import Step
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import SETTLED


# Roles on whose steps something is decided.
DECIDING = frozenset({Actor.OFFICER, Actor.LEADER})
# Nothing that is typed into the form of the action helps against these.
BARRED = frozenset({"step.role", "step.not_last"})


@dataclass(frozen=True, slots=True)
class Case:
    """What the guards look at.

    ``actors``: as what somebody acts. ``step``: the role of the present step of the plan (empty:
    none), ``later``: those of the steps after it, ``binds``: whether the plan binds business
    actions. ``lacking``: titles of required papers that are not there. ``pay_first``: whether
    the result is given against payment. ``said``: whether a reason (of a hand-over: the
    receiver) was given.
    """

    state: State = State.PROCESSING
    actors: frozenset[Actor] = frozenset()
    step: str = ""
    later: tuple[str, ...] = ()
    binds: bool = True
    lacking: tuple[str, ...] = ()
    money: Money = Money.NOTHING_DUE
    pay_first: bool = False
    delivery: Delivery = Delivery.NOT_READY
    said: bool = False


def lacks(action: str, case: Case) -> tuple[str, ...]:
    """Codes of everything that stands in the way; empty where nothing does."""
    found = [code for duty in of(action) for code in _step(duty, case)]
    if action == "accept" and case.lacking and not case.said:
        found.append("papers.lacking")
    if action == "hand_over":
        found += _handing(case)
    return tuple(dict.fromkeys(found))


def barred(action: str, case: Case) -> bool:
    """Whether it cannot be done by this person now, whatever is given with it."""
    return bool(BARRED & set(lacks(action, case)))


def needs_reason(action: str, case: Case) -> bool:
    """Whether a reason is needed here that the action does not need everywhere."""
    return bool({"papers.lacking", "step.reason"} & set(lacks(action, case)))


def _step(duty: Duty, case: Case) -> Iterable[str]:
    if duty.step == Step.FREE or not case.step or not case.binds:
        return
    is_leader = Actor.LEADER in case.actors
    if duty.step == Step.HOLDER:
        if not is_leader and case.step not in case.actors:
            yield "step.role"
        return
    left = [role for role in case.later if role in DECIDING]
    if left and is_leader and not case.said:
        yield "step.reason"
    elif left and not is_leader:
        yield "step.not_last"
    elif case.step == Actor.LEADER and not is_leader:
        yield "step.role"


def _handing(case: Case) -> Iterable[str]:
    if case.delivery != Delivery.READY_ONLINE and not case.said:
        yield "receiver.missing"
    # Papers of a stopped dossier are given back whatever is owed.
    if case.state == State.FINISHED and case.pay_first and case.money not in SETTLED:
        yield "money.owed"
