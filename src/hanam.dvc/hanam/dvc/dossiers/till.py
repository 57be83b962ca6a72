"""What a dossier costs and what was paid over the counter when it was received.

A note, no ledger: `dossier.till` is {"due": đồng or None where the amount is not known,
"received": đồng, "at": ISO time, "by": user id}.
"""

from AccessControl import Unauthorized
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.errors import Problem
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.locks import lock
from hanam.dvc.dossiers.locks import save
from hanam.dvc.dossiers.work import require
from hanam.dvc.i18n import _
from hanam.dvc.rules import vietnamese
from hanam.dvc.rules.states import State
from plone import api
from zope.i18n import translate


ACTION = "fee"
MOST = 10_000_000_000
WHERE = (State.SUBMITTED, State.ACCEPTED)


def can(dossier) -> bool:
    """Whether the present user may note the fee of a dossier now."""
    try:
        require_clerk(dossier)
    except (Unauthorized, Stale):
        return False
    return True


def note(dossier, due: int | None, received: int, *, version=None, now=None):
    """Note the fee of a dossier at its reception; whoever receives dossiers may.

    Raises `Refused`, `Stale`, `Unauthorized`.
    """
    user = require_clerk(dossier)
    check(due, received)
    now = now or moment.now()
    current, row = lock(dossier, version)
    dossier.till = {
        "due": due,
        "received": received,
        "at": now.isoformat(),
        "by": user.getId(),
    }
    actor = actors.current(dossier)
    rows.note(
        current, dossier, now, actor, ACTION, dossier.state, in_words(due, received)
    )
    save(current, row, dossier)
    return dossier


def require_clerk(dossier):
    """The present user, a clerk of the dossier's agency; else it raises."""
    user = require(dossier, permissions.VIEW, WHERE)
    if "Clerk" not in user.getRolesInContext(dossier):
        raise Unauthorized("not for you")
    return user


def check(due: int | None, received: int) -> None:
    """`Refused` unless both are amounts."""
    problems = [
        Problem("till.amount", f"till.{name}")
        for name, amount in (("due", due or 0), ("received", received))
        if not 0 <= amount <= MOST
    ]
    if problems:
        raise Refused(problems)


def in_words(due: int | None, received: int) -> str:
    """The note of the history, in the portal's language."""
    language = api.portal.get_default_language()
    facts = {"received": vietnamese.money(received)}
    message = _("Received at the counter: ${received}.", mapping=facts)
    if due is not None:
        facts["due"] = vietnamese.money(due)
        message = _(
            "To be paid: ${due}; received at the counter: ${received}.", mapping=facts
        )
    return translate(message, target_language=language)
