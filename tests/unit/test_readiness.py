from dataclasses import fields
from hanam.dvc.rules.levels import blockers
from hanam.dvc.rules.levels import CONDITIONS
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.levels import with_done
from hanam.dvc.rules.readiness import checklist
from hanam.dvc.rules.readiness import Gain
from hanam.dvc.rules.readiness import readiness
from hanam.dvc.rules.readiness import Service
from hanam.dvc.rules.readiness import simulate
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


WEIGHTS = {
    "information": 20,
    "forms": 10,
    "online_form": 30,
    "channel": 10,
    "online_payment": 20,
    "result": 10,
}
THIRD = LevelFacts(
    information=True, forms=True, online_form=True, channel=True, has_fee=True
)
SECOND = LevelFacts(information=True, forms=True)
facts_of_any_kind = st.builds(
    LevelFacts, **{item.name: st.booleans() for item in fields(LevelFacts)}
)
weights_of_any_kind = st.fixed_dictionaries(
    {name: st.integers(0, 50) for name in CONDITIONS}
).filter(lambda weights: any(weights.values()))
measures = st.sets(st.sampled_from(sorted(CONDITIONS)))
volumes = st.dictionaries(
    st.sampled_from(["online", "counter", "post"]), st.integers(0, 500)
)
services = st.lists(st.builds(Service, facts_of_any_kind, volumes), max_size=8)


class ReadinessTest(unittest.TestCase):
    def test_readiness_is_the_weight_of_what_is_met(self):
        cases = (
            (LevelFacts(result_in_person=False), 0),
            (LevelFacts(), 12),
            (SECOND, 50),
            (LevelFacts(information=True, forms=True, has_fee=True), 40),
            (THIRD, 80),
            (with_done(THIRD, ["online_payment"]), 100),
        )
        for facts, score in cases:
            with self.subTest(facts=facts):
                self.assertEqual(readiness(facts, WEIGHTS), score)

    def test_weights_that_weigh_nothing_are_refused(self):
        for weights in ({}, {"forms": 0}, {"forms": -1, "result": 3}):
            with self.subTest(weights=weights), self.assertRaises(ValueError):
                readiness(SECOND, weights)

    def test_payment_is_no_item_where_there_is_no_fee(self):
        names = [item.condition for item in checklist(SECOND)]
        self.assertNotIn("online_payment", names)
        self.assertIn("online_payment", [item.condition for item in checklist(THIRD)])

    @given(facts_of_any_kind, weights_of_any_kind)
    def test_the_score_is_full_exactly_when_nothing_blocks(self, facts, weights):
        score = readiness(facts, weights)
        self.assertTrue(0 <= score <= 100)
        self.assertEqual(score == 100, not blockers(facts, 4))

    @given(facts_of_any_kind, weights_of_any_kind, measures)
    def test_doing_something_never_lowers_score_or_level(self, facts, weights, done):
        after = with_done(facts, done)
        self.assertGreaterEqual(readiness(after, weights), readiness(facts, weights))
        self.assertGreaterEqual(online_level(after), online_level(facts))

    @given(facts_of_any_kind, st.sampled_from([2, 3, 4]))
    def test_doing_what_blocks_a_level_reaches_it(self, facts, wanted):
        after = with_done(facts, blockers(facts, wanted))
        self.assertGreaterEqual(online_level(after), wanted)


class SimulationTest(unittest.TestCase):
    def test_only_procedures_that_rise_count_with_all_their_dossiers(self):
        paid = Service(THIRD, {"online": 30, "counter": 70})
        form = Service(SECOND, {"counter": 400})
        full = Service(with_done(THIRD, ["online_payment"]), {"online": 9})
        cases = (
            (["online_payment"], 4, Gain(1, 100, {"online": 30, "counter": 70})),
            (["online_form"], 4, Gain(0, 0, {})),
            (["online_form", "channel"], 4, Gain(1, 400, {"counter": 400})),
            (
                ["online_form", "channel", "online_payment"],
                4,
                Gain(2, 500, {"online": 30, "counter": 470}),
            ),
            (["online_form", "channel"], 3, Gain(1, 400, {"counter": 400})),
            ([], 4, Gain(0, 0, {})),
        )
        for done, wanted, gain in cases:
            with self.subTest(done=done, wanted=wanted):
                self.assertEqual(simulate([paid, form, full], done, wanted), gain)

    @given(services, measures, measures, st.sampled_from([2, 3, 4]))
    def test_more_measures_never_bring_less(self, found, some, more, wanted):
        one = simulate(found, some, wanted)
        both = simulate(found, some | more, wanted)
        self.assertGreaterEqual(both.procedures, one.procedures)
        self.assertGreaterEqual(both.dossiers, one.dossiers)

    @given(services, st.sampled_from([2, 3, 4]))
    def test_everything_done_counts_every_procedure_below_the_level(
        self, found, wanted
    ):
        below = [item for item in found if online_level(item.facts) < wanted]
        gain = simulate(found, set(CONDITIONS), wanted)
        self.assertEqual(gain.procedures, len(below))
        whole = sum(sum(item.volumes.values()) for item in below)
        self.assertEqual(gain.dossiers, whole)
        self.assertEqual(sum(gain.by_channel.values()), whole)
