"""What each way through the workflow changes besides the state."""

from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers.checks import accept_due
from hanam.dvc.dossiers.content import Papers


@dataclass(frozen=True)
class Change:
    """One action being carried out; ``actor`` is a (user id, name) pair."""

    now: datetime
    actor: tuple[str, str]
    assignee: str = ""
    papers: list = default(default_factory=list)
    results: list = default(default_factory=list)


def accept(dossier, change):
    """From here the legal clock runs."""
    dossier.received = change.now
    facts.pin(dossier)
    clock.set_due(dossier)
    plan.make(dossier, change.now)
    dossier.assignee = change.assignee


def ask(dossier, change):
    dossier.rounds += 1
    dossier.accept_due = None
    clock.stop(dossier, change.now, clock.SUPPLEMENT)


def take_papers(dossier, change):
    """The papers of an answer; what was gathered for it is sent with them."""
    dossier.papers.extend(change.papers)
    if dossier.pending or getattr(dossier.pending, "note", ""):
        dossier.pending = Papers()


def answer_submitted(dossier, change):
    take_papers(dossier, change)
    clock.go_on(dossier, change.now)
    dossier.accept_due = accept_due(change.now, settings.limits())


def answer_processing(dossier, change):
    take_papers(dossier, change)
    payment_done(dossier, change)


def request_payment(dossier, change):
    clock.stop(dossier, change.now, clock.PAYMENT)


def payment_done(dossier, change):
    """The clock goes on; what is left of the plan is counted from now."""
    clock.go_on(dossier, change.now)
    if dossier.step:
        plan.redue(dossier, dossier.step, change.now)


def start(dossier, change):
    """Who starts takes the dossier, unless it is given to somebody else."""
    dossier.assignee = change.assignee or dossier.assignee or change.actor[0]
    plan.begin_processing(dossier, change.now, dossier.assignee)


def end(dossier, change):
    """Decided one way or the other: nothing is waited for or worked on any more."""
    clock.go_on(dossier, change.now)
    plan.end(dossier, change.now)
    dossier.finished = change.now


def finish(dossier, change):
    dossier.results.extend(change.results)
    end(dossier, change)


def hand_over(dossier, change):
    dossier.returned = change.now


OF_TRANSITION = {
    "accept": accept,
    "ask_submitted": ask,
    "refuse": end,
    "start": start,
    "finish": finish,
    "ask": ask,
    "request_payment": request_payment,
    "payment_done": payment_done,
    "answer_submitted": answer_submitted,
    "answer_processing": answer_processing,
    "stop": end,
    "hand_over": hand_over,
    "withdraw": end,
}
