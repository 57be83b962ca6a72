"""What each answer tells browsers and caches, and what a page of error says."""

from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from PIL import Image
from plone import api
from plone.namedfile.file import NamedBlobImage
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from tests.dossiers import build_world
from tests.dossiers import PASSWORD
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import io
import requests
import tempfile
import transaction
import unittest


TYPED = "Nguyễn Thị Mẫu 035185000001"
PAGE = """<html metal:use-macro="context/@@frame/macros/public">
<metal:main fill-slot="main"><h1>Trang thử</h1></metal:main></html>"""


class Broken(BrowserView):
    """A page that fails with what a citizen typed in its message."""

    def __call__(self):
        raise ValueError(TYPED)


class Missing(BrowserView):
    """A page that fails in a way for which Zope would say that it is out of service."""

    def __call__(self):
        return {}["khong-co"]


class Busy(BrowserView):
    """A page that never gets its turn to write."""

    def __call__(self):
        raise ConflictError


class Writing(BrowserView):
    """A page in our frame that writes when it is read."""

    def __call__(self):
        self.context.title = "Đã bị sửa"
        return self.template()


class AnswersTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_world(self.portal)
        with api.env.adopt_roles(["Manager"]):
            page = api.content.create(self.portal, "Document", "lien-he", "Liên hệ")
            self.portal.manage_permission("View", ["Anonymous"], acquire=True)
            page.reindexObjectSecurity()
        transaction.commit()

    def register(self, name, view):
        """A page of the portal for the length of a test."""
        manager = getGlobalSiteManager()
        args = (view, (Interface, IPortalLayer), Interface, name)
        manager.registerAdapter(*args)
        self.addCleanup(manager.unregisterAdapter, *args)

    def get(self, path="", user=None, accept="text/html", **more):
        session = requests.Session()
        session.headers["Accept"] = accept
        if user:
            session.auth = (user, PASSWORD)
        return session.get(f"{self.url}/{path}", timeout=30, **more)

    def test_no_answer_allows_scripts_inside_a_page(self):
        for path in ("", "login", "lien-he", "gibt-es-nicht", "so-do"):
            with self.subTest(path=path):
                policy = self.get(path).headers["Content-Security-Policy"]
                self.assertIn("script-src 'self';", policy)
                self.assertIn("style-src 'self';", policy)
                self.assertIn("frame-ancestors 'self'", policy)

    def test_plones_tools_keep_working_for_editors_only(self):
        def scripts(user):
            policy = self.get("lien-he", user).headers["Content-Security-Policy"]
            return "'unsafe-eval'" in policy

        self.assertTrue(scripts("editor"))
        self.assertFalse(scripts("citizen"))
        home = self.get("", "editor").headers["Content-Security-Policy"]
        self.assertNotIn("unsafe", home)

    def test_no_answer_is_sniffed_framed_or_told_to_others(self):
        for path in ("", "gibt-es-nicht", "++resource++dvc/dvc.css", "@search"):
            headers = self.get(path, accept="*/*").headers
            with self.subTest(path=path):
                self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(headers["X-Frame-Options"], "SAMEORIGIN")
                self.assertEqual(headers["Referrer-Policy"], "same-origin")

    def test_a_cache_may_keep_what_all_guests_see(self):
        for path in ("", "tin-tuc", "lien-he", "so-do"):
            headers = self.get(path).headers
            with self.subTest(path=path):
                self.assertRegex(headers["Cache-Control"], r"public.*s-maxage=\d+")
                self.assertIn("Cookie", headers["Vary"])
                self.assertNotIn("Set-Cookie", headers)

    def test_pictures_of_news_are_kept_by_browsers_for_an_hour(self):
        picture = io.BytesIO()
        Image.new("RGB", (800, 600), "#9b1c1c").save(picture, "PNG")
        with api.env.adopt_roles(["Manager"]):
            item = api.content.create(self.portal["tin-tuc"], "News Item", "tin", "Tin")
            item.image = NamedBlobImage(picture.getvalue(), "image/png", "tin.png")
        transaction.commit()
        answer = self.get("tin-tuc/tin/@@images/image/preview")
        self.assertEqual(answer.headers["Content-Type"], "image/png")
        self.assertIn("max-age=3600", answer.headers["Cache-Control"])
        answer = self.get("tin-tuc/tin/@@images/image/preview", "citizen")
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")

    def test_nobody_keeps_what_one_reader_sees(self):
        for path, user in (("", "citizen"), ("lien-he", "clerk"), ("login", None)):
            with self.subTest(path=path, user=user):
                control = self.get(path, user).headers["Cache-Control"]
                self.assertEqual(control, "private, no-store")

    def test_a_page_that_sets_a_cookie_is_kept_by_nobody(self):
        answer = self.get("?set_language=en")
        self.assertIn("I18N_LANGUAGE", answer.headers["Set-Cookie"])
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertIn('lang="en"', answer.text)
        self.assertIn("Which procedure do you need?", answer.text)

    def test_a_named_version_of_a_file_is_kept_for_good(self):
        control = self.get("++resource++dvc/dvc.css?v=1").headers["Cache-Control"]
        self.assertIn("immutable", control)
        control = self.get("++resource++dvc/dvc.css").headers["Cache-Control"]
        self.assertNotIn("immutable", control)

    def test_only_what_everybody_sees_is_compressed(self):
        def encoding(path, user=None, accepted="gzip"):
            headers = {"Accept-Encoding": accepted}
            answer = self.get(path, user, headers=headers)
            return answer.headers.get("Content-Encoding")

        self.assertEqual(encoding(""), "gzip")
        self.assertEqual(encoding("++resource++dvc/dvc.css"), "gzip")
        self.assertIsNone(encoding("", "citizen"))
        self.assertIsNone(encoding("", accepted="identity"))

    def test_a_missing_page_says_so_in_vietnamese_and_offers_ways_on(self):
        answer = self.get("gibt-es-nicht")
        self.assertEqual(answer.status_code, 404)
        self.assertIn("Không có trang này", answer.text)
        self.assertIn("/thu-tuc", answer.text)
        self.assertIn("/tra-cuu", answer.text)

    def test_a_mistake_gives_a_number_and_no_traceback(self):
        self.register("hong", Broken)
        with self.assertLogs("hanam.dvc", "ERROR") as log:
            answer = self.get("hong")
        self.assertEqual(answer.status_code, 500)
        self.assertNotIn("Traceback", answer.text)
        self.assertNotIn(TYPED, answer.text)
        number = log.output[0].partition("Error ")[2].partition(":")[0]
        self.assertIn(number, answer.text)
        self.assertNotIn(TYPED, "".join(log.output))

    def test_every_mistake_of_the_portal_is_a_500(self):
        self.register("thieu", Missing)
        with self.assertLogs("hanam.dvc", "ERROR"):
            self.assertEqual(self.get("thieu").status_code, 500)

    def test_who_never_gets_a_turn_to_write_is_asked_to_wait(self):
        self.register("ban", Busy)
        answer = self.get("ban")
        self.assertEqual(answer.status_code, 503)
        self.assertIn("Đang có nhiều người cùng gửi", answer.text)

    def test_a_program_gets_its_error_as_json(self):
        self.register("hong", Broken)
        with self.assertLogs("hanam.dvc", "ERROR"):
            answer = self.get("hong", accept="application/xml")
        self.assertEqual(answer.json()["error_type"], "ValueError")
        self.assertRegex(answer.json()["error_id"], r"^[0-9A-F]{8}$")

    def test_a_page_in_our_frame_that_writes_on_reading_is_undone(self):
        with tempfile.NamedTemporaryFile("w", suffix=".pt", encoding="utf-8") as file:
            file.write(PAGE)
            file.flush()
            members = {"template": ViewPageTemplateFile(file.name)}
            self.register("ghi", type("Page", (Writing,), members))
            self.get("ghi", "manager", allow_redirects=False)
        transaction.begin()
        self.assertNotEqual(self.portal.title, "Đã bị sửa")

    def test_the_frame_works_on_every_host_name(self):
        port = self.layer["port"]
        for host in ("127.0.0.1", "localhost", "dichvucong.example"):
            answer = requests.get(
                f"{self.url}/lien-he",
                headers={"Host": f"{host}:{port}", "Accept": "text/html"},
                timeout=30,
            )
            with self.subTest(host=host):
                self.assertIn("dvc-banner", answer.text)
                self.assertIn("++resource++dvc/dvc.css", answer.text)

    def test_a_portal_without_the_product_goes_on_as_stock_plone(self):
        with api.env.adopt_roles(["Manager"]):
            setup = self.portal.portal_setup
            setup.runAllImportStepsFromProfile("profile-hanam.dvc:uninstall")
        transaction.commit()
        answer = self.get("tin-tuc")
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.get("").status_code, 200)
        self.assertNotIn("dvc-banner", answer.text)

    def test_an_administrator_edits_banner_and_footer(self):
        page = self.get("@@dvc-frame-settings", "manager")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Đường dây nóng", unescape(page.text))
        refused = self.get("@@dvc-frame-settings", "editor", allow_redirects=False)
        self.assertIn(refused.status_code, (302, 401, 403))

    def test_over_https_cookies_and_pages_stay_there(self):
        manage_addVirtualHostMonster(self.layer["app"], "virtual_hosting")
        transaction.commit()
        port = self.layer["port"]
        base = f"http://localhost:{port}/VirtualHostBase/https/dichvucong.example:443"
        answer = requests.get(
            f"{base}/plone/VirtualHostRoot/?set_language=en",
            headers={"Accept": "text/html"},
            timeout=30,
        )
        self.assertIn("Secure", answer.headers["Set-Cookie"])
        self.assertIn("max-age", answer.headers["Strict-Transport-Security"])
        self.assertNotIn("Strict-Transport-Security", self.get().headers)

    def test_search_engines_are_kept_from_dossiers(self):
        robots = self.get("robots.txt").text
        self.assertIn("Disallow: /tra-cuu/", robots)
        self.assertIn("sitemap.xml.gz", robots)
        self.assertEqual(self.get("sitemap.xml.gz").status_code, 200)
