from datetime import timedelta
from hanam.dvc.rules.hours import add_working_time
from hanam.dvc.rules.hours import working_days_between
from hanam.dvc.rules.hours import working_time
from tests.unit.province import at
from tests.unit.province import province

import unittest


class WorkingTimeTest(unittest.TestCase):
    def test_no_time_passes_in_no_time(self):
        start = at("2/9/2018 09:00")
        self.assertEqual(add_working_time(start, timedelta(0), province()), (start, ()))

    def test_only_office_hours_between_two_moments_are_time(self):
        cases = (
            ("6/9/2018 09:00", "6/9/2018 10:15", 75),
            ("6/9/2018 11:00", "6/9/2018 14:00", 60),
            ("6/9/2018 00:00", "6/9/2018 23:59", 480),
            ("31/8/2018 16:00", "4/9/2018 08:00", 120),
            ("1/9/2018 09:00", "3/9/2018 18:00", 0),
            ("6/9/2018 10:00", "6/9/2018 09:00", 0),
            ("7/9/2018 10:00", "6/9/2018 09:00", 0),
        )
        for start, end, minutes in cases:
            with self.subTest(start=start, end=end):
                found = working_time(at(start), at(end), province())
                self.assertEqual(found, timedelta(minutes=minutes))

    def test_days_between_two_moments_leave_out_the_first(self):
        cases = (
            ("31/8/2018 09:00", "31/8/2018 17:00", 0),
            ("31/8/2018 17:00", "4/9/2018 07:00", 1),
            ("1/9/2018 09:00", "3/9/2018 09:00", 0),
            ("4/9/2018 09:00", "31/8/2018 09:00", 0),
        )
        for start, end, days in cases:
            with self.subTest(start=start, end=end):
                found = working_days_between(at(start), at(end), province())
                self.assertEqual(found, days)
