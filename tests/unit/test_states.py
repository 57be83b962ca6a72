from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import allowed
from hanam.dvc.rules.states import answer_to
from hanam.dvc.rules.states import CLOCK_RUNNING
from hanam.dvc.rules.states import CODES
from hanam.dvc.rules.states import COUNTED
from hanam.dvc.rules.states import FINAL
from hanam.dvc.rules.states import GROUPS
from hanam.dvc.rules.states import OPEN
from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import TO_HAND_OVER
from hanam.dvc.rules.states import transition
from hanam.dvc.rules.states import TRANSITIONS
from hanam.dvc.rules.states import WAITING

import unittest


# Ways between national codes that decree and practice ask for; 0 is the draft.
ASKED_FOR = (
    (0, 1), (1, 2), (1, 3), (1, 5), (1, 7), (5, 1), (2, 4), (4, 5), (5, 4), (4, 6),
    (6, 4), (4, 8), (4, 9), (5, 7), (4, 7), (6, 8), (5, 8), (9, 10), (8, 10),
)  # fmt: skip
# What is allowed beyond: an applicant withdraws before work has begun.
BEYOND = {(2, 7)}


def ways():
    return {
        (CODES[source] or 0, CODES[way.target]) for way in TRANSITIONS for source in way.sources
    }  # fmt: skip


class StateTest(unittest.TestCase):
    def test_the_national_codes_are_one_to_ten_and_none_for_a_draft(self):
        self.assertEqual(set(CODES), set(State))
        self.assertIsNone(CODES[State.DRAFT])
        codes = [code for code in CODES.values() if code]
        self.assertEqual(sorted(codes), list(range(1, 11)))

    def test_each_code_has_its_state(self):
        expected = {
            1: "submitted",
            2: "accepted",
            3: "refused",
            4: "processing",
            5: "supplement",
            6: "payment",
            7: "withdrawn",
            8: "stopped",
            9: "finished",
            10: "returned",
        }
        self.assertEqual({code: s for s, code in CODES.items() if code}, expected)

    def test_open_final_and_to_hand_over_part_what_is_counted(self):
        self.assertEqual(OPEN | FINAL | TO_HAND_OVER, COUNTED)
        self.assertFalse(OPEN & (FINAL | TO_HAND_OVER))
        self.assertEqual(COUNTED, set(State) - {State.DRAFT})

    def test_the_clock_stands_while_the_applicant_is_waited_for(self):
        self.assertEqual(WAITING, {State.SUPPLEMENT, State.PAYMENT})
        self.assertFalse(WAITING & CLOCK_RUNNING)
        self.assertLess(WAITING | CLOCK_RUNNING, OPEN)

    def test_every_group_has_a_name(self):
        self.assertEqual(GROUPS["open"], OPEN)
        self.assertEqual(GROUPS["final"], FINAL)
        self.assertEqual(len(set(GROUPS.values())), len(GROUPS))


class TransitionTest(unittest.TestCase):
    def test_exactly_the_ways_asked_for_exist(self):
        self.assertEqual(ways(), set(ASKED_FOR) | BEYOND)

    def test_every_state_can_be_reached_from_a_draft(self):
        reached = {State.DRAFT}
        for _ in State:
            reached |= {t.target for t in TRANSITIONS if t.sources & reached}
        self.assertEqual(reached, set(State))

    def test_nothing_leads_out_of_a_final_state_but_handing_papers_over(self):
        out = {t.id for t in TRANSITIONS if t.sources & FINAL}
        self.assertEqual(out, {"hand_over"})

    def test_an_open_dossier_can_always_end(self):
        for state in OPEN:
            ended, more = {state}, True
            while more:
                found = {t.target for t in TRANSITIONS if t.sources & ended}
                more = not found <= ended
                ended |= found
            with self.subTest(state=state):
                self.assertTrue(ended & FINAL)

    def test_each_actor_may_do_what_the_decree_gives_them(self):
        table = {
            ("draft", "applicant"): ["submit"],
            ("draft", "clerk"): ["submit"],
            ("submitted", "clerk"): ["accept", "ask_submitted", "refuse"],
            ("submitted", "applicant"): ["withdraw"],
            ("accepted", "officer"): ["start"],
            ("accepted", "applicant"): ["withdraw"],
            ("processing", "officer"): ["finish", "ask", "request_payment", "stop"],
            ("processing", "leader"): ["finish", "stop"],
            ("processing", "applicant"): ["withdraw"],
            ("supplement", "applicant"): [
                "answer_submitted",
                "answer_processing",
                "withdraw",
            ],
            ("supplement", "officer"): ["stop"],
            ("supplement", "leader"): ["stop"],
            ("payment", "clerk"): ["payment_done"],
            ("payment", "officer"): ["payment_done", "stop"],
            ("payment", "leader"): ["stop"],
            ("stopped", "clerk"): ["hand_over"],
            ("finished", "clerk"): ["hand_over"],
        }
        for state in State:
            for actor in Actor:
                with self.subTest(state=state, actor=actor):
                    found = [t.id for t in allowed(state, actor)]
                    self.assertEqual(found, table.get((state, actor), []))

    def test_a_negative_decision_needs_its_reason_and_a_result_its_file(self):
        for name in ("refuse", "ask", "ask_submitted", "stop"):
            with self.subTest(transition=name):
                self.assertEqual(transition(name).needs, ("reason",))
        self.assertEqual(transition("finish").needs, ("result",))

    def test_papers_are_asked_for_once(self):
        once = {t.id for t in TRANSITIONS if t.once}
        self.assertEqual(once, {"ask", "ask_submitted"})

    def test_an_answer_goes_back_to_where_it_was_asked_for(self):
        for state in (State.SUBMITTED, State.PROCESSING):
            with self.subTest(state=state):
                answer = answer_to(state)
                self.assertEqual(answer.target, state)
                self.assertEqual(answer.sources, {State.SUPPLEMENT})
        with self.assertRaises(KeyError):
            answer_to(State.PAYMENT)

    def test_ids_are_unique_and_an_unknown_one_is_an_error(self):
        self.assertEqual(len({t.id for t in TRANSITIONS}), len(TRANSITIONS))
        for way in TRANSITIONS:
            self.assertIs(transition(way.id), way)
        with self.assertRaises(KeyError):
            transition("publish")
