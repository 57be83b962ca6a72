"""What holds for every history of agencies without a hole and a cycle."""

from datetime import date
from datetime import timedelta
from hanam.dvc.rules.succession import Body
from hanam.dvc.rules.succession import chain
from hanam.dvc.rules.succession import origins
from hanam.dvc.rules.succession import problems
from hanam.dvc.rules.succession import rebase
from hanam.dvc.rules.succession import stands_for
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


START = date(2018, 1, 1)
days = st.integers(0, 4000).map(lambda n: START + timedelta(days=n))


@st.composite
def histories(draw):
    """Agencies of some generations; each of all but the last ends into later ones."""
    generations = draw(st.integers(1, 4))
    made = [
        [f"{number}-{rank}" for rank in range(draw(st.integers(1, 4)))]
        for number in range(generations)
    ]
    ends = sorted(
        draw(st.sets(st.integers(1, 3000), min_size=generations, max_size=generations))
    )
    ends = [START + timedelta(days=number) for number in ends]
    found = {}
    for number, keys in enumerate(made):
        begin = ends[number - 1] + timedelta(days=1) if number else None
        for key in keys:
            if number == generations - 1:
                found[key] = Body(key, begin)
                continue
            named = draw(st.sets(st.sampled_from(made[number + 1]), min_size=1))
            main = draw(st.sampled_from(sorted(named)))
            found[key] = Body(key, begin, ends[number], tuple(sorted(named)), main)
    return found


@st.composite
def graphs(draw):
    """Any agencies naming any others: cycles, holes and strangers too."""
    keys = ["a", "b", "c", "d", "e"]
    found = {}
    for key in keys:
        named = draw(st.lists(st.sampled_from([*keys, "x"]), max_size=3))
        main = draw(st.sampled_from(["", *named]))
        found[key] = Body(
            key, draw(st.none() | days), draw(st.none() | days), tuple(named), main
        )
    return found


class SuccessionPropertiesTest(unittest.TestCase):
    @given(histories(), days)
    def test_who_stands_for_an_agency_exists_and_stands_for_itself(self, bodies, day):
        self.assertEqual(problems(bodies), ())
        for key in bodies:
            heir = stands_for(bodies, key, day)
            self.assertFalse(bodies[heir].ended(day))
            self.assertEqual(stands_for(bodies, heir, day), heir)
            self.assertEqual(chain(bodies, key, day)[-1], heir)

    @given(histories(), days)
    def test_origins_are_the_other_side_of_standing_for(self, bodies, day):
        for key in bodies:
            for other in bodies:
                here = other in origins(bodies, key, day)
                heir = other != key and stands_for(bodies, other, day) == key
                self.assertEqual(here, heir)

    @given(graphs(), days)
    def test_the_question_always_ends(self, bodies, day):
        for key in bodies:
            self.assertIn(stands_for(bodies, key, day), bodies)
        self.assertIsInstance(problems(bodies), tuple)

    @given(
        graphs(),
        days,
        st.dictionaries(
            st.sampled_from("abcdexyz"),
            st.tuples(st.integers(0, 99), st.integers(0, 99)),
        ),
    )
    def test_sums_stay_the_same_on_whatever_day_figures_are_counted(
        self, bodies, day, counts
    ):
        after = rebase(counts, bodies, day)
        for place in (0, 1):
            self.assertEqual(
                sum(values[place] for values in after.values()),
                sum(values[place] for values in counts.values()),
            )

    @given(histories(), days, days)
    def test_counting_by_an_earlier_day_first_changes_nothing(self, bodies, one, other):
        early, late = sorted((one, other))
        counts = {key: (number,) for number, key in enumerate(bodies, 1)}
        twice = rebase(rebase(counts, bodies, early), bodies, late)
        self.assertEqual(twice, rebase(counts, bodies, late))
