"""Codes, tries and second factors in the register, on each database."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import accounts
from hanam.dvc.register import one_time
from hanam.dvc.register import profiles
from hanam.dvc.register import second_factors
from hanam.dvc.register import under_way
from tests.registers import in_threads
from tests.registers import on_each

import transaction


NOW = datetime(2018, 10, 1, 9)
LATER = NOW + timedelta(minutes=10)


class CodeTests:
    def add(self, name="c1", contact="a1", purpose="p", browser="b", at=NOW):
        one_time.add(
            id=name,
            purpose=purpose,
            contact=contact,
            address="a1",
            browser=browser,
            code="d",
            sent=at,
            expires=at + timedelta(minutes=10),
        )
        transaction.commit()

    def test_guesses_at_the_same_moment_are_all_counted(self):
        self.add()

        def some(number):
            found = 0
            for _ in range(3):
                transaction.begin()
                found += one_time.attempt("c1", 5, NOW) is not None
                transaction.abort()
            return found

        self.assertEqual(sum(in_threads(4, some)), 5)
        self.assertIsNone(one_time.attempt("c1", 5, NOW))

    def test_a_code_is_used_by_one_of_those_who_come_together(self):
        self.add()

        def use(number):
            transaction.begin()
            right = one_time.use("c1", f"proof{number}", NOW)
            transaction.commit()
            return right

        self.assertEqual(sorted(in_threads(4, use)), [False, False, False, True])

    def test_what_is_asked_for_at_once_is_counted_by_both(self):
        def ask(number):
            transaction.begin()
            sent = len(one_time.sent_since("contact", "a1", NOW - timedelta(hours=1)))
            if sent < 2:
                self.add(f"c{number}", purpose=str(number))
            transaction.commit()

        in_threads(5, ask)
        self.assertEqual(one_time.count(), 2)
        transaction.commit()

    def test_a_new_code_ends_the_one_before_of_the_same_purpose_and_browser(self):
        self.add("c1")
        self.add("c2", browser="other")
        self.add("c3")
        self.assertIsNone(one_time.attempt("c1", 5, NOW))
        self.assertIsNotNone(one_time.attempt("c2", 5, NOW))
        self.assertIsNotNone(one_time.attempt("c3", 5, NOW))
        self.assertIsNone(one_time.attempt("c3", 5, LATER))

    def test_a_count_stands_though_the_request_is_undone(self):
        accounts.note_wrong(["w", "a"], "1", NOW)
        transaction.abort()
        self.assertEqual(accounts.wrong_since("w", NOW - timedelta(hours=1)), [NOW])
        accounts.forgive("w")
        transaction.commit()
        self.assertEqual(accounts.wrong_since("w", NOW - timedelta(hours=1)), [])
        self.assertEqual(len(accounts.wrong_since("a", NOW - timedelta(hours=1))), 1)


class FactorTests:
    def test_a_time_step_is_used_once_and_never_an_older_one(self):
        second_factors.put("u", "totp", "s", 10, NOW)
        transaction.commit()
        found = []
        for step in (10, 11, 11, 9, 12):
            found.append(second_factors.use_step("u", step))
            transaction.commit()
        self.assertEqual(found, [False, True, False, False, True])

    def test_a_step_at_the_same_moment_is_used_by_one(self):
        second_factors.put("u", "totp", "s", 10, NOW)
        transaction.commit()

        def use(number):
            transaction.begin()
            right = second_factors.use_step("u", 11)
            transaction.commit()
            return right

        self.assertEqual(sorted(in_threads(4, use)), [False, False, False, True])

    def test_recovery_codes_are_gone_once_used_and_with_the_factor(self):
        second_factors.put("u", "totp", "s", 10, NOW)
        second_factors.put_recovery("u", ["a", "b", "c"])
        transaction.commit()
        self.assertTrue(second_factors.use_recovery("u", "a"))
        transaction.commit()
        self.assertFalse(second_factors.use_recovery("u", "a"))
        self.assertFalse(second_factors.use_recovery("other", "b"))
        transaction.commit()
        self.assertEqual(second_factors.recovery_left("u"), 2)
        second_factors.remember("d", "u", "Firefox", NOW, LATER)
        second_factors.forget("u")
        transaction.commit()
        self.assertEqual(second_factors.recovery_left("u"), 0)
        self.assertFalse(second_factors.is_remembered("d", "u", NOW))
        self.assertIsNone(second_factors.get("u"))

    def test_sessions_end_by_a_number_that_grows(self):
        self.assertEqual(accounts.epoch("u"), 0)
        for wanted in (1, 2):
            self.assertEqual(accounts.next_epoch("u"), wanted)
            transaction.commit()
        self.assertEqual(accounts.epoch("u"), 2)

    def test_an_account_goes_with_its_providers_and_the_profile_by_itself(self):
        accounts.add("u", "0900000001", "", NOW)
        accounts.join("https://a.example", "s", "u", "2", NOW)
        profiles.put("u", {"person": {"name": "Mẫu"}}, NOW)
        under_way.put("n", "p", "sealed", LATER)
        transaction.commit()
        self.assertEqual(accounts.foreign("https://a.example", "s").user_id, "u")
        accounts.forget("u")
        profiles.forget("u")
        self.assertEqual(under_way.forget_before(LATER + timedelta(1)), 1)
        transaction.commit()
        self.assertIsNone(accounts.by_login("0900000001"))
        self.assertIsNone(accounts.foreign("https://a.example", "s"))
        self.assertEqual(profiles.get("u"), {})


globals().update(on_each(CodeTests, FactorTests))
