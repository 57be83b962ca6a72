"""Who works on a dossier, and on which step of the plan."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import guarding
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.rules import guards
from hanam.dvc.rules.states import State
from plone import api


LONGEST = 4000
ROLES = {"clerk": "Clerk", "officer": "Officer", "leader": "Leader"}


def assign(dossier, assignee: str = "", *, version=None, now=None):
    """Give a dossier to somebody; without ``assignee`` (a user id) to the present user.

    An officer takes what nobody has, a leader gives it to anybody of the agency's staff.
    Raises `Refused`, `Stale`, `Unauthorized`.
    """
    user = require(dossier, permissions.ASSIGN, permissions.WORKED_ON)
    assignee = assignee or user.getId()
    if not is_leader(user, dossier):
        if assignee != user.getId():
            raise Unauthorized("only a leader gives dossiers to others")
        if dossier.assignee not in ("", assignee) and not is_gone(dossier):
            facts = {"name": full_name(dossier.assignee)}
            raise Refused([Problem("assignee.taken", "assignee", facts)])
    problems = check_assignee(dossier, assignee)
    if problems:
        raise Refused(problems)
    return change(dossier, assignee, "assign", version, now, full_name(assignee))


def release(dossier, *, version=None, now=None):
    """Give a dossier back, so that another can take it; leaders can do it for anybody."""
    user = require(dossier, permissions.ASSIGN, permissions.WORKED_ON)
    if not dossier.assignee:
        raise Refused([Problem("assignee.nobody")])
    if dossier.assignee != user.getId() and not is_leader(user, dossier):
        raise Unauthorized("not yours")
    return change(dossier, "", "release", version, now, "")


def next_step(dossier, *, assignee: str = "", note: str = "", version=None, now=None):
    """Move on to the next step of the plan, given to ``assignee`` or to nobody yet."""
    require(dossier, permissions.ADVANCE, (State.PROCESSING,))
    step = dossier.current_step()
    if step is None or dossier.step == len(dossier.steps):
        raise Refused([Problem("step.none")])
    require_step(dossier, "next_step")
    problems = check_assignee(dossier, assignee) if assignee else []
    problems += hold_ups.problems(dossier, "next_step")
    if problems:
        raise Refused(problems)
    now = now or moment.now()
    current, row = lock(dossier, version)
    plan.begin(dossier, dossier.step + 1, now, assignee)
    dossier.assignee = assignee
    told = note or dossier.current_step()["title"]
    rows.note(
        current, dossier, now, actors.current(dossier), "next_step", dossier.state, told
    )
    save(current, row, dossier)
    return dossier


def step_back(dossier, *, reason: str = "", version=None, now=None):
    """Give a dossier back to the step before, to who worked on it there.

    Raises `Refused`, `Stale`, `Unauthorized`.
    """
    require(dossier, permissions.ADVANCE, (State.PROCESSING,))
    if plan.before(dossier) is None:
        raise Refused([Problem("step.first")])
    require_step(dossier, "step_back")
    if not reason.strip():
        raise Refused([Problem("track.reason", "reason")])
    if len(reason) > LONGEST:
        raise Refused([Problem("text.too_long", "reason", {"most": LONGEST})])
    now = now or moment.now()
    current, row = lock(dossier, version)
    plan.back(dossier, now)
    dossier.assignee = dossier.current_step()["assignee"]
    actor = actors.current(dossier)
    rows.note(current, dossier, now, actor, "step_back", dossier.state, reason)
    save(current, row, dossier)
    return dossier


def require_step(dossier, action) -> None:
    """Raise unless the present user has the present step of the plan, or leads."""
    case = guarding.bound(dossier, action)
    if guards.barred(action, case):
        facts = guarding.facts_of(dossier, case)
        raise Refused([Problem("step.role", "", facts["step.role"])])


def can(dossier) -> tuple[str, ...]:
    """Which of assign, release, next_step, step_back the present user may do now."""
    user = getSecurityManager().getUser()
    found = []
    if holds(user, permissions.ASSIGN, dossier):
        if is_leader(user, dossier) or not dossier.assignee or is_gone(dossier):
            found.append("assign")
        if dossier.assignee and (
            is_leader(user, dossier) or dossier.assignee == user.getId()
        ):
            found.append("release")
    if holds(user, permissions.ADVANCE, dossier) and dossier.step:
        case = guarding.bound(dossier, "next_step")
        if not guards.barred("next_step", case):
            if dossier.step < len(dossier.steps):
                found.append("next_step")
            if plan.before(dossier) is not None:
                found.append("step_back")
    return tuple(found)


def holds(user, permission, dossier) -> bool:
    return bool(getSecurityManager().checkPermission(permission, dossier))


def require(dossier, permission, where):
    """The present user, who may do this to the dossier as it is now; else it raises."""
    manager = getSecurityManager()
    if not manager.checkPermission(permissions.VIEW, dossier):
        raise Unauthorized("not for you")
    if dossier.state not in where:
        facts = {"state": flow.TITLES[dossier.state]}
        raise Stale([Problem("action.state", "", facts)])
    if not manager.checkPermission(permission, dossier):
        raise Unauthorized("not for you")
    return manager.getUser()


def is_leader(user, dossier) -> bool:
    return "Leader" in user.getRolesInContext(dossier)


def is_gone(dossier) -> bool:
    """Whether who has the dossier works for the agency no more: deleted, or moved."""
    return bool(dossier.assignee and check_assignee(dossier, dossier.assignee))


def check_assignee(dossier, assignee):
    """A problem unless the user id is one of the agency's staff."""
    user = api.portal.get_tool("acl_users").getUserById(assignee)
    if user is not None and set(user.getRolesInContext(dossier)) & set(ROLES.values()):
        return []
    return [Problem("assignee.unknown", "assignee")]


def full_name(user_id: str) -> str:
    """The full name of a user, the id where there is no such user."""
    user = api.portal.get_tool("acl_users").getUserById(user_id)
    return user_id if user is None else actors.name_of(user)


def change(dossier, assignee, action, version, now, note):
    now = now or moment.now()
    current, row = lock(dossier, version)
    dossier.assignee = assignee
    if dossier.step:
        plan.change(dossier, dossier.step, assignee=assignee)
    actor = actors.current(dossier)
    rows.note(current, dossier, now, actor, action, dossier.state, note)
    save(current, row, dossier)
    return dossier
