"""Declarations in a browser: rows, sums and conditions follow what is typed; a designer
tries a form."""

from base64 import b64encode
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.testing import FUNCTIONAL
from playwright.sync_api import expect
from plone import api
from tests.browser import axe
from tests.declared import GOODS
from tests.dossiers import PASSWORD
from tests.filing import build_filing_world
from tests.filing import CODE

import transaction
import unittest


class DeclarationTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_filing_world(self.portal)
        with api.env.adopt_roles(["Manager"]):
            loading.load_declaration(lookup.procedure(CODE), GOODS)
        transaction.commit()
        self.chromium = self.enterContext(axe.browser())

    def page(self, width=axe.PHONE, **more):
        page = axe.page(self, width, **more)
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def try_page(self, **more):
        """The trial of the declaration, opened by a designer."""
        page = self.page(**axe.as_user("editor", PASSWORD), **more)
        page.goto(f"{self.url}/thu-tuc/{CODE}/to-khai/thu")
        return page

    def shown(self, page, name):
        return expect(page.locator(f'[id="{name}"]'))

    def patient(self, expectation, method, *arguments):
        getattr(expectation, method)(*arguments, timeout=axe.PATIENCE)

    def test_conditions_follow_choices_and_numbers(self):
        page = self.try_page()
        self.patient(self.shown(page, "data.von"), "to_be_hidden")
        page.get_by_label("Công ty").check()
        self.patient(self.shown(page, "data.von"), "to_be_visible")
        self.patient(self.shown(page, "data.dai_dien"), "to_be_visible")
        page.locator('[id="data.von"]').fill("999.999")
        self.patient(self.shown(page, "data.giay_phep"), "to_be_hidden")
        page.locator('[id="data.von"]').fill("1.000.000")
        self.patient(self.shown(page, "data.giay_phep"), "to_be_visible")
        page.get_by_label("Hộ gia đình").check()
        self.patient(self.shown(page, "data.giay_phep"), "to_be_hidden")
        self.assertEqual(self.errors, [])

    def test_rows_and_sums_follow_what_is_typed(self):
        page = self.try_page()
        page.locator('[id="data.hang.0.so_luong"]').fill("10")
        page.locator('[id="data.hang.0.don_gia"]').fill("15.000")
        self.patient(self.shown(page, "data.tong"), "to_have_text", "150.000 đ")
        page.get_by_role("button", name="Thêm: Mặt hàng").click()
        expect(page.locator('[id="data.hang.1.ten"]')).to_be_focused()
        page.locator('[id="data.hang.1.so_luong"]').fill("2")
        page.locator('[id="data.hang.1.don_gia"]').fill("5.000")
        self.patient(self.shown(page, "data.hang.1.tien"), "to_have_text", "10.000 đ")
        self.patient(self.shown(page, "data.tong"), "to_have_text", "160.000 đ")
        page.get_by_role("button", name="Bỏ dòng này Mặt hàng 1").click()
        self.patient(self.shown(page, "data.tong"), "to_have_text", "10.000 đ")
        expect(page.locator('[id="data.hang.0.so_luong"]')).to_have_value("2")
        self.assertEqual(page.locator('[id="data.hang.1.so_luong"]').count(), 0)
        page.locator('[name="data.hang.0.xuat_xu"][value=nk]').check()
        self.patient(self.shown(page, "data.hang.0.nuoc"), "to_be_visible")
        self.assertEqual(self.errors, [])

    def test_a_long_list_is_searched_without_diacritics(self):
        page = self.try_page()
        find = page.locator('.dvc-choose[aria-controls="data.dan_toc"]')
        find.fill("xo dang")
        find.blur()
        expect(page.locator('[id="data.dan_toc"]')).to_have_value("Xơ Đăng")
        find.fill("")
        self.assertGreater(page.locator('[id="data.dan_toc"] option').count(), 50)

    def test_a_designer_meets_no_barrier(self):
        for width in (axe.PHONE, axe.DESK):
            page = self.try_page(width=width)
            axe.check(self, page)
            page.get_by_role("button", name="Điền ví dụ").click()
            page.get_by_role("button", name="Kiểm tra", exact=True).click()
            expect(page.get_by_text("Mọi nội dung đều đúng")).to_be_visible()
            axe.check(self, page)
            for name in ("phien-ban", "phan"):
                page.goto(f"{self.url}/thu-tuc/{CODE}/to-khai/{name}")
                axe.check(self, page)

    def test_without_scripts_choices_still_hide_what_does_not_matter(self):
        page = self.try_page(java_script_enabled=False)
        expect(page.locator('[id="data.von"]')).to_be_hidden()
        page.get_by_label("Công ty").check()
        expect(page.locator('[id="data.von"]')).to_be_visible()
        # A number needs the server: the question stands there and says when it matters.
        expect(page.locator('[id="data.giay_phep"]')).to_be_visible()
        expect(page.get_by_text("Chỉ khai nếu “Vốn” từ")).to_be_visible()
        page.get_by_role("button", name="Thêm: Mặt hàng").click()
        expect(page.locator('[id="data.hang.1.ten"]')).to_be_visible()


def basic(user, password) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()
