"""Staff who type wrong passwords or codes: what is noted of it, how long it holds them up, who helps."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import hold
from hanam.dvc.register import session
from hanam.dvc.register.model_identity import WrongTry
from plone import api
from sqlalchemy import select
from tests.dossiers import PASSWORD
from tests.filing import Visitor
from tests.functional.test_identity_login import AccountCase
from unittest import mock

import pyotp
import requests
import time
import transaction


BAD = "sai mật khẩu rồi"
HELD = r"\b15 phút"
MINUTE = timedelta(minutes=1)
NINE = datetime(2018, 9, 10, 9)


class HoldCase(AccountCase):
    def setUp(self):
        super().setUp()
        self.at(NINE)

    def at(self, now):
        """The clock of the portal stands at a moment."""
        stopped = mock.patch.object(moment, "now", lambda: now)
        stopped.start()
        self.addCleanup(stopped.stop)

    def tries(self):
        """(who, when) of all that is noted."""
        session.session().close()
        transaction.begin()
        rows = session.session().scalars(select(WrongTry)).all()
        return sorted((row.who, row.at) for row in rows)

    def of(self, name):
        return [at for who, at in self.tries() if who == name]

    def guess(self, times=3, name="clerk"):
        visitor = Visitor(self.portal)
        visitor.get("login")
        for _time in range(times):
            visitor.send({"__ac_name": name, "__ac_password": BAD})

    def set(self, **values):
        for name, value in values.items():
            api.portal.set_registry_record(f"hanam.dvc.identity.{name}", value)
        transaction.commit()

    def enters(self, name="clerk"):
        """Whether somebody gets in with the right password."""
        visitor = Visitor(self.portal)
        self.log_in(visitor, name, PASSWORD)
        return self.is_in(visitor)


class PasswordHoldTest(HoldCase):
    def test_noted_is_when_and_no_name_no_password_no_address(self):
        with self.assertNoLogs("hanam.dvc.identity"):
            self.guess(2)
            self.guess(1, " Clerk ")
        name, address = hold.of_login("clerk"), hold.of_address("127.0.0.1")
        self.assertEqual(self.tries(), sorted([(name, NINE), (address, NINE)] * 3))
        for who in (name, address):
            self.assertRegex(who, r"^[0-9a-f]{32,64}$|^[\w-]{40,}$")

    def test_held_for_a_quarter_of_an_hour_from_the_first_of_eight(self):
        for minute in range(8):
            self.at(NINE + minute * MINUTE)
            self.guess(1)
        name = hold.of_login("clerk")
        self.assertEqual(len(self.of(name)), 8)
        self.at(NINE + 15 * MINUTE - timedelta(seconds=1))
        self.assertFalse(self.enters())
        self.guess(1)
        # What is tried meanwhile is not looked at: it neither counts nor makes it longer.
        self.assertEqual(len(self.of(name)), 8)
        self.at(NINE + 15 * MINUTE)
        self.assertTrue(self.enters())
        self.assertEqual(self.of(name), [])
        self.assertEqual(len(self.of(hold.of_address("127.0.0.1"))), 8)

    def test_the_page_says_for_how_long_and_every_way_in_is_closed(self):
        self.set(wrong_of_account=3)
        self.guess()
        self.log_in(self.guest, "clerk", PASSWORD)
        self.assertRegex(self.guest.words(".dvc-errors"), HELD)
        basic = requests.get(
            f"{self.url}/viec",
            auth=("clerk", PASSWORD),
            allow_redirects=False,
            timeout=60,
        )
        self.assertNotEqual(basic.status_code, 200)
        token = requests.post(
            f"{self.url}/@login",
            headers={"Accept": "application/json"},
            json={"login": "clerk", "password": PASSWORD},
            timeout=60,
        )
        self.assertEqual(token.status_code, 401)
        self.assertTrue(self.enters("officer"))

    def test_what_counts_no_more_is_erased_by_the_worker(self):
        self.guess(2)
        self.at(later := NINE + 10 * MINUTE)
        self.guess(1, "officer")
        transaction.begin()
        hold.clean(self.portal, NINE + 16 * MINUTE)
        transaction.commit()
        names = [hold.of_login("officer"), hold.of_address("127.0.0.1")]
        self.assertEqual(self.tries(), sorted((name, later) for name in names))

    def test_how_many_and_how_long_are_settings(self):
        self.set(wrong_of_account=2, hold_minutes=2)
        self.guess(2)
        self.assertFalse(self.enters())
        self.at(NINE + 2 * MINUTE)
        self.assertTrue(self.enters())


class SecondHoldTest(HoldCase):
    def setUp(self):
        super().setUp()
        self.secret = self.app("clerk")

    def type_codes(self, *codes):
        """A browser that has typed the right password and then these codes."""
        visitor = Visitor(self.portal)
        self.log_in(visitor, "clerk", PASSWORD)
        for code in codes:
            visitor.send({"code": code}, go="check")
        return visitor

    def right(self):
        return self.code_of(self.secret)

    def wrong(self):
        near = {pyotp.TOTP(self.secret).at(time.time(), step) for step in range(-3, 4)}
        return next(f"{n:06}" for n in range(9) if f"{n:06}" not in near)

    def test_wrong_codes_hold_the_step_and_not_the_password(self):
        self.set(wrong_of_account=3)
        self.type_codes(*[self.wrong()] * 3)
        self.assertEqual(self.tries(), [(hold.of_user("clerk"), NINE)] * 3)
        other = self.type_codes(self.right())
        self.assertEqual(other.answer.status_code, 429)
        self.assertRegex(other.words(".dvc-errors"), HELD)
        self.assertFalse(self.is_in(other))
        self.assertEqual(len(self.tries()), 3)
        self.at(NINE + 15 * MINUTE)
        self.assertTrue(self.is_in(self.type_codes(self.right())))
        self.assertEqual(self.tries(), [])


class HelpTest(HoldCase):
    def setUp(self):
        super().setUp()
        self.set(wrong_of_account=3)

    def help(self, user, name):
        visitor = Visitor(self.portal, user)
        visitor.get("@@dvc-accounts")
        if "account" not in dict(visitor.values()):
            return None
        return visitor.send({"account": name}, go="hold")

    def test_an_administrator_lets_one_try_again_at_once(self):
        self.guess()
        with self.assertLogs("hanam.dvc.identity", "WARNING") as logged:
            answer = self.help("manager", "clerk")
        self.assertIn("clerk: hold", logged.output[0])
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.of(hold.of_login("clerk")), [])
        self.assertTrue(self.enters())

    def test_one_whom_nobody_knows_is_told_and_forgiven_nothing(self):
        self.guess(3, "nobody")
        self.help("manager", "nobody")
        self.assertEqual(len(self.of(hold.of_login("nobody"))), 3)

    def test_nobody_else_is_let_near(self):
        self.guess()
        for user in ("officer", "leader", "supervisor", "citizen"):
            with self.subTest(user=user):
                visitor = Visitor(self.portal, user)
                visitor.get("@@dvc-accounts")
                self.assertNotIn('name="account"', visitor.answer.text)
        self.assertEqual(len(self.of(hold.of_login("clerk"))), 3)
