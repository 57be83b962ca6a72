"""The legal clock in Chromium: a limit extended, a calendar changed, screens without barriers."""

from datetime import date
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.recount import working
from hanam.dvc.register import session
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import act_as
from tests.dossiers import add_user
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD

import transaction
import unittest


class ClockTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        add_user(self.portal, "keeper", ("CalendarKeeper",))
        self.url = self.portal.absolute_url()
        dossier = dossier_in(self.portal, "processing", now=moment.now())
        self.code, self.address = dossier.code, dossier.absolute_url()
        self.due = dossier.due
        transaction.commit()
        self.chromium = self.enterContext(axe.browser())

    def page(self, user, path):
        page = axe.page(self, axe.DESK, height=800, **axe.as_user(user, PASSWORD))
        page.goto(path if path.startswith("http") else f"{self.url}/{path}")
        return page

    def check(self, page):
        """No barrier and nothing wider than the screen, on a desk and on a phone."""
        for width in (axe.DESK, axe.PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            axe.check(self, page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            self.assertLessEqual(wide, width, page.url)
        page.set_viewport_size({"width": axe.DESK, "height": 800})

    def fresh(self):
        session.session().close()
        transaction.begin()
        return access.find(self.code)

    def test_an_officer_extends_from_the_keyboard(self):
        proposed = extending.propose(self.fresh(), moment.now())
        page = self.page("officer", self.address)
        page.locator("#extend > summary").press("Enter")
        self.check(page)
        page.locator("[id='extend.reason']").fill("Phải xác minh tại xã.")
        page.locator("#extend button[name=action]").press("Enter")
        page.locator("#extend").wait_for(state="detached")
        self.assertEqual(self.fresh().due, proposed)

    def test_a_keeper_changes_the_calendar_and_sees_it_happen(self):
        day: date = self.due.date()
        page = self.page("keeper", f"lich-lam-viec?year={day.year}")
        page.locator("#day").fill(day.isoformat())
        page.locator("#name").fill("Nghỉ thêm mẫu")
        page.locator("button[value=put]").click()
        page.locator("#draft-title").wait_for()
        self.check(page)
        page.locator("button[value=preview]").click()
        page.get_by_text(self.code).wait_for()
        page.locator("input[name=scope][value=open]").check()
        page.locator("#decision").fill("QĐ mẫu")
        page.locator("#reason").fill("Nghỉ thêm một ngày.")
        self.check(page)
        page.locator("button[value=decide]").click()
        page.locator("progress").wait_for()
        act_as(self.portal, "")
        transaction.begin()
        working.work(self.portal)
        # The page looks again by itself.
        page.locator("progress").wait_for(state="detached")
        self.assertGreater(self.fresh().due, self.due)
        page.goto(f"{self.url}/lich-lam-viec-phien-ban?version=1")
        self.check(page)
