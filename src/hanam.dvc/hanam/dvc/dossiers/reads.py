"""Every reading of a dossier by staff is entered in its history.

A page says what is read while it is made; the entry is written once the transaction of the
request has ended well and before the answer is sent, in a short transaction of its own. Where
the register is busy for long, entries wait in memory for the next reading; the log tells how many.
"""

from AccessControl import getSecurityManager
from collections import deque
from collections.abc import Iterable
from hanam.dvc.dossiers import actors
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import posts
from hanam.dvc.register import trail
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.model import HistoryRow

import atexit
import logging
import transaction


PAGE, PAPER = "read.page", "read.paper"
PRINT, EXPORT = "read.print", "read.export"
AUDIT = "read.audit"
PERSON, SLIP = "read.person", "read.slip"
AT_ONCE = 200
logger = logging.getLogger(__name__)
waiting: deque = deque()


def note(dossier, action: str, what: str = "") -> None:
    """Enter that the present user reads ``dossier``, if that is one of staff.

    ``what``: which paper, which list; a reason where one was asked for.
    """
    note_all([dossier], action, what)


def note_all(dossiers: Iterable, action: str, what: str = "") -> None:
    """The same for many dossiers or rows of the register (``code``, ``agency``)."""
    found = entries(dossiers, action, what, posts.address())
    if found:
        transaction.get().addAfterCommitHook(_write, (found,))


def enter(current, dossiers: Iterable, action: str, what: str, address: str) -> None:
    """The same at once, in the transaction of ``current`` (the register's session for
    writing), of who asked from ``address`` earlier: for work in the background."""
    found = entries(dossiers, action, what, address)
    # Always in this order, so that no two such transactions wait for each other.
    found.sort(key=lambda values: values["code"])
    current.add_all(HistoryRow(**values) for values in found)


def entries(dossiers: Iterable, action: str, what: str, address: str) -> list[dict]:
    """What is entered of the present user, if that is one of staff."""
    user = getSecurityManager().getUser()
    if user is None or not user.getId():
        return []
    found = []
    for dossier in dossiers:
        agency, role = posts.post(dossier)
        if not role or not dossier.code:
            continue
        found.append(
            {
                "code": dossier.code,
                "at": moment.now(),
                "actor": user.getId(),
                "actor_name": actors.name_of(user),
                "action": action,
                "note": what,
                "agency": agency,
                "role": role,
                "address": address,
            }
        )
    return found


def note_asked(dossier, action: str, what: str, post, name: str = "") -> None:
    """Enter that somebody asked for an opinion reads what was chosen for it.

    ``post`` is an (agency, role) pair; ``name`` that of an expert without an account.
    """
    user = getSecurityManager().getUser()
    entry = {
        "code": dossier.code,
        "at": moment.now(),
        "actor": "" if name else user.getId() or "",
        "actor_name": name or actors.name_of(user),
        "action": action,
        "note": what,
        "agency": post[0],
        "role": post[1],
        "address": posts.address(),
    }
    transaction.get().addAfterCommitHook(_write, ([entry],))


def _write(succeeded, entries):
    if succeeded:
        waiting.extend(entries)
        flush()


def flush() -> None:
    """Enter what waits."""
    while waiting:
        block = [waiting.popleft() for _ in range(min(AT_ONCE, len(waiting)))]
        try:
            trail.enter(HistoryRow(**values) for values in block)
        except Exception as error:
            waiting.extendleft(reversed(block))
            logger.log(
                logging.WARNING if isinstance(error, RegisterBusy) else logging.ERROR,
                "%d readings of dossiers wait to be entered: %s",
                len(waiting),
                type(error).__name__,
            )
            return


atexit.register(flush)
