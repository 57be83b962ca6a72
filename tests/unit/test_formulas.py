"""What a form computes by itself."""

from datetime import date
from decimal import Decimal
from hanam.dvc.rules import formulas
from hanam.dvc.rules.formulas import Answers
from hanam.dvc.rules.formulas import check
from hanam.dvc.rules.formulas import compute
from hanam.dvc.rules.formulas import FormulaError
from hanam.dvc.rules.formulas import parse
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


TODAY = date(2018, 9, 6)
VALUES = {
    "a": Decimal(12),
    "b": Decimal("2.5"),
    "nam": Decimal(0),
    "chua": None,
    "sinh": date(2000, 2, 29),
    "tu": date(2018, 8, 1),
    "den": date(2018, 8, 31),
    "ho": "Nguyễn",
    "ten": "Mẫu",
}
ROWS = {
    "hang": [
        {"tien": Decimal(1000), "ten": "Một"},
        {"tien": None, "ten": ""},
        {"tien": Decimal("500.5"), "ten": "Ba"},
    ],
    "khong": [],
}
KINDS = {
    "a": "number", "b": "number", "nam": "number", "chua": "number", "sinh": "day",
    "tu": "day", "den": "day", "ho": "text", "ten": "text", "hang": "rows",
    "hang.tien": "number", "hang.ten": "text", "khong": "rows", "khong.tien": "number",
}  # fmt: skip
RESULTS = (
    ("a + b", Decimal("14.5")),
    ("a - b * 2", Decimal(7)),
    ("(a - b) * 2", Decimal(19)),
    ("a / nam", None),
    ("a / 7", Decimal("1.714286")),
    ("a + chua", None),
    ("sum(hang.tien)", Decimal("1500.5")),
    ("sum(khong.tien)", None),
    ("count(hang)", Decimal(3)),
    ("count(khong)", Decimal(0)),
    ("max(hang.tien, a)", Decimal(1000)),
    ("min(a, b, chua)", Decimal("2.5")),
    ("sum(hang.tien) * a", Decimal(18006)),
    ("round(a / 7, 2)", Decimal("1.71")),
    ("round(b)", Decimal(3)),
    ("age(sinh)", Decimal(18)),
    ("age(sinh, tu)", Decimal(18)),
    ("age(den, tu)", None),
    ("days(tu, den)", Decimal(30)),
    ("days(tu, den) + 1", Decimal(31)),
    ("year(sinh)", Decimal(2000)),
    ("money(1500)", "Một nghìn năm trăm đồng"),
    ("words(b)", None),
    ('join(" ", ho, ten)', "Nguyễn Mẫu"),
    ('join(", ", hang.ten)', "Một, Ba"),
    ('join(" ", ho, chua, b)', "Nguyễn 2,5"),
    ('if(a > 10, "nhiều", "ít")', "nhiều"),
    ('if(a = 1, "nhiều", "ít")', "ít"),
    ("if(chua > 1, a, b)", None),
    ("999999999999999 * 999999999999999", None),
)
REFUSED = (
    ("", "empty"),
    ("a +", "end"),
    ("(a + b", "bracket"),
    ("a b", "end"),
    ("a ** 2", "end"),
    ("la", "unknown"),
    ("hang.la", "unknown"),
    ("hang.tien + 1", "rows"),
    ("hang + 1", "rows"),
    ("sum(hang.ten)", "kind"),
    ("sum(hang)", "rows"),
    ("count(a)", "kind"),
    ("ho + 1", "kind"),
    ("a + tu", "kind"),
    ("days(tu)", "arguments"),
    ("days(tu, den, tu)", "arguments"),
    ("days(a, b)", "kind"),
    ("if(a, b, 1)", "kind"),
    ('if(a > 1, 1, "x")', "kind"),
    ("a + (b > 1)", "kind"),
    ("open(a)", "function"),
    ("__import__(a)", "end"),
    ("a" * 501, "too_long"),
    ("(" * 30 + "a" + ")" * 30, "too_long"),
)


def known(today=TODAY):
    return Answers(VALUES.get, lambda name: ROWS.get(name, []), today)


class FormulaTest(unittest.TestCase):
    def test_results(self):
        for text, wanted in RESULTS:
            with self.subTest(text=text):
                node = parse(text)
                check(node, KINDS)
                self.assertEqual(compute(node, known()), wanted)

    def test_what_is_wrong_is_refused_with_its_reason(self):
        for text, reason in REFUSED:
            with self.subTest(text=text[:40]):
                with self.assertRaises(FormulaError) as caught:
                    check(parse(text), KINDS)
                self.assertEqual(caught.exception.reason, reason)
                self.assertIn(reason, formulas.REASONS)

    def test_the_questions_it_reads_are_told_once(self):
        found = formulas.names(parse('join(" ", ho, sum(hang.tien), ho)'))
        self.assertEqual(found, ("ho", "hang.tien"))

    def test_a_birthday_on_29_february_comes_on_1_march(self):
        node = parse("age(sinh)")
        for day, years in ((date(2018, 2, 28), 17), (date(2018, 3, 1), 18)):
            self.assertEqual(compute(node, known(day)), Decimal(years))


numbers = st.decimals(-(10**9), 10**9, places=2)


class PropertiesTest(unittest.TestCase):
    @given(st.text(max_size=60) | st.text('ab+-*/(), sumcount.19"=<', max_size=40))
    def test_any_text_is_a_formula_or_says_why_not(self, text):
        try:
            node = parse(text)
            check(node, KINDS)
        except FormulaError as error:
            self.assertIn(error.reason, formulas.REASONS)
        else:
            found = compute(node, known())
            self.assertIsInstance(found, (Decimal, date, str, bool, type(None)))

    @given(st.lists(numbers | st.none(), max_size=8))
    def test_a_sum_is_that_of_the_rows_that_have_a_number(self, values):
        rows = [{"x": value} for value in values]
        found = compute(parse("sum(g.x)"), Answers({}.get, lambda name: rows, TODAY))
        there = [value for value in values if value is not None]
        self.assertEqual(found, sum(there) if there else None)

    @given(st.dates(date(1900, 1, 1), date(2018, 9, 6)))
    def test_an_age_is_never_off_by_more_than_a_year(self, birth):
        found = compute(
            parse("age(x)"), Answers({"x": birth}.get, lambda name: [], TODAY)
        )
        self.assertLessEqual(int(found) * 365, (TODAY - birth).days)
        self.assertGreater((int(found) + 1) * 366, (TODAY - birth).days)
