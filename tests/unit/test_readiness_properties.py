from dataclasses import fields
from hanam.dvc.rules.levels import blockers
from hanam.dvc.rules.levels import CONDITIONS
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level
from hanam.dvc.rules.levels import with_done
from hanam.dvc.rules.readiness import readiness
from hanam.dvc.rules.readiness import Service
from hanam.dvc.rules.readiness import simulate
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


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


class ReadinessProperties(unittest.TestCase):
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
