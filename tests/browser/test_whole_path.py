"""The whole way of a dossier in Chromium: guest, clerk, officer, leader, each with own eyes.

With DVC_PICTURES set to a folder, the pictures of the README are made there (`make pictures`).
"""

from datetime import date
from hanam.dvc.operations.simulate import simulate
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from pathlib import Path
from tests import codes
from tests.browser import axe

import base64
import os
import requests
import tempfile
import transaction
import unittest


PASSWORD = "Mau-2018-hanam"
PROCEDURE = "2.000635"
AGENCY = "so-tu-phap"


class WholePathTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        self.chromium = self.enterContext(axe.browser())
        body = requests.get(
            f"{self.url}/@dossiers/example?procedure={PROCEDURE}",
            headers={"Accept": "application/json"},
            timeout=30,
        )
        self.example = body.json()
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.paper = folder / "giay-to.pdf"
        self.paper.write_bytes(base64.b64decode(self.example["papers"][0]["data"]))

    def page(self, width=axe.DESK, user=None):
        """A page of a browser of its own, signed in as ``user``."""
        page = axe.page(self, width, height=800, accept_downloads=True)
        if user:
            axe.log_in(page, self.url, user, PASSWORD)
        return page

    def picture(self, page, name):
        """Keep what the page shows, where pictures are wanted."""
        folder = os.environ.get("DVC_PICTURES")
        if folder:
            page.screenshot(path=str(Path(folder) / f"{name}.png"))

    def find_procedure(self, page):
        """Home, a search without diacritics, the procedure, its button."""
        page.goto(self.url)
        axe.check(self, page)
        search = page.locator("main input[name=q]").first
        search.fill("trich luc ho tich")
        search.press("Enter")
        page.wait_for_url("**/thu-tuc?**")
        axe.check(self, page)
        link = page.locator(f"main a[href$='/thu-tuc/{PROCEDURE}']").first
        link.click()
        page.wait_for_url(f"**/thu-tuc/{PROCEDURE}")
        axe.check(self, page)
        page.get_by_role("link", name="Nộp hồ sơ trực tuyến").first.click()
        page.wait_for_url("**/nop-ho-so")

    def next_step(self, page, heading):
        """Save this step; the next one is the one expected, without a barrier."""
        page.get_by_role("button", name="Lưu và tiếp tục").click()
        page.get_by_role("heading", level=1, name=heading).wait_for()
        axe.check(self, page)

    def fill(self, page, name, value):
        """Answer one question of the declaration, whatever its control."""
        control = page.locator(f'main [name="data.{name}"]').first
        kind = control.evaluate("one => one.tagName + ' ' + one.type")
        if "radio" in kind:
            page.locator(f'main [name="data.{name}"][value="{value}"]').check()
        elif "checkbox" in kind:
            control.check()
        elif "SELECT" in kind:
            control.select_option(str(value))
        else:
            year, _, rest = str(value).partition("-")
            is_day = len(str(value)) == 10 and year.isdigit() and "-" in rest
            control.fill("15/01/2018" if is_day else str(value))

    def file_as_guest(self, page) -> str:
        """All steps on a phone; the secret address of the dossier."""
        self.find_procedure(page)
        page.get_by_role("button", name="Bắt đầu").click()
        page.get_by_role("heading", level=1, name="Bước 1").wait_for()
        person = self.example["applicant"]
        page.locator('[id="applicant.name"]').fill(person["name"])
        page.locator('[id="applicant.phone"]').fill(person["phone"])
        page.locator('[id="applicant.id_number"]').fill(person["id_number"][:10])
        page.get_by_role("button", name="Lưu và tiếp tục").click()
        said = page.locator("#errors")
        said.wait_for()
        self.assertIn("12 chữ số", said.inner_text())
        name = page.locator('[id="applicant.name"]').input_value()
        self.assertEqual(name, person["name"], "what was typed is still there")
        axe.check(self, page)
        page.locator('[id="applicant.id_number"]').fill(person["id_number"])
        self.next_step(page, "Bước 2")
        page.locator(f'input[type=radio][value="{AGENCY}"]').check()
        self.next_step(page, "Bước 3")
        for field, value in self.example["data"].items():
            self.fill(page, field, value)
        self.next_step(page, "Bước 4")
        page.locator("main input[type=file]").first.set_input_files(self.paper)
        self.next_step(page, "Bước 5")
        page.locator('[name="way.result_by"][value="online"]').check()
        page.locator('[id="contact.code"]').fill(codes.last_code())
        page.locator('[name="check.statement"]').check()
        page.get_by_role("button", name="Nộp hồ sơ").click()
        page.get_by_role("heading", name="Đã nộp hồ sơ").wait_for()
        axe.check(self, page)
        return page.url.removesuffix("/bien-nhan")

    def act(self, page, dossier_url, action, fill=(), file=None):
        """Carry out one action of staff on the dossier's page."""
        page.goto(dossier_url)
        axe.check(self, page)
        box = page.locator(f"details#{action}")
        if box.get_attribute("open") is None:
            box.locator("> summary").click()
        for name, value in fill:
            box.locator(f'[name="{name}"]').first.fill(value)
        if file is not None:
            box.locator("input[type=file]").first.set_input_files(file)
        self.press(page, box.locator("button[type=submit]").first)
        self.assertEqual(page.locator("#errors").count(), 0)

    def press(self, page, button):
        """Press a button that loads a page, and wait for that page."""
        with page.expect_navigation():
            button.click()

    def state(self, page):
        return page.locator(".dvc-state").first.inner_text().strip()

    def test_from_finding_a_procedure_to_holding_the_result(self):
        guest = self.page(axe.PHONE)
        secret_url = self.file_as_guest(guest)
        code = secret_url.split("/")[-2]

        guest.goto(secret_url)
        axe.check(self, guest)
        self.assertEqual(self.state(guest), "Mới đăng ký")

        clerk = self.page(user="mot.cua")
        clerk.goto(f"{self.url}/viec")
        axe.check(self, clerk)
        self.press(clerk, clerk.get_by_role("link", name=code))
        dossier_url = clerk.url
        self.act(clerk, dossier_url, "accept")
        clerk.goto(dossier_url)
        self.assertEqual(self.state(clerk), "Được tiếp nhận")

        officer = self.page(user="chuyen.vien")
        self.act(officer, dossier_url, "start")
        self.act(officer, dossier_url, "ask", [("reason", "Ảnh chụp bị mờ.")])

        guest.goto(secret_url)
        self.assertIn("Ảnh chụp bị mờ.", guest.locator("main").inner_text())
        axe.check(self, guest)
        guest.locator("main input[type=file]").first.set_input_files(self.paper)
        self.press(guest, guest.get_by_role("button", name="Gửi").first)
        guest.goto(secret_url)
        self.assertEqual(self.state(guest), "Đang xử lý")

        self.act(officer, dossier_url, "next_step")
        leader = self.page(user="lanh.dao")
        self.act(leader, dossier_url, "finish", [("number", "12/TL")], self.paper)
        self.act(clerk, dossier_url, "hand_over", [("receiver", "Nguyễn Thị Mẫu")])
        guest.goto(secret_url)
        self.assertEqual(self.state(guest), "Đã trả kết quả")
        with guest.expect_download() as download:
            guest.get_by_role("link", name="Tải về").first.click()
        self.assertEqual(
            Path(download.value.path()).read_bytes(), self.paper.read_bytes()
        )

        leader.goto(f"{self.url}/thong-ke")
        axe.check(self, leader)
        row = leader.locator("tr", has_text="Sở Tư pháp").first.inner_text().split("\t")
        self.assertEqual([cell.strip() for cell in row[1:4]], ["1", "1", "100 %"])

    def test_the_anonymous_track_page_shows_nothing_personal(self):
        guest = self.page(axe.PHONE)
        secret_url = self.file_as_guest(guest)
        stranger = self.page(axe.PHONE)
        stranger.goto(f"{self.url}/tra-cuu")
        axe.check(self, stranger)
        stranger.locator("main input[type=text], main input[type=search]").first.fill(
            secret_url.split("/")[-2]
        )
        self.press(stranger, stranger.locator("main button[type=submit]").first)
        axe.check(self, stranger)
        words = stranger.locator("main").inner_text()
        self.assertIn("Đã hoàn thành 0 %", words)
        self.assertNotIn("Sở Tư pháp", words)
        self.assertNotIn(self.example["applicant"]["name"], words)

    def test_pages_with_many_dossiers_have_no_barrier(self):
        portal = self.layer["portal"]
        today = date.today()
        simulate(portal, 60, 2018, today.replace(month=1, day=2), today)
        transaction.commit()
        pages = (
            (axe.PHONE, None, "", "home-360"),
            (axe.DESK, None, f"/thu-tuc/{PROCEDURE}", "procedure-1280"),
            (axe.DESK, "mot.cua", "/viec?tab=all", "worklist-1280"),
            (axe.DESK, "lanh.dao", "/thong-ke", "online-rate-1280"),
            (axe.PHONE, "mot.cua", "/viec", "worklist-360"),
            (axe.DESK, "mot.cua", "/tiep-nhan", "reception-1280"),
        )
        for width, user, path, name in pages:
            with self.subTest(path=path, width=width):
                page = self.page(width, user)
                page.goto(self.url + path)
                axe.check(self, page)
                if not name.endswith(("worklist-360", "reception-1280")):
                    self.picture(page, name)
