"""A citizen with a phone finds help and says what was missing; the press writes and approves."""

from hanam.dvc.outreach.feedback import taking
from hanam.dvc.register import opinions
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from tests.browser import axe

import datetime
import transaction
import unittest


PASSWORD = "Mau-2018-hanam"
BY_THE_POINT = {"latitude": 20.6184, "longitude": 106.0926}
LONG_AGO = datetime.date(2018, 1, 1)


class OutreachTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        self.chromium = self.enterContext(axe.browser())
        taking.BRAKE.forget()
        self.addCleanup(taking.BRAKE.forget)

    def page(self, width=axe.PHONE, user="", **more):
        page = axe.page(self, width, **more)
        if user:
            axe.log_in(page, self.url, user, PASSWORD)
        return page

    def titles(self, page):
        return page.locator(".dvc-point-list h2 a").all_inner_texts()

    def test_where_a_citizen_is_orders_the_points_and_never_leaves_the_browser(self):
        page = self.page(geolocation=BY_THE_POINT, permissions=["geolocation"])
        page.goto(f"{self.url}/diem-ho-tro")
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.get_by_role("button", name="Gần chỗ tôi nhất").click()
        first = page.locator(".dvc-point-list > li").first
        first.get_by_text("cách bạn khoảng 0 km").wait_for()
        self.assertIn("Chân Lý", self.titles(page)[0])
        # The icon of the page may still be on its way; nothing else is asked for.
        self.assertEqual([url for url in asked if "++resource++" not in url], [])
        self.assertFalse([url for url in asked if "106.09" in url])
        axe.check(self, page)
        first.get_by_role("link").first.click()
        page.get_by_role("heading", level=1, name="Chân Lý").wait_for()
        axe.check(self, page)

    def test_a_citizen_without_javascript_finds_the_points_of_a_commune(self):
        page = self.page(java_script_enabled=False)
        page.goto(f"{self.url}/diem-ho-tro")
        self.assertFalse(
            page.get_by_role("button", name="Gần chỗ tôi nhất").is_visible()
        )
        page.get_by_label("Xã, phường của bạn").fill("ngọc lũ")
        page.get_by_role("button", name="Xem các điểm").click()
        self.assertIn("Ngọc Lũ", self.titles(page)[0])

    def test_a_citizen_reads_a_guide_and_says_what_was_missing(self):
        page = self.page()
        page.goto(f"{self.url}/thu-tuc/1.001193")
        page.get_by_role("link", name="Khai sinh cho con", exact=True).click()
        page.get_by_role("heading", level=1, name="Khai sinh cho con").wait_for()
        axe.check(self, page)
        page.get_by_role("button", name="Không", exact=True).click()
        page.get_by_label("Trang còn thiếu gì").fill(
            "Thiếu giờ làm việc, gọi 0912345678"
        )
        axe.check(self, page)
        page.get_by_role("button", name="Gửi").click()
        page.get_by_text("Góp ý của bạn đã đến ban biên tập").wait_for()
        page.get_by_role("link", name="Quay lại trang").click()
        page.wait_for_url("**/huong-dan/khai-sinh-cho-con")
        (remark,) = opinions.remarks(LONG_AGO)
        self.assertEqual(remark.text, "Thiếu giờ làm việc, gọi …")
        (line,) = opinions.pages(LONG_AGO)
        self.assertEqual((line.useful, line.not_useful), (0, 1))
        transaction.abort()

    def test_a_writer_writes_and_the_editor_approves_and_publishes(self):
        writer = self.page(axe.DESK, "phong.vien")
        writer.goto(f"{self.url}/bao-chi")
        writer.get_by_role("link", name="Báo Hà Nam", exact=True).click()
        writer.get_by_role("link", name="Viết bài").click()
        writer.get_by_label("Tiêu đề").fill("Chợ phiên có điểm hỗ trợ")
        writer.get_by_label("Tác giả").fill("Phóng viên Mẫu")
        writer.get_by_role("button", name="Lưu").click()
        writer.get_by_role("button", name="Gửi biên tập").click()
        writer.get_by_text("Chờ biên tập duyệt").wait_for()
        axe.check(self, writer)
        address = writer.url
        guest = self.page()
        guest.goto(address)
        self.assertNotIn("Chợ phiên", guest.content())
        editor = self.page(axe.DESK, "bien.tap.bao")
        editor.goto(f"{self.url}/bao-chi/bao-ha-nam")
        axe.check(self, editor)
        editor.get_by_role("link", name="Chợ phiên có điểm hỗ trợ").click()
        editor.get_by_role("button", name="Duyệt").click()
        editor.get_by_role("button", name="Đăng bài").click()
        editor.get_by_text("Đã thực hiện").wait_for()
        guest.goto(address)
        guest.get_by_role("heading", name="Chợ phiên có điểm hỗ trợ").wait_for()
        self.assertIn("Phóng viên Mẫu", guest.locator(".dvc-credit").inner_text())
        axe.check(self, guest)


if __name__ == "__main__":
    unittest.main()
