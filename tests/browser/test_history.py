"""The check of a history in Chromium: the browser's own verdict, and pages without barriers."""

from hanam.dvc.register import sealing
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import PASSWORD
from tests.histories import by_hand
from tests.histories import DAY
from tests.histories import HistoryCase
from tests.histories import LATER

import transaction


SAME = "Trình duyệt của bạn đã tự kiểm tra và cho cùng kết quả."
OTHER = "Trình duyệt của bạn đã tự kiểm tra và thấy nhật ký đã bị thay đổi"


class HistoryInTheBrowserTest(HistoryCase):
    layer = FUNCTIONAL

    def setUp(self):
        super().setUp()
        self.filed()
        transaction.begin()
        list(sealing.seal_until(DAY, LATER))
        self.staff("officer").get(self.address())
        self.chromium = self.enterContext(axe.browser())

    def look_at(self, path, width=axe.PHONE, **more):
        page = axe.page(self, width, height=800, **more)
        page.goto(path if path.startswith("http") else self.url(path))
        return page

    def url(self, path):
        return f"{self.portal.absolute_url()}/{path}"

    def test_the_browser_comes_to_the_same_result(self):
        for width in (axe.PHONE, axe.DESK):
            page = self.look_at(self.check, width)
            page.get_by_text(SAME).wait_for()
            page.get_by_text("Nhật ký còn nguyên vẹn").wait_for()
            axe.check(self, page)

    def test_the_browser_finds_by_itself_what_the_portal_would_hide(self):
        """A portal that sends another proof than it kept, and calls it whole."""
        page = self.look_at("nhat-ky")

        def other(route):
            answer = route.fetch()
            route.fulfill(body=answer.text().replace("Thiếu giấy tờ.", "Đủ giấy tờ."))

        page.route("**/bang-chung.json", other)
        page.goto(self.url(self.check))
        page.get_by_text("Nhật ký còn nguyên vẹn").wait_for()
        page.get_by_text(OTHER).wait_for()

    def test_another_seal_than_the_published_one_is_found_too(self):
        page = self.look_at("nhat-ky")

        def other(route):
            answer = route.fetch()
            route.fulfill(body=answer.text().replace('"count": 1', '"count": 2'))

        page.route("**/nhat-ky/2018-09-10.json", other)
        page.goto(self.url(self.check))
        page.get_by_text(OTHER).wait_for()

    def test_a_tampered_history_is_told_twice(self):
        by_hand("UPDATE history SET note = 'khác' WHERE no = 3")
        page = self.look_at(self.check)
        page.get_by_text("từ mục số 3 trở đi không còn đúng").wait_for()
        page.get_by_text(OTHER).wait_for()
        axe.check(self, page)

    def test_without_scripts_the_verdict_of_the_portal_stands_there(self):
        page = self.look_at(self.check, java_script_enabled=False)
        page.get_by_text("Nhật ký còn nguyên vẹn").wait_for()
        self.assertFalse(page.get_by_text(SAME).is_visible())

    def test_the_other_pages_have_no_barriers(self):
        for path, width in (
            (f"tra-cuu/{self.code}/{self.secret}", axe.PHONE),
            ("nhat-ky", axe.PHONE),
            ("nhat-ky", axe.DESK),
        ):
            with self.subTest(path=path, width=width):
                axe.check(self, self.look_at(path, width))

    def test_the_pages_of_staff_and_of_auditors_have_no_barriers(self):
        for user, path in (
            ("leader", self.address()),
            ("supervisor", f"kiem-tra-nhat-ky/{self.code}"),
        ):
            page = axe.page(self, axe.DESK, height=800)
            axe.log_in(page, self.portal.absolute_url(), user, PASSWORD)
            page.goto(path if path.startswith("http") else self.url(path))
            with self.subTest(user=user):
                page.get_by_text("officer (mẫu)").first.wait_for(state="attached")
                for summary in page.get_by_text("Số lượt cán bộ xem").all():
                    summary.click()
                axe.check(self, page)
