"""The calendar's data are changed entry by entry, compared, and taken from files."""

from datetime import date
from datetime import datetime
from datetime import time
from hanam.dvc.rules import calendar_edit as edit
from hanam.dvc.rules.calendar import calendar_from_data
from hanam.dvc.rules.calendar import CalendarError
from hanam.dvc.rules.calendar_differences import differences
from hanam.dvc.rules.calendar_import import read as read_file
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Unit
from tests.unit.province import at
from tests.unit.province import read

import json
import unittest


HALF = (("07:00", "11:30"),)


def data():
    return read("calendar.json")


class EditTest(unittest.TestCase):
    def test_a_day_off_takes_the_place_of_what_stood_there(self):
        made = edit.put(data(), edit.Entry("holiday", "2019-01-05", "Nghỉ", "QĐ 1"))
        calendar = calendar_from_data(made)
        self.assertFalse(calendar.is_working_day(date(2019, 1, 5)))
        (row,) = [r for r in made["holidays"] if r["date"] == "2019-01-05"]
        self.assertEqual(row["basis"], "QĐ 1")

    def test_tet_is_entered_at_once(self):
        tet = edit.Entry("holiday", "2028-01-25", "Tết Nguyên Đán")
        made = edit.put(data(), tet, "2028-01-31")
        days = [entry.day for entry in edit.entries(made, 2028)]
        self.assertEqual(
            (days[0], days[-1], len(days)), ("2028-01-25", "2028-01-31", 7)
        )

    def test_a_span_that_is_backwards_or_endless_is_refused(self):
        tet = edit.Entry("holiday", "2028-01-25", "Tết")
        for last in ("2028-01-24", "2028-02-25", "25/1/2028"):
            with self.subTest(last=last), self.assertRaises(CalendarError):
                edit.put(data(), tet, last)

    def test_a_half_day_has_its_hours_and_can_be_a_make_up_day(self):
        made = edit.put(data(), edit.Entry("working", "2019-01-12", "Làm bù"))
        half = edit.Entry("hours", "2019-01-12", "Sáng thứ Bảy", "", HALF)
        calendar = calendar_from_data(edit.put(made, half))
        day = date(2019, 1, 12)
        self.assertEqual(calendar.closing(day), datetime(2019, 1, 12, 11, 30))
        made = edit.put(
            edit.put(made, half), edit.Entry("holiday", "2019-01-12", "Nghỉ")
        )
        self.assertEqual(
            [e.kind for e in edit.entries(made) if e.day == "2019-01-12"], ["holiday"]
        )

    def test_what_is_removed_is_gone_alone(self):
        made = edit.remove(data(), "holiday", "2018-09-03")
        gone = {e.day for e in edit.entries(data())} - {
            e.day for e in edit.entries(made)
        }
        self.assertEqual(gone, {"2018-09-03"})

    def test_a_year_takes_the_place_of_the_year_and_of_no_other(self):
        made = edit.with_year(
            data(), 2028, [edit.Entry("holiday", "2028-01-01", "Tết")]
        )
        self.assertIn(2028, calendar_from_data(made).years)
        self.assertEqual(edit.entries(made, 2019), edit.entries(data(), 2019))
        made = edit.with_year(made, 2019, [])
        self.assertEqual(edit.entries(made, 2019), [])
        with self.assertRaises(CalendarError):
            edit.with_year(made, 2019, [edit.Entry("holiday", "2018-01-01", "Tết")])

    def test_office_hours_change_from_a_day_on_and_leave_the_past_alone(self):
        whole = {"name": "Cả năm", "start": "01-01", "end": "12-31"}
        rows = [{**whole, "periods": [["08:00", "12:00"], ["13:00", "17:00"]]}]
        made = edit.with_seasons(data(), rows, "2018-09-10")
        calendar = calendar_from_data(made)
        self.assertEqual(calendar.opening(date(2018, 9, 7)), at("7/9/2018 07:00"))
        self.assertEqual(calendar.opening(date(2018, 9, 10)), at("10/9/2018 08:00"))
        self.assertEqual(calendar_from_data(calendar.to_data()), calendar)
        # Eight working hours from Friday 16:00: one there, seven on Monday.
        due = compute(at("7/9/2018 16:00"), Limit(8, Unit.WORKING_HOUR), calendar).due
        self.assertEqual(due, at("10/9/2018 16:00"))
        self.assertEqual(
            edit.with_seasons(made, [], "2018-09-10")["seasons"], data()["seasons"]
        )

    def test_a_set_with_gaps_is_no_calendar(self):
        rows = [
            {
                "name": "Hè",
                "start": "04-16",
                "end": "10-15",
                "periods": [["07:00", "11:30"]],
            }
        ]
        with self.assertRaises(CalendarError):
            calendar_from_data(edit.with_seasons(data(), rows, "2018-09-10"))

    def test_the_cut_off_changes_from_a_day_on(self):
        made = edit.with_cutoff(data(), "16:00", "2018-09-10", "QĐ 2")
        calendar = calendar_from_data(made)
        self.assertEqual(calendar.cutoff_on(date(2018, 9, 9)), time(15, 0))
        self.assertEqual(calendar.cutoff_on(date(2018, 9, 10)), time(16, 0))
        self.assertEqual(calendar_from_data(calendar.to_data()), calendar)
        for day, due in (
            ("7/9/2018", "10/9/2018 17:00"),
            ("10/9/2018", "10/9/2018 17:00"),
        ):
            found = compute(at(f"{day} 15:30"), Limit(1, Unit.SAME_DAY), calendar).due
            self.assertEqual(found, at(due))
        self.assertEqual(edit.without_cutoff(made, "2018-09-10")["cutoffs"], [])
        self.assertEqual(edit.with_cutoff(data(), "16:00")["cutoff"], "16:00")


class DifferencesTest(unittest.TestCase):
    def test_each_entry_that_differs_is_told_once(self):
        made = edit.put(data(), edit.Entry("holiday", "2018-09-04", "Nghỉ thêm"))
        made = edit.remove(made, "holiday", "2018-09-03")
        made = edit.put(made, edit.Entry("holiday", "2018-09-02", "Quốc khánh", "QĐ 3"))
        made = edit.with_cutoff(made, "16:00")
        found = [(d.kind, d.key, d.what) for d in differences(data(), made)]
        self.assertEqual(
            found,
            [
                ("holiday", "2018-09-02", "changed"),
                ("holiday", "2018-09-03", "removed"),
                ("holiday", "2018-09-04", "added"),
                ("cutoff", "", "changed"),
            ],
        )
        self.assertEqual(differences(data(), data()), [])


class ImportTest(unittest.TestCase):
    def test_a_csv_of_the_office(self):
        text = (
            "Ngày;Loại;Tên;Căn cứ;Giờ\n"
            "04/02/2019;nghỉ;30 Tết;TB 5539;\n"
            "2019-02-16;làm bù;Làm bù;;\n"
            "02/02/2019;nửa ngày;Sáng;;7:00-11:30\n"
            "01/01/2020;nghỉ;Tết;;\n"
        )
        found = read_file(text, 2019, "QĐ chung")
        self.assertEqual(
            [(e.kind, e.day, e.basis) for e in found],
            [
                ("hours", "2019-02-02", "QĐ chung"),
                ("holiday", "2019-02-04", "TB 5539"),
                ("working", "2019-02-16", "QĐ chung"),
            ],
        )
        self.assertEqual(found[0].periods, HALF)

    def test_json_of_years_and_of_one_calendar(self):
        row = {"date": "2019-01-01", "name": "Tết Dương lịch", "weekday": "Tue"}
        one = {"holidays": [row], "extra_working_days": []}
        for made in ({"years": {"2019": one}}, one):
            (entry,) = read_file(json.dumps(made), 2019)
            self.assertEqual((entry.kind, entry.day), ("holiday", "2019-01-01"))

    def test_what_cannot_be_read_is_refused_with_its_place(self):
        for text, code in (
            ("", "empty_file"),
            ("{", "bad_file"),
            ('{"holidays": [{"name": "x"}]}', "bad_file"),
            ('{"holidays": [{"date": 5, "name": "x"}]}', "bad_file"),
            ('{"years": {"2018": {}}}', "empty_file"),
            ("ngày\n32-01,nghỉ,x", "bad_date"),
            ("01/01/2019,lễ hội,x", "bad_kind"),
            ("01/01/2018,nghỉ,x", "empty_file"),
        ):
            with self.subTest(text=text), self.assertRaises(CalendarError) as raised:
                read_file(text, 2019)
            self.assertEqual(raised.exception.code, code)
