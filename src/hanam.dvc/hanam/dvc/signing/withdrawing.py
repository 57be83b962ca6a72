"""Withdrawing a result that was given out, and putting another in its place."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.register.model_results import IssuedResult
from hanam.dvc.rules.states import State
from hanam.dvc.signing import registering
from hanam.dvc.signing.preparing import told


WITHDRAWN = "result_withdrawn"
WHERE = (State.FINISHED, State.RETURNED)


def may(dossier) -> bool:
    """Whether the present user, a leader of the agency, may withdraw its results now."""
    return (
        dossier.state in WHERE
        and actions.may(permissions.VIEW, dossier)
        and work.is_leader(getSecurityManager().getUser(), dossier)
    )


def withdraw(dossier, name: str, *, reason: str, version=None, now=None) -> None:
    """Say publicly, with the ``reason``, that the result of that id no longer holds.

    A second time changes nothing. Raises `Refused`, `Stale`, `Unauthorized`.
    """
    check(dossier)
    paper = dossier.results.get(name)
    if paper is None:
        raise Stale([Problem("result.gone", "result")])
    if not reason.strip():
        raise Refused([Problem("withdraw.reason", "reason")])
    if len(reason) > actions.LONGEST_REASON:
        facts = {"most": actions.LONGEST_REASON}
        raise Refused([Problem("text.too_long", "reason", facts)])
    if (paper.issue or {}).get("ended"):
        return
    now = now or moment.now()
    actor = actors.current(dossier)
    current, row = lock(dossier, version)
    if not paper.issue:
        registering.enter(dossier, paper, dossier.finished or now)
    paper.issue = paper.issue | {"ended": now, "reason": reason.strip()}
    current.merge(IssuedResult(**registering.values_of(dossier, paper)))
    note = f"{told(paper)}: {reason.strip()}"
    rows.note(current, dossier, now, actor, WITHDRAWN, dossier.state, note)
    save(current, row, dossier)


def check(dossier) -> None:
    """Raise unless who acts may withdraw results of the dossier as it is now."""
    if not actions.may(permissions.VIEW, dossier):
        raise Unauthorized("not for you")
    if not work.is_leader(getSecurityManager().getUser(), dossier):
        raise Unauthorized("not for you")
    if dossier.state not in WHERE:
        facts = {"state": flow.TITLES[dossier.state]}
        raise Stale([Problem("action.state", "", facts)])
