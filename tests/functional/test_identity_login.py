"""Accounts and ways in: registration, passwords, codes, the second step, and attacks."""

from datetime import timedelta
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import accounts
from hanam.dvc.identity import contacts
from hanam.dvc.identity import profile
from hanam.dvc.identity import second
from hanam.dvc.register import accounts as store
from plone import api
from tests import codes as sent
from tests.dossiers import PASSWORD
from tests.filing import Visitor
from tests.wizard import WizardCase
from unittest import mock
from urllib.parse import quote

import pyotp
import time
import transaction


PHONE = "0900000111"
GOOD = "ba con mèo ngủ"


class AccountCase(WizardCase):
    def setUp(self):
        super().setUp()
        sent.reach()
        api.portal.set_registry_record("hanam.dvc.identity.guest_code", "off")
        transaction.commit()
        self.url = self.portal.absolute_url()

    def account(self, contact=PHONE, password=GOOD):
        user = accounts.create(contacts.read(contact), "Nguyễn Thị Mẫu", password)
        transaction.commit()
        return user

    def log_in(self, visitor, name=PHONE, password=GOOD, **more):
        visitor.get("login")
        return visitor.send({"__ac_name": name, "__ac_password": password, **more})

    def is_in(self, visitor):
        visitor.get("ho-so-cua-toi")
        return "Đăng xuất" in visitor.answer.text

    def app(self, user):
        """Turn the authenticator app on for a user; returns a clock that makes its codes."""
        secret = second.new_secret()
        now = time.time()
        code = pyotp.TOTP(secret).at(now)
        self.assertTrue(second.turn_on_app(user, secret, code))
        transaction.commit()
        return secret

    def code_of(self, secret, steps=1):
        """A code not used yet: that of the next step, within what is allowed."""
        return pyotp.TOTP(secret).at(time.time(), steps)


class RegistrationTest(AccountCase):
    def register(self, contact=PHONE, name="Nguyễn Thị Mẫu", password=GOOD):
        self.guest.get("dang-ky")
        self.guest.send({"contact": contact}, go="send")
        self.guest.send({"code": sent.last_code()}, go="check")
        return self.guest.send({"fullname": name, "password": password}, go="finish")

    def test_a_citizen_registers_by_phone_and_is_in(self):
        self.register()
        self.assertIn("Tài khoản của bạn đã sẵn sàng", self.guest.words())
        self.assertIn("Nguyễn Thị Mẫu", self.guest.answer.text)
        transaction.begin()
        row = store.by_login(PHONE)
        self.assertRegex(row.user_id, r"^cd-[0-9a-f]{24}$")
        self.assertNotIn(GOOD, row.password)
        self.assertEqual(profile.of(row.user_id).person["phone"], PHONE)

    def test_the_names_of_citizens_are_not_among_the_members_of_the_site(self):
        self.register()
        transaction.begin()
        users = api.portal.get_tool("acl_users")
        for search in ({"login": "0900"}, {"fullname": "Nguyễn"}, {"id": "cd-"}, {}):
            found = [
                user for user in users.searchUsers(**search) if "cd-" in user["userid"]
            ]
            self.assertEqual(found, [])
        stored = dict(users.mutable_properties._storage.items())
        self.assertNotIn("Mẫu", str([stored[key] for key in stored if "cd-" in key]))

    def test_without_a_password_the_code_is_the_way_in(self):
        self.register(password="")
        self.guest = Visitor(self.portal)
        self.guest.get("dang-nhap-bang-ma")
        self.guest.send({"contact": "+84 900 000 111"}, go="send")
        self.guest.send({"code": sent.last_code()}, go="check")
        self.assertTrue(self.is_in(self.guest))

    def test_a_weak_password_is_refused_and_the_name_stays(self):
        for weak in ("ngắn", PHONE, "aaaaaaaaaaaa", "1234567890"):
            with self.subTest(weak=weak):
                self.guest = Visitor(self.portal)
                self.register(f"090000{hash(weak) % 10000:04}", password=weak)
                self.assertEqual(self.guest.problems, ["password"])
                values = dict(self.guest.values())
                self.assertEqual(values["fullname"], "Nguyễn Thị Mẫu")
                self.assertFalse(values.get("password"))

    def test_who_has_an_account_already_is_let_in_after_the_proof_only(self):
        self.account()
        self.guest.get("dang-ky")
        self.guest.send({"contact": PHONE}, go="send")
        self.assertNotIn("đã có tài khoản", self.guest.words())
        self.guest.send({"code": sent.last_code()}, go="check")
        self.assertTrue(self.is_in(self.guest))
        transaction.begin()
        self.assertEqual(store.count(), 1)

    def test_the_last_page_cannot_be_reached_without_the_code(self):
        self.guest.get("dang-ky")
        self.guest.send({"contact": PHONE}, go="send")
        self.guest.send({"fullname": "Kẻ lạ", "password": GOOD}, go="finish")
        self.assertEqual(self.guest.problems, ["code"])
        transaction.begin()
        self.assertEqual(store.count(), 0)

    def test_where_registration_is_closed_nobody_registers(self):
        self.guest.get("dang-ky")
        self.guest.send({"contact": PHONE}, go="send")
        api.portal.set_registry_record("hanam.dvc.identity.registration", False)
        transaction.commit()
        self.guest.send({"code": sent.last_code()}, go="check")
        self.assertEqual(self.guest.title, "Đăng nhập")
        self.assertNotIn("Tạo tài khoản", self.guest.words())

    def test_a_draft_begun_as_guest_stays_with_the_person(self):
        self.guest.begin()
        draft = self.draft().getId()
        path = self.guest.answer.url
        self.register()
        transaction.begin()
        self.assertEqual(drafts.get(draft).filed_by, store.by_login(PHONE).user_id)
        self.guest.get(path)
        self.assertIn("Bước 1", self.guest.title)


class PasswordTest(AccountCase):
    def test_phone_or_e_mail_is_the_name_however_it_is_written(self):
        self.account()
        self.account("Mau@vi-du.example")
        for name in ("0900 000 111", "+84900000111", "mau@VI-DU.example"):
            with self.subTest(name=name):
                visitor = Visitor(self.portal)
                self.log_in(visitor, name)
                self.assertTrue(self.is_in(visitor))

    def test_an_unknown_account_is_answered_as_a_wrong_password(self):
        self.account()
        known, unknown = Visitor(self.portal), Visitor(self.portal)
        self.log_in(known, password="sai mật khẩu rồi")
        self.log_in(unknown, "0900000222", password="sai mật khẩu rồi")
        self.assertEqual(known.words(".dvc-errors"), unknown.words(".dvc-errors"))
        self.assertEqual(known.answer.status_code, unknown.answer.status_code)

    def test_after_many_wrong_passwords_the_account_is_held_for_a_while(self):
        self.account()
        for _guess in range(8):
            self.log_in(Visitor(self.portal), password="sai mật khẩu rồi")
        self.log_in(self.guest)
        self.assertRegex(self.guest.words(".dvc-errors"), r"\d+ phút")
        self.assertFalse(self.is_in(self.guest))
        basic = Visitor(self.portal)
        basic.session.auth = (PHONE.encode(), GOOD.encode())
        self.assertFalse(self.is_in(basic))
        self.guest.get("dang-nhap-bang-ma")
        self.guest.send({"contact": PHONE}, go="send")
        self.guest.send({"code": sent.last_code()}, go="check")
        self.assertTrue(self.is_in(self.guest))
        later = moment.now() + timedelta(minutes=16)
        with mock.patch.object(moment, "now", lambda: later):
            visitor = Visitor(self.portal)
            self.log_in(visitor)
            self.assertTrue(self.is_in(visitor))

    def test_an_unknown_account_is_held_in_the_same_way(self):
        for _guess in range(9):
            self.log_in(self.guest, "0900000222", password="sai mật khẩu rồi")
        self.assertRegex(self.guest.words(".dvc-errors"), r"\d+ phút")

    def test_one_address_that_tries_many_accounts_is_held(self):
        api.portal.set_registry_record("hanam.dvc.identity.wrong_of_address", 4)
        self.account()
        for number in range(4):
            self.log_in(self.guest, f"090000030{number}", password="sai mật khẩu rồi")
        self.log_in(self.guest)
        self.assertFalse(self.is_in(self.guest))

    def test_staff_are_held_as_well_and_the_right_password_forgives(self):
        for _guess in range(7):
            self.log_in(Visitor(self.portal), "clerk", password="sai mật khẩu rồi")
        self.log_in(self.guest, "clerk", PASSWORD)
        self.assertTrue(self.is_in(self.guest))
        for _guess in range(7):
            self.log_in(Visitor(self.portal), "clerk", password="sai mật khẩu rồi")
        visitor = Visitor(self.portal)
        self.log_in(visitor, "clerk", PASSWORD)
        self.assertTrue(self.is_in(visitor))

    def test_the_administrator_of_the_server_holds_nobody_up(self):
        from plone.app.testing import SITE_OWNER_NAME
        from plone.app.testing import SITE_OWNER_PASSWORD

        owner = Visitor(self.portal)
        owner.session.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        for _look in range(10):
            self.assertTrue(self.is_in(owner))

    def test_a_new_password_ends_the_sessions_of_before(self):
        self.account()
        old = Visitor(self.portal)
        self.log_in(old)
        self.assertTrue(self.is_in(old))
        self.guest.get("quen-mat-khau")
        self.guest.send({"contact": PHONE}, go="send")
        self.guest.send({"code": sent.last_code()}, go="check")
        self.guest.send({"password": "bốn con chó sủa"}, go="finish")
        self.assertTrue(self.is_in(self.guest))
        self.assertFalse(self.is_in(old))
        self.log_in(old)
        self.assertFalse(self.is_in(old))
        self.log_in(old, password="bốn con chó sủa")
        self.assertTrue(self.is_in(old))

    def test_a_reset_for_nobody_looks_the_same_and_sends_nothing(self):
        self.account()
        known, unknown = Visitor(self.portal), Visitor(self.portal)
        for visitor, contact in ((known, PHONE), (unknown, "0900000222")):
            visitor.get("quen-mat-khau")
            visitor.send({"contact": contact}, go="send")
        self.assertEqual(len(sent.codes_sent()), 1)
        self.assertEqual(
            known.words().replace("111", "222"), unknown.words().replace("111", "222")
        )

    def test_nobody_is_led_out_of_the_portal(self):
        self.account()
        for bad in (
            "https://nguoi-la.example/",
            "//nguoi-la.example",
            "javascript:alert(1)",
            f"{self.url}.nguoi-la.example/",
            f"{self.url}\\@nguoi-la.example",
            "/\\nguoi-la.example",
        ):
            with self.subTest(bad=bad):
                visitor = Visitor(self.portal)
                visitor.get("dang-nhap-bang-ma")
                visitor.send({"contact": PHONE, "came_from": bad}, go="send")
                answer = visitor.send(
                    {"code": sent.last_code()}, go="check", follow=False
                )
                where = answer.headers["Location"]
                self.assertTrue(where.startswith(f"{self.url}/"), where)
                api.portal.set_registry_record(
                    "hanam.dvc.identity.codes_of_contact", 50
                )
                transaction.commit()

    def test_who_came_from_a_page_returns_to_it_by_a_code_too(self):
        self.account()
        page = f"{self.url}/thu-tuc?q=khai+sinh"
        self.guest.get(f"dang-nhap-bang-ma?came_from={quote(page, safe='')}")
        self.guest.send({"contact": PHONE}, go="send")
        answer = self.guest.send({"code": sent.last_code()}, go="check", follow=False)
        self.assertEqual(answer.headers["Location"], page)

    def test_a_session_that_somebody_planted_is_not_taken(self):
        self.account()
        thief = Visitor(self.portal)
        self.log_in(thief)
        ticket = thief.session.cookies["__ac"].strip('"')
        victim = Visitor(self.portal)
        victim.get(f"ho-so-cua-toi?__ac={ticket}")
        self.assertNotIn("Đăng xuất", victim.answer.text)

    def test_logging_in_gives_the_browser_a_new_mark_and_cookies_scripts_cannot_read(
        self,
    ):
        self.account()
        self.guest.get("login")
        before = self.guest.session.cookies["dvc_khach"]
        answer = self.guest.send(
            {"__ac_name": PHONE, "__ac_password": GOOD}, follow=False
        )
        self.assertNotEqual(self.guest.session.cookies["dvc_khach"], before)
        cookies = answer.raw.headers.getlist("Set-Cookie")
        self.assertTrue(any(cookie.startswith("__ac=") for cookie in cookies))
        for cookie in cookies:
            self.assertIn("HttpOnly", cookie)
            self.assertIn("SameSite=Lax", cookie)
