"""Patterns of designers: useful ones pass, dangerous ones do not."""

from hanam.dvc.rules import patterns

import unittest


GOOD = (
    (r"\d{2}[A-Z]-\d{4,5}(\.\d{2})?", "90A-1234", "90a-1234"),
    (r"[A-ZĐ]{1,2}\d{6,7}", "B1234567", "B12"),
    (r"\d{1,3}(\.\d{3})*", "1.234.567", "1.23"),
    (r"(moi|cu)-\d+", "moi-12", "khac-1"),
    (r"\d+/\d+", "12/2018", "12"),
)
BAD = (
    ("(a+)+", "slow"),
    ("(a|aa)+", "slow"),
    ("a*a*a*a*", "slow"),
    (r"(a)\1", "slow"),
    ("(?=a)a", "slow"),
    ("(a", "syntax"),
    ("[", "syntax"),
    ("a{99999999999}", "syntax"),
    ("a" * 201, "too_long"),
)


class PatternTest(unittest.TestCase):
    def test_useful_patterns_pass(self):
        for text, right, wrong in GOOD:
            with self.subTest(text=text):
                found = patterns.check(text)
                self.assertTrue(patterns.fits(found, right))
                self.assertFalse(patterns.fits(found, wrong))

    def test_dangerous_and_broken_ones_do_not(self):
        for text, reason in BAD:
            with self.subTest(text=text[:20]):
                with self.assertRaises(patterns.PatternError) as caught:
                    patterns.check(text)
                self.assertEqual(caught.exception.reason, reason)

    def test_a_very_long_line_fits_nothing(self):
        self.assertFalse(patterns.fits(patterns.check("a*"), "a" * 1000))
