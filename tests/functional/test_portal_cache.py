"""The cache in front of the portal: what it keeps, for whom, and when it forgets."""

from hanam.dvc.portal import purge
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from http.server import BaseHTTPRequestHandler
from http.server import HTTPServer
from plone import api
from Products.SiteAccess.VirtualHostMonster import manage_addVirtualHostMonster
from tests import nginx
from tests.dossiers import build_world
from tests.dossiers import PASSWORD
from threading import Thread
from unittest import mock
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import os
import requests
import threading
import transaction
import unittest


PATIENCE = 20  # seconds


class Listener(BaseHTTPRequestHandler):
    """A cache that only notes that it was asked to forget."""

    def do_PURGE(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


class PurgeTest(unittest.TestCase):
    """When the portal asks its caches to forget; each request is awaited by its thread."""

    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.world = build_world(self.portal)
        with api.env.adopt_roles(["Manager"]):
            self.page = api.content.create(self.portal, "Document", "trang", "Trang")
        transaction.commit()
        self.server = HTTPServer(("127.0.0.1", 0), Listener)
        self.server.asked = []
        thread = Thread(target=self.server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.address = f"http://127.0.0.1:{self.server.server_port}/.dvc-purge"
        environment = mock.patch.dict(os.environ, {purge.ADDRESSES: self.address})
        self.enterContext(environment)

    def asked(self) -> int:
        """How often the cache was asked since the last time, once all senders are done."""
        for thread in sender_threads():
            thread.join(PATIENCE)
        count = len(self.server.asked)
        self.server.asked.clear()
        return count

    def test_a_page_that_is_edited_published_or_removed_is_forgotten(self):
        with api.env.adopt_roles(["Manager"]):
            self.page.title = "Trang khác"
            self.page.reindexObject()
            notify_modified(self.page)
            transaction.commit()
            self.assertEqual(self.asked(), 1)
            api.content.delete(self.page)
            transaction.commit()
            self.assertEqual(self.asked(), 1)

    def test_many_changes_in_one_transaction_ask_once(self):
        with api.env.adopt_roles(["Manager"]):
            for number in range(5):
                api.content.create(self.portal, "Document", f"t{number}", "Trang")
            transaction.commit()
        self.assertEqual(self.asked(), 1)

    def test_nothing_is_asked_before_the_change_is_there(self):
        notify_modified(self.page)
        self.assertEqual(self.asked(), 0)
        transaction.abort()
        self.assertEqual(self.asked(), 0)

    def test_a_setting_that_is_changed_is_forgotten(self):
        api.portal.set_registry_record("hanam.dvc.portal.hotline", "0226 000 000")
        transaction.commit()
        self.assertEqual(self.asked(), 1)

    def test_what_happens_to_dossiers_asks_for_nothing(self):
        notify_modified(self.portal["ho-so"])
        transaction.commit()
        self.assertEqual(self.asked(), 0)

    def test_a_cache_that_is_away_is_named_in_the_log_and_stops_nobody(self):
        away = f"http://127.0.0.1:{nginx.free_port()}/"
        both = {purge.ADDRESSES: f"{away} {self.address}"}
        with (
            mock.patch.dict(os.environ, both),
            self.assertLogs("hanam.dvc", "WARNING") as log,
        ):
            notify_modified(self.page)
            transaction.commit()
            self.assertEqual(self.asked(), 1)
        self.assertIn(away, log.output[0])


class CacheTest(unittest.TestCase):
    """The configuration that is shipped, in a real nginx."""

    layer = FUNCTIONAL

    def setUp(self):
        nginx.required()
        self.portal = self.layer["portal"]
        build_world(self.portal)
        with api.env.adopt_roles(["Manager"]):
            self.page = api.content.create(
                self.portal, "Document", "lien-he", "Liên hệ"
            )
            self.portal.manage_permission("View", ["Anonymous"], acquire=True)
            self.page.reindexObjectSecurity()
        add_virtual_hosting(self.layer["app"])
        transaction.commit()
        port = nginx.free_port()
        site = self.portal.getId()
        self.enterContext(nginx.running([self.layer["port"]], port, site))
        self.url = f"http://127.0.0.1:{port}"
        caches = {purge.ADDRESSES: f"{self.url}/.dvc-purge"}
        self.enterContext(mock.patch.dict(os.environ, caches))

    def get(self, path="/", user=None, **headers):
        auth = (user, PASSWORD) if user else None
        sent = {"Accept": "text/html"} | headers
        return requests.get(self.url + path, auth=auth, headers=sent, timeout=30)

    def cached(self, *args, **more) -> str:
        """What the cache says of an answer; MISS, HIT, BYPASS …"""
        return self.get(*args, **more).headers["X-Cache"]

    def test_guests_are_answered_from_the_cache(self):
        for path in ("/", "/thu-tuc", "/lien-he", "/tin-tuc", "/so-do"):
            with self.subTest(path=path):
                self.assertEqual(self.cached(path), "MISS")
                self.assertEqual(self.cached(path), "HIT")

    def test_browsers_share_a_page_and_programs_do_not_get_it(self):
        self.get(Accept="text/html,application/xhtml+xml;q=0.9")
        self.assertEqual(self.cached(Accept="text/html;q=1"), "HIT")
        answer = self.get(Accept="application/json")
        self.assertNotEqual(answer.headers["X-Cache"], "HIT")
        self.assertTrue(answer.headers["Content-Type"].startswith("application/json"))

    def test_who_cannot_unpack_gets_the_same_page(self):
        packed = self.get("/lien-he")
        plain = self.get("/lien-he", **{"Accept-Encoding": "identity"})
        self.assertEqual(plain.headers["X-Cache"], "HIT")
        self.assertNotIn("Content-Encoding", plain.headers)
        self.assertEqual(plain.text, packed.text)

    def test_two_users_and_a_guest_never_see_each_others_pages(self):
        readers = (None, "citizen", "clerk", None, "clerk", "citizen")
        names = {"citizen": "citizen (mẫu)", "clerk": "clerk (mẫu)"}
        for path in ("/", "/lien-he", "/so-do", "/ho-so-cua-toi", "/viec"):
            for reader in readers:
                with self.subTest(path=path, reader=reader):
                    page = unescape(self.get(path, reader).text)
                    seen = {name for name, shown in names.items() if shown in page}
                    self.assertEqual(seen, {reader} & set(names))

    def test_a_signed_in_browser_is_never_answered_from_the_cache(self):
        self.assertEqual(self.cached(), "MISS")
        session = requests.Session()
        form = {"__ac_name": "citizen", "__ac_password": PASSWORD}
        page = session.get(f"{self.url}/login", timeout=30).text
        token = page.partition('name="_authenticator" value="')[2].partition('"')[0]
        form |= {"_authenticator": token, "buttons.login": "1", "form.submitted": "1"}
        session.post(f"{self.url}/login", data=form, timeout=30)
        self.assertIn("__ac", session.cookies)
        for _again in range(2):
            answer = session.get(
                f"{self.url}/", headers={"Accept": "text/html"}, timeout=30
            )
            self.assertEqual(answer.headers["X-Cache"], "BYPASS")
            self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
            self.assertIn("citizen (mẫu)", answer.text)
        guest = self.get()
        self.assertEqual(guest.headers["X-Cache"], "HIT")
        self.assertNotIn("citizen (mẫu)", guest.text)

    def test_a_guest_with_a_draft_is_not_answered_from_the_cache(self):
        self.get()
        self.assertEqual(self.cached(Cookie="dvc_khach=abc"), "BYPASS")
        self.assertEqual(self.cached(Cookie="anything=else"), "BYPASS")

    def test_each_language_has_its_own_copy(self):
        english = {"Cookie": "I18N_LANGUAGE=en"}
        self.assertIn('lang="vi"', self.get().text)
        self.assertEqual(self.cached(**english), "MISS")
        self.assertEqual(self.cached(**english), "HIT")
        self.assertIn('lang="en"', self.get(**english).text)
        self.assertIn('lang="vi"', self.get().text)

    def test_a_page_that_sets_a_cookie_is_kept_for_nobody(self):
        for _again in range(2):
            answer = self.get("/?set_language=en")
            self.assertNotEqual(answer.headers["X-Cache"], "HIT")
            self.assertIn("I18N_LANGUAGE", answer.headers["Set-Cookie"])

    def test_an_edit_is_seen_as_soon_as_the_cache_has_forgotten(self):
        self.assertIn("Liên hệ", self.get("/lien-he").text)
        self.assertEqual(self.cached("/lien-he"), "HIT")
        with api.env.adopt_roles(["Manager"]):
            self.page.title = "Gặp chúng tôi"
            self.page.reindexObject()
            notify_modified(self.page)
            transaction.commit()
        for thread in sender_threads():
            thread.join(PATIENCE)
        answer = self.get("/lien-he")
        self.assertEqual(answer.headers["X-Cache"], "MISS")
        self.assertIn("Gặp chúng tôi", answer.text)

    def test_only_the_portals_own_machine_may_have_it_forget(self):
        self.get()
        purged = requests.request("PURGE", f"{self.url}/.dvc-purge", timeout=30)
        self.assertEqual(purged.status_code, 200)
        self.assertEqual(self.cached(), "MISS")
        text = nginx.CONFIGURATION.read_text("utf-8")
        block = text.partition("location = /.dvc-purge {")[2].partition("}")[0]
        self.assertIn("deny all;", block)


def sender_threads() -> list[Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "dvc-purge"]


def notify_modified(item) -> None:
    """Say of an item that it was edited, as Plone's forms do."""
    notify(ObjectModifiedEvent(item))


def add_virtual_hosting(app) -> None:
    """What a real Zope has from its first start."""
    manage_addVirtualHostMonster(app, "virtual_hosting")
