"""Agencies through time as readers see them and editors keep them; figures by another day."""

from datetime import date
from datetime import datetime
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.register import session
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from lxml import html
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from tests.registers import row

import csv
import io
import requests
import transaction
import unittest


LAST, FIRST = "2025-06-30", "2025-07-01"
END = {"valid_to": LAST}


def commune(slug, name, **values):
    return {
        "slug": slug,
        "title": f"Ủy ban nhân dân {name}",
        "short_title": f"UBND {name}",
        "kind": "commune",
        **values,
    }


def to(*slugs, main=""):
    return [
        {"agency": slug, "main": slug == main, "basis": "Nghị quyết mẫu"}
        for slug in slugs
    ]


AGENCIES = [
    {
        "slug": "huyen-mau",
        "title": "Ủy ban nhân dân huyện Mẫu",
        "short_title": "UBND huyện Mẫu",
        "kind": "district",
        "successors": to("phuong-moi"),
        **END,
    },
    commune("xa-mot", "xã Một", parent="huyen-mau", successors=to("phuong-moi"), **END),
    commune("xa-hai", "xã Hai", parent="huyen-mau", successors=to("phuong-moi"), **END),
    commune("phuong-moi", "phường Mới", valid_from=FIRST),
    commune("xa-rieng", "xã Riêng"),
    {"slug": "so-mau", "title": "Sở Mẫu", "kind": "province_body"},
]


class Geography(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        loading.load_agencies(AGENCIES)
        transaction.commit()

    def get(self, path, accept="text/html"):
        headers = {"Accept": accept, "Accept-Language": "vi"}
        return requests.get(f"{self.url}/{path}", headers=headers, timeout=30)

    def page(self, path):
        return html.fromstring(self.get(path).text)

    def json(self, path):
        return self.get(path, "application/json").json()

    def main(self, path):
        return " ".join(self.page(path).xpath("//main")[0].text_content().split())


class ReadersTest(Geography):
    def test_the_list_shows_the_agencies_of_a_day(self):
        for day, there, gone in (
            ("2018-09-01", ("UBND xã Một", "UBND huyện Mẫu"), "UBND phường Mới"),
            (LAST, ("UBND xã Hai",), "UBND phường Mới"),
        ):
            with self.subTest(day=day):
                said = self.main(f"co-quan?ngay={day}")
                for name in there:
                    self.assertIn(name, said)
                self.assertNotIn(gone, said)
                self.assertNotIn("Cơ quan không còn hoạt động", said)

    def test_the_list_of_today_tells_of_the_ended_where_they_went(self):
        page = self.page("co-quan")
        ended = page.xpath(
            "//h2[text()='Cơ quan không còn hoạt động']/following::ul[1]/li"
        )
        said = [" ".join(line.text_content().split()) for line in ended]
        self.assertEqual(len(said), 3)
        self.assertEqual(said[0], "UBND huyện Mẫu đến 30/6/2025 → UBND phường Mới")

    def test_a_day_that_is_none_is_told(self):
        answer = self.get("co-quan?ngay=hôm+qua")
        self.assertEqual(answer.status_code, 400)
        page = html.fromstring(answer.text)
        self.assertIn("Hãy ghi ngày", page.text_content())
        self.assertEqual(page.xpath("//input[@name='ngay']/@value"), ["hôm qua"])

    def test_the_page_of_an_ended_agency_leads_to_its_successor(self):
        page = self.page("co-quan/xa-mot")
        notice = page.xpath("//p[contains(@class, 'dvc-notice-warn')]")[0]
        self.assertIn("đến 30/6/2025", notice.text_content())
        links = notice.xpath(".//a/@href")
        self.assertEqual(links, [f"{self.url}/co-quan/phuong-moi"])
        self.assertIn("Nghị quyết mẫu", page.text_content())

    def test_the_page_of_a_successor_names_whose_work_it_took_over(self):
        said = self.main("co-quan/phuong-moi")
        self.assertIn("Nhận việc từ", said)
        for name in ("UBND huyện Mẫu", "UBND xã Một", "UBND xã Hai"):
            self.assertIn(name, said)

    def test_programs_ask_for_the_agencies_of_a_day(self):
        def slugs(query):
            return {one["agency"] for one in self.json(f"@agencies?{query}")["items"]}

        self.assertEqual(
            slugs("kind=commune&day=2018-09-01"), {"xa-mot", "xa-hai", "xa-rieng"}
        )
        self.assertEqual(slugs(f"kind=commune&day={FIRST}"), {"phuong-moi", "xa-rieng"})
        found = self.json(f"@agencies?day={LAST}")["items"]
        one = next(item for item in found if item["agency"] == "xa-mot")
        self.assertEqual((one["valid_to"], one["successors"]), (LAST, ["phuong-moi"]))
        answer = self.get("@agencies?day=x", "application/json")
        self.assertEqual(answer.status_code, 400)


class EditorTest(Geography):
    def setUp(self):
        super().setUp()
        self.browser = Browser(self.layer["app"])
        self.browser.handleErrors = False
        login = f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
        self.browser.addHeader("Authorization", f"Basic {login}")

    def open(self, slug):
        self.browser.open(f"{self.url}/co-quan/{slug}/edit")

    def fill(self, **values):
        for name, value in values.items():
            name = name.replace("__", ".")
            self.browser.getControl(name=f"form.widgets.{name}").value = value

    def save(self):
        self.browser.getControl(name="form.buttons.save").click()
        transaction.begin()
        return " ".join(unescape(self.browser.contents).split())

    def test_an_editor_ends_an_agency_and_names_its_successor(self):
        self.open("xa-rieng")
        self.fill(valid_to=LAST, successors__0__agency=["phuong-moi"])
        self.save()
        item = lookup.agency("xa-rieng")
        self.assertEqual(item.valid_to, date(2025, 6, 30))
        self.assertEqual([r["agency"] for r in item.successors], ["phuong-moi"])

    def test_what_does_not_fit_together_is_told_and_nothing_is_saved(self):
        cases = (
            (
                {"successors__0__agency": ["phuong-moi"]},
                "phải ghi “Hoạt động đến ngày”",
            ),
            (
                {"valid_to": "2024-12-31", "successors__0__agency": ["phuong-moi"]},
                "đến ngày 01/7/2025 mới bắt đầu",
            ),
            (
                {"valid_to": "2025-12-31", "successors__0__agency": ["xa-mot"]},
                "khi đó đã kết thúc (ngày 30/6/2025)",
            ),
            ({"valid_to": LAST, "successors__0__agency": ["xa-rieng"]}, "tự kế thừa"),
            (
                {
                    "valid_to": LAST,
                    "successors__0__agency": ["phuong-moi"],
                    "successors__1__agency": ["so-mau"],
                },
                "đánh dấu đúng một cơ quan",
            ),
            ({"valid_from": FIRST, "valid_to": LAST}, "ở trước ngày"),
        )
        for values, said in cases:
            with self.subTest(said=said):
                self.open("xa-rieng")
                self.fill(**values)
                self.assertIn(said, self.save())
                self.assertIsNone(lookup.agency("xa-rieng").valid_to)

    def test_a_chain_that_comes_back_is_refused(self):
        self.open("phuong-moi")
        self.fill(valid_to="2026-01-01", successors__0__agency=["xa-mot"])
        said = self.save()
        self.assertIn("quay vòng", said)
        self.assertIsNone(lookup.agency("phuong-moi").valid_to)

    def test_a_successor_cannot_be_moved_away_from_those_that_name_it(self):
        self.open("phuong-moi")
        self.fill(valid_from="2025-09-01")
        self.assertIn("UBND xã Một kết thúc ngày 30/6/2025", self.save())

    def test_saving_without_a_change_changes_nothing(self):
        before = lookup.agency("xa-mot").successors
        self.open("xa-mot")
        self.save()
        self.assertEqual(lookup.agency("xa-mot").successors, before)

    def test_an_editor_writes_down_a_former_name(self):
        self.open("so-mau")
        self.fill(
            title="Sở Mẫu mới",
            former_names__0__title="Sở Mẫu",
            former_names__0__until="31/12/2019",
        )
        self.save()
        self.assertEqual(lookup.title_of_agency("so-mau", date(2019, 12, 31)), "Sở Mẫu")
        self.assertEqual(
            lookup.title_of_agency("so-mau", date(2020, 1, 1)), "Sở Mẫu mới"
        )
        self.assertIn("Sở Mẫu", self.main("co-quan/so-mau"))


class FiguresTest(Geography):
    def setUp(self):
        super().setUp()
        keeper = session.for_writing()
        filed = (
            ("xa-mot", "online"),
            ("xa-mot", "counter"),
            ("xa-hai", "counter"),
            ("huyen-mau", "online"),
            ("so-mau", "counter"),
        )
        at = datetime(2018, 10, 15, 9)
        for number, (agency, channel) in enumerate(filed):
            keeper.add(
                row(
                    f"000.00.99.H25-181015-{number:04}",
                    agency=agency,
                    channel=channel,
                    received=at,
                    filed=at,
                    state="accepted",
                    online_capable=True,
                )
            )
        transaction.commit()

    def rates(self, query=""):
        found = self.json(f"@online-rate?year=2018&quarter=4&{query}")
        counts = {
            one["agency"]: (one["numerator"], one["denominator"])
            for one in found["items"]
            if one["denominator"]
        }
        return counts, found

    def test_by_default_each_agency_keeps_its_own_figures(self):
        counts, found = self.rates()
        self.assertEqual(
            counts,
            {"huyen-mau": (1, 1), "xa-mot": (1, 2), "xa-hai": (0, 1), "so-mau": (0, 1)},
        )
        self.assertEqual((found["rebase"], found["merged"]), (None, []))

    def test_by_a_later_day_they_are_added_to_those_of_the_successor(self):
        counts, found = self.rates(f"rebase={FIRST}")
        self.assertEqual(counts, {"phuong-moi": (2, 4), "so-mau": (0, 1)})
        self.assertEqual(
            [(one["agency"], one["of"]) for one in found["merged"]],
            [("phuong-moi", ["huyen-mau", "xa-hai", "xa-mot"])],
        )
        _counts, plain = self.rates()
        self.assertEqual(found["total"], plain["total"])

    def test_the_day_before_nothing_is_added(self):
        self.assertEqual(self.rates(f"rebase={LAST}")[0], self.rates()[0])

    def test_a_commune_without_a_district_is_a_unit_that_reports(self):
        counts, found = self.rates(f"rebase={FIRST}&by=unit")
        self.assertEqual(counts, {"phuong-moi": (2, 4), "so-mau": (0, 1)})
        slugs = {one["agency"] for one in found["items"]}
        self.assertNotIn("huyen-mau", slugs)

    def test_a_day_that_is_none_is_refused(self):
        answer = self.get("@online-rate?rebase=x", "application/json")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Hãy ghi ngày", answer.json()["error"]["message"])
        page = self.page("thong-ke?rebase=hôm+qua")
        self.assertIn("Hãy ghi ngày", page.text_content())
        self.assertEqual(page.xpath("//input[@name='rebase']/@value"), ["hôm qua"])

    def test_the_page_tells_which_units_were_added_together(self):
        said = self.main(f"thong-ke?year=2018&quarter=4&rebase={FIRST}")
        self.assertIn("Tính theo các đơn vị tại ngày 01/7/2025", said)
        self.assertIn("UBND phường Mới: UBND huyện Mẫu, UBND xã Hai, UBND xã Một", said)
        self.assertNotIn(
            "Các đơn vị được cộng gộp", self.main("thong-ke?year=2018&quarter=4")
        )

    def test_the_file_holds_the_figures_of_the_page(self):
        answer = self.get(f"thong-ke.csv?year=2018&quarter=4&rebase={FIRST}")
        rows = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
        found = {r["agency"]: r["denominator"] for r in rows}
        self.assertEqual(found["phuong-moi"], "4")

    def test_behind_the_figure_stand_the_dossiers_of_all_of_them(self):
        login = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        query = f"agency=phuong-moi&year=2018&quarter=4&by=unit&rebase={FIRST}"
        page = requests.get(
            f"{self.url}/thong-ke-ho-so?{query}", auth=login, timeout=30
        )
        for number in range(4):
            self.assertIn(f"H25-181015-{number:04}", page.text)
        self.assertNotIn("H25-181015-0004", page.text)
