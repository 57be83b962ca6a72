"""One-time codes: what they are good for, and what a guesser finds."""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.identity import codes
from hanam.dvc.identity import contacts
from hanam.dvc.identity import profile
from hanam.dvc.identity.profile import Profile
from hanam.dvc.register import session
from hanam.dvc.register.model_identity import OneTimeCode
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests import codes as sent
from unittest import mock

import transaction
import unittest


PHONE = "0900 000 001"
PURPOSE = "test"


class CodesTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        sent.reach()
        self.addCleanup(transaction.abort)

    def send(self, contact=PHONE, **more):
        challenge = codes.send(contact, PURPOSE, **more)
        transaction.commit()
        return challenge, sent.last_code()

    def check(self, challenge, typed, purpose=PURPOSE, **more):
        right = codes.check(challenge, typed, purpose, **more)
        transaction.commit()
        return right

    def wrong(self, code):
        return f"{(int(code) + 1) % 10**6:06}"

    def later(self, **time):
        at = moment.now() + timedelta(**time)
        return mock.patch.object(moment, "now", lambda: at)

    def test_the_right_code_is_worth_something_once(self):
        challenge, code = self.send()
        self.assertRegex(code, r"^\d{6}$")
        self.assertTrue(self.check(challenge, f" {code[:3]} {code[3:]} "))
        self.assertFalse(self.check(challenge, code))
        self.assertEqual(codes.state(challenge), (codes.USED, 0))

    def test_the_register_holds_neither_code_nor_contact(self):
        challenge, code = self.send()
        row = session.session().query(OneTimeCode).one()
        kept = " ".join(str(getattr(row, name.key)) for name in row.__table__.columns)
        for secret in (code, "0900000001", challenge):
            self.assertNotIn(secret, kept)

    def test_a_guesser_is_stopped_and_the_right_code_then_comes_too_late(self):
        challenge, code = self.send()
        for left in (4, 3, 2, 1):
            self.assertFalse(self.check(challenge, self.wrong(code)))
            self.assertEqual(codes.state(challenge), (codes.LIVE, left))
        self.assertFalse(self.check(challenge, self.wrong(code)))
        self.assertEqual(codes.state(challenge), (codes.ENDED, 0))
        self.assertFalse(self.check(challenge, code))

    def test_a_guess_counts_even_if_the_request_fails(self):
        challenge, code = self.send()
        for _guess in range(5):
            self.assertFalse(codes.check(challenge, self.wrong(code), PURPOSE))
            transaction.abort()
        self.assertFalse(self.check(challenge, code))

    def test_a_right_code_of_a_request_that_is_run_again_is_not_lost(self):
        challenge, code = self.send()
        self.assertTrue(codes.check(challenge, code, PURPOSE))
        transaction.abort()
        self.assertTrue(self.check(challenge, code))

    def test_a_code_is_of_one_purpose_one_browser_and_one_challenge(self):
        challenge, code = self.send(browser="mine")
        self.assertFalse(self.check(challenge, code, "other", browser="mine"))
        self.assertFalse(self.check(challenge, code, browser="other"))
        self.assertFalse(self.check("made-up", code, browser="mine"))
        self.assertTrue(self.check(challenge, code, browser="mine"))

    def test_an_old_code_ends_and_so_does_one_that_was_sent_again(self):
        challenge, code = self.send()
        with self.later(minutes=11):
            self.assertFalse(self.check(challenge, code))
        first, code = self.send("0900000002")
        second, newer = self.send("0900000002")
        self.assertFalse(self.check(first, code))
        self.assertTrue(self.check(second, newer))

    def test_a_contact_gets_so_many_codes_an_hour_however_it_is_written(self):
        for text in ("0900000001", "+84 900 000 001", "0900.000.001", PHONE, PHONE):
            self.send(text)
        with self.assertRaises(codes.TooMany) as caught:
            codes.send(PHONE, "another purpose")
        transaction.abort()
        self.assertGreater(caught.exception.seconds, 3500)
        self.send("0900000002")
        with self.later(minutes=61):
            self.send()

    def test_an_address_gets_so_many_codes_an_hour(self):
        api.portal.set_registry_record("hanam.dvc.identity.codes_of_address", 2)
        for number in (3, 4):
            self.send(f"090000000{number}", address="192.0.2.1")
        with self.assertRaises(codes.TooMany):
            codes.send("0900000005", PURPOSE, address="192.0.2.1")
        transaction.abort()
        self.send("0900000005", address="192.0.2.2")

    def test_who_is_not_known_gets_no_message_and_the_same_answer(self):
        before = len(sent.codes_sent())
        challenge = codes.send("0900000009", PURPOSE, deliver=False)
        transaction.commit()
        self.assertEqual(len(sent.codes_sent()), before)
        self.assertEqual(codes.state(challenge), (codes.LIVE, 5))
        self.assertFalse(self.check(challenge, "000000"))
        self.assertEqual(codes.state(challenge), (codes.LIVE, 4))

    def test_without_a_channel_nothing_is_sent(self):
        sent.reach(sms=False)
        with self.assertRaises(codes.NotReachable):
            codes.send(PHONE, PURPOSE)

    def test_a_proof_stands_for_its_contact_and_purpose_for_a_while(self):
        challenge, code = self.send()
        proof = codes.prove(challenge, code, PURPOSE)
        transaction.commit()
        mine = contacts.read(PHONE)
        self.assertTrue(codes.proven(proof, mine, PURPOSE))
        self.assertFalse(codes.proven(proof, mine, "other"))
        self.assertFalse(codes.proven(proof, contacts.read("0900000002"), PURPOSE))
        self.assertFalse(codes.proven("", mine, PURPOSE))
        with self.later(minutes=61):
            self.assertFalse(codes.proven(proof, mine, PURPOSE))

    def test_old_codes_are_erased(self):
        self.send()
        with self.later(hours=3):
            self.assertEqual(codes.clean(api.portal.get(), moment.now()), 1)


class ProfileTest(unittest.TestCase):
    layer = FUNCTIONAL

    def test_a_profile_comes_back_as_it_was_saved_and_goes_for_good(self):
        told = Profile(
            person={"name": "Nguyễn Thị Mẫu", "phone": "0900000001"},
            organisations=[
                {"key": "a", "name": "Công ty Ví Dụ", "tax_code": "0700000000"}
            ],
            others=[{"key": "b", "name": "Trần Văn Mẫu", "relation": "child"}],
        )
        self.assertEqual(profile.of("u1"), Profile())
        profile.save("u1", told)
        transaction.commit()
        self.assertEqual(profile.of("u1"), told)
        self.assertEqual(profile.of("u2"), Profile())
        self.assertEqual(told.person["kind"], "citizen")
        person = profile.of("u1").organisation_as_person("a")
        self.assertEqual(person["kind"], "organisation")
        self.assertEqual(person["tax_code"], "0700000000")
        self.assertIsNone(profile.of("u1").other_as_person("a"))
        for _again in range(2):
            profile.forget("u1")
            transaction.commit()
        self.assertFalse(profile.is_known("u1"))
