"""The worker makes and keeps the letters that were entered: outside of every filing."""

from hanam.dvc import letters
from hanam.dvc import printing
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.notify import periodic
from hanam.dvc.register import letters as register

import logging
import transaction


EVERY = 15  # seconds
AT_ONCE = 40
logger = logging.getLogger(__name__)


def keep_waiting(portal, now) -> int:
    """Make what waits, each letter in a transaction of its own; how many were kept.

    A letter that cannot be made is logged and waits for the next turn; the others go on.
    """
    kept = 0
    waiting = register.to_make(AT_ONCE)
    for number, code in waiting:
        transaction.begin()
        try:
            kept += keep_one(number, code)
            transaction.commit()
        except printing.PrintingError as error:
            transaction.abort()
            logger.error("letter %d was not made: %s", number, error)
            break
        except Stale:
            # Changed while it was made; the next turn makes it from what is there then.
            transaction.abort()
        except letters.NotYet:
            transaction.abort()
            logger.error("letter %d tells of nothing in the history", number)
    transaction.begin()
    return kept


def keep_one(number: int, code: str) -> bool:
    row, dossier = register.by_id(number), access.find(code)
    if row is None or dossier is None:
        return False
    return letters.keep(dossier, row.kind, event=row.event) is not None


periodic.register("letters.keep", EVERY, keep_waiting)
