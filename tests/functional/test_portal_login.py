"""Logging in: to where the work is, or back to where the reader came from."""

from hanam.dvc.testing import FUNCTIONAL
from tests.dossiers import build_world
from tests.dossiers import PASSWORD

import requests
import transaction
import unittest


class LoginTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        build_world(self.portal)
        transaction.commit()
        self.session = requests.Session()
        self.session.headers["Accept"] = "text/html"

    def log_in(self, name, password=PASSWORD, **more):
        form = {"__ac_name": name, "__ac_password": password, "buttons.login": "1"}
        return self.session.post(
            f"{self.url}/login", form | more, allow_redirects=False, timeout=30
        )

    def test_each_role_starts_where_its_work_is(self):
        places = {
            "citizen": "/ho-so-cua-toi",
            "clerk": "/viec",
            "leader": "/viec",
            "supervisor": "/thong-ke",
            "editor": "",
        }
        for name, place in places.items():
            with self.subTest(name=name):
                self.session.cookies.clear()
                answer = self.log_in(name)
                self.assertEqual(answer.status_code, 302)
                self.assertEqual(answer.headers["Location"], self.url + place)

    def test_who_came_from_a_page_returns_to_it(self):
        page = f"{self.url}/thu-tuc?q=khai+sinh"
        answer = self.log_in("clerk", came_from=page)
        self.assertEqual(answer.headers["Location"], page)

    def test_who_came_from_the_front_page_goes_to_work(self):
        answer = self.log_in("clerk", came_from=f"{self.url}/?x=1")
        self.assertEqual(answer.headers["Location"], f"{self.url}/viec")

    def test_nobody_is_led_out_of_the_portal(self):
        for page in ("https://nguoi-la.example/", "//nguoi-la.example", "javascript:x"):
            with self.subTest(page=page):
                self.session.cookies.clear()
                answer = self.log_in("clerk", came_from=page)
                self.assertEqual(answer.headers["Location"], f"{self.url}/viec")

    def test_the_session_lasts_after_logging_in_and_ends_with_logging_out(self):
        self.log_in("citizen")
        self.assertIn("citizen (mẫu)", self.session.get(self.url, timeout=30).text)
        self.session.get(f"{self.url}/logout", timeout=30)
        self.assertNotIn("citizen (mẫu)", self.session.get(self.url, timeout=30).text)

    def test_a_wrong_password_keeps_the_name_and_says_what_to_do(self):
        answer = self.log_in("clerk", "sai")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("bộ gõ tiếng Việt", answer.text)
        self.assertIn('value="clerk"', answer.text)
        self.assertNotIn("sai", answer.text.replace("sai sót", ""))

    def test_what_is_missing_is_named(self):
        self.assertIn("Hãy nhập tên tài khoản", self.log_in("").text)
        self.assertIn("Hãy nhập mật khẩu", self.log_in("clerk", "").text)

    def test_a_closed_page_asks_to_log_in_and_leads_back(self):
        answer = self.session.get(f"{self.url}/@@personal-information", timeout=30)
        self.assertIn("Trang bạn mở cần đăng nhập", answer.text)
        self.assertIn("personal-information", answer.text)

    def test_a_page_of_others_is_refused_in_plain_words(self):
        self.log_in("citizen")
        answer = self.session.get(f"{self.url}/@@overview-controlpanel", timeout=30)
        self.assertEqual(answer.status_code, 403)
        self.assertIn("Tài khoản của bạn không mở được trang này", answer.text)

    def test_who_is_signed_in_needs_no_form(self):
        self.log_in("clerk")
        answer = self.session.get(
            f"{self.url}/login", allow_redirects=False, timeout=30
        )
        self.assertEqual(answer.headers["Location"], f"{self.url}/viec")
