"""The code by which a result is verified."""

from hanam.dvc.rules import result_codes
from itertools import cycle

import unittest


class ResultCodesTest(unittest.TestCase):
    def code(self, *numbers):
        following = cycle(numbers)
        return result_codes.make(lambda most: next(following) % most)

    def test_a_code_has_twelve_letters_that_are_not_misread(self):
        code = self.code(7, 31, 0, 12, 25)
        self.assertEqual(len(code), 12)
        self.assertFalse(set(code) & set("ILOU"))
        self.assertEqual(result_codes.normal(code), code)

    def test_it_is_printed_in_groups_and_read_however_it_was_typed(self):
        code = self.code(1, 0, 20, 5)
        shown = result_codes.shown(code)
        self.assertEqual([len(part) for part in shown.split("-")], [4, 4, 4])
        loose = shown.replace("-", " - ").lower().replace("1", "l").replace("0", "o")
        self.assertEqual(result_codes.normal(loose), code)

    def test_one_wrong_letter_is_noticed(self):
        code = self.code(3, 9, 27, 14, 30)
        for place, right in enumerate(code):
            for wrong in result_codes.LETTERS:
                # 0 and Z leave the same remainder: the only pair that does.
                if wrong == right or {wrong, right} == {"0", "Z"}:
                    continue
                typed = code[:place] + wrong + code[place + 1 :]
                with self.subTest(place=place, wrong=wrong):
                    self.assertEqual(result_codes.normal(typed), "")

    def test_two_letters_in_the_wrong_order_are_noticed(self):
        code = self.code(3, 9, 27, 14, 30)
        for place in range(10):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            if swapped != code:
                with self.subTest(place=place):
                    self.assertEqual(result_codes.normal(swapped), "")

    def test_what_can_be_no_code_is_none(self):
        for text in ("", "7KQ2", "x" * 12 + "?", "7KQ2-9XMA-04T!", "0" * 500):
            with self.subTest(text=text[:20]):
                self.assertEqual(result_codes.normal(text), "")
