"""Which papers a dossier must hold."""

from hanam.dvc.catalogue.rowchoice import fitting
from hanam.dvc.catalogue.rows import complete
from hanam.dvc.catalogue.tables import PAPERS


def components(procedure, case="") -> list[dict]:
    """The rows of ``papers`` for a case, in order: those of all cases and its own.

    Each row has every key of `tables.PAPERS`; ``originals`` and ``copies`` are numbers.
    """
    return complete(fitting(procedure.papers, case), PAPERS)


def groups(procedure) -> list[tuple[str, list[dict]]]:
    """All papers as (group, rows), in the order in which the groups first occur."""
    found = {}
    for row in complete(procedure.papers, PAPERS):
        found.setdefault(row["group"], []).append(row)
    return list(found.items())
