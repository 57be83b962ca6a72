"""Creating the tables, and what the databases themselves hold true."""

from datetime import datetime
from hanam.dvc.register import chain
from hanam.dvc.register import model_brakes  # noqa: F401 - its table
from hanam.dvc.register import model_chain  # noqa: F401 - its tables
from hanam.dvc.register import model_clock  # noqa: F401 - its tables
from hanam.dvc.register import model_content  # noqa: F401 - its tables
from hanam.dvc.register import model_counter  # noqa: F401 - its tables
from hanam.dvc.register import model_drafts  # noqa: F401 - its tables
from hanam.dvc.register import model_exports  # noqa: F401 - its tables
from hanam.dvc.register import model_identity  # noqa: F401 - its tables
from hanam.dvc.register import model_jobs  # noqa: F401 - its tables
from hanam.dvc.register import model_late  # noqa: F401 - its tables
from hanam.dvc.register import model_letters  # noqa: F401 - its tables
from hanam.dvc.register import model_lists  # noqa: F401 - its tables
from hanam.dvc.register import model_outbox  # noqa: F401 - its tables
from hanam.dvc.register import model_papers  # noqa: F401 - its table
from hanam.dvc.register import model_ratings  # noqa: F401 - its tables
from hanam.dvc.register import model_results  # noqa: F401 - its table
from hanam.dvc.register import model_roles  # noqa: F401 - its table
from hanam.dvc.register import model_searches  # noqa: F401 - its table
from hanam.dvc.register import model_signing  # noqa: F401 - its tables
from hanam.dvc.register import model_substitutes  # noqa: F401 - its table
from hanam.dvc.register import model_threads  # noqa: F401 - its table
from hanam.dvc.register import model_together  # noqa: F401 - its tables
from hanam.dvc.register import model_troubles  # noqa: F401 - its table
from hanam.dvc.register import model_usual  # noqa: F401 - its tables
from hanam.dvc.register import tally
from hanam.dvc.register.errors import SchemaTooNew
from hanam.dvc.register.model import Base
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import SchemaVersion
from hanam.dvc.rules import codes
from sqlalchemy import inspect
from sqlalchemy import select
from sqlalchemy import text


# 2: running totals; 3: lists of all agencies; 4: votes on pages; 5: questions;
# 6: outbox, accounts, codes, ratings; 7: tracks, letters, signatures, opinions, jobs
VERSION = 7
LOCK = 250_181_015  # any number, the same in every process

ONLY_ADDED_TO = (
    "history",
    "role_change",
    "day_leaf",
    "day_seal",
    "calendar_log",
    "late_firing",
    "late_rule_change",
)
# Of what was filed for practice nothing has to be kept.
KEPT = {"history": f"substr(OLD.code, 1, {len(codes.PRACTICE)}) <> '{codes.PRACTICE}'"}
APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{what.lower()} BEFORE {what} ON {table}"
        + (f" WHEN {KEPT[table]}" if what == "DELETE" and table in KEPT else "")
        + f" BEGIN SELECT RAISE(ABORT, 'the {table} is only ever added to'); END"
        for table in ONLY_ADDED_TO
        for what in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION history_is_append_only() RETURNS trigger"
        " LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION USING MESSAGE ="
        " 'the ' || TG_TABLE_NAME || ' is only ever added to'; END $$",
        *(
            statement
            for table in ONLY_ADDED_TO
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION history_is_append_only()",
                f"DROP TRIGGER IF EXISTS {table}_no_delete ON {table}",
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW"
                + (f" WHEN ({KEPT[table]})" if table in KEPT else "")
                + " EXECUTE FUNCTION history_is_append_only()",
            )
        ),
    ],
}
WITHOUT = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS {table}_no_{what}"
        for table in ONLY_ADDED_TO
        for what in ("update", "delete")
    ],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
        for table in ONLY_ADDED_TO
        for name in ("append_only", "no_delete")
    ],
}


def create_all(engine):
    """Create what is missing, once, however many processes start together."""
    with engine.connect() as connection:
        if _is_complete(connection):
            return
    with engine.begin() as connection:
        _lock(connection)
        if _is_complete(connection):
            return
        is_new = _version(connection) is None
        Base.metadata.create_all(connection)
        for index in DossierRow.__table__.indexes:
            index.create(connection, checkfirst=True)
        if not is_new:
            _run(connection, WITHOUT)
            chain.add_to_old_tables(connection)
        _run(connection, APPEND_ONLY)
        for statement in tally.triggers(connection.dialect.name):
            connection.exec_driver_sql(statement)
        for statement in tally.refill(connection.dialect.name):
            connection.exec_driver_sql(statement)
        table = SchemaVersion.__table__
        connection.execute(table.delete())
        connection.execute(
            table.insert().values(id=1, version=VERSION, since=datetime.now())
        )


def empty(engine):
    """Delete every row but the schema's version."""
    with engine.begin() as connection:
        _lock(connection)
        _run(connection, WITHOUT)
        for table in reversed(Base.metadata.sorted_tables):
            if table is not SchemaVersion.__table__:
                connection.execute(table.delete())
        connection.exec_driver_sql("DELETE FROM tally")
        _run(connection, APPEND_ONLY)


def _lock(connection):
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:no)"), {"no": LOCK})


def _run(connection, statements):
    for statement in statements[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def _is_complete(connection):
    """Whether the tables are those of this release."""
    if _version(connection) != VERSION:
        return False
    return set(Base.metadata.tables) <= set(inspect(connection).get_table_names())


def _version(connection):
    """The version found, None in an empty database."""
    if not inspect(connection).has_table(SchemaVersion.__tablename__):
        return None
    found = connection.execute(select(SchemaVersion.version)).scalar()
    if found is not None and found > VERSION:
        raise SchemaTooNew(
            f"the register has version {found}, this release knows {VERSION}:"
            " start the newer release"
        )
    return found
