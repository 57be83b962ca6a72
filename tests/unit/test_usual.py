"""The usual time of a procedure: tables of days, and what is taken out."""

from datetime import datetime
from hanam.dvc.rules.usual import days_taken
from hanam.dvc.rules.usual import share
from hanam.dvc.rules.usual import Usual
from hanam.dvc.rules.usual import usual
from tests.unit.province import province

import unittest


def at(day, hour=9, month=9):
    return datetime(2018, month, day, hour)


class DaysTakenTest(unittest.TestCase):
    """10 September 2018 is a Monday; 3 September was a holiday."""

    def test_working_days_after_that_of_acceptance_are_counted(self):
        for start, end, expected in (
            (at(10), at(10, 16), 0),
            (at(10), at(11), 1),
            (at(10), at(14), 4),
            (at(14), at(17), 1),  # over a weekend
            (at(31, month=8), at(4), 1),  # over National Day as well
        ):
            with self.subTest(start=start, end=end):
                self.assertEqual(days_taken(start, end, (), province()), expected)

    def test_what_the_applicant_was_waited_for_does_not_count(self):
        for pauses, expected in (
            ([(at(11), at(13))], 2),
            ([(at(11), at(13)), (at(13), at(14))], 1),
            ([(at(11), at(13)), (at(12), at(13))], 2),  # one inside the other
            ([(at(11), None)], 1),  # it never ended
            ([(at(10), at(14))], 0),
            ([(at(3), at(11))], 3),  # begun before acceptance
            ([(at(13), at(20))], 3),  # ended after the end
        ):
            with self.subTest(pauses=pauses):
                self.assertEqual(
                    days_taken(at(10), at(14), pauses, province()), expected
                )


class ShareTest(unittest.TestCase):
    def test_the_nearest_rank_is_a_day_that_occurred(self):
        for days, half, most in (
            ([3], 3, 3),
            ([1, 2], 1, 2),
            ([1, 2, 3], 2, 3),
            (list(range(1, 11)), 5, 9),
            ([0] * 9 + [40], 0, 0),
            ([0] * 8 + [40] * 2, 0, 40),
            ([2] * 50 + [3] * 40 + [9] * 10, 2, 3),
        ):
            with self.subTest(days=days):
                self.assertEqual((share(days, 50), share(days, 90)), (half, most))

    def test_too_few_say_nothing(self):
        self.assertIsNone(usual([1] * 9, 10))
        self.assertIsNone(usual([], 0))
        self.assertEqual(usual([1] * 10, 10), Usual(10, 1, 1))

    def test_one_dossier_that_took_a_year_changes_nothing(self):
        self.assertEqual(usual([3] * 20 + [250], 10), Usual(21, 3, 3))


if __name__ == "__main__":
    unittest.main()
