"""Papers on the way of filing: several files, wrong ones, missing ones."""

from hanam.dvc.dossiers import access
from tests.dossiers import PDF
from tests.filing import COMMUNAL
from tests.filing import PNG
from tests.wizard import WizardCase


class PapersTest(WizardCase):
    def setUp(self):
        super().setUp()
        self.guest.begin()
        self.guest.tell_who()
        self.guest.choose_place()
        self.guest.declare()

    def names(self):
        return [paper.filename for paper in self.draft().papers]

    def test_several_files_lie_in_one_slot(self):
        self.guest.add_papers(("a.pdf", PDF), ("b.png", PNG))
        self.assertEqual(self.names(), ["a.pdf", "b.png"])

    def test_a_wrong_file_does_not_keep_the_right_ones_out(self):
        self.guest.add_papers(("a.pdf", PDF), ("virus.exe", b"MZ\x90\x00" + b"0" * 99))
        self.assertEqual(self.guest.title, "Bước 3 trong 4: Giấy tờ")
        self.assertEqual(self.guest.problems, ["papers.don"])
        self.assertIn("virus.exe", self.guest.words(".dvc-errors"))
        self.assertEqual(self.names(), ["a.pdf"])

    def test_a_file_is_what_its_content_says(self):
        self.guest.add_papers(("anh.pdf", b"<html><script>alert(1)</script></html>"))
        self.assertEqual(self.guest.problems[0], "papers.don")
        self.assertEqual(self.names(), [])

    def test_a_file_that_is_too_big_is_told_with_the_limit(self):
        self.guest.add_papers(("to.pdf", PDF + b"0" * (20 * 2**20)))
        self.assertEqual(self.guest.problems[0], "papers.don")
        self.assertIn("20", self.guest.words(".dvc-errors"))
        self.assertEqual(self.names(), [])

    def test_limits_stand_before_the_choice(self):
        self.assertIn("mỗi tệp không quá 20 MB", self.guest.words())
        self.assertIn("PDF", self.guest.words())

    def test_the_same_file_sent_twice_lies_there_once(self):
        url = self.guest.answer.url
        self.guest.add_papers()
        self.guest.get(url)
        self.guest.add_papers()
        self.assertEqual(self.names(), ["don.pdf"])

    def test_a_file_is_taken_out_again(self):
        url = self.guest.answer.url
        self.guest.add_papers(("a.pdf", PDF), ("b.png", PNG))
        self.guest.get(url)
        [first, _second] = self.guest.page.cssselect("button[name=remove]")
        self.guest.send({"remove": first.get("value")})
        self.assertEqual(self.names(), ["b.png"])
        self.assertEqual(self.guest.title, "Bước 3 trong 4: Giấy tờ")

    def test_papers_of_another_case_are_left_out(self):
        self.guest.begin(COMMUNAL["code"])
        self.guest.tell_who()
        self.guest.send({"place.case": "lai", "place.agency": "so-mau"})
        url = self.guest.answer.url
        files = [("papers.don", ("a.pdf", PDF)), ("papers.cu", ("b.pdf", PDF))]
        self.guest.send(go="next", files=files)
        self.guest.choose_way()
        self.guest.get(url.replace("giay-to", "noi-nop"))
        self.guest.send({"place.case": "moi"})
        self.guest.file()
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
        [row] = self.rows()
        found = [paper.component for paper in access.find(row.code).papers]
        self.assertEqual(found, ["don"])

    def test_a_missing_paper_is_told(self):
        self.guest.send(go="next")
        self.assertEqual(self.guest.problems, ["papers.don"])

    def test_the_declaration_stands_for_its_paper(self):
        self.assertEqual(
            [item.get("name") for item in self.guest.page.cssselect("[type=file]")],
            ["papers.don", "papers.khac"],
        )
