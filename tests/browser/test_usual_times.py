"""The page of a procedure with its usual time in Chromium, without barriers."""

from tests.browser import axe
from tests.filing import CODE
from tests.functional.test_usual_times import ShownCase


class UsualTimeInTheBrowserTest(ShownCase):
    def test_the_usual_time_is_no_barrier(self):
        chromium = self.enterContext(axe.browser())
        for width in (axe.PHONE, axe.DESK):
            context = chromium.new_context(
                viewport={"width": width, "height": 800},
                bypass_csp=True,
                locale="vi-VN",
            )
            self.addCleanup(context.close)
            page = context.new_page()
            page.set_default_timeout(axe.PATIENCE)
            page.goto(f"{self.portal.absolute_url()}/thu-tuc/{CODE}")
            page.get_by_text("Thời gian thường lệ ở từng cơ quan").click()
            with self.subTest(width=width):
                axe.check(self, page)
