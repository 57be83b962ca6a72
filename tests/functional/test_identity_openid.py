"""Logging in through a provider of OpenID Connect: a real one, right and wrong."""

from hanam.dvc.identity import accounts
from hanam.dvc.identity import profile
from hanam.dvc.identity import settings
from hanam.dvc.identity.openid import discovery
from hanam.dvc.identity.openid import providers
from hanam.dvc.operations.setup import PROVIDER
from hanam.dvc.register import accounts as store
from hanam.dvc.sandbox.openid import OpenId
from plone import api
from tests import codes as sent
from tests.filing import Visitor
from tests.functional.test_identity_login import AccountCase
from tests.functional.test_identity_login import GOOD
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import json
import requests
import transaction


class OpenIdCase(AccountCase):
    def setUp(self):
        super().setUp()
        discovery.kept.forget()
        self.provider = OpenId(0)
        self.provider.start()
        self.addCleanup(self.provider.stop)
        self.offer(issuer=self.provider.address())

    def offer(self, **more):
        rows = [PROVIDER | more]
        api.portal.set_registry_record(
            f"{settings.PREFIX}.providers", json.dumps(rows, ensure_ascii=False)
        )
        transaction.commit()

    def mode(self, mode):
        answer = requests.post(
            f"{self.provider.address()}/modes", {"mode": mode}, timeout=30
        )
        self.assertEqual(answer.status_code, 200)

    def leave(self, visitor, back=""):
        """To the provider's page by the link of the login page."""
        visitor.get(f"login?came_from={back}" if back else "login")
        [link] = visitor.page.cssselect(".dvc-ways a")
        return visitor.get(link.get("href"))

    def agree(self, visitor, person="mau-001", go="agree", follow=True):
        """Log in at the provider."""
        [form] = visitor.page.cssselect("form")
        values = {**dict(form.form_values()), "person": person, "go": go}
        url = f"{self.provider.address()}{form.get('action')}"
        return visitor.keep(
            visitor.session.post(url, values, allow_redirects=follow, timeout=60)
        )

    def log_in_there(self, visitor, person="mau-001"):
        self.leave(visitor)
        return self.agree(visitor, person)

    def user_of(self, person="mau-001"):
        transaction.begin()
        row = store.foreign(self.provider.address(), person)
        return row.user_id if row is not None else ""


class LoginTest(OpenIdCase):
    def test_the_first_login_makes_an_account_with_what_the_provider_knows(self):
        self.log_in_there(self.guest)
        self.assertTrue(self.is_in(self.guest))
        user = self.user_of()
        person = profile.of(user).person
        self.assertEqual(person["name"], "Nguyễn Thị Mẫu")
        self.assertEqual(person["id_number"], "035185000001")
        self.assertEqual(person["birth_date"], "1985-01-01")
        self.assertEqual(person["phone"], "0900000001")
        row = store.foreign(self.provider.address(), "mau-001")
        self.assertEqual(row.level, "muc-2")

    def test_the_next_login_is_the_same_account_and_another_person_another(self):
        self.log_in_there(self.guest)
        user = self.user_of()
        self.log_in_there(Visitor(self.portal))
        self.assertEqual(self.user_of(), user)
        self.log_in_there(Visitor(self.portal), "mau-002")
        self.assertNotEqual(self.user_of("mau-002"), user)
        self.assertEqual(store.count(), 2)

    def test_it_leads_back_to_where_one_came_from(self):
        page = f"{self.url}/thu-tuc"
        self.leave(self.guest, page)
        self.agree(self.guest)
        self.assertEqual(self.guest.answer.url, page)
        other = Visitor(self.portal)
        self.leave(other, "https://nguoi-la.example/")
        self.agree(other)
        self.assertTrue(other.answer.url.startswith(self.url))

    def test_what_is_asked_has_state_nonce_and_a_challenge(self):
        self.guest.get("login")
        [link] = self.guest.page.cssselect(".dvc-ways a")
        answer = self.guest.session.get(link.get("href"), allow_redirects=False)
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)
        self.assertEqual(asked["code_challenge_method"], ["S256"])
        self.assertEqual(asked["response_type"], ["code"])
        for name in ("state", "nonce", "code_challenge"):
            self.assertGreaterEqual(len(asked[name][0]), 43)
        self.assertNotIn("code_verifier", asked)

    def test_new_keys_of_the_provider_are_found_by_themselves(self):
        self.log_in_there(self.guest)
        self.mode("rotate")
        with self.patched_age():
            visitor = Visitor(self.portal)
            self.log_in_there(visitor)
        self.assertTrue(self.is_in(visitor))

    def patched_age(self):
        """As if the keys had been fetched some seconds ago, though less than an hour."""
        from unittest import mock

        real = discovery.monotonic
        return mock.patch.object(discovery, "monotonic", lambda: real() + 60)

    def test_signatures_with_elliptic_curves_are_taken(self):
        self.mode("es256")
        self.log_in_there(self.guest)
        self.assertTrue(self.is_in(self.guest))

    def test_a_second_factor_here_is_asked_after_the_provider(self):
        self.log_in_there(self.guest)
        self.app(self.user_of())
        visitor = Visitor(self.portal)
        self.log_in_there(visitor)
        self.assertEqual(visitor.title, "Xác minh đúng là bạn")
        self.assertFalse(self.is_in(visitor))

    def test_logging_out_ends_the_session_at_the_provider_too(self):
        self.log_in_there(self.guest)
        self.assertEqual(len(self.provider.sessions), 1)
        self.guest.get("logout")
        self.assertEqual(len(self.provider.sessions), 0)
        self.assertTrue(self.guest.answer.url.startswith(self.url))
        self.assertFalse(self.is_in(self.guest))


class AttackTest(OpenIdCase):
    def test_tokens_that_are_not_right_let_nobody_in(self):
        for mode in (
            "bad_signature",
            "unsigned",
            "expired",
            "wrong_nonce",
            "wrong_audience",
            "wrong_issuer",
            "other_subject",
        ):
            with self.subTest(mode=mode):
                self.mode(mode)
                visitor = Visitor(self.portal)
                self.log_in_there(visitor)
                self.assertEqual(visitor.answer.status_code, 400)
                self.assertIn("không hoàn tất", visitor.title)
                self.assertFalse(self.is_in(visitor))
                self.assertEqual(self.user_of(), "")

    def test_an_answer_works_once(self):
        self.leave(self.guest)
        answer = self.agree(self.guest, follow=False)
        callback = answer.headers["Location"]
        self.guest.get(callback)
        self.assertTrue(self.is_in(self.guest))
        self.guest.get("logout")
        self.guest.get(callback)
        self.assertEqual(self.guest.answer.status_code, 400)
        self.assertFalse(self.is_in(self.guest))

    def test_an_answer_of_another_browser_is_refused(self):
        thief = Visitor(self.portal)
        self.leave(thief)
        callback = self.agree(thief, follow=False).headers["Location"]
        self.guest.get(callback)
        self.assertEqual(self.guest.answer.status_code, 400)
        self.leave(self.guest)
        self.guest.get(callback)
        self.assertEqual(self.guest.answer.status_code, 400)
        self.assertFalse(self.is_in(self.guest))

    def test_an_answer_without_its_state_is_refused(self):
        self.leave(self.guest)
        callback = self.agree(self.guest, follow=False).headers["Location"]
        code = parse_qs(urlsplit(callback).query)["code"][0]
        self.guest.get(f"{callback.partition('?')[0]}?code={code}")
        self.assertEqual(self.guest.answer.status_code, 400)
        self.assertFalse(self.is_in(self.guest))

    def test_a_signed_in_user_is_joined_to_nothing_by_a_link_of_others(self):
        self.account()
        self.log_in(self.guest)
        self.guest.get("dang-nhap-quoc-gia/mau")
        self.assertEqual(self.guest.answer.status_code, 403)

    def test_an_unknown_provider_is_not_there(self):
        for path in ("dang-nhap-quoc-gia", "dang-nhap-quoc-gia/la"):
            self.assertEqual(self.guest.get(path).status_code, 404)


class TroubleTest(OpenIdCase):
    def test_a_provider_that_is_down_is_told_with_the_other_ways(self):
        self.mode("down")
        self.leave(self.guest)
        self.assertEqual(self.guest.answer.status_code, 503)
        self.assertIn("chưa trả lời", self.guest.words())
        links = [a.get("href") for a in self.guest.page.cssselect("main a")]
        self.assertIn(f"{self.url}/login", links)

    def test_one_that_goes_down_in_between_is_told_too(self):
        self.leave(self.guest)
        callback = self.agree(self.guest, follow=False).headers["Location"]
        self.mode("down")
        self.guest.get(callback)
        self.assertEqual(self.guest.answer.status_code, 503)

    def test_who_says_no_there_may_try_again(self):
        self.leave(self.guest)
        self.agree(self.guest, go="refuse")
        self.assertEqual(self.guest.answer.status_code, 403)
        self.assertIn("Thử lại", self.guest.words())


class JoiningTest(OpenIdCase):
    def test_an_equal_phone_joins_nothing_without_a_code(self):
        mine = self.account("0900000001")
        self.log_in_there(self.guest)
        self.assertIn("0900 000 001", self.guest.words())
        self.assertFalse(self.is_in(self.guest))
        self.assertEqual(self.user_of(), "")
        self.guest.get("dang-nhap-quoc-gia/mau/noi")
        self.guest.send({"code": "000000"}, go="check")
        self.assertEqual(self.guest.problems, ["code"])
        self.guest.send({"code": sent.last_code()}, go="check")
        self.assertTrue(self.is_in(self.guest))
        self.assertEqual(self.user_of(), mine)

    def test_who_says_that_it_is_not_theirs_gets_an_account_of_their_own(self):
        mine = self.account("0900000001")
        self.log_in_there(self.guest)
        self.guest.send(go="new")
        self.assertTrue(self.is_in(self.guest))
        self.assertNotEqual(self.user_of(), mine)

    def test_who_is_signed_in_joins_the_provider_to_the_account(self):
        mine = self.account()
        self.log_in(self.guest)
        self.guest.get("bao-mat")
        [link] = [
            a.get("href")
            for a in self.guest.page.cssselect("main a")
            if "dang-nhap-quoc-gia" in a.get("href")
        ]
        self.guest.get(link)
        self.agree(self.guest)
        self.assertEqual(self.user_of(), mine)
        other = Visitor(self.portal)
        self.log_in_there(other)
        self.assertTrue(self.is_in(other))
        self.assertEqual(store.count(), 1)

    def test_an_account_with_dossiers_is_not_swallowed(self):
        self.log_in_there(self.guest)
        self.guest.begin()
        user = self.user_of()
        self.account()
        other = Visitor(self.portal)
        self.log_in(other)
        other.get("bao-mat")
        [link] = [
            a.get("href")
            for a in other.page.cssselect("main a")
            if "dang-nhap-quoc-gia" in a.get("href")
        ]
        other.get(link)
        self.agree(other)
        self.assertEqual(other.answer.status_code, 409)
        self.assertEqual(self.user_of(), user)


class SettingTest(AccountCase):
    def test_what_is_wrong_with_the_setting_is_refused(self):
        good = PROVIDER | {"issuer": "https://quoc-gia.example"}
        self.assertEqual(len(providers.parse(json.dumps([good]))), 1)
        for wrong in (
            "{",
            "{}",
            "[1]",
            json.dumps([good, good]),
            json.dumps([good | {"key": "a/b"}]),
            json.dumps([good | {"issuer": "http://quoc-gia.example"}]),
            json.dumps([good | {"algorithms": ["none"]}]),
            json.dumps([good | {"algorithms": ["HS256"]}]),
            json.dumps([{"key": "a"}]),
        ):
            with self.subTest(wrong=wrong), self.assertRaises(providers.BadProviders):
                providers.parse(wrong)

    def test_accounts_of_a_provider_have_no_password_that_opens_them(self):
        user = accounts.create(None, "Nguyễn Thị Mẫu")
        transaction.commit()
        for password in ("", " ", GOOD):
            visitor = Visitor(self.portal)
            visitor.session.auth = (user.encode(), password.encode())
            self.assertFalse(self.is_in(visitor))
