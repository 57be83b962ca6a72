"""An extension is made once, in time, and what comes after it is counted on from it."""

from dataclasses import replace
from datetime import date
from hanam.dvc.rules import extension
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Extension
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Pause
from hanam.dvc.rules.clock import Policy
from hanam.dvc.rules.clock import steps_within
from hanam.dvc.rules.clock import Unit
from tests.unit.province import at
from tests.unit.province import province

import unittest


ROW = {
    "since": "2018-06-21",
    "days": 1,
    "unit": "calendar_day",
    "times": 1,
    "proposed": {"value": 3, "unit": "working_day"},
}
THREE_DAYS = Limit(3, Unit.WORKING_DAY)
RECEIVED = at("31/8/2018 09:00")
# Due at 17:00 on Thursday 6 September; extended on the 5th to Tuesday the 11th at 10:00.
EXTENDED = Extension(at("5/9/2018 10:00"), at("11/9/2018 10:00"))


def counted(
    pauses=(), policy=Policy.RESUME, limit=THREE_DAYS, made=(EXTENDED,), start=RECEIVED
):
    held = [Pause(at(a), at(b) if b else None, reason) for a, b, reason in pauses]
    return compute(start, limit, province(), held, policy, made)


class TermsTest(unittest.TestCase):
    def setUp(self):
        (self.terms,) = extension.terms_from_data([ROW])

    def refused(self, now, due, made=0, **changes):
        terms = replace(self.terms, **changes)
        return extension.refusal(at(now), at(due), made, terms, province())

    def test_it_is_announced_at_the_latest_on_the_day_before(self):
        for now, due, why in (
            ("5/9/2018 07:00", "6/9/2018 17:00", ""),
            ("5/9/2018 23:59", "6/9/2018 17:00", ""),
            ("6/9/2018 00:00", "6/9/2018 17:00", "too_late"),
            ("6/9/2018 08:00", "6/9/2018 17:00", "too_late"),
            ("7/9/2018 08:00", "6/9/2018 17:00", "too_late"),
            # A day is one of the calendar: Sunday lies before Monday.
            ("9/9/2018 20:00", "10/9/2018 17:00", ""),
            # The turn of the year and of February.
            ("31/12/2018 23:59", "1/1/2019 00:00", ""),
            ("29/2/2020 08:00", "1/3/2020 17:00", ""),
            ("28/2/2019 08:00", "1/3/2019 17:00", ""),
        ):
            with self.subTest(now=now, due=due):
                self.assertEqual(self.refused(now, due), why)

    def test_a_province_may_read_the_day_as_a_working_day(self):
        for now, why in (
            ("7/9/2018 16:00", ""),
            ("8/9/2018 08:00", "too_late"),
            ("9/9/2018 20:00", "too_late"),
        ):
            with self.subTest(now=now):
                found = self.refused(now, "10/9/2018 17:00", unit=Unit.WORKING_DAY)
                self.assertEqual(found, why)

    def test_before_tet_the_last_working_day_is_long_before(self):
        # The 21st of February 2018 is the first working day after Tết (14th to 20th).
        last = extension.last_day(
            at("21/2/2018 17:00"),
            replace(self.terms, unit=Unit.WORKING_DAY),
            province(),
        )
        self.assertEqual(last, date(2018, 2, 13))

    def test_it_is_made_once(self):
        self.assertEqual(self.refused("4/9/2018 08:00", "6/9/2018 17:00", 1), "used_up")
        self.assertEqual(
            self.refused("4/9/2018 08:00", "6/9/2018 17:00", 1, times=2), ""
        )

    def test_without_a_law_in_force_there_is_none(self):
        terms = extension.terms_from_data(
            [ROW, {**ROW, "since": "2025-07-01", "times": 0}]
        )
        for day, times in (("20/6/2018", None), ("21/6/2018", 1), ("1/7/2025", 0)):
            found = extension.terms_on(terms, at(f"{day} 08:00").date())
            self.assertEqual(None if found is None else found.times, times)
        why = extension.refusal(
            at("4/9/2018 08:00"), at("6/9/2018 17:00"), 0, None, province()
        )
        self.assertEqual(why, "none")

    def test_terms_that_cannot_be_right_are_refused(self):
        for wrong in (
            {"since": "21/6/2018"},
            {"days": -1},
            {"days": True},
            {"times": "1"},
            {"unit": "month"},
            {"unit": "week"},
            {"proposed": {"value": 0, "unit": "working_day"}},
            {"proposed": {"value": 1, "unit": "same_day"}},
            {"proposed": 3},
        ):
            with self.subTest(**wrong), self.assertRaises(extension.TermsError):
                extension.terms_from_data([{**ROW, **wrong}])
        with self.assertRaises(extension.TermsError):
            extension.terms_from_data(["2018"])

    def test_the_new_appointment_is_later_and_within_office_hours(self):
        for to, why in (
            ("6/9/2018 17:00", "not_later"),
            ("5/9/2018 08:00", "not_later"),
            ("7/9/2018 07:00", ""),
            ("7/9/2018 17:00", ""),
            ("7/9/2018 17:01", "closed"),
            ("7/9/2018 12:00", "closed"),
            ("8/9/2018 09:00", "closed"),
            ("3/9/2019 09:00", ""),
            ("2/9/2019 09:00", "closed"),
        ):
            with self.subTest(to=to):
                found = extension.wrong_moment(
                    at(to), at("4/9/2018 09:00"), at("6/9/2018 17:00"), province()
                )
                self.assertEqual(found, why)


class ExtendedClockTest(unittest.TestCase):
    def rules(self, found):
        return [line.rule for line in found.trace]

    def test_the_new_appointment_holds_to_the_minute(self):
        found = counted()
        self.assertEqual(found.due, EXTENDED.to)
        self.assertEqual(self.rules(found)[-3:], ["due", "extended", "due"])
        line = found.trace[-2]
        self.assertEqual(
            dict(line.facts),
            {"first": "2018-09-06", "last": "2018-09-11", "until": "10:00"},
        )

    def test_a_pause_before_it_changes_only_what_was_due_before(self):
        found = counted([("3/9/2018 09:00", "4/9/2018 09:00", "payment")])
        self.assertEqual(found.due, EXTENDED.to)

    def test_a_pause_after_it_moves_the_appointment_by_what_it_took(self):
        for limit, due in (
            (THREE_DAYS, "13/9/2018 10:00"),
            (Limit(6, Unit.CALENDAR_DAY), "17/9/2018 10:00"),
            (Limit(20, Unit.WORKING_HOUR), "13/9/2018 10:00"),
        ):
            with self.subTest(limit=limit):
                held = [("7/9/2018 09:00", "11/9/2018 09:00", "payment")]
                if limit.unit == Unit.CALENDAR_DAY:
                    held = [("7/9/2018 09:00", "13/9/2018 09:00", "payment")]
                found = counted(held, limit=limit, policy=Policy.RECOUNT)
                self.assertEqual(found.due, at(due))
                self.assertIn("extended_moved", self.rules(found))

    def test_the_post_leg_is_a_pause_that_is_resumed_under_either_policy(self):
        for policy in Policy:
            held = [("10/9/2018 09:00", "11/9/2018 09:00", "post")]
            self.assertEqual(counted(held, policy).due, at("12/9/2018 10:00"))

    def test_an_open_pause_says_what_is_left_of_the_extended_limit(self):
        found = counted([("7/9/2018 09:00", None, "post")])
        self.assertIsNone(found.due)
        self.assertEqual(found.remaining.days, 2)

    def test_a_supplement_counts_anew_and_the_later_appointment_holds(self):
        early = [("6/9/2018 09:00", "6/9/2018 15:00", "supplement")]
        found = counted(early, Policy.RECOUNT)
        # Three working days from the 6th end on the 11th at 17:00, after 10:00.
        self.assertEqual(found.due, at("11/9/2018 17:00"))
        far = Extension(EXTENDED.at, at("20/9/2018 10:00"))
        found = counted(early, Policy.RECOUNT, made=[far])
        self.assertEqual(found.due, far.to)
        self.assertIn("extended_kept", self.rules(found))
        late = [("6/9/2018 09:00", "20/9/2018 09:00", "supplement")]
        found = counted(late, Policy.RECOUNT)
        self.assertEqual(found.due, at("25/9/2018 17:00"))
        self.assertNotIn("extended_kept", self.rules(found))

    def test_an_extension_over_the_new_year_and_tet(self):
        made = [Extension(at("11/2/2018 08:00"), at("21/2/2018 10:00"))]
        start = at("7/2/2018 09:00")
        self.assertEqual(counted(made=made, start=start).due, made[0].to)
        held = [("12/2/2018 09:00", "21/2/2018 09:00", "payment")]
        # Tết does not count: 13 February and the 21st do.
        found = counted(held, made=made, start=start)
        self.assertEqual(found.due, at("23/2/2018 10:00"))

    def test_a_time_at_which_offices_have_closed_by_then_becomes_their_closing(self):
        # Winter hours begin on 16 October 2018: offices close at 16:30.
        made = [Extension(at("11/10/2018 08:00"), at("15/10/2018 17:00"))]
        held = [("12/10/2018 09:00", "15/10/2018 09:00", "payment")]
        found = counted(held, made=made, start=at("10/10/2018 09:00"))
        self.assertEqual(found.due, at("16/10/2018 16:30"))


class StepsTest(unittest.TestCase):
    def test_no_step_is_due_after_the_whole(self):
        limits = [Limit(4, Unit.WORKING_HOUR), THREE_DAYS, THREE_DAYS]
        whole = at("6/9/2018 10:00")
        dues = steps_within(whole, limits, province(), RECEIVED)
        self.assertEqual(dues[-1], whole)
        self.assertEqual(list(dues), sorted(dues))

    def test_without_a_whole_the_steps_are_counted_one_after_the_other(self):
        dues = steps_within(None, [THREE_DAYS, THREE_DAYS], province(), RECEIVED)
        self.assertEqual(dues, (at("6/9/2018 17:00"), at("11/9/2018 17:00")))
