"""How a dossier stands at a moment, and when its steps are due."""

from hanam.dvc.rules.clock import Left
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import split_plan
from hanam.dvc.rules.clock import status
from hanam.dvc.rules.clock import Unit
from hanam.dvc.rules.clock import working_time_left
from tests.unit.province import at
from tests.unit.province import province

import unittest


class StatusTest(unittest.TestCase):
    def test_a_dossier_stands_early_on_time_late_running_or_overdue(self):
        due = at("6/9/2018 17:00")
        cases = (
            ("4/9/2018 09:00", "4/9/2018 08:00", "early"),
            ("10/9/2018 09:00", "5/9/2018 17:00", "early"),
            ("10/9/2018 09:00", "6/9/2018 07:00", "on_time"),
            ("10/9/2018 09:00", "6/9/2018 17:00", "on_time"),
            ("10/9/2018 09:00", "6/9/2018 17:01", "late"),
            ("6/9/2018 17:00", None, "running"),
            ("6/9/2018 17:01", None, "overdue"),
        )
        for now, finished, expected in cases:
            with self.subTest(now=now, finished=finished):
                done = at(finished) if finished else None
                self.assertEqual(status(at(now), due, done), expected)

    def test_without_a_due_moment_nothing_is_late(self):
        now = at("6/9/2018 17:00")
        self.assertEqual(status(now, None), "running")
        self.assertEqual(status(now, None, now), "on_time")


class TimeLeftTest(unittest.TestCase):
    def test_whole_working_days_are_told_and_hours_on_the_last_day(self):
        due = at("6/9/2018 17:00")
        cases = (
            ("31/8/2018 09:00", Left(3, 0)),
            ("1/9/2018 09:00", Left(3, 0)),
            ("4/9/2018 16:59", Left(2, 0)),
            ("5/9/2018 09:00", Left(1, 0)),
            ("6/9/2018 06:00", Left(0, 8)),
            ("6/9/2018 10:30", Left(0, 4)),
            ("6/9/2018 12:00", Left(0, 3)),
            ("6/9/2018 16:01", Left(0, 0)),
            ("6/9/2018 17:00", Left(0, 0)),
            ("6/9/2018 19:00", Left(0, 0, overdue=True)),
            ("7/9/2018 08:00", Left(1, 0, overdue=True)),
            ("8/9/2018 08:00", Left(1, 0, overdue=True)),
            ("10/9/2018 08:00", Left(2, 0, overdue=True)),
        )
        for now, expected in cases:
            with self.subTest(now=now):
                self.assertEqual(working_time_left(at(now), due, province()), expected)

    def test_an_hour_passed_is_told_for_a_limit_in_hours(self):
        left = working_time_left(at("6/9/2018 14:00"), at("6/9/2018 11:00"), province())
        self.assertEqual(left, Left(0, 1, overdue=True))


class StepPlanTest(unittest.TestCase):
    def plan(self, limit, *steps):
        return split_plan(
            Limit(*limit),
            [Limit(*step) for step in steps],
            province(),
            at("31/8/2018 09:00"),
        )

    def test_each_step_is_counted_from_the_due_moment_before_it(self):
        self.assertEqual(
            self.plan(
                (5, Unit.WORKING_DAY),
                (4, Unit.WORKING_HOUR),
                (2, Unit.WORKING_DAY),
                (1, Unit.WORKING_DAY),
            ),
            (at("31/8/2018 15:00"), at("5/9/2018 17:00"), at("6/9/2018 17:00")),
        )

    def test_no_step_is_due_after_the_whole(self):
        whole = at("6/9/2018 17:00")
        self.assertEqual(
            self.plan(
                (3, Unit.WORKING_DAY),
                (2, Unit.WORKING_DAY),
                (5, Unit.WORKING_DAY),
                (1, Unit.WORKING_HOUR),
            ),
            (at("5/9/2018 17:00"), whole, whole),
        )

    def test_a_plan_without_steps_has_no_dues(self):
        self.assertEqual(self.plan((3, Unit.WORKING_DAY)), ())
