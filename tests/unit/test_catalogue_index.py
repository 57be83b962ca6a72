"""The index of procedures, without Zope: what is found, and in which order."""

from hanam.dvc.catalogue.index import Entry
from hanam.dvc.catalogue.index import Index
from hanam.dvc.catalogue.texts import Text

import unittest


def index(*titles, synonyms=(), **facets):
    return Index(
        Entry(Text.of(f"1.{n:06}", title, synonyms), facets={"n": (n % 2,), **facets})
        for n, title in enumerate(titles)
    )


class IndexTest(unittest.TestCase):
    def found(self, made, question):
        texts = [entry.text for entry in made.entries]
        return [texts[n].folded.strip() for n in made.ask(question).found]

    def test_without_words_all_stand_in_the_order_of_a_dictionary(self):
        made = index("Đất đai", "Dân sự", "Ấn phẩm", "Âm nhạc")
        self.assertEqual(
            self.found(made, "  "), ["am nhac", "an pham", "dan su", "dat dai"]
        )

    def test_all_words_must_be_there(self):
        made = index("khai sinh", "khai tử", "sinh con")
        self.assertEqual(self.found(made, "sinh khai"), ["khai sinh"])

    def test_the_whole_title_comes_before_a_part_and_a_short_title_before_a_long_one(
        self,
    ):
        made = index("đăng ký kết hôn", "kết hôn", "đăng ký lại kết hôn")
        self.assertEqual(
            self.found(made, "ket hon"),
            ["ket hon", "dang ky ket hon", "dang ky lai ket hon"],
        )

    def test_a_whole_word_comes_before_the_beginning_of_one(self):
        made = index("cấp thẻ an toàn", "cấp thẻ anh")
        self.assertEqual(self.found(made, "the an"), ["cap the an toan", "cap the anh"])

    def test_a_word_within_a_word_is_not_found(self):
        made = index("thanh toán")
        self.assertEqual(self.found(made, "toa"), ["thanh toan"])
        self.assertEqual(self.found(made, "oan"), [])

    def test_letters_beyond_the_first_planes_do_no_harm(self):
        made = index("Ủy quyền")
        for question in ("🏠", "ỦỶ ỦY", "\u0301", "ủy\u0301", "a" * 5000, "*", "("):
            made.ask(question)
        self.assertEqual(self.found(made, "uỷ quyền"), ["uy quyen"])

    def test_the_decomposed_form_is_the_same_word(self):
        made = index("hòa giải")
        self.assertEqual(self.found(made, "ho\u0300a gia\u0309i"), ["hoa giai"])

    def test_only_allowed_entries_are_found(self):
        made = index("khai sinh", "khai tử")
        self.assertEqual(made.ask("khai", {1}).found, (1,))
        self.assertEqual(made.ask("", {1}).found, (1,))
        self.assertEqual(made.ask("sinh", {1}).found, ())

    def test_counts_and_filters_agree(self):
        made = index("a", "b", "c")
        everything = made.everything()
        self.assertEqual(made.counts(everything, "n"), {0: 2, 1: 1})
        self.assertEqual(len(made.matching({"n": 0})), 2)
        self.assertEqual(len(made.matching({"n": (0, 1)})), 3)
        self.assertIsNone(made.matching({"n": None}))

    def test_pairs_of_words_decide_where_no_entry_has_all_words(self):
        made = index(
            "đăng ký khai sinh",
            "khai thác nước để sinh hoạt cho dân",
            "sinh viên khai báo cho trường",
        )
        answer = made.ask("khai sinh cho bé yêu")
        self.assertEqual(answer.found[0], 0)
        self.assertEqual(set(answer.dropped), {"cho", "be", "yeu"})

    def test_a_question_of_unknown_words_finds_nothing_but_what_is_like_them(self):
        made = index("giấy phép lái xe")
        answer = made.ask("lsi")
        self.assertEqual(answer.found, ())
        self.assertEqual(made.ask("phop").near, (("phop", "phep"),))

    def test_a_code_that_is_not_here_is_like_no_other(self):
        made = index("khai sinh", "khai tử")
        self.assertEqual(made.ask("1.999999").found, ())
        self.assertEqual(made.ask("1.000001").found, (1,))

    def test_a_long_question_is_cut(self):
        made = index("khai sinh")
        self.assertEqual(made.ask("khai sinh " * 40 + "xyz").found, (0,))
        self.assertEqual(made.ask("khai xyz sinh " * 40).found, (0,))

    def test_initials_are_those_of_one_phrase(self):
        made = index("cấp giấy phép lái xe", "giấy phép", synonyms=("bằng lái",))
        self.assertEqual(self.found(made, "GPLX"), ["cap giay phep lai xe"])
        self.assertEqual(self.found(made, "xbl"), [])

    def test_what_is_kept_in_the_catalogue_makes_the_same_text(self):
        text = Text.of("1.000001", "Cấp thẻ", ("làm thẻ",))
        again = Text(*text.to_data())
        for name in Text.__slots__:
            self.assertEqual(getattr(text, name), getattr(again, name))
