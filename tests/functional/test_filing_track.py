"""Following a dossier on the pages: what everybody sees, what the secret opens."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.dossiers import act_as
from tests.dossiers import add_result
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import Visitor

import transaction
import unittest


PERSONAL = ("Nguyễn Thị Mẫu", "035185000001", "0912345678", "0912 345 678", "Đơn.pdf")


class TrackCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.visitor = Visitor(self.portal)

    def dossier(self, state, filed_by="", **more):
        """Code and secret of a committed dossier in that state."""
        dossier = dossier_in(self.portal, state, filed_by=filed_by, **more)
        act_as(self.portal, "")
        transaction.commit()
        self.code = dossier.code
        self.secret = secrets.secret_of(dossier.code)
        self.page = f"tra-cuu/{self.code}/{self.secret}"
        return self.code

    def state(self):
        transaction.begin()
        return queries.by_code(self.code).state


class PublicTest(TrackCase):
    def test_the_field_leads_to_the_page_of_the_dossier(self):
        self.dossier("submitted")
        self.visitor.get(f"tra-cuu?code={self.code.lower()}")
        self.assertEqual(self.visitor.answer.status_code, 200)
        self.assertEqual(self.visitor.title, self.code)

    def test_everybody_sees_the_number_and_how_far_it_is(self):
        for state, percent in (("submitted", 0), ("accepted", 25), ("finished", 75)):
            with self.subTest(state=state):
                self.dossier(state)
                self.visitor.get(f"tra-cuu/{self.code}")
                self.assertIn(f"Đã hoàn thành {percent} %", self.visitor.words())
                bar = self.visitor.page.cssselect("progress")[0]
                self.assertEqual(bar.get("value"), str(percent))

    def test_everybody_learns_nothing_else(self):
        """TT 01/2018/TT-VPCP art. 16: the number and the degree of completion."""
        for state in ("accepted", "supplement", "refused", "stopped", "withdrawn"):
            with self.subTest(state=state):
                self.dossier(state, filed_by="citizen")
                words = self.visitor.get(f"tra-cuu/{self.code}").text
                for word in ("Cấp giấy mẫu", "Sở Mẫu", "tháng 9", "từ chối", "bổ sung"):
                    self.assertNotIn(word, words.partition("<main")[2])

    def test_who_has_ended_badly_and_who_has_withdrawn_look_the_same(self):
        seen = set()
        for state in ("refused", "stopped", "withdrawn"):
            self.dossier(state, filed_by="citizen")
            self.visitor.get(f"tra-cuu/{self.code}")
            seen.add(self.visitor.words().replace(self.code, "code"))
        self.assertEqual(len(seen), 1)

    def test_nothing_personal_is_shown_without_proof(self):
        for state in ("submitted", "refused", "supplement", "finished", "withdrawn"):
            self.dossier(state, filed_by="citizen")
            self.visitor.get(f"tra-cuu/{self.code}")
            with self.subTest(state=state):
                for word in (*PERSONAL, "Thiếu giấy tờ", "12/GM", self.secret):
                    self.assertNotIn(word, self.visitor.answer.text)

    def test_unknown_malformed_and_wrongly_proved_have_one_answer(self):
        self.dossier("submitted")
        answers = []
        for path in (
            self.code[:-4] + "9999",
            "abc",
            "%3Cscript%3E",
            f"{self.code}/AAAABBBBCCCC",
            f"{self.code}/-",
            f"{self.code}/AAAABBBBCCCC/bien-nhan",
            f"{self.code}/AAAABBBBCCCC/rut",
        ):
            with self.subTest(path=path):
                self.visitor.get(f"tra-cuu/{path}")
                self.assertEqual(self.visitor.answer.status_code, 404)
                self.assertEqual(self.visitor.problems, ["code"])
                answers.append(self.visitor.words(".dvc-errors"))
        self.assertEqual(len(set(answers)), 1)

    def test_the_secret_may_be_typed(self):
        self.dossier("submitted")
        self.visitor.get(f"tra-cuu/{self.code}")
        self.visitor.send({"secret": "AAAA BBBB CCCC"})
        self.assertEqual(self.visitor.answer.status_code, 403)
        self.assertEqual(self.visitor.problems, ["secret"])
        spelt = f"{self.secret[:4]} {self.secret[4:8]}-{self.secret[8:]}".lower()
        self.visitor.send({"secret": spelt})
        self.assertIn(self.secret, self.visitor.answer.url)
        self.assertIn("Diễn biến", self.visitor.words())

    def test_guessing_is_braked(self):
        api.portal.set_registry_record("hanam.dvc.filing.misses", 2)
        self.dossier("submitted")
        for path in ("abc", f"{self.code}/AAAABBBBCCCC"):
            self.assertEqual(self.visitor.get(f"tra-cuu/{path}").status_code, 404)
        self.assertEqual(self.visitor.get(f"tra-cuu/{self.code}").status_code, 429)
        self.assertEqual(self.visitor.title, "Tra cứu quá nhiều lần")


class ProvedTest(TrackCase):
    def test_state_and_due_date_stand_in_plain_words(self):
        self.dossier("accepted")
        self.visitor.get(self.page)
        words = self.visitor.words()
        self.assertIn("Sở Mẫu đã tiếp nhận hồ sơ", words)
        self.assertIn("thứ Năm, ngày 13 tháng 9 năm 2018", words)
        trace = [
            item.text_content() for item in self.visitor.page.cssselect("details li")
        ]
        self.assertGreater(len(trace), 2)

    def test_every_state_has_a_sentence_with_the_agency(self):
        for state in ("submitted", "refused", "processing", "supplement", "finished"):
            with self.subTest(state=state):
                self.dossier(state)
                self.visitor.get(self.page)
                self.assertIn("Sở Mẫu", self.visitor.words(".dvc-sentence"))

    def test_the_only_coloured_box_is_what_the_citizen_has_to_do(self):
        theirs = ("supplement", "payment", "finished", "refused", "stopped")
        for state in (*theirs, "submitted", "accepted", "processing", "returned"):
            with self.subTest(state=state):
                self.dossier(state)
                self.visitor.get(self.page)
                boxes = self.visitor.page.cssselect("main .dvc-todo")
                self.assertEqual(len(boxes), int(state in theirs))

    def test_pages_with_a_secret_are_kept_to_their_reader(self):
        self.dossier("submitted")
        for path in (self.page, f"{self.page}/bien-nhan", f"{self.page}/rut"):
            with self.subTest(path=path):
                headers = self.visitor.get(path).headers
                self.assertEqual(headers["Cache-Control"], "private, no-store")
                self.assertEqual(headers["Referrer-Policy"], "no-referrer")

    def test_the_receipt_opens_again_and_shows_how_to_follow(self):
        self.dossier("submitted")
        self.visitor.get(f"{self.page}/bien-nhan")
        self.assertEqual(self.visitor.words(".dvc-number"), self.code)
        self.assertEqual(len(self.visitor.page.cssselect(".dvc-qr svg")), 1)
        self.assertIn("thứ Ba, ngày 11 tháng 9 năm 2018", self.visitor.words())

    def test_the_reason_of_a_refusal_is_told(self):
        self.dossier("refused")
        self.visitor.get(self.page)
        self.assertIn("Thiếu giấy tờ.", self.visitor.words())

    def test_names_of_staff_are_not_told(self):
        self.dossier("processing")
        self.visitor.get(self.page)
        for name in ("clerk", "officer"):
            self.assertNotIn(f"{name} (mẫu)", self.visitor.answer.text)

    def test_a_request_for_papers_is_answered(self):
        for state, back in (
            ("supplement", "processing"),
            ("supplement of the counter", "submitted"),
        ):
            with self.subTest(state=state):
                self.dossier(state)
                self.visitor.get(self.page)
                self.assertIn("Thiếu giấy tờ.", self.visitor.words(".dvc-todo"))
                self.visitor.send(
                    {"reason": "Tôi gửi thêm đơn."},
                    files=[("papers.don", ("đơn-mới.pdf", PDF))],
                )
                self.assertEqual(self.state(), back)
                self.assertEqual(self.visitor.page.cssselect(".dvc-todo"), [])
                dossier = access.find(self.code)
                self.assertEqual(dossier.papers[-1].filename, "đơn-mới.pdf")
                self.assertEqual(dossier.papers[-1].round, 1)

    def test_an_empty_answer_or_a_wrong_file_changes_nothing(self):
        self.dossier("supplement")
        for files in ((), [("papers.don", ("x.exe", b"MZ\x90\x00"))]):
            with self.subTest(files=files):
                self.visitor.get(self.page)
                note = "Giữ lại lời này" if files else ""
                self.visitor.send({"reason": note}, files=files)
                self.assertTrue(self.visitor.problems)
                self.assertEqual(self.state(), "supplement")
                self.assertEqual(dict(self.visitor.values())["reason"], note)

    def test_an_answer_sent_twice_counts_once(self):
        self.dossier("supplement")
        self.visitor.get(self.page)
        form = self.visitor.form().get("action")
        values = dict(self.visitor.values()) | {"reason": "Một lần"}
        answers = [
            self.visitor.session.post(form, data=values, allow_redirects=False)
            for _ in range(2)
        ]
        self.assertEqual([answer.status_code for answer in answers], [303, 303])
        transaction.begin()
        actions = [row.action for row in queries.history(self.code)]
        self.assertEqual(actions.count("answer_processing"), 1)

    def test_a_forged_form_answers_and_withdraws_nothing(self):
        self.dossier("supplement")
        for path in (self.page, f"{self.page}/rut"):
            with self.subTest(path=path):
                self.visitor.get(path)
                self.visitor.send({"_authenticator": "0" * 40, "reason": "Giữ lại"})
                self.assertIn("chưa có gì được gửi", self.visitor.words(".dvc-errors"))
                self.assertEqual(dict(self.visitor.values())["reason"], "Giữ lại")
                self.assertEqual(self.state(), "supplement")

    def test_withdrawing_asks_once_more(self):
        self.dossier("accepted")
        self.visitor.get(f"{self.page}/rut")
        self.assertEqual(self.visitor.title, "Rút hồ sơ này?")
        self.assertEqual(self.state(), "accepted")
        self.visitor.send({"reason": "Không cần nữa"})
        self.assertEqual(self.state(), "withdrawn")
        self.visitor.get(f"{self.page}/rut")
        self.assertNotEqual(self.visitor.title, "Rút hồ sơ này?")

    def test_papers_and_result_are_fetched_with_the_secret_only(self):
        self.dossier("finished")
        dossier = access.find(self.code)
        add_result(self.portal, dossier)
        transaction.commit()
        self.visitor.get(self.page)
        links = [
            link.get("href")
            for link in self.visitor.page.cssselect("main a")
            if "/tai/" in link.get("href")
        ]
        self.assertEqual(len(links), 2)
        for link in links:
            with self.subTest(link=link):
                answer = self.visitor.session.get(link)
                self.assertEqual(answer.content, PDF)
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
                wrong = self.visitor.session.get(link.replace(self.secret, "A" * 12))
                self.assertEqual(wrong.status_code, 404)

    def test_a_paper_of_another_dossier_is_not_fetched(self):
        self.dossier("submitted")
        other = access.find(self.code).papers[0].id
        self.dossier("submitted")
        answer = self.visitor.get(f"{self.page}/tai/{other}")
        self.assertEqual(answer.status_code, 404)


class AccountTest(TrackCase):
    def test_who_filed_with_an_account_needs_no_secret(self):
        self.dossier("submitted", filed_by="citizen")
        citizen = Visitor(self.portal, "citizen")
        citizen.get("ho-so-cua-toi")
        [link] = citizen.page.cssselect("main h3 a")
        citizen.get(link.get("href"))
        self.assertIn("Diễn biến", citizen.words())
        self.assertNotIn(self.secret, citizen.answer.url)
        citizen.get(f"tra-cuu/{self.code}/-/rut")
        citizen.send()
        self.assertEqual(self.state(), "withdrawn")

    def test_nobody_else_is_let_in_without_it(self):
        self.dossier("submitted", filed_by="citizen")
        for user in ("", "other-citizen", "strange-clerk", "editor"):
            visitor = Visitor(self.portal, user)
            with self.subTest(user=user):
                answer = visitor.get(f"tra-cuu/{self.code}/-")
                self.assertEqual(answer.status_code, 404)

    def test_my_dossiers_are_mine(self):
        self.dossier("submitted", filed_by="citizen", now=MONDAY)
        other = Visitor(self.portal, "other-citizen")
        other.get("ho-so-cua-toi")
        self.assertNotIn(self.code, other.answer.text)
        self.assertIn("Hồ sơ bạn nộp sẽ hiện ở đây", other.words())

    def test_a_guest_is_told_to_log_in(self):
        self.visitor.get("ho-so-cua-toi")
        [link] = self.visitor.page.cssselect("main .btn-primary")
        self.assertIn("/login?came_from=", link.get("href"))
