"""A long list as a file, in Chromium: asked for by keyboard, followed while it is made, downloaded."""

from hanam.dvc.counter.exports import running
from hanam.dvc.counter.exports import settings
from hanam.dvc.dossiers import moment
from hanam.dvc.testing import FUNCTIONAL
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from tests.browser import axe
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD
from unittest.mock import patch

import transaction
import unittest


class ExportsTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.url = self.portal.absolute_url()
        now = moment.now()
        self.codes = {
            dossier_in(self.portal, "accepted", now=now).code for _ in range(3)
        }
        # Everything is long here.
        api.portal.set_registry_record(f"{settings.PREFIX}.direct_rows", 1)
        transaction.commit()
        chromium = self.enterContext(axe.browser())
        context = chromium.new_context(
            viewport={"width": axe.DESK, "height": 900},
            bypass_csp=True,
            **axe.as_user("officer", PASSWORD),
        )
        self.page = context.new_page()
        self.page.set_default_timeout(axe.PATIENCE)

    def work(self, steps=None):
        """What a worker does; only some steps of it where a number is given."""
        act_as(self.portal, "")
        looks = iter([False] * (1 + (steps or 0)))
        stopped = (lambda: False) if steps is None else (lambda: next(looks, True))
        with patch("hanam.dvc.counter.listfile.MOST", 2):
            running.run(self.portal, stopped)
        transaction.begin()

    def look(self):
        """The page as it is, on a desk and on a phone."""
        for width in (axe.DESK, axe.PHONE):
            self.page.set_viewport_size({"width": width, "height": 900})
            axe.check(self, self.page)
            self.assertEqual(axe.sideways(self.page), 0)

    def test_asked_for_followed_and_downloaded(self):
        page = self.page
        page.goto(f"{self.url}/viec?tab=all")
        page.get_by_role("link", name="Tải danh sách (XLSX)").focus()
        page.keyboard.press("Enter")
        button = page.get_by_role("button", name="Tạo tệp")
        button.wait_for()
        self.look()
        button.focus()
        page.keyboard.press("Enter")
        page.get_by_role("progressbar").wait_for()
        self.look()
        shown = page.url
        self.work(steps=1)
        page.locator("[data-figure=done]", has_text="2").wait_for()
        self.work()
        ready = page.get_by_role("link", name="Tải tệp")
        ready.wait_for()
        self.assertEqual(page.url, shown)
        self.assertIn("Tệp đã xong", page.locator("[role=status]").first.inner_text())
        self.look()
        with page.expect_download() as download:
            ready.focus()
            page.keyboard.press("Enter")
        book = load_workbook(BytesIO(download.value.path().read_bytes()))
        found = {row[0] for row in list(book.active.values)[1:]}
        self.assertEqual(found, self.codes)
        for path in ("cong-viec", "tep-ket-xuat"):
            page.goto(f"{self.url}/{path}")
            page.get_by_role("link", name="Danh sách hồ sơ (XLSX)").wait_for()
            self.look()
