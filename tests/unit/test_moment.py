"""The day of the province ends at its own midnight, wherever the server stands."""

from datetime import datetime
from datetime import UTC
from hanam.dvc.catalogue.moment import PROVINCE
from hanam.dvc.catalogue.moment import seconds_left

import unittest


class SecondsLeftTest(unittest.TestCase):
    def test_the_day_is_that_of_the_province(self):
        for moment, left in (
            (datetime(2018, 12, 31, 0, 0, tzinfo=PROVINCE), 86_400),
            (datetime(2018, 12, 31, 23, 59, tzinfo=PROVINCE), 60),
            (datetime(2018, 12, 31, 16, 58, tzinfo=UTC), 120),
            (datetime(2018, 12, 31, 17, 0, tzinfo=UTC), 86_400),
        ):
            with self.subTest(moment=moment):
                self.assertEqual(seconds_left(moment), left)

    def test_it_is_never_nothing(self):
        last = datetime(2018, 12, 31, 23, 59, 59, 900_000, tzinfo=PROVINCE)
        self.assertEqual(seconds_left(last), 1)
