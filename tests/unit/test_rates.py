from datetime import date
from datetime import datetime
from datetime import timedelta
from decimal import Decimal
from hanam.dvc.rules.rates import Channel
from hanam.dvc.rules.rates import CHANNEL_CODES
from hanam.dvc.rules.rates import counts
from hanam.dvc.rules.rates import DossierFacts
from hanam.dvc.rules.rates import Formula
from hanam.dvc.rules.rates import FORMULA_VERSIONS
from hanam.dvc.rules.rates import quarter_bounds
from hanam.dvc.rules.rates import quarter_of
from hanam.dvc.rules.rates import rate
from hanam.dvc.rules.states import State

import unittest


FIRST, AFTER = date(2018, 7, 1), date(2018, 10, 1)
IN, OUT, BELOW = (True, True), (False, False), (True, False)


def counted(formula, channel="online", received=date(2018, 8, 31), **facts):
    known = {"online_capable": True} | facts
    dossier = DossierFacts(Channel(channel), received, **known)
    return counts(dossier, formula, FIRST, AFTER)


class CountTest(unittest.TestCase):
    def test_the_directive_counts_every_channel_and_procedure(self):
        cases = (
            ("online", True, IN),
            ("counter", True, BELOW),
            ("counter", False, BELOW),
            ("post", True, BELOW),
            ("post", False, BELOW),
            ("online", False, IN),
        )
        for channel, capable, expected in cases:
            with self.subTest(channel=channel, capable=capable):
                found = counted(Formula.DIRECTIVE, channel, online_capable=capable)
                self.assertEqual(found, expected)

    def test_the_national_formula_leaves_out_the_post_and_what_cannot_be_online(self):
        cases = (
            ("online", True, IN),
            ("counter", True, BELOW),
            ("post", True, OUT),
            ("online", False, OUT),
            ("counter", False, OUT),
        )
        for channel, capable, expected in cases:
            with self.subTest(channel=channel, capable=capable):
                found = counted(Formula.NATIONAL, channel, online_capable=capable)
                self.assertEqual(found, expected)

    def test_the_day_of_acceptance_decides_the_quarter(self):
        cases = (
            (date(2018, 6, 30), OUT),
            (date(2018, 7, 1), IN),
            (date(2018, 9, 30), IN),
            (date(2018, 10, 1), OUT),
            (datetime(2018, 9, 30, 16, 59), IN),
            (datetime(2018, 10, 1, 7), OUT),
            (None, OUT),
        )
        for formula in Formula:
            for received, expected in cases:
                with self.subTest(formula=formula, received=received):
                    self.assertEqual(counted(formula, received=received), expected)

    def test_practice_and_drafts_never_count(self):
        for formula in Formula:
            with self.subTest(formula=formula):
                self.assertEqual(counted(formula, practice=True), OUT)
                self.assertEqual(counted(formula, state=State.DRAFT), OUT)

    def test_what_became_of_it_later_makes_no_difference(self):
        for state in set(State) - {State.DRAFT}:
            with self.subTest(state=state):
                self.assertEqual(counted(Formula.DIRECTIVE, state=state), IN)

    def test_every_formula_has_a_version_and_every_channel_a_code(self):
        self.assertEqual(set(FORMULA_VERSIONS), set(Formula))
        self.assertEqual(CHANNEL_CODES, {"counter": 1, "online": 2, "post": 3})


class RateTest(unittest.TestCase):
    def test_a_rate_has_two_decimals_rounded_half_up(self):
        cases = (
            (1, 5, "20.00"),
            (1, 3, "33.33"),
            (2, 3, "66.67"),
            (1, 800, "0.13"),
            (0, 7, "0.00"),
            (7, 7, "100.00"),
            (199_999, 1_000_000, "20.00"),
        )
        for numerator, denominator, expected in cases:
            with self.subTest(of=(numerator, denominator)):
                found = rate(numerator, denominator)
                self.assertEqual(found, Decimal(expected))
                self.assertEqual(str(found), expected)

    def test_nothing_received_is_no_rate(self):
        self.assertIsNone(rate(0, 0))

    def test_impossible_counts_are_refused(self):
        for numerator, denominator in ((1, 0), (-1, 5), (6, 5)):
            with (
                self.subTest(of=(numerator, denominator)),
                self.assertRaises(ValueError),
            ):
                rate(numerator, denominator)


class QuarterTest(unittest.TestCase):
    def test_a_quarter_has_a_first_day_and_a_first_day_after(self):
        cases = (
            (1, date(2018, 1, 1), date(2018, 4, 1)),
            (2, date(2018, 4, 1), date(2018, 7, 1)),
            (3, date(2018, 7, 1), date(2018, 10, 1)),
            (4, date(2018, 10, 1), date(2019, 1, 1)),
        )
        for quarter, first, after in cases:
            with self.subTest(quarter=quarter):
                self.assertEqual(quarter_bounds(2018, quarter), (first, after))

    def test_there_are_four_quarters(self):
        for quarter in (0, 5, -1):
            with self.subTest(quarter=quarter), self.assertRaises(ValueError):
                quarter_bounds(2018, quarter)

    def test_every_day_lies_in_its_quarter(self):
        for n in range(731):
            day = date(2019, 1, 1) + timedelta(n)
            first, after = quarter_bounds(*quarter_of(day))
            with self.subTest(day=day):
                self.assertTrue(first <= day < after)
