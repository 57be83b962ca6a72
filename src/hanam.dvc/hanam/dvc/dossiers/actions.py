"""What can be done to a dossier: who may, what it needs, and what it changes.

Pages and the API call `perform`; nothing else moves a dossier through its states.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from contextlib import nullcontext
from dataclasses import dataclass
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue.papers import components
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import effects
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import guarding
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import results
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers.bearer import holding
from hanam.dvc.dossiers.content import WORKFLOW
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.together import hold_ups
from hanam.dvc.dossiers.tracks import following
from hanam.dvc.dossiers.work import assign
from hanam.dvc.dossiers.work import check_assignee
from hanam.dvc.dossiers.work import next_step
from hanam.dvc.dossiers.work import release
from hanam.dvc.rules import states
from hanam.dvc.rules.states import State
from plone import api


__all__ = [
    "Action",
    "Result",
    "assign",
    "available",
    "next_step",
    "perform",
    "release",
]
Result = results.Result
LONGEST_REASON = 4000
ANSWERS = ("answer_submitted", "answer_processing")


@dataclass(frozen=True)
class Action:
    """Something the reader may do now; ``needs`` among reason, papers, result, receiver.

    ``title`` is a message to be translated.
    """

    id: str
    title: str
    needs: tuple[str, ...] = ()


def available(dossier, proof=None) -> list[Action]:
    """What the present user, or who holds the secret, may do to the dossier now."""
    with acting(dossier, proof):
        guarded = guarding.Guarded(dossier)
        return [
            Action(way.id, flow.title_of(way.id), needs_here(guarded, way))
            for way in states.TRANSITIONS
            if dossier.state in way.sources
            and fits(dossier, way)
            and may(permissions.OF_TRANSITION[way.id], dossier)
            and not used_up(dossier, way)
            and not guarded.is_barred(way.id)
        ]


def perform(
    dossier,
    transition: str,
    *,
    reason: str = "",
    papers=(),
    result=None,
    assignee: str = "",
    version: int | None = None,
    proof: str | None = None,
    now=None,
):
    """Carry out an action of `rules.states.TRANSITIONS` on a dossier, in both stores.

    ``papers`` are `NewPaper` objects (an answer), ``result`` see `results.read`,
    ``version`` is the one the reader saw, ``proof`` the secret of the receipt. Raises
    `Refused`, `Stale`, `Unauthorized`; then nothing is changed.
    """
    now = now or moment.now()
    way = way_of(transition)
    actor = actors.current(dossier)
    with acting(dossier, proof):
        check_allowed(dossier, way)
        if way.id == "submit":
            return drafts.submit(dossier, now=now).dossier
        change = read(dossier, way, now, actor, reason, papers, result, assignee)
        current, row = lock(dossier, version)
        source = dossier.state
        sheets.store([*change.papers, *change.results])
        move(dossier, way, reason, actor, now)
        effects.OF_TRANSITION[way.id](dossier, change)
        following.follow(current, dossier, way.id, actor, now)
        rows.note(current, dossier, now, actor, way.id, source, reason)
        save(current, row, dossier)
    return dossier


def acting(dossier, proof):
    """Act as the applicant while in this context, if ``proof`` is the dossier's secret."""
    if not proof:
        return nullcontext()
    if not (dossier.code and secrets.proves(dossier.code, proof)):
        raise Unauthorized("wrong secret")
    return holding(dossier)


def may(permission, dossier) -> bool:
    """Whether who acts holds a permission on the dossier as it is now."""
    return bool(getSecurityManager().checkPermission(permission, dossier))


def way_of(name):
    """The transition of that id; `Refused` for an unknown one."""
    try:
        return states.transition(name)
    except KeyError as error:
        raise Refused([Problem("action.unknown")]) from error


def needs_of(way) -> tuple[str, ...]:
    """What must be given with an action."""
    return ("papers",) if way.id in ANSWERS else way.needs


def needs_here(guarded, way) -> tuple[str, ...]:
    """What the present user must give with an action on a `Guarded` dossier."""
    needs = needs_of(way)
    return (*needs, "reason") if guarded.needs_reason(way.id) else needs


def past_actions(dossier) -> list[str]:
    """The ids of the transitions the dossier has gone, oldest first."""
    return [entry["action"] for entry in dossier.workflow_history[WORKFLOW]]


def fits(dossier, way) -> bool:
    """Whether an answer is the one to where papers were asked for; all else fits."""
    if way.id not in ANSWERS:
        return True
    asked_in = {"ask_submitted": State.SUBMITTED, "ask": State.PROCESSING}
    return way is states.answer_to(asked_in[past_actions(dossier)[-1]])


def roles_of(way) -> set[str]:
    """The roles that an action is for, in whatever state."""
    return {permissions.ROLES[actor] for actor in way.actors}


def used_up(dossier, way) -> bool:
    """Whether the law allows it once only, and that is past."""
    return way.once and way.id in past_actions(dossier)


def check_allowed(dossier, way) -> None:
    """Raise unless who acts may do this to the dossier as it is now.

    `Unauthorized` tells a stranger nothing; whose work it is in another state is told
    that it is the state that is against it.
    """
    if not may(permissions.VIEW, dossier):
        raise Unauthorized("not for you")
    state = dossier.state
    user = getSecurityManager().getUser()
    if roles_of(way).isdisjoint(user.getRolesInContext(dossier)):
        raise Unauthorized("not for you")
    if state not in way.sources or not fits(dossier, way):
        raise Stale([Problem("action.state", "", {"state": flow.TITLES[state]})])
    if not may(permissions.OF_TRANSITION[way.id], dossier):
        raise Unauthorized("not for you")
    if used_up(dossier, way):
        raise Refused([Problem("ask.once")])


def read(dossier, way, now, actor, reason, papers, result, assignee):
    """The `Change` that was asked for; `Refused` with everything that is wrong in it."""
    made, found = [], []
    problems = guarding.problems(dossier, way.id, reason)
    if "reason" in way.needs and not reason.strip():
        problems.append(Problem("reason.missing", "reason"))
    if len(reason) > LONGEST_REASON:
        problems.append(Problem("text.too_long", "reason", {"most": LONGEST_REASON}))
    if way.id in ANSWERS:
        made, wrong = read_answer(dossier, papers, now, actor)
        problems += wrong
        if not papers and not reason.strip():
            problems.append(Problem("answer.empty", "papers"))
    if "result" in way.needs:
        title = result_title(dossier)
        found, wrong = results.read(result, now, actor, title)
        problems += wrong
    if assignee:
        problems += check_assignee(dossier, assignee)
    problems += hold_ups.problems(dossier, way.id)
    if problems:
        raise Refused(problems)
    return effects.Change(now, actor, assignee, made, found)


def read_answer(dossier, papers, now, actor):
    """The papers of an answer, and the problems with them."""
    procedure = facts.procedure_of(dossier)
    asked = components(procedure, dossier.case) if procedure is not None else ()
    known = {row["key"]: row["title"] for row in asked}
    known |= {paper.component: paper.title for paper in dossier.papers}
    return sheets.read(
        papers,
        settings.limits(),
        known,
        added=now,
        added_by=actor[0],
        asked=dossier.rounds,
    )


def result_title(dossier) -> str:
    """What the result of the dossier's procedure is called."""
    procedure = facts.procedure_of(dossier)
    titles = [row["title"] for row in getattr(procedure, "results", None) or ()]
    return titles[0] if titles else dossier.procedure_title


def move(dossier, way, reason, actor, now) -> None:
    """Change the workflow state; who acts and when is told as the caller says."""
    tool = api.portal.get_tool("portal_workflow")
    with flow.allowing(dossier):
        tool.doActionFor(dossier, way.id, wf_id=WORKFLOW, comment=reason)
    last = dossier.workflow_history[WORKFLOW][-1]
    last["actor"], last["time"] = actor[0], flow.datetime_of(now)
    dossier.state_since = now
