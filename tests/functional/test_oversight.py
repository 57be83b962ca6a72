"""The online rate as the page, the file and the API show it, and who may look behind it."""

from datetime import datetime
from hanam.dvc.register import session
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from tests.registers import row

import csv
import io
import re
import requests
import transaction
import unittest


PASSWORD = "Mau-2018-hanam"
IN_QUARTER = datetime(2018, 10, 15, 9)
BEFORE = datetime(2018, 9, 30, 16)


def dossier(number, agency, channel="online", received=IN_QUARTER, **facts):
    facts = {"online_capable": True, "state": "accepted", "filed": received} | facts
    return row(
        f"000.00.99.H25-181015-{number:04}",
        agency=agency,
        channel=channel,
        received=received,
        applicant_name="Nguyễn Thị Mẫu",
        **facts,
    )


def rows():
    """Four counted of Sở Tư pháp (one online), one of Phú Lý, one of its commune; others not."""
    return [
        dossier(1, "so-tu-phap"),
        dossier(2, "so-tu-phap", "counter"),
        dossier(3, "so-tu-phap", "post"),
        dossier(4, "so-tu-phap", "counter", online_capable=False),
        dossier(5, "so-tu-phap", received=BEFORE),
        dossier(6, "so-tu-phap", practice=True),
        dossier(7, "ubnd-phu-ly", "counter"),
        dossier(8, "phuong-13294", assisted_by="mot.cua.minh.khai"),
        dossier(
            9, "so-cong-thuong", state="submitted", received=None, filed=IN_QUARTER
        ),
    ]


class OversightTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        keeper = session.for_writing()
        keeper.add_all(rows())
        transaction.commit()

    def get(self, path, user=None, accept="application/json"):
        auth = (user, PASSWORD) if user else None
        headers = {"Accept": accept, "Accept-Language": "vi"}
        return requests.get(
            f"{self.url}/{path}", auth=auth, headers=headers, timeout=30
        )

    def rates(self, query):
        answer = self.get(f"@online-rate?year=2018&quarter=4&{query}")
        self.assertEqual(answer.status_code, 200, answer.text)
        return {item["agency"]: item for item in answer.json()["items"]}

    def test_the_directive_counts_all_dossiers_accepted_in_the_quarter(self):
        item = self.rates("formula=directive")["so-tu-phap"]
        self.assertEqual((item["numerator"], item["denominator"]), (1, 4))
        self.assertEqual((item["rate"], item["target"]), (25.0, 20.0))
        self.assertTrue(item["met"])

    def test_the_national_formula_leaves_out_post_and_what_cannot_be_filed_online(self):
        item = self.rates("formula=national")["so-tu-phap"]
        self.assertEqual((item["numerator"], item["denominator"]), (1, 2))

    def test_an_agency_without_dossiers_has_no_rate(self):
        item = self.rates("")["so-cong-thuong"]
        self.assertEqual(
            (item["denominator"], item["rate"], item["met"]), (0, None, None)
        )

    def test_communes_count_with_their_district_among_reporting_units(self):
        units = self.rates("by=unit")
        self.assertEqual(len(units), 24)
        phu_ly = units["ubnd-phu-ly"]
        self.assertEqual((phu_ly["numerator"], phu_ly["denominator"]), (1, 2))
        self.assertEqual(self.rates("by=agency")["ubnd-phu-ly"]["denominator"], 1)

    def test_a_quarter_that_does_not_exist_is_refused_in_vietnamese(self):
        answer = self.get("@online-rate?year=2018&quarter=5")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("từ 1 đến 4", answer.json()["error"]["message"])

    def test_an_unknown_formula_is_refused(self):
        self.assertEqual(self.get("@online-rate?formula=mine").status_code, 400)

    def test_the_page_begins_with_the_answer(self):
        page = self.get("thong-ke?year=2018&quarter=4", accept="text/html")
        self.assertEqual(page.status_code, 200)
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page.text))
        self.assertTrue("2 trên 2 đơn vị đạt chỉ tiêu" in words)
        self.assertTrue("Chỉ tiêu 20 %" in words)
        self.assertTrue("Toàn tỉnh: 33,33 % hồ sơ nộp trực tuyến" in words)

    def test_a_bad_quarter_on_the_page_says_what_to_do(self):
        page = self.get("thong-ke?year=hai&quarter=4", accept="text/html")
        self.assertIn("phải là số nguyên", page.text)

    def test_the_file_holds_the_figures_of_the_page(self):
        answer = self.get("thong-ke.csv?year=2018&quarter=4")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        line = next(row for row in rows if row["agency"] == "so-tu-phap")
        self.assertEqual((line["numerator"], line["denominator"]), ("1", "4"))

    def test_the_supervising_department_sees_each_dossier_and_no_person(self):
        path = "thong-ke-ho-so?agency=so-tu-phap&year=2018&quarter=4"
        page = self.get(path, "giam.sat", "text/html")
        self.assertEqual(page.status_code, 200)
        for number, seen in ((1, True), (2, True), (5, False), (6, False), (7, False)):
            self.assertEqual(f"H25-181015-{number:04}" in page.text, seen)
        self.assertNotIn("Nguyễn Thị Mẫu", page.text)

    def test_only_the_own_agency_and_the_supervisor_look_behind_a_figure(self):
        path = "thong-ke-ho-so?agency=so-tu-phap&year=2018&quarter=4"
        answers = {
            user: self.get(path, user, "text/html").status_code
            for user in (None, "cong.dan", "mot.cua.khac", "lanh.dao", "giam.sat")
        }
        expected = {
            None: 404, "cong.dan": 404, "mot.cua.khac": 404, "lanh.dao": 200, "giam.sat": 200
        }  # fmt: skip
        self.assertEqual(answers, expected)

    def test_the_dossiers_of_a_commune_stand_behind_its_district(self):
        path = "thong-ke-ho-so?agency=ubnd-phu-ly&year=2018&quarter=4&by=unit"
        page = self.get(path, "giam.sat", "text/html").text
        self.assertIn("H25-181015-0008", page)
