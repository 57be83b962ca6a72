from dataclasses import replace
from hanam.dvc.rules.red_tape import Burden
from hanam.dvc.rules.red_tape import burden_a_year
from hanam.dvc.rules.red_tape import minutes
from hanam.dvc.rules.red_tape import Paper
from hanam.dvc.rules.red_tape import saving_a_year
from hanam.dvc.rules.red_tape import trips
from hanam.dvc.rules.red_tape import Weights
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


PAPER = Paper()
CHANNELS = ("online", "counter", "post")
papers = st.lists(st.builds(Paper, st.booleans(), st.booleans()), max_size=6)
burdens = st.builds(
    Burden,
    papers=papers.map(tuple),
    form_minutes=st.none() | st.integers(0, 60),
    channels=st.sets(st.sampled_from(CHANNELS), min_size=1).map(tuple),
    has_fee=st.booleans(),
    online_payment=st.booleans(),
    sends_result=st.booleans(),
    same_day=st.booleans(),
)
weights_of_any_kind = st.builds(
    Weights, st.integers(0, 90), st.integers(0, 90), st.integers(0, 300)
)
volumes = st.dictionaries(st.sampled_from(CHANNELS), st.integers(0, 900))
channels = st.sampled_from(CHANNELS)


class RedTapeProperties(unittest.TestCase):
    @given(burdens, channels)
    def test_a_sent_result_or_online_payment_never_adds_a_trip(self, burden, channel):
        before = trips(burden, channel).total
        paid = replace(burden, online_payment=True)
        self.assertLessEqual(trips(paid, channel).total, before)
        both = replace(paid, sends_result=True)
        self.assertLessEqual(trips(both, channel).total, before)
        self.assertTrue(0 <= before <= 2)

    @given(burdens, volumes, weights_of_any_kind)
    def test_nobody_saves_more_than_it_costs(self, burden, year, weights):
        saving = saving_a_year(burden, year, weights)
        self.assertTrue(0 <= saving <= burden_a_year(burden, year, weights))

    @given(burdens, channels, weights_of_any_kind)
    def test_one_paper_more_never_costs_less(self, burden, channel, weights):
        more = replace(burden, papers=(*burden.papers, PAPER))
        self.assertEqual(
            minutes(more, channel, weights),
            minutes(burden, channel, weights) + weights.paper,
        )
