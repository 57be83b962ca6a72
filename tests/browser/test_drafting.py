"""A citizen with a phone: few taps, nothing lost without a connection, two devices, practice."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import braked
from hanam.dvc.testing import FUNCTIONAL
from playwright.sync_api import expect
from plone import api
from tests.browser import axe
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from tests.dossiers import PROCEDURE
from tests.filing import build_filing_world
from tests.filing import CODE

import transaction
import unittest


FILE = {"name": "giay.pdf", "mimeType": "application/pdf", "buffer": PDF}
MOST_FIRST, MOST_AGAIN = 25, 10
MEASURED = {
    **PROCEDURE,
    "code": "1.999006",
    "title": "Thủ tục để đo",
    "papers": [
        {"key": "mot", "title": "Giấy thứ nhất"},
        {"key": "hai", "title": "Giấy thứ hai"},
    ],
}
TWELVE = {
    "title": "Tờ khai mười hai ô",
    "fieldsets": [
        {
            "title": "Nội dung",
            "fields": [
                {"name": f"o_{number}", "kind": "text", "title": f"Ô số {number}"}
                for number in range(1, 13)
            ],
        }
    ],
}


class Hand:
    """Counts what a person does: a tap, a field typed, a file chosen."""

    def __init__(self, page):
        self.page = page
        self.done = 0

    def tap(self, locator):
        self.done += 1
        locator.click()

    def press(self, name):
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def type(self, name, text):
        self.done += 1
        self.page.locator(f'[name="{name}"]').fill(text)

    def choose(self, locator):
        self.done += 1
        locator.set_input_files([FILE])


class DraftingTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_filing_world(self.portal)
        with api.env.adopt_roles(["Manager"]):
            loading.load_procedures([MEASURED])
            loading.load_declaration(lookup.procedure(MEASURED["code"]), TWELVE)
        transaction.commit()
        self.addCleanup(braked.LOOKUPS.forget)
        self.chromium = self.enterContext(axe.browser())

    def context(self, user="", **more):
        if user:
            more |= axe.as_user(user, PASSWORD)
        found = self.chromium.new_context(
            viewport={"width": axe.PHONE, "height": 740},
            locale="vi-VN",
            bypass_csp=True,
            **more,
        )
        found.set_default_timeout(axe.PATIENCE)
        self.addCleanup(found.close)
        return found

    def start(self, page, code=CODE):
        page.goto(f"{self.url}/thu-tuc/{code}/nop-ho-so")

    def begin(self, page, code=CODE):
        """Up to the declaration."""
        self.start(page, code)
        page.get_by_role("button", name="Bắt đầu", exact=True).click()
        self.tell_who(page)

    def tell_who(self, page):
        page.get_by_label("Họ và tên").first.fill("Nguyễn Thị Mẫu")
        page.get_by_label("Số căn cước hoặc CMND").first.fill("035185000001")
        page.get_by_label("Điện thoại").first.fill("0912345678")
        page.get_by_label("Sở Mẫu").check()
        page.get_by_role("button", name="Lưu và tiếp tục").click()
        page.get_by_role("heading", name="Tờ khai", level=1).wait_for()

    def file_first(self, page) -> int:
        hand = Hand(page)
        self.start(page, MEASURED["code"])
        hand.press("Bắt đầu")
        hand.type("applicant.name", "Nguyễn Thị Mẫu")
        hand.type("applicant.id_number", "035185000001")
        hand.type("applicant.phone", "0912345678")
        hand.tap(page.get_by_label("Sở Mẫu"))
        hand.press("Lưu và tiếp tục")
        for number in range(1, 13):
            hand.type(f"data.o_{number}", f"Trả lời {number}")
        hand.press("Lưu và tiếp tục")
        for number, key in enumerate(("mot", "hai"), 1):
            hand.choose(page.locator(f'input[type=file][name="papers.{key}"]'))
            laid = page.locator(".dvc-paper .dvc-file-name")
            expect(laid).to_have_count(number, timeout=axe.PATIENCE)
        hand.press("Lưu và tiếp tục")
        hand.tap(page.get_by_label("Tôi cam đoan nội dung khai"))
        hand.press("Nộp hồ sơ")
        page.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()
        return hand.done

    def test_a_first_filing_takes_few_taps_and_the_next_a_handful(self):
        page = self.context("citizen").new_page()
        self.assertLessEqual(self.file_first(page), MOST_FIRST)
        hand = Hand(page)
        self.start(page, MEASURED["code"])
        axe.check(self, page)
        hand.press("Dùng lại như lần trước")
        page.get_by_role("heading", name="Kiểm tra và nộp").wait_for()
        axe.check(self, page)
        hand.tap(page.get_by_label("Tôi cam đoan nội dung khai"))
        hand.press("Nộp hồ sơ")
        page.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()
        self.assertLessEqual(hand.done, MOST_AGAIN)

    def test_without_a_connection_it_is_told_and_saved_afterwards(self):
        context = self.context()
        page = context.new_page()
        self.begin(page)
        context.set_offline(True)
        page.get_by_label("Tên", exact=True).fill("Không mạng")
        page.get_by_text("Chưa lưu được, sẽ thử lại.").wait_for()
        context.set_offline(False)
        page.get_by_text("Đã lưu lúc").wait_for()
        page.reload()
        self.assertEqual(
            page.get_by_label("Tên", exact=True).input_value(), "Không mạng"
        )
        self.assertTrue(page.locator("[data-recovered]").is_hidden())

    def test_what_could_not_be_saved_is_offered_after_a_crash(self):
        context = self.context()
        page = context.new_page()
        self.begin(page)
        url = page.url
        context.set_offline(True)
        page.get_by_label("Tên", exact=True).fill("Mất điện")
        page.get_by_text("Chưa lưu được, sẽ thử lại.").wait_for()
        page.close()
        context.set_offline(False)
        page = context.new_page()
        page.goto(url)
        self.assertEqual(page.get_by_label("Tên", exact=True).input_value(), "")
        axe.check(self, page)
        page.get_by_role("button", name="Khôi phục").click()
        self.assertEqual(page.get_by_label("Tên", exact=True).input_value(), "Mất điện")
        page.get_by_text("Đã lưu lúc").wait_for()

    def test_a_shared_computer_keeps_nothing_that_is_typed(self):
        context = self.context()
        page = context.new_page()
        self.start(page)
        page.get_by_label("Máy này dùng chung với người khác").check()
        page.get_by_role("button", name="Bắt đầu", exact=True).click()
        self.tell_who(page)
        context.set_offline(True)
        page.get_by_label("Tên", exact=True).fill("Bí mật")
        page.get_by_text("Chưa lưu được, sẽ thử lại.").wait_for()
        self.assertEqual(page.evaluate("Object.keys(localStorage).length"), 0)
        context.set_offline(False)
        page.get_by_text("Đã lưu lúc").wait_for()
        axe.check(self, page)
        page.get_by_role("button", name="Tôi đã xong, xóa khỏi máy này").click()
        page.get_by_role("heading", name="Đã xóa dấu vết trên máy này").wait_for()
        axe.check(self, page)

    def test_two_devices_by_code_and_both_versions_to_choose_from(self):
        first = self.context().new_page()
        self.begin(first)
        page_url = first.url
        first.get_by_text("Làm tiếp sau hoặc trên máy khác").click()
        first.get_by_role("button", name="Lấy mã ngắn để ghi lại").click()
        first.get_by_role("heading", name="Mã bản nháp của bạn").wait_for()
        axe.check(self, first)
        code, number = first.locator(".dvc-number").all_inner_texts()
        second = self.context().new_page()
        second.goto(f"{self.url}/lam-tiep")
        axe.check(self, second)
        second.get_by_label("Mã bản nháp").fill(code)
        second.get_by_role("button", name="Tiếp tục", exact=True).click()
        second.get_by_label("Số gồm sáu chữ số").fill(number)
        axe.check(self, second)
        second.get_by_role("button", name="Tiếp tục", exact=True).click()
        second.get_by_role("heading", name="Tờ khai", level=1).wait_for()
        first.goto(page_url)
        second.get_by_label("Tên", exact=True).fill("Máy hai")
        second.get_by_role("button", name="Chỉ lưu").click()
        second.get_by_text("Đã lưu lúc").wait_for()
        first.get_by_label("Tên", exact=True).fill("Máy một")
        first.get_by_role("button", name="Chỉ lưu").click()
        first.get_by_role(
            "heading", name="Bản nháp đã được sửa ở trang khác"
        ).wait_for()
        axe.check(self, first)
        first.get_by_role("button", name="Giữ bản tôi vừa gửi").click()
        second.goto(page_url)
        self.assertEqual(
            second.get_by_label("Tên", exact=True).input_value(), "Máy một"
        )

    def test_a_class_meets_no_barrier(self):
        trainer = self.context("clerk").new_page()
        trainer.goto(f"{self.url}/lam-thu")
        axe.check(self, trainer)
        trainer.get_by_label("Tên lớp").fill("Lớp Mẫu")
        trainer.get_by_role("button", name="Mở lớp", exact=True).click()
        trainer.get_by_role("heading", name="Lớp Mẫu").wait_for()
        axe.check(self, trainer)
        code = trainer.locator(".dvc-number").inner_text()
        page = self.context().new_page()
        page.goto(f"{self.url}/lam-thu")
        page.get_by_label("Mã lớp").fill(code)
        page.get_by_role("button", name="Vào lớp").click()
        page.get_by_text("Bạn đang làm thử trong lớp").wait_for()
        axe.check(self, page)
        page.goto(f"{self.url}/thu-tuc/{CODE}/nop-ho-so?lam-thu=1")
        axe.check(self, page)
        page.get_by_role("button", name="Bắt đầu với người mẫu và giấy tờ mẫu").click()
        page.get_by_role("heading", name="Kiểm tra và nộp").wait_for()
        axe.check(self, page)
