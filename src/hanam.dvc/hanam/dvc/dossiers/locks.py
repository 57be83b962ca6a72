"""Changing a dossier that somebody else may be changing at the same moment."""

from hanam.dvc.dossiers import rows
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.register import queries
from hanam.dvc.register import session


def lock(dossier, version=None):
    """The register's session and the row of the dossier, kept until the transaction ends.

    ``version`` is what the reader had before them, None if that does not matter. `Stale`
    if the dossier was changed since, or since this transaction began.
    """
    current = session.for_writing()
    row = queries.by_code(dossier.code, for_update=True)
    if row is None or row.version != dossier.version:
        raise Stale
    if version is not None and version != row.version:
        raise Stale
    return current, row


def save(current, row, dossier) -> None:
    """Bring the row in line with the dossier; both get the next version."""
    rows.update(current, row, dossier)
    current.flush()
    dossier.version = row.version
