"""Letters in Chromium: without barriers on desk and phone; a template tried and put in force."""

from hanam.dvc.dossiers import moment
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.letters.templates import defaults
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD

import transaction
import unittest


DESK = "mau-van-ban/so-mau/01"


class LettersTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        portal = self.layer["portal"]
        build_world(portal)
        self.url = portal.absolute_url()
        dossier = dossier_in(portal, "supplement", now=moment.now())
        self.dossier = dossier.absolute_url()
        self.template = defaults.docx(KINDS["01"])
        transaction.commit()

    def test_pages_have_no_barriers_and_a_template_goes_its_way(self):
        with axe.browser() as chromium:
            context = chromium.new_context(
                viewport={"width": axe.DESK, "height": 900},
                bypass_csp=True,
                **axe.as_user("leader", PASSWORD),
            )
            page = context.new_page()
            page.set_default_timeout(axe.PATIENCE)
            self.walk(page)
            for width in (axe.DESK, axe.PHONE):
                page.set_viewport_size({"width": width, "height": 900})
                for path in (
                    self.dossier,
                    f"{self.url}/van-ban",
                    f"{self.url}/so-theo-doi",
                    f"{self.url}/mau-van-ban",
                    f"{self.url}/{DESK}",
                    f"{self.url}/mau-van-ban/so-mau/nguoi-ky",
                ):
                    with self.subTest(path=path, width=width):
                        page.goto(path)
                        axe.check(self, page)
                        wide = page.evaluate("document.documentElement.scrollWidth")
                        self.assertLessEqual(wide, width)

    def walk(self, page):
        """Upload, try with the sample, put in force."""
        page.goto(f"{self.url}/{DESK}")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        page.locator("#file").set_input_files(
            {"name": "mau.docx", "mimeType": kind, "buffer": self.template}
        )
        page.get_by_role("button", name="Kiểm tra và lưu").click()
        page.get_by_text("Đã lưu phiên bản 1").wait_for()
        with page.expect_download() as downloaded:
            page.get_by_role("button", name="Thử", exact=True).click()
        self.assertEqual(downloaded.value.suggested_filename, "thu-mau-01.docx")
        page.get_by_role("button", name="Cho áp dụng").click()
        page.get_by_text("hôm nay áp dụng: Phiên bản 1").wait_for()
