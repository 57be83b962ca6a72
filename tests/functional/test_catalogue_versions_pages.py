"""An editor writes a version in the browser, a reviewer approves it, citizens read it."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from lxml import html
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser
from tests.versions import approve
from tests.versions import CODE
from tests.versions import limit
from tests.versions import load
from tests.versions import on
from tests.versions import write

import requests
import transaction
import unittest


OWNER = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
PASSWORD = "Mau-2018-hanam"
SECOND = date(2019, 7, 1)
BEFORE = date(2019, 6, 30)


class Pages(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        portal = self.layer["portal"]
        self.url = portal.absolute_url()
        with api.env.adopt_roles(["Manager"]):
            load()
            for name, roles in (("soan", ["Editor"]), ("duyet", ["Reviewer"])):
                portal.acl_users.userFolderAddUser(
                    name, PASSWORD, ["Member", *roles], []
                )
        transaction.commit()

    def browser(self, user=None):
        browser = Browser(self.layer["app"])
        browser.handleErrors = False
        browser.raiseHttpErrors = False
        login = f"{user}:{PASSWORD}" if user else ":".join(OWNER)
        if user != "":
            browser.addHeader("Authorization", f"Basic {login}")
        browser.addHeader("Accept-Language", "vi")
        browser.addHeader("Accept", "text/html")
        return browser

    def address(self, path=""):
        return f"{self.url}/thu-tuc/{CODE}{path}"

    def start(self, browser):
        """Press the button that begins a version; its form is open then."""
        browser.open(self.address())
        browser.getControl("Soạn phiên bản mới").click()

    def save(self, browser, day="2019-07-01", fee="30000"):
        browser.getControl(name="form.widgets.effective_from").value = day
        browser.getControl(name="form.widgets.fees.0.amount").value = fee
        browser.getControl(name="form.buttons.save").click()

    def page(self, browser):
        return " ".join(unescape(browser.contents).split())

    def test_from_the_first_word_to_the_day_it_holds(self):
        editor, reviewer = self.browser("soan"), self.browser("duyet")
        self.start(editor)
        self.assertTrue(editor.url.endswith("/phien-ban/2/edit"), editor.url)
        self.save(editor)
        self.assertTrue(editor.url.rstrip("/").endswith("/phien-ban/2"), editor.url)
        self.assertIn("30.000", self.page(editor))
        self.assertIn("Trang thủ tục sẽ hiện ra như thế này", self.page(editor))
        editor.getControl("Gửi duyệt").click()
        self.assertIn("Đã gửi duyệt", self.page(editor))
        self.assertNotIn(">Duyệt<", editor.contents)
        reviewer.open(self.address("/phien-ban/2"))
        reviewer.getControl(name="step", index=0)
        reviewer.getControl("Duyệt").click()
        self.assertIn("Đã duyệt", self.page(reviewer))
        transaction.begin()
        guest = self.browser("")
        with on(BEFORE):
            guest.open(self.address())
            self.assertIn("20.000", self.page(guest))
            self.assertIn("Từ ngày 01/7/2019 áp dụng phiên bản mới", self.page(guest))
            guest.open(self.address("/phien-ban/2"))
            self.assertIn("30.000", self.page(guest))
            self.assertIn("Sắp có hiệu lực", self.page(guest))
        with on(SECOND):
            guest.open(self.address())
            self.assertIn("30.000", self.page(guest))
            self.assertNotIn("áp dụng phiên bản mới", self.page(guest))
            guest.open(self.address("/phien-ban/1"))
            self.assertIn("20.000", self.page(guest))
            self.assertIn("từ ngày 01/01/2016 đến hết ngày 30/6/2019", self.page(guest))

    def test_a_reviewer_sends_back_with_a_note_that_the_editor_reads(self):
        editor, reviewer = self.browser("soan"), self.browser("duyet")
        self.start(editor)
        self.save(editor)
        editor.getControl("Gửi duyệt").click()
        reviewer.open(self.address("/phien-ban/2"))
        reviewer.getControl("Trả lại").click()
        self.assertIn("Ghi điều cần sửa", self.page(reviewer))
        reviewer.getControl(name="note").value = "Thiếu căn cứ thu phí."
        reviewer.getControl("Trả lại").click()
        editor.open(self.address("/phien-ban/2"))
        self.assertIn("Thiếu căn cứ thu phí.", self.page(editor))
        self.assertIn("Sửa phiên bản này", self.page(editor))

    def test_an_editor_cannot_approve_even_with_a_form_of_their_own(self):
        editor = self.browser("soan")
        self.start(editor)
        self.save(editor)
        editor.getControl("Gửi duyệt").click()
        editor.post(self.address("/phien-ban/2/buoc"), "step=approve")
        self.assertIn("403", editor.headers["Status"])
        transaction.begin()
        version = present.version_of(lookup.procedure(CODE), 2)
        self.assertEqual(lifecycle.state_of(version), "pending")

    def test_versions_that_overlap_are_refused_on_the_page_and_the_note_stays(self):
        procedure = lookup.procedure(CODE)
        with api.env.adopt_roles(["Manager"]):
            approve(write(procedure, SECOND, effective_to=date(2019, 12, 31)))
            api.content.transition(write(procedure, date(2019, 9, 1)), "submit")
        transaction.commit()
        reviewer = self.browser("duyet")
        reviewer.open(self.address("/phien-ban/3"))
        reviewer.getControl(name="note").value = "Đã đối chiếu."
        reviewer.getControl("Duyệt").click()
        page = self.page(reviewer)
        self.assertIn("phiên bản 3 sẽ có hiệu lực từ ngày 01/9/2019", page)
        self.assertIn("Đã đối chiếu.", page)

    def test_an_invalid_date_is_said_and_nothing_typed_is_lost(self):
        editor = self.browser("soan")
        self.start(editor)
        self.save(editor, "2019-02-31")
        self.assertTrue(editor.url.endswith("/edit") or "@@edit" in editor.url)
        control = editor.getControl(name="form.widgets.fees.0.amount")
        self.assertEqual(control.value, "30000")
        transaction.begin()
        version = present.version_of(lookup.procedure(CODE), 2)
        self.assertEqual(version.fees[0]["amount"], 20000)

    def test_the_second_of_two_editors_is_told_and_overwrites_nothing(self):
        first, second = self.browser("soan"), self.browser()
        self.start(first)
        second.open(self.address("/phien-ban/2"))
        second.getControl("Nhận sửa thay").click()
        second.open(self.address("/phien-ban/2/edit"))
        self.save(first)
        second.getControl(name="form.widgets.change_note").value = "Giảm thời hạn."
        second.getControl(name="form.widgets.fees.0.amount").value = "15000"
        second.getControl(name="form.buttons.save").click()
        page = self.page(second)
        self.assertIn("đã lưu trong lúc bạn đang sửa", page)
        self.assertIn("30000", page)
        control = second.getControl(name="form.widgets.fees.0.amount")
        self.assertEqual(control.value, "15000")
        transaction.begin()
        version = present.version_of(lookup.procedure(CODE), 2)
        self.assertEqual(version.fees[0]["amount"], 30000)
        second.getControl(name="form.buttons.save").click()
        transaction.begin()
        version = present.version_of(lookup.procedure(CODE), 2)
        self.assertEqual(version.fees[0]["amount"], 15000)
        self.assertEqual(version.change_note, "Giảm thời hạn.")

    def test_an_editor_discards_a_draft(self):
        editor = self.browser("soan")
        self.start(editor)
        self.save(editor)
        editor.getLink("Bỏ bản nháp này").click()
        editor.getControl(name="form.buttons.Delete").click()
        transaction.begin()
        procedure = lookup.procedure(CODE)
        self.assertIsNone(lifecycle.unfinished(procedure))
        self.assertEqual(procedure.fees[0]["amount"], 20000)
        self.start(editor)
        self.assertIn("/phien-ban/2/edit", editor.url)

    def test_who_comes_second_is_told_who_is_writing(self):
        first, second = self.browser("soan"), self.browser()
        self.start(first)
        second.followRedirects = True
        second.open(self.address("/phien-ban/2"))
        self.assertIn("soan mở biểu mẫu 0 phút trước", self.page(second))

    def test_a_published_procedure_offers_an_editor_only_what_needs_no_version(self):
        editor = self.browser("soan")
        editor.open(self.address("/edit"))
        self.assertIn("chỉ thay đổi bằng phiên bản mới", self.page(editor))
        self.assertIn("form.widgets.synonyms", editor.contents)
        self.assertNotIn("form.widgets.title", editor.contents)
        self.assertNotIn("form.widgets.fees", editor.contents)
        editor.getControl(name="form.widgets.synonyms").value = "việc mẫu"
        editor.getControl(name="form.buttons.save").click()
        transaction.begin()
        procedure = lookup.procedure(CODE)
        self.assertEqual(procedure.synonyms, ["việc mẫu"])
        self.assertEqual(procedure.title, "Thủ tục mẫu")

    def test_rest_holds_what_the_form_holds(self):
        answer = requests.patch(
            self.address(),
            json={"title": "Khác"},
            auth=("soan", PASSWORD),
            headers={"Accept": "application/json", "Accept-Language": "vi"},
            timeout=60,
        )
        self.assertEqual(answer.status_code, 400, answer.text)
        self.assertIn("phiên bản mới", answer.json()["message"])

    def compared(self):
        procedure = lookup.procedure(CODE)
        papers = [
            {**procedure.papers[0], "copies": 2},
            {**procedure.papers[0], "key": "anh", "title": "Ảnh chân dung"},
        ]
        with api.env.adopt_roles(["Manager"]):
            approve(
                write(
                    procedure,
                    SECOND,
                    limits=limit(3),
                    papers=papers,
                    how_steps=["Nộp hồ sơ."],
                    requirements="Đủ 18 tuổi.",
                )
            )
        transaction.commit()
        guest = self.browser("")
        guest.open(self.address("/phien-ban/so-sanh?tu=1&den=2"))
        return html.fromstring(guest.contents)

    def test_two_versions_are_compared_field_by_field_and_row_by_row(self):
        page = self.compared()
        sections = {
            " ".join(section.xpath("string(h2)").split()): [
                " ".join(item.text_content().split()) for item in section.xpath(".//li")
            ]
            for section in page.xpath("//section[contains(@class, 'dvc-changed')]")
        }
        self.assertIn("Thời hạn giải quyết", sections)
        text = " ".join(" ".join(items) for items in sections.values())
        for words in (
            "Thay đổi Đơn đề nghị",
            "trước: 0 → nay: 2",
            "Thêm",
            "Ảnh chân dung",
            "Bỏ trước: Nhận kết quả.",
            "trước: 5 ngày làm việc → nay: 3 ngày làm việc",
            "Đủ 18 tuổi.",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Lệ phí", text)

    def test_guests_see_no_draft_anywhere(self):
        with api.env.adopt_roles(["Manager"]):
            write(lookup.procedure(CODE), SECOND, title="Còn bí mật")
        transaction.commit()
        guest = self.browser("")
        guest.open(self.address("/phien-ban/2"))
        self.assertIn("404", guest.headers["Status"])
        for path in ("", "/phien-ban", "/phien-ban/so-sanh?tu=1&den=2"):
            guest.open(self.address(path))
            self.assertNotIn("Còn bí mật", self.page(guest))
        answer = self.json("")
        self.assertEqual([item["number"] for item in answer["items"]], [1])

    def json(self, user):
        answer = requests.get(
            self.address("/@versions"),
            headers={"Accept": "application/json", "Accept-Language": "vi"},
            auth=(user, PASSWORD) if user else None,
            timeout=60,
        )
        self.assertEqual(answer.status_code, 200)
        return answer.json()

    def test_rest_tells_the_versions(self):
        with api.env.adopt_roles(["Manager"]):
            approve(write(lookup.procedure(CODE), SECOND, change_note="Rút ngắn."))
        transaction.commit()
        newest, first = self.json("")["items"]
        self.assertEqual(newest["number"], 2)
        self.assertEqual(newest["effective_from"], "2019-07-01")
        self.assertIsNone(newest["effective_to"])
        self.assertEqual(newest["standing"], "in_force")
        self.assertEqual(newest["note"], "Rút ngắn.")
        self.assertEqual(first["effective_to"], "2019-06-30")
        self.assertEqual(first["standing"], "past")
