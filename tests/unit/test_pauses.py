"""The clock stands while the applicant supplements or pays."""

from hanam.dvc.rules.clock import ClockError
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Left
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Pause
from hanam.dvc.rules.clock import Policy
from hanam.dvc.rules.clock import Unit
from tests.unit.province import at
from tests.unit.province import province

import unittest


RECOUNT, RESUME = Policy.RECOUNT, Policy.RESUME


def pause(start, end, reason="supplement"):
    return Pause(at(start), at(end) if end else None, reason)


def deadline(received, value, unit, pauses, policy=RESUME):
    return compute(at(received), Limit(value, unit), province(), pauses, policy)


class RecountTest(unittest.TestCase):
    def test_the_limit_starts_anew_when_the_full_dossier_came(self):
        asked = [pause("4/9/2018 10:00", "10/9/2018 09:00")]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, asked, RECOUNT)
        self.assertEqual(found.due, at("13/9/2018 17:00"))
        self.assertEqual(found.start, at("10/9/2018 09:00"))
        self.assertIn("recounted", [line.rule for line in found.trace])

    def test_recounting_is_what_the_law_does_unless_told_otherwise(self):
        asked = [pause("4/9/2018 10:00", "10/9/2018 09:00")]
        found = compute(
            at("31/8/2018 09:00"), Limit(3, Unit.WORKING_DAY), province(), asked
        )
        self.assertEqual(found.due, at("13/9/2018 17:00"))

    def test_an_answer_outside_office_hours_starts_the_next_morning(self):
        asked = [pause("4/9/2018 10:00", "8/9/2018 21:00")]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, asked, RECOUNT)
        self.assertEqual(found.start, at("10/9/2018 07:00"))
        self.assertEqual(found.due, at("13/9/2018 17:00"))

    def test_waiting_for_money_or_the_post_is_only_resumed(self):
        for reason in ("payment", "post", "opinion"):
            with self.subTest(reason=reason):
                held = [pause("5/9/2018 10:00", "10/9/2018 09:00", reason)]
                found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, held, RECOUNT)
                self.assertEqual(found.due, at("11/9/2018 17:00"))
                self.assertEqual(found.start, at("31/8/2018 09:00"))

    def test_a_payment_after_a_supplement_is_added_to_the_new_count(self):
        pauses = [
            pause("11/9/2018 09:00", "12/9/2018 09:00", "payment"),
            pause("4/9/2018 10:00", "10/9/2018 09:00"),
        ]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, pauses, RECOUNT)
        self.assertEqual(found.due, at("14/9/2018 17:00"))

    def test_a_payment_before_a_supplement_is_forgotten_by_the_new_count(self):
        pauses = [
            pause("4/9/2018 08:00", "5/9/2018 09:00", "payment"),
            pause("6/9/2018 10:00", "10/9/2018 09:00"),
        ]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, pauses, RECOUNT)
        self.assertEqual(found.due, at("13/9/2018 17:00"))

    def test_a_payment_that_outlasts_the_supplement_counts_from_its_end(self):
        pauses = [
            pause("4/9/2018 08:00", "12/9/2018 09:00", "payment"),
            pause("5/9/2018 10:00", "10/9/2018 09:00"),
        ]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, pauses, RECOUNT)
        self.assertEqual(found.due, at("17/9/2018 17:00"))


class ResumeTest(unittest.TestCase):
    def check(self, unit, value, *cases):
        for begin, end, expected in cases:
            with self.subTest(pause=(begin, end)):
                found = deadline("31/8/2018 09:00", value, unit, [pause(begin, end)])
                self.assertEqual(found.due, at(expected))
                self.assertEqual(found.start, at("31/8/2018 09:00"))

    def test_the_day_a_pause_begins_counts_and_the_day_it_ends_does_not(self):
        self.check(
            Unit.WORKING_DAY,
            3,
            ("31/8/2018 10:00", "31/8/2018 16:00", "6/9/2018 17:00"),
            ("4/9/2018 10:00", "4/9/2018 16:00", "6/9/2018 17:00"),
            ("4/9/2018 10:00", "5/9/2018 08:00", "7/9/2018 17:00"),
            ("4/9/2018 10:00", "10/9/2018 09:00", "12/9/2018 17:00"),
            ("31/8/2018 10:00", "10/9/2018 09:00", "13/9/2018 17:00"),
            ("6/9/2018 16:00", "10/9/2018 09:00", "10/9/2018 17:00"),
        )

    def test_closed_days_in_a_pause_cost_nothing_in_working_days(self):
        self.check(
            Unit.WORKING_DAY,
            3,
            ("31/8/2018 10:00", "3/9/2018 20:00", "7/9/2018 17:00"),
            ("5/9/2018 10:00", "5/9/2018 20:00", "7/9/2018 17:00"),
        )

    def test_calendar_days_are_added_and_the_end_rolled(self):
        self.check(
            Unit.CALENDAR_DAY,
            10,
            ("4/9/2018 10:00", "5/9/2018 10:00", "11/9/2018 17:00"),
            ("4/9/2018 10:00", "9/9/2018 10:00", "17/9/2018 17:00"),
        )

    def test_a_month_gets_the_days_of_the_pause(self):
        self.check(
            Unit.MONTH,
            1,
            ("4/9/2018 10:00", "10/9/2018 10:00", "8/10/2018 17:00"),
        )

    def test_hours_stop_and_go_on_to_the_minute(self):
        self.check(
            Unit.WORKING_HOUR,
            8,
            ("31/8/2018 10:30", "31/8/2018 13:45", "4/9/2018 10:15"),
            ("31/8/2018 16:30", "5/9/2018 07:30", "5/9/2018 10:00"),
            ("31/8/2018 11:30", "31/8/2018 13:30", "4/9/2018 09:00"),
        )

    def test_the_same_day_starts_anew_whatever_the_policy(self):
        for policy in Policy:
            for reason in ("supplement", "payment"):
                with self.subTest(policy=policy, reason=reason):
                    held = [pause("6/9/2018 10:00", "10/9/2018 15:30", reason)]
                    found = deadline("6/9/2018 09:00", 1, Unit.SAME_DAY, held, policy)
                    self.assertEqual(found.due, at("11/9/2018 17:00"))

    def test_pauses_that_overlap_are_counted_once(self):
        apart = [pause("4/9/2018 10:00", "7/9/2018 09:00")]
        both = [*apart, pause("5/9/2018 10:00", "6/9/2018 09:00", "payment")]
        one = deadline("31/8/2018 09:00", 9, Unit.WORKING_DAY, apart)
        two = deadline("31/8/2018 09:00", 9, Unit.WORKING_DAY, both)
        self.assertEqual(one.due, two.due)

    def test_the_trace_says_what_the_pauses_took(self):
        asked = [pause("4/9/2018 10:00", "10/9/2018 09:00")]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, asked)
        told = {line.rule: line.facts for line in found.trace}
        self.assertEqual(told["paused"], {"reason": "supplement"})
        self.assertEqual(
            told["resumed"],
            {"reason": "supplement", "amount": 4, "unit": "working_day"},
        )


class OpenPauseTest(unittest.TestCase):
    def test_nothing_is_due_while_a_pause_is_open(self):
        for policy, days in ((RECOUNT, 3), (RESUME, 2)):
            with self.subTest(policy=policy):
                asked = [pause("4/9/2018 10:00", None)]
                found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, asked, policy)
                self.assertIsNone(found.due)
                self.assertEqual(found.remaining, Left(days, 0))
                self.assertEqual(found.trace[-1].rule, "pause_open")

    def test_what_remains_is_in_the_unit_of_the_limit(self):
        cases = (
            (Unit.WORKING_HOUR, 20, "4/9/2018 11:30", Left(0, 9)),
            (Unit.CALENDAR_DAY, 10, "4/9/2018 11:30", Left(6, 0)),
            (Unit.MONTH, 1, "4/9/2018 11:30", Left(26, 0)),
            (Unit.SAME_DAY, 1, "31/8/2018 10:00", Left(0, 6)),
        )
        for unit, value, begin, left in cases:
            with self.subTest(unit=unit):
                held = [pause(begin, None, "payment")]
                found = deadline("31/8/2018 09:00", value, unit, held)
                self.assertEqual(found.remaining, left)

    def test_what_earlier_pauses_took_is_not_used(self):
        held = [
            pause("4/9/2018 10:00", "6/9/2018 09:00", "payment"),
            pause("7/9/2018 10:00", None, "payment"),
        ]
        found = deadline("31/8/2018 09:00", 5, Unit.WORKING_DAY, held)
        self.assertEqual(found.remaining, Left(3, 0))

    def test_nothing_remains_on_the_day_to_which_the_end_was_rolled(self):
        held = [pause("4/9/2018 08:00", None)]
        found = deadline("31/8/2018 09:00", 1, Unit.CALENDAR_DAY, held)
        self.assertEqual(found.remaining, Left(0, 0))

    def test_a_pause_that_ended_leaves_nothing_to_say(self):
        held = [pause("4/9/2018 11:30", "4/9/2018 11:31")]
        self.assertIsNone(
            deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, held).remaining
        )


class OddPauseTest(unittest.TestCase):
    def test_what_is_late_stays_late(self):
        for policy in Policy:
            for end in ("10/9/2018 09:00", None):
                with self.subTest(policy=policy, end=end):
                    held = [pause("7/9/2018 08:00", end)]
                    found = deadline(
                        "31/8/2018 09:00", 3, Unit.WORKING_DAY, held, policy
                    )
                    self.assertEqual(found.due, at("6/9/2018 17:00"))
                    self.assertIn(
                        "pause_after_due", [line.rule for line in found.trace]
                    )

    def test_a_pause_in_the_last_minute_is_not_too_late(self):
        held = [pause("6/9/2018 17:00", "10/9/2018 09:00")]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, held)
        self.assertEqual(found.due, at("10/9/2018 17:00"))

    def test_an_answer_in_the_same_minute_is_a_pause_too(self):
        held = [pause("4/9/2018 09:00", "4/9/2018 09:00")]
        found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, held, RECOUNT)
        self.assertEqual(found.due, at("7/9/2018 17:00"))

    def test_a_pause_before_acceptance_changes_nothing(self):
        for policy in Policy:
            with self.subTest(policy=policy):
                held = [pause("28/8/2018 08:00", "30/8/2018 09:00")]
                found = deadline("31/8/2018 09:00", 3, Unit.WORKING_DAY, held, policy)
                self.assertEqual(found.due, at("6/9/2018 17:00"))

    def test_a_pause_does_not_run_backwards(self):
        with self.assertRaises(ClockError) as caught:
            pause("4/9/2018 10:00", "4/9/2018 09:00")
        self.assertEqual(caught.exception.code, "pause_backwards")
