"""Usual times: computed from the register, shown on the page, in the API and the open data."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.oversight.usual import known
from hanam.dvc.oversight.usual import settings
from hanam.dvc.register import session
from hanam.dvc.register import usual
from hanam.dvc.register.model import PauseRow
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.filing import build_filing_world
from tests.filing import CODE
from tests.filing import Visitor
from tests.registers import keep
from tests.registers import row

import csv
import io
import transaction
import unittest


MONDAY = datetime(2018, 9, 10, 9)
NOW = datetime(2018, 10, 1, 1)
ACCEPTED = MONDAY


class UsualCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.visitor = Visitor(self.portal)

    def ended(self, number, days, **values):
        """A dossier that took so many working days (four at most)."""
        known = {
            "procedure": CODE,
            "agency": "so-mau",
            "state": "finished",
            "received": ACCEPTED,
            "finished": ACCEPTED + timedelta(days=days),
            "practice": False,
        }
        return row(f"A-{number:03}", **known | values)

    def compute(self, now=NOW):
        transaction.begin()
        found = known.compute(now)
        transaction.commit()
        return found

    def figures(self):
        return [
            (row.agency, row.count, row.median, row.most)
            for row in usual.of_procedure(CODE)
        ]

    def page(self):
        self.visitor.get(f"thu-tuc/{CODE}")
        return self.visitor.words()


class ComputingTest(UsualCase):
    def test_half_and_nine_of_ten_are_told_for_all_and_for_each_agency(self):
        keep(*(self.ended(n, days) for n, days in enumerate([1] * 6 + [2] * 3 + [4])))
        self.assertEqual(self.compute(), 2)
        self.assertEqual(self.figures(), [("", 10, 1, 2), ("so-mau", 10, 1, 2)])

    def test_too_few_say_nothing(self):
        keep(*(self.ended(n, 1) for n in range(9)))
        self.assertEqual(self.compute(), 0)
        self.assertNotIn("Thời gian thường lệ", self.page())

    def test_the_fewest_and_the_days_are_settings(self):
        keep(*(self.ended(n, 1) for n in range(3)))
        api.portal.set_registry_record(f"{settings.PREFIX}.least", 3)
        transaction.commit()
        self.assertEqual(self.compute(), 2)
        api.portal.set_registry_record(f"{settings.PREFIX}.days", 5)
        transaction.commit()
        self.assertEqual(self.compute(), 0)

    def test_what_says_nothing_about_the_time_is_left_out(self):
        keep(
            *(self.ended(n, 1) for n in range(10)),
            *(self.ended(100 + n, 4, practice=True) for n in range(50)),
            *(self.ended(200 + n, 4, state="withdrawn") for n in range(50)),
            *(self.ended(300 + n, 4, state="stopped") for n in range(50)),
            *(self.ended(400 + n, 4, received=None) for n in range(50)),
            *(self.ended(500 + n, 4, finished=None) for n in range(50)),
            *(self.ended(600 + n, 200) for n in range(50)),
        )
        self.compute()
        self.assertEqual(self.figures()[0], ("", 10, 1, 1))

    def test_the_applicants_time_is_not_the_agencys(self):
        keep(*(self.ended(n, 4) for n in range(10)))
        keep(
            *(
                PauseRow(
                    code=f"A-{n:03}",
                    no=1,
                    started=ACCEPTED + timedelta(days=1),
                    ended=ACCEPTED + timedelta(days=3),
                )
                for n in range(10)
            )
        )
        self.compute()
        self.assertEqual(self.figures()[0], ("", 10, 2, 2))

    def test_a_second_run_takes_the_place_of_the_first(self):
        keep(*(self.ended(n, 1) for n in range(10)))
        self.compute()
        later = NOW + timedelta(days=200)
        self.assertEqual(self.compute(later), 0)
        self.assertEqual(self.figures(), [])


class ShownCase(UsualCase):
    """Two agencies that take three days and one day."""

    def setUp(self):
        super().setUp()
        keep(
            *(self.ended(n, days) for n, days in enumerate([3] * 10)),
            *(self.ended(50 + n, 1, agency="so-khac") for n in range(10)),
        )
        self.compute()
        session.session().close()


class ShowingTest(ShownCase):
    def test_the_page_says_it_in_a_sentence_with_what_it_rests_on(self):
        words = self.page()
        self.assertIn(
            "Thường xong sau 1 ngày làm việc; 9 trên 10 hồ sơ xong trong 3 ngày làm việc",
            words,
        )
        self.assertIn("Tính từ 20 hồ sơ xong trong 90 ngày gần đây", words)

    def test_agencies_are_told_apart_the_quickest_first(self):
        words = self.page()
        self.assertLess(
            words.index("Sở Khác"), words.index("Sở Mẫu: Thường xong sau 3")
        )

    def test_the_list_of_procedures_has_it(self):
        answer = self.visitor.session.get(
            f"{self.portal.absolute_url()}/@procedures",
            headers={"Accept": "application/json"},
            timeout=60,
        )
        found = {item["id"]: item["usual"] for item in answer.json()["items"]}
        self.assertEqual(found[CODE], {"median": 1, "most": 3, "count": 20})
        self.assertIn(None, found.values())

    def test_the_open_data_have_it(self):
        self.visitor.get("du-lieu/thu-tuc.csv")
        text = self.visitor.answer.content.decode("utf-8-sig")
        rows = {r["Mã thủ tục"]: r for r in csv.DictReader(io.StringIO(text))}
        self.assertEqual(rows[CODE]["9 trên 10 hồ sơ xong trong (ngày làm việc)"], "3")
        self.assertEqual(rows[CODE]["Số hồ sơ để tính"], "20")
