"""Which page needs work most, and what of a reader's text is kept."""

from hanam.dvc.rules.opinions import harmless
from hanam.dvc.rules.opinions import trouble

import unittest


class TroubleTest(unittest.TestCase):
    def test_a_page_nobody_spoke_of_is_no_trouble(self):
        self.assertEqual(trouble(0, 0), 0)
        self.assertAlmostEqual(trouble(50, 0), 0)

    def test_many_noes_weigh_more_than_one(self):
        self.assertGreater(trouble(0, 10), trouble(0, 1))
        self.assertGreater(trouble(5, 15), trouble(0, 1))

    def test_a_larger_share_of_noes_is_more_trouble(self):
        shares = [trouble(100 - no, no) for no in range(0, 101, 10)]
        self.assertEqual(shares, sorted(shares))
        self.assertTrue(all(0 <= share <= 1 for share in shares))

    def test_wilsons_bound_is_the_published_one(self):
        # Half of ten: 0.237 to 0.763.
        self.assertAlmostEqual(trouble(5, 5), 0.2366, places=4)


class HarmlessTest(unittest.TestCase):
    def test_numbers_and_addresses_are_left_out(self):
        cases = {
            "Gọi tôi 0912 345 678 nhé": "Gọi tôi … nhé",
            "CCCD 035185000001": "CCCD …",
            "Viết cho an@vi-du.example": "Viết cho …",
            "Xem https://vi-du.example/a?b=1 rồi": "Xem … rồi",
            "Bước 2 khó hiểu": "Bước … khó hiểu",
            "Không có số": "Không có số",
        }
        for text, kept in cases.items():
            with self.subTest(text=text):
                self.assertEqual(harmless(text, 100), kept)

    def test_a_text_is_one_line_and_no_longer_than_allowed(self):
        self.assertEqual(harmless(" hai\r\n dòng\x00 \u202e", 100), "hai dòng")
        cut = harmless("chữ " * 100, 20)
        self.assertLessEqual(len(cut), 20)
        self.assertTrue(cut.endswith("…"))


if __name__ == "__main__":
    unittest.main()
