"""What holds for every extension, every changed calendar and every promise."""

from datetime import timedelta
from hanam.dvc.rules import calendar_edit as edit
from hanam.dvc.rules import extension
from hanam.dvc.rules.calendar import calendar_from_data
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Extension
from hanam.dvc.rules.clock import Pause
from hanam.dvc.rules.clock import Policy
from hanam.dvc.rules.clock import steps_within
from hanam.dvc.rules.hours import is_open
from hanam.dvc.rules.recount import settled
from hanam.dvc.rules.recount import Turn
from tests.unit.properties import assume
from tests.unit.properties import given
from tests.unit.properties import limits
from tests.unit.properties import moments
from tests.unit.properties import st
from tests.unit.province import province
from tests.unit.province import read

import unittest


(TERMS,) = extension.terms_from_data(
    [
        {
            "since": "2018-01-01",
            "days": 1,
            "unit": "calendar_day",
            "times": 1,
            "proposed": {"value": 3, "unit": "working_day"},
        }
    ]
)
minutes = st.integers(0, 30 * 24 * 60).map(lambda number: timedelta(minutes=number))
reasons = st.sampled_from(("payment", "post", "supplement"))


class ExtensionTest(unittest.TestCase):
    @given(moments, limits, minutes, minutes)
    def test_what_may_be_extended_is_due_then_and_no_sooner(
        self, received, limit, after, more
    ):
        due = compute(received, limit, province()).due
        now = received + after
        assume(not extension.refusal(now, due, 0, TERMS, province()))
        self.assertLess(now.date(), due.date())
        to = due + more
        if extension.wrong_moment(to, now, due, province()):
            return
        made = compute(received, limit, province(), extensions=[Extension(now, to)])
        self.assertEqual(made.due, to)
        self.assertEqual(made.trace[-1].at, to)

    @given(moments, limits, minutes, minutes, minutes, reasons)
    def test_no_later_pause_takes_back_what_an_extension_promised(
        self, received, limit, more, later, long, reason
    ):
        due = compute(received, limit, province()).due
        to = province().closing(province().next_working_day((due + more).date()))
        assume(to > due)
        start = received + later
        assume(start <= to)
        pause = Pause(start, start + long, reason)
        for policy in Policy:
            found = compute(
                received, limit, province(), [pause], policy, [Extension(received, to)]
            )
            self.assertGreaterEqual(found.due, to)
            self.assertTrue(is_open(found.due, province()))


class StepsTest(unittest.TestCase):
    @given(moments, limits, st.lists(limits, max_size=5))
    def test_steps_follow_each_other_and_end_within_the_whole(self, at, whole, steps):
        due = compute(at, whole, province()).due
        dues = steps_within(due, steps, province(), at)
        self.assertEqual(len(dues), len(steps))
        self.assertEqual(list(dues), sorted(dues))
        self.assertTrue(all(one <= due for one in dues))


class CalendarTest(unittest.TestCase):
    @given(moments, limits, st.integers(0, 40))
    def test_a_day_off_more_makes_nothing_due_earlier(self, received, limit, days):
        before = compute(received, limit, province()).due
        day = (received + timedelta(days)).date()
        assume(day.year <= 2026)
        entry = edit.Entry("holiday", day.isoformat(), "Nghỉ")
        changed = calendar_from_data(edit.put(read("calendar.json"), entry))
        self.assertGreaterEqual(compute(received, limit, changed).due, before)

    @given(moments, moments, moments, st.booleans())
    def test_a_promise_is_kept_unless_told_otherwise(self, now, promised, new, shorten):
        current = max(now, promised)
        due, turn = settled(current, promised, new, shorten)
        if not shorten:
            self.assertGreaterEqual(due, promised)
        self.assertIn(due, (current, promised, new))
        self.assertEqual(turn in (Turn.SAME, Turn.KEPT), due == current)
        again, turn = settled(due, promised, new, shorten)
        self.assertEqual(again, due)
        self.assertIn(turn, (Turn.SAME, Turn.KEPT))
