"""Where the stamp goes on a page."""

from hanam.dvc.rules import stamps
from hanam.dvc.rules.stamps import Stamp
from itertools import product

import unittest


A4, WIDE, SLIP = (0, 0, 595, 842), (0, 0, 842, 595), (0, 0, 120, 90)
MOVED = (-100, 50, 495, 892)


def corners(matrix, stamp):
    """Where the four corners of the stamp come to lie."""
    a, b, c, d, e, f = matrix
    return [
        (a * x + c * y + e, b * x + d * y + f)
        for x, y in product((0, stamp.width), (0, stamp.height))
    ]


class StampsTest(unittest.TestCase):
    def test_it_lies_inside_each_page_however_the_page_is_turned(self):
        for box, turned, corner in product(
            (A4, WIDE, SLIP, MOVED, (595, 842, 0, 0)),
            (0, 90, 180, 270, -90, 450),
            stamps.CORNERS,
        ):
            stamp = Stamp(170, 54, 17, corner)
            left, bottom, right, top = stamps.sorted_box(box)
            with self.subTest(box=box, turned=turned, corner=corner):
                for x, y in corners(stamps.matrix(box, turned, stamp), stamp):
                    self.assertTrue(left - 1e-6 <= x <= right + 1e-6, x)
                    self.assertTrue(bottom - 1e-6 <= y <= top + 1e-6, y)

    def test_it_keeps_its_size_where_there_is_room(self):
        a, _b, _c, d, x, y = stamps.matrix(A4, 0, Stamp(170, 54, 17))
        self.assertEqual((a, d, x, y), (1, 1, 17, 17))

    def test_it_is_made_smaller_on_a_slip(self):
        a, *_rest = stamps.matrix(SLIP, 0, Stamp(170, 54, 17))
        self.assertLess(a, 1)

    def test_each_corner_is_another_place(self):
        places = {
            stamps.matrix(A4, 0, Stamp(170, 54, 17, corner))[4:]
            for corner in stamps.CORNERS
        }
        self.assertEqual(places, {(17, 17), (408, 17), (17, 771), (408, 771)})

    def test_who_reads_a_turned_page_sees_it_in_the_same_corner(self):
        # Turned by 90° clockwise, the lower left seen is the lower right of the sheet.
        stamp = Stamp(170, 54, 17)
        xs, ys = zip(*corners(stamps.matrix(A4, 90, stamp), stamp), strict=True)
        self.assertAlmostEqual(max(xs), 595 - 17)
        self.assertAlmostEqual(min(ys), 17)
