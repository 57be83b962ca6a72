"""What holds for all opening hours and distances, whatever they are."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.rules.distance import distance_km
from hanam.dvc.rules.frozen import FrozenMap
from hanam.dvc.rules.opening_hours import LAST_MINUTE
from hanam.dvc.rules.opening_hours import OpeningError
from hanam.dvc.rules.opening_hours import OpeningHours
from hanam.dvc.rules.opening_hours import parse
from tests.unit.properties import given
from tests.unit.properties import moments
from tests.unit.properties import st
from tests.unit.province import province

import unittest


places = st.tuples(st.floats(20.3, 20.8), st.floats(105.7, 106.2))


@st.composite
def period_lists(draw):
    """Some periods of a day, in order, apart from each other."""
    edges = draw(
        st.lists(st.integers(0, 23 * 60 + 58), max_size=6, unique=True).map(sorted)
    )
    if len(edges) % 2:
        edges = edges[:-1]
    clock = [time(edge // 60, edge % 60) for edge in edges]
    return tuple(zip(clock[::2], clock[1::2], strict=True))


@st.composite
def opening_hours(draw):
    week = draw(st.dictionaries(st.integers(0, 6), period_lists()))
    week = {day: periods for day, periods in week.items() if periods}
    week = week or {0: ((time(8), time(9)),)}
    return OpeningHours(FrozenMap(week), draw(period_lists()))


class PropertiesTest(unittest.TestCase):
    @given(opening_hours())
    def test_what_was_written_is_read_again(self, hours):
        self.assertEqual(parse(hours.to_text()), hours)

    @given(st.text(max_size=60))
    def test_any_text_is_read_or_refused(self, text):
        try:
            hours = parse(text)
        except OpeningError:
            return
        self.assertTrue(hours.week or hours.holiday)

    @given(opening_hours())
    def test_groups_name_each_open_day_once(self, hours):
        named = {}
        for (first, last), periods in hours.groups():
            named |= dict.fromkeys(range(first, last + 1), periods)
        self.assertEqual(named, dict(hours.week))

    @given(opening_hours(), moments)
    def test_at_its_next_opening_a_place_is_open(self, hours, moment):
        found = hours.next_opening(moment, province())
        if found is not None:
            self.assertGreater(found, moment)
            self.assertTrue(hours.is_open(found, province()))

    @given(opening_hours(), moments)
    def test_an_open_place_closes_later_the_same_day(self, hours, moment):
        closes = hours.closes(moment, province())
        if hours.is_open(moment, province()) and moment.time() < LAST_MINUTE:
            self.assertGreater(closes, moment.time())
        else:
            self.assertIsNone(closes)

    @given(opening_hours())
    def test_minutes_of_a_week_are_counted_one_by_one(self, hours):
        monday = datetime(2018, 10, 1)
        quarter_hours = sum(
            hours.is_open(monday + timedelta(minutes=n), province())
            for n in range(7 * 24 * 60)
        )
        self.assertEqual(hours.minutes_a_week(), quarter_hours)

    @given(places, places, places)
    def test_a_way_round_is_never_shorter(self, one, two, three):
        direct = distance_km(one, three)
        self.assertLessEqual(
            direct, distance_km(one, two) + distance_km(two, three) + 1e-6
        )
        self.assertAlmostEqual(direct, distance_km(three, one))


if __name__ == "__main__":
    unittest.main()
