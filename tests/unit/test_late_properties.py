"""What holds for every rule, term and moment: rules come to apply once, in the order of time, and
by the calendar."""

from datetime import timedelta
from hanam.dvc.rules import late
from hanam.dvc.rules.late import How
from hanam.dvc.rules.late import Rule
from hanam.dvc.rules.late import Standing
from hanam.dvc.rules.late import Term
from hanam.dvc.rules.late import Unit
from hanam.dvc.rules.late import What
from hanam.dvc.rules.late import When
from hanam.dvc.rules.late import Whom
from hanam.dvc.rules.states import CLOCK_RUNNING
from hanam.dvc.rules.states import State
from tests.unit.properties import given
from tests.unit.properties import moments
from tests.unit.properties import st
from tests.unit.province import province

import unittest


HOUR = timedelta(hours=1)
ways = st.one_of(
    st.tuples(
        st.sampled_from((When.BEFORE, When.AFTER)),
        st.just(Unit.WORKING_DAY),
        st.integers(0, 20),
    ),
    st.tuples(
        st.sampled_from((When.BEFORE, When.AFTER)),
        st.just(Unit.WORKING_HOUR),
        st.integers(1, 40),
    ),
    st.tuples(st.just(When.PASSED), st.just(Unit.PERCENT), st.integers(1, 99)),
)
rules = st.builds(
    lambda way, what, no: Rule(
        f"r{no}", "", what, way[0], way[2], way[1], (Whom.LEADER,), (How.MARK,)
    ),
    ways,
    st.sampled_from(What),
    st.integers(0, 10**6),
)
lists = st.lists(rules, max_size=6, unique_by=lambda rule: rule.id)
terms = st.builds(
    lambda what, start, hours: Term(what, start, start + hours * HOUR),
    st.sampled_from(What),
    moments,
    st.integers(1, 24 * 60),
)


class PassedTest(unittest.TestCase):
    @given(lists, terms, moments, st.integers(0, 24 * 30))
    def test_what_applies_goes_on_to_apply(self, some, term, now, hours):
        before = late.passed(some, term, now, province())
        later = late.passed(some, term, now + hours * HOUR, province())
        self.assertLessEqual(
            {one.rule.id for one in before}, {one.rule.id for one in later}
        )
        self.assertEqual([one.at for one in later], sorted(one.at for one in later))

    @given(lists, terms, moments)
    def test_looking_again_and_again_finds_each_rule_once(self, some, term, now):
        seen = []
        for hours in range(0, 72, 7):
            found = late.passed(some, term, now + hours * HOUR, province())
            known = {(one.rule.id, term.occasion) for one in seen}
            seen += [one for one in found if (one.rule.id, term.occasion) not in known]
        last = late.passed(some, term, now + 70 * HOUR, province())
        self.assertEqual(
            sorted(one.rule.id for one in seen),
            sorted({one.rule.id for one in last}),
        )

    @given(rules, terms)
    def test_the_moment_lies_on_its_side_of_the_limit(self, rule, term):
        moment = late.threshold(rule, term, province())
        if rule.what is not term.what:
            self.assertIsNone(moment)
        elif moment is not None and rule.when is When.BEFORE:
            self.assertGreater(moment, term.start)
            if rule.value:
                self.assertLess(moment, term.due)
        elif moment is not None and rule.when is When.AFTER:
            self.assertGreaterEqual(moment, term.due)

    @given(rules, terms)
    def test_moments_of_days_are_the_opening_of_a_working_day(self, rule, term):
        moment = late.threshold(rule, term, province())
        if moment is None or rule.unit is not Unit.WORKING_DAY or not rule.value:
            return
        self.assertTrue(province().is_working_day(moment.date()))
        self.assertEqual(moment, province().opening(moment.date()))

    @given(rules, terms)
    def test_whoever_looks_at_that_moment_has_it_within_reach(self, rule, term):
        moment = late.threshold(rule, term, province())
        if moment is None:
            return
        since, until = late.reach([rule], rule.what, province(), moment)
        self.assertLess(since, term.due)
        if until is not None:
            self.assertLess(term.due, until)


class NothingTest(unittest.TestCase):
    @given(
        st.sampled_from(State),
        st.booleans(),
        moments,
        st.lists(st.integers(1, 2000), min_size=3, max_size=3),
    )
    def test_only_what_runs_has_terms(self, state, practice, filed, hours):
        accept, step, whole = (filed + hour * HOUR for hour in hours)
        standing = Standing(
            state, filed, practice, filed, accept, whole, 1, filed, step
        )
        found = {one.what for one in late.terms_of(standing)}
        if practice or state not in {State.SUBMITTED, *CLOCK_RUNNING}:
            self.assertEqual(found, set())
        elif state is State.SUBMITTED:
            self.assertEqual(found, {What.ACCEPTANCE})
        else:
            self.assertEqual(found, {What.STEP, What.WHOLE})
