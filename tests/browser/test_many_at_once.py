"""Many at once in Chromium: results signed with one PIN, apologies for a list; by keyboard, on a phone,
no barriers."""

from hanam.dvc.counter.jobs import running
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.register import letters
from hanam.dvc.register import session
from hanam.dvc.sandbox.authority.people import PIN
from hanam.dvc.signing import preparing
from hanam.dvc.testing import FUNCTIONAL
from tests import signatures
from tests.browser import axe
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD
from tests.late import FILED
from tests.late import FRIDAY
from tests.late import WEDNESDAY
from unittest.mock import patch

import asyncio
import transaction
import unittest


class ManyCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()
        self.url = self.portal.absolute_url()
        self.chromium = self.enterContext(axe.browser())

    def page(self, user, path, width=axe.DESK):
        """A page of somebody's own browser."""
        return axe.page_of(self, user, PASSWORD, f"{self.url}/{path}", width)

    def check(self, page, *widths):
        axe.check_at(self, page, *widths)

    def work(self):
        """What a worker does; signing has a loop of its own, as Playwright has in this thread."""
        act_as(self.portal, "")
        session.session().close()
        loop = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        try:
            running.run(self.portal)
        finally:
            asyncio._set_running_loop(loop)
        session.session().close()
        transaction.begin()
        self.portal._p_jar.sync()


class SigningTest(ManyCase):
    def setUp(self):
        super().setUp()
        self.authority = signatures.started()
        self.addCleanup(self.authority.stop)
        signatures.switch_on(self.authority, {"lanh-dao": ["leader"]})
        self.codes = []
        for number in range(3):
            dossier = dossier_in(self.portal, "processing", now=moment.now())
            act_as(self.portal, "officer")
            given = preparing.Document(
                title="Giấy mẫu", number=f"{number}/GM", filename="a.pdf",
                data=signatures.document(),
            )  # fmt: skip
            preparing.add(dossier, given)
            self.codes.append(dossier.code)
        transaction.commit()

    def signed(self):
        """How many documents have a signature."""
        papers = [access.find(code).prepared[0] for code in self.codes]
        return sum(b"/ByteRange" in paper.file.data for paper in papers)

    def test_a_leader_reads_chooses_and_signs_by_keyboard(self):
        page = self.page("leader", "ky")
        self.check(page)
        with page.context.expect_page() as opened:
            page.keyboard.press("j")
            page.keyboard.press("Enter")
        opened.value.close()
        page.keyboard.press("x")
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.locator("[data-number]").get_by_text("2").wait_for()
        page.locator("#pin").fill("000000")
        page.keyboard.press("Enter")
        page.locator("#errors").wait_for()
        self.check(page)
        self.assertEqual(page.locator("[name='chosen:list']:checked").count(), 2)
        page.locator("#pin").fill(PIN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/cong-viec/*")
        self.work()
        page.reload()
        page.locator("tr[data-result] .dvc-state-good").nth(1).wait_for()
        self.check(page)
        self.assertEqual((self.signed(), self.authority.signed), (2, 2))

    def test_all_are_chosen_without_a_script(self):
        context = self.chromium.new_context(
            java_script_enabled=False,
            viewport={"width": axe.PHONE, "height": 800},
            **axe.as_user("leader", PASSWORD),
        )
        self.addCleanup(context.close)
        page = context.new_page()
        page.set_default_timeout(axe.PATIENCE)
        page.goto(f"{self.url}/ky")
        page.locator("button[value=all]").click()
        self.assertEqual(page.locator("[name='chosen:list']:checked").count(), 3)
        page.locator("#pin").fill(PIN)
        page.locator("button[value=sign]").last.click()
        page.wait_for_url("**/cong-viec/*")
        self.work()
        self.assertEqual(self.signed(), 3)


class ApologiesTest(ManyCase):
    def setUp(self):
        super().setUp()
        self.codes = [
            dossier_in(self.portal, "processing", now=FILED).code for _ in range(3)
        ]
        act_as(self.portal, "")
        transaction.commit()

    def at(self, now):
        stopped = patch.object(moment, "now", lambda: now)
        stopped.start()
        self.addCleanup(stopped.stop)

    def test_a_leader_apologises_for_a_list(self):
        for now in (WEDNESDAY, FRIDAY):
            with self.subTest(now=now):
                self.at(now)
                page = self.page("leader", "tre-han")
                self.check(page)
                code = self.codes[0] if now == WEDNESDAY else self.codes[1]
                page.locator(f"#chosen-{code.replace('.', chr(92) + '.')}").check()
                send = page.locator("#many button[value=many]")
                send.click()
                page.locator("#errors").wait_for()
                self.check(page)
                page.locator("#many-reason").fill("Vì mưa lũ.")
                send.click()
                page.wait_for_url("**/cong-viec/*")
                self.work()
                page.reload()
                page.locator("tr[data-result] .dvc-state-good").wait_for()
                self.assertEqual(len(letters.of_dossier(code, "04")), 1)
