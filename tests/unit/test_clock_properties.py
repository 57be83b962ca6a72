"""What holds for every receipt, limit and pause, checked against a slow and simple
count of days and minutes."""

from datetime import timedelta
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Pause
from hanam.dvc.rules.clock import Policy
from hanam.dvc.rules.clock import split_plan
from hanam.dvc.rules.clock import TRACE_RULES
from hanam.dvc.rules.clock import Unit
from hanam.dvc.rules.clock import working_time_left
from tests.unit.properties import assume
from tests.unit.properties import given
from tests.unit.properties import limits
from tests.unit.properties import moments
from tests.unit.properties import st
from tests.unit.province import province

import unittest


DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HALF_HOUR = 30 * MINUTE
IN_DAYS = st.builds(
    Limit,
    st.integers(1, 40),
    st.sampled_from((Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH)),
)
spans = st.tuples(moments, st.integers(0, 20 * 24 * 60)).map(
    lambda pair: (pair[0], pair[0] + pair[1] * MINUTE)
)
reasons = st.sampled_from(("supplement", "payment", "post"))


def due(received, limit, pauses=(), policy=Policy.RESUME):
    return compute(received, limit, province(), pauses, policy).due


def slowly(start, limit):
    """The due moment counted day by day and minute by minute; not for months."""
    calendar, left = province(), limit.value
    if limit.unit == Unit.WORKING_HOUR:
        left *= 60
        while left:
            opened = any(a <= start < b for a, b in calendar.periods_on(start.date()))
            start += MINUTE
            left -= opened
        return start
    day = start.date()
    while left and limit.unit != Unit.SAME_DAY:
        day += DAY
        left -= limit.unit == Unit.CALENDAR_DAY or calendar.is_working_day(day)
    while not calendar.is_working_day(day):
        day += DAY
    return calendar.closing(day)


class CountingTest(unittest.TestCase):
    @given(moments, limits.filter(lambda limit: limit.unit != Unit.MONTH))
    def test_a_slow_count_gives_the_same(self, received, limit):
        found = compute(received, limit, province())
        self.assertEqual(found.due, slowly(found.start, limit))

    @given(moments, limits)
    def test_the_count_starts_in_office_hours_at_or_after_receipt(
        self, received, limit
    ):
        start = compute(received, limit, province()).start
        self.assertGreaterEqual(start, received)
        periods = province().periods_on(start.date())
        self.assertTrue(any(a <= start <= b for a, b in periods))
        if any(a <= received <= b for a, b in province().periods_on(received.date())):
            self.assertTrue(start == received or limit.unit == Unit.SAME_DAY)

    @given(moments, limits)
    def test_it_ends_in_office_hours_after_it_started(self, received, limit):
        found = compute(received, limit, province())
        self.assertGreaterEqual(found.due, found.start)
        periods = province().periods_on(found.due.date())
        if limit.unit == Unit.WORKING_HOUR:
            self.assertTrue(any(a < found.due <= b for a, b in periods))
        else:
            self.assertEqual(found.due, periods[-1][1])

    @given(moments, moments, limits)
    def test_who_comes_later_is_not_due_earlier(self, one, other, limit):
        earlier, later = sorted((one, other))
        self.assertLessEqual(due(earlier, limit), due(later, limit))

    @given(moments, limits, st.integers(1, 20))
    def test_a_longer_limit_is_not_due_earlier(self, received, limit, more):
        longer = Limit(limit.value + more, limit.unit)
        self.assertLessEqual(due(received, limit), due(received, longer))


class TraceTest(unittest.TestCase):
    @given(moments, limits, st.lists(st.tuples(spans, reasons), max_size=3))
    def test_a_trace_begins_with_receipt_and_ends_with_the_due_moment(
        self, received, limit, held
    ):
        pauses = [Pause(*span, reason) for span, reason in held]
        for policy in Policy:
            found = compute(received, limit, province(), pauses, policy)
            rules = [line.rule for line in found.trace]
            self.assertEqual((rules[0], rules[-1]), ("received", "due"))
            self.assertEqual(found.trace[-1].at, found.due)
            self.assertLessEqual(set(rules), set(TRACE_RULES))

    @given(moments, st.integers(1, 40))
    def test_the_days_told_add_up(self, received, value):
        found = compute(received, Limit(value, Unit.WORKING_DAY), province())
        passed = sum(
            line.facts.get("days", 1)
            for line in found.trace
            if line.rule in ("skipped_weekend", "skipped_holiday")
        )
        days = (found.due.date() - found.start.date()).days
        self.assertEqual(days - passed, value)

    @given(moments, st.integers(1, 80))
    def test_the_minutes_told_add_up(self, received, value):
        found = compute(received, Limit(value, Unit.WORKING_HOUR), province())
        told = (line.facts.get("minutes", 0) for line in found.trace)
        self.assertEqual(sum(told), value * 60)


class PauseTest(unittest.TestCase):
    @given(moments, limits)
    def test_without_pauses_the_policy_makes_no_difference(self, received, limit):
        self.assertEqual(
            due(received, limit, (), Policy.RECOUNT),
            due(received, limit, (), Policy.RESUME),
        )

    @given(moments, limits, st.integers(0, 30 * 24 * 60), st.integers(0, 30 * 24 * 60))
    def test_a_pause_never_brings_the_due_moment_nearer(
        self, received, limit, after, length
    ):
        start = received + after * MINUTE
        for policy in Policy:
            held = [Pause(start, start + length * MINUTE, "supplement")]
            longer = [Pause(start, start + 2 * length * MINUTE, "supplement")]
            without = due(received, limit)
            found = due(received, limit, held, policy)
            self.assertLessEqual(without, found)
            self.assertLessEqual(found, due(received, limit, longer, policy))

    @given(
        moments,
        st.integers(1, 40),
        st.sampled_from((Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WORKING_HOUR)),
        st.integers(0, 30 * 24 * 60),
        st.integers(0, 30 * 24 * 60),
    )
    def test_resuming_is_not_due_later_than_starting_anew(
        self, received, value, unit, after, length
    ):
        limit, start = Limit(value, unit), received + after * MINUTE
        held = [Pause(start, start + length * MINUTE, "supplement")]
        resumed = due(received, limit, held, Policy.RESUME)
        self.assertLessEqual(resumed, due(received, limit, held, Policy.RECOUNT))

    @given(moments, st.integers(1, 60), st.integers(0, 400), st.integers(0, 400))
    def test_working_hours_outside_the_pause_are_the_limit(
        self, received, value, after, length
    ):
        received = received.replace(minute=0)
        start = received + after * HALF_HOUR
        pause = Pause(start, start + length * HALF_HOUR, "payment")
        limit = Limit(value, Unit.WORKING_HOUR)
        found = compute(received, limit, province(), [pause])
        assume("pause_after_due" not in [line.rule for line in found.trace])
        counted, moment = 0, found.start
        while moment < found.due:
            opened = any(
                a <= moment < b for a, b in province().periods_on(moment.date())
            )
            counted += opened and not pause.start <= moment < pause.end
            moment += HALF_HOUR
        self.assertEqual(counted, value * 2)

    @given(moments, limits, spans, reasons)
    def test_an_open_pause_leaves_no_due_moment_unless_it_came_too_late(
        self, received, limit, span, reason
    ):
        for policy in Policy:
            held = [Pause(span[0], None, reason)]
            found = compute(received, limit, province(), held, policy)
            late = span[0] > due(received, limit)
            self.assertEqual(found.due is None, not late)
            self.assertEqual(found.remaining is None, late)

    @given(
        moments, limits, st.lists(st.tuples(spans, reasons), max_size=4), st.randoms()
    )
    def test_the_order_in_which_pauses_are_given_makes_no_difference(
        self, received, limit, held, chance
    ):
        pauses = [Pause(*span, reason) for span, reason in held]
        assume(len({pause.start for pause in pauses}) == len(pauses))
        mixed = list(pauses)
        chance.shuffle(mixed)
        for policy in Policy:
            self.assertEqual(
                compute(received, limit, province(), pauses, policy),
                compute(received, limit, province(), mixed, policy),
            )


class ReadingTest(unittest.TestCase):
    @given(moments, moments)
    def test_time_left_and_time_passed_mirror_each_other(self, now, then):
        assume(now != then)
        one = working_time_left(now, then, province())
        other = working_time_left(then, now, province())
        self.assertEqual((one.days, one.hours), (other.days, other.hours))
        self.assertNotEqual(one.overdue, other.overdue)

    @given(moments, IN_DAYS, st.lists(limits, max_size=5))
    def test_the_steps_of_a_plan_follow_each_other_within_the_whole(
        self, received, limit, steps
    ):
        dues = split_plan(limit, steps, province(), received)
        self.assertEqual(len(dues), len(steps))
        whole = due(received, limit)
        self.assertEqual(list(dues), sorted(dues))
        for step_due in dues:
            self.assertTrue(received < step_due <= whole)
