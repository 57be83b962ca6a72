"""Codes, identity numbers, rates and fees: what holds for all of them."""

from datetime import date
from decimal import Decimal
from hanam.dvc.rules.codes import format_code
from hanam.dvc.rules.codes import parse_code
from hanam.dvc.rules.fees import amount
from hanam.dvc.rules.fees import FeeFacts
from hanam.dvc.rules.fees import FeeRow
from hanam.dvc.rules.fees import FeeStep
from hanam.dvc.rules.fees import FeeUnit
from hanam.dvc.rules.identity import cccd_facts
from hanam.dvc.rules.identity import email
from hanam.dvc.rules.identity import Invalid
from hanam.dvc.rules.identity import modern_phone
from hanam.dvc.rules.identity import passport
from hanam.dvc.rules.identity import personal_id
from hanam.dvc.rules.identity import phone
from hanam.dvc.rules.identity import tax_code
from hanam.dvc.rules.rates import Channel
from hanam.dvc.rules.rates import counts
from hanam.dvc.rules.rates import DossierFacts
from hanam.dvc.rules.rates import Formula
from hanam.dvc.rules.rates import quarter_bounds
from hanam.dvc.rules.rates import rate
from hanam.dvc.rules.states import State
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


units = st.from_regex(r"\A[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}\Z") | (
    st.from_regex(r"\A[A-Y][0-9]{2}(\.[0-9A-Z]{1,3}){0,3}\Z")
)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
typed = st.text(max_size=20) | st.text("0123456789 .-+()", max_size=16)
phones = st.from_regex(r"\A(0[35789][0-9]{8}|02[0-9]{9}|016[2-9][0-9]{7})\Z")


class CodeTest(unittest.TestCase):
    @given(units, days, st.integers(1, 99999))
    def test_a_code_reads_back_as_it_was_made(self, unit, day, serial):
        code = format_code(unit, day, serial)
        found = parse_code(f"  {code.lower()} ")
        self.assertEqual((found.unit, found.day, found.serial), (unit, day, serial))
        self.assertEqual(str(found), code)

    @given(typed | st.from_regex(r"[A-Z][0-9]{2}(\.[0-9])*-[0-9]{6}-[0-9]{4,6}"))
    def test_what_is_parsed_prints_as_it_was_typed(self, text):
        found = parse_code(text)
        if found is not None:
            self.assertEqual(str(found), text.strip().upper())


class IdentityTest(unittest.TestCase):
    @given(typed)
    def test_what_is_taken_is_in_normal_form(self, text):
        for check in (personal_id, passport, tax_code, phone, modern_phone, email):
            try:
                found = check(text)
            except Invalid as error:
                self.assertTrue(error.code)
            else:
                self.assertEqual(check(found), found)

    @given(
        st.integers(1, 96),
        st.integers(0, 3),
        st.integers(0, 99),
        st.integers(0, 999999),
    )
    def test_a_personal_number_tells_what_it_was_made_of(self, place, sex, year, rest):
        number = f"{place:03}{sex}{year:02}{rest:06}"
        facts = cccd_facts(number)
        self.assertEqual(facts.province, f"{place:03}")
        self.assertEqual(facts.sex, "female" if sex % 2 else "male")
        self.assertEqual(facts.birth_year, 1900 + sex // 2 * 100 + year)
        self.assertEqual(personal_id(number, facts.birth_year), number)

    @given(st.integers(0, 999_999_999))
    def test_at_most_one_check_digit_fits_a_tax_code(self, stem):
        fitting = []
        for digit in range(10):
            try:
                fitting.append(tax_code(f"{stem:09}{digit}"))
            except Invalid:
                continue
        self.assertLessEqual(len(fitting), 1)

    @given(phones)
    def test_a_modern_phone_is_a_phone_of_today(self, number):
        modern = modern_phone(number)
        self.assertEqual(phone(modern), modern)
        self.assertEqual(modern_phone(modern), modern)
        self.assertEqual(modern[-7:], number[-7:])
        self.assertEqual(len(modern), 11 if modern.startswith("02") else 10)
        self.assertEqual(phone("+84 " + number[1:]), number)


facts = st.builds(
    DossierFacts,
    st.sampled_from(Channel),
    st.none() | st.dates(date(2018, 6, 1), date(2018, 11, 1)),
    st.booleans(),
    st.booleans(),
    st.sampled_from(State),
)


class RateTest(unittest.TestCase):
    @given(st.lists(facts, max_size=20))
    def test_a_numerator_is_part_of_its_denominator(self, dossiers):
        for formula in Formula:
            found = [counts(d, formula, *quarter_bounds(2018, 3)) for d in dossiers]
            top = sum(numerator for _, numerator in found)
            bottom = sum(denominator for denominator, _ in found)
            percent = rate(top, bottom)
            self.assertEqual(percent is None, bottom == 0)
            if percent is not None:
                self.assertTrue(0 <= percent <= 100)
                self.assertLessEqual(
                    abs(percent * bottom - 100 * top), Decimal("0.005") * bottom
                )

    @given(facts)
    def test_the_national_formula_counts_no_dossier_the_directive_does_not(
        self, dossier
    ):
        bounds = quarter_bounds(2018, 3)
        national = counts(dossier, Formula.NATIONAL, *bounds)
        directive = counts(dossier, Formula.DIRECTIVE, *bounds)
        self.assertTrue(all(n <= d for n, d in zip(national, directive, strict=True)))

    @given(facts)
    def test_a_dossier_counts_in_one_quarter_at_most(self, dossier):
        found = [
            counts(dossier, Formula.DIRECTIVE, *quarter_bounds(2018, quarter))[0]
            for quarter in (1, 2, 3, 4)
        ]
        self.assertLessEqual(sum(found), 1)


@st.composite
def page_rows(draw):
    starts = [1, *sorted(draw(st.sets(st.integers(2, 30), max_size=4)))]
    steps = tuple(FeeStep(start, draw(st.integers(0, 5000))) for start in starts)
    return FeeRow("row", FeeUnit.PAGE, steps, draw(st.none() | st.integers(0, 90000)))


class FeeTest(unittest.TestCase):
    @given(page_rows(), st.integers(0, 40), st.integers(0, 5))
    def test_pages_are_priced_one_by_one(self, row, pages, copies):
        prices = [
            [step.amount for step in row.steps if step.start <= page][-1]
            for page in range(1, pages + 1)
        ]
        one = sum(prices) if row.cap is None else min(sum(prices), row.cap)
        self.assertEqual(amount(row, FeeFacts(copies, pages)), one * copies)
