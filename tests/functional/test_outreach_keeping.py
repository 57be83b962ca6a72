"""What the press published stays on record: nobody deletes it, in the browser or through REST."""

from hanam.dvc.outreach import places
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.functional.test_outreach_pages import OutreachTest
from tests.functional.test_outreach_pages import PASSWORD
from tests.functional.test_outreach_pages import TOKEN

import json
import requests
import transaction
import unittest


PAPER = f"{places.PRESS}/bao-ha-nam"
OWNER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
EDITOR = ("bien.tap", PASSWORD)


class KeepingTest(OutreachTest):
    def setUp(self):
        super().setUp()
        transaction.begin()
        self.paper = self.portal[places.PRESS]["bao-ha-nam"]
        self.known = sorted(self.paper.objectIds())
        self.published = f"{PAPER}/{self.known[0]}"

    def rest(self, path, user):
        return requests.delete(
            f"{self.url}/{path}",
            auth=user,
            headers={"Accept": "application/json", "Accept-Language": "vi"},
            timeout=60,
        )

    def is_whole(self):
        """Whether all is there and still found."""
        transaction.begin()
        found = api.content.find(
            portal_type="PressArticle", context=self.paper, unrestricted=True
        )
        return (
            sorted(self.portal[places.PRESS]["bao-ha-nam"].objectIds()) == self.known
            and sorted(brain.getId for brain in found) == self.known
        )

    def draft(self, name="nhap", place=None):
        with api.env.adopt_roles(["Manager", "PressWriter", "PressEditor"]):
            made = api.content.create(
                place or self.paper, "PressArticle", name, "Nháp", author="P.V."
            )
        transaction.commit()
        return made

    def test_nobody_deletes_an_organisation_with_articles_through_rest(self):
        for user in (EDITOR, ("quan.tri", PASSWORD), OWNER):
            with self.subTest(user=user[0]):
                answer = self.rest(PAPER, user)
                self.assertEqual(answer.status_code, 400)
                self.assertIn("Không xóa được", answer.json()["message"])
                self.assertTrue(self.is_whole())

    def test_nobody_deletes_a_published_article_through_rest(self):
        answer = self.rest(self.published, OWNER)
        self.assertIn(answer.status_code, (400, 401))
        self.assertTrue(self.is_whole())

    def test_the_folder_of_the_press_stays_too(self):
        self.assertEqual(self.rest(places.PRESS, OWNER).status_code, 400)
        self.assertTrue(self.is_whole())

    def test_in_the_browser_the_portal_says_why_instead_of_asking(self):
        answer = requests.get(
            f"{self.url}/{PAPER}/delete_confirmation",
            auth=EDITOR,
            headers={"Accept-Language": "vi", "Accept": "text/html"},
            timeout=60,
        )
        self.assertEqual(answer.url, f"{self.url}/{PAPER}")
        self.assertIn("Không xóa được “Báo Hà Nam”", answer.text)
        self.assertTrue(self.is_whole())

    def test_the_list_of_contents_says_why_and_deletes_nothing(self):
        page = self.get("@@change-password", EDITOR[0]).text
        answer = requests.post(
            f"{self.url}/{places.PRESS}/@@fc-delete",
            data={
                "selection": json.dumps([self.paper.UID()]),
                "_authenticator": TOKEN.search(page)[1],
            },
            auth=EDITOR,
            headers={"Accept-Language": "vi", "Accept": "application/json"},
            timeout=60,
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["status"], "warning")
        self.assertIn("Không xóa được “Báo Hà Nam”", answer.json()["msg"])
        self.assertTrue(self.is_whole())

    def test_a_draft_is_deleted_by_its_people_but_not_once_it_was_published(self):
        self.draft()
        people = ("bien.tap.bao", PASSWORD)
        self.assertEqual(self.rest(f"{PAPER}/nhap", people).status_code, 204)
        self.assertTrue(self.is_whole())
        article = self.draft("da-dang")
        with api.env.adopt_roles(["Manager", "PressWriter", "PressEditor"]):
            for step in ("submit", "approve", "publish", "withdraw", "revise"):
                api.content.transition(article, step, comment="Sửa số liệu")
        transaction.commit()
        self.assertEqual(api.content.get_state(article), "draft")
        self.assertEqual(self.rest(f"{PAPER}/da-dang", people).status_code, 400)

    def test_an_organisation_with_drafts_only_may_go(self):
        with api.env.adopt_roles(["Manager"]):
            place = self.portal[places.PRESS]
            other = api.content.create(place, "PressOrganisation", "tap-chi", "Tạp chí")
        self.draft("nhap", other)
        answer = self.rest(f"{places.PRESS}/tap-chi", ("quan.tri", PASSWORD))
        self.assertEqual(answer.status_code, 204)

    def test_the_portal_itself_can_still_be_removed_with_all_its_articles(self):
        app = self.portal.aq_parent
        name = self.portal.getId()
        with api.env.adopt_roles(["Manager"]):
            app._delObject(name)
        self.assertNotIn(name, app.objectIds())
        transaction.abort()
        self.assertTrue(self.is_whole())

    def test_once_the_product_is_uninstalled_all_may_go(self):
        del self.portal.portal_types["PressOrganisation"]
        del self.portal.portal_types["PressArticle"]
        with api.env.adopt_roles(["Manager"]):
            self.portal._delObject(places.PRESS)
        self.assertNotIn(places.PRESS, self.portal.objectIds())
        transaction.abort()


if __name__ == "__main__":
    unittest.main()
