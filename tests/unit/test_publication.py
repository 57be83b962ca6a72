"""How soon a publication decision came."""

from datetime import date
from hanam.dvc.rules.publication import days_between
from hanam.dvc.rules.publication import delays
from hanam.dvc.rules.publication import Terms
from tests.unit.province import province

import unittest


CALENDAR = province()
TERMS = Terms(notice=5, notice_working=False, entry=5)


def found(published, document=date(2018, 7, 1), terms=TERMS):
    signed, effective = date(2018, 6, 22), date(2018, 7, 1)
    return delays(signed, effective, published, document, CALENDAR, terms)


class Publication(unittest.TestCase):
    def test_a_decision_in_time_is_not_late(self):
        result = found(date(2018, 6, 29))
        self.assertEqual((result.notice, result.entry, result.effect), (9, 5, 9))
        self.assertEqual(result.ahead, 2)
        self.assertFalse(result.notice_late or result.entry_late)

    def test_the_sixth_working_day_is_late(self):
        self.assertTrue(found(date(2018, 7, 2)).entry_late)

    def test_published_after_it_took_effect_counts_below_zero(self):
        self.assertEqual(found(date(2018, 7, 3)).ahead, -2)

    def test_signed_too_shortly_before_the_document_is_late(self):
        result = found(date(2018, 6, 22), document=date(2018, 6, 26))
        self.assertEqual((result.notice, result.notice_late), (4, True))
        after = found(date(2018, 6, 22), document=date(2018, 6, 20))
        self.assertEqual((after.notice, after.notice_late), (-2, True))

    def test_without_a_document_there_is_nothing_to_be_early_for(self):
        result = found(date(2018, 6, 22), document=None)
        self.assertEqual((result.notice, result.notice_late), (None, False))

    def test_the_notice_may_count_working_days(self):
        terms = Terms(notice=6, notice_working=True, entry=5)
        result = found(date(2018, 6, 22), terms=terms)
        self.assertEqual((result.notice, result.notice_late), (5, True))

    def test_holidays_are_no_working_days(self):
        self.assertEqual(days_between(date(2018, 8, 31), date(2018, 9, 4), CALENDAR), 1)
