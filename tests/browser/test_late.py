"""Late work in Chromium: an apology from the officer to the leader, and pages without barriers."""

from datetime import timedelta
from hanam.dvc.counter.late import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.browser import axe
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PASSWORD
from unittest.mock import patch

import transaction
import unittest


class LateTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        portal = self.layer["portal"]
        build_world(portal)
        self.url = portal.absolute_url()
        self.code = dossier_in(portal, "processing", now=MONDAY).code
        old = MONDAY - timedelta(days=40)
        self.late = dossier_in(portal, "processing", now=old).code
        dossier_in(portal, "submitted", now=old)
        api.portal.set_registry_record(f"{settings.PREFIX}.supervising", "so-mau")
        transaction.commit()
        # The server of these tests runs in this process; for it, it is Wednesday morning.
        now = MONDAY + timedelta(days=2)
        self.enterContext(patch.object(moment, "now", lambda: now))
        self.chromium = self.enterContext(axe.browser())

    def page(self, user, path, width=axe.DESK):
        """A page of somebody's own browser."""
        return axe.page_of(self, user, PASSWORD, f"{self.url}/{path}", width)

    def dossier(self):
        transaction.begin()
        self.layer["portal"]._p_jar.sync()
        return access.find(self.code)

    def test_an_apology_goes_from_the_officer_to_the_leader(self):
        row = f"[id='need-{self.code}']"
        page = self.page("officer", "tre-han")
        page.locator(f"{row} summary").first.click()
        page.locator(f"{row} select").select_option("cho-y-kien")
        page.locator(f"{row} button[value=propose]").click()
        page.get_by_text("Lãnh đạo cơ quan sẽ duyệt").wait_for()
        page.context.close()
        page = self.page("leader", "tre-han")
        page.get_by_text("Đề xuất chờ bạn duyệt").wait_for()
        axe.check(self, page)
        page.locator(f"{row} summary").first.click()
        page.locator(f"{row} button[value=extend]").click()
        page.get_by_text("người nộp nhận được phiếu xin lỗi").wait_for()
        self.assertIn("chưa trả lời", self.dossier().extension["reason"])

    def test_the_pages_have_no_barriers_and_fit_a_phone(self):
        for user, paths in (
            (
                "leader",
                (
                    "tre-han",
                    "tre-han?list=whole",
                    "tre-han?list=figures&by=officer",
                    "leo-thang?rule=moi&preview=1",
                    "tom-tat",
                    "viec",
                ),
            ),
        ):
            for width in (axe.DESK, axe.PHONE):
                page = self.page(user, paths[0], width)
                for path in paths:
                    with self.subTest(path=path, width=width):
                        page.goto(f"{self.url}/{path}")
                        axe.check(self, page)
                        wide = page.evaluate("document.documentElement.scrollWidth")
                        self.assertLessEqual(wide, width)
                page.context.close()
