"""What the two databases say in different words."""

from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite


INSERTS = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_of(dialect):
    """The INSERT of a database (by name) that knows ON CONFLICT.

    Keep what is made with it: making such a statement takes longer than running it.
    """
    return INSERTS[dialect]
