"""The life of a simulated dossier after its filing, told through `dossiers.actions`."""

from contextlib import nullcontext
from datetime import datetime
from datetime import timedelta
from hanam.dvc.acting import acting_as
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import tracks
from hanam.dvc.operations import fiction
from hanam.dvc.rules.tracks import Money


# How a life goes, out of 100.
FATES = (
    ("plain", 65),
    ("late", 7),
    ("asked early", 5),
    ("asked", 6),
    ("paid", 7),
    ("refused", 4),
    ("stopped", 4),
    ("withdrawn", 2),
)
# Where a life of these days may have stopped for the time being, and on which fate that lies.
HALTS = (
    ("submitted", "plain"),
    ("accepted", "plain"),
    ("processing", "plain"),
    ("supplement", "asked early"),
    ("processing", "late"),
    ("supplement", "asked"),
    ("payment", "paid"),
    ("finished", "plain"),
    ("stopped", "stopped"),
)
LEFT_BEHIND = 0.7  # of those whose papers nobody fetches
OPEN_END = timedelta(days=5)


class Over(Exception):
    """The simulated time, or what the life was meant to come to, has been reached."""


class Life:
    """One dossier on its way.

    ``until``: nothing happens after it. ``halt``: the state in which the life stops for the time
    being; empty for none. ``proof``: the receipt's secret, with which a guest acts.
    """

    def __init__(self, receipt, crew, office, dice, until: datetime, halt="", by=None):
        self.dossier, self.proof = receipt.dossier, receipt.secret
        self.crew, self.office, self.dice = crew, office, dice
        self.until, self.halt, self.by = until, halt, by
        self.at = self.dossier.filed

    def live(self, fate: str) -> None:
        """Let everything happen that happens until `until`."""
        try:
            self._stop_at_halt()
            self._at_the_counter(fate)
            self._in_the_office(fate)
            self._end(fate)
        except Over:
            pass

    def _at_the_counter(self, fate):
        if fate == "withdrawn" and self.dice.random() < 0.5:
            self._applicant("withdraw", self._later(1, 20), "withdraw")
            raise Over
        if fate == "asked early":
            self._staff("clerk", "ask_submitted", self._look(), "ask")
            self._answer("answer_submitted")
        if fate == "refused":
            self._staff("clerk", "refuse", self._look(), "refuse")
            raise Over
        self._staff("clerk", "accept", self._look())

    def _in_the_office(self, fate):
        goal = self._goal(fate)
        self._staff("officer", "start", self._towards(goal, 0.15))
        if fate == "asked":
            self._staff("officer", "ask", self._towards(goal, 0.3), "ask")
            self._answer("answer_processing")
            goal = self._goal(fate)
        if fate == "paid":
            self._staff("officer", "request_payment", self._towards(goal, 0.3))
            self._staff("clerk", "payment_done", self._later(2, 60))
            goal = self._goal(fate)
        if fate == "withdrawn":
            self._applicant("withdraw", self._towards(goal, 0.3), "withdraw")
            raise Over
        if fate == "stopped":
            self._staff("officer", "stop", goal, "stop")
            return
        self._work(goal)
        last = self.dossier.steps[-1]["role"] if self.dossier.steps else "officer"
        who = "leader" if last == "leader" else "officer"
        result = fiction.result(self.dice)
        if self.dossier.result_by == "online":
            result |= {"data": fiction.paper_file(), "filename": "ket-qua.pdf"}
        self._staff(who, "finish", goal, result=result)

    def _work(self, goal):
        """The steps of the plan that follow the one being worked on."""
        dossier = self.dossier
        for number in range(dossier.step, len(dossier.steps)):
            left = len(dossier.steps) - number + 1
            self._check(at := self._towards(goal, 1 / left))
            crew = self.crew[dossier.steps[number - 1]["role"]]
            nextone = self.crew[dossier.steps[number]["role"]]
            with acting_as(crew):
                actions.next_step(
                    dossier, assignee=nextone.user_id if nextone.known else "", now=at
                )
            self.at = at

    def _end(self, fate):
        if fate == "stopped" and self.dice.random() < LEFT_BEHIND:
            raise Over
        if self.dossier.money == Money.DUE:
            self._pay()
        hours = (0, 1) if self.dossier.result_by == "online" else (1, 70)
        received = fiction.received(self.dossier)
        self._staff("clerk", "hand_over", self._later(*hours), reason=received)

    def _pay(self):
        """The fee is paid at the counter before the result is fetched."""
        self._check(self.at)
        facts = {"receipt": fiction.receipt(self.dossier)}
        with acting_as(self.crew["clerk"]):
            tracks.change(self.dossier, "money", "paid", facts=facts, now=self.at)

    # moments

    def _open(self, moment):
        """``moment``, or some time after the offices have opened again."""
        opened = self.office.at_or_after(moment)
        if opened > moment:
            opened += timedelta(seconds=self.dice.randrange(3600))
        return opened.replace(microsecond=0)

    def _look(self):
        """When the counter looks at what was filed: at once, or within a day or so."""
        if self.dossier.channel == "counter":
            wait = timedelta(minutes=self.dice.randint(3, 20))
        else:
            wait = timedelta(hours=self.dice.choice((1, 2, 3, 4, 6, 20, 30)))
        return self._open(self.at + wait)

    def _later(self, least, most):
        wait = timedelta(minutes=self.dice.randint(60 * least + 5, 60 * most))
        return self._open(self.at + wait)

    def _goal(self, fate):
        """When the dossier is to be resolved: before it is due, or well after it."""
        due = self.dossier.due or self.at + OPEN_END
        if fate == "late":
            after = max(due, self.at) + timedelta(hours=self.dice.randint(20, 200))
            return self._open(after)
        span = max(due - self.at, timedelta())
        goal = self._open(self.at + span * self.dice.uniform(0.3, 0.95))
        return goal if goal <= due else max(due, self.at)

    def _towards(self, goal, share):
        """A moment of office hours between now and ``goal``."""
        moment = self._open(self.at + (goal - self.at) * share)
        return max(min(moment, goal), self.at).replace(microsecond=0)

    # actions

    def _check(self, at):
        if at > self.until:
            raise Over

    def _stop_at_halt(self):
        if self.halt == self.dossier.state:
            raise Over

    def _act(self, name, at, **needs):
        self._check(at)
        actions.perform(self.dossier, name, now=at, **needs)
        self.at = at
        self._stop_at_halt()

    def _staff(self, role, name, at, why="", **needs):
        if why:
            needs["reason"] = fiction.reason(self.dice, why)
        with acting_as(self.crew[role]):
            self._act(name, at, **needs)

    def _applicant(self, name, at, why, **needs):
        needs["reason"] = fiction.reason(self.dice, why)
        if self.by is None:
            needs["proof"] = self.proof
        with nullcontext() if self.by is None else acting_as(self.by):
            self._act(name, at, **needs)

    def _answer(self, name):
        at = self.at + timedelta(minutes=self.dice.randint(600, 9000))
        self._applicant(name, at, "answer", papers=[fiction.paper("")])
