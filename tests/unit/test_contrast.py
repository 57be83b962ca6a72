"""Contrast of colours, against the figures that WCAG and its tools give."""

from hanam.dvc.rules import contrast

import unittest


class ContrastTest(unittest.TestCase):
    def test_black_on_white_is_the_most_there_is(self):
        self.assertAlmostEqual(contrast.contrast("#000000", "#ffffff"), 21)
        self.assertAlmostEqual(contrast.contrast("#777777", "#777777"), 1)

    def test_the_order_of_the_colours_does_not_matter(self):
        one = contrast.contrast("#9b1c1c", "#ffffff")
        self.assertEqual(one, contrast.contrast("#ffffff", "#9b1c1c"))
        self.assertAlmostEqual(one, 8.1, 0)

    def test_the_grey_at_the_border_of_what_can_be_read(self):
        self.assertGreaterEqual(contrast.contrast("#767676", "#ffffff"), contrast.LEAST)
        self.assertLess(contrast.contrast("#777777", "#ffffff"), contrast.LEAST)

    def test_a_mixture_lies_between(self):
        self.assertEqual(contrast.mixed("#000000", "#ffffff", 0.5), "#808080")
        self.assertEqual(contrast.mixed("#9b1c1c", "#ffffff", 0), "#9b1c1c")
        self.assertEqual(contrast.mixed("#9b1c1c", "#ffffff", 1), "#ffffff")
