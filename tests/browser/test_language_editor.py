"""The editor of texts speaks Vietnamese, from files of the portal alone."""

from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import build_world
from tests.dossiers import PASSWORD
from tests.wording import ENGLISH

import transaction
import unittest


class EditorTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        portal = self.layer["portal"]
        build_world(portal)
        transaction.commit()
        self.url = portal.absolute_url()
        chromium = self.enterContext(axe.browser())
        context = chromium.new_context(locale="vi-VN")
        self.addCleanup(context.close)
        self.page = context.new_page()
        self.page.set_default_timeout(axe.PATIENCE)
        self.asked = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(f"{self.url}/login")
        self.page.get_by_label("Tên tài khoản").fill("editor")
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(lambda url: "/login" not in url)

    def assert_vietnamese(self, texts):
        self.assertTrue(texts)
        self.assertEqual([text for text in texts if ENGLISH.found_in(text)], [])

    def test_the_buttons_and_menus_of_the_editor_are_vietnamese(self):
        self.page.goto(f"{self.url}/++add++Document")
        self.page.locator(".tox-toolbar__primary, .tox-toolbar").first.wait_for()
        names = (
            "all => all.map(one => one.ariaLabel || one.title || one.innerText.trim())"
        )
        buttons = self.page.locator(".tox-tbtn").evaluate_all(names)
        menus = self.page.locator(".tox-mbtn").evaluate_all(names)
        self.assertIn("In đậm", buttons)
        self.assert_vietnamese(buttons)
        self.assert_vietnamese(menus)
        elsewhere = [url for url in self.asked if not url.startswith(self.url[:16])]
        local = [url for url in elsewhere if url.startswith(("data:", "blob:"))]
        self.assertEqual(elsewhere, local)

    def test_the_list_of_a_folder_is_vietnamese(self):
        self.page.goto(f"{self.url}/tin-tuc/folder_contents")
        self.page.get_by_text("Sắp xếp lại").first.wait_for()
        words = self.page.locator("main").inner_text()
        self.assert_vietnamese([line for line in words.splitlines() if line.strip()])
