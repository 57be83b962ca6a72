"""The guards of `rules.guards` asked about a dossier, and what they find told as problems."""

from AccessControl import getSecurityManager
from dataclasses import replace
from functools import cached_property
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.papers import components
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import roles_held
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.fitness import INFECTED
from hanam.dvc.dossiers.tracks import settings
from hanam.dvc.rules import guards
from hanam.dvc.rules.guards import Case


# Where in the form of an action a problem is put right.
FIELDS = {
    "papers.lacking": "reason",
    "step.reason": "reason",
    "receiver.missing": "receiver",
}


class Guarded:
    """A dossier as it is now, for the present user: what the guards say to several actions
    costs the look at roles and papers once."""

    def __init__(self, dossier):
        self.dossier = dossier

    @cached_property
    def base(self) -> Case:
        """What does not depend on the action."""
        dossier = self.dossier
        number = dossier.step
        later = dossier.steps[number:] if number else ()
        step = dossier.current_step()
        return Case(
            state=dossier.state,
            actors=roles_held.actors(getSecurityManager().getUser(), dossier),
            step=step["role"] if step else "",
            later=tuple(row["role"] for row in later),
            binds=settings.plan_binds(),
            money=dossier.money,
            pay_first=settings.is_paid_before_result(dossier.procedure_code),
            delivery=dossier.delivery,
        )

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        return lacking(self.dossier)

    def case(self, action: str, said: str = "") -> Case:
        """What the guards of an action look at; ``said`` is the reason given."""
        missing = self.lacking if action == "accept" else ()
        return replace(self.base, lacking=missing, said=bool(said.strip()))

    def is_barred(self, action: str) -> bool:
        """Whether the step of the plan is against it."""
        return guards.barred(action, self.case(action))

    def needs_reason(self, action: str) -> bool:
        """Whether the action needs a reason here that it does not need elsewhere."""
        return guards.needs_reason(action, self.case(action))

    def problems(self, action: str, said: str = "") -> list[Problem]:
        """Everything that stands in the way of an action that role and state allow."""
        case = self.case(action, said)
        told = facts_of(self.dossier, case)
        return [
            Problem(code, FIELDS.get(code, ""), told.get(code, {}))
            for code in guards.lacks(action, case)
        ]


def bound(dossier, action: str) -> Case:
    """What the guards look at where the plan binds whatever the settings say: its steps."""
    return replace(Guarded(dossier).case(action), binds=True)


def is_barred(dossier, action: str) -> bool:
    """`Guarded.is_barred`, for one action."""
    return Guarded(dossier).is_barred(action)


def needs_reason(dossier, action: str) -> bool:
    """`Guarded.needs_reason`, for one action."""
    return Guarded(dossier).needs_reason(action)


def problems(dossier, action: str, said: str = "") -> list[Problem]:
    """`Guarded.problems`, for one action."""
    return Guarded(dossier).problems(action, said)


def facts_of(dossier, case) -> dict:
    """What the messages of the guards name."""
    step = dossier.current_step() or {"title": ""}
    number = dossier.step or 1
    left = [row for row in dossier.steps[number:] if row["role"] in guards.DECIDING]
    return {
        "papers.lacking": {"papers": ", ".join(case.lacking)},
        "step.role": {"step": step["title"]},
        "step.not_last": {"step": left[-1]["title"] if left else ""},
        "step.reason": {"step": left[-1]["title"] if left else ""},
    }


def lacking(dossier) -> tuple[str, ...]:
    """Titles of the required papers that are not there, or were thrown away as infected.

    Required by the procedure as it was filed and as it is today: nobody is asked for what the
    law has dropped since.
    """
    found = missing(dossier, facts.procedure_of(dossier))
    if not found:
        return ()
    today = missing(dossier, lookup.procedure(dossier.procedure_code))
    return tuple(title for title in found if title in today)


def missing(dossier, procedure) -> list[str]:
    """Titles of the papers that a procedure requires and the dossier does not have."""
    if procedure is None:
        return []
    there = [paper for paper in dossier.papers if paper.scan != INFECTED]
    declared = bool(dossier.data) and lookup.declaration(procedure) is not None
    asked = components(procedure, dossier.case)
    problems = sheets.missing(asked, there, declared)
    return [problem.facts["title"] for problem in problems]
