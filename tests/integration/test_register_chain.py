"""The chain of histories on both databases: writing, sealing, and tampering being found."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import queries
from hanam.dvc.register import schema
from hanam.dvc.register import sealing
from hanam.dvc.register import session
from hanam.dvc.register import trail
from hanam.dvc.register.chain import entry_of
from hanam.dvc.register.chain_check import faults
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model_chain import DaySeal
from hanam.dvc.rules import chain
from hanam.dvc.rules import merkle
from sqlalchemy import select
from sqlalchemy import text
from tests.registers import in_threads
from tests.registers import keep
from tests.registers import on_each

import transaction


MONDAY = date(2018, 9, 10)
TUESDAY = date(2018, 9, 11)
NOW = datetime(2018, 9, 20)


def entry(code, day=MONDAY, hour=9, **values):
    """A row of the history as the portal adds it."""
    at = datetime(day.year, day.month, day.day, hour)
    return HistoryRow(code=code, at=at, **{"action": "submit"} | values)


def by_hand(*statements):
    """What somebody with a password of the database may do: triggers set aside first."""
    transaction.abort()
    with session.engine().begin() as connection:
        for statement in schema.WITHOUT[connection.dialect.name]:
            connection.exec_driver_sql(statement)
        for statement in statements:
            connection.execute(text(statement))
        for statement in schema.APPEND_ONLY[connection.dialect.name]:
            connection.exec_driver_sql(statement)


def found():
    """The faults as they are told."""
    transaction.abort()
    told = [str(fault) for fault in faults()]
    transaction.abort()
    return told


class Writing:
    def test_every_entry_hangs_on_the_one_before_it(self):
        keep(entry("A"), entry("B"), entry("A", hour=10, note="Đã nhận"))
        keep(entry("A", TUESDAY))
        self.assertEqual([row.no for row in trail.whole("A")], [1, 2, 3])
        self.assertEqual(trail.head("A").hash, trail.whole("A")[-1].hash)
        self.assertEqual(found(), [])

    def test_no_two_entries_have_the_same_secret(self):
        keep(*(entry("A") for _ in range(20)))
        self.assertEqual(len({row.salt for row in trail.whole("A")}), 20)

    def test_writers_to_one_dossier_at_once_make_one_chain(self):
        keep(entry("A"))

        def write(number):
            for attempt in transaction.attempts(50):
                with attempt:
                    session.for_writing().add(entry("A", note=str(number)))

        self.assertEqual(in_threads(6, write), [None] * 6)
        self.assertEqual([row.no for row in trail.whole("A")], list(range(1, 8)))
        self.assertEqual(found(), [])

    def test_readers_entered_apart_and_writers_make_one_chain(self):
        keep(entry("A"))

        def write(number):
            if number % 2:
                trail.enter([entry("A", action="read.page"), entry("B")])
                return
            for attempt in transaction.attempts(50):
                with attempt:
                    session.for_writing().add(entry("A", note=str(number)))

        results = in_threads(6, write)
        for number, result in enumerate(results):
            # An entry apart may find the register busy; its caller tries again.
            self.assertTrue(result is None or number % 2, result)
        self.assertEqual(found(), [])

    def test_an_entry_that_is_undone_leaves_no_gap(self):
        keep(entry("A"))
        session.for_writing().add(entry("A"))
        session.session().flush()
        transaction.abort()
        keep(entry("A"))
        self.assertEqual([row.no for row in trail.whole("A")], [1, 2])
        self.assertEqual(found(), [])

    def test_who_only_looked_is_not_told_among_the_changes(self):
        keep(entry("A"))
        trail.enter([entry("A", action="read.page", actor="clerk")])
        self.assertEqual([row.action for row in queries.history("A")], ["submit"])
        self.assertEqual(
            [row.action for row in trail.whole("A")], ["submit", "read.page"]
        )
        self.assertEqual(found(), [])

    def test_entries_of_a_register_without_chains_get_theirs_in_their_order(self):
        keep(entry("A"), entry("B"), entry("A", hour=10))
        columns = ("no", "salt", "hash", "agency", "role", "address")
        by_hand(
            *(f"ALTER TABLE history DROP COLUMN {column}" for column in columns),
            "DROP TABLE chain_head",
        )
        session.configure(self.url)
        self.assertEqual([row.no for row in trail.whole("A")], [1, 2])
        self.assertEqual(found(), [])
        keep(entry("A", TUESDAY))
        self.assertEqual(found(), [])
        self.assertEqual(len(list(sealing.seal_until(TUESDAY, NOW))), 2)


class Sealing:
    def setUp(self):
        super().setUp()
        keep(entry("A"), entry("B"), entry("C", TUESDAY), entry("A", TUESDAY))

    def seals(self, until=TUESDAY, now=NOW):
        return [(row.day, row.count) for row in sealing.seal_until(until, now)]

    def test_each_day_seals_the_dossiers_that_changed(self):
        self.assertEqual(self.seals(), [(MONDAY, 2), (TUESDAY, 2)])
        self.assertEqual([leaf.no for leaf in trail.leaves("A")], [1, 2])
        self.assertEqual(found(), [])

    def test_a_second_run_gives_the_same(self):
        self.seals()
        first = trail.seal_of(TUESDAY).hash
        self.assertEqual(self.seals(), [(TUESDAY, 2)])
        self.assertEqual(trail.seal_of(TUESDAY).hash, first)
        self.assertEqual(sealing.seal(MONDAY, NOW).count, 2)

    def test_a_seal_holds_on_to_the_one_before(self):
        self.seals()
        monday, tuesday = trail.seal_of(MONDAY), trail.seal_of(TUESDAY)
        self.assertEqual(monday.previous, chain.START)
        self.assertEqual(tuesday.previous, monday.hash)

    def test_a_day_that_is_not_over_is_not_sealed(self):
        with self.assertRaises(sealing.TooEarly):
            sealing.seal(TUESDAY, datetime(2018, 9, 11, 23))

    def test_no_day_is_sealed_after_a_later_one(self):
        self.seals()
        with self.assertRaises(sealing.TooEarly):
            sealing.seal(MONDAY - timedelta(days=1), NOW)

    def test_a_day_without_changes_is_sealed_as_such(self):
        self.seals()
        day = TUESDAY + timedelta(days=1)
        self.assertEqual(self.seals(day), [(day, 0)])
        self.assertEqual(trail.seal_of(day).root, merkle.root([]))
        self.assertEqual(found(), [])

    def test_what_comes_late_is_sealed_the_next_day(self):
        self.seals()
        keep(entry("B", MONDAY, 11))
        day = TUESDAY + timedelta(days=1)
        self.assertEqual(self.seals(day), [(day, 1)])
        self.assertEqual([leaf.no for leaf in trail.leaves("B")], [1, 2])
        self.assertEqual(found(), [])

    def test_what_belongs_to_the_next_day_waits_for_it(self):
        self.assertEqual(self.seals(MONDAY), [(MONDAY, 2)])
        self.assertEqual(trail.head("A").since, TUESDAY)
        self.assertIsNone(trail.head("B").since)

    def test_every_leaf_leads_to_the_root(self):
        self.seals()
        for code in "ABC":
            for row in trail.leaves(code):
                leaves = trail.leaves_of(row.day)
                at = leaves.index(row.leaf)
                steps = merkle.path(merkle.levels(leaves), at)
                root = merkle.climb(row.leaf, at, len(leaves), steps)
                self.assertEqual(root, trail.seal_of(row.day).root)

    def test_two_runs_at_once_make_one_seal(self):
        def run(_number):
            return self.seals(MONDAY)

        self.assertEqual(in_threads(3, run), [[(MONDAY, 2)]] * 3)
        self.assertEqual(session.session().scalars(select(DaySeal.day)).all(), [MONDAY])
        self.assertEqual(found(), [])


class Tampering:
    """Each of these is done in the database itself, past every trigger."""

    def setUp(self):
        super().setUp()
        for hour in (8, 9, 10, 11):
            keep(entry("A", hour=hour, note=str(hour)), entry("B", hour=hour))
        list(sealing.seal_until(MONDAY, NOW))
        keep(entry("A", TUESDAY, note="sau"))
        self.assertEqual(found(), [])

    def test_a_changed_note_is_named(self):
        by_hand("UPDATE history SET note = 'khác' WHERE code = 'A' AND no = 2")
        self.assertEqual(found(), ["entry changed: A entry 2"])

    def test_every_fact_of_an_entry_is_held(self):
        changes = {
            "at": "'2018-09-10 09:00:01'",
            "action": "'accept'",
            "from_state": "'x'",
            "to_state": "'x'",
            "agency": "'x'",
            "role": "'x'",
            "actor": "'x'",
            "actor_name": "'x'",
            "note": "'x'",
            "address": "'x'",
        }
        for column, value in changes.items():
            where = "WHERE code = 'A' AND no = 2"
            before = trail.whole("A")[1]
            old = getattr(before, column)
            with self.subTest(column=column):
                by_hand(f"UPDATE history SET {column} = {value} {where}")
                self.assertEqual(found(), ["entry changed: A entry 2"])
            by_hand(f"UPDATE history SET {column} = '{old}' {where}")
        self.assertEqual(found(), [])

    def test_a_last_entry_taken_away_is_named(self):
        by_hand("DELETE FROM history WHERE code = 'A' AND no = 5")
        self.assertEqual(found(), ["entry missing: A entry 5"])

    def test_a_last_sealed_entry_taken_away_with_its_head_is_named(self):
        by_hand(
            "DELETE FROM history WHERE code = 'B' AND no = 4",
            "UPDATE chain_head SET no = 3, sealed = 3, hash ="
            " (SELECT hash FROM history WHERE code = 'B' AND no = 3) WHERE code = 'B'",
        )
        self.assertIn("sealed entry missing: B entry 4 2018-09-10", found())

    def test_a_middle_entry_taken_away_is_named(self):
        by_hand("DELETE FROM history WHERE code = 'A' AND no = 3")
        self.assertEqual(found(), ["entry missing: A entry 3"])

    def test_a_whole_history_taken_away_is_named(self):
        by_hand("DELETE FROM history WHERE code = 'B'")
        self.assertIn("history missing: B entry 1", found())

    def test_an_entry_put_in_is_named(self):
        columns = "code, at, actor, actor_name, action, from_state, to_state, note,"
        columns += " agency, role, address, salt"
        by_hand(
            f"INSERT INTO history ({columns}, no, hash) SELECT {columns}, 6, hash"
            " FROM history WHERE code = 'A' AND no = 5"
        )
        self.assertEqual(found(), ["entry changed: A entry 6"])

    def test_an_entry_put_in_without_a_link_is_named(self):
        by_hand(
            "INSERT INTO history (code, at, action) VALUES"
            " ('A', '2018-09-11 10:00:00', 'finish')"
        )
        self.assertEqual(found(), ["entry without a link: A entry 6"])

    def test_two_entries_exchanged_are_named(self):
        by_hand(
            "UPDATE history SET no = 9 WHERE code = 'A' AND no = 2",
            "UPDATE history SET no = 2 WHERE code = 'A' AND no = 3",
            "UPDATE history SET no = 3 WHERE code = 'A' AND no = 9",
        )
        self.assertIn("entry missing: A entry 2", found())

    def test_an_entry_given_to_another_dossier_is_named(self):
        by_hand("UPDATE history SET code = 'B' WHERE code = 'A' AND no = 5")
        self.assertEqual(len(found()), 2)

    def test_a_history_written_anew_does_not_fit_its_seal(self):
        rows = [entry_of(row) for row in trail.whole("B")]
        previous, statements = chain.START, []
        for one in rows:
            one = replace(one, note="đổi")
            previous = chain.link(previous, chain.facts_of(one))
            statements.append(
                f"UPDATE history SET note = 'đổi', hash = '{previous}'"
                f" WHERE code = 'B' AND no = {one.no}"
            )
        by_hand(
            *statements,
            f"UPDATE chain_head SET hash = '{previous}' WHERE code = 'B'",
        )
        self.assertEqual(found(), ["sealed entry is another: B entry 4 2018-09-10"])

    def test_a_changed_root_is_named(self):
        by_hand(f"UPDATE day_seal SET root = '{'0' * 64}'")
        self.assertEqual(found(), ["root differs: 2018-09-10"])

    def test_a_leaf_taken_away_is_named(self):
        by_hand("DELETE FROM day_leaf WHERE code = 'B'")
        self.assertIn("root differs: 2018-09-10", found())

    def test_an_old_day_sealed_anew_breaks_the_later_ones(self):
        list(sealing.seal_until(TUESDAY, NOW))
        row = trail.seal_of(MONDAY)
        other = chain.digest(b"x")
        transaction.abort()
        by_hand(f"UPDATE day_seal SET hash = '{other}' WHERE day = '{row.day}'")
        told = found()
        self.assertIn("seal changed: 2018-09-10", told)
        self.assertIn("seal does not follow the one before: 2018-09-11", told)

    def test_a_seal_taken_away_is_named(self):
        by_hand("DELETE FROM day_seal")
        self.assertEqual(found(), ["seal missing: 2018-09-10"])

    def test_the_database_itself_refuses_it_first(self):
        changes = {"history": "no = 1", "day_leaf": "no = 1", "day_seal": "count = 1"}
        for table, change in changes.items():
            for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
                transaction.abort()
                with (
                    self.subTest(statement=statement),
                    self.assertRaisesRegex(Exception, "only ever added to"),
                    session.engine().begin() as connection,
                ):
                    connection.execute(text(statement))


globals().update(on_each(Writing, Sealing, Tampering))
