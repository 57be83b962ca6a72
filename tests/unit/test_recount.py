"""A changed calendar and the appointments it moves: year's end, Tết, leap days, seasons."""

from hanam.dvc.rules import calendar_edit as edit
from hanam.dvc.rules.calendar import calendar_from_data
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Pause
from hanam.dvc.rules.clock import Policy
from hanam.dvc.rules.clock import Unit
from hanam.dvc.rules.recount import Counted
from hanam.dvc.rules.recount import Moved
from hanam.dvc.rules.recount import settled
from hanam.dvc.rules.recount import told
from hanam.dvc.rules.recount import Turn
from tests.unit.province import at
from tests.unit.province import province
from tests.unit.province import read

import unittest


WORKING, HOURS, DAYS = Unit.WORKING_DAY, Unit.WORKING_HOUR, Unit.CALENDAR_DAY


def off(day, last=""):
    return lambda data: edit.put(data, edit.Entry("holiday", day, "Nghỉ"), last)


def made_up(day):
    return lambda data: edit.put(data, edit.Entry("working", day, "Làm bù"))


def half(day):
    morning = (("07:00", "11:30"),)
    return lambda data: edit.put(data, edit.Entry("hours", day, "Sáng", "", morning))


def swapped(data):
    """The 31st of December off, the Saturday after New Year worked instead."""
    return made_up("2020-01-04")(off("2019-12-31")(data))


def winter_begins(day):
    def make(data):
        whole = {"name": "Cả năm", "start": "01-01", "end": "12-31"}
        rows = [{**whole, "periods": [["08:00", "12:00"], ["13:00", "17:00"]]}]
        return edit.with_seasons(data, rows, day)

    return make


class ChangedTest(unittest.TestCase):
    def check(self, received, value, unit, make, before, after, pauses=()):
        counted = Counted(at(received), Limit(value, unit), Policy.RECOUNT, pauses)
        changed = calendar_from_data(make(read("calendar.json")))
        self.assertEqual(counted.by(province()).due, at(before))
        self.assertEqual(counted.by(changed).due, at(after))

    def test_what_a_change_does_to_a_limit_that_runs(self):
        for case in (
            # A day off within the limit, on its last day, on the day of receipt.
            (
                "10/9/2018 09:00",
                3,
                WORKING,
                off("2018-09-12"),
                "13/9/2018 17:00",
                "14/9/2018 17:00",
            ),
            (
                "10/9/2018 09:00",
                3,
                WORKING,
                off("2018-09-13"),
                "13/9/2018 17:00",
                "14/9/2018 17:00",
            ),
            (
                "10/9/2018 09:00",
                3,
                WORKING,
                off("2018-09-10"),
                "13/9/2018 17:00",
                "14/9/2018 17:00",
            ),
            (
                "10/9/2018 09:00",
                3,
                DAYS,
                off("2018-09-12"),
                "13/9/2018 17:00",
                "13/9/2018 17:00",
            ),
            (
                "10/9/2018 09:00",
                3,
                DAYS,
                off("2018-09-13"),
                "13/9/2018 17:00",
                "14/9/2018 17:00",
            ),
            # Over the new year, with a swapped Saturday.
            (
                "30/12/2019 09:00",
                1,
                WORKING,
                swapped,
                "31/12/2019 16:30",
                "2/1/2020 16:30",
            ),
            (
                "30/12/2019 09:00",
                3,
                WORKING,
                swapped,
                "3/1/2020 16:30",
                "4/1/2020 16:30",
            ),
            # A leap day that is not worked (Saturday before the 1st of March 2020).
            (
                "27/2/2020 09:00",
                1,
                WORKING,
                off("2020-02-28"),
                "28/2/2020 16:30",
                "2/3/2020 16:30",
            ),
            (
                "27/2/2020 09:00",
                2,
                DAYS,
                made_up("2020-02-29"),
                "2/3/2020 16:30",
                "29/2/2020 16:30",
            ),
            (
                "31/1/2020 09:00",
                1,
                Unit.MONTH,
                made_up("2020-02-29"),
                "2/3/2020 16:30",
                "29/2/2020 16:30",
            ),
            # Tết a day longer.
            (
                "13/2/2018 09:00",
                1,
                WORKING,
                off("2018-02-21"),
                "21/2/2018 16:30",
                "22/2/2018 16:30",
            ),
            # A make-up Saturday brings it nearer.
            (
                "13/9/2018 09:00",
                2,
                WORKING,
                made_up("2018-09-15"),
                "17/9/2018 17:00",
                "15/9/2018 17:00",
            ),
            # A half day takes hours, not a day; its limit ends when it closes.
            (
                "10/9/2018 09:00",
                8,
                HOURS,
                half("2018-09-10"),
                "11/9/2018 09:00",
                "11/9/2018 14:30",
            ),
            (
                "10/9/2018 09:00",
                1,
                WORKING,
                half("2018-09-11"),
                "11/9/2018 17:00",
                "11/9/2018 11:30",
            ),
            # Other office hours within the limit.
            (
                "10/9/2018 15:00",
                6,
                HOURS,
                winter_begins("2018-09-11"),
                "11/9/2018 11:00",
                "11/9/2018 12:00",
            ),
            (
                "10/9/2018 09:00",
                8,
                HOURS,
                winter_begins("2018-09-10"),
                "11/9/2018 09:00",
                "11/9/2018 09:00",
            ),
        ):
            with self.subTest(case=case[:3]):
                self.check(*case)

    def test_days_off_within_a_pause_change_nothing(self):
        post = (Pause(at("11/9/2018 09:00"), at("13/9/2018 09:00"), "post"),)
        case = ("10/9/2018 09:00", 3, WORKING, off("2018-09-12"))
        self.check(*case, "17/9/2018 17:00", "17/9/2018 17:00", post)

    def test_a_post_leg_over_tet_takes_the_days_that_were_worked(self):
        post = (Pause(at("12/2/2018 09:00"), at("21/2/2018 09:00"), "post"),)
        case = ("9/2/2018 09:00", 3, WORKING, off("2018-02-13"))
        self.check(*case, "23/2/2018 16:30", "23/2/2018 16:30", post)


class SettledTest(unittest.TestCase):
    def test_what_becomes_of_an_appointment(self):
        monday, tuesday, friday = (at(f"{n}/9/2018 17:00") for n in (10, 11, 14))
        for current, promised, computed, shorten, expected in (
            (tuesday, tuesday, tuesday, False, (tuesday, Turn.SAME)),
            (tuesday, tuesday, friday, False, (friday, Turn.LATER)),
            (tuesday, tuesday, monday, False, (tuesday, Turn.KEPT)),
            (tuesday, tuesday, monday, True, (monday, Turn.EARLIER)),
            # Moved to Friday once: back to what was promised, no further.
            (friday, tuesday, tuesday, False, (tuesday, Turn.EARLIER)),
            (friday, tuesday, monday, False, (tuesday, Turn.EARLIER)),
            (friday, tuesday, monday, True, (monday, Turn.EARLIER)),
            (friday, tuesday, friday, True, (friday, Turn.SAME)),
        ):
            with self.subTest(current=current, computed=computed, shorten=shorten):
                self.assertEqual(
                    settled(current, promised, computed, shorten), expected
                )


class ToldTest(unittest.TestCase):
    def setUp(self):
        self.counted = Counted(at("10/9/2018 09:00"), Limit(3, WORKING))

    def test_a_move_and_a_kept_promise_stand_before_the_end(self):
        found = self.counted.by(province())
        move = Moved(at("11/9/2018 08:00"), at("14/9/2018 17:00"), found.due)
        kept = at("14/9/2018 17:00")
        made = told(found, (move,), kept)
        rules = [line.rule for line in made.trace]
        self.assertEqual(rules[-3:], ["calendar_changed", "promise_kept", "due"])
        self.assertEqual((made.due, made.trace[-1].at), (kept, kept))
        self.assertEqual(told(found, (), found.due), found)

    def test_while_the_clock_stands_nothing_is_added(self):
        waits = Pause(at("11/9/2018 08:00"), None, "post")
        found = Counted(at("10/9/2018 09:00"), Limit(3, WORKING), pauses=(waits,))
        found = found.by(province())
        self.assertEqual(told(found, (), at("14/9/2018 17:00")), found)
