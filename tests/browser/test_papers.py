"""Papers in a real browser: chosen, dragged, on their way, cut off, turned, sent by a phone."""

from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.filing import braked
from hanam.dvc.testing import FUNCTIONAL
from io import BytesIO
from PIL import Image
from playwright.sync_api import expect
from tests import files
from tests.browser import axe
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import CODE

import base64
import re
import time
import unittest


expect.set_options(timeout=axe.PATIENCE)
UPLOADS = re.compile(r"@@giay-to-nhap/\w+$")
DROP = """
([slot, files]) => {
    const transfer = new DataTransfer();
    for (const [name, kind, data] of files) {
        const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], name, {type: kind}));
    }
    const box = document.querySelector(`[data-slot="${slot}"]`);
    for (const name of ["dragenter", "dragover", "drop"]) {
        const facts = {dataTransfer: transfer, bubbles: true, cancelable: true};
        box.dispatchEvent(new DragEvent(name, facts));
    }
}
"""


def a_file(name, data=None, kind="image/jpeg", seed=0):
    data = files.photo(seed=seed) if data is None else data
    return {"name": name, "mimeType": kind, "buffer": data}


class PapersInBrowser(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_filing_world(self.portal)
        for limiter in (braked.LOOKUPS, codes.MISSES, codes.UPLOADS):
            limiter.forget()
        self.chromium = self.enterContext(axe.browser())
        self.errors = []

    def page(self, width=axe.PHONE, **more):
        context = self.chromium.new_context(
            viewport={"width": width, "height": 740},
            locale="vi-VN",
            bypass_csp=True,
            **more,
        )
        self.addCleanup(context.close)
        context.set_default_timeout(axe.PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def press(self, page, name):
        page.get_by_role("button", name=name).first.click()

    def at_papers(self, width=axe.PHONE, **more):
        page = self.page(width, **more)
        page.goto(f"{self.url}/thu-tuc/{CODE}/nop-ho-so")
        page.get_by_role("button", name="Bắt đầu", exact=True).click()
        page.goto(re.sub(r"/[\w-]+$", "/giay-to", page.url))
        if more.get("java_script_enabled", True):
            page.locator("[data-papers][data-ready]").wait_for()
        return page

    def slot(self, page, name="papers.don"):
        return page.locator(f'[data-slot="{name}"]')

    def choose(self, page, *chosen, name="papers.don"):
        self.slot(page, name).locator("input[type=file]").set_input_files(list(chosen))

    def names(self, page, name="papers.don"):
        return self.slot(page, name).locator(".dvc-paper .dvc-file-name")

    def told(self, page, text):
        expect(page.locator("[data-papers-told]")).to_contain_text(text)

    def test_a_file_is_there_by_choosing_it_and_survives_a_reload(self):
        page = self.at_papers()
        self.choose(page, a_file("don.pdf", PDF, "application/pdf"))
        expect(self.names(page)).to_have_count(1)
        self.told(page, "Đã thêm don.pdf")
        expect(page.locator(".dvc-upload")).to_have_count(0)
        page.reload()
        expect(self.names(page)).to_have_text([re.compile("don.pdf")])
        axe.check(self, page)
        self.assertEqual(self.errors, [])

    def test_several_files_dragged_onto_a_slot_lie_in_it(self):
        page = self.at_papers(axe.DESK)
        dropped = [
            (
                f"anh-{n}.jpg",
                "image/jpeg",
                base64.b64encode(files.photo(seed=n)).decode(),
            )
            for n in range(5)
        ]
        page.evaluate(DROP, ["papers.khac", dropped])
        expect(self.names(page, "papers.khac")).to_have_count(5)
        expect(self.names(page)).to_have_count(0)
        axe.check(self, page)

    def test_how_far_a_file_is_can_be_seen_and_heard_and_stopped(self):
        page = self.at_papers()
        held = []
        page.route(UPLOADS, lambda route: held.append(route))
        self.choose(page, a_file("anh.jpg"))
        bar = page.get_by_role("progressbar", name="Đang gửi anh.jpg")
        expect(bar).to_be_visible()
        axe.check(self, page)
        self.press(page, "Hủy anh.jpg")
        expect(bar).to_have_count(0)
        # A request held back goes on when nothing holds it any more, unless it is over.
        for route in held:
            route.abort()
        page.unroute(UPLOADS)
        page.reload()
        expect(self.names(page)).to_have_count(0)

    def test_one_file_that_is_cut_off_is_tried_again_and_the_others_stay(self):
        page = self.at_papers()
        broken = []

        def cut(route):
            if route.request.method == "POST" and not broken:
                broken.append(route)
                route.abort("connectionreset")
            else:
                route.continue_()

        page.route(UPLOADS, cut)
        self.choose(page, *(a_file(f"{n}.jpg", seed=n) for n in range(3)))
        alert = self.slot(page).get_by_role("alert")
        expect(alert).to_contain_text("mất kết nối")
        expect(self.names(page)).to_have_count(2)
        axe.check(self, page)
        self.press(page, "Thử lại")
        expect(self.names(page)).to_have_count(3)
        expect(alert).to_have_count(0)

    def test_a_wrong_file_is_told_beside_the_right_ones(self):
        page = self.at_papers()
        self.choose(
            page,
            a_file("tot.jpg", seed=1),
            a_file("hong.pdf", PDF[:150], "application/pdf"),
            a_file("phim.mp4", b"0000", "video/mp4"),
            a_file("rong.jpg", b""),
        )
        alerts = self.slot(page).get_by_role("alert")
        expect(alerts).to_have_count(3)
        expect(self.names(page)).to_have_text([re.compile("tot.jpg")])
        said = " ".join(alerts.all_inner_texts())
        for words in ("“hong.pdf”: tệp bị hỏng", "“phim.mp4”", "“rong.jpg”"):
            self.assertIn(words, said)
        axe.check(self, page)
        self.press(page, "Bỏ tệp này hong.pdf")
        expect(alerts).to_have_count(2)

    def test_going_on_waits_for_files_on_their_way(self):
        page = self.at_papers()
        held = []
        page.route(
            UPLOADS,
            lambda route: (
                held.append(route)
                if route.request.method == "POST"
                else route.continue_()
            ),
        )
        self.choose(page, a_file("don.jpg"))
        expect(page.get_by_role("progressbar")).to_be_visible()
        place = page.url
        self.press(page, "Lưu và tiếp tục")
        self.told(page, "gửi xong trang sẽ tự chuyển tiếp")
        self.assertEqual(page.url, place)
        page.wait_for_function("() => document.querySelector('progress')")
        held[0].continue_()
        page.wait_for_url(lambda url: url != place)
        page.goto(place)
        expect(self.names(page)).to_have_count(1)

    def test_a_photo_is_turned_put_first_joined_and_taken_apart(self):
        page = self.at_papers()
        self.choose(page, a_file("mot.jpg", seed=1))
        expect(self.names(page)).to_have_count(1)
        self.choose(page, a_file("hai.jpg", seed=2))
        expect(self.names(page)).to_have_count(2)
        self.press(page, "Xoay phải hai.jpg")
        self.told(page, "Đã xong")
        expect(page.get_by_role("button", name="Xoay phải hai.jpg")).to_be_focused()
        small = self.slot(page).locator("img").nth(1)
        data = page.request.get(small.evaluate("image => image.src")).body()
        self.assertEqual(files.side_of_red(data), "top")
        with Image.open(BytesIO(data)) as image:
            self.assertGreater(image.height, image.width)
        self.press(page, "Đưa lên trước hai.jpg")
        expect(self.names(page)).to_have_text([re.compile("hai"), re.compile("mot")])
        axe.check(self, page)
        self.press(page, "Ghép 2 ảnh thành một tệp PDF")
        expect(self.names(page)).to_have_text([re.compile(r"Đơn đề nghị\.pdf")])
        self.press(page, "Tách lại thành ảnh")
        expect(self.names(page)).to_have_count(2)
        self.press(page, "Bỏ tệp mot.jpg")
        expect(self.names(page)).to_have_count(1)
        self.assertEqual(self.errors, [])

    def test_two_tabs_of_one_draft_lose_nothing(self):
        page = self.at_papers()
        other = page.context.new_page()
        other.goto(page.url)
        self.choose(page, a_file("mot.jpg", seed=1))
        self.choose(other, a_file("hai.jpg", seed=2))
        expect(self.names(page).first).to_be_visible()
        expect(self.names(other).first).to_be_visible()
        page.reload()
        expect(self.names(page)).to_have_count(2)

    def test_after_going_back_everything_is_there(self):
        page = self.at_papers()
        place = page.url
        self.choose(page, a_file("mot.jpg", seed=1))
        expect(self.names(page)).to_have_count(1)
        self.press(page, "Lưu và tiếp tục")
        page.wait_for_url(lambda url: url != place)
        axe.back(page)
        expect(self.names(page)).to_have_count(1)

    def test_a_phone_sends_photos_to_the_desk(self):
        desk = self.at_papers(axe.DESK)
        self.press(desk, "Hiện mã cho điện thoại")
        box = desk.locator(".dvc-hand-open")
        expect(box).to_contain_text("Đang chờ điện thoại")
        axe.check(self, desk)
        address = desk.locator(".dvc-hand-url span").inner_text()
        phone = self.page()
        phone.goto(address)
        expect(box).to_contain_text("Điện thoại đã kết nối")
        axe.check(self, phone)
        phone.get_by_label("Chụp ảnh Đơn đề nghị").set_input_files(a_file("mot.jpg"))
        expect(self.names(desk)).to_have_text([re.compile("mot.jpg")])
        expect(phone.locator(".dvc-paper")).to_have_count(1)
        second = self.page()
        second.goto(address)
        chosen = [a_file(f"{n}.jpg", seed=n) for n in (3, 4)]
        second.get_by_label("Hoặc chọn ảnh đã chụp sẵn Đơn đề nghị").set_input_files(
            chosen
        )
        expect(self.names(desk)).to_have_count(3)
        axe.check(self, phone)
        self.press(phone, "Xóa để chụp lại mot.jpg")
        expect(self.names(desk)).to_have_count(2)
        start = time.monotonic()
        phone.get_by_label("Chụp ảnh Đơn đề nghị").set_input_files(
            a_file("lai.jpg", seed=7)
        )
        expect(self.names(desk)).to_have_count(3)
        print(f" [photo at the desk after {time.monotonic() - start:.1f} s]", end=" ")
        self.press(desk, "Kết thúc")
        expect(box).to_have_count(0)
        phone.get_by_label("Chụp ảnh Đơn đề nghị").set_input_files(
            a_file("sau.jpg", seed=8)
        )
        expect(phone.get_by_role("alert").first).to_contain_text(
            "Mã này không dùng được nữa"
        )
        self.assertEqual(self.errors, [])

    def test_desk_and_phone_do_without_scripts(self):
        desk = self.at_papers(axe.DESK, java_script_enabled=False)
        self.press(desk, "Hiện mã cho điện thoại")
        address = desk.locator(".dvc-hand-url span").inner_text()
        phone = self.page(java_script_enabled=False)
        phone.goto(address)
        phone.get_by_label("Chụp ảnh Đơn đề nghị").set_input_files(a_file("mot.jpg"))
        self.press(phone, "Gửi ảnh")
        expect(phone.locator(".dvc-paper")).to_have_count(1)
        self.press(desk, "Tải lại danh sách")
        expect(self.names(desk)).to_have_text([re.compile("mot.jpg")])
        expect(desk.locator(".dvc-hand-open")).to_contain_text("Điện thoại đã kết nối")
