"""The desk of a clerk in Chromium: keys, forms that lose nothing, screens without barriers."""

from hanam.dvc.dossiers import moment
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD
from tests.dossiers import PDF

import re
import transaction
import unittest


class StaffTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        portal = self.layer["portal"]
        build_world(portal)
        self.url = portal.absolute_url()
        now = moment.now()
        self.codes = [dossier_in(portal, "submitted", now=now).code for _ in range(3)]
        self.accepted = dossier_in(portal, "accepted", now=now).absolute_url()
        self.processing = dossier_in(portal, "processing", now=now).absolute_url()
        transaction.commit()
        self.chromium = self.enterContext(axe.browser())

    def page(self, user, path, width=axe.DESK, **more):
        """A page of somebody's own browser."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 800}, bypass_csp=True, **more
        )
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(axe.PATIENCE)
        page.goto(f"{self.url}/login")
        page.get_by_label("Tên tài khoản").fill(user)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url(lambda url: "/login" not in url)
        page.goto(path if path.startswith("http") else f"{self.url}/{path}")
        return page

    def current(self, page):
        return page.locator("tr.is-current").get_attribute("data-row")

    def test_the_worklist_is_worked_by_keys(self):
        page = self.page("leader", "viec?tab=to_accept&sort=filed")
        first, second, third = page.locator("tr[data-row]").evaluate_all(
            "rows => rows.map(row => row.dataset.row)"
        )
        self.assertFalse(page.locator("[data-worklist-bar]").is_visible())
        page.keyboard.press("j")
        self.assertEqual(self.current(page), first)
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("j")
        self.assertEqual(self.current(page), third)
        page.keyboard.press("k")
        self.assertEqual(self.current(page), second)
        page.keyboard.press("x")
        chosen = page.locator("tr.is-selected").get_attribute("data-row")
        self.assertEqual(chosen, second)
        self.assertEqual(page.locator("[data-number]").inner_text(), "1")
        page.keyboard.press("/")
        focused = page.evaluate("document.activeElement.id")
        self.assertEqual(focused, "q")
        page.keyboard.type("jjx")
        self.assertEqual(page.input_value("#q"), "jjx")
        page.keyboard.press("Escape")
        page.keyboard.press("k")
        self.assertEqual(self.current(page), first)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{first}")

    def test_a_name_is_searched_for_by_keys_and_stands_in_no_address(self):
        page = self.page("leader", "viec?tab=all")
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.keyboard.press("/")
        page.keyboard.type("nguyen thi mau")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"[?&]s=[0-9a-f]{32}"))
        self.assertEqual(page.input_value("#q"), "nguyen thi mau")
        self.assertEqual(page.locator("tr[data-row]").count(), 5)
        page.get_by_role("link", name="Hẹn trả").click()
        page.wait_for_url(re.compile("sort="))
        self.assertEqual(page.input_value("#q"), "nguyen thi mau")
        page.go_back()
        page.reload()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ho-so/**")
        self.assertGreater(len(asked), 4)
        self.assertEqual([url for url in asked if "nguyen" in url.lower()], [])
        for width in (axe.PHONE, axe.DESK):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{self.url}/viec?tab=all&s=none")
            page.get_by_text("chỉ được lưu trong vài giờ").wait_for()
            focused = page.evaluate("document.activeElement.id")
            self.assertEqual(focused, "q")
            axe.check(self, page)

    def test_the_next_action_and_the_clock_stand_on_the_first_screen(self):
        for user, url, button in (
            ("clerk", f"{self.url}/viec?q={self.codes[0]}", "Tiếp nhận hồ sơ"),
            ("officer", self.accepted, "Nhận và bắt đầu xử lý"),
            ("officer", self.processing, "Chuyển bước tiếp theo"),
        ):
            with self.subTest(button=button):
                page = self.page(user, url)
                self.assertLess(bottom(page.get_by_role("button", name=button)), 800)
                self.assertLess(bottom(page.locator(".ctr-when")), 200)
                self.assertLess(bottom(page.locator(".ctr-action").last), 800)

    def test_receiving_takes_one_screen_and_the_keyboard(self):
        page = self.page("clerk", "tiep-nhan?procedure=1.999001")
        button = page.get_by_role("button", name="Tiếp nhận và in giấy hẹn")
        self.assertLess(bottom(button), 800)
        focused = page.evaluate("document.activeElement.id")
        self.assertEqual(focused, "find")
        page.keyboard.type(APPLICANT["id_number"])
        page.keyboard.press("Enter")
        name = page.locator('[id="applicant.name"]')
        name.and_(page.locator('[value="Nguyễn Thị Mẫu"]')).wait_for()
        self.assertEqual(page.evaluate("document.activeElement.id"), "all-there")
        page.get_by_role("button", name="Đánh dấu đủ").press("Enter")
        self.assertTrue(page.locator('[id="papers.don"]').is_checked())
        self.assertFalse(page.locator('[id="papers.khac"]').is_checked())
        name.press("Enter")
        page.wait_for_url("**/@@giay-tiep-nhan?in=1")
        axe.check(self, page)

    def test_scans_survive_what_is_wrong_elsewhere(self):
        page = self.page("clerk", "tiep-nhan?procedure=1.999001")
        scan = {"name": "don.pdf", "mimeType": "application/pdf", "buffer": PDF}
        page.locator('[name="papers.don.scan:list"]').set_input_files([scan])
        page.get_by_role("checkbox", name="Đơn đề nghị").check()
        page.locator('[id="applicant.name"]').fill("Trần Thị Giấy")
        page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
        page.locator("#errors").wait_for()
        self.assertEqual(page.evaluate("document.activeElement.id"), "errors")
        kept = page.locator('[name="papers.don.scan:list"]').evaluate(
            "field => [...field.files].map(file => file.name)"
        )
        self.assertEqual(kept, ["don.pdf"])
        axe.check(self, page)
        page.locator('[id="applicant.id_number"]').fill("035185000077")
        page.locator('[id="papers.to-khai"]').check()
        page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
        page.wait_for_url("**/@@giay-tiep-nhan?in=1")
        page.get_by_role("link", name="Mở hồ sơ").click()
        self.assertIn("don.pdf", page.locator("main").inner_text())

    def test_a_refused_action_says_why_and_keeps_the_text(self):
        page = self.page("officer", self.processing)
        stop = page.locator("#stop")
        stop.locator("summary").click()
        stop.get_by_role("button").click()
        page.locator("#errors").wait_for()
        self.assertIn("lý do", page.locator("#errors").inner_text().lower())
        axe.check(self, page)
        stop.locator("textarea").fill("Không đủ điều kiện.")
        stop.get_by_role("button").click()
        page.get_by_text("Đã dừng xử lý; người nộp").wait_for()

    def test_a_broken_connection_loses_nothing(self):
        page = self.page("officer", self.processing)
        stop = page.locator("#stop")
        stop.locator("summary").click()
        stop.locator("textarea").fill("Lý do gõ rất lâu.")
        page.context.set_offline(True)
        stop.get_by_role("button").click()
        page.get_by_text("nội dung bạn đã nhập vẫn còn nguyên").wait_for()
        self.assertEqual(stop.locator("textarea").input_value(), "Lý do gõ rất lâu.")
        page.context.set_offline(False)
        stop.get_by_role("button").click()
        page.get_by_text("Đã dừng xử lý; người nộp").wait_for()

    def test_the_owner_is_asked_for_only_where_it_is_somebody_else(self):
        page = self.page("clerk", "tiep-nhan?procedure=1.999001")
        owner = page.locator('[id="owner.name"]')
        self.assertFalse(owner.is_visible())
        page.get_by_label("Nộp thay cho người khác").check()
        self.assertTrue(owner.is_visible())
        tax = page.locator('[id="applicant.tax_code"]')
        self.assertFalse(tax.is_visible())
        page.get_by_label("Tổ chức").first.check()
        self.assertTrue(tax.is_visible())
        self.assertFalse(page.locator('[id="applicant.id_number"]').is_visible())
        axe.check(self, page)

    def test_no_page_has_a_barrier_or_scrolls_sideways(self):
        pages = (
            ("leader", "viec?tab=all"),
            ("leader", "viec?tab=x"),
            ("leader", "vai-tro"),
            ("leader", "khong-nguoi-phu-trach"),
            ("clerk", "viec?tab=overdue"),
            ("officer", self.accepted),
            ("leader", self.processing),
            ("clerk", f"{self.accepted}/@@giay-tiep-nhan"),
            ("clerk", "tiep-nhan"),
            ("clerk", "tiep-nhan?procedure=1.999001"),
            ("citizen", "viec"),
        )
        # One browser a user: each holds its connections, and the server of the tests has few.
        desks = {user: self.page(user, "tra-cuu") for user, _path in pages}
        for width in (axe.PHONE, axe.DESK):
            for user, path in pages:
                with self.subTest(path=path, width=width):
                    page = desks[user]
                    page.set_viewport_size({"width": width, "height": 800})
                    page.goto(path if path.startswith("http") else f"{self.url}/{path}")
                    axe.check(self, page)

    def test_the_receipt_fits_a_sheet_of_a5(self):
        page = self.page("clerk", f"{self.accepted}/@@giay-tiep-nhan")
        pdf = page.pdf(prefer_css_page_size=True)
        sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
        millimetres = [
            [round(float(side) * 25.4 / 72) for side in one] for one in sizes
        ]
        self.assertEqual(millimetres, [[148, 210]])

    def test_it_works_without_scripts(self):
        page = self.page(
            "clerk", "tiep-nhan?procedure=1.999001", java_script_enabled=False
        )
        page.locator('[id="applicant.name"]').fill("Trần Thị Giấy")
        page.locator('[id="applicant.id_number"]').fill("035185000077")
        page.locator('[id="papers.don"]').check()
        page.locator('[id="papers.to-khai"]').check()
        page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
        page.wait_for_url("**/@@giay-tiep-nhan?in=1")
        page.get_by_role("link", name="Mở hồ sơ").click()
        self.assertIn("Trần Thị Giấy", page.locator("main").inner_text())


def bottom(locator) -> float:
    """Where an element ends, in pixels from the top of the window."""
    box = locator.bounding_box()
    return box["y"] + box["height"]
