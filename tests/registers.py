"""Test cases that run on each database the register knows.

A module writes its tests once, in a class without TestCase, and has
`globals().update(on_each(Tests))` make a test case of it for SQLite and one for PostgreSQL.
"""

from datetime import datetime
from functools import cache
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from pathlib import Path
from tests import postgres

import shutil
import tempfile
import threading
import transaction
import unittest


class OnSQLite(unittest.TestCase):
    database = "sqlite"

    def setUp(self):
        self.directory = Path(tempfile.mkdtemp(prefix="dvc-register-"))
        self.url = f"sqlite:///{self.directory / 'register.sqlite'}"
        session.configure(self.url)
        self.addCleanup(shutil.rmtree, self.directory)
        self.addCleanup(session.configure, "sqlite://")
        self.addCleanup(transaction.abort)


class OnPostgreSQL(unittest.TestCase):
    database = "postgresql"

    def setUp(self):
        self.url = the_database()
        self.directory = Path(tempfile.mkdtemp(prefix="dvc-register-"))
        session.configure(self.url)
        session.wipe()
        self.addCleanup(shutil.rmtree, self.directory)
        self.addCleanup(session.configure, "sqlite://")
        self.addCleanup(transaction.abort)


@cache
def the_database():
    """One database for all tests; creating one takes longer than emptying it."""
    return postgres.shared().url()


def on_each(*tests):
    """Test cases by name, for each class one on each database."""
    return {
        name: type(name, (case, store), {"__module__": case.__module__})
        for case in tests
        for store in (OnSQLite, OnPostgreSQL)
        for name in (f"{case.__name__}{store.__name__}",)
    }


def row(code, **values):
    """A plausible row of the register with only what a test cares about given."""
    known = {
        "agency": "so-tu-phap",
        "channel": "online",
        "filed": datetime(2018, 10, 1, 8),
        "state": "submitted",
    }
    return DossierRow(code=code, **known | values)


def keep(*rows):
    """Write rows and commit."""
    session.for_writing().add_all(rows)
    transaction.commit()


def in_threads(count, work):
    """Run `work(number)` in threads at once; returns what they returned or raised."""
    start, results = threading.Barrier(count), [None] * count

    def run(number):
        start.wait()
        try:
            results[number] = work(number)
        except Exception as error:
            results[number] = error
        finally:
            transaction.abort()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
