"""The states of a dossier and the ways between them.

The ten public states carry the codes of the national portal; a draft has none. Money,
hand-over and synchronisation are tracks of their own and no states here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hanam.dvc.rules.frozen import FrozenMap


class State(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    FINISHED = "finished"
    RETURNED = "returned"


class Actor(StrEnum):
    """Who does it: the applicant, or staff by role."""

    APPLICANT = "applicant"
    CLERK = "clerk"
    OFFICER = "officer"
    LEADER = "leader"


CODES: Mapping[State, int | None] = FrozenMap(
    {
        State.DRAFT: None,
        State.SUBMITTED: 1,
        State.ACCEPTED: 2,
        State.REFUSED: 3,
        State.PROCESSING: 4,
        State.SUPPLEMENT: 5,
        State.PAYMENT: 6,
        State.WITHDRAWN: 7,
        State.STOPPED: 8,
        State.FINISHED: 9,
        State.RETURNED: 10,
    }
)

# Somebody still has to decide something.
OPEN = frozenset(
    {
        State.SUBMITTED,
        State.ACCEPTED,
        State.PROCESSING,
        State.SUPPLEMENT,
        State.PAYMENT,
    }
)
# It is the applicant's turn; the clock stands.
WAITING = frozenset({State.SUPPLEMENT, State.PAYMENT})
# The clock of the agency runs.
CLOCK_RUNNING = frozenset({State.ACCEPTED, State.PROCESSING})
# Decided, with papers to give back.
TO_HAND_OVER = frozenset({State.STOPPED, State.FINISHED})
# Nothing will be decided any more; a stopped dossier's papers may still be handed over.
FINAL = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED})
# Ever filed.
COUNTED = frozenset(State) - {State.DRAFT}

GROUPS: Mapping[str, frozenset[State]] = FrozenMap(
    {
        "open": OPEN,
        "waiting": WAITING,
        "clock_running": CLOCK_RUNNING,
        "to_hand_over": TO_HAND_OVER,
        "final": FINAL,
        "counted": COUNTED,
    }
)


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one of ``sources`` to ``target``.

    ``needs`` names what must be given: "reason", "result", "papers", "receiver" (told as the
    reason). ``once`` marks
    what may happen a single time in the life of a dossier.
    """

    id: str
    sources: frozenset[State]
    target: State
    actors: frozenset[Actor]
    needs: tuple[str, ...] = ()
    once: bool = False


def _way(
    name: str,
    sources: tuple[State, ...],
    target: State,
    actors: tuple[Actor, ...],
    needs: tuple[str, ...] = (),
    once: bool = False,
) -> Transition:
    return Transition(name, frozenset(sources), target, frozenset(actors), needs, once)


# In the order of likelihood, which is the order of the buttons.
TRANSITIONS: tuple[Transition, ...] = (
    _way("submit", (State.DRAFT,), State.SUBMITTED, (Actor.APPLICANT, Actor.CLERK)),
    _way("accept", (State.SUBMITTED,), State.ACCEPTED, (Actor.CLERK,)),
    # Papers are asked for once, fully and exactly (NĐ 61/2018 art. 15.3 and 19.4).
    _way(
        "ask_submitted",
        (State.SUBMITTED,),
        State.SUPPLEMENT,
        (Actor.CLERK,),
        ("reason",),
        once=True,
    ),
    _way("refuse", (State.SUBMITTED,), State.REFUSED, (Actor.CLERK,), ("reason",)),
    _way("start", (State.ACCEPTED,), State.PROCESSING, (Actor.OFFICER,)),
    _way(
        "finish",
        (State.PROCESSING,),
        State.FINISHED,
        (Actor.OFFICER, Actor.LEADER),
        ("result",),
    ),
    _way(
        "ask",
        (State.PROCESSING,),
        State.SUPPLEMENT,
        (Actor.OFFICER,),
        ("reason",),
        once=True,
    ),
    _way("request_payment", (State.PROCESSING,), State.PAYMENT, (Actor.OFFICER,)),
    _way(
        "payment_done",
        (State.PAYMENT,),
        State.PROCESSING,
        (Actor.CLERK, Actor.OFFICER),
    ),
    # The answer goes back to where the papers were asked for: see answer_to().
    _way("answer_submitted", (State.SUPPLEMENT,), State.SUBMITTED, (Actor.APPLICANT,)),
    _way(
        "answer_processing", (State.SUPPLEMENT,), State.PROCESSING, (Actor.APPLICANT,)
    ),
    _way(
        "stop",
        (State.PROCESSING, State.SUPPLEMENT, State.PAYMENT),
        State.STOPPED,
        (Actor.OFFICER, Actor.LEADER),
        ("reason",),
    ),
    _way(
        "hand_over",
        (State.FINISHED, State.STOPPED),
        State.RETURNED,
        (Actor.CLERK,),
        ("receiver",),
    ),
    _way(
        "withdraw",
        (State.SUBMITTED, State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT),
        State.WITHDRAWN,
        (Actor.APPLICANT,),
    ),
)

_BY_ID: Mapping[str, Transition] = FrozenMap({t.id: t for t in TRANSITIONS})
_ANSWERS: Mapping[State, str] = FrozenMap(
    {
        State.SUBMITTED: "answer_submitted",
        State.PROCESSING: "answer_processing",
    }
)


def transition(name: str) -> Transition:
    """``KeyError`` for an unknown one."""
    return _BY_ID[name]


def allowed(state: State, actor: Actor) -> tuple[Transition, ...]:
    """What the actor may do in the state, likeliest first. Both answers are listed for
    a supplement: only ``answer_to(where it was asked)`` fits a given dossier."""
    return tuple(t for t in TRANSITIONS if state in t.sources and actor in t.actors)


def answer_to(asked_in: State) -> Transition:
    """The applicant's answer to a request for papers made in state ``asked_in``;
    ``KeyError`` for a state in which none can be asked for."""
    return _BY_ID[_ANSWERS[asked_in]]
