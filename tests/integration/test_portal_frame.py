"""What the frame shows to whom, and what its macros make of a view."""

from hanam.dvc.portal import frame
from hanam.dvc.testing import INTEGRATION
from pathlib import Path
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
from tests.dossiers import act_as
from tests.dossiers import build_world

import re
import shutil
import tempfile
import unittest


PAGE = """<html metal:use-macro="context/@@frame/macros/{frame}">
<metal:head fill-slot="head"><link rel="preload" href="{frame}.css" /></metal:head>
<metal:main fill-slot="main"><metal:crumbs use-macro="context/@@frame/macros/crumbs" />
<metal:errors use-macro="context/@@frame/macros/error_summary" />
<h1>Trang thử</h1></metal:main></html>"""


class FrameTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        self.request = self.layer["request"]
        self.request["LANGUAGE"] = "vi"
        self.directory = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.directory)
        build_world(self.portal)

    def page(self, user="", name="public", **attributes):
        """The page as this user gets it, white space in a row made one."""
        act_as(self.portal, user)
        path = self.directory / f"{name}.pt"
        path.write_text(PAGE.format(frame=name), encoding="utf-8")
        members = {"page_title": "Trang thử", **attributes}
        members["index"] = ViewPageTemplateFile(str(path))
        view = type("Page", (BrowserView,), members)(self.portal, self.request)
        return re.sub(r"\s+", " ", view.index())

    def test_a_guest_is_offered_to_log_in_and_nothing_of_the_staff(self):
        page = self.page()
        self.assertIn("Đăng nhập", page)
        self.assertNotIn("/viec", page)
        self.assertNotIn("/logout", page)
        self.assertNotIn("folder_contents", page)

    def test_a_citizen_is_named_and_led_to_their_dossiers(self):
        page = self.page("citizen")
        self.assertIn("citizen (mẫu)", page)
        self.assertIn("/ho-so-cua-toi", page)
        self.assertIn("/logout", page)
        self.assertNotIn('/viec"', page)

    def test_a_clerk_is_led_to_the_work_and_told_the_place_of_it(self):
        self.assertIn("/viec", self.page("clerk"))
        self.assertIn("Sở Mẫu", self.page("clerk", "staff"))

    def test_an_editor_is_led_to_the_contents(self):
        self.assertIn("folder_contents", self.page("editor"))
        self.assertNotIn("folder_contents", self.page("clerk"))

    def test_title_head_and_main_come_from_the_page(self):
        page = self.page()
        self.assertIn(f"<title>Trang thử – {self.portal.title}</title>", page)
        self.assertIn("public.css", page)
        self.assertIn('id="main"', page)
        self.assertIn("<h1>Trang thử</h1>", page)

    def test_problems_are_links_to_their_fields(self):
        problems = [
            {"field": "so-can-cuoc", "message": "Số căn cước có 12 chữ số."},
            {"field": "", "message": "Chưa chọn cơ quan <b>nào</b>."},
        ]
        page = self.page(problems=problems)
        self.assertIn('<a href="#so-can-cuoc" >Số căn cước có 12 chữ số.</a>', page)
        self.assertIn("&lt;b&gt;nào", page)
        self.assertNotIn('href="#"', page)
        self.assertNotIn("dvc-errors", self.page())

    def test_crumbs_lead_up(self):
        page = self.page(crumbs=[{"url": "http://nohost/x", "title": "Lĩnh vực"}])
        self.assertRegex(page, r'<a href="http://nohost/x" *>Lĩnh vực</a>')

    def test_a_message_is_shown_once(self):
        IStatusMessage(self.request).add("Đã lưu.", type="info")
        self.assertIn("Đã lưu.", self.page())
        self.assertNotIn("Đã lưu.", self.page())

    def test_the_menu_names_support_points_only_where_there_is_such_a_page(self):
        self.assertIn("diem-ho-tro", self.page())
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(self.portal["diem-ho-tro"])
        self.assertNotIn("diem-ho-tro", self.page())

    def test_the_banner_leads_home_and_to_the_map_and_about_where_there_is_such_a_page(
        self,
    ):
        page = self.page()
        self.assertIn(">Trang chủ</a>", page)
        self.assertIn("/so-do", page)
        self.assertNotIn("/gioi-thieu", page)
        with api.env.adopt_roles(["Manager"]):
            api.content.create(self.portal, "Document", "gioi-thieu", "Giới thiệu")
        self.assertIn("/gioi-thieu", self.page())

    def test_the_footer_names_questions_press_and_feedback_once_they_exist(self):
        names = {"hoi-dap": "Hỏi đáp", "bao-chi": "Báo chí", "gop-y": "Góp ý"}
        with api.env.adopt_roles(["Manager"]):
            there = [self.portal[name] for name in names if name in self.portal]
            api.content.delete(objects=there)
        page = self.page()
        for name in names:
            self.assertNotIn(f"/{name}", page)
        with api.env.adopt_roles(["Manager"]):
            for name, title in names.items():
                api.content.create(self.portal, "Document", name, title)
        page = self.page()
        footer = page[page.index('<footer class="dvc-footer"') :]
        for name, title in names.items():
            self.assertRegex(footer, rf'/{name}" *>{title}</a>')

    def test_all_that_is_known_of_the_owner_is_in_the_footer(self):
        known = {
            "responsible": "Bà Nguyễn Thị Mẫu (mẫu)",
            "address": "Số 0, đường Mẫu",
            "email": "hop-thu@example.org",
        }
        for name, value in known.items():
            api.portal.set_registry_record(f"hanam.dvc.portal.{name}", value)
        page = self.page()
        for value in known.values():
            self.assertIn(value, page)
        self.assertIn('href="mailto:hop-thu@example.org"', page)

    def test_search_engines_are_told_what_a_page_is_about(self):
        self.assertIn('content="Dịch vụ công của tỉnh', self.page())
        page = self.page(page_description='Lệ phí "mẫu"')
        self.assertIn('content="Lệ phí &quot;mẫu&quot;"', page)

    def test_the_menu_marks_the_section_of_the_page(self):
        self.request["ACTUAL_URL"] = f"{self.portal.absolute_url()}/thu-tuc/1.001193"
        self.assertRegex(self.page(), r'thu-tuc"\s*aria-current="page"')

    def test_the_other_language_keeps_the_question(self):
        self.request["QUERY_STRING"] = "q=khai+sinh&set_language=vi"
        page = self.page()
        self.assertIn("?q=khai+sinh&amp;set_language=en", page)
        self.request["LANGUAGE"] = "en"
        self.assertIn("set_language=vi", self.page())

    def test_only_a_public_page_is_named_to_the_login(self):
        self.request["ACTUAL_URL"] = "http://nohost/plone/tra-cuu/000/bi-mat"
        self.assertNotIn("came_from", self.page())
        self.assertIn("came_from", self.page(guest_cache=60))

    def test_what_is_not_known_of_the_owner_is_not_shown(self):
        page = self.page()
        self.assertIn("Ủy ban nhân dân tỉnh Hà Nam", page)
        self.assertNotIn("Đường dây nóng", page)
        api.portal.set_registry_record("hanam.dvc.portal.hotline", "0226 000 000")
        self.assertIn('href="tel:0226000000"', self.page())

    def test_no_page_carries_a_script_or_style_of_its_own(self):
        for name in ("public", "staff"):
            page = self.page("clerk", name)
            data = r'<script type="application/ld\+json">[^<]*</script>'
            page = re.sub(data, "", page)
            self.assertNotRegex(page, r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=")


class VersionTest(unittest.TestCase):
    def test_the_version_changes_with_a_file_of_any_room(self):
        with tempfile.TemporaryDirectory() as name:
            room = Path(name) / "raum" / "static"
            room.mkdir(parents=True)
            (room / "a.css").write_text("a", encoding="utf-8")
            before = frame.digest(Path(name))
            self.assertEqual(frame.digest(Path(name)), before)
            (room / "a.css").write_text("b", encoding="utf-8")
            self.assertNotEqual(frame.digest(Path(name)), before)
