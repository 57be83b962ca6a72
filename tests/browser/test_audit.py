"""The editor's and the supervisor's way through the audits in Chromium, without barriers."""

from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from tests.audit import BIRTH
from tests.audit import dossiers
from tests.audit import EDITOR
from tests.audit import PAID
from tests.audit import PASSWORD
from tests.audit import SUPERVISOR
from tests.browser import axe

import hanam.dvc.register.session as register
import transaction
import unittest


class AuditTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        register.for_writing().add_all(
            [*dossiers(PAID, "counter", 4), *dossiers(PAID, "online", 1)]
        )
        transaction.commit()
        self.chromium = self.enterContext(axe.browser())

    def page(self, user, path, width=axe.DESK):
        page = axe.page(self, width, height=800)
        if user:
            axe.log_in(page, self.url, user, PASSWORD)
        page.goto(f"{self.url}/{path}")
        return page

    def test_a_supervisor_reckons_what_measures_bring(self):
        page = self.page(SUPERVISOR, "thong-ke")
        page.get_by_role("link", name="Mức độ dịch vụ công", exact=True).click()
        page.get_by_role("checkbox", name="Thu phí, lệ phí trực tuyến").check()
        page.get_by_role("button", name="Tính và xem").click()
        page.get_by_text("mỗi năm có 5 hồ sơ làm được hoàn toàn trực tuyến").wait_for()
        axe.check(self, page)
        page.locator(f'tr:has-text("{PAID}") th a').click()
        page.get_by_text("Tổ chức thu phí, lệ phí trực tuyến.").wait_for()
        axe.check(self, page)

    def test_an_editor_goes_from_a_gap_to_its_field(self):
        page = self.page(EDITOR, "danh-muc")
        page.get_by_role("link", name="Mức độ đầy đủ của thủ tục").click()
        page.get_by_role(
            "link", name="Có mẫu đơn nêu tên nhưng không tải được"
        ).first.click()
        page.locator(".aud-gaps a", has_text="Có mẫu đơn").first.click()
        page.wait_for_url("**/phien-ban")
        page.goto(f"{self.url}/thu-tuc/{BIRTH}/@@bo-sung?truong=level_reason")
        page.wait_for_url("**/edit#*")
        field = page.locator("#formfield-form-widgets-level_reason")
        field.locator("input").wait_for()

    def test_a_field_in_a_hidden_tab_is_brought_forward(self):
        page = self.page("quan.tri", f"thu-tuc/{BIRTH}/@@bo-sung?truong=legal_basis")
        page.wait_for_url("**/edit#*")
        field = page.locator("#formfield-form-widgets-legal_basis")
        field.wait_for()

    def test_an_editor_changes_a_level_and_announces_it(self):
        page = self.page(EDITOR, f"thu-tuc/{BIRTH}/edit")
        page.get_by_label("Mức độ trực tuyến công bố").select_option("4")
        page.get_by_label("Lý do đổi mức độ").fill("Đã thu phí trực tuyến")
        page.get_by_role("button", name="Lưu").click()
        page.wait_for_url(lambda url: "/edit" not in url)
        page.get_by_role("link", name="tin thông báo khi thay đổi").click()
        page.get_by_text("Đã thu phí trực tuyến").wait_for()
        axe.check(self, page)
        page.get_by_role("button", name="Soạn tin về thay đổi này").first.click()
        page.wait_for_url("**/tin-tuc/**")
        heading = page.get_by_role("heading", level=1).inner_text()
        self.assertEqual(heading, "Từ nay làm hoàn toàn trực tuyến: Đăng ký khai sinh")
        link = page.get_by_role("link", name="Xem giấy tờ cần có và nộp hồ sơ")
        link.first.click()
        page.wait_for_url(f"**/thu-tuc/{BIRTH}")

    def test_no_page_has_a_barrier_or_scrolls_sideways(self):
        pages = (
            (SUPERVISOR, "danh-muc"),
            (SUPERVISOR, "kiem-tra-danh-muc"),
            (EDITOR, "kiem-tra-danh-muc?gap=forms"),
            (SUPERVISOR, "nang-muc-do?done=online_payment"),
            (SUPERVISOR, "don-gian-hoa"),
            (EDITOR, f"thu-tuc/{PAID}/@@muc-do"),
            (EDITOR, f"thu-tuc/{BIRTH}"),
            (None, "lich-su-muc-do"),
            (None, f"thu-tuc/{BIRTH}"),
            (SUPERVISOR, "kiem-tra-danh-muc?gap=channels"),
        )
        for width in (axe.PHONE, axe.DESK):
            own = {}
            for user, path in pages:
                page = own.get(user) or self.page(user, path, width)
                own[user] = page
                page.goto(f"{self.url}/{path}")
                with self.subTest(width=width, user=user, path=path):
                    axe.check(self, page)
