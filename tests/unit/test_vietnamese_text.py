from hanam.dvc.rules.vietnamese import collation_key
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import nfc
from hanam.dvc.rules.vietnamese import person_sort_key
from hanam.dvc.rules.vietnamese import tone_key
from unicodedata import normalize

import random
import unittest


class FoldTest(unittest.TestCase):
    def test_search_needs_no_diacritics(self):
        cases = (
            ("Đăng ký Khai sinh", "dang ky khai sinh"),
            ("Ủy ban nhân dân", "uy ban nhan dan"),
            ("Uỷ ban nhân dân", "uy ban nhan dan"),
            ("hòa giải/hoà giải", "hoa giai hoa giai"),
            ("  Giấy   phép,\txây dựng. ", "giay phep xay dung"),
            ("Trợ cấp ưu đãi (NĐ 61/2018/NĐ-CP)", "tro cap uu dai nd 61 2018 nd cp"),
            ("ĐẶNG THÙY TRÂM", "dang thuy tram"),
            ("", ""),
            ("…", ""),
        )
        for text, folded in cases:
            with self.subTest(text=text):
                self.assertEqual(fold(text), folded)
                self.assertEqual(fold(normalize("NFD", text)), folded)

    def test_every_letter_of_the_alphabet_folds_to_latin(self):
        marked = (
            "áàảãạăắằẳẵặâấầẩẫậ éèẻẽẹêếềểễệ íìỉĩị óòỏõọôốồổỗộơớờởỡợ úùủũụưứừửữự ýỳỷỹỵ đ"
        )
        plain = "a" * 17 + " " + "e" * 11 + " iiiii " + "o" * 17 + " " + "u" * 11
        self.assertEqual(fold(marked), plain + " yyyyy d")
        self.assertEqual(fold(marked.upper()), plain + " yyyyy d")


class ToneKeyTest(unittest.TestCase):
    def test_the_placement_of_a_tone_makes_no_difference(self):
        pairs = (
            ("hòa", "hoà"),
            ("Ủy ban", "Uỷ ban"),
            ("thúy", "thuý"),
            ("Thủy lợi", "thuỷ lợi"),
            ("khỏe", "khoẻ"),
            ("LÒE LOẸT", "loè loẹt"),
            ("Tùy, hóa.", "tuỳ, hoá."),
        )
        for old, new in pairs:
            with self.subTest(old=old):
                self.assertEqual(tone_key(old), tone_key(new))
                self.assertEqual(tone_key(normalize("NFD", old)), tone_key(new))

    def test_other_words_stay_different(self):
        words = "hoa hòa hóa hỏa họa hoã quy quý quỷ quỳ quí thúy thủy thùy thụy ma mà"
        keys = {tone_key(word) for word in words.split()}
        self.assertEqual(len(keys), len(words.split()))

    def test_letters_that_are_not_tones_stay_different(self):
        words = "tan tân tăn moi môi mơi cu cư de dê đe đê"
        keys = {tone_key(word) for word in words.split()}
        self.assertEqual(len(keys), len(words.split()))

    def test_text_is_composed(self):
        self.assertEqual(nfc(normalize("NFD", "Hà Nam")), "Hà Nam")
        self.assertEqual(len(nfc(normalize("NFD", "Hà Nam"))), 6)


class OrderTest(unittest.TestCase):
    def ordered(self, key, expected):
        shuffled = list(expected)
        random.Random(2018).shuffle(shuffled)
        self.assertEqual(sorted(shuffled, key=key), list(expected))

    def test_the_alphabet_is_in_its_order(self):
        alphabet = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z"
        self.ordered(collation_key, alphabet.split())

    def test_tones_come_in_the_order_of_the_dictionary(self):
        for row in (
            "ma mà mả mã má mạ",
            "âm ầm ẩm ẫm ấm ậm",
            "tưa từa tửa tữa tứa tựa",
        ):
            with self.subTest(row=row):
                self.ordered(collation_key, row.split())

    def test_letters_come_before_tones(self):
        self.ordered(
            collation_key,
            ["ba", "bà", "bá", "ba gạc", "bác", "bạc", "băng", "bằng", "bâng", "cá", "ca nô"],
        )  # fmt: skip

    def test_the_districts_of_a_province_are_in_order(self):
        self.ordered(
            collation_key,
            ["Bình Lục", "Duy Tiên", "Đồng Văn", "Kim Bảng", "Lý Nhân", "Phủ Lý", "Thanh Liêm"],
        )  # fmt: skip

    def test_digits_come_before_letters_and_blanks_before_both(self):
        self.ordered(collation_key, ["Tổ", "Tổ 1", "Tổ 2", "Tổ a", "Tổ9"])

    def test_case_punctuation_and_placement_make_no_difference(self):
        same = ("Hòa Bình", "HOÀ BÌNH", "hoà-bình", " hòa, bình ")
        self.assertEqual(len({collation_key(text) for text in same}), 1)

    def test_letters_of_other_languages_come_last(self):
        self.ordered(collation_key, ["A", "Z", "Ω", "Я"])

    def test_a_key_is_plain_text_for_any_database(self):
        self.assertRegex(collation_key("Ủy ban nhân dân, số 1 (Я)"), r"\A[0-9a-z]+\Z")

    def test_people_are_sorted_by_given_name_then_middle_then_family(self):
        self.ordered(
            person_sort_key,
            [
                "An",
                "Ái An",
                "Lê An",
                "Trần An",
                "Nguyễn Bảo An",
                "Đỗ Văn An",
                "Hà Văn An",
                "Lê Thị Ánh",
                "Trần Ân",
                "Vũ Thị Minh Châu",
                "Phạm Dũng",
                "Hoàng Đạt",
                "Ngô Văn Ôn",
                "Mai Ơn",
            ],
        )

    def test_no_name_sorts_first(self):
        self.assertLess(person_sort_key("  "), person_sort_key("An"))
