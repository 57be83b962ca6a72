"""The one table of who may do what, and the guards that stand behind it."""

from hanam.dvc.rules import duties
from hanam.dvc.rules.duties import DUTIES
from hanam.dvc.rules.duties import Step
from hanam.dvc.rules.guards import barred
from hanam.dvc.rules.guards import Case
from hanam.dvc.rules.guards import lacks
from hanam.dvc.rules.guards import needs_reason
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import TRANSITIONS
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import MOVES

import unittest


OFFICER = frozenset({Actor.OFFICER})
LEADER = frozenset({Actor.LEADER})
CLERK = frozenset({Actor.CLERK})
# action, who, role of the present step, roles of later ones → what stands in the way
STEPS = (
    ("finish", OFFICER, "officer", (), ()),
    ("finish", OFFICER, "officer", ("clerk",), ()),
    ("finish", OFFICER, "officer", ("officer",), ("step.not_last",)),
    ("finish", OFFICER, "officer", ("leader", "clerk"), ("step.not_last",)),
    ("finish", OFFICER, "leader", (), ("step.role",)),
    ("finish", OFFICER, "", (), ()),
    ("finish", LEADER, "leader", (), ()),
    ("finish", LEADER, "officer", (), ()),
    ("finish", LEADER, "officer", ("leader",), ("step.reason",)),
    ("ask", OFFICER, "officer", ("leader",), ()),
    ("ask", OFFICER, "leader", (), ("step.role",)),
    ("stop", OFFICER, "leader", (), ("step.role",)),
    ("stop", LEADER, "officer", ("leader",), ()),
    ("start", OFFICER, "clerk", ("officer",), ()),
    ("next_step", CLERK, "officer", (), ("step.role",)),
    ("next_step", CLERK, "clerk", ("officer",), ()),
    ("step_back", LEADER, "officer", (), ()),
)
# state, delivery, money, against payment, receiver given → what stands in the way
HANDING = (
    ("finished", "at_counter", "paid", True, True, ()),
    ("finished", "at_counter", "exempt", True, True, ()),
    ("finished", "at_counter", "nothing_due", True, True, ()),
    ("finished", "at_counter", "due", False, True, ()),
    ("finished", "at_counter", "due", True, True, ("money.owed",)),
    ("finished", "at_counter", "part_paid", True, True, ("money.owed",)),
    ("finished", "at_counter", "due", True, False, ("receiver.missing", "money.owed")),
    ("finished", "ready_online", "paid", True, False, ()),
    ("stopped", "at_counter", "part_paid", True, True, ()),
)


class DutiesTest(unittest.TestCase):
    def test_every_transition_and_every_move_by_hand_is_in_the_table(self):
        actions = {duty.action for duty in DUTIES}
        self.assertLessEqual({way.id for way in TRANSITIONS}, actions)
        moves = {(str(m.track), str(m.target)) for m in MOVES if m.actors}
        found = {(duty.action, duty.target) for duty in duties.TRACKS}
        self.assertEqual(found, moves)

    def test_no_action_is_in_the_table_twice(self):
        lines = [(duty.action, duty.target, duty.sources) for duty in DUTIES]
        self.assertEqual(len(lines), len(set(lines)))

    def test_what_concerns_parts_and_what_happens_by_itself_is_in_it_once(self):
        parts = [part.action for part in duties.PARTS] + list(duties.BY_ITSELF)
        self.assertEqual(len(parts), len(set(parts)))
        self.assertFalse(set(parts) & {duty.action for duty in DUTIES})

    def test_each_line_names_somebody_and_some_state(self):
        for duty in DUTIES:
            with self.subTest(action=duty.action):
                self.assertTrue(duty.actors)
                self.assertTrue(duty.states)

    def test_staff_do_nothing_to_a_draft_but_file_it(self):
        for duty in DUTIES:
            if State.DRAFT in duty.states:
                self.assertEqual(duty.action, "submit")

    def test_who_may_do_an_action_is_asked_by_state(self):
        table = (
            (("assign",), State.PROCESSING, {"officer", "leader"}),
            (("assign",), State.SUBMITTED, set()),
            (("accept", "withdraw"), State.SUBMITTED, {"clerk", "applicant"}),
            (("money",), State.PAYMENT, {"clerk"}),
            (("unknown",), State.PAYMENT, set()),
        )
        for actions, state, expected in table:
            with self.subTest(actions=actions, state=state):
                self.assertEqual(duties.actors_of(actions, state), expected)

    def test_the_states_of_an_action_come_in_their_order(self):
        self.assertEqual(
            duties.states_of("stop"),
            (State.PROCESSING, State.SUPPLEMENT, State.PAYMENT),
        )


class GuardsTest(unittest.TestCase):
    def test_the_step_of_the_plan_binds_as_the_table_says(self):
        for action, who, step, later, expected in STEPS:
            with self.subTest(action=action, who=who, step=step, later=later):
                case = Case(actors=who, step=step, later=later)
                self.assertEqual(lacks(action, case), expected)

    def test_only_work_on_the_plan_itself_is_bound_where_the_province_says_so(self):
        case = Case(actors=OFFICER, step="officer", later=("leader",), binds=False)
        self.assertEqual(lacks("finish", case), ())

    def test_a_result_is_handed_over_to_somebody_and_against_what_is_owed(self):
        for state, delivery, money, first, said, expected in HANDING:
            case = Case(
                State(state),
                CLERK,
                money=Money(money),
                pay_first=first,
                delivery=Delivery(delivery),
                said=said,
            )
            with self.subTest(case=case):
                self.assertEqual(lacks("hand_over", case), expected)

    def test_missing_papers_are_accepted_with_a_reason_only(self):
        case = Case(State.SUBMITTED, CLERK, lacking=("Đơn",))
        self.assertEqual(lacks("accept", case), ("papers.lacking",))
        self.assertTrue(needs_reason("accept", case))
        with_reason = Case(State.SUBMITTED, CLERK, lacking=("Đơn",), said=True)
        self.assertEqual(lacks("accept", with_reason), ())
        self.assertFalse(needs_reason("accept", Case(State.SUBMITTED, CLERK)))

    def test_what_can_be_put_right_in_the_form_bars_nobody(self):
        early = Case(actors=LEADER, step="officer", later=("leader",))
        self.assertTrue(needs_reason("finish", early))
        self.assertFalse(barred("finish", early))
        self.assertTrue(barred("finish", Case(actors=OFFICER, step="leader")))

    def test_actions_without_a_rule_of_their_own_are_free(self):
        for duty in DUTIES:
            if duty.step == Step.FREE and duty.action not in ("accept", "hand_over"):
                case = Case(actors=duty.actors, step="leader", later=("leader",))
                with self.subTest(action=duty.action):
                    self.assertEqual(lacks(duty.action, case), ())
