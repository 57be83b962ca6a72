"""Answers to a request for papers, collected in rounds and sent together."""

from hanam.dvc.register import queries
from tests.after import AfterCase
from tests.dossiers import PDF
from tests.filing import Visitor


class AnswerTest(AfterCase):
    """The answer to a request for papers, gathered in rounds."""

    def send(self, go, *files, **values):
        self.open()
        parts = [(name, (title, data)) for name, title, data in files]
        return self.visitor.send(values, go=go, files=parts)

    def pending(self):
        return [paper.filename for paper in self.read().pending]

    def test_files_are_kept_in_rounds_and_sent_together(self):
        self.dossier("supplement")
        self.send("keep", ("papers.don", "mot.pdf", PDF), reason="Tôi gửi dần.")
        self.assertIn("Đã lưu, chưa gửi", self.visitor.words(".dvc-todo"))
        self.send("keep", ("papers", "hai.pdf", PDF + b"%2"))
        self.assertEqual(self.pending(), ["mot.pdf", "hai.pdf"])
        self.assertEqual(self.row().state, "supplement")
        self.assertEqual(len(self.read().papers), 1)
        self.assertIn("Tôi gửi dần.", self.visitor.words(".dvc-todo"))
        self.send("")
        self.assertEqual(self.row().state, "processing")
        names = [paper.filename for paper in self.read().papers]
        self.assertEqual(names[1:], ["mot.pdf", "hai.pdf"])
        self.assertEqual([paper.round for paper in self.read().papers][1:], [1, 1])
        self.assertEqual(self.pending(), [])
        self.assertEqual(queries.history(self.code)[-1].note, "Tôi gửi dần.")

    def test_the_agency_does_not_see_what_is_not_sent(self):
        self.dossier("supplement")
        self.send("keep", ("papers", "rieng.pdf", PDF))
        name = self.read().pending[0].id
        clerk = Visitor(self.portal, "clerk")
        clerk.get(self.read().absolute_url())
        self.assertNotIn("rieng.pdf", clerk.answer.text)
        answer = clerk.get(f"{self.read().absolute_url()}/@@paper/{name}")
        self.assertEqual(answer.status_code, 404)
        own = self.visitor.get(f"{self.page}/tai/{name}")
        self.assertEqual(own.content, PDF)

    def test_a_file_that_cannot_be_taken_keeps_the_others(self):
        self.dossier("supplement")
        self.send(
            "",
            ("papers.don", "tot.pdf", PDF),
            ("papers", "xau.exe", b"MZ\x90\x00"),
            reason="Gửi cả hai",
        )
        self.assertEqual(self.visitor.problems, ["papers"])
        self.assertEqual(self.pending(), ["tot.pdf"])
        self.assertEqual(self.row().state, "supplement")
        self.assertIn("Gửi cả hai", self.visitor.words(".dvc-todo"))
        self.send("")
        self.assertEqual(self.row().state, "processing")

    def test_a_kept_file_is_taken_out_again_and_kept_once(self):
        self.dossier("supplement")
        for _time in range(2):
            self.send("keep", ("papers", "mot.pdf", PDF))
        self.assertEqual(self.pending(), ["mot.pdf"])
        self.send(f"drop-{self.read().pending[0].id}")
        self.assertEqual(self.pending(), [])

    def test_an_empty_answer_is_not_sent(self):
        self.dossier("supplement")
        self.send("")
        self.assertEqual(self.visitor.problems, ["papers"])
        self.assertEqual(self.row().state, "supplement")

    def test_what_a_withdrawal_means_is_said_by_the_state(self):
        for state, said in (
            ("submitted", "chưa quyết định gì"),
            ("processing", "không có kết quả"),
            ("supplement", "không phải gửi giấy tờ"),
        ):
            self.dossier(state)
            self.open("rut")
            self.assertIn(said, self.visitor.words())
