"""The second factor: asked after the password, and no way around it."""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import contacts
from hanam.dvc.identity import second
from hanam.dvc.register import second_factors
from plone import api
from tests import codes as sent
from tests.dossiers import PASSWORD
from tests.filing import Visitor
from tests.functional.test_identity_login import AccountCase
from tests.functional.test_identity_login import GOOD
from tests.functional.test_identity_login import PHONE
from unittest import mock
from xmlrpc.client import ProtocolError
from xmlrpc.client import ServerProxy

import pyotp
import time
import transaction


class SecondStepTest(AccountCase):
    def setUp(self):
        super().setUp()
        self.user = self.account()
        self.app_secret = self.app(self.user)

    def test_the_password_leads_to_the_code_and_the_code_in(self):
        self.log_in(self.guest)
        self.assertEqual(self.guest.title, "Xác minh đúng là bạn")
        self.assertFalse(self.is_in(self.guest))
        self.guest.get("buoc-hai")
        self.guest.send({"code": self.code_of(self.app_secret)}, go="check")
        self.assertTrue(self.is_in(self.guest))

    def test_a_code_is_worth_something_once(self):
        code = self.code_of(self.app_secret)
        self.log_in(self.guest)
        self.guest.send({"code": code}, go="check")
        other = Visitor(self.portal)
        self.log_in(other)
        other.send({"code": code}, go="check")
        self.assertEqual(other.problems, ["code"])
        self.assertFalse(self.is_in(other))

    def test_old_and_far_codes_are_refused_those_around_are_taken(self):
        secret = second.new_secret()
        at = 1_540_000_000
        made = pyotp.TOTP(secret)
        for steps, good in ((-2, False), (-1, True), (0, True), (1, True), (2, False)):
            with self.subTest(steps=steps):
                step = second.step_of(secret, made.at(at, steps), at)
                self.assertEqual(step, at // 30 + steps if good else 0)

    def test_guessing_ends_and_says_when_to_come_back(self):
        right = self.code_of(self.app_secret)
        wrong = f"{(int(right) + 1) % 10**6:06}"
        self.log_in(self.guest)
        for _guess in range(8):
            self.guest.send({"code": wrong}, go="check")
            self.assertEqual(self.guest.problems, ["code"])
        self.guest.send({"code": right}, go="check")
        self.assertRegex(self.guest.words(".dvc-errors"), r"\d+ phút")
        self.assertFalse(self.is_in(self.guest))

    def test_guessing_recovery_codes_ends_too(self):
        right = second.new_recovery(self.user)[0]
        transaction.commit()
        self.log_in(self.guest)
        for _guess in range(8):
            self.guest.send({"code": "AAAAA-AAAAB"}, go="check")
        self.guest.send({"code": right}, go="check")
        self.assertFalse(self.is_in(self.guest))

    def test_a_recovery_code_lets_in_once(self):
        first, *rest = second.new_recovery(self.user)
        self.assertEqual(len({first, *rest}), 10)
        transaction.commit()
        self.log_in(self.guest)
        self.guest.send({"code": f" {first.lower()} "}, go="check")
        self.assertTrue(self.is_in(self.guest))
        other = Visitor(self.portal)
        self.log_in(other)
        other.send({"code": first}, go="check")
        self.assertFalse(self.is_in(other))
        transaction.begin()
        self.assertEqual(second_factors.recovery_left(self.user), 9)

    def test_the_code_to_the_phone_asks_for_the_second_step_as_well(self):
        self.guest.get("dang-nhap-bang-ma")
        self.guest.send({"contact": PHONE}, go="send")
        self.guest.send({"code": sent.last_code()}, go="check")
        self.assertEqual(self.guest.title, "Xác minh đúng là bạn")
        self.assertFalse(self.is_in(self.guest))

    def test_resetting_the_password_does_not_lead_around_it(self):
        self.guest.get("quen-mat-khau")
        self.guest.send({"contact": PHONE}, go="send")
        self.guest.send({"code": sent.last_code()}, go="check")
        self.guest.send({"password": "bốn con chó sủa"}, go="finish")
        self.assertEqual(self.guest.title, "Xác minh đúng là bạn")
        self.assertFalse(self.is_in(self.guest))

    def test_the_second_step_alone_is_nothing(self):
        self.guest.get("buoc-hai")
        self.assertIn("/login", self.guest.answer.url)
        self.log_in(self.guest)
        stranger = Visitor(self.portal)
        stranger.get("login")
        form = dict(self.guest.values())
        form["code"] = self.code_of(self.app_secret)
        stranger.session.post(f"{self.url}/buoc-hai", form)
        self.assertFalse(self.is_in(stranger))

    def test_a_remembered_device_is_not_asked_until_its_time_is_over(self):
        self.log_in(self.guest)
        self.guest.send(
            {"code": self.code_of(self.app_secret), "remember": "1"}, go="check"
        )
        self.assertTrue(self.is_in(self.guest))
        device = self.guest.session.cookies["dvc_thiet_bi"]
        again = Visitor(self.portal)
        again.session.cookies["dvc_thiet_bi"] = device
        self.log_in(again)
        self.assertTrue(self.is_in(again))
        later = moment.now() + timedelta(days=31)
        late = Visitor(self.portal)
        late.session.cookies["dvc_thiet_bi"] = device
        with mock.patch.object(moment, "now", lambda: later):
            self.log_in(late)
        self.assertEqual(late.title, "Xác minh đúng là bạn")

    def test_a_device_of_one_user_is_not_that_of_another(self):
        other = self.account("0900000222")
        self.app(other)
        self.log_in(self.guest)
        self.guest.send(
            {"code": self.code_of(self.app_secret), "remember": "1"}, go="check"
        )
        device = self.guest.session.cookies["dvc_thiet_bi"]
        visitor = Visitor(self.portal)
        visitor.session.cookies["dvc_thiet_bi"] = device
        self.log_in(visitor, "0900000222")
        self.assertEqual(visitor.title, "Xác minh đúng là bạn")

    def test_a_code_to_another_contact_can_be_the_second_step(self):
        second.turn_on_contact(self.user, contacts.read("mau@vi-du.example"))
        transaction.commit()
        self.log_in(self.guest)
        self.assertEqual(sent.last_to().email, "mau@vi-du.example")
        self.assertIn("m…@vi-du.example", self.guest.words())
        self.assertNotIn("mau@vi-du.example", self.guest.answer.text)
        self.guest.send({"code": sent.last_code()}, go="check")
        self.assertTrue(self.is_in(self.guest))


class NoWayAroundTest(AccountCase):
    """The password of somebody with a second factor opens nothing, whichever way it comes."""

    def setUp(self):
        super().setUp()
        self.citizen = self.account()
        self.people = ((PHONE, GOOD), ("clerk", PASSWORD), ("admin-mau", PASSWORD))
        with api.env.adopt_roles(["Manager"]):
            api.user.create(
                username="admin-mau", email="a@vi-du.example", password=PASSWORD
            )
            self.portal.acl_users.userFolderEditUser(
                "admin-mau", None, ("Member", "Manager"), ()
            )
        transaction.commit()
        for user in (self.citizen, "clerk", "admin-mau"):
            self.app(user)

    def without(self):
        """The same people without the second factor, to see that the way exists."""
        for user in (self.citizen, "clerk", "admin-mau"):
            second_factors.forget(user)
        transaction.commit()

    def each(self, opens):
        for name, password in self.people:
            with self.subTest(name=name, second=True):
                self.assertFalse(opens(name, password))
        self.without()
        for name, password in self.people:
            with self.subTest(name=name, second=False):
                self.assertTrue(opens(name, password))

    def test_basic(self):
        def opens(name, password):
            visitor = Visitor(self.portal)
            visitor.session.auth = (name.encode(), password.encode())
            return self.is_in(visitor)

        self.each(opens)

    def test_basic_at_the_root_of_the_server(self):
        def opens(name, password):
            visitor = Visitor(self.portal)
            visitor.session.auth = (name.encode(), password.encode())
            root = self.url.rpartition("/")[0]
            page = visitor.session.get(
                f"{root}/{self.portal.getId()}/manage_main", allow_redirects=False
            )
            other = visitor.session.get(f"{root}/manage_main")
            self.assertEqual(other.status_code, 401)
            return name == "admin-mau" and page.status_code == 200

        for name, password in self.people:
            self.assertFalse(opens(name, password))
        self.without()
        self.assertTrue(opens("admin-mau", PASSWORD))

    def test_the_fields_of_the_login_form_at_any_address(self):
        def opens(name, password):
            visitor = Visitor(self.portal)
            form = {"__ac_name": name, "__ac_password": password}
            answer = visitor.session.get(f"{self.url}/ho-so-cua-toi", params=form)
            return "Đăng xuất" in answer.text

        self.each(opens)

    def test_the_login_of_the_rest_api_and_its_tokens(self):
        def opens(name, password):
            visitor = Visitor(self.portal)
            answer = visitor.session.post(
                f"{self.url}/@login",
                json={"login": name, "password": password},
                headers={"Accept": "application/json"},
            )
            if answer.status_code != 200:
                return False
            token = answer.json()["token"]
            visitor.session.headers["Authorization"] = f"Bearer {token}"
            return self.is_in(visitor)

        self.each(opens)

    def test_a_json_body_with_login_and_password(self):
        def opens(name, password):
            visitor = Visitor(self.portal)
            answer = visitor.session.post(
                f"{self.url}/ho-so-cua-toi",
                json={"login": name, "password": password},
            )
            return "Đăng xuất" in answer.text

        self.each(opens)

    def test_xml_rpc(self):
        def opens(name, password):
            from urllib.parse import quote

            host = self.url.partition("://")[2]
            address = f"http://{quote(name)}:{quote(password)}@{host}"
            try:
                return bool(
                    ServerProxy(address).portal_membership.isAnonymousUser() == 0
                )
            except ProtocolError:
                return False

        for name, password in (self.people[0], self.people[2]):
            self.assertFalse(opens(name, password))
        self.without()
        for name, password in (self.people[0], self.people[2]):
            self.assertTrue(opens(name, password))

    def test_the_page_for_a_forgotten_password_of_staff(self):
        api.portal.set_registry_record("plone.autologin_after_password_reset", True)
        transaction.commit()

        def opens(name, password):
            transaction.begin()
            tool = self.portal.portal_password_reset
            key = tool.requestReset(name)["randomstring"]
            transaction.commit()
            visitor = Visitor(self.portal)
            new = f"Moi-{password}"
            form = {"userid": name, "password": new, "password2": new}
            visitor.keep(visitor.session.post(f"{self.url}/passwordreset/{key}", form))
            self.assertEqual(visitor.answer.status_code, 200)
            return self.is_in(visitor)

        self.assertFalse(opens("clerk", PASSWORD))
        self.without()
        self.assertTrue(opens("clerk", PASSWORD))

    def test_tokens_and_sessions_end_when_one_logs_out_everywhere(self):
        self.without()
        visitor = Visitor(self.portal)
        answer = visitor.session.post(
            f"{self.url}/@login",
            json={"login": "clerk", "password": PASSWORD},
            headers={"Accept": "application/json"},
        )
        visitor.session.headers["Authorization"] = f"Bearer {answer.json()['token']}"
        self.assertTrue(self.is_in(visitor))
        from hanam.dvc.register import accounts as store

        store.next_epoch("clerk")
        transaction.commit()
        self.assertFalse(self.is_in(visitor))


class DemandTest(AccountCase):
    def setUp(self):
        super().setUp()
        api.portal.set_registry_record("hanam.dvc.identity.demand_second", ("Clerk",))
        transaction.commit()

    def test_staff_of_the_role_set_it_up_at_the_next_login(self):
        self.log_in(self.guest, "clerk", PASSWORD)
        self.assertEqual(self.guest.title, "Xác minh đúng là bạn")
        self.assertFalse(self.is_in(self.guest))
        self.guest.get("buoc-hai")
        secret = self.guest.words(".dvc-key").replace(" ", "")
        self.guest.send({"code": pyotp.TOTP(secret).at(time.time())}, go="check")
        self.assertTrue(self.is_in(self.guest))
        basic = Visitor(self.portal)
        basic.session.auth = ("clerk", PASSWORD)
        self.assertFalse(self.is_in(basic))

    def test_before_that_the_password_alone_opens_nothing(self):
        for name, opens in (("clerk", False), ("leader", True), ("citizen", True)):
            with self.subTest(name=name):
                basic = Visitor(self.portal)
                basic.session.auth = (name, PASSWORD)
                self.assertEqual(self.is_in(basic), opens)
