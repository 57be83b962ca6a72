"""At the counter a phone photographs papers while the clerk goes on typing."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from hanam.dvc.testing import FUNCTIONAL
from playwright.sync_api import expect
from tests import files
from tests.browser import axe
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD

import transaction
import unittest


expect.set_options(timeout=axe.PATIENCE)


def a_photo(name, seed=0):
    data = files.photo(seed=seed)
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


class PhotosAtTheCounter(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_world(self.portal)
        transaction.commit()
        codes.MISSES.forget()
        codes.UPLOADS.forget()
        self.chromium = self.enterContext(axe.browser())
        self.errors = []

    def page(self, width, **more):
        context = self.chromium.new_context(
            viewport={"width": width, "height": 800},
            locale="vi-VN",
            bypass_csp=True,
            **more,
        )
        self.addCleanup(context.close)
        context.set_default_timeout(axe.PATIENCE)
        page = context.new_page()
        page.add_init_script("window.print = () => {};")
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def clerk(self, path, width=axe.DESK):
        page = self.page(width, **axe.as_user("clerk", PASSWORD))
        page.goto(f"{self.url}/{path}")
        page.locator("[data-photos][data-ready]").wait_for()
        return page

    def phone(self, desk):
        """A phone that has followed the code of a desk's page."""
        url = desk.locator(".ctr-hand-url span").inner_text()
        phone = self.page(axe.PHONE)
        phone.goto(url)
        return phone

    def take(self, phone, name, seed=0, slot="papers.don"):
        field = phone.locator(f'[data-slot="{slot}"] input[capture]')
        field.set_input_files(a_photo(name, seed))

    def test_photos_appear_beside_their_paper_and_nothing_typed_is_lost(self):
        desk = self.clerk("tiep-nhan?procedure=1.999001")
        desk.set_input_files('[name="papers.khac.scan:list"]', a_photo("chon.jpg", 9))
        desk.fill('[name="applicant.name"]', "Trần Thị Giấy")
        desk.keyboard.press("F9")
        expect(desk.locator("#photos-open")).to_have_count(0)
        axe.check(self, desk)
        phone = self.phone(desk)
        expect(desk.get_by_text("Điện thoại đã kết nối.").first).to_be_visible()
        note = desk.locator("#note")
        note.press_sequentially("Có thư ")
        self.take(phone, "anh.jpg")
        photo = desk.locator('[data-photos-of="don"] li')
        expect(photo).to_have_count(1)
        expect(desk.locator('[id="papers.don"]')).to_be_checked()
        expect(desk.locator("[data-photos-told]")).to_contain_text("Đã nhận ảnh:")
        # Who types goes on typing.
        expect(note).to_be_focused()
        note.press_sequentially("kèm")
        expect(note).to_have_value("Có thư kèm")
        picture = photo.locator("img")
        self.assertGreater(picture.evaluate("image => image.naturalWidth"), 0)
        axe.check(self, desk)
        self.take(phone, "hai.jpg", 2)
        expect(photo).to_have_count(2)
        photo.first.get_by_role("button", name="Bỏ tệp").click()
        expect(photo).to_have_count(1)
        expect(photo).to_contain_text("hai.jpg")
        desk.check('[id="papers.to-khai"]')
        desk.fill('[name="applicant.id_number"]', "035185000077")
        desk.keyboard.press("F8")
        desk.wait_for_url("**/@@giay-tiep-nhan*")
        session.session().close()
        transaction.begin()
        [row] = session.session().query(DossierRow).all()
        found = {
            paper.component: paper.filename for paper in access.find(row.code).papers
        }
        self.assertEqual(found["don"], "hai.jpg")
        self.assertEqual(found["khac"], "chon.jpg")
        self.take(phone, "muon.jpg", 3)
        expect(phone.get_by_role("alert")).to_contain_text("Mã này không dùng được nữa")
        self.assertEqual(self.errors, [])

    def test_on_a_narrow_screen_and_after_the_form_came_back_with_errors(self):
        desk = self.clerk("tiep-nhan?procedure=1.999001", axe.PHONE)
        desk.locator("#photos-open").click()
        phone = self.phone(desk)
        self.take(phone, "anh.jpg")
        photo = desk.locator('[data-photos-of="don"] li')
        expect(photo).to_have_count(1)
        axe.check(self, desk)
        desk.locator("#receive").click()
        expect(desk.locator("#errors")).to_be_visible()
        expect(photo).to_have_count(1)
        # The watch goes on in the form that came back.
        self.take(phone, "hai.jpg", 2)
        expect(photo).to_have_count(2)
        desk.get_by_role("button", name="Kết thúc").click()
        expect(desk.locator("#photos-open")).to_be_focused()
        expect(photo).to_have_count(2)
        self.assertEqual(self.errors, [])

    def test_what_was_asked_for_is_photographed_on_the_page_of_the_dossier(self):
        dossier = dossier_in(self.portal, "supplement")
        path = dossier.absolute_url().removeprefix(f"{self.url}/")
        transaction.commit()
        for width in (axe.DESK, axe.PHONE):
            desk = self.clerk(path, width)
            desk.fill("#brought-note", "Bản mới.")
            desk.locator("#photos-open").click()
            expect(desk.locator(".ctr-hand-open")).to_be_visible()
            phone = self.phone(desk)
            self.take(phone, "anh.jpg", width)
            photo = desk.locator('[data-photos-of="don"] li')
            expect(photo).to_have_count(1)
            expect(desk.locator("#brought-note")).to_have_value("Bản mới.")
            axe.check(self, desk)
        desk.locator("#brought .dvc-actions button").click()
        expect(desk.get_by_text("Đã ghi nhận giấy tờ bổ sung").first).to_be_visible()
        self.assertEqual(self.errors, [])
