"""The smaller tables of the counter, on each database: places of folders, results, reasons, substitutes."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import results
from hanam.dvc.register import session
from hanam.dvc.register import shelf_places
from hanam.dvc.register import slips
from hanam.dvc.register import substitutes
from hanam.dvc.register import why_not_online
from hanam.dvc.register.model_results import IssuedResult
from tests.integration.test_register_lists import IndexTests
from tests.registers import in_threads
from tests.registers import keep
from tests.registers import on_each

import transaction


NOW = datetime(2018, 10, 15, 9)
HOUR = timedelta(hours=1)
DAY = date(2018, 10, 15)


class ShelfPlaceTests:
    def use(self, agency, *places):
        for number, place in enumerate(places):
            shelf_places.use(agency, place, NOW + number * HOUR)
        transaction.commit()

    def test_the_last_used_come_first_each_once_and_no_more_than_asked_for(self):
        self.use("so-mau", "Kệ A1", "Kệ Đ2", "", "Kệ A1")
        self.assertEqual(shelf_places.known(["so-mau"]), ["Kệ A1", "Kệ Đ2"])
        self.use("so-khac", "Tủ 1", "Kệ Đ2", "Kệ Z", "Tủ 2", "Tủ 9")
        self.assertEqual(shelf_places.known(["so-mau"]), ["Kệ A1", "Kệ Đ2"])
        both = ["so-mau", "so-khac"]
        self.assertEqual(shelf_places.known(both, 3), ["Tủ 9", "Kệ A1", "Tủ 2"])
        self.assertEqual(shelf_places.known([]), [])

    def test_named_by_many_at_once_a_place_is_there_once(self):
        session.engine()
        found = in_threads(4, lambda _number: self.use("so-mau", "Kệ 1", "Kệ 2"))
        self.assertEqual(found, [None] * 4)
        self.assertEqual(shelf_places.known(["so-mau"]), ["Kệ 2", "Kệ 1"])


class ResultTests:
    def setUp(self):
        super().setUp()
        keep(
            *(
                IssuedResult(code=code, dossier=dossier, digest=digest, issued=issued)
                for code, dossier, digest, issued in (
                    ("bb", "d1", "x" * 64, NOW),
                    ("aa", "d1", "y" * 64, NOW),
                    ("cc", "d2", "x" * 64, NOW + HOUR),
                    ("dd", "d1", "", NOW - HOUR),
                )
            )
        )

    def test_a_result_is_found_by_its_code_alone(self):
        self.assertEqual(results.by_code("aa").dossier, "d1")
        for code in ("", "AA", "a", "zz"):
            self.assertIsNone(results.by_code(code))

    def test_of_the_same_file_the_newest_is_found_and_an_empty_digest_never(self):
        self.assertEqual(results.by_digest("x" * 64).code, "cc")
        for digest in ("", "z" * 64):
            self.assertIsNone(results.by_digest(digest))

    def test_a_dossier_tells_its_results_the_oldest_first(self):
        codes = [one.code for one in results.of_dossier("d1")]
        self.assertEqual(codes, ["dd", "aa", "bb"])
        self.assertEqual(results.of_dossier("d3"), [])

    def test_the_end_of_a_result_is_kept(self):
        session.for_writing()
        found = results.by_code("aa")
        found.ended, found.reason, found.dated = NOW, "Sai tên. " * 300, DAY
        transaction.commit()
        found = results.by_code("aa")
        self.assertEqual((found.ended, found.dated), (NOW, DAY))
        self.assertEqual(len(found.reason), 2700)


class WhyNotTests:
    def note(self, code, reason, agency="so-mau", at=NOW):
        why_not_online.keep(code, agency, "1.999001", "counter", reason, at)
        transaction.commit()

    def test_a_second_reason_takes_the_place_of_the_first(self):
        self.note("a", "no-device")
        self.note("a", "prefers")
        self.assertEqual(why_not_online.of("a"), "prefers")
        self.assertEqual(why_not_online.of("b"), "")
        (one,) = why_not_online.counts(["so-mau"], 2018, 4)
        self.assertEqual(one, ("so-mau", "prefers", 1))

    def test_reasons_are_counted_by_agency_within_a_quarter(self):
        last = datetime(2018, 9, 30, 23, 59)
        for number, (reason, agency, at) in enumerate(
            [("b", "so-mau", NOW)] * 2
            + [("a", "so-mau", NOW), ("a", "so-khac", NOW), ("a", "so-la", NOW)]
            + [("a", "so-mau", last), ("b", "so-mau", datetime(2019, 10, 1))]
        ):
            self.note(str(number), reason, agency, at)
        both = ["so-mau", "so-khac"]
        self.assertEqual(
            why_not_online.counts(both, 2018, 4),
            [("so-khac", "a", 1), ("so-mau", "a", 1), ("so-mau", "b", 2)],
        )
        self.assertEqual(why_not_online.counts(both, 2018, 3), [("so-mau", "a", 1)])
        self.assertEqual(why_not_online.counts([], 2018, 4), [])


class SubstituteTests:
    def name(self, first, last, agency="so-mau", **values):
        known = {"role": "leader", "user": "an", "substitute": "binh"} | values
        days = {"first": DAY + timedelta(first), "last": DAY + timedelta(last)}
        made = substitutes.add(NOW, "an", agency=agency, **known | days)
        number = made.id
        transaction.commit()
        return number

    def test_both_days_count_and_what_was_ended_does_not(self):
        one, two = self.name(-2, 0), self.name(0, 3, "so-khac")
        self.name(1, 2)
        ended = self.name(-1, 1)
        self.assertTrue(substitutes.end(ended, NOW, "an"))
        self.assertFalse(substitutes.end(ended, NOW, "binh"))
        self.assertFalse(substitutes.end(999, NOW, "an"))
        transaction.commit()
        self.assertEqual([found.id for found in substitutes.in_force(DAY)], [one, two])
        past = substitutes.running(DAY - timedelta(9), DAY - timedelta(2))
        self.assertEqual([found.id for found in past], [one])
        self.assertEqual(substitutes.get(ended).ended_by, "an")

    def test_an_agency_sees_its_own_the_newest_first(self):
        numbers = [self.name(0, 0), self.name(0, 0), self.name(0, 0)]
        self.name(0, 0, "so-khac")
        found = [one.id for one in substitutes.at(["so-mau"], 2)]
        self.assertEqual(found, numbers[:0:-1])
        self.assertEqual(substitutes.at([]), [])

    def test_of_two_who_name_at_the_same_moment_the_second_sees_the_first(self):
        def name(_thread):
            substitutes.lock()
            if substitutes.in_force(DAY):
                transaction.abort()
                return "told"
            return self.name(0, 0)

        session.engine()
        found = in_threads(4, name)
        self.assertEqual(found.count("told"), 3, found)
        self.assertEqual(len(substitutes.at(["so-mau"])), 1)


class PlanTests:
    """None of them looks at every row."""

    plans = IndexTests.plans

    def test_what_pages_ask_often_is_found_by_an_index(self):
        for name, work in {
            "a folder that is under way": lambda: slips.under_way("a"),
            "the lines of a slip": lambda: slips.lines(1),
            "places": lambda: shelf_places.known(["so-mau"]),
            "a file": lambda: results.by_digest("x"),
            "results of a dossier": lambda: results.of_dossier("a"),
            "reasons": lambda: why_not_online.counts(["so-mau"], 2018, 4),
            "substitutes": lambda: substitutes.in_force(DAY),
            "substitutes of an agency": lambda: substitutes.at(["so-mau"]),
        }.items():
            with self.subTest(name):
                (plan,) = self.plans(work)
                self.assertNotRegex(plan, r"Seq Scan|SCAN (?!.*INDEX)")


globals().update(
    on_each(
        ShelfPlaceTests,
        ResultTests,
        WhyNotTests,
        SubstituteTests,
        PlanTests,
    )
)
