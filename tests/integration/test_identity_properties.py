"""What holds for every code, clock, password and challenge."""

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from base64 import urlsafe_b64encode
from hanam.dvc.identity import codes
from hanam.dvc.identity import keys
from hanam.dvc.identity import passwords
from hanam.dvc.identity import second
from hashlib import sha256
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import pyotp
import re
import unittest


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
TIMES = st.integers(min_value=1_500_000_000, max_value=4_000_000_000)


class CodeProperties(unittest.TestCase):
    @given(st.integers(min_value=0, max_value=999_999), st.sampled_from(" .-\t"))
    def test_a_code_is_read_however_it_is_grouped(self, number, between):
        code = f"{number:06}"
        typed = f" {code[:2]}{between}{code[2:4]}{between}{code[4:]} "
        self.assertEqual(codes.bare(typed), code)

    @given(st.text(max_size=20))
    def test_what_is_no_code_is_read_as_none(self, typed):
        self.assertRegex(codes.bare(typed), r"\A[0-9]*\Z")

    @given(TIMES, st.integers(min_value=-40, max_value=40))
    def test_the_app_may_be_one_step_early_or_late_and_no_more(self, now, steps):
        made = pyotp.TOTP(SECRET).at(now, steps)
        around = {pyotp.TOTP(SECRET).at(now, step) for step in (-1, 0, 1)}
        found = second.step_of(SECRET, made, now)
        self.assertEqual(bool(found), made in around)
        if abs(steps) <= 1 and len(around) == 3:
            self.assertEqual(found, now // 30 + steps)

    @given(TIMES)
    def test_the_time_steps_of_codes_grow(self, now):
        one = second.step_of(SECRET, pyotp.TOTP(SECRET).at(now), now)
        later = now + 60
        other = second.step_of(SECRET, pyotp.TOTP(SECRET).at(later), later)
        if len({pyotp.TOTP(SECRET).at(now, step) for step in range(-1, 4)}) == 5:
            self.assertGreater(other, one)

    @settings(max_examples=15, deadline=None)
    @given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
    def test_a_password_opens_what_was_made_of_it_and_nothing_else(self, one, other):
        try:
            one.encode()
            other.encode()
        except UnicodeEncodeError:
            return
        kept = passwords.hashed(one)
        self.assertNotIn(one, kept[7:] if len(one) > 12 else "")
        self.assertTrue(passwords.is_right(one, kept))
        self.assertEqual(passwords.is_right(other, kept), one == other)
        self.assertFalse(passwords.is_right(one, ""))

    @settings(max_examples=20)
    @given(st.integers())
    def test_a_verifier_has_the_form_of_rfc_7636_and_its_challenge(self, _number):
        verifier = keys.token()
        self.assertTrue(re.fullmatch(r"[A-Za-z0-9\-._~]{43,128}", verifier))
        digest = sha256(verifier.encode()).digest()
        made = urlsafe_b64encode(digest).decode().rstrip("=")
        self.assertEqual(create_s256_code_challenge(verifier), made)
