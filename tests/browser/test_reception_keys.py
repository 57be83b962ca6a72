"""A returning applicant is received by keyboard alone, and scanners are faster than pages."""

from hanam.dvc.dossiers import moment
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register import slips
from hanam.dvc.register import why_not_online
from hanam.dvc.register.model import DossierRow
from hanam.dvc.testing import FUNCTIONAL
from tests.browser import axe
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD
from tests.dossiers import PDF

import transaction
import unittest


# 12 digits and Enter find the person, Enter ticks the papers, 2 says why not online, Enter receives.
KEYSTROKES = 16


class Keys:
    """A keyboard that counts."""

    def __init__(self, page):
        self.page = page
        self.pressed = 0

    def press(self, key):
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text):
        for letter in text:
            self.press(letter)


class ReceptionTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        portal = self.layer["portal"]
        build_world(portal)
        self.url = portal.absolute_url()
        now = moment.now()
        self.codes = [dossier_in(portal, "accepted", now=now).code for _ in range(3)]
        transaction.commit()
        chromium = self.enterContext(axe.browser())
        self.context = chromium.new_context(
            viewport={"width": axe.DESK, "height": 800},
            bypass_csp=True,
            **axe.as_user("clerk", PASSWORD),
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(axe.PATIENCE)
        self.page.add_init_script("window.print = () => { window.printed = true; };")

    def focused(self, mark):
        """Wait until the focus is where a selector says."""
        self.page.wait_for_function(
            "mark => document.activeElement && document.activeElement.matches(mark)",
            arg=mark,
        )

    def fresh(self):
        session.session().close()
        transaction.begin()

    def rows(self):
        self.fresh()
        return session.session().query(DossierRow).order_by(DossierRow.filed).all()

    def test_a_returning_applicant_is_received_without_a_mouse(self):
        page, keys = self.page, Keys(self.page)
        page.goto(f"{self.url}/tiep-nhan?procedure=1.999001")
        self.focused("#find")
        axe.check(self, page)
        keys.type(APPLICANT["id_number"])
        keys.press("Enter")
        self.focused("#all-there")
        name = page.locator('[id="applicant.name"]').input_value()
        self.assertEqual(name, APPLICANT["name"])
        keys.press("Enter")
        self.focused("#why input")
        keys.press("2")
        self.focused("#why input:checked")
        keys.press("Enter")
        page.wait_for_url("**/@@giay-tiep-nhan?in=1")
        page.wait_for_function("window.printed")
        self.focused("#next")
        self.assertEqual(keys.pressed, KEYSTROKES)
        axe.check(self, page)
        keys.press("Enter")
        self.focused("#find")
        received = self.rows()[-1]
        self.assertEqual((received.channel, received.state), ("counter", "accepted"))
        self.assertEqual(why_not_online.of(received.code), "not_able")

    def test_a_name_gives_a_list_that_digits_and_arrows_choose_from(self):
        page, keys = self.page, Keys(self.page)
        page.goto(f"{self.url}/tiep-nhan?procedure=1.999001")
        self.focused("#find")
        keys.type("nguyen thi mau")
        keys.press("Enter")
        self.focused(".ctr-people li:first-child button")
        axe.check(self, page)
        keys.press("ArrowDown")
        keys.press("1")
        self.focused("#all-there")
        phone = page.locator('[id="applicant.phone"]').input_value()
        self.assertEqual(phone, "0912345678")
        page.locator("#note").focus()
        page.keyboard.press("F4")
        self.focused("#why input")
        page.keyboard.press("?")
        self.assertTrue(page.locator("#keys").evaluate("keys => keys.open"))
        page.keyboard.press("F8")
        page.wait_for_url("**/@@giay-tiep-nhan?in=1")

    def test_files_are_dropped_on_their_paper_and_the_appointment_follows(self):
        page = self.page
        page.goto(f"{self.url}/tiep-nhan?procedure=1.999001")
        row = page.locator('[data-sheet="don"]')
        row.evaluate(
            """(row, text) => {
              const files = new DataTransfer();
              files.items.add(new File([text], "don.pdf", {type: "application/pdf"}));
              for (const type of ["dragover", "drop"]) {
                row.dispatchEvent(new DragEvent(type, {
                  bubbles: true, cancelable: true, dataTransfer: files,
                }));
              }
            }""",
            PDF.decode("latin-1"),
        )
        names = "row => [...row.querySelector('[type=file]').files].map(f => f.name)"
        self.assertEqual(row.evaluate(names), ["don.pdf"])
        self.assertTrue(page.locator('[id="papers.don"]').is_checked())
        self.assertFalse(page.locator("#posted").is_visible())
        with page.expect_response(lambda answer: "@reception" in answer.url) as told:
            page.locator("input[name=channel][value=post]").check()
        self.assertTrue(told.value.ok)
        self.assertIn("ngày", page.locator("[data-due]").inner_text())
        self.assertTrue(page.locator("#posted").is_visible())
        self.assertFalse(page.locator("#why").is_visible())
        page.set_viewport_size({"width": axe.PHONE, "height": 740})
        axe.check(self, page)

    def test_codes_scanned_faster_than_pages_load_all_arrive(self):
        page = self.page
        page.goto(f"{self.url}/ban-giao")
        axe.check(self, page)
        page.locator("#to_office").fill("Phòng 3")
        page.locator("#from_office").fill("Một cửa")
        page.get_by_role("button", name="Lập phiếu").click()
        self.focused("#code")
        for code in self.codes:
            page.keyboard.type(code)
            page.keyboard.press("Enter")
        page.locator("tbody tr").nth(2).wait_for()
        shown = page.locator("tbody th").all_inner_texts()
        self.assertEqual(sorted(shown), sorted(self.codes))
        self.focused("#code")
        axe.check(self, page)
        page.get_by_role("button", name="Bàn giao", exact=True).click()
        page.get_by_role("link", name="In phiếu").wait_for()
        page.locator("#place").fill("Tủ A")
        page.locator("#place").press("Enter")
        self.focused("#code")
        for code in self.codes:
            page.keyboard.type(code)
            page.keyboard.press("Enter")
        page.get_by_text("Đã nhận đủ").wait_for()
        self.fresh()
        (slip,) = slips.of_agencies(["so-mau"], [slips.DONE])
        self.assertEqual(slip.number, 1)
        self.assertEqual(queries.by_code(self.codes[2]).shelf, "Tủ A")
        page.set_viewport_size({"width": axe.PHONE, "height": 740})
        for path in (f"ban-giao/{slip.id}", "ban-giao", "ke-ho-so"):
            page.goto(f"{self.url}/{path}")
            axe.check(self, page)
