"""Worklists, counts and look-ups: right, complete, and read from an index."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import groups
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.queries import BadQuery
from hanam.dvc.register.queries import UNASSIGNED
from hanam.dvc.register.queries import worklist
from hanam.dvc.register.queries import WorklistQuery
from sqlalchemy import event
from sqlalchemy import select
from sqlalchemy import text
from tests.registers import keep
from tests.registers import on_each
from tests.registers import row
from unittest.mock import patch

import random
import transaction
import unittest


AGENCIES = ("so-tu-phap", "so-y-te", "ubnd-phu-ly")
NOW = datetime(2018, 10, 15, 9)
NAMES = ("Nguyễn Văn An", "Trần Thị Bưởi", "Đỗ Ước", "Lê Hoà", "NGUYỄN THỊ ÁNH")


def some_rows(count, seed=1):
    """Rows of every state and agency around NOW, many of them alike."""
    dice = random.Random(seed)
    for number in range(count):
        state = dice.choice(groups.ALL)
        filed = NOW - timedelta(hours=dice.randrange(200))
        yield row(
            f"000.00.{dice.randrange(20, 30)}.H25-181015-{number:04}",
            agency=dice.choice(AGENCIES),
            state=state,
            filed=filed,
            received=None if state in ("submitted", "refused") else filed,
            accept_due=filed + timedelta(hours=8),
            due=dice.choice([None, filed + timedelta(days=dice.randrange(12))]),
            assignee=dice.choice(["", "", "an", "binh"]),
            applicant_name=dice.choice(NAMES),
            applicant_id=f"035{dice.randrange(10**9):09}",
            owner_name=dice.choice(["", *NAMES]),
            practice=dice.random() < 0.1,
        )


def all_pages(query):
    """The codes on all pages of a query."""
    codes = []
    while True:
        page = worklist(query)
        codes += [found.code for found in page.rows]
        if not page.after:
            return codes
        query = WorklistQuery(**vars(query) | {"after": page.after})


class WorklistTests:
    def setUp(self):
        super().setUp()
        keep(*some_rows(150))
        self.rows = session.session().scalars(select(DossierRow)).all()
        for each in self.rows:
            session.session().expunge(each)

    def listed(self, choose, key=lambda r: (r.next_due, r.code), backwards=False):
        """What a list must hold, by plain Python."""
        chosen = [r for r in self.rows if not r.practice and choose(r)]
        return [r.code for r in sorted(chosen, key=key, reverse=backwards)]

    def test_pages_of_every_order_hold_each_dossier_once_and_in_order(self):
        for sort, (column, backwards) in queries.SORTS.items():
            for agencies in (AGENCIES[:1], AGENCIES):
                with self.subTest(sort=sort, agencies=agencies):
                    expected = self.listed(
                        lambda r, among=agencies: r.agency in among,
                        lambda r, by=column: (getattr(r, by), r.code),
                        backwards,
                    )
                    query = WorklistQuery(agencies, sort=sort, size=7, now=NOW)
                    self.assertEqual(all_pages(query), expected)

    def test_a_page_has_as_many_rows_as_asked_for(self):
        page = worklist(WorklistQuery(AGENCIES, size=7))
        self.assertEqual(len(page.rows), 7)

    def test_the_order_by_due_date_begins_with_what_is_due_first(self):
        page = worklist(WorklistQuery(AGENCIES, groups.OPEN, now=NOW))
        dues = [found.due or found.accept_due for found in page.rows[:5]]
        self.assertEqual(dues, sorted(dues))

    def test_a_list_has_only_the_states_asked_for(self):
        expected = self.listed(lambda r: r.state in ("submitted", "finished"))
        query = WorklistQuery(AGENCIES, ("finished", "submitted"), size=500)
        self.assertEqual(all_pages(query), expected)

    def test_a_state_nobody_knows_lists_nothing(self):
        query = WorklistQuery(AGENCIES, ("x' OR '1'='1",))
        self.assertEqual(worklist(query).rows, ())

    def test_without_an_agency_nothing_is_listed(self):
        self.assertEqual(worklist(WorklistQuery(())).rows, ())

    def test_overdue_are_those_past_their_date_while_the_clock_runs(self):
        expected = self.listed(lambda r: r.state in groups.RUNNING and r.next_due < NOW)
        query = WorklistQuery(AGENCIES, due="overdue", now=NOW, size=500)
        self.assertEqual(all_pages(query), expected)
        self.assertTrue(expected)

    def test_due_soon_ends_where_the_caller_says(self):
        until = NOW + timedelta(days=3)
        expected = self.listed(
            lambda r: r.state in groups.RUNNING and NOW <= r.next_due <= until
        )
        query = WorklistQuery(AGENCIES, due="soon", now=NOW, soon_until=until, size=500)
        self.assertEqual(all_pages(query), expected)
        self.assertTrue(expected)

    def test_a_list_of_mine_and_a_list_of_nobodys(self):
        for asked, name in (("an", "an"), (UNASSIGNED, "")):
            with self.subTest(asked=asked):
                expected = self.listed(lambda r, who=name: r.assignee == who)
                query = WorklistQuery(AGENCIES, assignee=asked, size=500)
                self.assertEqual(all_pages(query), expected)

    def test_dossiers_of_a_class_are_in_a_list_of_their_own(self):
        codes = set(all_pages(WorklistQuery(AGENCIES, practice=True, size=500)))
        self.assertEqual(codes, {r.code for r in self.rows if r.practice})

    def test_the_total_counts_the_whole_list(self):
        page = worklist(WorklistQuery(AGENCIES, ("submitted",), size=5))
        expected = self.listed(lambda r: r.state == "submitted")
        self.assertEqual((page.total, page.many), (len(expected), False))

    def test_the_total_stops_counting_at_many(self):
        with patch.object(queries, "MANY", 20):
            page = worklist(WorklistQuery(AGENCIES, size=5))
        self.assertEqual((page.total, page.many), (20, True))

    def test_more_agencies_than_ranges_are_listed_all_the_same(self):
        with patch("hanam.dvc.register.statements.RANGES", 3):
            queries.statements.ranges.cache_clear()
            codes = all_pages(WorklistQuery(AGENCIES, size=11))
        queries.statements.ranges.cache_clear()
        self.assertEqual(codes, self.listed(lambda r: True))

    def test_an_unknown_order_or_token_is_refused(self):
        for bad in ({"sort": "name; DROP TABLE dossier"}, {"after": "x"}):
            with self.subTest(bad=bad), self.assertRaises(BadQuery):
                worklist(WorklistQuery(AGENCIES, **bad))
        for token in ("W10", "eyJhIjoxfQ", "WyJ4IiwieSJd", "é"):
            with self.subTest(token=token), self.assertRaises(BadQuery):
                worklist(WorklistQuery(AGENCIES, after=token))

    def test_a_name_is_found_without_diacritics_and_from_any_word(self):
        for asked, name in (
            ("nguyen van", "Nguyễn Văn An"),
            ("VĂN AN", "Nguyễn Văn An"),
            ("buoi", "Trần Thị Bưởi"),
            ("do uoc", "Đỗ Ước"),
            ("hòa", "Lê Hoà"),
        ):
            for many in (1000, 3):  # by the index of terms, and row by row
                with self.subTest(asked=asked, many=many):
                    expected = self.listed(
                        lambda r, who=name: who in (r.applicant_name, r.owner_name)
                    )
                    with patch.object(queries, "MANY", many):
                        query = WorklistQuery(AGENCIES, text=asked, size=9)
                        self.assertEqual(all_pages(query), expected)

    def test_a_search_counts_what_it_finds(self):
        expected = self.listed(
            lambda r: (
                r.state == "submitted"
                and r.agency == AGENCIES[0]
                and "Lê Hoà" in (r.applicant_name, r.owner_name)
            )
        )
        query = WorklistQuery(AGENCIES[:1], ("submitted",), text="le hoa", size=1)
        self.assertEqual(worklist(query).total, len(expected))

    def test_the_middle_of_a_word_finds_nothing(self):
        self.assertEqual(worklist(WorklistQuery(AGENCIES, text="guyen")).rows, ())

    def test_signs_alone_find_nothing(self):
        for asked in ("%", "_", "'", " - "):
            with self.subTest(asked=asked):
                page = worklist(WorklistQuery(AGENCIES, text=asked))
                self.assertEqual(page.rows, ())

    def test_a_dossier_is_found_by_its_numbers(self):
        wanted = next(r for r in self.rows if not r.practice)
        for asked in (wanted.code, wanted.code.lower(), wanted.applicant_id):
            with self.subTest(asked=asked):
                page = worklist(WorklistQuery(AGENCIES, text=asked))
                self.assertEqual([r.code for r in page.rows], [wanted.code])
        page = worklist(WorklistQuery(AGENCIES, text="181015-" + wanted.code[-4:]))
        self.assertEqual([r.code for r in page.rows], [wanted.code])

    def test_a_search_follows_a_new_name_and_a_new_agency(self):
        wanted = self.rows[0]
        session.for_writing()
        changed = queries.by_code(wanted.code)
        changed.applicant_name, changed.owner_name = "Vũ Khánh", ""
        changed.agency, changed.practice = "so-noi-vu", False
        transaction.commit()
        for asked, agency, codes in (
            ("vu khanh", "so-noi-vu", [wanted.code]),
            ("vu khanh", wanted.agency, []),
            (wanted.code, "so-noi-vu", [wanted.code]),
            (wanted.code, wanted.agency, []),
        ):
            with self.subTest(asked=asked, agency=agency):
                page = worklist(WorklistQuery((agency,), text=asked))
                self.assertEqual([r.code for r in page.rows], codes)

    def test_counts_are_what_counting_gives(self):
        until = datetime(2018, 10, 16, 23, 59, 59, 999999)
        running = lambda r: r.state in groups.RUNNING
        expected = {
            "to_accept": lambda r: r.state == "submitted",
            "unassigned": lambda r: r.state in groups.WORKED_ON and not r.assignee,
            "mine": lambda r: r.state in groups.OPEN and r.assignee == "an",
            "due_soon": lambda r: running(r) and NOW <= r.next_due <= until,
            "overdue": lambda r: running(r) and r.next_due < NOW,
            "waiting": lambda r: r.state in groups.WAITING,
            "to_hand_over": lambda r: r.state in groups.TO_HAND_OVER,
            "all_open": lambda r: r.state in groups.OPEN,
        }
        own = AGENCIES[:2]
        expected = {
            name: len(self.listed(lambda r, f=choose: r.agency in own and f(r)))
            for name, choose in expected.items()
        }
        self.assertEqual(queries.counts(own, "an", NOW), expected)
        self.assertTrue(all(expected.values()))

    def test_counts_stop_one_above_many(self):
        with patch.object(queries, "MANY", 4):
            self.assertEqual(queries.counts(AGENCIES, "an", NOW)["all_open"], 5)

    def test_counts_without_an_agency_are_all_zero(self):
        self.assertEqual(set(queries.counts((), "an", NOW).values()), {0})

    def test_a_person_sees_what_they_filed_newest_first(self):
        session.for_writing()
        for number, code in enumerate(r.code for r in self.rows[:3]):
            mine = queries.by_code(code)
            mine.filed_by, mine.filed = "cong.dan", NOW + timedelta(days=number)
        transaction.commit()
        found = [r.code for r in queries.of_person("cong.dan")]
        self.assertEqual(found, [r.code for r in reversed(self.rows[:3])])
        self.assertEqual(queries.of_person(""), [])


class IndexTests:
    """The databases' own plans: no list looks at every row."""

    def setUp(self):
        super().setUp()
        keep(*some_rows(500))
        if self.database == "postgresql":  # as its autovacuum would
            engine = session.engine().execution_options(isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text("VACUUM ANALYZE"))

    def plans(self, work):
        """The plans of all statements that `work` sends."""
        sent = []

        def note(connection, cursor, statement, parameters, context, many):
            if statement.lstrip().startswith("SELECT"):
                sent.append((statement, parameters))

        engine = session.engine()
        event.listen(engine, "before_cursor_execute", note)
        try:
            work()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        explain = {
            "sqlite": "EXPLAIN QUERY PLAN ",
            "postgresql": "EXPLAIN ",
        }[self.database]
        with engine.begin() as connection:
            if self.database == "postgresql":
                # Tables of a test are so small that reading all would be cheaper.
                for way in ("seqscan", "bitmapscan", "sort"):
                    connection.execute(text(f"SET LOCAL enable_{way} = off"))
            return [
                " / ".join(
                    str(line[-1])
                    for line in connection.exec_driver_sql(
                        explain + statement, parameters
                    )
                )
                for statement, parameters in sent
            ]

    def assert_by_index(self, work):
        plans = self.plans(work)
        self.assertTrue(plans)
        for plan in plans:
            self.assertNotRegex(plan, r"SCAN dossier\b|SCAN dossier_term|Seq Scan")
        return plans

    def test_lists_are_read_from_an_index(self):
        for values in (
            {},
            {"states": ("submitted",)},
            {"states": groups.OPEN, "sort": "-filed"},
            {"due": "overdue", "now": NOW},
            {"assignee": "an"},
            {"assignee": UNASSIGNED},
            {"text": "nguyen van an"},
            {"text": "000.00.21.H25-181015-0001"},
        ):
            with self.subTest(**values):
                query = WorklistQuery(AGENCIES[:1], size=10, **values)
                self.assert_by_index(lambda q=query: worklist(q))

    def test_a_page_is_not_sorted_from_all_its_states_dossiers(self):
        query = WorklistQuery(AGENCIES[:1], ("returned",), sort="-filed")
        plans = self.plans(lambda: worklist(query))
        self.assertTrue(any("dossier_by_filed" in plan for plan in plans), plans)

    def test_counts_are_read_from_indexes_alone(self):
        # PostgreSQL goes by the size of a table too, and these are very small.
        alone = {"sqlite": "COVERING INDEX", "postgresql": "Index (Only )?Scan"}
        (plan,) = self.assert_by_index(lambda: queries.counts(AGENCIES, "an", NOW))
        for line in plan.split(" / "):
            if "dossier" in line:
                self.assertRegex(line, alone[self.database])

    def test_look_ups_are_read_from_an_index(self):
        for work in (
            lambda: queries.by_code("x"),
            lambda: queries.history("x"),
            lambda: queries.steps("x"),
            lambda: queries.pauses("x"),
            lambda: queries.of_person("cong.dan"),
        ):
            self.assert_by_index(work)


globals().update(on_each(WorklistTests, IndexTests))


if __name__ == "__main__":
    unittest.main()
