"""Accounts in a browser: register, file, log out, log in with a second step; national login."""

from hanam.dvc.identity.openid import discovery
from hanam.dvc.sandbox.openid import OpenId
from plone import api
from tests import codes as sent
from tests.browser import axe
from tests.browser.test_citizen_filing import FILE
from tests.filing import CODE
from tests.functional.test_identity_login import AccountCase
from tests.functional.test_identity_login import GOOD
from tests.functional.test_identity_login import PHONE
from tests.functional.test_identity_openid import PROVIDER

import json
import pyotp
import time
import transaction


class IdentityCase(AccountCase):
    def setUp(self):
        super().setUp()
        self.chromium = self.enterContext(axe.browser())

    def page(self, width=axe.PHONE):
        page = axe.page(self, width)
        return page

    def press(self, page, name):
        page.get_by_role("button", name=name, exact=True).first.click()

    def look(self, page):
        """No barrier on the phone, none on the desk."""
        for width in (axe.DESK, axe.PHONE):
            page.set_viewport_size({"width": width, "height": 740})
            axe.check(self, page)

    def type_code(self, page, code, button):
        page.get_by_label("Mã xác nhận").fill(code)
        self.press(page, button)


class AccountTest(IdentityCase):
    def register(self, page):
        page.goto(f"{self.url}/login")
        self.look(page)
        page.get_by_role("link", name="Tạo tài khoản").click()
        page.get_by_label("Số điện thoại hoặc email").fill(PHONE)
        self.look(page)
        self.press(page, "Gửi mã cho tôi")
        page.get_by_label("Mã xác nhận").wait_for()
        self.look(page)
        self.type_code(page, sent.last_code(), "Tiếp tục")
        page.get_by_label("Họ và tên").fill("Nguyễn Thị Mẫu")
        page.get_by_label("Mật khẩu").fill("ngắn")
        self.press(page, "Tạo tài khoản này")
        self.look(page)
        page.get_by_label("Mật khẩu").fill(GOOD)
        self.press(page, "Tạo tài khoản này")
        page.get_by_text("Tài khoản của bạn đã sẵn sàng").wait_for()

    def file(self, page):
        page.goto(f"{self.url}/thu-tuc/{CODE}/nop-ho-so")
        self.press(page, "Bắt đầu")
        name = page.get_by_label("Họ và tên").first
        self.assertEqual(name.input_value(), "Nguyễn Thị Mẫu")
        page.get_by_label("Số căn cước hoặc CMND").first.fill("035185000001")
        page.get_by_label("Sở Mẫu").check()
        self.press(page, "Lưu và tiếp tục")
        page.get_by_label("Tên", exact=True).fill("Ví dụ")
        page.get_by_label("Số bản").fill("2")
        page.get_by_label("Số tiền").fill("135.000")
        page.get_by_label("Ngày", exact=True).fill("31/8/2018")
        page.get_by_label("Khai sinh").check()
        page.get_by_label("Số căn cước").fill("035185000001")
        page.get_by_label("Số máy").fill("0912345678")
        page.get_by_label("Tôi cam đoan").check()
        self.press(page, "Lưu và tiếp tục")
        page.get_by_label("Tệp cho: Đơn đề nghị").set_input_files([FILE])
        self.press(page, "Lưu và tiếp tục")
        page.get_by_label("Tôi cam đoan nội dung khai").check()
        self.press(page, "Nộp hồ sơ")
        page.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()

    def turn_on(self, page):
        page.goto(f"{self.url}/bao-mat")
        self.look(page)
        self.press(page, "Thiết lập bằng ứng dụng xác thực")
        self.look(page)
        secret = page.locator(".dvc-key").inner_text().replace(" ", "")
        code = pyotp.TOTP(secret).at(time.time())
        self.type_code(page, code, "Bật bước xác minh thứ hai")
        page.get_by_role("heading", name="Mã khôi phục của bạn").wait_for()
        self.look(page)
        self.press(page, "Tôi đã lưu")
        return secret

    def test_register_file_log_out_and_log_in_with_a_second_step(self):
        page = self.page()
        self.register(page)
        self.file(page)
        for path in (
            "ca-nhan",
            "ca-nhan/ban-than",
            "ca-nhan/nguoi-than/moi",
            "ca-nhan/xoa",
        ):
            page.goto(f"{self.url}/{path}")
            self.look(page)
        secret = self.turn_on(page)
        page.goto(f"{self.url}/logout")
        page.goto(f"{self.url}/login?came_from={self.url}/ho-so-cua-toi")
        page.get_by_label("Số điện thoại, email hoặc tên tài khoản").fill(PHONE)
        page.get_by_label("Mật khẩu").fill(GOOD)
        self.press(page, "Đăng nhập")
        page.get_by_role("heading", name="Xác minh đúng là bạn").wait_for()
        self.look(page)
        self.type_code(page, pyotp.TOTP(secret).at(time.time(), 1), "Tiếp tục")
        page.get_by_role("heading", name="Hồ sơ của tôi").wait_for()
        self.assertEqual(page.url, f"{self.url}/ho-so-cua-toi")
        self.assertEqual(page.get_by_role("link", name="Cấp giấy mẫu").count(), 1)

    def test_the_pages_have_no_barrier_in_english_either(self):
        page = self.page()
        page.goto(f"{self.url}/login?set_language=en")
        for path in ("login", "dang-ky", "dang-nhap-bang-ma", "quen-mat-khau"):
            page.goto(f"{self.url}/{path}")
            self.look(page)
            self.assertEqual(page.locator("html").get_attribute("lang"), "en")

    def test_a_guest_confirms_the_phone_and_finds_the_dossier_again(self):
        api.portal.set_registry_record("hanam.dvc.identity.guest_code", "required")
        transaction.commit()
        self.guest.walk_to_check()
        page = self.page()
        page.context.add_cookies(
            [
                {"name": name, "value": value.strip('"'), "url": self.url}
                for name, value in self.guest.session.cookies.items()
            ]
        )
        page.goto(self.guest.answer.url)
        self.look(page)
        page.get_by_label("Tôi cam đoan nội dung khai").check()
        self.type_code(page, "000000", "Nộp hồ sơ")
        self.look(page)
        self.type_code(page, sent.last_code(), "Nộp hồ sơ")
        page.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()
        other = self.page()
        other.goto(f"{self.url}/tim-lai-ho-so")
        self.look(other)
        other.get_by_label("Số điện thoại hoặc email").fill("0912 345 678")
        self.press(other, "Gửi mã cho tôi")
        other.get_by_label("Mã xác nhận").wait_for()
        self.look(other)
        self.type_code(other, sent.last_code(), "Xem hồ sơ của tôi")
        other.get_by_role("link", name="Cấp giấy mẫu").wait_for()
        self.look(other)


class NationalLoginTest(IdentityCase):
    def test_the_national_login_leads_in_and_back(self):
        discovery.kept.forget()
        provider = OpenId(0)
        provider.start()
        self.addCleanup(provider.stop)
        row = PROVIDER | {"issuer": provider.address()}
        api.portal.set_registry_record(
            "hanam.dvc.identity.providers", json.dumps([row])
        )
        transaction.commit()
        page = self.page()
        page.goto(f"{self.url}/login?came_from={self.url}/ho-so-cua-toi")
        self.look(page)
        page.get_by_role("link", name="Đăng nhập bằng tài khoản quốc gia (mẫu)").click()
        page.get_by_label("Nguyễn Thị Mẫu").check()
        axe.check(self, page)
        self.press(page, "Đồng ý và đăng nhập")
        page.get_by_role("heading", name="Hồ sơ của tôi").wait_for()
        page.goto(f"{self.url}/logout")
        self.assertEqual(provider.sessions, {})
