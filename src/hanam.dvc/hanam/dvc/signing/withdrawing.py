"""Withdrawing a result that was given out, and putting another in its place."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers import states as flow
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.register.model_results import IssuedResult
from hanam.dvc.rules import result_codes
from hanam.dvc.rules.states import State
from hanam.dvc.signing import api
from hanam.dvc.signing import preparing
from hanam.dvc.signing import registering
from hanam.dvc.signing import settings
from hanam.dvc.signing.errors import SigningError
from hanam.dvc.signing.preparing import told
from hashlib import sha256

import secrets


WITHDRAWN = "result_withdrawn"
WHERE = (State.FINISHED, State.RETURNED)


def may(dossier) -> bool:
    """Whether the present user, a leader of the agency, may withdraw its results now."""
    return (
        dossier.state in WHERE
        and actions.may(permissions.VIEW, dossier)
        and work.is_leader(getSecurityManager().getUser(), dossier)
    )


def withdraw(
    dossier, name, *, reason, instead=None, identity="", pin="", version=None, now=None
) -> None:
    """Say publicly, with the ``reason``, that the result of that id no longer holds.

    ``instead`` is a `preparing.Document` that takes its place: a file that is signed already,
    or is signed now with ``identity`` and ``pin``. A second time changes nothing. Raises
    `Refused`, `Stale`, `Unauthorized`, `SigningError`; then all is as it was.
    """
    check(dossier)
    preparing.check_version(dossier, version)
    paper = dossier.results.get(name)
    if paper is None:
        raise Stale([Problem("result.gone", "result")])
    check_reason(reason)
    if (paper.issue or {}).get("ended"):
        return
    now = now or moment.now()
    actor = actors.current(dossier)
    other = made_instead(dossier, instead, identity, pin, now, actor)
    current, row = lock(dossier, version)
    if not paper.issue:
        registering.enter(dossier, paper, dossier.finished or now)
    ended = {"ended": now, "reason": reason.strip()}
    if other is not None:
        sheets.store([other])
        dossier.results.append(other)
        registering.enter(dossier, other, now)
        ended["successor"] = other.issue["code"]
    paper.issue = paper.issue | ended
    current.merge(IssuedResult(**registering.values_of(dossier, paper)))
    note = f"{told(paper)}: {reason.strip()}"
    rows.note(current, dossier, now, actor, WITHDRAWN, dossier.state, note)
    save(current, row, dossier)


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused([Problem("withdraw.reason", "reason")])
    if len(reason) > actions.LONGEST_REASON:
        facts = {"most": actions.LONGEST_REASON}
        raise Refused([Problem("text.too_long", "reason", facts)])


def made_instead(dossier, given, identity, pin, now, actor):
    """The signed document that takes the place of another, not stored yet; None for none."""
    if given is None:
        return None
    code = result_codes.make(secrets.randbelow)
    made, problems = preparing.made_of(dossier, given, code, now, actor)
    if problems:
        raise Refused(problems)
    if identity and pin:
        chosen = settings.identity(identity)
        user = getSecurityManager().getUser()
        if chosen is None or user.getId() not in chosen.users:
            raise SigningError("signer.none")
        signer = api.signer(identity, pin)
        made._v_data = api.sign(made._v_data, signer, reason=told(made))
        made.size = len(made._v_data)
    if settings.value("must_sign") and not preparing.is_good(made._v_data):
        raise Refused([Problem("result.unsigned", "file", {"titles": told(made)})])
    digest = sha256(made._v_data).hexdigest()
    made.digest = digest
    made.issue = made.issue | {"digest": digest}
    return made


def check(dossier) -> None:
    """Raise unless who acts may withdraw results of the dossier as it is now."""
    if not actions.may(permissions.VIEW, dossier):
        raise Unauthorized("not for you")
    if not work.is_leader(getSecurityManager().getUser(), dossier):
        raise Unauthorized("not for you")
    if dossier.state not in WHERE:
        facts = {"state": flow.TITLES[dossier.state]}
        raise Stale([Problem("action.state", "", facts)])
