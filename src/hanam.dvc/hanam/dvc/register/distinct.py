"""What stands in the register at some agencies: procedures, people, steps; for choices in filters.

Each value is found by one jump in an index that begins with it, however many dossiers have it.
"""
# ruff: noqa: S608 - names from this module, values are parameters

from hanam.dvc.register import groups
from hanam.dvc.register.session import session
from hanam.dvc.register.statements import agency_params
from sqlalchemy import text


MOST = 2000
LOOK = 2000


def _jumping(column, title, agencies):
    names = ", ".join(f":a{number}" for number in range(agencies))
    there = f"FROM dossier WHERE {column} = found.value AND {column} <> ''"
    return text(
        f"WITH RECURSIVE found(value) AS ("
        f" SELECT min({column}) FROM dossier WHERE {column} <> ''"
        f" UNION ALL SELECT (SELECT min({column}) FROM dossier"
        f" WHERE {column} > found.value AND {column} <> '') FROM found"
        f" WHERE found.value IS NOT NULL)"
        f" SELECT value, title FROM (SELECT value, (SELECT {title} {there}"
        f" AND agency IN ({names}) LIMIT 1) AS title FROM found"
        f" WHERE value IS NOT NULL) AS known WHERE title IS NOT NULL"
        f" ORDER BY title LIMIT {MOST}"
    )


def procedures(agencies) -> list[tuple[str, str]]:
    """(code, title) of the procedures that agencies have dossiers of."""
    return _pairs("procedure", "procedure_title", agencies)


def assignees(agencies) -> list[str]:
    """The ids of who has, or had, a dossier of these agencies."""
    return [value for value, _title in _pairs("assignee", "assignee", agencies)]


def _pairs(column, title, agencies):
    if not agencies:
        return []
    statement = _jumping(column, title, len(agencies))
    found = session().execute(statement, agency_params(tuple(agencies)))
    return [tuple(row) for row in found]


def steps(agencies) -> list[str]:
    """The titles of steps that are being worked on, out of the first `LOOK` dossiers."""
    if not agencies:
        return []
    names = ", ".join(f":a{number}" for number in range(len(agencies)))
    states = ", ".join(f"'{state}'" for state in groups.WORKED_ON)
    statement = text(
        "SELECT DISTINCT step_title FROM (SELECT step_title FROM dossier"
        f" WHERE agency IN ({names}) AND state IN ({states}) LIMIT {LOOK}) AS part"
        " WHERE step_title <> '' ORDER BY step_title"
    )
    return list(session().scalars(statement, agency_params(tuple(agencies))))
