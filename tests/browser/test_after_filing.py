"""From the filing to the rating, on a phone of 360 pixels; the agency works in between."""

from hanam.dvc.dossiers import access
from hanam.dvc.filing import braked
from hanam.dvc.register import ratings
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import act_as
from tests.dossiers import do
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import Client

import transaction
import unittest


FILE = {"name": "anh-ro.pdf", "mimeType": "application/pdf", "buffer": PDF}


class AfterFilingTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.chromium = self.enterContext(axe.browser())

    def page(self, user="", width=axe.PHONE):
        return axe.page(self, width, **(axe.as_user(user, PASSWORD) if user else {}))

    def press(self, page, name):
        page.get_by_role("button", name=name, exact=True).click()

    def follow(self, page, name):
        page.get_by_role("link", name=name).first.click()
        axe.check(self, page)

    def agency(self, *steps):
        transaction.begin()
        for who, action in steps:
            do(self.portal, access.find(self.code), who, action)
        act_as(self.portal, "")
        transaction.commit()

    def words(self, page, css="main"):
        return " ".join(page.locator(css).first.inner_text().split())

    def test_a_guest_follows_a_dossier_to_its_end_and_rates_it(self):
        client = Client(self.portal)
        filed = client.post(client.example()).json()
        self.code = filed["code"]
        page = self.page()

        page.goto(f"{filed['track_url']}/bien-nhan")
        axe.check(self, page)
        self.assertIn(self.code, self.words(page, ".dvc-receipt"))
        link = page.get_by_role("link", name="Lưu biên nhận (PDF)")
        answer = page.request.get(link.get_attribute("href"))
        self.assertTrue(answer.body().startswith(b"%PDF"))

        self.follow(page, "Mở trang hồ sơ")
        self.follow(page, "Nhắn tin cho cơ quan")
        page.get_by_label("Nội dung tin nhắn").fill("Khi nào có kết quả?")
        self.press(page, "Gửi tin nhắn")
        axe.check(self, page)
        self.assertIn("Khi nào có kết quả?", self.words(page, ".dvc-talk"))

        clerk = self.page("clerk", axe.DESK)
        clerk.goto(f"{self.url}/viec?tab=all_open")
        axe.check(self, clerk)
        self.assertIn("tin nhắn mới", self.words(clerk, "tbody"))
        clerk.goto(f"{self.url}/tin-nhan-moi")
        axe.check(self, clerk)
        clerk.get_by_role("link", name=self.code).click()
        clerk.get_by_text("Nhắn tin cho người nộp").click()
        clerk.get_by_label("Tin nhắn cho người nộp").fill("Thứ Năm có kết quả.")
        self.press(clerk, "Gửi tin nhắn")
        axe.check(self, clerk)

        self.agency(("clerk", "accept"), ("officer", "start"), ("officer", "ask"))
        page.goto(filed["track_url"])
        axe.check(self, page)
        self.assertIn("1 chưa đọc", self.words(page, ".dvc-offers"))
        page.get_by_label("Đơn đề nghị").set_input_files([FILE])
        self.press(page, "Lưu lại, gửi sau")
        axe.check(self, page)
        self.assertIn("anh-ro.pdf", self.words(page, ".dvc-todo"))
        self.press(page, "Gửi cho cơ quan")
        self.assertIn("đang được Sở Mẫu xử lý", self.words(page, ".dvc-sentence"))

        self.follow(page, "Phí, lệ phí")
        self.follow(page, "Về trang hồ sơ")
        self.follow(page, "Đổi cách nhận kết quả")
        page.get_by_label("Bưu điện chuyển đến địa chỉ của tôi").check()
        page.get_by_label("Địa chỉ nhận qua bưu chính").fill("Ngõ Mẫu")
        self.press(page, "Lưu")
        self.assertIn("Đã ghi nhận", self.words(page, "body"))
        self.follow(page, "Sửa số điện thoại")

        self.agency(("officer", "finish"), ("clerk", "hand_over"))
        page.goto(filed["track_url"])
        axe.check(self, page)
        self.follow(page, "Đánh giá mức độ hài lòng")
        self.press(page, "Gửi đánh giá")
        axe.check(self, page)
        page.locator("#overall").get_by_label("Rất hài lòng", exact=True).check()
        self.press(page, "Gửi đánh giá")
        self.assertIn("Đánh giá của bạn đã được ghi nhận", self.words(page, "body"))
        transaction.begin()
        self.assertEqual(ratings.of(self.code).overall, "very")

    def test_pages_for_those_who_watch_meet_no_barrier(self):
        guest = self.page()
        guest.goto(f"{self.url}/tra-cuu")
        self.follow(guest, "Báo lỗi trang này")
        guest.get_by_label("Điều gì đã xảy ra?").fill("Trang không tải được.")
        self.press(guest, "Gửi báo lỗi")
        axe.check(self, guest)
        for user, path in (
            ("supervisor", "bao-loi-can-xu-ly"),
            ("supervisor", "y-kien-hai-long"),
            ("", "muc-do-hai-long"),
        ):
            for width in (axe.PHONE, axe.DESK):
                with self.subTest(path=path, width=width):
                    page = self.page(user, width)
                    page.goto(f"{self.url}/{path}")
                    axe.check(self, page)
