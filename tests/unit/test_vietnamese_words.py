from datetime import date
from datetime import datetime
from datetime import time
from hanam.dvc.rules.vietnamese import clock_time
from hanam.dvc.rules.vietnamese import long_date
from hanam.dvc.rules.vietnamese import money
from hanam.dvc.rules.vietnamese import money_in_words
from hanam.dvc.rules.vietnamese import number_in_words
from hanam.dvc.rules.vietnamese import short_date

import unittest


class DateTest(unittest.TestCase):
    def test_days_under_ten_and_the_first_two_months_have_a_zero(self):
        cases = (
            (date(2018, 9, 6), "06/9/2018"),
            (date(2018, 2, 5), "05/02/2018"),
            (date(2018, 1, 31), "31/01/2018"),
            (date(2018, 3, 10), "10/3/2018"),
            (date(2018, 12, 1), "01/12/2018"),
        )
        for day, text in cases:
            with self.subTest(day=day):
                self.assertEqual(short_date(day), text)

    def test_a_long_date_names_the_weekday(self):
        cases = (
            (date(2018, 9, 3), "thứ Hai, ngày 03 tháng 9 năm 2018"),
            (date(2018, 9, 4), "thứ Ba, ngày 04 tháng 9 năm 2018"),
            (date(2018, 9, 5), "thứ Tư, ngày 05 tháng 9 năm 2018"),
            (date(2018, 9, 6), "thứ Năm, ngày 06 tháng 9 năm 2018"),
            (date(2018, 9, 7), "thứ Sáu, ngày 07 tháng 9 năm 2018"),
            (date(2018, 9, 8), "thứ Bảy, ngày 08 tháng 9 năm 2018"),
            (date(2018, 9, 9), "Chủ nhật, ngày 09 tháng 9 năm 2018"),
            (date(2018, 2, 5), "thứ Hai, ngày 05 tháng 02 năm 2018"),
        )
        for day, text in cases:
            with self.subTest(day=day):
                self.assertEqual(long_date(day), text)

    def test_a_moment_can_be_written_as_a_day_and_a_time(self):
        moment = datetime(2018, 9, 6, 9, 5, 59)
        self.assertEqual(short_date(moment), "06/9/2018")
        self.assertEqual(clock_time(moment), "09:05")
        self.assertEqual(clock_time(time(17)), "17:00")


class MoneyTest(unittest.TestCase):
    def test_thousands_have_dots(self):
        cases = (
            (0, "0 đ"),
            (999, "999 đ"),
            (135_000, "135.000 đ"),
            (1_234_567, "1.234.567 đ"),
            (-8_000, "-8.000 đ"),
        )
        for amount, text in cases:
            with self.subTest(amount=amount):
                self.assertEqual(money(amount), text)

    def test_amounts_are_read_as_on_a_receipt(self):
        cases = (
            (0, "Không đồng"),
            (8_000, "Tám nghìn đồng"),
            (135_000, "Một trăm ba mươi lăm nghìn đồng"),
            (2_005_000, "Hai triệu không trăm linh năm nghìn đồng"),
            (10_000_010, "Mười triệu không trăm mười đồng"),
            (1_200_000, "Một triệu hai trăm nghìn đồng"),
            (-1, "Âm một đồng"),
        )
        for amount, text in cases:
            with self.subTest(amount=amount):
                self.assertEqual(money_in_words(amount), text)

    def test_an_even_amount_may_say_so(self):
        self.assertEqual(money_in_words(200_000, even=True), "Hai trăm nghìn đồng chẵn")

    def test_numbers_are_read_with_their_exceptions(self):
        cases = (
            (1, "một"),
            (10, "mười"),
            (11, "mười một"),
            (14, "mười bốn"),
            (15, "mười lăm"),
            (20, "hai mươi"),
            (21, "hai mươi mốt"),
            (24, "hai mươi tư"),
            (25, "hai mươi lăm"),
            (55, "năm mươi lăm"),
            (91, "chín mươi mốt"),
            (100, "một trăm"),
            (101, "một trăm linh một"),
            (105, "một trăm linh năm"),
            (110, "một trăm mười"),
            (115, "một trăm mười lăm"),
            (1_000, "một nghìn"),
            (1_001, "một nghìn không trăm linh một"),
            (1_010, "một nghìn không trăm mười"),
            (1_100, "một nghìn một trăm"),
            (20_005, "hai mươi nghìn không trăm linh năm"),
            (1_000_000, "một triệu"),
            (1_000_005, "một triệu không trăm linh năm"),
            (1_000_000_000, "một tỷ"),
            (1_000_000_005, "một tỷ không trăm linh năm"),
            (2_000_300_000, "hai tỷ ba trăm nghìn"),
            (5_000_000_000_000, "năm nghìn tỷ"),
            (10**18, "một tỷ tỷ"),
        )
        for number, words in cases:
            with self.subTest(number=number):
                self.assertEqual(number_in_words(number), words)
