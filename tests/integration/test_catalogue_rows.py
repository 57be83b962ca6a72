"""Limits, fees and papers hang on case and way of filing; rows are checked one by one."""

from datetime import datetime
from hanam.dvc.catalogue import checks
from hanam.dvc.catalogue import declaration
from hanam.dvc.catalogue import fees
from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import papers
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import tables
from hanam.dvc.catalogue import trace
from hanam.dvc.catalogue.fields import AdminUnit
from hanam.dvc.catalogue.fields import Email
from hanam.dvc.catalogue.fields import Money
from hanam.dvc.catalogue.fields import PersonalId
from hanam.dvc.catalogue.fields import Phone
from hanam.dvc.catalogue.fields import TaxCode
from hanam.dvc.catalogue.fields import Tick
from hanam.dvc.catalogue.procedure import IProcedure
from hanam.dvc.catalogue.rows import problems_of
from hanam.dvc.rules.clock import compute
from hanam.dvc.rules.clock import Limit
from hanam.dvc.rules.clock import Pause
from hanam.dvc.rules.clock import Policy
from hanam.dvc.rules.clock_trace import TRACE_RULES
from hanam.dvc.rules.units import Unit
from hanam.dvc.testing import INTEGRATION
from plone import api
from types import SimpleNamespace
from zope.interface import Invalid
from zope.schema.interfaces import ValidationError

import unittest


CASES = [{"key": "a", "title": "A"}, {"key": "b", "title": "B"}]


def procedure(**values):
    names = ("limits", "fees", "papers", "channels", "cases")
    return SimpleNamespace(**{**dict.fromkeys(names, ()), **values})


class Rows(unittest.TestCase):
    layer = INTEGRATION

    def said(self, problems):
        return [api.portal.translate(problem, lang="vi") for problem in problems]

    def test_the_row_that_says_most_decides(self):
        item = procedure(
            limits=[
                {"case": "", "channel": "", "value": 9, "unit": "working_day"},
                {"case": "", "channel": "online", "value": 7, "unit": "working_day"},
                {"case": "a", "channel": "", "value": 5, "unit": "working_day"},
                {"case": "a", "channel": "online", "value": 3, "unit": "working_hour"},
            ]
        )
        for case, channel, wanted in (
            ("", "", Limit(9, Unit.WORKING_DAY)),
            ("b", "post", Limit(9, Unit.WORKING_DAY)),
            ("b", "online", Limit(7, Unit.WORKING_DAY)),
            ("a", "post", Limit(5, Unit.WORKING_DAY)),
            ("a", "online", Limit(3, Unit.WORKING_HOUR)),
        ):
            with self.subTest(case=case, channel=channel):
                self.assertEqual(limits.limit_for(item, case, channel), wanted)

    def test_a_limit_in_words_only_is_not_counted(self):
        item = procedure(limits=[{"value": None, "unit": "", "text": "Theo lịch"}])
        self.assertIsNone(limits.limit_for(item))
        self.assertEqual(limits.in_words(limits.row_for(item)), "Theo lịch")

    def test_a_limit_within_the_day_needs_no_number(self):
        item = procedure(limits=[{"value": None, "unit": "same_day"}])
        self.assertEqual(limits.limit_for(item).unit, Unit.SAME_DAY)

    def test_of_fees_with_one_name_the_closest_holds_and_others_are_added(self):
        item = procedure(
            fees=[
                {"kind": "fee", "title": "Phí", "amount": 10000},
                {"kind": "fee", "title": "Phí", "channel": "online", "amount": 5000},
                {"kind": "charge", "title": "Lệ phí", "case": "a", "amount": 2000},
            ]
        )
        self.assertEqual(
            [row["amount"] for row in fees.fees_for(item, "a", "online")], [5000, 2000]
        )
        self.assertEqual([r["amount"] for r in fees.fees_for(item, "b")], [10000])

    def test_fees_in_a_word(self):
        for amounts, said in (
            ([], ""),
            ([0], "Miễn phí"),
            ([8000], "8.000 đ"),
            ([0, 8000], "từ 0 đ đến 8.000 đ"),
            ([None], "Theo nghị quyết"),
            ([0, None], "Miễn phí trong một số trường hợp"),
            ([8000, None], "từ 8.000 đ"),
        ):
            rows = [{"amount": n, "text": "Theo nghị quyết"} for n in amounts]
            facts = fees.summary_facts(procedure(fees=rows))
            self.assertEqual(self.said([fees.summary(facts)]), [said])

    def test_papers_are_those_of_all_cases_and_of_the_case(self):
        item = procedure(
            papers=[
                {"key": "don", "title": "Đơn"},
                {"key": "anh", "title": "Ảnh", "case": "a"},
                {"key": "giay", "title": "Giấy", "case": "b"},
            ]
        )
        found = papers.components(item, "a")
        self.assertEqual([row["key"] for row in found], ["don", "anh"])
        self.assertEqual(set(found[0]), {column.name for column in tables.PAPERS})

    def test_each_bad_row_is_named_with_its_key(self):
        rows = [
            {"key": "Đơn", "title": "Đơn", "originals": "2"},
            {"key": "a", "copies": -1, "required": "yes", "màu": 1},
            {"key": "a", "title": "A", "originals": True},
        ]
        self.assertEqual(
            self.said(problems_of(rows, tables.PAPERS)),
            [
                "Dòng 1, khóa “key”: chỉ dùng chữ thường a-z, chữ số, dấu chấm và gạch nối.",
                "Dòng 1, khóa “originals”: phải là số nguyên.",
                "Dòng 2, khóa “màu”: không có khóa này.",
                "Dòng 2, khóa “title”: phải điền.",
                "Dòng 2, khóa “copies”: phải từ 0 đến 999.",
                "Dòng 2, khóa “required”: phải là có hoặc không.",
                "Dòng 3, khóa “originals”: phải là số nguyên.",
                "Dòng 3, khóa “key”: giá trị này bị lặp.",
            ],
        )

    def test_what_is_no_list_of_rows_is_refused(self):
        for value in ({}, ["x"], "text", 7):
            with self.assertRaises(ValidationError):
                IProcedure["papers"].validate(value)
        too_many = [{"title": "x"}] * 301
        with self.assertRaises(ValidationError):
            IProcedure["results"].validate(too_many)

    def test_two_rows_cannot_speak_for_the_same_case_and_channel(self):
        row = {"case": "a", "channel": "online", "value": 1, "unit": "month"}
        self.assertEqual(len(list(checks.limits_problems([row, row]))), 1)
        other = {**row, "channel": ""}
        self.assertEqual(list(checks.limits_problems([row, other])), [])
        fee = {"kind": "fee", "title": "Phí", "amount": 1}
        self.assertEqual(len(list(checks.fees_problems([fee, fee]))), 1)
        self.assertEqual(
            list(checks.fees_problems([fee, {**fee, "title": "Phí khác"}])), []
        )

    def test_a_row_must_say_something(self):
        self.assertEqual(len(list(checks.limits_problems([{"case": ""}]))), 1)
        self.assertEqual(len(list(checks.limits_problems([{"value": 3}]))), 1)
        self.assertEqual(len(list(checks.fees_problems([{"kind": "fee"}]))), 1)

    def test_rows_name_known_cases_only(self):
        checks.cases_are_known(CASES, papers=[{"case": "a"}, {"case": ""}])
        with self.assertRaises(Invalid):
            checks.cases_are_known(CASES, papers=[{"case": "c"}])

    def test_a_plan_fits_into_the_longest_limit(self):
        day = {"value": 1, "unit": "working_day"}
        checks.plan_fits([day, day], [day, {"value": 2, "unit": "working_day"}])
        checks.plan_fits([day], [{"unit": "same_day"}])
        checks.plan_fits([day] * 9, [{"text": "Theo lịch"}])
        with self.assertRaises(Invalid):
            checks.plan_fits([day, day], [day])

    def test_every_rule_of_the_clock_has_its_sentence(self):
        self.assertEqual(
            set(trace.SENTENCES) - {"skipped_weekend_day"}, set(TRACE_RULES)
        )

    def test_a_computation_is_told_in_vietnamese(self):
        deadline = compute(
            datetime(2018, 8, 31, 17, 30),
            Limit(3, Unit.WORKING_DAY),
            settings.calendar(),
            (
                Pause(datetime(2018, 9, 5, 9), datetime(2018, 9, 7, 9), "supplement"),
                Pause(datetime(2018, 9, 10, 9), datetime(2018, 9, 11, 9), "payment"),
            ),
            Policy.RECOUNT,
        )
        said = trace.describe(deadline.trace, self.layer["request"])
        self.assertEqual(len(said), len(deadline.trace))
        self.assertIn("Nhận sau giờ làm việc: tính từ 07:00, 04/9/2018.", said)
        self.assertTrue([line for line in said if "yêu cầu bổ sung" in line.lower()])
        self.assertFalse([line for line in said if "${" in line])

    def test_own_kinds_of_fields_say_in_vietnamese_what_is_wrong(self):
        for field, value, said in (
            (PersonalId(), "12345678901", "12 chữ số"),
            (PersonalId(), "abc", "chỉ gồm chữ số"),
            (TaxCode(), "0100109107", "Không có mã số thuế này"),
            (Phone(), "12345", "Số điện thoại có 10 chữ số"),
            (Email(), "khong@dung", "ten@example.vn"),
        ):
            with self.assertRaises(ValidationError) as caught:
                field.validate(value)
            self.assertIn(said, caught.exception.doc())

    def test_own_kinds_of_fields_take_what_is_right(self):
        for field, value, normal in (
            (PersonalId(), "035 085 001234", "035085001234"),
            (TaxCode(), "0100109106-001", "0100109106-001"),
            (Phone(), "+84 912.345.678", "0912345678"),
            (Email(), "a@Example.VN", "a@example.vn"),
        ):
            field.validate(value)
            self.assertEqual(field.normal(value), normal)
        Money(required=False).validate(None)
        Tick().validate(True)

    def test_a_sum_is_not_below_zero_and_a_box_must_be_ticked(self):
        for field, value in ((Money(), -1), (Tick(), False)):
            with self.assertRaises(ValidationError):
                field.validate(value)
        Tick(required=False).validate(False)

    def test_a_place_is_a_commune_of_the_catalogue(self):
        with self.assertRaises(ValidationError):
            AdminUnit().bind(self.layer["portal"]).validate("99999")

    def test_the_level_is_what_is_offered(self):
        offered = procedure(
            title="x",
            how_steps=["x"],
            channels=["online"],
            papers=[{"form": ""}],
            limits=[{}],
            subjects=["x"],
            agencies=["x"],
            return_online=False,
            return_by_post=True,
            declared_level=4,
            get=lambda name: None,
            getId=lambda: "x",
        )
        self.assertEqual(levels.level_of(offered), 2)
        self.assertEqual(levels.what_blocks(offered), ("online_form",))
        asks = declaration.to_model(
            {
                "fieldsets": [
                    {
                        "title": "x",
                        "fields": [{"name": "x", "kind": "text", "title": "x"}],
                    }
                ]
            }
        )
        offered.get = lambda name: SimpleNamespace(
            portal_type="EasyForm", fields_model=asks
        )
        self.assertEqual(levels.level_of(offered), 4)
        offered.fees = [{"amount": 5000}]
        self.assertEqual(levels.level_of(offered), 3)
        self.assertEqual(levels.what_blocks(offered), ("online_payment",))
        offered.subjects = []
        self.assertEqual(levels.level_of(offered), 1)
