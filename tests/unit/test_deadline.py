"""When a dossier is due, and why: the examples of the law."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hanam.dvc.rules.calendar import calendar_from_data
from hanam.dvc.rules.clock import ClockError
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import TRACE_RULES
from hanam.dvc.rules.clock import TraceLine
from hanam.dvc.rules.clock import Unit
from tests.unit.province import at
from tests.unit.province import province
from tests.unit.province import read

import json
import unittest


def due(received, value, unit, calendar=None):
    return compute(at(received), Limit(value, Unit(unit)), calendar or province()).due


class DeadlineTableTest(unittest.TestCase):
    def check(self, unit, *cases):
        for received, value, expected in cases:
            with self.subTest(received=received, value=value):
                self.assertEqual(due(received, value, unit), at(expected))

    def test_the_known_examples_hold(self):
        for vector in read("deadline_vectors.json")["vectors"]:
            with self.subTest(**vector):
                received = datetime.fromisoformat(f"{vector['received']}T09:00")
                limit = Limit(vector["limit"], vector["unit"])
                found = compute(received, limit, province()).due
                self.assertEqual(found.date().isoformat(), vector["due"])

    def test_a_working_day_limit_ends_when_offices_close_on_its_last_day(self):
        self.check(
            Unit.WORKING_DAY,
            ("31/8/2018 09:00", 3, "6/9/2018 17:00"),
            ("6/9/2018 09:00", 1, "7/9/2018 17:00"),
            ("12/10/2018 09:00", 2, "16/10/2018 16:30"),
            ("12/10/2018 09:00", 1, "15/10/2018 17:00"),
        )

    def test_a_make_up_saturday_is_counted(self):
        self.check(
            Unit.WORKING_DAY,
            ("2/5/2019 09:00", 2, "4/5/2019 17:00"),
            ("4/1/2019 09:00", 1, "5/1/2019 16:30"),
        )

    def test_receipt_in_office_hours_counts_for_its_day_even_after_the_cutoff(self):
        self.check(
            Unit.WORKING_DAY,
            ("31/8/2018 07:00", 3, "6/9/2018 17:00"),
            ("31/8/2018 15:00", 3, "6/9/2018 17:00"),
            ("31/8/2018 16:00", 3, "6/9/2018 17:00"),
            ("31/8/2018 17:00", 3, "6/9/2018 17:00"),
        )

    def test_receipt_outside_office_hours_starts_when_they_open(self):
        self.check(
            Unit.WORKING_DAY,
            ("31/8/2018 05:00", 3, "6/9/2018 17:00"),
            ("31/8/2018 12:00", 3, "6/9/2018 17:00"),
            ("31/8/2018 17:01", 3, "7/9/2018 17:00"),
            ("31/8/2018 23:59", 3, "7/9/2018 17:00"),
            ("1/9/2018 09:00", 3, "7/9/2018 17:00"),
            ("3/9/2018 09:00", 3, "7/9/2018 17:00"),
            ("4/9/2018 06:59", 3, "7/9/2018 17:00"),
        )

    def test_calendar_days_count_closed_days_and_roll_off_them(self):
        self.check(
            Unit.CALENDAR_DAY,
            ("20/4/2018 09:00", 10, "2/5/2018 17:00"),
            ("31/8/2018 09:00", 1, "4/9/2018 17:00"),
            ("31/8/2018 09:00", 5, "5/9/2018 17:00"),
            ("31/8/2018 18:00", 1, "5/9/2018 17:00"),
            ("26/4/2019 09:00", 8, "4/5/2019 17:00"),
        )

    def test_a_month_ends_on_its_own_number_or_on_the_last_day(self):
        self.check(
            Unit.MONTH,
            ("15/5/2018 09:00", 1, "15/6/2018 17:00"),
            ("31/1/2019 09:00", 1, "28/2/2019 16:30"),
            ("31/1/2020 09:00", 1, "2/3/2020 16:30"),
            ("31/5/2018 09:00", 1, "2/7/2018 17:00"),
            ("30/11/2018 09:00", 2, "30/1/2019 16:30"),
            ("31/8/2018 09:00", 12, "3/9/2019 17:00"),
        )

    def test_the_same_day_ends_that_day_until_the_cutoff(self):
        self.check(
            Unit.SAME_DAY,
            ("31/8/2018 09:00", 1, "31/8/2018 17:00"),
            ("31/8/2018 05:00", 1, "31/8/2018 17:00"),
            ("31/8/2018 12:00", 1, "31/8/2018 17:00"),
            ("31/8/2018 15:00", 1, "31/8/2018 17:00"),
            ("31/8/2018 15:01", 1, "4/9/2018 17:00"),
            ("31/8/2018 20:00", 1, "4/9/2018 17:00"),
            ("1/9/2018 09:00", 1, "4/9/2018 17:00"),
            ("6/9/2018 15:30", 0, "7/9/2018 17:00"),
        )

    def test_a_second_after_the_cutoff_is_after_it(self):
        late = at("6/9/2018 15:00") + timedelta(seconds=1)
        found = compute(late, Limit(1, Unit.SAME_DAY), province()).due
        self.assertEqual(found, at("7/9/2018 17:00"))

    def test_working_hours_run_through_office_hours_only(self):
        self.check(
            Unit.WORKING_HOUR,
            ("6/9/2018 09:00", 2, "6/9/2018 11:00"),
            ("6/9/2018 10:30", 2, "6/9/2018 14:30"),
            ("6/9/2018 12:00", 1, "6/9/2018 14:30"),
            ("6/9/2018 16:00", 2, "7/9/2018 08:00"),
            ("31/8/2018 16:00", 12, "5/9/2018 10:00"),
            ("31/8/2018 17:00", 1, "4/9/2018 08:00"),
            ("31/8/2018 22:00", 1, "4/9/2018 08:00"),
            ("6/9/2018 07:00", 8, "6/9/2018 17:00"),
            ("6/9/2018 07:00", 16, "7/9/2018 17:00"),
            ("15/10/2018 16:00", 2, "16/10/2018 08:30"),
        )

    def test_a_province_may_apply_the_cutoff_to_days_as_well(self):
        units = {"cutoff_units": ["same_day", "working_day"]}
        strict = calendar_from_data(read("calendar.json") | units)
        found = due("31/8/2018 15:00", 3, Unit.WORKING_DAY, strict)
        self.assertEqual(found, at("6/9/2018 17:00"))
        found = due("31/8/2018 16:00", 3, Unit.WORKING_DAY, strict)
        self.assertEqual(found, at("7/9/2018 17:00"))


class RefusedLimitTest(unittest.TestCase):
    def test_a_limit_has_a_sensible_size(self):
        for value in (0, -1, 10000):
            for unit in set(Unit) - {Unit.SAME_DAY}:
                with self.subTest(value=value, unit=unit):
                    with self.assertRaises(ClockError) as caught:
                        Limit(value, unit)
                    self.assertEqual(caught.exception.code, "limit_range")
                    self.assertEqual(caught.exception.facts["value"], value)

    def test_an_unknown_unit_is_refused(self):
        with self.assertRaises(ValueError):
            Limit(1, "fortnight")

    def test_a_moment_with_a_time_zone_is_refused(self):
        hanoi = timezone(timedelta(hours=7))
        aware = at("31/8/2018 09:00").replace(tzinfo=hanoi)
        with self.assertRaises(ClockError) as caught:
            compute(aware, Limit(1, Unit.WORKING_DAY), province())
        self.assertEqual(caught.exception.code, "aware")

    def test_the_end_of_time_is_refused(self):
        for unit in Unit:
            with self.subTest(unit=unit):
                with self.assertRaises(ClockError) as caught:
                    compute(datetime(9999, 12, 31, 18), Limit(9999, unit), province())
                self.assertEqual(caught.exception.code, "out_of_range")
        with self.assertRaises(ClockError) as caught:
            compute(datetime(9999, 6, 1, 9), Limit(7, Unit.MONTH), province())
        self.assertEqual(caught.exception.code, "out_of_range")


class TraceTest(unittest.TestCase):
    def trace(self, received, value, unit):
        return compute(at(received), Limit(value, unit), province()).trace

    def rules(self, received, value, unit):
        return [line.rule for line in self.trace(received, value, unit)]

    def test_a_trace_tells_every_step(self):
        self.assertEqual(
            [
                line.to_data()
                for line in self.trace("31/8/2018 09:00", 3, "working_day")
            ],
            [
                {"rule": "received", "at": "2018-08-31T09:00:00", "facts": {}},
                {
                    "rule": "first_day_not_counted",
                    "at": "2018-08-31T09:00:00",
                    "facts": {"date": "2018-08-31"},
                },
                {
                    "rule": "skipped_weekend",
                    "at": "2018-09-01T00:00:00",
                    "facts": {"first": "2018-09-01", "last": "2018-09-01", "days": 1},
                },
                {
                    "rule": "skipped_holiday",
                    "at": "2018-09-02T00:00:00",
                    "facts": {"date": "2018-09-02", "name": "Quốc khánh"},
                },
                {
                    "rule": "skipped_holiday",
                    "at": "2018-09-03T00:00:00",
                    "facts": {"date": "2018-09-03", "name": "Quốc khánh (nghỉ bù)"},
                },
                {
                    "rule": "last_day",
                    "at": "2018-09-06T17:00:00",
                    "facts": {"date": "2018-09-06", "value": 3, "unit": "working_day"},
                },
                {"rule": "due", "at": "2018-09-06T17:00:00", "facts": {}},
            ],
        )

    def test_a_late_start_says_why(self):
        cases = (
            ("31/8/2018 05:00", "same_day", "start_at_opening", "before_opening", None),
            ("31/8/2018 12:00", "same_day", "start_at_opening", "break", None),
            ("31/8/2018 16:00", "same_day", "start_next_working_day", "after_cutoff", ""),
            ("31/8/2018 18:00", "month", "start_next_working_day", "after_closing", ""),
            ("1/9/2018 09:00", "month", "start_next_working_day", "weekend", ""),
            ("3/9/2018 09:00", "working_hour", "start_next_working_day", "holiday",
             "Quốc khánh (nghỉ bù)"),
        )  # fmt: skip
        for received, unit, rule, reason, name in cases:
            with self.subTest(received=received, unit=unit):
                line = self.trace(received, 1, unit)[1]
                self.assertEqual(line.rule, rule)
                self.assertEqual(line.facts["reason"], reason)
                self.assertEqual(line.facts.get("name"), name)

    def test_a_make_up_day_is_told(self):
        lines = self.trace("2/5/2019 09:00", 2, "working_day")
        told = [line.facts for line in lines if line.rule == "made_up_day"]
        self.assertEqual(
            told, [{"date": "2019-05-04", "name": "làm bù cho 29/04/2019"}]
        )

    def test_a_rolled_limit_is_told(self):
        lines = self.trace("20/4/2018 09:00", 10, "calendar_day")
        self.assertEqual(
            [line.rule for line in lines],
            ["received", "first_day_not_counted", "last_day", "rolled", "due"],
        )
        self.assertEqual(
            lines[3].facts,
            {
                "first": "2018-04-30",
                "last": "2018-05-02",
                "reason": "holiday",
                "name": "Ngày Chiến thắng",
            },
        )

    def test_hours_are_told_span_by_span(self):
        lines = self.trace("6/9/2018 10:30", 2, "working_hour")
        told = [line.facts for line in lines if line.rule == "hours_counted"]
        self.assertEqual(
            [(f["start"], f["end"], f["minutes"]) for f in told],
            [("10:30", "11:30", 60), ("13:30", "14:30", 60)],
        )

    def test_a_whole_weekend_is_one_line(self):
        lines = self.trace("6/9/2018 09:00", 3, "working_day")
        told = [line.facts for line in lines if line.rule == "skipped_weekend"]
        self.assertEqual(
            told, [{"first": "2018-09-08", "last": "2018-09-09", "days": 2}]
        )

    def test_a_year_whose_holidays_are_unknown_is_told(self):
        lines = self.trace("28/12/2027 09:00", 5, "working_day")
        told = [line.facts for line in lines if line.rule == "year_not_covered"]
        self.assertEqual(told, [{"year": 2028}])
        self.assertNotIn("year_not_covered", self.rules("28/12/2018 09:00", 5, "month"))

    def test_what_is_unknown_is_told_from_where_it_begins(self):
        told = [
            line.at
            for line in self.trace("28/12/2027 09:00", 5, "working_day")
            if line.rule == "year_not_covered"
        ]
        self.assertEqual(told, [at("1/1/2028 00:00")])
        told = self.trace("3/3/2031 09:00", 5, "working_day")
        self.assertIn(
            at("3/3/2031 00:00"),
            [line.at for line in told if line.rule == "year_not_covered"],
        )

    def test_only_days_after_the_first_are_told(self):
        self.assertEqual(
            self.rules("10/9/2018 09:00", 1, "working_day"),
            ["received", "first_day_not_counted", "last_day", "due"],
        )

    def test_the_same_day_is_told(self):
        lines = self.trace("31/8/2018 16:00", 1, "same_day")
        self.assertEqual(
            [line.rule for line in lines],
            ["received", "start_next_working_day", "same_day", "due"],
        )
        self.assertEqual(lines[2].facts, {"date": "2018-09-04"})

    def test_a_trace_can_be_kept_as_json(self):
        data = [line.to_data() for line in self.trace("3/9/2018 09:00", 3, "month")]
        self.assertEqual(json.loads(json.dumps(data)), data)

    def test_a_line_has_a_known_rule(self):
        with self.assertRaises(ValueError):
            TraceLine("guessed", at("31/8/2018 09:00"))
        self.assertEqual(len(TRACE_RULES), len(set(TRACE_RULES)))
