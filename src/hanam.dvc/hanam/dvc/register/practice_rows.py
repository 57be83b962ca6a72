"""Deleting what the register holds of a dossier of practice."""

from hanam.dvc.register.model import Base
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import for_writing
from hanam.dvc.rules import codes


def delete(code: str) -> None:
    """Delete every row that names the dossier, of whatever room; ValueError for a real one.

    The triggers of the history let rows of practice go, and of nothing else.
    """
    if not codes.is_practice(code):
        raise ValueError(f"{code} is no practice")
    current = for_writing()
    row = current.get(DossierRow, code)
    if row is not None:
        # Through the mapper, so that the terms it is found by go as well.
        current.delete(row)
        current.flush()
    for table in reversed(Base.metadata.sorted_tables):
        if "code" in table.c and table is not DossierRow.__table__:
            current.execute(table.delete().where(table.c.code == code))
