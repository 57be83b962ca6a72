from datetime import time
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import calendar_from_data
from hanam.dvc.rules.calendar import CalendarError
from hanam.dvc.rules.calendar import Season
from hanam.dvc.rules.units import Unit
from tests.unit.properties import given
from tests.unit.properties import moments
from tests.unit.properties import st
from tests.unit.province import province
from tests.unit.province import read

import json
import unittest


days = moments.map(lambda moment: moment.date())
names = st.dictionaries(days, st.text(max_size=20), max_size=8)
clock = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
periods = st.lists(clock, min_size=2, max_size=6, unique=True).map(
    lambda edges: tuple(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)


@st.composite
def calendars(draw):
    holidays = draw(names)
    extra = {day: name for day, name in draw(names).items() if day not in holidays}
    return Calendar(
        holidays=holidays,
        extra_working_days=extra,
        seasons=(
            Season("a", "04-16", "10-15", draw(periods)),
            Season("b", "10-16", "04-15", draw(periods)),
        ),
        cutoff=draw(clock),
        weekend=draw(st.frozensets(st.integers(0, 6), max_size=6)),
        years=draw(st.frozensets(st.integers(2000, 2100), max_size=5)),
        special_hours=draw(st.dictionaries(days, periods, max_size=3)),
        cutoff_units=draw(st.frozensets(st.sampled_from(Unit))),
    )


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("07:00"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("date", "name", "note", "start", "end", "periods")), inner
        )
    ),
    max_leaves=6,
)


class CalendarTest(unittest.TestCase):
    @given(calendars())
    def test_what_is_written_as_json_reads_back_the_same(self, calendar):
        written = json.loads(json.dumps(calendar.to_data()))
        self.assertEqual(calendar_from_data(written), calendar)

    @given(
        st.dictionaries(
            st.sampled_from(
                (*read("calendar.json"), "weekend", "cutoff_units", "special_hours")
            ),
            junk,
            min_size=1,
        )
    )
    def test_bad_data_is_refused_with_a_reason_and_nothing_else(self, changes):
        try:
            calendar = calendar_from_data(read("calendar.json") | changes)
        except CalendarError as error:
            self.assertTrue(error.code)
        else:
            self.assertIsInstance(calendar.cutoff, time)

    @given(days, st.integers(1, 60))
    def test_going_there_and_back_returns_to_a_working_day(self, day, n):
        start = province().next_working_day(day)
        found, skipped = province().add_working_days(start, n)
        back, again = province().add_working_days(found, -n)
        self.assertEqual(back, start)
        self.assertEqual(sorted(again), sorted(skipped))
        self.assertTrue(all(province().why_closed(day) for day in skipped))

    @given(calendars(), days)
    def test_a_day_has_hours_exactly_when_nothing_closes_it(self, calendar, day):
        opened = bool(calendar.periods_on(day))
        self.assertEqual(opened, calendar.is_working_day(day))
        self.assertEqual(opened, calendar.why_closed(day) is None)
