"""What stands in the cells of tables is never run."""

from hanam.dvc.rules.tables import cell

import unittest


class CellTest(unittest.TestCase):
    def test_what_begins_like_a_formula_is_kept_as_text(self):
        for text in ("=1+1", "+cmd", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "-"):
            with self.subTest(text=text):
                self.assertEqual(cell(text), f"'{text}")

    def test_numbers_and_words_stay_as_they_are(self):
        for value, expected in (
            ("Sở Mẫu", "Sở Mẫu"),
            ("a=1", "a=1"),
            (-5, "-5"),
            ("-5.25", "-5.25"),
            ("+84", "+84"),
            (0, "0"),
            (None, ""),
            ("", ""),
        ):
            with self.subTest(value=value):
                self.assertEqual(cell(value), expected)
