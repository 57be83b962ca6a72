"""Questions that were answered badly are counted without a word about who asked."""

from contextlib import contextmanager
from datetime import date
from datetime import timedelta
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.interfaces import IDemand
from hanam.dvc.dossiers.moment import now
from hanam.dvc.portal import figures
from hanam.dvc.portal.finding.missed import cleaned
from hanam.dvc.portal.finding.missed import Missed
from hanam.dvc.register import searches
from hanam.dvc.register import session
from hanam.dvc.register.errors import RegisterBusy
from hanam.dvc.testing import FUNCTIONAL
from tests.dossiers import build_world
from tests.dossiers import PASSWORD
from tests.registers import row
from unittest.mock import patch
from zope.component import getUtility

import requests
import transaction
import unittest


class CleanedTest(unittest.TestCase):
    def test_numbers_of_people_and_addresses_are_left_out(self):
        for question, kept in (
            ("Tra cứu 035185000001", "tra cuu"),
            ("gọi 0912 345 678 hỏi", "goi hoi"),
            ("gọi 0912.345.678", "goi"),
            ("gọi (0912) 345,678", "goi"),
            ("gọi 0912_345_678", "goi"),
            ("hồ sơ 000.00.03.H25-180906-0001", "ho so h"),
            ("ai@mau.example khai sinh", "khai sinh"),
            ("hạng 2 năm 2018", "hang 2 nam 2018"),
            ("123456", ""),
            ("?!", ""),
        ):
            self.assertEqual(cleaned(question), kept, question)

    def test_a_long_question_is_cut_at_a_word(self):
        kept = cleaned("khai sinh " * 40)
        self.assertLessEqual(len(kept), 80)
        self.assertTrue(kept.endswith(("khai", "sinh")))


class MissedTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.counter = Missed()
        self.since = now().date() - timedelta(days=30)

    def rows(self, least=1):
        transaction.abort()  # what others wrote since is seen from a new transaction on
        return searches.most(self.since, least, 50)

    def test_only_bad_answers_are_counted_and_told_apart(self):
        for args in (
            ("xyz", 0),
            ("xyz", 0),
            ("khai sinh abc", 3, ("abc",)),
            ("khai sihn", 3, (), "khai sinh"),
            ("khai sinh", 3),
        ):
            self.counter.add(*args)
        self.counter.write()
        found = {(r.question, r.kind): r.n for r in self.rows()}
        self.assertEqual(
            found,
            {
                ("xyz", "none"): 2,
                ("khai sinh abc", "dropped"): 1,
                ("khai sihn", "corrected"): 1,
            },
        )
        self.assertEqual([r.question for r in self.rows(least=2)], ["xyz"])

    def test_counts_of_several_processes_add_up(self):
        other = Missed()
        for counter in (self.counter, other):
            counter.add("xyz", 0)
            counter.write()
        self.counter.write()
        self.assertEqual([r.n for r in self.rows()], [2])

    def test_what_is_old_is_dropped(self):
        old = date(2018, 1, 1)
        searches.add({(old, "cũ", "none"): 1}, old)
        self.counter.add("xyz", 0)
        self.counter.write()
        self.assertEqual([r.question for r in searches.most(old, 1, 9)], ["xyz"])

    def test_a_register_that_is_busy_loses_no_count_and_breaks_no_page(self):
        self.counter.add("xyz", 0)
        busy = patch.object(searches, "add", side_effect=RegisterBusy("busy"))
        with busy, self.assertLogs("hanam.dvc.portal.finding.missed") as logged:
            self.counter.write()
        self.assertNotIn("xyz", str(logged.output))
        self.assertEqual(self.rows(), [])
        self.counter.write()
        self.assertEqual([r.n for r in self.rows()], [1])

    def test_counting_waits_for_nobody(self):
        with busy_register():
            self.counter.written -= 1000
            self.counter.writing = True  # another thread is at it
            self.counter.add("xyz", 0)
        self.assertEqual(sum(self.counter.counts.values()), 1)


@contextmanager
def busy_register():
    """Another writer holds the register."""
    connection = session.engine().raw_connection()
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
    finally:
        connection.rollback()
        connection.close()


class PagesTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_world(self.portal)
        transaction.commit()

    def get(self, path, user=""):
        return requests.get(
            f"{self.url}/{path}",
            headers={"Accept": "text/html"},
            auth=(user, PASSWORD) if user else None,
            timeout=30,
        )

    def test_editors_see_what_was_looked_for_in_vain_and_can_add_a_synonym(self):
        for _time in range(2):
            self.get("thu-tuc?q=zzqq+vv")
        self.get("thu-tuc?q=zzqq+mot+lan")
        self.get("@@search?SearchableText=wwjj+0912345678")
        self.get("@@search?SearchableText=wwjj+0912345678")
        page = self.get("thu-tuc/tim-khong-thay", "editor").text
        self.assertIn("zzqq vv", page)
        self.assertIn("tu-dong-nghia?them=zzqq+vv", page)
        self.assertIn("wwjj", page)
        self.assertNotIn("0912", page)
        self.assertNotIn("mot lan", page)

    def test_others_do_not(self):
        for user in ("", "citizen", "clerk"):
            answer = self.get("thu-tuc/tim-khong-thay", user)
            self.assertNotIn("<table", answer.text, user)

    def test_pages_of_results_and_filters_are_not_counted_again(self):
        self.get("thu-tuc?q=zzqq+vv&b_start=20")
        self.get("thu-tuc?q=zzqq+vv&level=2")
        page = self.get("thu-tuc/tim-khong-thay?days=7", "editor").text
        self.assertNotIn("zzqq", page)


class DemandTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        build_world(self.layer["portal"])
        rows = [
            {"code": f"1.90000{n}", "title": "Cấp thẻ", "agencies": ["so-mau"]}
            for n in (1, 2)
        ]
        loading.load_procedures(rows)
        figures.forget()
        self.addCleanup(figures.forget)

    def test_what_has_no_national_code_is_wanted_as_well(self):
        rows = [
            {"slug": f"cap-the-{n}", "title": f"Cấp thẻ đoàn viên loại {n}"}
            for n in (1, 2)
        ]
        loading.load_procedures([{**each, "declared_level": 2} for each in rows])
        keeper = session.for_writing()
        keeper.add(row("1", procedure="cap-the-2", filed=now(), practice=False))
        transaction.commit()
        figures.forget()
        found = [item["id"] for item in search.find("cấp thẻ đoàn viên")[1]]
        self.assertEqual(found[:2], ["cap-the-2", "cap-the-1"])

    def test_what_is_filed_more_comes_first_among_equals(self):
        codes = [item["code"] for item in search.find("cấp thẻ")[1]]
        self.assertEqual(codes, ["1.900001", "1.900002"])
        keeper = session.for_writing()
        keeper.add_all(
            row(str(n), procedure="1.900002", filed=now(), practice=False)
            for n in range(3)
        )
        keeper.add(row("9", procedure="1.900001", filed=now(), practice=True))
        transaction.commit()
        figures.forget()
        self.assertEqual(getUtility(IDemand).counts(), {"1.900002": 3})
        codes = [item["code"] for item in search.find("cấp thẻ")[1]]
        self.assertEqual(codes, ["1.900002", "1.900001"])
