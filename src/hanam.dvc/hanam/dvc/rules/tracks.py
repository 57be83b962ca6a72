"""Money, hand-over and synchronisation of a dossier: tracks apart from its business state.

Each track has values of its own and ways between them (`MOVES`) that somebody goes by hand or a
machine reports. What the business state decides moves a track by itself (`follow`); no track ever
moves the business state.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import COUNTED
from hanam.dvc.rules.states import State


class Money(StrEnum):
    NOTHING_DUE = "nothing_due"
    DUE = "due"
    PART_PAID = "part_paid"
    PAID = "paid"
    EXEMPT = "exempt"
    REFUNDED = "refunded"


class Delivery(StrEnum):
    """Where the result is; of a stopped dossier, the papers to be given back."""

    NOT_READY = "not_ready"
    AT_COUNTER = "at_counter"
    FOR_POST = "for_post"
    READY_ONLINE = "ready_online"
    WITH_POST = "with_post"
    RETURNED_BY_POST = "returned_by_post"
    DELIVERED = "delivered"
    HANDED_ONLINE = "handed_online"


class Sync(StrEnum):
    """What the national portal knows of the dossier's last change."""

    NOT_NEEDED = "not_needed"
    WAITING = "waiting"
    SENT = "sent"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class Track(StrEnum):
    MONEY = "money"
    DELIVERY = "delivery"
    SYNC = "sync"


KINDS: Mapping[Track, type[StrEnum]] = FrozenMap(
    {Track.MONEY: Money, Track.DELIVERY: Delivery, Track.SYNC: Sync}
)
FIRST: Mapping[Track, StrEnum] = FrozenMap(
    {
        Track.MONEY: Money.NOTHING_DUE,
        Track.DELIVERY: Delivery.NOT_READY,
        Track.SYNC: Sync.NOT_NEEDED,
    }
)
# Nothing stands in the way of a result that is given against money.
SETTLED = frozenset({Money.NOTHING_DUE, Money.PAID, Money.EXEMPT})
OWED = frozenset({Money.DUE, Money.PART_PAID})
HANDED = frozenset({Delivery.DELIVERED, Delivery.HANDED_ONLINE})
READY = frozenset(Delivery) - HANDED - {Delivery.NOT_READY}
# What a result is waiting for by the way the applicant chose.
READY_BY: Mapping[str, Delivery] = FrozenMap(
    {
        "counter": Delivery.AT_COUNTER,
        "post": Delivery.FOR_POST,
        "online": Delivery.READY_ONLINE,
    }
)


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one of ``sources`` to ``target`` while the dossier is in one of ``states``.

    ``actors`` go it by hand; ``machine`` marks what a gateway or service reports. ``needs``
    among "reason", "amount" (đồng), "receipt" and "number" (of the item at the post).
    """

    track: Track
    sources: frozenset[StrEnum]
    target: StrEnum
    actors: frozenset[Actor]
    states: frozenset[State]
    needs: tuple[str, ...] = ()
    machine: bool = False


@dataclass(frozen=True, slots=True)
class Tracks:
    """Where a dossier stands on all three."""

    money: Money = Money.NOTHING_DUE
    delivery: Delivery = Delivery.NOT_READY
    sync: Sync = Sync.NOT_NEEDED


@dataclass(frozen=True, slots=True)
class Facts:
    """What `follow` has to know: whether the procedure costs something, how the result is to
    come (`result_by`), whether dossiers are reported to the national portal."""

    fee: bool = False
    result_by: str = "counter"
    reported: bool = False


CLERK, OFFICER, LEADER = Actor.CLERK, Actor.OFFICER, Actor.LEADER
WORKED_ON = (State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT, State.FINISHED)
ASKED_TOO = (*WORKED_ON, State.PAYMENT)
TO_HAND = (State.FINISHED, State.STOPPED)
ENDED = (State.REFUSED, State.WITHDRAWN, State.STOPPED, State.RETURNED)


def _moves(
    track: Track,
    sources: Iterable[StrEnum],
    target: StrEnum,
    actors: Iterable[Actor],
    states: Iterable[State],
    needs: tuple[str, ...] = (),
    machine: bool = False,
) -> Move:
    found, people = frozenset(sources), frozenset(actors)
    return Move(track, found, target, people, frozenset(states), needs, machine)


def _money(
    sources: tuple[Money, ...],
    target: Money,
    actors: tuple[Actor, ...],
    states: tuple[State, ...],
    needs: tuple[str, ...],
) -> Move:
    return _moves(Track.MONEY, sources, target, actors, states, needs)


def _delivery(
    sources: tuple[Delivery, ...],
    target: Delivery,
    needs: tuple[str, ...] = (),
    states: tuple[State, ...] = TO_HAND,
) -> Move:
    return _moves(Track.DELIVERY, sources, target, (CLERK,), states, needs)


def _sync(
    sources: tuple[Sync, ...],
    target: Sync,
    actors: tuple[Actor, ...] = (),
    needs: tuple[str, ...] = (),
    machine: bool = True,
) -> Move:
    return _moves(Track.SYNC, sources, target, actors, COUNTED, needs, machine)


# Likeliest first, which is the order of the buttons. While the dossier waits for a payment, its
# business action "payment_done" says that it has come, and nothing else does.
MOVES: tuple[Move, ...] = (
    _money((Money.DUE, Money.PART_PAID), Money.PAID, (CLERK,), WORKED_ON, ("receipt",)),
    _money((Money.DUE,), Money.PART_PAID, (CLERK,), ASKED_TOO, ("amount", "receipt")),
    _money((Money.DUE,), Money.EXEMPT, (CLERK, LEADER), WORKED_ON, ("reason",)),
    _money((Money.NOTHING_DUE,), Money.DUE, (CLERK, OFFICER), WORKED_ON, ("amount",)),
    _money((Money.DUE,), Money.NOTHING_DUE, (CLERK, OFFICER), WORKED_ON, ("reason",)),
    # Entered by mistake, or the proof does not hold.
    _money(
        (Money.PAID, Money.EXEMPT), Money.DUE, (CLERK, LEADER), WORKED_ON, ("reason",)
    ),
    _money(
        (Money.PART_PAID, Money.PAID),
        Money.REFUNDED,
        (LEADER,),
        (*WORKED_ON, *ENDED),
        ("reason",),
    ),
    # To the applicant it goes by the business action "hand_over" only.
    _delivery((Delivery.FOR_POST,), Delivery.WITH_POST, ("number",)),
    _delivery((Delivery.WITH_POST,), Delivery.RETURNED_BY_POST, ("reason",)),
    _delivery((Delivery.RETURNED_BY_POST,), Delivery.AT_COUNTER),
    _delivery((Delivery.RETURNED_BY_POST, Delivery.WITH_POST), Delivery.FOR_POST),
    _delivery(
        (Delivery.FOR_POST, Delivery.READY_ONLINE), Delivery.AT_COUNTER, ("reason",)
    ),
    _delivery(
        (Delivery.AT_COUNTER, Delivery.READY_ONLINE), Delivery.FOR_POST, ("reason",)
    ),
    _delivery(
        (Delivery.AT_COUNTER, Delivery.FOR_POST),
        Delivery.READY_ONLINE,
        ("reason",),
        (State.FINISHED,),
    ),
    _sync((Sync.WAITING,), Sync.SENT),
    _sync((Sync.SENT,), Sync.CONFIRMED),
    _sync((Sync.WAITING, Sync.SENT), Sync.FAILED, (), ("reason",)),
    _sync((Sync.FAILED,), Sync.WAITING, (LEADER,)),
    _sync((Sync.NOT_NEEDED,), Sync.WAITING, (LEADER,), ("reason",), machine=False),
    _sync(
        (Sync.WAITING, Sync.FAILED),
        Sync.NOT_NEEDED,
        (LEADER,),
        ("reason",),
        machine=False,
    ),
)


def move(track: Track, source: str, target: str) -> Move | None:
    """The way between two values of a track, whoever may go it; None where there is none."""
    found = (m for m in MOVES if m.track == track and m.target == target)
    return next((m for m in found if source in m.sources), None)


def open_to(
    track: Track, source: str, state: str, actors: Iterable[Actor]
) -> tuple[Move, ...]:
    """The ways that one of ``actors`` may go by hand now, likeliest first."""
    held = frozenset(actors)
    return tuple(
        m
        for m in MOVES
        if m.track == track
        and source in m.sources
        and state in m.states
        and m.actors & held
    )


def follow(action: str, now: Tracks, facts: Facts) -> Tracks:
    """Where the tracks stand once a business action (an id of `states.TRANSITIONS`) is done."""
    money = _money_after(action, now.money, facts)
    delivery = _delivery_after(action, now.delivery, facts)
    sync = Sync.WAITING if facts.reported else now.sync
    return replace(now, money=money, delivery=delivery, sync=sync)


def _money_after(action: str, money: Money, facts: Facts) -> Money:
    if action == "accept" and facts.fee and money == Money.NOTHING_DUE:
        return Money.DUE
    if action == "request_payment" and money != Money.PART_PAID:
        return Money.DUE
    if action == "payment_done":
        return Money.PAID
    # Who gets no result owes nothing; what was paid is refunded by a decision of its own.
    if action in ("refuse", "withdraw", "stop") and money == Money.DUE:
        return Money.NOTHING_DUE
    return money


def _delivery_after(action: str, delivery: Delivery, facts: Facts) -> Delivery:
    if action == "finish":
        return READY_BY[facts.result_by]
    if action == "stop":
        # Papers cannot be given back online.
        by_post = facts.result_by == "post"
        return Delivery.FOR_POST if by_post else Delivery.AT_COUNTER
    if action == "hand_over":
        online = delivery == Delivery.READY_ONLINE
        return Delivery.HANDED_ONLINE if online else Delivery.DELIVERED
    return delivery


def contradictions(state: str, now: Tracks) -> tuple[str, ...]:
    """The tracks that say what the business state rules out."""
    found = []
    if state == State.PAYMENT and now.money not in OWED:
        found.append(Track.MONEY)
    expected: frozenset[Delivery] = frozenset({Delivery.NOT_READY})
    if state in TO_HAND:
        expected = READY
    elif state == State.RETURNED:
        expected = HANDED
    if now.delivery not in expected:
        found.append(Track.DELIVERY)
    return tuple(str(track) for track in found)
