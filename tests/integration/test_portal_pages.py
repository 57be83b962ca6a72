"""News and standing pages from rows, and the lists that show them."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.portal import pages
from hanam.dvc.portal import setup
from hanam.dvc.portal.teasers import teasers
from hanam.dvc.testing import INTEGRATION
from plone import api
from plone.app.testing import logout
from tests.dossiers import build_world
from tests.dossiers import PROCEDURE
from zope.interface import alsoProvides

import unittest


def rows():
    return {
        "news": [
            {
                "slug": "tin-cu",
                "title": "Tin cũ",
                "description": "Trước.",
                "text": "<p>Trước.</p>",
                "date": "2018-08-01",
            },
            {
                "slug": "tin-moi",
                "title": "Tin mới",
                "description": "Sau.",
                "text": "<p>Sau.</p>",
                "date": "2018-09-06",
            },
        ],
        "pages": [
            {
                "slug": "lien-he",
                "title": "Liên hệ",
                "description": "",
                "text": "<p>Hỏi ở đây.</p>",
                "procedures": [PROCEDURE["code"], "9.999999"],
            }
        ],
    }


class PagesTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        alsoProvides(self.request, IPortalLayer)
        self.portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        build_world(self.portal)

    def load(self, given=None):
        with api.env.adopt_roles(["Manager"]):
            return pages.load_pages(self.portal, given or rows())

    def test_a_second_run_changes_nothing(self):
        self.assertEqual(self.load(), 3)
        before = self.portal["tin-tuc"]["tin-moi"].modified()
        self.assertEqual(self.load(), 0)
        self.assertEqual(self.portal["tin-tuc"]["tin-moi"].modified(), before)

    def test_a_changed_row_changes_its_page_only(self):
        self.load()
        given = rows()
        given["pages"][0]["text"] = "<p>Hỏi ở chỗ khác.</p>"
        self.assertEqual(self.load(given), 1)
        self.assertIn("chỗ khác", self.portal["lien-he"].text.output)

    def test_pages_are_public(self):
        self.load()
        for page in (self.portal["lien-he"], self.portal["tin-tuc"]["tin-moi"]):
            self.assertEqual(api.content.get_state(page), "published")

    def test_a_page_is_linked_to_the_procedures_it_explains_that_exist(self):
        self.load()
        page = self.portal["lien-he"]
        related = api.relation.get(source=page, relationship="relatedItems")
        procedure = lookup.procedure(PROCEDURE["code"])
        self.assertEqual([item.to_object.UID() for item in related], [procedure.UID()])

    def test_news_are_listed_latest_first_with_their_day(self):
        self.load()
        logout()
        total, items = teasers(self.portal["tin-tuc"], 0, 10)
        self.assertEqual(total, 2)
        self.assertEqual(
            [(item["title"], item["date"]) for item in items],
            [("Tin mới", "06/9/2018"), ("Tin cũ", "01/8/2018")],
        )

    def test_what_is_not_published_is_not_listed_for_guests(self):
        self.load()
        with api.env.adopt_roles(["Manager"]):
            api.content.create(self.portal["tin-tuc"], "News Item", "nhap", "Bản nháp")
        logout()
        self.assertEqual(teasers(self.portal["tin-tuc"], 0, 10)[0], 2)

    def test_setting_up_twice_changes_nothing(self):
        with api.env.adopt_roles(["Manager"]):
            before = self.portal["tin-tuc"].modified()
            setup.after_default(self.portal)
        self.assertEqual(self.portal["tin-tuc"].modified(), before)
        self.assertEqual(self.portal.getLayout(), setup.HOME)

    def test_an_area_takes_only_its_own_kind(self):
        with api.env.adopt_roles(["Manager"]):
            allowed = {
                info.getId() for info in self.portal["tin-tuc"].allowedContentTypes()
            }
        self.assertEqual(allowed, {"News Item", "Image", "File"})
