"""A citizen with a phone: files as a guest, follows, adds papers, withdraws."""

from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import act_as
from tests.dossiers import dossier_in
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import CODE
from tests.filing import COMMUNAL

import transaction
import unittest


FILE = {"name": "don.pdf", "mimeType": "application/pdf", "buffer": PDF}
PROGRAM = {"name": "don.exe", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00"}


class CitizenTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.chromium = self.enterContext(axe.browser())

    def page(self, width=axe.PHONE, **more):
        page = axe.page(self, width, **more)
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def press(self, page, name):
        page.get_by_role("button", name=name, exact=True).click()

    def walk(self, page, look=lambda page: None):
        """File as a guest; ``look`` sees each page."""
        page.goto(f"{self.url}/thu-tuc/{CODE}/nop-ho-so")
        look(page)
        self.press(page, "Bắt đầu")
        page.get_by_label("Họ và tên").first.fill("Nguyễn Thị Mẫu")
        page.get_by_label("Số căn cước hoặc CMND").first.fill("03518500000")
        page.get_by_label("Điện thoại").first.fill("0912345678")
        page.get_by_label("Sở Mẫu").check()
        look(page)
        self.press(page, "Lưu và tiếp tục")
        look(page)
        page.get_by_role("link", name="bạn đã nhập 11").click()
        page.keyboard.press("End")
        page.keyboard.type("1")
        self.press(page, "Lưu và tiếp tục")
        look(page)
        page.get_by_label("Tên", exact=True).fill("Ví dụ")
        page.get_by_label("Số bản").fill("2")
        page.get_by_label("Số tiền").fill("135.000")
        page.get_by_label("Ngày", exact=True).fill("31/8/2018")
        page.get_by_label("Khai sinh").check()
        page.get_by_label("Số căn cước").fill("035185000001")
        page.get_by_label("Số máy").fill("0912345678")
        page.get_by_label("Tôi cam đoan").check()
        self.press(page, "Lưu và tiếp tục")
        look(page)
        slot = page.get_by_label("Tệp cho: Đơn đề nghị")
        slot.set_input_files([FILE, PROGRAM])
        self.press(page, "Lưu và tiếp tục")
        look(page)
        self.press(page, "Lưu và tiếp tục")
        look(page)
        page.get_by_label("Tôi cam đoan nội dung khai").check()
        self.press(page, "Nộp hồ sơ")
        look(page)

    def test_a_guest_files_on_a_phone_and_meets_no_barrier(self):
        page = self.page()
        self.walk(page, lambda page: axe.check(self, page))
        self.assertEqual(
            page.get_by_role("heading", level=1).inner_text(), "Đã nộp hồ sơ"
        )
        self.assertRegex(
            page.locator(".dvc-number").inner_text(), r"^000\.00\.91\.H25-\d{6}-0001$"
        )
        page.get_by_role("link", name="Mở trang hồ sơ").click()
        axe.check(self, page)
        self.assertIn("đang chờ kiểm tra", page.locator(".dvc-sentence").inner_text())
        self.assertEqual(self.errors, [])

    def test_a_guest_files_without_scripts(self):
        page = self.page(java_script_enabled=False)
        self.walk(page)
        self.assertEqual(
            page.get_by_role("heading", level=1).inner_text(), "Đã nộp hồ sơ"
        )

    def test_pages_meet_no_barrier_on_a_desk_and_in_the_dark(self):
        for more in ({"width": axe.DESK}, {"color_scheme": "dark"}):
            with self.subTest(**more):
                self.walk(self.page(**more), lambda page: axe.check(self, page))

    def test_after_back_and_reload_everything_is_there(self):
        page = self.page()
        page.goto(f"{self.url}/thu-tuc/{CODE}/nop-ho-so")
        self.press(page, "Bắt đầu")
        page.get_by_label("Họ và tên").first.fill("Nguyễn Thị Mẫu")
        self.press(page, "Chỉ lưu")
        page.reload()
        self.assertEqual(
            page.get_by_label("Họ và tên").first.input_value(), "Nguyễn Thị Mẫu"
        )
        page.get_by_label("Số căn cước hoặc CMND").first.fill("035185000001")
        page.get_by_label("Điện thoại").first.fill("0912345678")
        page.get_by_label("Sở Mẫu").check()
        self.press(page, "Lưu và tiếp tục")
        axe.back(page)
        axe.back(page)
        self.assertEqual(
            page.get_by_label("Họ và tên").first.input_value(), "Nguyễn Thị Mẫu"
        )

    def test_what_is_typed_is_saved_by_itself(self):
        page = self.page()
        page.goto(f"{self.url}/thu-tuc/{CODE}/nop-ho-so")
        self.press(page, "Bắt đầu")
        with page.expect_response(
            lambda answer: answer.request.method == "POST"
        ) as saved:
            page.get_by_label("Họ và tên").first.fill("Nguyễn Thị Tự Lưu")
            page.keyboard.press("Tab")
        self.assertEqual(saved.value.status, 200)
        page.goto(page.url)
        self.assertEqual(
            page.get_by_label("Họ và tên").first.input_value(), "Nguyễn Thị Tự Lưu"
        )

    def test_only_what_concerns_the_person_is_shown(self):
        page = self.page()
        page.goto(f"{self.url}/thu-tuc/{CODE}/nop-ho-so")
        self.press(page, "Bắt đầu")
        owner = page.get_by_role("heading", name="Chủ hồ sơ")
        tax = page.get_by_label("Mã số thuế").first
        self.assertFalse(owner.is_visible())
        self.assertFalse(tax.is_visible())
        page.get_by_label("Cho người khác hoặc tổ chức").check()
        page.get_by_label("Tổ chức, doanh nghiệp").first.check()
        self.assertTrue(owner.is_visible())
        self.assertTrue(tax.is_visible())
        self.assertFalse(page.get_by_label("Số căn cước hoặc CMND").first.is_visible())

    def test_a_commune_is_found_while_its_name_is_typed(self):
        page = self.page()
        page.goto(f"{self.url}/thu-tuc/{COMMUNAL['code']}/nop-ho-so")
        self.press(page, "Bắt đầu")
        page.get_by_label("Họ và tên").first.fill("Nguyễn Thị Mẫu")
        page.get_by_label("Số căn cước hoặc CMND").first.fill("035185000001")
        page.get_by_label("Điện thoại").first.fill("0912345678")
        self.press(page, "Lưu và tiếp tục")
        page.get_by_label("Tìm theo tên").fill("mau doai")
        found = page.locator("[data-option]:visible")
        self.assertEqual(found.count(), 1)
        page.get_by_label("xã Mẫu Đoài").check()
        page.get_by_label("Cấp mới").check()
        self.press(page, "Lưu và tiếp tục")
        self.assertIn("Giấy tờ", page.get_by_role("heading", level=1).inner_text())

    def test_a_guest_adds_papers_and_withdraws(self):
        dossier = dossier_in(self.portal, "supplement", filed_by="")
        act_as(self.portal, "")
        transaction.commit()
        page = self.page()
        page.goto(
            f"{self.url}/tra-cuu/{dossier.code}/{secrets.secret_of(dossier.code)}"
        )
        axe.check(self, page)
        page.get_by_label("Đơn đề nghị").set_input_files([FILE])
        self.press(page, "Gửi cho cơ quan")
        self.assertIn(
            "đang được Sở Mẫu xử lý", page.locator(".dvc-sentence").inner_text()
        )
        page.get_by_role("link", name="Rút hồ sơ").click()
        axe.check(self, page)
        self.press(page, "Rút hồ sơ")
        self.assertIn("đã rút hồ sơ", page.locator(".dvc-sentence").inner_text())
        axe.check(self, page)

    def test_a_number_leads_to_the_state(self):
        dossier = dossier_in(self.portal, "accepted", filed_by="")
        act_as(self.portal, "")
        transaction.commit()
        page = self.page()
        page.goto(f"{self.url}/tra-cuu")
        axe.check(self, page)
        page.get_by_label("Số hồ sơ").fill("000.00.91.H25-180910-9999")
        self.press(page, "Tra cứu")
        axe.check(self, page)
        page.get_by_label("Số hồ sơ").fill(dossier.code)
        self.press(page, "Tra cứu")
        axe.check(self, page)
        self.assertEqual(
            page.get_by_role("heading", level=1).inner_text(), dossier.code
        )
        self.assertIn("Đã hoàn thành 25 %", page.locator("main").inner_text())
