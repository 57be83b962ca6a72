"""When rules of escalation come to apply: tables by hand, and the shape of their JSON."""

from datetime import date
from hanam.dvc.rules import late
from hanam.dvc.rules import late_data
from hanam.dvc.rules.late import Level
from hanam.dvc.rules.late import Standing
from hanam.dvc.rules.late import Term
from hanam.dvc.rules.late import What
from hanam.dvc.rules.states import State
from tests.unit.province import at
from tests.unit.province import province

import unittest


PLAIN = {
    "id": "mau",
    "title": "Quy tắc mẫu",
    "what": "whole",
    "when": "before",
    "value": 1,
    "unit": "working_day",
    "whom": ["assignee"],
    "how": ["email"],
}


def rule(**changes):
    return late_data.rule(PLAIN | changes)


def term(start, due, what=What.WHOLE):
    return Term(what, at(start), at(due))


WEEK = term("3/9/2018 09:00", "10/9/2018 09:00")
# rule, term, moment: offices 07:00-11:30 and 13:30-17:00 in summer
MOMENTS = [
    ({"value": 1}, WEEK, "7/9/2018 07:00"),
    ({"value": 0}, WEEK, "10/9/2018 07:00"),
    ({"value": 2}, WEEK, "6/9/2018 07:00"),
    ({"value": 3, "unit": "working_hour"}, WEEK, "7/9/2018 16:00"),
    ({"value": 2, "unit": "working_hour"}, WEEK, "10/9/2018 07:00"),
    ({"when": "after", "value": 0}, WEEK, "10/9/2018 09:00"),
    ({"when": "after", "value": 1}, WEEK, "11/9/2018 07:00"),
    ({"when": "after", "value": 5}, WEEK, "17/9/2018 07:00"),
    ({"when": "after", "value": 4, "unit": "working_hour"}, WEEK, "10/9/2018 15:00"),
    # Over Tết 2018, closed from 14 to 20 February: the last day before it is the 13th.
    ({"value": 1}, term("1/2/2018 09:00", "21/2/2018 10:00"), "13/2/2018 07:30"),
    (
        {"when": "passed", "unit": "percent", "value": 50},
        term("10/9/2018 07:00", "10/9/2018 17:00"),
        "10/9/2018 11:00",
    ),
]


class MomentTest(unittest.TestCase):
    def test_a_rule_names_a_moment_by_the_calendar(self):
        for changes, given, moment in MOMENTS:
            with self.subTest(**changes):
                found = late.threshold(rule(**changes), given, province())
                self.assertEqual(found, at(moment))

    def test_a_limit_shorter_than_the_warning_has_no_moment(self):
        short = term("10/9/2018 08:00", "10/9/2018 17:00")
        self.assertIsNone(late.threshold(rule(value=1), short, province()))
        hours = rule(value=4, unit="working_hour")
        self.assertEqual(
            late.threshold(hours, short, province()), at("10/9/2018 11:00")
        )

    def test_nothing_is_overdue_at_its_due_moment_itself(self):
        after = rule(when="after", value=0)
        for moment, count in (("10/9/2018 09:00", 0), ("10/9/2018 09:01", 1)):
            found = late.passed([after], WEEK, at(moment), province())
            self.assertEqual(len(found), count, moment)

    def test_a_rule_holds_on_its_days_only(self):
        dated = rule(since="2018-09-07", until="2018-09-07")
        now = at("10/9/2018 08:00")
        self.assertEqual(len(late.passed([dated], WEEK, now, province())), 1)
        for days in ({"since": "2018-09-08"}, {"until": "2018-09-06"}, {"off": True}):
            with self.subTest(**days):
                found = late.passed([rule(**days)], WEEK, now, province())
                self.assertEqual(found, ())

    def test_levels_follow_the_days_that_are_left(self):
        for moment, expected in (
            ("5/9/2018 09:00", Level.CALM),
            ("7/9/2018 09:00", Level.SOON),
            ("8/9/2018 09:00", Level.SOON),
            ("10/9/2018 09:00", Level.TODAY),
            ("10/9/2018 09:01", Level.LATE),
        ):
            found, left = late.level(WEEK, at(moment), province())
            self.assertEqual(found, expected, moment)
            self.assertEqual(left.overdue, expected is Level.LATE)


class TermsTest(unittest.TestCase):
    def standing(self, state, **more):
        facts = {
            "filed": at("3/9/2018 08:00"),
            "received": at("3/9/2018 09:00"),
            "accept_due": at("4/9/2018 08:00"),
            "due": at("10/9/2018 09:00"),
            "step": 2,
            "step_due": at("6/9/2018 09:00"),
        }
        return Standing(state, **(facts | more))

    def test_each_state_has_its_terms(self):
        work = (What.STEP, What.WHOLE)
        expected = {
            State.SUBMITTED: (What.ACCEPTANCE,),
            State.ACCEPTED: work,
            State.PROCESSING: work,
        }
        for state in State:
            with self.subTest(state=state):
                found = late.terms_of(self.standing(state))
                kinds = tuple(one.what for one in found)
                self.assertEqual(kinds, expected.get(state, ()))
                practice = self.standing(state, practice=True)
                self.assertEqual(late.terms_of(practice), ())

    def test_another_due_moment_is_another_occasion(self):
        first, second = (
            late.terms_of(self.standing(State.ACCEPTED, due=due))[-1].occasion
            for due in (at("10/9/2018 09:00"), at("12/9/2018 09:00"))
        )
        self.assertNotEqual(first, second)


class OverrideTest(unittest.TestCase):
    def test_an_agency_changes_adds_and_switches_off(self):
        common = late_data.from_data([PLAIN, PLAIN | {"id": "hai", "value": 2}])
        own = late_data.from_data(
            [
                PLAIN | {"value": 3},
                PLAIN | {"id": "hai", "off": True},
                PLAIN | {"id": "rieng", "when": "after"},
            ],
            "so-mau",
        )
        found = late.in_force(common, own, "so-mau")
        self.assertEqual([(r.id, r.value) for r in found], [("mau", 3), ("rieng", 1)])
        found = late.in_force(common, own, "so-khac")
        self.assertEqual([(r.id, r.value) for r in found], [("mau", 1), ("hai", 2)])


WRONG = [
    ({"id": "Có dấu"}, "bad_id", "id"),
    ({"title": " "}, "missing", "title"),
    ({"title": "x" * 201}, "too_long", "title"),
    ({"title": 3}, "not_text", "title"),
    ({"what": ""}, "missing", "what"),
    ({"what": "all"}, "unknown", "what"),
    ({"value": "2"}, "not_a_number", "value"),
    ({"value": True}, "not_a_number", "value"),
    ({"value": -1}, "range", "value"),
    ({"value": 0, "unit": "working_hour"}, "range", "value"),
    ({"value": 999}, "range", "value"),
    ({"when": "passed"}, "share", "unit"),
    ({"unit": "percent"}, "unit", "unit"),
    ({"whom": []}, "nobody", "whom"),
    ({"whom": ["mayor"]}, "unknown", "whom"),
    ({"how": []}, "no_way", "how"),
    ({"how": "email"}, "not_a_list", "how"),
    ({"since": "1/1/2018"}, "bad_date", "since"),
    ({"since": "2018-02-01", "until": "2018-01-01"}, "dates", "until"),
    ({"off": "no"}, "not_yes_no", "off"),
    ({"what": "step", "draft": True}, "only_whole", "draft"),
]


class DataTest(unittest.TestCase):
    def test_what_is_read_is_written_the_same(self):
        data = [
            PLAIN | {"since": "2018-06-21", "law": "NĐ 61/2018", "draft": True},
            PLAIN | {"id": "hai", "whom": ["leader", "assignee"], "how": ["mark"]},
        ]
        rules = late_data.from_data(data)
        self.assertEqual(rules[0].since, date(2018, 6, 21))
        written = late_data.to_data(rules)
        self.assertEqual(written[1]["whom"], ["assignee", "leader"])
        self.assertEqual(late_data.from_data(written), rules)

    def test_what_is_wrong_is_named_with_its_place(self):
        for changes, code, field in WRONG:
            with self.subTest(**changes):
                with self.assertRaises(late_data.RuleError) as caught:
                    late_data.from_data([PLAIN | {"id": "tot"}, PLAIN | changes])
                self.assertEqual(caught.exception.code, code)
                self.assertEqual(caught.exception.field, f"2.{field}")

    def test_lists_are_lists_of_different_rules(self):
        for data, code in (
            ({}, "not_a_list"),
            (["mau"], "not_an_object"),
            ([PLAIN, PLAIN], "twice"),
            ([PLAIN] * 101, "too_many"),
        ):
            with self.subTest(code=code):
                with self.assertRaises(late_data.RuleError) as caught:
                    late_data.from_data(data)
                self.assertEqual(caught.exception.code, code)
