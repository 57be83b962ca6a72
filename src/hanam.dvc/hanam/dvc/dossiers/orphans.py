"""A number without a dossier: what a process leaves that is killed between two commits.

The register commits first. Killed before the ZODB has, a process leaves a row, and a key that
leads to it, without a document. Nobody may be stopped by that from filing again.
"""

from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.i18n import _
from hanam.dvc.register import queries
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model_clock import ClockFact
from plone import api
from sqlalchemy import delete


# Between the two commits lie milliseconds; a document may reach other processes later.
PATIENCE = timedelta(minutes=2)
VOID = "void"
NOTE = _("The number was given, but its filing was not completed.")


def is_lost(code: str) -> bool:
    """Whether the dossier of that code was never stored, and will not be any more."""
    if access.find(code) is not None:
        return False
    row = queries.by_code(code)
    return row is None or row.filed < moment.now() - PATIENCE


def settle(current, code: str) -> bool:
    """Declare the number of a lost dossier void; False where it is not lost."""
    if not is_lost(code):
        return False
    for kind in (StepRow, PauseRow, ClockFact):
        current.execute(delete(kind).where(kind.code == code))
    row = queries.by_code(code)
    if row is not None:
        # Through the mapper, so that the terms it is found by go as well.
        current.delete(row)
    note = api.portal.translate(NOTE)
    current.add(HistoryRow(code=code, at=moment.now(), action=VOID, note=note))
    current.flush()
    return True
