"""When a place is open, from the text its keeper writes."""

from datetime import time
from hanam.dvc.rules.distance import centre
from hanam.dvc.rules.distance import distance_km
from hanam.dvc.rules.opening_hours import OpeningError
from hanam.dvc.rules.opening_hours import parse
from tests.unit.province import at
from tests.unit.province import province

import unittest


OFFICE = "Mo-Fr 07:30-11:30,13:30-17:00"


class ReadingTest(unittest.TestCase):
    def test_a_range_of_days_has_the_same_hours(self):
        hours = parse(OFFICE)
        self.assertEqual(sorted(hours.week), [0, 1, 2, 3, 4])
        self.assertEqual(hours.week[4][1], (time(13, 30), time(17)))

    def test_a_later_rule_replaces_what_an_earlier_one_says_of_a_day(self):
        hours = parse("Mo-Sa 08:00-17:00; Sa 08:00-11:00; We off")
        self.assertEqual(hours.week[5], ((time(8), time(11)),))
        self.assertNotIn(2, hours.week)

    def test_days_may_go_over_the_sunday_or_be_listed(self):
        self.assertEqual(sorted(parse("Sa-Mo 08:00-09:00").week), [0, 5, 6])
        self.assertEqual(sorted(parse("Tu,Th 08:00-09:00").week), [1, 3])

    def test_times_without_days_hold_on_each(self):
        self.assertEqual(len(parse("08:00-17:00").week), 7)
        self.assertEqual(len(parse("24/7").week), 7)

    def test_what_is_no_opening_hours_is_refused_with_the_part_that_is_wrong(self):
        cases = {
            "": "never_open",
            "Mo off": "never_open",
            "Mo-Fr": "bad_time",
            "T2-T6 07:30-17:00": "bad_day",
            "Mo-Fr 7:30-17:00": "bad_time",
            "Mo-Fr 07:30": "bad_time",
            "Mo 24:30-24:40": "bad_time",
            "Mo 17:00-07:00": "times_order",
            "Mo 07:00-11:00,10:00-12:00": "times_order",
            "Mo 08:00-09:00;" * 60: "too_long",
        }
        for text, code in cases.items():
            with self.subTest(text=text[:30]):
                with self.assertRaises(OpeningError) as caught:
                    parse(text)
                self.assertEqual(caught.exception.code, code)


class OpenTest(unittest.TestCase):
    def test_a_place_is_open_from_the_first_minute_and_closed_from_the_last(self):
        cases = {
            "6/9/2018 07:29": False,
            "6/9/2018 07:30": True,
            "6/9/2018 11:29": True,
            "6/9/2018 11:30": False,
            "6/9/2018 13:30": True,
            "8/9/2018 09:00": False,
        }
        for moment, is_open in cases.items():
            with self.subTest(moment=moment):
                found = parse(OFFICE).is_open(at(moment), province())
                self.assertEqual(found, is_open)

    def test_on_a_public_holiday_it_is_closed_unless_it_says_otherwise(self):
        holiday = at("3/9/2018 09:00")
        self.assertFalse(parse(OFFICE).is_open(holiday, province()))
        on_call = parse(f"{OFFICE}; PH 08:00-10:00")
        self.assertTrue(on_call.is_open(holiday, province()))

    def test_a_saturday_worked_for_another_day_has_the_hours_of_a_monday(self):
        self.assertTrue(parse(OFFICE).is_open(at("5/1/2019 09:00"), province()))
        own = parse(f"{OFFICE}; Sa 14:00-15:00")
        self.assertFalse(own.is_open(at("5/1/2019 09:00"), province()))

    def test_always_is_always(self):
        for moment in ("6/9/2018 00:00", "2/9/2018 23:59", "8/9/2018 12:00"):
            self.assertTrue(parse("24/7").is_open(at(moment), province()))

    def test_the_next_opening_passes_over_nights_weekends_and_holidays(self):
        hours = parse(OFFICE)
        cases = {
            "6/9/2018 07:00": "6/9/2018 07:30",
            "6/9/2018 12:00": "6/9/2018 13:30",
            "31/8/2018 17:00": "4/9/2018 07:30",
        }
        for moment, expected in cases.items():
            with self.subTest(moment=moment):
                found = hours.next_opening(at(moment), province())
                self.assertEqual(found, at(expected))


class DistanceTest(unittest.TestCase):
    def test_a_degree_of_latitude_is_about_111_kilometres(self):
        self.assertAlmostEqual(distance_km((20, 106), (21, 106)), 111.19, places=1)

    def test_from_pole_to_pole_is_half_the_way_round(self):
        self.assertAlmostEqual(distance_km((90, 0), (-90, 0)), 20015.1, places=0)

    def test_the_middle_lies_between(self):
        self.assertEqual(centre([(20, 105), (21, 106)]), (20.5, 105.5))
        with self.assertRaises(ValueError):
            centre([])


if __name__ == "__main__":
    unittest.main()
