"""What raw Telex and VNI keys stand for."""

from hanam.dvc.rules.vietnamese_typing import untyped

import unittest


class UntypedTest(unittest.TestCase):
    def test_telex_keys_are_taken_away(self):
        for typed, meant in (
            ("giaays", "giay"),
            ("sinhs", "sinh"),
            ("ddawng", "dang"),
            ("keets", "ket"),
            ("hoon", "hon"),
            ("dduwowngf", "duong"),
            ("duongwf", "duong"),
            ("tajm", "tam"),
            ("cuwowcs", "cuoc"),
        ):
            self.assertIn(meant, untyped(typed), typed)

    def test_vni_digits_are_taken_away(self):
        self.assertEqual(untyped("giay61"), ("giay",))
        self.assertIn("dang", untyped("d9ang8"))

    def test_a_word_without_such_keys_is_nothing_else(self):
        for word in ("lai", "minh", "hoa", "2018", ""):
            self.assertEqual(untyped(word), (), word)

    def test_a_consonant_at_the_beginning_is_no_key_of_a_tone(self):
        self.assertNotIn("anh", untyped("sanhs"))
