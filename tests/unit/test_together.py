"""Legs of several agencies, and opinions: by hand-made examples."""

from datetime import datetime
from hanam.dvc.rules import consulting
from hanam.dvc.rules import together
from hanam.dvc.rules.consulting import OpinionState
from hanam.dvc.rules.consulting import Silence
from hanam.dvc.rules.limits import Limit
from hanam.dvc.rules.together import Leg
from hanam.dvc.rules.together import LegState
from hanam.dvc.rules.together import Wrong
from tests.unit.province import province

import unittest


CALENDAR = province()


OLD_PLAN = [
    {"title": "Tiếp nhận", "role": "clerk", "value": 4, "unit": "working_hour"},
    {"title": "Ký duyệt", "role": "leader", "value": 4, "unit": "working_hour"},
]


def row(title, agency="", group="", value=1, unit="working_day"):
    return {
        "title": title,
        "role": "officer",
        "value": value,
        "unit": unit,
        "agency": agency,
        "group": group,
    }


THREE = [
    row("Đăng ký khai sinh"),
    row("Thường trú", "cong-an", "song-song", 3),
    row("Thẻ BHYT", "bao-hiem", "song-song", 2),
    row("Đối chiếu", "so-tu-phap"),
    row("Ký duyệt"),
]
FRIDAY = datetime(2018, 9, 7, 9, 0)


class LegsTest(unittest.TestCase):
    def test_a_plan_without_agencies_has_no_legs(self):
        self.assertEqual(together.legs_of(OLD_PLAN), ())
        self.assertEqual(
            together.longest(OLD_PLAN, lambda one: one["value"]),
            8,
        )

    def test_neighbours_of_one_group_run_at_the_same_time_and_join_after(self):
        legs = together.legs_of(THREE)
        self.assertEqual([leg.after for leg in legs], [(), (), (1, 2)])
        self.assertEqual([leg.place for leg in legs], [1, 1, 1])
        self.assertEqual(legs[0].limit, Limit(3, "working_day"))

    def test_a_paper_dossier_goes_from_one_agency_to_the_next(self):
        legs = together.legs_of(THREE, parallel=False)
        self.assertEqual([leg.after for leg in legs], [(), (1,), (2,)])

    def test_the_same_group_after_another_row_is_another_stage(self):
        rows = [row("a", "x", "g"), row("b"), row("c", "y", "g")]
        legs = together.legs_of(rows)
        self.assertEqual([leg.after for leg in legs], [(), (1,)])
        self.assertEqual([leg.place for leg in legs], [0, 1])

    def test_of_a_group_the_longest_counts(self):
        hours = together.longest(THREE, lambda one: one["value"])
        self.assertEqual(hours, 1 + 3 + 1 + 1)

    def test_a_leg_opens_when_those_before_it_and_the_steps_before_it_are_done(self):
        legs = together.legs_of(THREE)
        states = dict.fromkeys((1, 2, 3), LegState.WAITING)
        self.assertEqual(together.openable(legs, states, 0), ())
        self.assertEqual(together.openable(legs, states, 1), (1, 2))
        states |= {1: LegState.DONE, 2: LegState.OPEN}
        self.assertEqual(together.openable(legs, states, 1), ())
        for settled in (LegState.DONE, LegState.CANCELLED):
            self.assertEqual(together.openable(legs, states | {2: settled}, 1), (3,))

    def test_a_returned_leg_holds_up_the_rest_until_it_is_decided(self):
        legs = together.legs_of(THREE)
        states = {1: LegState.DONE, 2: LegState.RETURNED, 3: LegState.WAITING}
        self.assertEqual(together.openable(legs, states, 9), ())
        self.assertFalse(together.is_done(legs, states))
        self.assertEqual(together.unsettled(legs, states), (2, 3))

    def test_only_legs_before_or_beside_a_step_hold_it_up(self):
        legs = (Leg(1, (), 1), Leg(2, (1,), 3))
        states = dict.fromkeys((1, 2), LegState.WAITING)
        self.assertEqual(together.unsettled(legs, states, 0), ())
        self.assertEqual(together.unsettled(legs, states, 1), (1,))
        self.assertEqual(together.unsettled(legs, states, 3), (1, 2))

    def test_a_hand_back_leaves_what_is_beside_it_alone(self):
        legs = together.legs_of(THREE)
        states = {1: LegState.DONE, 2: LegState.DONE, 3: LegState.OPEN}
        self.assertEqual(
            together.hand_back(legs, states, 2),
            {1: LegState.DONE, 2: LegState.OPEN, 3: LegState.WAITING},
        )

    def test_what_is_wrong_with_legs_is_named(self):
        legs = (Leg(1, (2,)), Leg(2, (1,)), Leg(3, (9,)), Leg(3))
        found = {(one.wrong, one.no) for one in together.problems(legs)}
        self.assertEqual(
            found,
            {
                (Wrong.CYCLE, 1),
                (Wrong.CYCLE, 2),
                (Wrong.UNKNOWN, 3),
                (Wrong.TWICE, 3),
            },
        )

    def test_a_leg_is_due_by_its_own_limit_and_never_after_the_whole(self):
        limit = Limit(2, "working_day")
        tuesday = datetime(2018, 9, 11, 17, 0)
        own = together.due_of(limit, FRIDAY, CALENDAR, datetime(2018, 9, 28, 17))
        self.assertEqual(own.date(), tuesday.date())
        monday = datetime(2018, 9, 10, 17, 0)
        self.assertEqual(together.due_of(limit, FRIDAY, CALENDAR, monday), monday)
        self.assertEqual(together.due_of(None, FRIDAY, CALENDAR, monday), monday)
        self.assertIsNone(together.due_of(None, FRIDAY, CALENDAR, None))


class OpinionsTest(unittest.TestCase):
    def test_an_opinion_leaves_a_working_day_of_the_whole(self):
        whole = datetime(2018, 9, 12, 17, 0)
        term = consulting.term(Limit(5, "working_day"), FRIDAY, CALENDAR, whole)
        self.assertEqual(term.due.date().isoformat(), "2018-09-11")
        self.assertTrue(term.capped)

    def test_a_limit_that_fits_is_kept_and_reminded_of_a_working_day_before(self):
        whole = datetime(2018, 9, 28, 17, 0)
        term = consulting.term(Limit(2, "working_day"), FRIDAY, CALENDAR, whole)
        self.assertFalse(term.capped)
        self.assertEqual(term.due.date().isoformat(), "2018-09-11")
        self.assertEqual(term.remind, CALENDAR.opening(datetime(2018, 9, 10).date()))

    def test_where_the_whole_leaves_no_time_nobody_can_be_asked(self):
        whole = datetime(2018, 9, 7, 17, 0)
        limit = Limit(4, "working_hour")
        self.assertIsNone(consulting.term(limit, FRIDAY, CALENDAR, whole))

    def test_silence_means_what_the_rule_says(self):
        self.assertEqual(
            consulting.after_silence(Silence.AGREEMENT), OpinionState.SILENT
        )
        self.assertEqual(
            consulting.after_silence(Silence.ESCALATE), OpinionState.ESCALATED
        )
