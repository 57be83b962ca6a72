"""Versions and decisions in a real browser: written by one, approved by another, no
barrier on the way, and without a script."""

from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from tests.browser import axe

import unittest


PASSWORD = "Mau-2018-hanam"
CODE = "1.004614"
GUEST = (
    "/thu-tuc/1.004873",
    "/thu-tuc/1.004873/phien-ban",
    "/thu-tuc/1.004873/phien-ban/1",
    "/thu-tuc/1.004873/phien-ban/so-sanh?tu=1&den=3",
    "/thu-tuc/1.001440",
    "/quyet-dinh",
    "/quyet-dinh/mau-03-qd-ubnd",
)
STAFF = (
    "/thu-tuc/1.003622",
    "/thu-tuc/1.003622/phien-ban",
    "/thu-tuc/1.003622/phien-ban/2",
    "/quyet-dinh",
    "/quyet-dinh/thoi-han",
)


class VersionsTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        self.chromium = self.enterContext(axe.browser())

    def page(self, name="", width=axe.DESK, **more):
        """A fresh page, signed in if a name is given."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 800}, locale="vi-VN", **more
        )
        self.addCleanup(context.close)
        page = context.new_page()
        if name:
            page.goto(f"{self.url}/login")
            page.get_by_label("Tên tài khoản").fill(name)
            page.get_by_label("Mật khẩu").fill(PASSWORD)
            page.get_by_role("button", name="Đăng nhập").click()
        return page

    def test_no_page_has_a_barrier_or_scrolls_sideways(self):
        for width in (axe.PHONE, axe.DESK):
            for name, paths in (("", GUEST), ("bien.tap", STAFF)):
                page = self.page(name, width, bypass_csp=True)
                for path in paths:
                    with self.subTest(path=path, width=width):
                        answer = page.goto(self.url + path)
                        self.assertEqual(answer.status, 200)
                        axe.check(self, page)

    def test_an_author_writes_and_a_reviewer_approves_without_scripts(self):
        author = self.page("soan.thao", java_script_enabled=False)
        author.goto(f"{self.url}/thu-tuc/{CODE}")
        author.get_by_role("button", name="Soạn phiên bản mới").click()
        author.locator("[name='form.widgets.effective_from']").fill("2999-01-01")
        author.locator("[name='form.widgets.change_note']").fill("Rút ngắn thời hạn.")
        author.locator("[name='form.buttons.save']").click()
        author.get_by_role("button", name="Gửi duyệt").click()
        self.assertIn("Đã gửi duyệt", author.inner_text("main"))
        self.assertEqual(author.get_by_role("button", name="Duyệt").count(), 0)
        reviewer = self.page("duyet.bai", java_script_enabled=False)
        reviewer.goto(f"{self.url}/thu-tuc/{CODE}/phien-ban/2")
        reviewer.get_by_role("button", name="Duyệt", exact=True).click()
        self.assertIn("Đã duyệt", reviewer.inner_text("main"))
        guest = self.page()
        guest.goto(f"{self.url}/thu-tuc/{CODE}")
        words = guest.inner_text("main")
        self.assertIn("Từ ngày 01/01/2999 áp dụng phiên bản mới", words)
        self.assertIn("Rút ngắn thời hạn.", words)

    def test_an_author_writes_in_the_form_with_plones_scripts(self):
        author = self.page("soan.thao")
        author.goto(f"{self.url}/thu-tuc/{CODE}")
        author.get_by_role("button", name="Soạn phiên bản mới").click()
        author.wait_for_url("**/phien-ban/2/edit")
        note = author.locator("[name='form.widgets.change_note']")
        note.fill("Bỏ một giấy tờ.")
        author.get_by_role("button", name="Lưu", exact=True).click()
        author.wait_for_url("**/phien-ban/2")
        self.assertIn("Bỏ một giấy tờ.", author.inner_text("main"))
