from datetime import date
from hanam.dvc.rules.codes import DossierCode
from hanam.dvc.rules.codes import format_code
from hanam.dvc.rules.codes import is_procedure_code
from hanam.dvc.rules.codes import is_unit_code
from hanam.dvc.rules.codes import parse_code

import unittest


THE_DAY = date(2018, 10, 15)


class DossierCodeTest(unittest.TestCase):
    def test_a_code_is_unit_day_and_serial(self):
        cases = (
            ("000.00.12.H25", 1, "000.00.12.H25-181015-0001"),
            ("000.00.12.H25", 9999, "000.00.12.H25-181015-9999"),
            ("H25.12.3", 42, "H25.12.3-181015-0042"),
            ("H25", 42, "H25-181015-0042"),
            ("H25." + "1" * 19, 1, "H25." + "1" * 19 + "-181015-0001"),
        )
        for unit, serial, code in cases:
            with self.subTest(code=code):
                self.assertEqual(format_code(unit, THE_DAY, serial), code)

    def test_after_9999_the_serial_gets_wider(self):
        code = format_code("000.00.12.H25", THE_DAY, 10000)
        self.assertEqual(code, "000.00.12.H25-181015-10000")
        self.assertEqual(parse_code(code).serial, 10000)

    def test_both_styles_are_parsed(self):
        self.assertEqual(
            parse_code("000.00.12.H25-181015-0001"),
            DossierCode("000.00.12.H25", THE_DAY, 1, "2018"),
        )
        self.assertEqual(
            parse_code("H25.12.3-210105-0107"),
            DossierCode("H25.12.3", date(2021, 1, 5), 107, "2020"),
        )

    def test_case_and_blanks_at_the_ends_do_not_matter(self):
        self.assertEqual(
            str(parse_code("  000.00.12.h25-181015-0001\n")),
            "000.00.12.H25-181015-0001",
        )

    def test_what_is_no_code_is_none(self):
        cases = (
            "",
            "000.00.12.H25",
            "000.00.12.H25-181015",
            "000.00.12.H25-181015-001",
            "000.00.12.H25-181015-00001",
            "000.00.12.H25-181015-0000",
            "000.00.12.H25-181315-0001",
            "000.00.12.H25-180230-0001",
            "000.00.12.Z25-181015-0001",
            "00.00.12.H25-181015-0001",
            "000.00.12.H25 181015 0001",
            "000.00.12.H25-181015-0001-0001",
            "000.00.12.H25-181015-٠٠٠١",
            "H25..3-181015-0001",
            "H25." + "1" * 20 + "-181015-0001",
        )
        for text in cases:
            with self.subTest(text=text):
                self.assertIsNone(parse_code(text))

    def test_a_code_that_could_not_be_read_again_is_not_made(self):
        cases = (
            ("000.00.12.H25", THE_DAY, 0),
            ("000.00.12.H25", THE_DAY, -1),
            ("000.00.12.h25", THE_DAY, 1),
            ("Sở Tư pháp", THE_DAY, 1),
            ("000.00.12.H25", date(1999, 1, 1), 1),
            ("H25." + "1" * 20, THE_DAY, 1),
        )
        for unit, day, serial in cases:
            with (
                self.subTest(unit=unit, day=day, serial=serial),
                self.assertRaises(ValueError),
            ):
                format_code(unit, day, serial)


class OtherCodesTest(unittest.TestCase):
    def test_a_unit_code_has_one_of_two_forms(self):
        for text in (
            "000.00.12.H25",
            "000.00.00.H25",
            "H25",
            "H25.12.3",
            "G15.A1",
            "H25." + "1" * 31,
        ):
            with self.subTest(text=text):
                self.assertTrue(is_unit_code(text))
        for text in (
            "",
            "h25",
            "H2",
            "H25." + "1" * 32,
            "000.00.H25",
            "H25.",
            "Z01",
            "000.00.12.H25 ",
        ):
            with self.subTest(text=text):
                self.assertFalse(is_unit_code(text))

    def test_a_procedure_code_is_a_digit_and_six(self):
        for text in ("1.001193", "2.000986", "6.000001"):
            with self.subTest(text=text):
                self.assertTrue(is_procedure_code(text))
        for text in ("", "0.001193", "1.00119", "1.0011933", "1001193", "1.001193\n"):
            with self.subTest(text=text):
                self.assertFalse(is_procedure_code(text))
