"""Many dossiers at once in Chromium: chosen by keys, ordered, and followed to the end."""

from hanam.dvc.counter.jobs import running
from hanam.dvc.dossiers import moment
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD

import transaction
import unittest


class JobsTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.url = self.portal.absolute_url()
        now = moment.now()
        self.codes = [
            dossier_in(self.portal, "accepted", now=now).code for _ in range(4)
        ]
        transaction.commit()
        self.chromium = self.enterContext(axe.browser())

    def page(self, user, width):
        context = self.chromium.new_context(
            viewport={"width": width, "height": 800}, bypass_csp=True
        )
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(axe.PATIENCE)
        page.goto(f"{self.url}/login")
        page.get_by_label("Tên tài khoản").fill(user)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "/login" not in url)
        return page

    def test_chosen_by_keys_ordered_and_followed_to_the_end(self):
        page = self.page("leader", axe.DESK)
        page.goto(f"{self.url}/viec?tab=unassigned")
        number = page.locator("[data-number]")
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("Shift+X")
        self.assertEqual(number.inner_text(), "3")
        page.keyboard.press("a")
        self.assertEqual(number.inner_text(), "4")
        page.keyboard.press("a")
        self.assertFalse(page.locator("[data-worklist-bar]").is_visible())
        page.keyboard.press("a")
        axe.check(self, page)
        page.get_by_role("button", name="Làm việc khác").click()
        page.wait_for_url("**/cong-viec/moi")
        page.get_by_text("Giao cho một người").click()
        page.get_by_label("Người xử lý").select_option("officer")
        axe.check(self, page)
        page.locator("#assign").get_by_role("button").click()
        page.wait_for_url(lambda url: url.rpartition("/")[2] not in ("moi", ""))
        page.get_by_role("button", name="Dừng, không làm phần còn lại").wait_for()
        axe.check(self, page)
        act_as(self.portal, "")
        running.run(self.portal)
        page.get_by_text("Đã làm xong").first.wait_for(state="attached")
        page.locator("tr[data-result]").first.wait_for()
        self.assertEqual(page.locator("tr[data-result] .dvc-state-good").count(), 4)
        transaction.begin()
        held = {queries.by_code(code).assignee for code in self.codes}
        self.assertEqual(held, {"officer"})
        page.set_viewport_size({"width": axe.PHONE, "height": 800})
        axe.check(self, page)
        self.assertEqual(axe.sideways(page), 0)

    def test_the_other_pages_fit_a_phone_and_have_no_barriers(self):
        page = self.page("leader", axe.PHONE)
        for path in (
            "viec?tab=all&more=1",
            "khoi-luong",
            "thay-the",
            "bo-loc",
            "cong-viec",
        ):
            with self.subTest(path=path):
                page.goto(f"{self.url}/{path}")
                axe.check(self, page)
                self.assertEqual(axe.sideways(page), 0)
