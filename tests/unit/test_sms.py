"""How long a short message is, and what it costs."""

from hanam.dvc.rules import sms

import unittest


class Sms(unittest.TestCase):
    def test_a_part_holds_160_letters_and_153_of_several(self):
        for length, parts in ((160, 1), (161, 2), (306, 2), (307, 3)):
            with self.subTest(length=length):
                self.assertEqual(sms.size("a" * length), sms.Size(length, parts, False))

    def test_one_letter_with_diacritics_makes_it_70_and_67(self):
        for length, parts in ((70, 1), (71, 2), (134, 2), (135, 3)):
            with self.subTest(length=length):
                text = "ồ" + "a" * (length - 1)
                self.assertEqual(sms.size(text), sms.Size(length, parts, True))

    def test_braces_and_the_euro_sign_take_two_places(self):
        self.assertEqual(sms.size("{€}"), sms.Size(6, 1, False))

    def test_two_places_are_never_cut(self):
        # 152 letters, then a brace that does not fit into the first part any more.
        self.assertEqual(sms.size("a" * 152 + "{" + "a" * 152).parts, 3)

    def test_a_symbol_outside_of_the_plane_takes_two_places(self):
        self.assertEqual(sms.size("😀" * 35), sms.Size(70, 1, True))
        self.assertEqual(sms.size("😀" * 36).parts, 2)

    def test_no_text_costs_nothing(self):
        self.assertEqual(sms.size(""), sms.Size(0, 0, False))

    def test_vietnamese_without_diacritics_fits_the_cheap_alphabet(self):
        text = "Hồ sơ “Đặng Thị Ưỡng” – đã nhận… 135.000 ₫"
        self.assertEqual(
            sms.plain(text), 'Ho so "Dang Thi Uong" - da nhan... 135.000 d'
        )
        self.assertTrue(sms.is_gsm7(sms.plain(text)))


if __name__ == "__main__":
    unittest.main()
