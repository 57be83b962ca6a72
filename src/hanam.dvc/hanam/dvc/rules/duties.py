"""Who may do what to a dossier: one table of every action, by actor, state, step and need.

Permissions, the workflow's XML and `docs/who-may-do-what.md` are held equal to it. Another action
on dossiers is one line more in `WORK`.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import Transition
from hanam.dvc.rules.states import TRANSITIONS
from hanam.dvc.rules.tracks import Move
from hanam.dvc.rules.tracks import MOVES


class Step(StrEnum):
    """What the step of the internal plan has to do with an action (TT 01/2018, art. 8).

    FREE: nothing. HOLDER: who has the role of the present step, or a leader. LAST: on the last
    step on which something is decided, by its role; before it a leader, with a reason. HOLDER
    and LAST of business actions hold where the province lets the plan bind.
    """

    FREE = "free"
    HOLDER = "holder"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Duty:
    """One action, by ``actors`` while the dossier is in one of ``states``.

    ``needs`` is what must be given, ``once`` what may happen a single time. Of a track,
    ``sources`` and ``target`` are its values. ``rule`` is what else holds, in English.
    """

    action: str
    actors: frozenset[Actor]
    states: frozenset[State]
    needs: tuple[str, ...] = ()
    step: Step = Step.FREE
    once: bool = False
    rule: str = ""
    sources: frozenset[str] = frozenset()
    target: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An action on something inside a dossier (a part, an opinion, a result), that only exists
    there or for people who are no staff of its agency. ``who`` is told in English."""

    action: str
    who: str
    states: tuple[State, ...]
    needs: tuple[str, ...] = ()
    rule: str = ""


APPLICANT, CLERK = Actor.APPLICANT, Actor.CLERK
OFFICER, LEADER = Actor.OFFICER, Actor.LEADER
STAFF = (CLERK, OFFICER, LEADER)
RUNNING = (State.ACCEPTED, State.PROCESSING)
WORKED_ON = (State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT, State.PAYMENT)
# Until the result is handed over, and not where there will be none.
CHANGEABLE = (State.SUBMITTED, *WORKED_ON, State.FINISHED, State.STOPPED)
FILED = tuple(state for state in State if state is not State.DRAFT)

# What the plan and the facts add to the transitions of `rules.states`.
STEPS: Mapping[str, Step] = FrozenMap(
    {
        "finish": Step.LAST,
        "ask": Step.HOLDER,
        "request_payment": Step.HOLDER,
        "stop": Step.HOLDER,
    }
)
RULES: Mapping[str, str] = FrozenMap(
    {
        "accept": "every required paper is there, or a reason why not",
        "hand_over": "the receiver, unless the result is given online; no money owed where"
        " the result is given against payment",
        "finish": "a leader before the last step gives the reason",
        "ask": "NĐ 61/2018, art. 19.4",
        "ask_submitted": "NĐ 61/2018, art. 15.3",
        "answer_submitted": "where the papers were asked for",
        "answer_processing": "where the papers were asked for",
    }
)


def _work(
    action: str,
    actors: tuple[Actor, ...],
    states: tuple[State, ...],
    needs: tuple[str, ...] = (),
    step: Step = Step.FREE,
    once: bool = False,
    rule: str = "",
) -> Duty:
    who, where = frozenset(actors), frozenset(states)
    return Duty(action, who, where, needs, step, once, rule)


# Everything that changes no state. One line for each action, whatever room it belongs to.
WORK: tuple[Duty, ...] = (
    _work(
        "assign",
        (OFFICER, LEADER),
        WORKED_ON,
        ("assignee",),
        rule="an officer only what nobody has, or somebody who is gone, and only to"
        " themselves",
    ),
    _work(
        "release",
        (OFFICER, LEADER),
        WORKED_ON,
        rule="an officer only what is their own",
    ),
    _work("next_step", STAFF, (State.PROCESSING,), step=Step.HOLDER),
    _work("step_back", STAFF, (State.PROCESSING,), ("reason",), step=Step.HOLDER),
    _work(
        "extend",
        (OFFICER, LEADER),
        RUNNING,
        ("due", "reason"),
        once=True,
        rule="a day before the limit expires at the latest (NĐ 61/2018, art. 19.9)",
    ),
    _work(
        "apology_proposed",
        (OFFICER, LEADER),
        RUNNING,
        ("due", "reason"),
        rule="as long as the limit can be extended; a leader decides",
    ),
    _work(
        "apology_back",
        (LEADER,),
        RUNNING,
        ("note",),
        rule="while a proposal waits",
    ),
    _work(
        "apologise",
        (LEADER,),
        RUNNING,
        ("due", "reason"),
        rule="when it is too late to extend; the dossier counts as late",
    ),
    _work(
        "opinion_ask",
        (OFFICER, LEADER),
        WORKED_ON,
        ("question", "limit"),
        rule="a working day of the whole must be left after it (NĐ 61/2018, art. 19.5)",
    ),
    _work(
        "leg_add",
        (OFFICER, LEADER),
        WORKED_ON,
        ("agency", "title", "limit"),
        rule="never beyond the whole (NĐ 61/2018, art. 19.6 and 19.7)",
    ),
    _work("post_begin", (CLERK,), RUNNING, ("reason",), rule="the clock stands"),
    _work("post_end", (CLERK,), RUNNING, rule="the clock goes on"),
    _work(
        "fee",
        (CLERK,),
        (State.SUBMITTED, State.ACCEPTED),
        rule="a note of what was paid at the counter, no ledger",
    ),
    _work("shelf", STAFF, FILED, rule="where the paper folder lies"),
    _work("slip_out", STAFF, FILED, rule="with a slip of the agency that hands over"),
    _work("slip_in", STAFF, FILED, rule="with a slip, by the agency that receives"),
    _work(
        "slip_missing", STAFF, FILED, rule="with a slip, by the agency that receives"
    ),
    _work("result_way", (APPLICANT,), CHANGEABLE, rule="not once the post has it"),
    _work("contact", (APPLICANT,), CHANGEABLE),
)


def _of_way(way: Transition) -> Duty:
    step, rule = STEPS.get(way.id, Step.FREE), RULES.get(way.id, "")
    return Duty(way.id, way.actors, way.sources, way.needs, step, way.once, rule)


def _of_move(move: Move) -> Duty:
    sources = frozenset(str(source) for source in move.sources)
    return Duty(
        str(move.track),
        move.actors,
        move.states,
        move.needs,
        sources=sources,
        target=str(move.target),
    )


PROCESSING, OVER = (State.PROCESSING,), (State.FINISHED, State.RETURNED)
MAIN, PARTNER = "officer, leader", "officer or leader of the agency that has the part"
# What happens to things inside a dossier; their own rooms test each line.
PARTS: tuple[Part, ...] = (
    Part("leg_take", PARTNER, WORKED_ON, (), "its own part, while it is open"),
    Part("leg_done", PARTNER, WORKED_ON, (), "its own part, while it is open"),
    Part("leg_back", PARTNER, WORKED_ON, ("reason",), "its own part, while it is open"),
    Part("leg_time", PARTNER, WORKED_ON, ("limit", "reason"), "within the whole"),
    Part("leg_choose", MAIN, WORKED_ON, ("agency",), "before the part begins"),
    Part("leg_cancel", MAIN, WORKED_ON, ("reason",)),
    Part("leg_reopen", MAIN, WORKED_ON, ("reason",)),
    Part("opinion_answer", "who is asked", WORKED_ON, ("verdict", "text")),
    Part("opinion_withdraw", MAIN, WORKED_ON, (), "before it is answered"),
    Part("result_prepared", MAIN, PROCESSING, ("result",)),
    Part(
        "result_signed",
        MAIN,
        PROCESSING,
        ("pin",),
        "with a signature of their own; the leader, where the plan has a step of the leader",
    ),
    Part("result_dropped", MAIN, PROCESSING),
    Part("result_withdrawn", "leader", OVER, ("reason",)),
    Part(
        "result_fetched",
        "applicant",
        (State.FINISHED,),
        (),
        "by the first download; a result that is given online is handed over by it",
    ),
    Part(
        "originals_returned",
        "clerk",
        (State.REFUSED, State.WITHDRAWN, State.RETURNED),
        ("receiver",),
        "while originals are still there",
    ),
)
# Entered in the history by the portal itself.
BY_ITSELF = (
    "leg_open",
    "letter_kept",
    "opinion_escalated",
    "opinion_remind",
    "opinion_silent",
    "paper_removed",
    "recount_calendar",
)
BUSINESS: tuple[Duty, ...] = tuple(_of_way(way) for way in TRANSITIONS)
TRACKS: tuple[Duty, ...] = tuple(_of_move(move) for move in MOVES if move.actors)
DUTIES: tuple[Duty, ...] = (*BUSINESS, *WORK, *TRACKS)


def of(action: str) -> tuple[Duty, ...]:
    """The lines of an action; a track has several, an unknown one none."""
    return tuple(duty for duty in DUTIES if duty.action == action)


def states_of(action: str) -> tuple[State, ...]:
    """The states in which somebody may do it, in the order of `State`."""
    found = {state for duty in of(action) for state in duty.states}
    return tuple(state for state in State if state in found)


def actors_of(actions: Iterable[str], state: State) -> frozenset[Actor]:
    """Who may do one of the actions in a state, whatever the step and the needs."""
    return frozenset(
        actor
        for action in actions
        for duty in of(action)
        if state in duty.states
        for actor in duty.actors
    )
