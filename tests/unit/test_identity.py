"""Numbers of people and organisations. All are made up or published examples."""

from datetime import date
from hanam.dvc.rules.identity import cccd_facts
from hanam.dvc.rules.identity import CccdFacts
from hanam.dvc.rules.identity import email
from hanam.dvc.rules.identity import Invalid
from hanam.dvc.rules.identity import modern_phone
from hanam.dvc.rules.identity import passport
from hanam.dvc.rules.identity import personal_id
from hanam.dvc.rules.identity import phone
from hanam.dvc.rules.identity import tax_code

import unittest


class Checked(unittest.TestCase):
    def takes(self, check, *cases):
        for text, expected in cases:
            with self.subTest(text=text):
                self.assertEqual(check(text), expected)

    def refuses(self, check, *cases):
        for text, code, facts in cases:
            with self.subTest(text=text):
                with self.assertRaises(Invalid) as caught:
                    check(text)
                self.assertEqual(caught.exception.code, code)
                self.assertEqual(caught.exception.facts, facts)


class PersonalIdTest(Checked):
    def test_both_cards_are_taken_however_they_are_written(self):
        self.takes(
            personal_id,
            ("035085001234", "035085001234"),
            (" 035 085 001 234 ", "035085001234"),
            ("035.085.001234", "035085001234"),
            ("168123456", "168123456"),
            ("168 123 456", "168123456"),
            ("101085001234", "101085001234"),
            ("399085001234", "399085001234"),
        )

    def test_what_is_wrong_is_told_with_its_numbers(self):
        self.refuses(
            personal_id,
            ("", "personal_id_empty", {}),
            ("  -  ", "personal_id_empty", {}),
            ("03508500123O", "personal_id_digits", {}),
            ("０３５０８５００１２３４", "personal_id_digits", {}),
            ("03508500123", "cccd_length", {"expected": 12, "given": 11}),
            ("0350850012345", "cccd_length", {"expected": 12, "given": 13}),
            ("16812345", "cccd_length", {"expected": 12, "given": 8}),
            ("000085001234", "cccd_province", {"given": "000"}),
            ("097085001234", "cccd_province", {"given": "097"}),
            ("100085001234", "cccd_province", {"given": "100"}),
            ("400085001234", "cccd_province", {"given": "400"}),
            ("999085001234", "cccd_province", {"given": "999"}),
            ("035485001234", "cccd_century", {"given": 4}),
            ("035985001234", "cccd_century", {"given": 9}),
        )

    def test_a_card_says_province_sex_and_year(self):
        self.takes(
            cccd_facts,
            ("035085001234", CccdFacts("035", "male", 1985)),
            ("035185001234", CccdFacts("035", "female", 1985)),
            ("035204000123", CccdFacts("035", "male", 2004)),
            ("035304000123", CccdFacts("035", "female", 2004)),
            ("001000000001", CccdFacts("001", "male", 1900)),
            ("096399999999", CccdFacts("096", "female", 2099)),
        )

    def test_an_old_card_says_nothing(self):
        self.refuses(
            cccd_facts, ("168123456", "cccd_length", {"expected": 12, "given": 9})
        )

    def test_the_card_must_fit_the_year_of_birth(self):
        self.assertEqual(personal_id("035085001234", birth_year=1985), "035085001234")
        self.assertEqual(personal_id("168123456", birth_year=1985), "168123456")
        self.refuses(
            lambda text: personal_id(text, birth_year=1986),
            ("035085001234", "cccd_birth_year", {"expected": 1986, "given": 1985}),
        )

    def test_nobody_is_born_in_a_year_to_come(self):
        self.refuses(
            lambda text: personal_id(text, today=date(2018, 10, 15)),
            ("035219000123", "cccd_future", {"given": 2019}),
        )
        newborn = personal_id("035218000123", today=date(2018, 10, 15))
        self.assertEqual(newborn, "035218000123")


class PassportTest(Checked):
    def test_a_passport_is_a_letter_and_digits(self):
        self.takes(passport, ("B1234567", "B1234567"), (" c 12345678", "C12345678"))
        self.refuses(
            passport,
            ("", "passport_empty", {}),
            ("12345678", "passport_form", {}),
            ("B123456", "passport_form", {}),
            ("B123456789", "passport_form", {}),
            ("Đ1234567", "passport_form", {}),
        )

    def test_a_foreign_passport_has_other_forms(self):
        self.takes(
            lambda text: passport(text, foreign=True),
            ("l01x00t47", "L01X00T47"),
            ("123456789", "123456789"),
        )
        self.refuses(
            lambda text: passport(text, foreign=True),
            ("ABCDEFG", "passport_form", {}),
            ("1234", "passport_form", {}),
        )


class TaxCodeTest(Checked):
    def test_published_codes_are_taken(self):
        self.takes(
            tax_code,
            ("0100109106", "0100109106"),
            ("0100047516", "0100047516"),
            ("0100111948", "0100111948"),
            ("0100109106-001", "0100109106-001"),
            ("0100109106001", "0100109106-001"),
            (" 0100109106 - 999 ", "0100109106-999"),
        )

    def test_what_is_wrong_is_told(self):
        self.refuses(
            tax_code,
            ("", "tax_code_empty", {}),
            ("01001O9106", "tax_code_digits", {}),
            ("010010910", "tax_code_length", {"expected": 10, "given": 9}),
            ("0100109107", "tax_code_check", {}),
            ("0100109106-000", "tax_code_branch", {}),
            ("0100109107-001", "tax_code_check", {}),
            ("035085001234", "tax_code_length", {"expected": 10, "given": 12}),
        )

    def test_every_digit_has_its_weight(self):
        self.takes(
            tax_code,
            *(
                (code, code)
                for code in (
                    "1000000001",  # 31 = 2 * 11 + 9
                    "0100000003",  # 29 = 2 * 11 + 7
                    "0010000009",  # 23 = 2 * 11 + 1
                    "0001000002",  # 19 = 11 + 8
                    "0000100004",  # 17 = 11 + 6
                    "0000010008",  # 13 = 11 + 2
                    "0000001003",  # 7
                    "0000000105",  # 5
                    "0000000017",  # 3
                )
            ),
        )

    def test_a_sum_that_eleven_divides_never_gives_a_code(self):
        # 31*0+29*0+23*0+19*0+17*0+13*0+7*0+5*1+3*2 = 11
        self.refuses(
            tax_code,
            *((f"000000012{digit}", "tax_code_check", {}) for digit in range(10)),
        )

    def test_a_person_files_with_the_personal_number_since_2025(self):
        self.takes(
            lambda text: tax_code(text, personal=True),
            ("035085001234", "035085001234"),
            ("0100109106", "0100109106"),
        )
        self.refuses(
            lambda text: tax_code(text, personal=True),
            ("097085001234", "cccd_province", {"given": "097"}),
        )


OLD_AND_NEW = (
    ("01621234567", "0321234567"),
    ("01631234567", "0331234567"),
    ("01641234567", "0341234567"),
    ("01651234567", "0351234567"),
    ("01661234567", "0361234567"),
    ("01671234567", "0371234567"),
    ("01681234567", "0381234567"),
    ("01691234567", "0391234567"),
    ("01201234567", "0701234567"),
    ("01211234567", "0791234567"),
    ("01221234567", "0771234567"),
    ("01261234567", "0761234567"),
    ("01281234567", "0781234567"),
    ("01231234567", "0831234567"),
    ("01241234567", "0841234567"),
    ("01251234567", "0851234567"),
    ("01271234567", "0811234567"),
    ("01291234567", "0821234567"),
    ("01861234567", "0561234567"),
    ("01881234567", "0581234567"),
    ("01991234567", "0591234567"),
)


class PhoneTest(Checked):
    def test_numbers_are_taken_however_they_are_written(self):
        self.takes(
            phone,
            ("0912345678", "0912345678"),
            ("091 234 5678", "0912345678"),
            ("0912.345.678", "0912345678"),
            ("(0912) 345-678", "0912345678"),
            ("+84912345678", "0912345678"),
            ("+84 (0)912 345 678", "0912345678"),
            ("0084912345678", "0912345678"),
            ("84912345678", "0912345678"),
            ("0841234567", "0841234567"),
            ("01654321098", "01654321098"),
            ("+841654321098", "01654321098"),
            ("0226 385 2968", "02263852968"),
            ("024 3825 1234", "02438251234"),
        )

    def test_what_is_no_number_is_told(self):
        self.refuses(
            phone,
            ("", "phone_empty", {}),
            ("+84", "phone_digits", {}),
            ("0912 345 67a", "phone_digits", {}),
            ("091234567", "phone_form", {"given": 9}),
            ("09123456789", "phone_form", {"given": 11}),
            ("0612345678", "phone_form", {"given": 10}),
            ("01101234567", "phone_form", {"given": 11}),
            ("01951234567", "phone_form", {"given": 11}),
            ("0226385296", "phone_form", {"given": 10}),
            ("113", "phone_form", {"given": 3}),
        )

    def test_every_prefix_of_2018_has_its_new_form(self):
        self.takes(modern_phone, *OLD_AND_NEW)

    def test_other_numbers_stay_as_they_are(self):
        self.takes(
            modern_phone,
            ("+84 912 345 678", "0912345678"),
            ("0226 385 2968", "02263852968"),
            ("0321234567", "0321234567"),
        )


# 254 characters
LONGEST_EMAIL = "a" * 62 + "@" + ".".join(["b" * 62] * 3) + ".vn"


class EmailTest(Checked):
    def test_an_address_keeps_its_name_and_lowers_its_domain(self):
        self.takes(
            email,
            (" Nguyen.Van.A@Example.VN ", "Nguyen.Van.A@example.vn"),
            ("a+b@thu.example.gov.vn", "a+b@thu.example.gov.vn"),
            ("a" * 64 + "@example.vn", "a" * 64 + "@example.vn"),
            (LONGEST_EMAIL, LONGEST_EMAIL),
        )

    def test_what_is_no_address_is_told(self):
        self.refuses(
            email,
            ("", "email_empty", {}),
            *(
                (text, "email_form", {})
                for text in (
                    "a",
                    "a@b",
                    "@example.vn",
                    "a@@example.vn",
                    "a b@example.vn",
                    ".a@example.vn",
                    "a@-example.vn",
                    "a@example..vn",
                    "a@example.vn\nBcc: b@example.vn",
                    "ă@example.vn",
                    "a" * 65 + "@example.vn",
                    LONGEST_EMAIL + "n",
                    "a@" + "b" * 250 + ".vn",
                )
            ),
        )
