"""Results in Chromium: signing with a PIN, a signature drawn by pointer, the way by keyboard, no barriers."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.register import results
from hanam.dvc.register import session
from hanam.dvc.sandbox.authority.people import PIN
from hanam.dvc.testing import FUNCTIONAL
from tests import signatures
from tests.browser import axe
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD

import transaction
import unittest


class ResultsTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.authority = signatures.started()
        self.addCleanup(self.authority.stop)
        signatures.switch_on(self.authority, {"lanh-dao": ["leader"]})
        self.url = self.portal.absolute_url()
        self.now = moment.now()
        self.chromium = self.enterContext(axe.browser())

    def dossier(self, state):
        dossier = dossier_in(self.portal, state, now=self.now)
        transaction.commit()
        self.code = dossier.code
        return dossier.absolute_url()

    def page(self, user, path, width=axe.DESK):
        """A page of somebody's own browser."""
        return axe.page_of(self, user, PASSWORD, path, width)

    def stored(self):
        session.session().close()
        transaction.begin()
        return access.find(self.code)

    def check(self, page, *widths):
        axe.check_at(self, page, *widths)

    def test_a_result_is_added_signed_and_verified(self):
        url = self.dossier("processing")
        page = self.page("leader", f"{url}/@@ket-qua")
        self.check(page)
        page.locator("#number").fill("12/GM-SM")
        page.locator("#file").set_input_files(
            {
                "name": "ket-qua.pdf",
                "mimeType": "application/pdf",
                "buffer": signatures.document(),
            }
        )
        page.locator("button[value=add]").click()
        page.locator("#pin").wait_for()
        self.check(page)
        page.locator("#pin").fill("000000")
        page.locator("button[value=sign]").click()
        page.locator("#errors").wait_for()
        self.check(page)
        page.locator("#pin").fill(PIN)
        if page.locator("#why").count():
            page.locator("#why").fill("Ký sớm.")
        page.locator("button[value=sign-finish]").click()
        page.wait_for_url(url)
        self.assertEqual(self.stored().state, "finished")
        (row,) = results.of_dossier(self.code)
        seen = self.page("", f"{self.url}/xac-thuc")
        self.check(seen)
        seen.locator("#code").fill(row.code.lower())
        seen.keyboard.press("Enter")
        seen.locator("#verdict").wait_for()
        self.assertIn("12/GM-SM", seen.locator("main").inner_text())
        self.check(seen)
        data = self.stored().results[0].file.data
        # As if the file were dropped on its form.
        seen.evaluate(
            """(bytes) => {
              const form = document.querySelector("form[data-drop]");
              const files = new DataTransfer();
              files.items.add(new File([new Uint8Array(bytes)], "a.pdf"));
              form.dispatchEvent(new DragEvent("drop", {dataTransfer: files}));
            }""",
            list(data),
        )
        seen.locator(".dvc-notice-good").wait_for()
        self.assertTrue(seen.url.endswith("/xac-thuc"))

    def test_the_receiver_draws_a_signature(self):
        url = self.dossier("finished")
        page = self.page("clerk", f"{url}/@@tra-ket-qua")
        self.check(page)
        pad = page.locator("#pad")
        # Hovering waits until the field has stopped moving.
        pad.hover(position={"x": 30, "y": 40})
        page.mouse.down()
        for step in range(1, 8):
            pad.hover(position={"x": 30 + 25 * step, "y": 70 if step % 2 else 40})
        page.mouse.up()
        self.assertIn("PNG", page.evaluate("atob(document.querySelector("
                      "'input[name=drawing]').value.split(',')[1]).slice(1, 4)"))  # fmt: skip
        hand = page.locator("button[value=hand]:not([aria-hidden])")
        page.locator("#receiver").fill("")
        hand.click()
        page.locator("#errors").wait_for()
        # What was drawn is still there: nobody signs twice.
        page.locator("#receiver").fill("Trần Văn Mẫu")
        page.get_by_text("Đã có chữ ký.").wait_for()
        hand.click()
        page.locator("#handed").wait_for()
        dossier = self.stored()
        self.assertEqual(dossier.state, "returned")
        self.assertTrue(dossier.drawings[0].file.data.startswith(b"\x89PNG"))
        self.check(page)

    def test_who_cannot_draw_is_served_by_the_keyboard_alone(self):
        url = self.dossier("finished")
        page = self.page("clerk", f"{url}/@@tra-ket-qua")
        page.locator("input[name=proof][value=drawn]").focus()
        page.keyboard.press("ArrowDown")
        while not page.locator("input[name=proof][value=card]").is_checked():
            page.keyboard.press("ArrowDown")
        self.assertFalse(page.locator("#pad").is_visible())
        page.locator("#receiver").focus()
        page.keyboard.press("Enter")
        page.locator("#handed").wait_for()
        self.assertEqual(self.stored().handed[-1]["proof"], "card")

    def test_an_empty_field_is_no_signature(self):
        url = self.dossier("finished")
        page = self.page("clerk", f"{url}/@@tra-ket-qua", axe.PHONE)
        page.locator("button[value=hand]:not([aria-hidden])").click()
        page.locator("#errors").wait_for()
        self.check(page, axe.PHONE)
        self.assertEqual(self.stored().state, "finished")
