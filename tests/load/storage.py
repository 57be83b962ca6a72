"""Copy a data directory with the embedded stores to PostgreSQL: ZODB, blobs and register."""

from pathlib import Path
from sqlalchemy import create_engine
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url
from tests.load.servers import TOP

import subprocess


ROWS = 5000
CONVERT = """
%import relstorage
<filestorage source>
  path {data}
  blob-dir {blobs}
</filestorage>
<relstorage destination>
  keep-history false
  shared-blob-dir true
  blob-dir {shared}
  <postgresql>
    driver psycopg2
    dsn {dsn}
  </postgresql>
</relstorage>
"""


def dsn_of(url: str) -> str:
    """The libpq connection string of a SQLAlchemy URL on a socket."""
    parts = make_url(url)
    return f"host={parts.query['host']} port=5432 dbname={parts.database} user={parts.username}"


def empty_database(cluster) -> str:
    """The libpq connection string of a new database."""
    return dsn_of(cluster.url())


def to_postgresql(cluster, var: Path) -> dict:
    """Copy what is in ``var`` into new databases; the environment of a process on them."""
    dsn, shared = empty_database(cluster), var / "shared-blobs"
    shared.mkdir()
    conf = var / "convert.conf"
    conf.write_text(
        CONVERT.format(
            data=var / "Data.fs", blobs=var / "blobs", shared=shared, dsn=dsn
        )
    )
    call = f"main(['zodbconvert', {str(conf)!r}])"
    code = f"from relstorage.zodbconvert import main; {call}"
    with (var / "convert.log").open("wb") as log:
        subprocess.run(
            [str(TOP / "bin/py"), "-c", code], check=True, stdout=log, stderr=log
        )
    environment = {"DVC_ZODB_DSN": dsn, "DVC_BLOBS": str(shared)}
    register = var / "register.sqlite"
    if register.exists():
        environment["DVC_REGISTER_URL"] = copy_register(
            f"sqlite:///{register}", cluster.url()
        )
    return environment


def copy_register(source_url: str, target_url: str) -> str:
    """Copy every table row by row to a new database; returns its URL.

    Triggers are set aside meanwhile: what they would derive is copied too.
    """
    from hanam.dvc.register.model import Base
    from hanam.dvc.register.schema import create_all

    source, target = create_engine(source_url), create_engine(target_url)
    create_all(target)
    with source.connect() as read, target.begin() as write:
        write.exec_driver_sql("SET session_replication_role = replica")
        for table in Base.metadata.sorted_tables:
            write.execute(table.delete())
            found = read.execution_options(stream_results=True).execute(table.select())
            for rows in found.mappings().partitions(ROWS):
                write.execute(table.insert(), [dict(row) for row in rows])
        reset_sequences(write)
    with target.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    source.dispose()
    target.dispose()
    return target_url


def reset_sequences(connection) -> None:
    """Let each sequence go on behind the highest copied id."""
    metadata = MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            if column.autoincrement is True or column.server_default is not None:
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'),"
                    f" (SELECT COALESCE(MAX({column.name}), 0) + 1 FROM {table.name}), false)"
                )
