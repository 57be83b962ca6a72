"""A blank place on a page is found where one is, and never over what stands there."""

from hanam.dvc.rules.blank_places import find
from hanam.dvc.rules.blank_places import Grid
from hanam.dvc.rules.blank_places import overlaps
from hanam.dvc.rules.blank_places import Place

import random
import unittest


def grid(*lines: str, cell: float = 10) -> Grid:
    """A page as text: a dot is blank."""
    ink = bytes(0 if mark == "." else 1 for line in lines for mark in line)
    return Grid(len(lines[0]), len(lines), cell, ink)


class BlankPlacesTest(unittest.TestCase):
    def test_the_nearest_blank_place_is_taken(self):
        page = grid("........", "..####..", "........", "........")
        for wanted, corner in (
            ((0, 0), (0, 0)),
            ((60, 30), (60, 20)),
            ((35, 12), (30, 0)),
        ):
            with self.subTest(wanted=wanted):
                found = find(page, (20, 20), wanted)
                self.assertEqual((found.left, found.bottom), corner)

    def test_a_full_page_has_no_place_and_a_far_one_is_none(self):
        self.assertIsNone(find(grid("####", "#..#", "####"), (20, 20), (0, 0)))
        page = grid("#######.", "#######.")
        self.assertIsNotNone(find(page, (10, 20), (0, 0)))
        self.assertIsNone(find(page, (10, 20), (0, 0), farthest=60))

    def test_margins_and_places_in_use_are_kept_free(self):
        page = grid(*["......"] * 6)
        found = find(page, (20, 20), (0, 0), margin=10)
        self.assertEqual(found.box, (10, 10, 30, 30))
        other = find(page, (20, 20), (0, 0), margin=10, taken=(found,))
        self.assertFalse(overlaps(found, other))

    def test_whatever_the_page_no_cell_with_ink_is_covered(self):
        dice = random.Random(30)
        for _turn in range(60):
            lines = [
                "".join(dice.choice("....#") for _ in range(14)) for _ in range(10)
            ]
            page = grid(*lines)
            size = (dice.randrange(5, 45), dice.randrange(5, 35))
            wanted = (dice.randrange(140), dice.randrange(100))
            found = find(page, size, wanted)
            if found is None:
                continue
            for row, line in enumerate(lines):
                for column, mark in enumerate(line):
                    if mark == "#":
                        cell = Place(column * 10, (9 - row) * 10, 10, 10)
                        self.assertFalse(overlaps(found, cell), (lines, found))
