"""The front page, the search over the whole portal and its map."""

from datetime import timedelta
from hanam.dvc.catalogue import loading
from hanam.dvc.dossiers.moment import now
from hanam.dvc.interfaces import IHomePage
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.portal import figures
from hanam.dvc.portal import pages
from hanam.dvc.register import session
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from plone.app.layout.viewlets import ViewletBase
from tests.dossiers import build_world
from tests.dossiers import PROCEDURE
from tests.registers import row
from zope.component import getGlobalSiteManager
from zope.interface import Interface
from zope.viewlet.interfaces import IViewlet

import json
import re
import requests
import transaction
import unittest


EVENTS = [
    {"key": "birth", "title": "Sinh con", "audience": "citizen"},
    {"key": "shop", "title": "Mở cửa hàng", "audience": "organisation"},
    {"key": "moon", "title": "Lên cung trăng", "audience": "citizen"},
]
PAGES = {
    "news": [
        {
            "slug": f"tin-{number}",
            "title": f"Tin số {number}",
            "description": "Khai sinh.",
            "text": "<p>Khai sinh.</p>",
            "date": f"2018-09-0{number}",
        }
        for number in range(1, 6)
    ]
}


class Section(ViewletBase):
    """What another room shows on the front page."""

    render__roles__ = None  # public, as `browser:viewlet` says it

    def render(self):
        return "<section><h2>Điểm hỗ trợ gần bạn</h2></section>"


class HomeTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        self.url = self.portal.absolute_url()
        figures.forget()
        self.addCleanup(figures.forget)
        build_world(self.portal)
        facts = {
            "title": "Đăng ký khai sinh mẫu",
            "life_events": ["birth", "shop"],
            "synonyms": ["giấy khai sinh"],
        }
        with api.env.adopt_roles(["Manager"]):
            text = json.dumps(EVENTS)
            api.portal.set_registry_record("hanam.dvc.life_events", text)
            loading.load_procedures([PROCEDURE | facts])
            pages.load_pages(self.portal, PAGES)
        transaction.commit()

    def page(self, path=""):
        answer = requests.get(
            f"{self.url}{path}", headers={"Accept": "text/html"}, timeout=30
        )
        self.assertEqual(answer.status_code, 200)
        return re.sub(r"\s+", " ", answer.text)

    def keep(self, *rows):
        keeper = session.for_writing()
        keeper.add_all(rows)
        transaction.commit()

    def test_the_front_page_asks_what_one_needs(self):
        page = self.page()
        self.assertIn("Bạn cần làm thủ tục gì?", page)
        self.assertRegex(page, r'action="[^"]*/thu-tuc"[^>]*>(?:(?!</form>).)*name="q"')
        self.assertRegex(
            page, r'action="[^"]*/tra-cuu"[^>]*>(?:(?!</form>).)*name="code"'
        )

    def test_life_events_lead_to_their_procedures_where_there_are_some(self):
        page = self.page()
        self.assertIn("/thu-tuc?life_event=birth", page)
        self.assertIn("/thu-tuc?life_event=shop", page)
        self.assertNotIn("Lên cung trăng", page)

    def test_other_rooms_have_a_place_on_the_front_page(self):
        self.assertNotIn("dvc-home-more", self.page())
        manager = getGlobalSiteManager()
        layers = (Interface, IPortalLayer, Interface, IHomePage)
        args = (Section, layers, IViewlet, "muc-mau")
        manager.registerAdapter(*args)
        self.addCleanup(manager.unregisterAdapter, *args)
        page = self.page()
        self.assertIn("<h2>Điểm hỗ trợ gần bạn</h2>", page)
        self.assertIn("dvc-home-more", page)

    def test_the_nearest_support_point_is_asked_for_where_there_is_one(self):
        self.assertNotIn('name="commune"', self.page())
        with api.env.adopt_roles(["Manager"]):
            point = api.content.create(
                self.portal["diem-ho-tro"], "SupportPoint", "mau", "Điểm mẫu"
            )
            pages.publish(point)
        transaction.commit()
        page = self.page()
        self.assertIn("Tại 1 điểm hỗ trợ", page)
        self.assertRegex(page, r'href="[^"]*/diem-ho-tro/mau"')
        self.assertRegex(page, r'/diem-ho-tro"\s*>Tất cả điểm hỗ trợ<')
        self.assertRegex(page, r'action="[^"]*/diem-ho-tro"')

    def test_no_more_than_three_support_points_are_named(self):
        with api.env.adopt_roles(["Manager"]):
            for number in range(1, 5):
                point = api.content.create(
                    self.portal["diem-ho-tro"], "SupportPoint", f"mau-{number}", "Mẫu"
                )
                pages.publish(point)
        transaction.commit()
        named = re.findall(r"/diem-ho-tro/mau-(\d)", self.page())
        self.assertEqual(named, ["1", "2", "3"])

    def test_the_latest_three_news_are_on_the_front_page(self):
        titles = re.findall(r"Tin số (\d)", self.page())
        self.assertEqual(titles, ["5", "4", "3"])

    def test_a_long_list_of_news_goes_on_over_pages(self):
        self.assertNotIn("dvc-pages", self.page("/tin-tuc"))
        row = PAGES["news"][0]
        rows = [row | {"slug": f"cu-{n}", "title": f"Chuyện {n}"} for n in range(12)]
        with api.env.adopt_roles(["Manager"]):
            pages.load_pages(self.portal, {"news": rows})
        transaction.commit()
        first, second = self.page("/tin-tuc"), self.page("/tin-tuc?b_start=12")
        self.assertIn("?b_start=12", first)
        self.assertIn("Mới hơn", second)
        seen = set(re.findall(r"Chuyện \d+|Tin số \d", first + second))
        self.assertEqual(len(seen), 17)

    def test_before_the_first_dossier_there_are_no_figures(self):
        self.assertNotIn("dvc-figures", self.page())

    def test_the_quarter_is_told_in_three_numbers(self):
        moment = now()
        late = moment - timedelta(hours=2)
        facts = {
            "procedure": PROCEDURE["code"],
            "procedure_title": "Đăng ký khai sinh mẫu",
            "agency": "so-mau",
            "filed": moment,
            "received": moment,
        }
        done = {"state": "finished", "finished": moment}
        self.keep(
            row("1", channel="online", due=moment + timedelta(days=1), **facts, **done),
            row("2", channel="counter", due=late, **facts, **done),
            row("3", channel="counter", state="accepted", **facts),
            row("4", channel="online", state="accepted", **facts),
        )
        page = self.page()
        self.assertRegex(page, r"hồ sơ đã tiếp nhận</dt> <dd>4</dd>")
        self.assertRegex(page, r"đúng hạn</dt> <dd>50,0 %</dd>")
        self.assertRegex(page, r"trực tuyến</dt> <dd>50,0 %</dd>")

    def test_what_is_filed_most_comes_first_and_practice_does_not_count(self):
        moment = now()

        def filed(number, code, **more):
            facts = {"procedure": code, "procedure_title": f"Thủ tục {code}"}
            return row(str(number), filed=moment, **facts, **more)

        self.keep(
            filed(1, "1.000001"),
            filed(2, "1.000002"),
            filed(3, "1.000002"),
            filed(4, "1.000003", practice=True),
        )
        page = self.page()
        self.assertEqual(
            re.findall(r"Thủ tục (1\.\d+)", page), ["1.000002", "1.000001"]
        )

    def test_the_search_finds_procedures_and_texts_without_diacritics(self):
        page = self.page("/@@search?SearchableText=khai+sinh")
        self.assertIn("Đăng ký <mark >khai sinh</mark> mẫu", page)
        self.assertIn("Tin số 1", page)
        self.assertIn('<h2 id="found-news">Tin tức', page)

    def test_the_search_does_not_show_what_is_not_published(self):
        with api.env.adopt_roles(["Manager"]):
            api.content.create(
                self.portal["tin-tuc"], "News Item", "mat", "Khai sinh bí mật"
            )
        transaction.commit()
        self.assertNotIn("bí mật", self.page("/@@search?SearchableText=khai+sinh"))

    def test_a_search_that_finds_nothing_says_what_to_do(self):
        page = self.page("/@@search?SearchableText=zzzzzz%3Cscript%3E")
        self.assertIn("Không tìm thấy gì", page)
        self.assertNotIn("<script>", page)

    def test_the_map_names_areas_sectors_and_agencies(self):
        page = self.page("/so-do")
        for words in ("Tra cứu hồ sơ", "Lĩnh vực mẫu", "Sở Mẫu"):
            self.assertIn(words, page)
