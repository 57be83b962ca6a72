"""A joint dossier through three agencies in Chromium, and the pages of those who are asked."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.together import links
from hanam.dvc.testing import FUNCTIONAL
from pathlib import Path
from tests.browser import axe
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from tests.together import build
from tests.together import joint
from tests.together import outcomes

import os
import transaction
import unittest


SHOTS = os.environ.get("DVC_SHOTS")


class JointDossier(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build(self.portal)
        self.url = self.portal.absolute_url()
        # A clock of its own: all is begun now.
        dossier = joint(self.portal, "accepted", moment.now())
        self.dossier_url, self.code = dossier.absolute_url(), dossier.code
        transaction.commit()
        self.chromium = self.enterContext(axe.browser())
        self.pages = {}

    def page(self, user, path=""):
        """The page of somebody's own browser, one for each; at an address."""
        if user not in self.pages:
            context = self.chromium.new_context(
                viewport={"width": axe.DESK, "height": 900},
                bypass_csp=True,
                **(axe.as_user(user, PASSWORD) if user else {}),
            )
            self.addCleanup(context.close)
            self.pages[user] = context.new_page()
            self.pages[user].set_default_timeout(axe.PATIENCE)
        page = self.pages[user]
        page.goto(path if path.startswith("http") else f"{self.url}/{path}")
        return page

    def look(self, page, name):
        """No barrier at the desk and on a phone; pictures where they are asked for."""
        for width in (axe.DESK, axe.PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            axe.check(self, page)
            if SHOTS:
                path = Path(SHOTS) / f"{name}-{width}.png"
                page.screenshot(path=path, full_page=True)
        page.set_viewport_size({"width": axe.DESK, "height": 900})

    def dossier(self):
        transaction.begin()
        return access.find(self.code)

    def answer(self, user, no, note, file=None):
        page = self.page(user, "phoi-hop")
        page.get_by_role("link", name=self.code).click()
        form = page.locator(f"#leg_done{no} form")
        form.get_by_label("Kết quả xem xét").fill(note)
        if file:
            upload = {"name": file, "mimeType": "application/pdf", "buffer": PDF}
            form.get_by_label("Giấy tờ kèm theo").set_input_files([upload])
        form.get_by_role("button", name="Gửi trả lời").click()
        page.get_by_text("Đã gửi trả lời của cơ quan bạn.").wait_for()
        return page

    def test_three_agencies_work_on_one_dossier_side_by_side(self):
        page = self.page("officer", self.dossier_url)
        page.get_by_role("button", name="Nhận và bắt đầu xử lý").click()
        page.get_by_role("heading", name="Phối hợp giải quyết").wait_for()
        page.get_by_text("Đang làm").first.wait_for()
        self.look(page, "main-agency")
        self.look(self.page("police", "viec"), "worklist")
        self.look(self.page("police", "phoi-hop"), "todo")
        police = self.page("police", self.dossier_url)
        # A form that lacks something says so and keeps the file.
        form = police.locator("#leg_back1")
        form.locator("summary").click()
        form.get_by_role("button", name="Trả lại phần việc").click()
        police.locator("#errors").wait_for()
        self.look(police, "partner-error")
        self.answer("police", 1, "Đã đăng ký thường trú.", "thuong-tru.pdf")
        self.look(police, "partner")
        self.answer("insurer", 2, "Đã cấp thẻ.", "the-bhyt.pdf")
        self.answer("strange-officer", 3, "Khớp dữ liệu.")
        self.assertEqual(outcomes(self.dossier()), ["done"] * 3)
        page = self.page("officer", self.dossier_url)
        page.get_by_text("Đã làm xong").first.wait_for()
        page.locator("#finish summary").click()
        page.locator("[id='finish.number']").fill("12/KS")
        page.get_by_role("button", name="Kết thúc hồ sơ").click()
        page.locator(".dvc-state", has_text="Đã xử lý xong").first.wait_for()
        titles = [paper.title for paper in self.dossier().results]
        self.assertEqual(titles, ["Giấy mẫu", "Đăng ký thường trú", "Cấp thẻ bảo hiểm"])
        follow = f"tra-cuu/{self.code}/{secrets.secret_of(self.code)}"
        guest = self.page("", follow)
        guest.get_by_text("thuong-tru.pdf").first.wait_for()

    def test_an_expert_and_an_agency_are_asked_and_answer(self):
        page = self.page("officer", f"{self.dossier_url}/@@phoi-hop#opinion_ask")
        form = page.locator("#opinion_ask")
        form.locator("summary").click()
        form.get_by_label("Cơ quan", exact=False).first.select_option("cong-an-mau")
        form.get_by_label("chuyên gia bên ngoài").fill("Trần Văn Mẫu")
        form.get_by_label("Thư điện tử").fill("chuyen.gia@example.org")
        form.get_by_label("Câu hỏi").fill("Có ý kiến gì về hồ sơ này?")
        form.get_by_role("checkbox").first.check()
        self.look(page, "ask")
        form.get_by_role("button", name="Gửi câu hỏi").click()
        page.get_by_text("Đã gửi câu hỏi.").wait_for()
        police, expert = self.dossier().opinions
        self.look(self.page("police", links.path(self.code, police)), "asked")
        guest = self.page("", links.path(self.code, expert))
        self.look(guest, "expert")
        guest.get_by_label("Đồng ý kèm điều kiện").check()
        guest.get_by_role("button", name="Gửi ý kiến").click()
        guest.locator("#errors").wait_for()
        self.look(guest, "expert-error")
        guest.get_by_label("Ý kiến, kèm điều kiện").fill("Bổ sung bản vẽ.")
        guest.get_by_role("button", name="Gửi ý kiến").click()
        guest.get_by_text("Đã nhận ý kiến").wait_for()
        self.look(guest, "expert-done")
        self.look(self.page("officer", self.dossier_url), "answers")
        follow = f"tra-cuu/{self.code}/{secrets.secret_of(self.code)}"
        self.look(self.page("", follow), "followed")
