from hanam.dvc.rules.vietnamese import collation_key
from hanam.dvc.rules.vietnamese import fold
from hanam.dvc.rules.vietnamese import money
from hanam.dvc.rules.vietnamese import number_in_words
from hanam.dvc.rules.vietnamese import person_sort_key
from hanam.dvc.rules.vietnamese import tone_key
from tests.unit.properties import given
from tests.unit.properties import st
from tests.unit.properties import vietnamese
from unicodedata import category
from unicodedata import normalize

import unittest


FORMS = ("NFC", "NFD")
DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
VALUES = {word: value for value, word in enumerate(DIGITS)} | {
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
}
SCALES = {"nghìn": 1_000, "triệu": 1_000_000}


def heard(words):
    """The number that somebody writes down who hears it read."""
    billions, total, group = 0, 0, 0
    for word in words.split():
        if word == "tỷ":
            billions = (billions + total + group) * 1_000_000_000
            total = group = 0
        elif word in SCALES:
            total += group * SCALES[word]
            group = 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group += group % 10 * 9
        elif word == "mười":
            group += 10
        elif word != "linh":
            group += VALUES[word]
    return billions + total + group


class TextTest(unittest.TestCase):
    @given(vietnamese | st.text(max_size=30))
    def test_folding_twice_is_folding_once(self, text):
        self.assertEqual(fold(fold(text)), fold(text))

    @given(vietnamese | st.text(max_size=30))
    def test_folded_text_has_no_marks_capitals_or_odd_blanks(self, text):
        folded = fold(text)
        self.assertEqual(folded, " ".join(folded.split()))
        self.assertFalse([c for c in normalize("NFD", folded) if category(c) == "Mn"])
        self.assertTrue(all(c.isalnum() or c == " " for c in folded))

    @given(vietnamese)
    def test_folded_vietnamese_is_ascii(self, text):
        self.assertTrue(fold(text).isascii())

    @given(vietnamese)
    def test_case_and_unicode_form_make_no_difference(self, text):
        for key in (fold, tone_key, collation_key, person_sort_key):
            found = {
                key(normalize(form, t)) for form in FORMS for t in (text, text.upper())
            }
            self.assertEqual(len(found), 1)

    @given(vietnamese | st.text(max_size=30))
    def test_the_tone_key_of_a_tone_key_is_itself(self, text):
        self.assertEqual(tone_key(tone_key(text)), tone_key(text))

    @given(vietnamese | st.text(max_size=30), vietnamese | st.text(max_size=30))
    def test_equal_tone_keys_fold_alike(self, one, other):
        if tone_key(one) == tone_key(other):
            self.assertEqual(fold(one), fold(other))
        self.assertEqual(fold(tone_key(one)), fold(one))

    @given(vietnamese | st.text(max_size=30))
    def test_a_sort_key_is_plain_text_for_any_database(self, text):
        self.assertRegex(collation_key(text), r"\A[0-9a-z]+\Z")
        self.assertRegex(person_sort_key(text), r"\A[0-9a-z]*\Z")

    @given(vietnamese, vietnamese)
    def test_text_with_a_word_more_comes_after(self, text, more):
        longer = f"{text} {more}"
        self.assertLessEqual(collation_key(text), collation_key(longer))


class NumberTest(unittest.TestCase):
    @given(st.integers(1, 10**18 - 1))
    def test_what_is_read_can_be_written_down_again(self, number):
        self.assertEqual(heard(number_in_words(number)), number)

    @given(st.integers(0, 1000).map(lambda n: n * 1000) | st.integers(0, 10**9))
    def test_different_amounts_are_read_differently(self, number):
        self.assertNotEqual(number_in_words(number), number_in_words(number + 1))

    @given(st.integers(-(10**15), 10**15))
    def test_money_keeps_all_its_digits(self, amount):
        self.assertEqual(int(money(amount).removesuffix(" đ").replace(".", "")), amount)
