"""Messages in Chromium: the citizen's choice, the editor's texts, the administrator's outbox."""

from hanam.dvc.dossiers import moment
from hanam.dvc.notify import sending
from hanam.dvc.testing import FUNCTIONAL
from tests import dossiers
from tests import sandboxes
from tests.browser import axe
from tests.dossiers import PASSWORD
from urllib.parse import urlsplit

import transaction
import unittest


class NotifyTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        self.sandbox = sandboxes.use(self)
        dossiers.build_world(self.portal)
        sandboxes.switch_on()
        applicant = dossiers.APPLICANT | {"email": "mau@mau.example"}
        self.dossier = dossiers.dossier_in(
            self.portal, "submitted", moment.now(), applicant=applicant
        )
        self.sandbox.box.behave("sms", "refuse", 1)
        transaction.commit()
        sending.send_all()
        self.chromium = self.enterContext(axe.browser())

    def page(self, user, path, width):
        page = axe.page(self, width, height=800)
        if user:
            axe.log_in(page, self.url, user, PASSWORD)
        page.goto(path if "://" in path else f"{self.url}/{path}")
        return page

    def check(self, page, width):
        axe.check(self, page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        self.assertLessEqual(wide, width)

    def test_no_page_has_barriers_on_a_phone_or_a_desk(self):
        code = self.dossier.code
        work = urlsplit(self.dossier.absolute_url()).path.removeprefix(
            urlsplit(self.url).path + "/"
        )
        for user, path in (
            ("citizen", "thong-bao-cua-toi"),
            ("citizen", f"tra-cuu/{code}/-"),
            ("clerk", work),
            ("editor", "thong-bao"),
            ("editor", "thong-bao/dossier.filed"),
            ("manager", "hop-thu-di"),
            ("", self.sandbox.url()),
        ):
            for width in (axe.PHONE, axe.DESK):
                with self.subTest(path=path, width=width):
                    self.check(self.page(user, path, width), width)

    def test_the_preview_follows_what_an_editor_types(self):
        page = self.page("editor", "thong-bao/dossier.filed?channel=sms", axe.DESK)
        page.get_by_label("Nội dung", exact=True).fill("Hồ sơ ")
        page.get_by_role("button", name="${so_ho_so}").click()
        preview = page.locator("#preview-text")
        preview.filter(has_text="Ho so 000.00.03.H25-180831-0001").wait_for()
        page.get_by_text("31 ký tự, gửi và tính tiền thành 1 phần.").wait_for()
        page.get_by_label("Nội dung", exact=True).fill("Hồ sơ ${khong_co}")
        page.get_by_text("Ở đây không có ${khong_co}.").wait_for()
        axe.check(self, page)
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.get_by_role("link", name="Ở đây không có ${khong_co}.").wait_for()
        axe.check(self, page)
        page.get_by_label("Nội dung", exact=True).fill("Đã nộp ${so_ho_so}.")
        page.get_by_role("button", name="Lưu", exact=True).click()
        page.get_by_text("Đã lưu. Các tin tiếp theo dùng nội dung này.").wait_for()
        axe.check(self, page)

    def test_an_administrator_sends_again_what_was_given_up(self):
        page = self.page("manager", "hop-thu-di", axe.DESK)
        page.get_by_role("link", name="thôi gửi").click()
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="Gửi lại các tin đã chọn").click()
        page.get_by_text("Số tin sẽ được gửi lại: 1.").wait_for()
        axe.check(self, page)
        sending.send_all()
        self.assertEqual(len(self.sandbox.box.newest("84912345678")), 1)


if __name__ == "__main__":
    unittest.main()
