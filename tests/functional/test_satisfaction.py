"""What citizens think of the handling: figures for all, words for those who answer for it."""

from datetime import datetime
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import braked
from hanam.dvc.register import ratings
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.filing import build_filing_world
from tests.filing import Client
from tests.filing import Visitor

import transaction
import unittest


QUARTER = "year=2018&quarter=3"


class SatisfactionTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.visitor = Visitor(self.portal)

    def rate(self, *levels, agency="so-mau", now=datetime(2018, 9, 20, 9), comment=""):
        for number, level in enumerate(levels):
            code = f"{agency}-{now:%d%H}-{number}"
            answers = {"time": level}
            ratings.rate(code, agency, "1.999001", level, answers, comment, now)
        transaction.commit()

    def rows(self):
        """The texts of the cells of each line of the table."""
        return [
            [" ".join(cell.text_content().split()) for cell in row]
            for row in self.visitor.page.cssselect("tbody tr")
        ]

    def test_the_page_begins_with_the_share_of_the_satisfied(self):
        self.rate("very", "very", "yes", "yes", "no")
        self.visitor.get(f"muc-do-hai-long?{QUARTER}")
        self.assertEqual(self.visitor.title, "80 % người đánh giá thấy hài lòng")
        self.assertEqual(self.rows(), [["Sở Mẫu", "5", "2", "2", "1", "80 %"]])
        self.assertIn("Thời gian trả kết quả", self.visitor.words("dl"))

    def test_few_ratings_are_kept_back(self):
        self.rate("no", "no", agency="so-khac")
        self.rate("very", "very", "very", "yes", "yes")
        self.visitor.get(f"muc-do-hai-long?{QUARTER}")
        self.assertEqual(self.rows()[0], ["Sở Khác", "2", "còn ít, chưa công bố"])
        found = Client(self.portal).get(f"@satisfaction?{QUARTER}").json()
        few = next(item for item in found["items"] if item["agency"] == "so-khac")
        self.assertEqual(
            (few["levels"], few["satisfied"], few["criteria"]), (None, None, {})
        )

    def test_an_empty_quarter_says_so(self):
        self.visitor.get(f"muc-do-hai-long?{QUARTER}")
        self.assertEqual(self.visitor.title, "Quý này còn ít đánh giá")
        self.assertEqual(self.visitor.get("muc-do-hai-long?quarter=9").status_code, 400)

    def test_a_change_counts_once(self):
        self.rate("no", "yes", "yes", "yes", "yes")
        self.rate("very")
        found = Client(self.portal).get(f"@satisfaction?{QUARTER}").json()
        self.assertEqual(found["total"]["ratings"], 5)
        self.assertEqual(found["total"]["levels"], {"very": 1, "yes": 4})

    def test_the_file_has_the_same_numbers(self):
        self.rate("very", "yes", "yes", "yes", "no")
        answer = self.visitor.session.get(
            f"{self.portal.absolute_url()}/muc-do-hai-long.csv?{QUARTER}"
        )
        self.assertIn("so-mau,Sở Mẫu,5,1,3,1,80.00", answer.content.decode())

    def test_the_figures_lead_there(self):
        self.visitor.get("thong-ke")
        links = self.visitor.page.cssselect("a[href$='/muc-do-hai-long']")
        self.assertEqual(len(links), 1)

    def test_words_are_for_the_leader_and_the_supervising_department(self):
        now = moment.now()
        self.rate("no", comment="Chờ quá lâu.", now=now)
        self.rate("no", comment="Sở khác tốt.", now=now, agency="so-khac")
        for user in ("", "citizen", "clerk", "officer", "editor", "manager"):
            with self.subTest(user=user):
                answer = Visitor(self.portal, user).get("y-kien-hai-long")
                self.assertEqual(answer.status_code, 404)
        leader = Visitor(self.portal, "leader")
        leader.get("y-kien-hai-long")
        self.assertIn("Chờ quá lâu.", leader.words())
        self.assertIn("Chưa hài lòng", leader.words())
        self.assertNotIn("Sở khác tốt.", leader.words())
        self.assertNotIn(f"so-mau-{now:%d%H}", leader.answer.text)
        watcher = Visitor(self.portal, "supervisor")
        watcher.get("y-kien-hai-long")
        self.assertIn("Chờ quá lâu.", watcher.words())
        self.assertIn("Sở khác tốt.", watcher.words())
        self.assertEqual(watcher.answer.headers["Cache-Control"], "private, no-store")

    def test_how_many_are_too_few_is_a_setting(self):
        self.rate("yes")
        api.portal.set_registry_record("hanam.dvc.satisfaction.fewest", 1)
        transaction.commit()
        self.visitor.get(f"muc-do-hai-long?{QUARTER}")
        self.assertEqual(self.visitor.title, "100 % người đánh giá thấy hài lòng")
