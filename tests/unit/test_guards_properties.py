"""What holds for every step, role and plan."""

from hanam.dvc.rules.duties import DUTIES
from hanam.dvc.rules.guards import barred
from hanam.dvc.rules.guards import Case
from hanam.dvc.rules.guards import lacks
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Money
from tests.unit.properties import given
from tests.unit.properties import st

import dataclasses
import unittest


roles = st.sampled_from(("clerk", "officer", "leader"))
cases = st.builds(
    Case,
    st.sampled_from(State),
    st.frozensets(st.sampled_from(Actor)),
    st.one_of(st.just(""), roles),
    st.lists(roles, max_size=4).map(tuple),
    st.booleans(),
    st.lists(st.sampled_from(("Đơn", "Ảnh")), max_size=2).map(tuple),
    st.sampled_from(Money),
    st.booleans(),
    st.sampled_from(Delivery),
    st.booleans(),
)
actions = st.sampled_from(sorted({duty.action for duty in DUTIES}))


class GuardsProperties(unittest.TestCase):
    @given(actions, cases)
    def test_giving_a_reason_never_puts_something_new_in_the_way(self, action, case):
        said = dataclasses.replace(case, said=True)
        self.assertLessEqual(set(lacks(action, said)), set(lacks(action, case)))

    @given(actions, cases)
    def test_a_plan_that_does_not_bind_never_bars(self, action, case):
        loose = dataclasses.replace(case, binds=False)
        self.assertFalse(barred(action, loose))

    @given(actions, cases)
    def test_a_leader_is_never_barred(self, action, case):
        leads = dataclasses.replace(case, actors=case.actors | {Actor.LEADER})
        self.assertFalse(barred(action, leads))

    @given(st.lists(roles, min_size=1, max_size=5), st.integers(0, 4))
    def test_somebody_can_always_finish_and_somebody_move_on(self, plan, number):
        number %= len(plan)
        later = tuple(plan[number + 1 :])
        for action in ("finish", "next_step"):
            case = Case(step=plan[number], later=later, said=True)
            free = [
                actor
                for actor in Actor
                if not lacks(
                    action, dataclasses.replace(case, actors=frozenset({actor}))
                )
            ]
            self.assertTrue(free, action)

    @given(st.lists(roles, min_size=1, max_size=5), st.integers(0, 4))
    def test_an_officer_finishes_where_nothing_is_left_to_decide(self, plan, number):
        number %= len(plan)
        later = tuple(plan[number + 1 :])
        case = Case(
            actors=frozenset({Actor.OFFICER}), step=plan[number], later=later, said=True
        )
        left = {"officer", "leader"} & set(later)
        free = not left and plan[number] != "leader"
        self.assertEqual(not lacks("finish", case), free)


if __name__ == "__main__":
    unittest.main()
