from dataclasses import FrozenInstanceError
from datetime import date
from datetime import time
from datetime import timedelta
from hanam.dvc.rules.calendar import Calendar
from hanam.dvc.rules.calendar import calendar_from_data
from hanam.dvc.rules.calendar import CalendarError
from hanam.dvc.rules.calendar import Season
from tests.unit.province import at
from tests.unit.province import day
from tests.unit.province import province
from tests.unit.province import read

import copy
import pickle
import unittest


class WorkingDaysTest(unittest.TestCase):
    def test_each_year_has_the_announced_number_of_working_days(self):
        for year, expected in read("working_days.json").items():
            first, after = date(int(year), 1, 1), date(int(year) + 1, 1, 1)
            days = (first + timedelta(n) for n in range((after - first).days))
            with self.subTest(year=year):
                worked = sum(province().is_working_day(d) for d in days)
                self.assertEqual(worked, expected)

    def test_a_swapped_day_is_closed_and_its_saturday_is_worked(self):
        swaps = (
            ("31/12/2018", "5/1/2019"),
            ("29/4/2019", "4/5/2019"),
            ("29/4/2024", "4/5/2024"),
            ("2/5/2025", "26/4/2025"),
            ("2/1/2026", "10/1/2026"),
            ("31/8/2026", "22/8/2026"),
        )
        for closed, worked in swaps:
            with self.subTest(closed=closed):
                self.assertFalse(province().is_working_day(day(closed)))
                self.assertTrue(province().is_working_day(day(worked)))
                self.assertEqual(day(worked).weekday(), 5)

    def test_a_closed_day_says_why(self):
        cases = (
            ("3/9/2018", "Quốc khánh (nghỉ bù)"),
            ("2/9/2018", "Quốc khánh"),
            ("1/9/2018", "weekend"),
            ("31/8/2018", None),
            ("4/5/2019", None),
        )
        for text, why in cases:
            with self.subTest(day=text):
                self.assertEqual(province().why_closed(day(text)), why)

    def test_the_next_working_day_may_be_the_day_itself(self):
        following = province().next_working_day
        self.assertEqual(following(day("31/8/2018")), day("31/8/2018"))
        self.assertEqual(following(day("1/9/2018")), day("4/9/2018"))
        self.assertEqual(following(day("31/8/2018"), inclusive=False), day("4/9/2018"))

    def test_adding_working_days_names_the_days_it_passed(self):
        found, skipped = province().add_working_days(day("31/8/2018"), 1)
        self.assertEqual(found, day("4/9/2018"))
        self.assertEqual(skipped, (day("1/9/2018"), day("2/9/2018"), day("3/9/2018")))

    def test_working_days_are_counted_backwards_too(self):
        found, skipped = province().add_working_days(day("4/9/2018"), -1)
        self.assertEqual(found, day("31/8/2018"))
        self.assertEqual(len(skipped), 3)

    def test_no_days_added_is_the_day_itself(self):
        sunday = day("2/9/2018")
        self.assertEqual(province().add_working_days(sunday, 0), (sunday, ()))

    def test_a_year_without_announced_holidays_is_noticed(self):
        self.assertTrue(province().covers(2018))
        self.assertFalse(province().covers(2017))
        self.assertFalse(province().covers(2028))


class OfficeHoursTest(unittest.TestCase):
    def test_summer_and_winter_hours_change_on_their_days(self):
        cases = (
            ("13/4/2018", "07:30", "16:30"),
            ("16/4/2018", "07:00", "17:00"),
            ("15/10/2018", "07:00", "17:00"),
            ("16/10/2018", "07:30", "16:30"),
            ("28/12/2018", "07:30", "16:30"),
            ("2/1/2019", "07:30", "16:30"),
        )
        for text, opening, closing in cases:
            with self.subTest(day=text):
                when = day(text)
                self.assertEqual(province().opening(when), at(f"{text} {opening}"))
                self.assertEqual(province().closing(when), at(f"{text} {closing}"))

    def test_the_lunch_break_parts_the_day(self):
        self.assertEqual(
            province().periods_on(day("31/8/2018")),
            (
                (at("31/8/2018 07:00"), at("31/8/2018 11:30")),
                (at("31/8/2018 13:30"), at("31/8/2018 17:00")),
            ),
        )

    def test_a_season_may_be_a_single_day(self):
        eve = Season("eve", "12-31", "12-31", ((time(8), time(11)),))
        rest = Season("rest", "01-01", "12-30", ((time(8), time(16)),))
        calendar = Calendar({}, {}, (eve, rest), time(15))
        self.assertEqual(calendar.closing(day("31/12/2019")), at("31/12/2019 11:00"))
        self.assertEqual(calendar.closing(day("30/12/2019")), at("30/12/2019 16:00"))
        worked = [calendar.is_working_day(date(2020, 6, n)) for n in range(1, 8)]
        self.assertEqual(worked, [True] * 5 + [False] * 2)

    def test_a_closed_day_has_no_hours(self):
        sunday = day("2/9/2018")
        self.assertEqual(province().periods_on(sunday), ())
        for hours in (province().opening, province().closing):
            with self.assertRaises(CalendarError) as caught:
                hours(sunday)
            self.assertEqual(caught.exception.code, "closed_day")
            self.assertEqual(caught.exception.facts, {"date": "2018-09-02"})

    def test_a_half_day_has_hours_of_its_own(self):
        half = {"date": "2018-02-13", "periods": [["07:30", "11:30"]]}
        calendar = calendar_from_data(read("calendar.json") | {"special_hours": [half]})
        self.assertEqual(calendar.closing(day("13/2/2018")), at("13/2/2018 11:30"))
        self.assertEqual(calendar.closing(day("12/2/2018")), at("12/2/2018 16:30"))

    def test_an_office_may_work_on_saturday(self):
        calendar = calendar_from_data(read("calendar.json") | {"weekend": [6]})
        self.assertTrue(calendar.is_working_day(day("8/9/2018")))
        self.assertFalse(calendar.is_working_day(day("9/9/2018")))


class CalendarDataTest(unittest.TestCase):
    def test_what_is_written_reads_back_the_same(self):
        half = {"date": "2018-02-13", "periods": [["07:30", "11:30"]]}
        data = read("calendar.json") | {
            "special_hours": [half],
            "weekend": [6],
            "cutoff_units": ["same_day", "working_day"],
        }
        calendar = calendar_from_data(data)
        written = calendar.to_data()
        self.assertEqual(calendar_from_data(written), calendar)
        self.assertEqual(calendar_from_data(written).to_data(), written)
        self.assertEqual(written["special_hours"], [half])
        self.assertEqual(written["cutoff"], "15:00")

    def test_what_is_left_out_has_a_default(self):
        data = {k: v for k, v in read("calendar.json").items() if k != "covers"}
        calendar = calendar_from_data(data)
        self.assertEqual(calendar.weekend, {5, 6})
        self.assertEqual(calendar.cutoff, time(15))
        self.assertEqual(calendar.cutoff_units, {"same_day"})
        self.assertEqual(calendar.years, set(range(2018, 2028)))

    def test_a_calendar_cannot_be_changed(self):
        calendar = province()
        with self.assertRaises(FrozenInstanceError):
            calendar.cutoff = time(16)
        with self.assertRaises(TypeError):
            calendar.holidays[day("4/9/2018")] = "Ngày nghỉ"
        with self.assertRaises(AttributeError):
            calendar.holidays._items = {}

    def test_a_calendar_can_be_a_key_a_copy_and_a_pickle(self):
        calendar = province()
        again = calendar_from_data(read("calendar.json"))
        self.assertEqual({calendar: 1}[again], 1)
        self.assertEqual(copy.deepcopy(calendar), calendar)
        # Our own object, written a line before.
        self.assertEqual(pickle.loads(pickle.dumps(calendar)), calendar)  # noqa: S301


YEAR = {"name": "Cả năm", "start": "01-01", "end": "12-31"}
HOURS = [["07:00", "11:30"], ["13:30", "17:00"]]


class BadDataTest(unittest.TestCase):
    def refused(self, **changes):
        with self.assertRaises(CalendarError) as caught:
            calendar_from_data(read("calendar.json") | changes)
        return caught.exception.code, dict(caught.exception.facts)

    def test_bad_days_are_named(self):
        name = {"name": "Tết"}
        cases = (
            (
                [{"date": "2018-02-30"} | name],
                ("bad_date", {"field": "holidays", "value": "2018-02-30"}),
            ),
            ([{"date": 20180101} | name], ("not_text", {"field": "date", "value": "20180101"})),
            ([{"date": "2018-01-01"}], ("missing", {"field": "name"})),
            ([name], ("missing", {"field": "date"})),
            (["2018-01-01"], ("not_an_object", {"field": "holidays", "value": "2018-01-01"})),
            ({}, ("not_a_list", {"field": "holidays", "value": "{}"})),
            (None, ("missing", {"field": "holidays"})),
            (
                [{"date": "2018-01-01"} | name] * 2,
                ("day_twice", {"date": "2018-01-01"}),
            ),
            (
                [{"date": "2019-01-05"} | name],
                ("day_twice", {"date": "2019-01-05"}),
            ),
        )  # fmt: skip
        for holidays, expected in cases:
            with self.subTest(holidays=holidays):
                self.assertEqual(self.refused(holidays=holidays), expected)

    def test_bad_hours_are_named(self):
        cases = (
            ([], "no_periods"),
            ([["07:00"]], "not_a_pair"),
            (["07:00-11:30"], "not_a_pair"),
            ([["7 giờ", "11:30"]], "bad_time"),
            ([["07:00", "24:30"]], "bad_time"),
            ([["07:00", "11:30:30"]], "bad_time"),
            ([[7, 11]], "not_text"),
            ([["11:30", "07:00"]], "periods_order"),
            ([["07:00", "07:00"]], "periods_order"),
            ([["07:00", "11:30"], ["11:00", "17:00"]], "periods_order"),
        )
        for periods, code in cases:
            with self.subTest(periods=periods):
                seasons = [YEAR | {"periods": periods}]
                self.assertEqual(self.refused(seasons=seasons)[0], code)

    def test_seasons_must_share_out_the_year(self):
        cases = (
            ([], "season_gap", "01-01"),
            ([YEAR | {"end": "12-30"}], "season_gap", "12-31"),
            (
                [YEAR | {"start": "01-02"}, YEAR | {"end": "01-02"}],
                "season_overlap",
                "01-02",
            ),
            (
                [YEAR | {"end": "02-28"}, YEAR | {"start": "03-01"}],
                "season_gap",
                "02-29",
            ),
            ([YEAR, YEAR | {"start": "10-16"}], "season_overlap", "10-16"),
            ([YEAR | {"start": "13-01"}], "season_day", "13-01"),
            ([YEAR | {"start": "1-1"}], "season_day", "1-1"),
            ([YEAR | {"end": "02-30"}], "season_day", "02-30"),
        )
        for seasons, code, month_day in cases:
            with self.subTest(code=code, day=month_day):
                hours = [season | {"periods": HOURS} for season in seasons]
                found, facts = self.refused(seasons=hours)
                self.assertEqual((found, facts["day"]), (code, month_day))

    def test_other_nonsense_is_named(self):
        cases = (
            ({"cutoff": "15 giờ"}, "bad_time"),
            ({"cutoff": None}, "not_text"),
            ({"weekend": list(range(7))}, "weekend"),
            ({"weekend": [7]}, "weekend"),
            ({"weekend": ["6"]}, "not_a_number"),
            ({"covers": [True]}, "not_a_number"),
            ({"cutoff_units": ["year"]}, "cutoff_unit"),
            ({"special_hours": [{"date": "2018-02-13", "periods": []}]}, "no_periods"),
        )
        for changes, code in cases:
            with self.subTest(changes=changes):
                self.assertEqual(self.refused(**changes)[0], code)
