"""The calculator of fees, for readers and programs, and the rows it computes from."""

from datetime import date
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from lxml import html
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

import requests
import transaction
import unittest


CODE = "1.900001"
FEES = "form.widgets.fees"
COPIES = {
    "kind": "fee",
    "title": "Phí chứng thực",
    "formula": "page 2000, from 3 1000, cap 200000\nchannel online 50%",
}
LICENCE = {
    "kind": "charge",
    "title": "Lệ phí cấp phép",
    "amount": 1_200_000,
    "case": "ruou",
    "formula": "fixed 1200000\ngroup ho 400000 Hộ kinh doanh\narea khac 50% Khu vực khác",
}
ROOMS = {
    "kind": "charge",
    "title": "Lệ phí cấp phép",
    "case": "karaoke",
    "formula": "room 6000000, from 6 12000000, by range\narea khac 50%",
}
DRIVER = [
    {"kind": "charge", "title": "Lệ phí", "amount": 135_000},
    {
        "kind": "charge",
        "title": "Lệ phí",
        "amount": 115_000,
        "channel": "online",
        "valid_from": "2023-12-01",
        "valid_to": "2025-12-31",
    },
]
BY_COUNCIL = {
    "kind": "fee",
    "title": "Phí thẩm định",
    "text": "Do HĐND tỉnh quyết định",
}


class Charging(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        self.make(CODE, fees=[COPIES])

    def make(self, code, publish=True, **values):
        row = {
            "code": code,
            "title": "Chứng thực bản sao",
            "channels": ["online", "counter"],
            **values,
        }
        loading.load_procedures([row], publish=publish)
        transaction.commit()

    def get(self, path, accept="application/json"):
        headers = {"Accept": accept, "Accept-Language": "vi"}
        return requests.get(f"{self.url}/{path}", headers=headers, timeout=30)

    def fee(self, code, **query):
        text = "&".join(f"{name}={value}" for name, value in query.items())
        return self.get(f"@fee?procedure={code}&{text}")

    def total(self, code=CODE, **query):
        answer = self.fee(code, **query)
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()["total"]

    def page(self, query=""):
        answer = self.get(f"thu-tuc/{CODE}/tinh-phi{query}", "text/html")
        return answer, html.fromstring(answer.text)


class ServiceTest(Charging):
    def test_pages_copies_and_the_channel_make_the_amount(self):
        self.assertEqual(self.total(channel="counter"), 2_000)
        self.assertEqual(self.total(channel="counter", pages=10, copies=3), 36_000)
        self.assertEqual(self.total(channel="counter", pages=900), 200_000)
        self.assertEqual(self.total(channel="online", pages=10), 6_000)

    def test_a_case_an_area_and_a_group_make_the_amount(self):
        cases = [
            {"key": "ruou", "title": "Rượu"},
            {"key": "karaoke", "title": "Karaoke"},
        ]
        self.make("1.900002", cases=cases, fees=[LICENCE, ROOMS])
        for query, expected in (
            ({"case": "ruou"}, 1_200_000),
            ({"case": "ruou", "area": "khac", "group": "ho"}, 200_000),
            ({"case": "karaoke", "rooms": 5}, 6_000_000),
            ({"case": "karaoke", "rooms": 6, "area": "khac"}, 6_000_000),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.total("1.900002", **query), expected)

    def test_a_discount_holds_on_its_days_and_by_its_channel_only(self):
        self.make("1.900002", fees=DRIVER)
        for day, channel, expected in (
            ("2023-11-30", "online", 135_000),
            ("2023-12-01", "online", 115_000),
            ("2025-12-31", "online", 115_000),
            ("2026-01-01", "online", 135_000),
            ("2024-06-01", "counter", 135_000),
        ):
            with self.subTest(day=day, channel=channel):
                total = self.total("1.900002", day=day, channel=channel)
                self.assertEqual(total, expected)

    def test_the_answer_tells_each_step_in_the_readers_language(self):
        item = self.fee(CODE, channel="counter", pages=4, copies=2).json()["items"][0]
        self.assertEqual(item["amount"], 12_000)
        self.assertEqual(
            item["steps"],
            [
                "Trang 1 đến 2: 2 × 2.000 đ = 4.000 đ",
                "Trang 3 đến 4: 2 × 1.000 đ = 2.000 đ",
                "Cộng: 6.000 đ",
                "2 bản: 12.000 đ",
            ],
        )

    def test_what_has_only_words_is_not_part_of_the_total(self):
        self.make("1.900002", fees=[COPIES, BY_COUNCIL])
        found = self.fee("1.900002", channel="counter").json()
        self.assertEqual((found["total"], found["complete"]), (2_000, False))
        self.assertIsNone(found["items"][1]["amount"])

    def test_what_makes_no_sense_is_refused_with_a_word_about_it(self):
        for query, said in (
            ({"pages": "hai"}, "pages"),
            ({"pages": -1}, "pages"),
            ({"copies": 10000}, "copies"),
            ({"channel": "fax"}, "channel"),
            ({"group": "vua"}, "group"),
            ({"case": "khac"}, "case"),
            ({"day": "mai"}, "day"),
        ):
            with self.subTest(query=query):
                answer = self.fee(CODE, **query)
                self.assertEqual(answer.status_code, 400)
                self.assertIn(said, answer.json()["message"])

    def test_a_procedure_that_is_not_public_is_not_there(self):
        self.make("1.900009", publish=False, fees=[COPIES])
        for code in ("1.900009", "khong-co"):
            answer = self.fee(code)
            self.assertEqual(answer.status_code, 400)
            self.assertIn("procedure", answer.json()["message"])


class PageTest(Charging):
    def test_the_procedure_leads_to_the_calculator_if_there_is_something_to_ask(self):
        self.make("1.900002", fees=[{"amount": 8000, "title": "Lệ phí"}])
        for code, there in ((CODE, True), ("1.900002", False)):
            page = self.get(f"thu-tuc/{code}", "text/html").text
            self.assertEqual(f"{code}/tinh-phi" in page, there)

    def test_the_page_asks_only_for_what_matters(self):
        _answer, page = self.page()
        names = set(page.xpath("//form[@id='calculator']//@name"))
        self.assertEqual(names, {"channel", "copies", "pages"})

    def test_the_page_shows_the_amount_in_figures_and_words(self):
        answer, page = self.page("?channel=counter&pages=10&copies=1")
        self.assertEqual(answer.status_code, 200)
        section = page.xpath("//section[@aria-labelledby='answer']")[0].text_content()
        self.assertIn("12.000 đ", section)
        self.assertIn("Mười hai nghìn đồng", section)
        self.assertEqual(page.xpath("//input[@name='pages']/@value"), ["10"])

    def test_a_wrong_number_is_told_and_stays_in_its_place(self):
        answer, page = self.page("?pages=mười&copies=2")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(page.xpath("//input[@name='pages']/@value"), ["mười"])
        self.assertEqual(page.xpath("//input[@name='copies']/@value"), ["2"])
        self.assertIn("phải là số nguyên", page.text_content())
        self.assertFalse(page.xpath("//section[@aria-labelledby='answer']"))

    def test_the_page_of_a_procedure_tells_the_formula_and_its_days(self):
        self.make(CODE, fees=[COPIES, *DRIVER])
        words = html.fromstring(self.get(f"thu-tuc/{CODE}", "text/html").text)
        section = words.xpath("//section[@id='fees']")[0].text_content()
        self.assertIn("2.000 đ một trang; từ trang 3: 1.000 đ", section)
        self.assertIn("tối đa 200.000 đ một bản", section)
        past = date(2025, 12, 31) < date.today()
        self.assertEqual("115.000 đ" in section, not past)


class EditorTest(Charging):
    def setUp(self):
        super().setUp()
        self.browser = Browser(self.layer["app"])
        self.browser.handleErrors = False
        login = f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
        self.browser.addHeader("Authorization", f"Basic {login}")
        self.browser.open(f"{self.url}/thu-tuc/{CODE}/edit")

    def control(self, name):
        return self.browser.getControl(name=f"{FEES}.{name}")

    def save(self):
        self.browser.getControl(name="form.buttons.save").click()
        transaction.begin()
        return unescape(self.browser.contents)

    def test_an_editor_writes_a_formula_and_the_days_it_holds(self):
        self.control("0.formula").value = "copy 8.000"
        self.control("0.valid_from").value = "1/9/2018"
        self.control("0.valid_to").value = "2018-12-31"
        self.save()
        row = lookup.procedure(CODE).fees[0]
        self.assertEqual(
            (row["valid_from"], row["valid_to"]), ("2018-09-01", "2018-12-31")
        )
        found = fees.fees_for(lookup.procedure(CODE), day=date(2018, 9, 1))
        self.assertEqual([row["formula"] for row in found], ["copy 8.000"])
        self.assertEqual(
            fees.fees_for(lookup.procedure(CODE), day=date(2019, 1, 1)), []
        )

    def test_a_formula_that_cannot_be_read_is_told_by_its_line(self):
        self.control("0.formula").value = "page 2000\nnhóm hộ 5"
        page = self.save()
        self.assertIn("dòng 2, “nhóm hộ 5”", page)
        self.assertEqual(
            self.control("0.formula").value.split(), ["page", "2000", "nhóm", "hộ", "5"]
        )
        self.assertEqual(lookup.procedure(CODE).fees[0]["formula"], COPIES["formula"])

    def test_two_rates_may_follow_each_other_but_not_overlap(self):
        for number, start, end in (
            (0, "2018-01-01", "2018-12-31"),
            (1, "2018-12-31", ""),
        ):
            self.control(f"{number}.title").value = "Lệ phí"
            self.control(f"{number}.amount").value = "5000"
            self.control(f"{number}.valid_from").value = start
            self.control(f"{number}.valid_to").value = end
        self.assertIn("đã có dòng khác cho cùng trường hợp", self.save())
        self.control("1.valid_from").value = "2019-01-01"
        self.save()
        self.assertEqual(len(lookup.procedure(CODE).fees), 2)

    def test_days_out_of_order_and_what_is_no_day_are_refused(self):
        self.control("0.valid_from").value = "2019-01-01"
        self.control("0.valid_to").value = "2018-01-01"
        self.assertIn("ngày cuối ở trước ngày đầu", self.save())
        self.control("0.valid_to").value = "cuối năm"
        self.assertIn("phải là ngày", self.save())
        self.assertEqual(self.control("0.valid_to").value, "cuối năm")
