"""Which version of a procedure is in force on a day."""

from datetime import date
from hanam.dvc.rules import versions
from hanam.dvc.rules.versions import Backwards
from hanam.dvc.rules.versions import Overlap
from hanam.dvc.rules.versions import Span
from hanam.dvc.rules.versions import timeline

import unittest


class Timeline(unittest.TestCase):
    def test_the_next_version_closes_the_one_that_is_open(self):
        spans = timeline([Span(2, date(2018, 7, 1)), Span(1, None)])
        self.assertEqual(spans[0], Span(1, None, date(2018, 6, 30)))
        self.assertEqual(versions.in_force(spans, date(2018, 6, 30)).number, 1)
        self.assertEqual(versions.in_force(spans, date(2018, 7, 1)).number, 2)

    def test_a_version_between_two_ends_before_the_later_one(self):
        spans = timeline(
            [
                Span(1, date(2016, 1, 1)),
                Span(2, date(2018, 1, 1)),
                Span(3, date(2017, 1, 1)),
            ]
        )
        self.assertEqual([span.number for span in spans], [1, 3, 2])
        self.assertEqual(spans[1].end, date(2017, 12, 31))

    def test_two_versions_of_the_same_day_are_refused_with_both_named(self):
        with self.assertRaises(Overlap) as caught:
            timeline(
                [
                    Span(1, date(2016, 1, 1), date(2018, 12, 31)),
                    Span(2, date(2018, 12, 31)),
                ]
            )
        self.assertEqual(caught.exception.first.number, 1)
        self.assertEqual(caught.exception.second.number, 2)

    def test_two_versions_that_begin_together_are_refused(self):
        with self.assertRaises(Overlap):
            timeline([Span(1, date(2018, 1, 1)), Span(2, date(2018, 1, 1))])

    def test_a_last_day_before_the_first_is_refused(self):
        with self.assertRaises(Backwards):
            timeline([Span(1, date(2018, 1, 2), date(2018, 1, 1))])

    def test_nothing_is_in_force_after_the_last_day_of_the_procedure(self):
        spans = timeline(
            [Span(1, None), Span(2, date(2018, 7, 1)), Span(3, date(2019, 1, 1))],
            date(2018, 9, 30),
        )
        self.assertEqual([span.number for span in spans], [1, 2])
        self.assertIsNone(versions.in_force(spans, date(2018, 10, 1)))
        self.assertEqual(versions.shown(spans, date(2019, 6, 1)).number, 2)

    def test_before_the_first_day_the_version_to_come_is_shown(self):
        spans = timeline([Span(1, date(2018, 7, 1))])
        self.assertIsNone(versions.in_force(spans, date(2018, 6, 30)))
        self.assertEqual(versions.shown(spans, date(2018, 6, 30)).number, 1)
        self.assertEqual(versions.upcoming(spans, date(2018, 6, 30)).number, 1)
        self.assertIsNone(versions.upcoming(spans, date(2018, 7, 1)))

    def test_days_without_any_version_are_told(self):
        spans = timeline([Span(1, None, date(2018, 1, 31)), Span(2, date(2018, 3, 1))])
        self.assertEqual(versions.holes(spans), [(date(2018, 2, 1), date(2018, 2, 28))])
