"""What holds for every plan of legs, however it runs."""

from datetime import datetime
from hanam.dvc.rules import consulting
from hanam.dvc.rules import together
from hanam.dvc.rules.together import Leg
from hanam.dvc.rules.together import LegState
from hanam.dvc.rules.together import SETTLED
from tests.unit.properties import given
from tests.unit.properties import limits
from tests.unit.properties import moments
from tests.unit.properties import st
from tests.unit.province import province

import unittest


CALENDAR = province()


@st.composite
def plans(draw):
    """Legs without a cycle: each comes after some of those before it."""
    found = []
    for no in range(1, draw(st.integers(1, 7)) + 1):
        earlier = [leg.no for leg in found]
        after = draw(st.sets(st.sampled_from(earlier))) if earlier else set()
        place = draw(st.integers(0, 3))
        limit = draw(st.none() | limits)
        found.append(Leg(no, tuple(sorted(after)), place, limit))
    return tuple(found)


@st.composite
def runs(draw):
    """A plan, and the states it is in after some of it was done, returned or cancelled."""
    legs = draw(plans())
    states = dict.fromkeys((leg.no for leg in legs), LegState.WAITING)
    steps = 0
    for _turn in range(draw(st.integers(0, 12))):
        for no in together.openable(legs, states, steps):
            states[no] = LegState.OPEN
        opened = [no for no in states if states[no] is LegState.OPEN]
        way = draw(st.sampled_from(("step", "done", "returned", "cancelled")))
        if way == "step":
            steps += 1
        elif opened:
            states[draw(st.sampled_from(opened))] = LegState(way)
    return legs, states, steps


rows = st.lists(
    st.fixed_dictionaries(
        {
            "agency": st.sampled_from(("", "a", "b", "c")),
            "group": st.sampled_from(("", "g", "h")),
            "value": st.integers(1, 9),
            "unit": st.just("working_day"),
        }
    ),
    max_size=9,
)


class TogetherProperties(unittest.TestCase):
    @given(rows, st.booleans())
    def test_the_legs_of_a_step_plan_are_in_order_and_have_no_cycle(self, plan, both):
        legs = together.legs_of(plan, both)
        self.assertEqual(together.problems(legs), ())
        self.assertEqual(len(legs), sum(1 for row in plan if row["agency"]))
        for leg in legs:
            self.assertTrue(all(no < leg.no for no in leg.after))
        places = [leg.place for leg in legs]
        self.assertEqual(places, sorted(places))

    @given(rows)
    def test_one_after_the_other_never_runs_two_at_once(self, plan):
        for earlier, leg in zip(
            together.legs_of(plan, False),
            together.legs_of(plan, False)[1:],
            strict=False,
        ):
            self.assertIn(earlier.no, leg.after)

    @given(runs())
    def test_no_leg_runs_before_those_before_it_are_settled(self, run):
        legs, states, steps = run
        for leg in legs:
            if states[leg.no] in (LegState.OPEN, LegState.DONE, LegState.RETURNED):
                self.assertTrue(all(states[no] in SETTLED for no in leg.after))
                self.assertLessEqual(leg.place, steps)

    @given(runs())
    def test_a_join_waits_for_all_that_run_beside_each_other(self, run):
        legs, states, _steps = run
        for no in together.openable(legs, states, 99):
            earlier = together.before(legs, no)
            self.assertTrue(all(states[one] in SETTLED for one in earlier))

    @given(runs(), st.data())
    def test_a_hand_back_reopens_exactly_what_comes_after_it(self, run, data):
        legs, states, _steps = run
        to = data.draw(st.sampled_from([leg.no for leg in legs]))
        after = together.hand_back(legs, states, to)
        again = together.behind(legs, to)
        self.assertEqual(after[to], LegState.OPEN)
        for no, state in after.items():
            if no in again and states[no] is not LegState.CANCELLED:
                self.assertEqual(state, LegState.WAITING)
            elif no != to:
                self.assertEqual(state, states[no])

    @given(plans())
    def test_before_and_behind_are_the_same_relation(self, legs):
        for leg in legs:
            for no in together.before(legs, leg.no):
                self.assertIn(leg.no, together.behind(legs, no))

    @given(limits, moments, moments)
    def test_no_leg_is_due_after_the_whole(self, limit, started, whole):
        self.assertLessEqual(together.due_of(limit, started, CALENDAR, whole), whole)

    @given(plans(), moments, moments)
    def test_nothing_is_expected_after_the_whole_nor_before_what_precedes(
        self, legs, start, whole
    ):
        found = together.forecast(legs, {}, start, CALENDAR, whole)
        self.assertEqual(set(found), {leg.no for leg in legs})
        for leg in legs:
            self.assertLessEqual(found[leg.no], whole)
            for no in leg.after:
                self.assertGreaterEqual(found[leg.no], found[no])

    @given(limits, moments, moments)
    def test_an_opinion_is_due_at_least_a_working_day_before_the_whole(
        self, limit, now, whole
    ):
        term = consulting.term(limit, now, CALENDAR, whole)
        if term is None:
            self.assertLessEqual(consulting.latest(whole, CALENDAR), now)
            return
        self.assertGreater(term.due, now)
        self.assertLess(term.due.date(), whole.date())
        if term.remind is not None:
            self.assertTrue(now < term.remind < term.due)

    def test_a_calendar_day_before_the_first_moment_is_known(self):
        self.assertLess(
            consulting.latest(datetime(2018, 9, 10, 17), CALENDAR),
            datetime(2018, 9, 8),
        )
