"""The lists of late work: pages, files and figures that say the same."""

from datetime import timedelta
from openpyxl import load_workbook
from tests.late import FRIDAY
from tests.late import LateCase
from unittest.mock import patch

import csv
import io


class ListsTest(LateCase):
    def test_each_list_names_its_dossiers_and_the_files_are_the_same(self):
        late, waiting = self.make(), self.make("supplement")
        open_one = self.make("submitted")
        self.at(FRIDAY + timedelta(days=60))
        leader = self.at_desk("leader")
        for name, code in (
            ("whole", late),
            ("waiting", waiting),
            ("acceptance", open_one),
        ):
            with self.subTest(list=name):
                page = leader.get(f"tre-han?list={name}")
                self.assertEqual(page.status, 200)
                self.assertEqual(page.find("//td[@class='lat-code']/a/text()"), [code])
                answer = leader.get(f"tre-han.csv?list={name}")
                table = list(csv.reader(io.StringIO(answer.source.lstrip("\ufeff"))))
                self.assertEqual([row[0] for row in table[1:]], [code])
        answer = leader.session.get(
            leader.address("tre-han.xlsx?list=figures&by=officer"), timeout=60
        )
        sheet = load_workbook(io.BytesIO(answer.content)).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        self.assertEqual(sum(row[2] for row in rows[1:]), 3)

    def test_figures_are_grouped_and_lead_to_their_lists(self):
        self.make()
        self.make("submitted", agency="so-khac")
        self.at(FRIDAY)
        for user, by, names in (
            ("leader", "agency", ["Sở Mẫu"]),
            ("leader", "officer", ["officer (mẫu)"]),
            ("supervisor", "agency", ["Sở Khác", "Sở Mẫu"]),
            ("supervisor", "procedure", ["Cấp giấy mẫu"]),
            ("manager", "step", ["Thẩm định", "chưa vào bước nào"]),
        ):
            with self.subTest(user=user, by=by):
                page = self.at_desk(user).get(f"tre-han?list=figures&by={by}")
                self.assertEqual(page.status, 200)
                shown = [
                    " ".join(one.split()) for one in
                    page.find("//tbody/tr/th/text()") if one.strip()
                ]  # fmt: skip
                self.assertEqual(sorted(shown), names)
        page = self.at_desk("leader").get("tre-han?list=figures&by=officer")
        (url,) = page.find("//td/a/@href")
        self.assertEqual(len(self.at_desk("leader").get(url).find("//tbody/tr")), 1)

    def test_who_watches_sees_no_officers_and_opens_no_dossiers(self):
        self.make()
        self.at(FRIDAY)
        page = self.at_desk("supervisor").get("tre-han?list=whole")
        self.assertEqual(page.find("//td[@class='lat-code']/a"), [])
        self.assertNotIn("officer (mẫu)", page.words)
        for path in ("by=officer&list=figures", "officer=officer&list=whole"):
            answer = self.at_desk("supervisor").get(f"tre-han?{path}")
            self.assertEqual(answer.status, 400)

    def test_what_makes_no_sense_is_answered_plainly(self):
        leader = self.at_desk("leader")
        for query in ("list=x", "by=x", "agency=so-khac", "after=x", "list=a&list=b"):
            with self.subTest(query=query):
                self.assertEqual(leader.get(f"tre-han?{query}").status, 400)
        self.assertEqual(self.at_desk("citizen").get("tre-han").status, 403)

    def test_a_long_list_goes_on_page_by_page(self):
        codes = {self.make() for _ in range(3)}
        self.at(FRIDAY)
        with patch("hanam.dvc.counter.late.asked.SIZE", 2):
            leader = self.at_desk("leader")
            first = leader.get("tre-han?list=whole")
            (onward,) = first.find("//a[@rel='next']/@href")
            second = leader.get(onward)
        found = [
            *first.find("//td[@class='lat-code']/a/text()"),
            *second.find("//td[@class='lat-code']/a/text()"),
        ]
        self.assertEqual((len(found), set(found)), (3, codes))
