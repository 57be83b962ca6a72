"""The notation of fees: the rates in force, and what is said about a line that is wrong."""

from hanam.dvc.rules.fee_formula import FormulaError
from hanam.dvc.rules.fee_formula import normal
from hanam.dvc.rules.fee_formula import parse
from hanam.dvc.rules.fee_formula import REASONS
from hanam.dvc.rules.fees import amount
from hanam.dvc.rules.fees import compute
from hanam.dvc.rules.fees import FeeFacts

import unittest


# TT 226/2016/TT-BTC
CERTIFIED_COPY = "page 2.000, from 3 1.000, cap 200.000"
# TT 281/2016/TT-BTC
EXTRACT = "copy 8000"
# TT 244/2016/TT-BTC
CRIMINAL_RECORD = """\
fixed 200000
group giam 100000 Sinh viên, người có công với cách mạng, thân nhân liệt sĩ
group mien 0 Trẻ em, người cao tuổi, người khuyết tật, người thuộc hộ nghèo
"""
MORE_SHEETS = "copy 0, from 3 5000\ngroup mien 0"
# TT 168/2016/TT-BTC
ALCOHOL = """\
fixed 1200000
group ho 400000 Hộ kinh doanh, cá nhân
area khac 50% Ngoài thành phố, thị xã
"""
# TT 212/2016/TT-BTC
KARAOKE = """\
room 6000000, from 6 12000000, by range
area khac 50%
"""
# TT 33/2018/TT-BTC
GUIDE = "fixed 650000"


class RatesInForceTest(unittest.TestCase):
    def check(self, formula, cases):
        row = parse(formula)
        for facts, expected in cases:
            with self.subTest(facts=facts):
                self.assertEqual(amount(row, FeeFacts(**facts)), expected)

    def test_a_certified_copy_costs_by_the_page_up_to_200_000_a_copy(self):
        cases = (
            ({}, 2_000),
            ({"pages": 2}, 4_000),
            ({"pages": 3}, 5_000),
            ({"pages": 10}, 12_000),
            ({"pages": 10, "copies": 3}, 36_000),
            ({"pages": 198}, 200_000),
            ({"pages": 500, "copies": 2}, 400_000),
            ({"pages": 500, "copies": 0}, 0),
        )
        self.check(CERTIFIED_COPY, cases)

    def test_an_extract_costs_8_000_a_copy(self):
        self.check(EXTRACT, (({}, 8_000), ({"copies": 5}, 40_000), ({"copies": 0}, 0)))

    def test_a_criminal_record_is_cheaper_for_some_and_free_for_others(self):
        cases = (
            ({}, 200_000),
            ({"group": "giam"}, 100_000),
            ({"group": "mien"}, 0),
            ({"group": "nobody-knows"}, 200_000),
        )
        self.check(CRIMINAL_RECORD, cases)

    def test_more_sheets_of_a_criminal_record_cost_from_the_third(self):
        cases = (
            ({}, 0),
            ({"copies": 2}, 0),
            ({"copies": 3}, 5_000),
            ({"copies": 6}, 20_000),
            ({"copies": 6, "group": "mien"}, 0),
        )
        self.check(MORE_SHEETS, cases)

    def test_selling_alcohol_costs_half_outside_the_towns(self):
        cases = (
            ({}, 1_200_000),
            ({"area": "khac"}, 600_000),
            ({"group": "ho"}, 400_000),
            ({"group": "ho", "area": "khac"}, 200_000),
        )
        self.check(ALCOHOL, cases)

    def test_karaoke_costs_by_the_number_of_rooms_and_the_area(self):
        cases = (
            ({"rooms": 1}, 6_000_000),
            ({"rooms": 5}, 6_000_000),
            ({"rooms": 6}, 12_000_000),
            ({"rooms": 30}, 12_000_000),
            ({"rooms": 5, "area": "khac"}, 3_000_000),
            ({"rooms": 6, "area": "khac"}, 6_000_000),
        )
        self.check(KARAOKE, cases)

    def test_a_card_of_a_guide_is_one_amount(self):
        self.check(GUIDE, (({}, 650_000), ({"copies": 4}, 650_000)))

    def test_filing_online_can_cost_a_part_or_another_amount(self):
        self.check(
            "fixed 135000\nchannel online 115000",
            (({}, 135_000), ({"channel": "online"}, 115_000)),
        )
        self.check(
            "fixed 135001\nchannel online 50%", (({"channel": "online"}, 67_501),)
        )


class StepsTest(unittest.TestCase):
    def lines(self, formula, **facts):
        found = compute(parse(formula), FeeFacts(**facts))
        self.assertEqual(found.trace[-1].amount, found.amount)
        return [(line.rule, line.amount) for line in found.trace]

    def test_each_step_is_told_with_its_amount(self):
        self.assertEqual(
            self.lines(CERTIFIED_COPY, pages=300, copies=2),
            [
                ("each", 4_000),
                ("each", 298_000),
                ("sum", 302_000),
                ("capped", 200_000),
                ("copies", 400_000),
            ],
        )
        self.assertEqual(
            self.lines(ALCOHOL, group="ho", area="khac"),
            [("fixed", 1_200_000), ("group", 400_000), ("area", 200_000)],
        )
        self.assertEqual(self.lines(KARAOKE, rooms=7), [("range", 12_000_000)])
        self.assertEqual(self.lines(KARAOKE, rooms=0), [("none", 0)])

    def test_the_order_of_the_lines_does_not_change_the_amount(self):
        other = "fixed 1200000\narea khac 50%\ngroup ho 400000"
        facts = FeeFacts(group="ho", area="khac")
        self.assertEqual(amount(parse(other), facts), amount(parse(ALCOHOL), facts))


class NotationTest(unittest.TestCase):
    def test_a_row_written_down_is_read_as_the_same_row(self):
        for formula in (
            CERTIFIED_COPY, EXTRACT, CRIMINAL_RECORD, MORE_SHEETS, ALCOHOL, KARAOKE,
            GUIDE,
        ):  # fmt: skip
            row = parse(formula)
            with self.subTest(formula=formula):
                self.assertEqual(parse(normal(row)), row)

    def test_what_is_wrong_is_named_with_its_line(self):
        cases = (
            ("", "empty", 1),
            ("\n \n", "empty", 1),
            ("2000 a page", "first", 1),
            ("page -5", "first", 1),
            ("page 20.00", "first", 1),
            ("page 2000, from 3", "part", 1),
            ("page 2000, cap 5, cap 6", "part", 1),
            ("page 2000, from 3 1000, from 2 500", "order", 1),
            ("page 2000, from 1 1000", "order", 1),
            ("fixed 5, from 2 6", "fixed", 1),
            ("fixed 5, by range", "fixed", 1),
            ("fixed 5\ngroup", "change", 2),
            ("fixed 5\n\ngroup Hộ 5", "change", 3),
            ("fixed 5\narea khac 2000%", "percent", 2),
            ("fixed 5\nchannel fax 3", "channel", 2),
            ("fixed 5\ngroup a 1\ngroup a 2", "twice", 3),
            ("fixed 5" + "\ngroup a 1" * 40, "too_long", 41),
        )
        self.assertEqual({reason for _text, reason, _line in cases}, set(REASONS))
        for text, reason, line in cases:
            with self.subTest(text=text), self.assertRaises(FormulaError) as caught:
                parse(text)
            self.assertEqual(
                (caught.exception.reason, caught.exception.line), (reason, line)
            )
