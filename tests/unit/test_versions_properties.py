"""Properties of the days of versions and of the differences between two."""

from datetime import date
from datetime import timedelta
from hanam.dvc.rules import differences
from hanam.dvc.rules import versions
from hanam.dvc.rules.differences import Kind
from hanam.dvc.rules.versions import Backwards
from hanam.dvc.rules.versions import Overlap
from hanam.dvc.rules.versions import Span
from hanam.dvc.rules.versions import timeline
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


DAYS = st.dates(date(2016, 1, 1), date(2020, 12, 31))
SPANS = st.lists(
    st.builds(Span, st.integers(1, 9), st.none() | DAYS, st.none() | DAYS),
    max_size=5,
    unique_by=lambda span: span.number,
)


def made(spans, last_day=None):
    """The timeline; None where the spans do not go together."""
    try:
        return timeline(spans, last_day)
    except (Overlap, Backwards):
        return None


ROWS = st.lists(
    st.fixed_dictionaries(
        {"key": st.sampled_from("abcd"), "title": st.sampled_from("xyz")}
    ),
    max_size=6,
)
LINES = st.lists(st.sampled_from("uvwxyz"), max_size=8)


def key(row):
    return row["key"]


class Days(unittest.TestCase):
    @given(SPANS, DAYS, st.none() | DAYS)
    def test_at_most_one_version_is_in_force_on_any_day(self, spans, day, last_day):
        found = made(spans, last_day)
        if found is not None:
            self.assertLessEqual(sum(span.holds(day) for span in found), 1)

    @given(SPANS, DAYS)
    def test_the_order_of_entering_does_not_matter(self, spans, day):
        self.assertEqual(made(spans), made(spans[::-1]))

    @given(SPANS, DAYS)
    def test_a_version_that_begins_later_moves_no_day_before_it(self, spans, day):
        found = made(spans)
        if found is None:
            return
        more = made([*spans, Span(10, day)])
        if more is None:
            return
        before = day - timedelta(days=1)
        old, new = versions.in_force(found, before), versions.in_force(more, before)
        self.assertEqual(old and old.number, new and new.number)

    @given(SPANS, DAYS)
    def test_what_is_in_force_is_what_is_shown(self, spans, day):
        found = made(spans) or ()
        now = versions.in_force(found, day)
        if now is not None:
            self.assertEqual(versions.shown(found, day), now)

    @given(SPANS, DAYS)
    def test_no_version_is_in_force_outside_what_it_says(self, spans, day):
        told = {span.number: span for span in spans}
        for span in made(spans) or ():
            if span.holds(day):
                self.assertTrue(told[span.number].holds(day))


class Between(unittest.TestCase):
    @given(ROWS, ROWS)
    def test_no_row_is_lost(self, old, new):
        found = differences.rows(old, new, key)
        self.assertEqual([d.new for d in found if d.new is not None], new)
        self.assertCountEqual(
            [str(d.old) for d in found if d.old is not None], [str(row) for row in old]
        )

    @given(ROWS)
    def test_a_list_does_not_differ_from_itself(self, rows):
        self.assertEqual(
            {d.kind for d in differences.rows(rows, rows, key)} - {Kind.SAME}, set()
        )

    @given(LINES, LINES)
    def test_both_texts_can_be_read_from_the_difference(self, old, new):
        found = differences.lines(old, new)
        self.assertEqual([d.old for d in found if d.old is not None], old)
        self.assertEqual([d.new for d in found if d.new is not None], new)
