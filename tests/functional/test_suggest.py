"""What a search field offers while one types, and whom procedures are for."""

from hanam.dvc.catalogue import loading
from hanam.dvc.testing import FUNCTIONAL
from lxml import html

import requests
import transaction
import unittest


ROWS = [
    {
        "code": "1.900001",
        "title": "Đăng ký khai sinh",
        "sector": "ho-tich",
        "agencies": ["so-tu-phap"],
        "subjects": ["Công dân Việt Nam", "Người nước ngoài"],
        "declared_level": 3,
    },
    {
        "code": "1.900002",
        "title": "Khai báo của doanh nghiệp",
        "sector": "ho-tich",
        "agencies": ["so-tu-phap"],
        "subjects": ["Doanh nghiệp", "Hợp tác xã"],
        "declared_level": 2,
    },
    {
        "code": "1.900003",
        "title": "Khai thác chung",
        "subjects": ["Công dân Việt Nam", "Tổ chức nước ngoài"],
        "declared_level": 2,
    },
]


class Suggest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        loading.load_sectors([{"slug": "ho-tich", "title": "Hộ tịch"}])
        names = {"title": "Sở Tư pháp", "short_title": "Sở Tư pháp", "abbr": "STP"}
        loading.load_agencies([{"slug": "so-tu-phap", **names}])
        loading.load_procedures(ROWS)
        hidden = [{"code": "1.900009", "title": "Khai bí mật"}]
        loading.load_procedures(hidden, publish=False)
        transaction.commit()

    def get(self, path, kind="application/json"):
        return requests.get(f"{self.url}/{path}", headers={"Accept": kind}, timeout=30)

    def items(self, q):
        answer = self.get(f"@suggest?q={q}")
        self.assertEqual(answer.status_code, 200, answer.text)
        return [(item["kind"], item["title"]) for item in answer.json()["items"]]

    def page(self, path):
        return html.fromstring(self.get(path, "text/html").content)

    def titles(self, page):
        found = page.xpath("//ul[contains(@class, 'dvc-results')]//h3")
        return {" ".join(item.text_content().split()) for item in found}

    # -- while one types

    def test_procedures_come_first_then_sectors_and_agencies(self):
        self.assertEqual(self.items("khai si")[0], ("procedure", "Đăng ký khai sinh"))
        found = self.items("ho tich")
        self.assertEqual(found[-1], ("sector", "Hộ tịch"))
        for q in ("tu phap", "STP", "tư ph"):
            self.assertIn(("agency", "Sở Tư pháp"), self.items(q), q)

    def test_a_code_is_completed(self):
        answer = self.get("@suggest?q=1.90000").json()
        hints = {item["hint"] for item in answer["items"]}
        self.assertEqual(hints, {"1.900001", "1.900002", "1.900003"})
        first = self.get("@suggest?q=1.900002").json()["items"][0]
        self.assertEqual(first["@id"], f"{self.url}/thu-tuc/1.900002")

    def test_one_letter_or_none_is_not_enough(self):
        for q in ("", "k", "?", "   "):
            self.assertEqual(self.items(q), [], q)

    def test_what_is_hidden_is_not_offered(self):
        self.assertNotIn(("procedure", "Khai bí mật"), self.items("khai"))

    def test_a_cache_may_keep_it_for_guests(self):
        answer = self.get("@suggest?q=khai")
        self.assertIn("s-maxage=300", answer.headers["Cache-Control"])

    def test_what_makes_no_sense_is_refused(self):
        self.assertEqual(self.get("@suggest?q=" + "a" * 500).status_code, 400)

    def test_the_field_works_without_it(self):
        form = self.page("thu-tuc").xpath("//form[@role='search']")[0]
        field = form.xpath(".//input[@data-suggest]")[0]
        self.assertTrue(field.get("data-suggest").endswith("/@suggest"))
        self.assertEqual(field.get("name"), "q")
        self.assertTrue(form.xpath(".//button[@type='submit']"))

    # -- whom procedures are for

    def test_procedures_are_filtered_by_audience_with_counts(self):
        page = self.page("thu-tuc")
        links = page.xpath("//nav[@id='filters']//section[1]//a")
        texts = [" ".join(link.text_content().split()) for link in links]
        self.assertEqual(texts, ["Doanh nghiệp, tổ chức 2", "Người dân 2"])
        page = self.page("thu-tuc?audience=citizen")
        self.assertEqual(self.titles(page), {"Đăng ký khai sinh", "Khai thác chung"})
        chips = page.xpath("//ul[contains(@class, 'dvc-active')]//a")
        self.assertIn("Người dân", chips[0].text_content())
        self.assertEqual(chips[0].get("href"), f"{self.url}/thu-tuc")

    def test_an_unknown_audience_is_refused(self):
        self.assertEqual(self.get("@procedures?audience=khac").status_code, 400)
        found = self.get("@procedures?audience=organisation").json()
        self.assertEqual(found["items_total"], 2)
