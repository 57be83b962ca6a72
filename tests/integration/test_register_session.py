"""The session of the register keeps step with the Zope transaction."""

from datetime import datetime
from hanam.dvc.register import figures
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.errors import NotForWriting
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.register.errors import SchemaTooNew
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import SchemaVersion
from sqlalchemy import delete
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from tests.registers import in_threads
from tests.registers import keep
from tests.registers import on_each
from tests.registers import OnPostgreSQL
from tests.registers import OnSQLite
from tests.registers import row
from transaction.interfaces import TransientError
from unittest.mock import patch

import threading
import transaction
import unittest
import ZODB
import ZODB.FileStorage


class Watcher:
    """A resource that begins its commit before all others, and looks at the session then."""

    def __init__(self):
        self.unflushed = None
        transaction.get().join(self)

    def sortKey(self):
        return "!"

    def tpc_begin(self, txn):
        self.unflushed = len(session.session().new)

    def commit(self, txn):
        pass

    tpc_vote = tpc_finish = tpc_abort = abort = commit


class SessionTests:
    def test_what_is_committed_stays(self):
        keep(row("A"))
        self.assertEqual(queries.by_code("A").state, "submitted")

    def test_what_is_aborted_leaves_nothing(self):
        session.for_writing().add(row("A"))
        session.session().flush()
        transaction.abort()
        self.assertIsNone(queries.by_code("A"))

    def test_a_change_without_for_writing_is_refused(self):
        session.session().add(row("A"))
        with self.assertRaises(NotForWriting):
            session.session().flush()

    def test_a_statement_without_for_writing_is_refused(self):
        with self.assertRaises(NotForWriting):
            session.session().execute(update(DossierRow).values(state="accepted"))

    def test_the_right_to_write_ends_with_the_transaction(self):
        for end in (transaction.commit, transaction.abort):
            with self.subTest(end=end):
                session.for_writing()
                end()
                session.session().add(row("A"))
                with self.assertRaises(NotForWriting):
                    session.session().flush()
                transaction.abort()

    def test_for_writing_after_a_change_is_refused(self):
        session.session().add(row("A"))
        with self.assertRaises(NotForWriting):
            session.for_writing()

    def test_for_writing_forgets_what_was_read_before(self):
        keep(row("A"))
        read = queries.by_code("A")
        self.assertEqual(read.state, "submitted")
        self.in_another_thread(self.accept)
        session.for_writing()
        self.assertEqual(read.state, "accepted")
        read.step = 1
        transaction.commit()
        self.assertEqual(queries.by_code("A").version, 3)

    def test_a_reader_does_not_wait_for_a_writer(self):
        keep(row("A"))
        session.for_writing().add(row("B"))
        session.session().flush()
        seen = self.in_another_thread(lambda: queries.by_code("B"))
        self.assertIsNone(seen)

    def test_changes_are_written_before_any_store_begins_its_commit(self):
        session.for_writing().add(row("A"))
        watcher = Watcher()
        transaction.commit()
        self.assertEqual(watcher.unflushed, 0)

    def test_plones_optimistic_savepoint_does_no_harm(self):
        session.for_writing().add(row("A"))
        transaction.savepoint(optimistic=True)
        session.session().add(row("B"))
        transaction.savepoint(optimistic=True)
        transaction.commit()
        self.assertEqual(self.count(), 2)

    def test_a_failing_store_undoes_the_register(self):
        session.for_writing().add(row("A"))
        with (
            patch.object(Watcher, "tpc_vote", side_effect=ValueError("disk full")),
            self.assertRaises(ValueError),
        ):
            Watcher()
            transaction.commit()
        transaction.abort()
        self.assertEqual(self.count(), 0)

    def test_filings_in_threads_over_both_stores_never_stand_still(self):
        storage = ZODB.FileStorage.FileStorage(str(self.directory / "Data.fs"))
        database = ZODB.DB(storage, pool_size=20)
        self.addCleanup(database.close)
        with database.transaction() as connection:
            for number in range(4):
                connection.root()[number] = connection.root().__class__()

        def file_some(number):
            for serial in range(8):
                transaction.begin()
                connection = database.open()
                try:
                    session.for_writing().add(row(f"{number}-{serial}"))
                    connection.root()[number][serial] = "filed"
                    transaction.commit()
                finally:
                    connection.close()

        self.assertEqual(in_threads(4, file_some), [None] * 4)
        self.assertEqual(self.count(), 32)
        with database.transaction() as connection:
            kept = sum(len(connection.root()[number]) for number in range(4))
        self.assertEqual(kept, 32)

    def test_creating_the_tables_again_changes_nothing(self):
        keep(row("A"))
        session.create_all()
        session.configure(self.url)
        session.create_all()
        self.assertEqual(self.count(), 1)

    def test_tables_are_created_once_by_threads_that_start_together(self):
        with session.engine().begin() as connection:
            for table in reversed(DossierRow.metadata.sorted_tables):
                table.drop(connection)
        results = in_threads(3, lambda number: session.create_all())
        self.assertEqual(results, [None] * 3)
        self.assertEqual(self.count(), 0)

    def test_a_register_of_an_older_release_gets_what_it_lacks(self):
        keep(row("A", received=datetime(2018, 10, 2)))
        session.session().close()
        with session.engine().begin() as connection:
            for event in ("insert", "update", "delete"):
                on = " ON dossier" if self.database == "postgresql" else ""
                connection.execute(text(f"DROP TRIGGER tally_{event}{on}"))
            connection.execute(text("DROP TABLE tally"))
            connection.execute(text("UPDATE schema_version SET version = 1"))
        session.configure(self.url)
        self.assertEqual(len(figures.online_rate(2018, 4)), 1)

    def test_a_register_of_a_newer_release_is_left_alone(self):
        table = SchemaVersion.__table__
        with session.engine().begin() as connection:
            connection.execute(table.update().values(version=999))
        self.addCleanup(self.set_version, session.engine().url, table)
        session.configure(self.url)
        with self.assertRaisesRegex(SchemaTooNew, "999"):
            session.session()

    def test_the_history_can_neither_be_changed_nor_shortened(self):
        keep(HistoryRow(code="A", at=datetime(2018, 10, 1), action="submit"))
        for statement in (update(HistoryRow).values(note="x"), delete(HistoryRow)):
            with self.subTest(statement=str(statement)):
                with self.assertRaisesRegex(DBAPIError, "only ever added to"):
                    session.for_writing().execute(statement)
                transaction.abort()
        session.for_writing()
        queries.history("A")[0].note = "x"
        with self.assertRaises(NotForWriting):
            session.session().flush()
        transaction.abort()
        self.assertEqual([h.note for h in queries.history("A")], [""])

    def test_wiping_empties_every_table(self):
        keep(
            row("A", received=datetime(2018, 10, 2)),
            HistoryRow(code="A", at=datetime(2018, 10, 1), action="submit"),
        )
        session.wipe()
        for table in DossierRow.metadata.sorted_tables:
            if table.name != "schema_version":
                found = session.session().scalar(
                    select(func.count()).select_from(table)
                )
                self.assertEqual(found, 0, table.name)

    # helpers

    def set_version(self, url, table):
        session.configure(self.url)
        with (
            patch("hanam.dvc.register.schema.VERSION", 999),
            session.engine().begin() as connection,
        ):
            connection.execute(table.update().values(version=1))
        session.configure("sqlite://")

    def accept(self):
        session.for_writing()
        queries.by_code("A").state = "accepted"
        transaction.commit()

    def count(self):
        return session.session().scalar(select(func.count(DossierRow.code)))

    def in_another_thread(self, work):
        (result,) = in_threads(1, lambda number: work())
        if isinstance(result, Exception):
            raise result
        return result


class OneWriter(OnSQLite):
    def test_a_second_writer_waits_and_is_then_told_to_try_again(self):
        session.configure(self.url, lock_timeout=0.1)
        session.for_writing()
        (second,) = in_threads(1, lambda number: session.for_writing())
        self.assertIsInstance(second, RegisterBusy)
        self.assertIsInstance(second, TransientError)

    def test_a_writer_goes_on_when_the_one_before_has_ended(self):
        session.for_writing().add(row("A"))
        entered = threading.Event()

        def second(number):
            entered.set()
            session.for_writing().add(row("B"))
            transaction.commit()
            return queries.by_code("A").code

        thread_result = []
        thread = threading.Thread(target=lambda: thread_result.append(second(0)))
        thread.start()
        entered.wait()
        transaction.commit()
        thread.join()
        self.assertEqual(thread_result, ["A"])

    def test_the_file_is_written_ahead_and_to_the_disk(self):
        connection = session.session().connection()
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous")
        }
        self.assertEqual(asked, {"journal_mode": "wal", "synchronous": 2})

    def test_a_savepoint_that_must_be_undone_is_refused_at_once(self):
        session.for_writing().add(row("A"))
        with self.assertRaises(TypeError):
            transaction.savepoint()


class ManyWriters(OnPostgreSQL):
    def test_a_row_changed_in_between_is_a_reason_to_try_again(self):
        keep(row("A"))
        session.for_writing()
        mine = queries.by_code("A")

        def other(number):
            session.for_writing()
            queries.by_code("A").state = "accepted"
            transaction.commit()

        in_threads(1, other)
        mine.state = "refused"
        with self.assertRaises(TransientError):
            transaction.commit()
        transaction.abort()
        self.assertEqual(queries.by_code("A").state, "accepted")

    def test_a_deadlock_is_a_reason_to_try_again(self):
        keep(row("A"), row("B"))
        both = threading.Barrier(2)

        def cross(number):
            first, second = ("A", "B") if number else ("B", "A")
            session.for_writing()
            queries.by_code(first, for_update=True)
            both.wait()
            queries.by_code(second, for_update=True)
            transaction.commit()

        results = in_threads(2, cross)
        lost = [result for result in results if result is not None]
        self.assertEqual(len(lost), 1)
        self.assertIsInstance(lost[0], TransientError)

    def test_who_waits_too_long_for_a_row_is_told_to_try_again(self):
        session.configure(self.url, lock_timeout=0.1)
        keep(row("A"))
        session.for_writing()
        queries.by_code("A", for_update=True)

        def other(number):
            session.for_writing()
            return queries.by_code("A", for_update=True)

        (result,) = in_threads(1, other)
        self.assertIsInstance(result, TransientError)

    def test_the_history_cannot_be_truncated(self):
        keep(HistoryRow(code="A", at=datetime(2018, 10, 1), action="submit"))
        with self.assertRaisesRegex(DBAPIError, "only ever added to"):
            session.for_writing().execute(text("TRUNCATE history"))


globals().update(on_each(SessionTests))


if __name__ == "__main__":
    unittest.main()
