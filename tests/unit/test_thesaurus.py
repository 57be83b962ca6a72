"""Phrases that stand for one another, and words that say nothing."""

from hanam.dvc.catalogue.index import Entry
from hanam.dvc.catalogue.index import Index
from hanam.dvc.catalogue.texts import Text
from hanam.dvc.catalogue.thesaurus import Group
from hanam.dvc.catalogue.thesaurus import Thesaurus

import unittest


TITLES = (
    "Cấp giấy phép lái xe",
    "Cấp Giấy xác nhận tình trạng hôn nhân",
    "Đăng ký thuế",
    "Cho thuê nhà",
    "Cấp lại thẻ căn cước",
    "Thành lập hộ kinh doanh",
)
INDEX = Index(Entry(Text.of(f"1.{n:06}", title)) for n, title in enumerate(TITLES))


def found(question, *groups, quiet=()):
    thesaurus = Thesaurus([Group(*group) for group in groups], quiet)
    numbers = INDEX.ask(question, thesaurus=thesaurus).found
    return [INDEX.entries[number].text.folded.strip() for number in numbers]


class ThesaurusTest(unittest.TestCase):
    def test_each_phrase_of_a_group_finds_what_the_others_find(self):
        group = (("gplx", "bằng lái", "giấy phép lái xe"),)
        for question in ("gplx", "bằng lái", "bang lai", "cấp bằng lái"):
            self.assertEqual(
                found(question, group)[0], "cap giay phep lai xe", question
            )

    def test_a_phrase_may_stand_within_a_question(self):
        group = (("độc thân", "xác nhận tình trạng hôn nhân"),)
        self.assertEqual(
            found("giấy độc thân", group), ["cap giay xac nhan tinh trang hon nhan"]
        )

    def test_an_arrow_leads_one_way_only(self):
        group = (("karaoke",), ("hộ kinh doanh",))
        self.assertEqual(found("karaoke", group), ["thanh lap ho kinh doanh"])
        self.assertEqual(found("hộ kinh doanh", group), ["thanh lap ho kinh doanh"])
        self.assertEqual(found("karaoke"), [])

    def test_marks_that_were_typed_must_be_those_of_the_phrase(self):
        group = (("thuê", "mướn"),)
        self.assertTrue(Thesaurus([Group(*group)]).spans("thue nhà"))
        self.assertTrue(Thesaurus([Group(*group)]).spans("thuê nhà"))
        self.assertFalse(Thesaurus([Group(*group)]).spans("thuế nhà"))

    def test_spellings_that_differ_in_marks_only_are_found_as_they_are(self):
        group = (("lái xẻ", "lái xe"),)
        for question in ("lai xe", "lái xẻ", "lái xe"):
            self.assertEqual(found(question, group), ["cap giay phep lai xe"], question)

    def test_quiet_words_are_not_asked_for(self):
        question = "làm căn cước ở đâu"
        self.assertEqual(INDEX.ask(question).dropped, ("lam", "o", "dau"))
        quiet = Thesaurus(quiet=("làm", "ở đâu"))
        answer = INDEX.ask(question, thesaurus=quiet)
        self.assertEqual(answer.dropped, ())
        title = INDEX.entries[answer.found[0]].text.folded
        self.assertEqual(title, " cap lai the can cuoc ")

    def test_a_question_of_quiet_words_alone_is_asked_all_the_same(self):
        self.assertEqual(found("cho", quiet=("cho",)), ["cho thue nha"])
