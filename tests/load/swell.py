"""Let the register of a portal grow to any number of dossiers: rows are copied inside PostgreSQL.

A copy has the code of its original with a mark and a number behind it and times some minutes earlier; its
document is that of the original. So lists, counts, searches and the tables of a dossier's parts are as long
as they would be, while the documents, which are fetched by their path one at a time, stay few.
"""

from sqlalchemy import create_engine
from sqlalchemy import DateTime


MARK = "~"
TABLES = ("dossier", "dossier_term", "step", "pause", "history", "content_term")
SPREAD = 1440  # minutes
NO_DEADLINE = "timestamp '9999-12-31'"


def swell(url: str, size: int) -> None:
    """Copy the rows until there are about ``size`` dossiers, and let the database count them."""
    from hanam.dvc.register import tally
    from hanam.dvc.register.model import Base

    engine = create_engine(url)
    with engine.begin() as connection:
        there = connection.exec_driver_sql("SELECT count(*) FROM dossier").scalar()
        copies = max(0, round(size / there) - 1)
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for name in TABLES:
            table = Base.metadata.tables.get(name)
            if table is not None and copies:
                connection.exec_driver_sql(copying(table, copies))
        for statement in tally.refill("postgresql"):
            connection.exec_driver_sql(statement)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def copying(table, copies: int) -> str:
    """The statement that copies each row of a table so many times."""
    names = [column.name for column in table.columns if column.name != "id"]
    values = [value_of(table.columns[name]) for name in names]
    return (
        f'INSERT INTO "{table.name}" ({", ".join(quoted(n) for n in names)})'
        f" SELECT {', '.join(values)}"
        f' FROM "{table.name}" CROSS JOIN generate_series(1, {copies}) AS copy(k)'
    )


def value_of(column) -> str:
    """What a copy has in a column: another code, an earlier time, else the same."""
    name = quoted(column.name)
    if column.name == "code":
        return f"{name} || '{MARK}' || k"
    if isinstance(column.type, DateTime):
        earlier = f"{name} - make_interval(mins => mod(k, {SPREAD}))"
        return f"CASE WHEN {name} = {NO_DEADLINE} THEN {name} ELSE {earlier} END"
    return name


def quoted(name: str) -> str:
    return f'"{name}"'
