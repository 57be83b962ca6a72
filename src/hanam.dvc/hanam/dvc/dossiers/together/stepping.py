"""Back to an earlier step inside the agency, with a reason (NĐ 61/2018 art. 19).

What was done since is to be done again; the steps are counted from now, and none is due after
the whole. Parts of other agencies that are done stay done: they are given back on their own.
"""

from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import locks
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.together import given
from hanam.dvc.dossiers.together import moving
from hanam.dvc.register import together
from hanam.dvc.rules.states import State


STEP_BACK = "step_back"


def step_back(dossier, to: int, *, reason: str, version=None, now=None):
    """Go back to the step of number ``to``, to whoever did it then.

    For who has the present step, and for leaders. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    user = work.require(dossier, permissions.ADVANCE, (State.PROCESSING,))
    problems = given.problems_of_text(reason, "reason", True)
    if not may_leave(user, dossier):
        raise Refused([Problem("step.role")])
    if not 1 <= to < dossier.step:
        problems.append(Problem("step.not_before", "to"))
    if problems:
        raise Refused(problems)
    now = now or moment.now()
    current, row = locks.lock(dossier, version)
    back = {"reason": reason.strip(), "at": now, "by": actors.current(dossier)[1]}
    for number in range(to, dossier.step + 1):
        plan.change(dossier, number, started=None, finished=None)
    assignee = dossier.steps[to - 1]["assignee"]
    plan.redue(dossier, to, now)
    cap(dossier)
    plan.begin(dossier, to, now, assignee)
    plan.change(dossier, to, back=back)
    dossier.assignee = assignee
    together.mark_back(current, dossier.code, to, now)
    actor = actors.current(dossier)
    moving.tell(dossier, STEP_BACK, dossier.current_step(), now, actor, reason.strip())
    locks.save(current, row, dossier)
    return dossier


def cap(dossier) -> None:
    """No step is due after the whole."""
    if dossier.due is None:
        return
    for number, step in enumerate(dossier.steps, 1):
        if step["due"] is not None and step["due"] > dossier.due:
            plan.change(dossier, number, due=dossier.due)


def may_leave(user, dossier) -> bool:
    """Whether the present step is the user's to leave."""
    step = dossier.current_step()
    if step is None:
        return False
    roles = set(user.getRolesInContext(dossier))
    return bool(roles & {work.ROLES[step["role"]], "Leader"})


def is_back(dossier) -> bool:
    """Whether the present step was given back and nothing has been done on it since."""
    step = dossier.current_step()
    return bool(step and step.get("back") and step["started"] == step["back"]["at"])
