"""After the filing: messages, money, the way of the result, contact, rating, documents."""

from datetime import timedelta
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.register import queries
from hanam.dvc.register import ratings
from hanam.dvc.register import threads
from hanam.dvc.testing import FUNCTIONAL
from pathlib import Path
from plone import api
from tests.documents import findings_of
from tests.documents import words_of
from tests.dossiers import act_as
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import CODE
from tests.filing import Visitor

import hashlib
import tempfile
import transaction
import unittest


class AfterCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.visitor = Visitor(self.portal)

    def dossier(self, state, **more):
        """A committed dossier in that state; its page is `self.page`."""
        dossier = dossier_in(self.portal, state, **more)
        act_as(self.portal, "")
        transaction.commit()
        self.code = dossier.code
        self.page = f"tra-cuu/{self.code}/{secrets.secret_of(dossier.code)}"
        return dossier

    def read(self):
        """The dossier as it is committed now."""
        transaction.begin()
        return access.find(self.code)

    def row(self):
        transaction.begin()
        return queries.by_code(self.code)

    def open(self, part=""):
        return self.visitor.get(f"{self.page}/{part}" if part else self.page)


class MessageTest(AfterCase):
    def thread(self):
        transaction.begin()
        return threads.thread(self.code)

    def write(self, text="Khi nào có kết quả?", **more):
        self.open("tin-nhan")
        return self.visitor.send({"text": text}, **more)

    def staff(self, user="clerk"):
        found = Visitor(self.portal, user)
        found.get(self.read().absolute_url())
        return found

    def reply(self, visitor, text="Thứ Năm có kết quả.", **more):
        number = next(
            number
            for number, form in enumerate(
                visitor.page.cssselect("main form[method=post]")
            )
            if form.get("action").endswith("@@tin-nhan")
        )
        return visitor.send({"text": text}, number=number, **more)

    def test_both_sides_read_what_the_other_wrote(self):
        self.dossier("submitted")
        self.write()
        self.assertIn("Khi nào có kết quả?", self.visitor.words(".dvc-talk"))
        clerk = self.staff()
        self.assertIn("Khi nào có kết quả?", clerk.words())
        self.reply(clerk)
        self.assertIn("Thứ Năm có kết quả.", clerk.words())
        self.open()
        self.assertIn("1 chưa đọc", self.visitor.words(".dvc-offers"))
        self.open("tin-nhan")
        talk = self.visitor.words(".dvc-talk")
        self.assertIn("Thứ Năm có kết quả.", talk)
        self.assertIn("Sở Mẫu", talk)
        self.assertNotIn("clerk", talk)
        self.open()
        self.assertNotIn("chưa đọc", self.visitor.words(".dvc-offers"))

    def test_staff_see_what_waits_until_one_of_them_has_read_it(self):
        self.dossier("submitted")
        self.write()
        clerk = Visitor(self.portal, "clerk")
        clerk.get("viec?tab=all_open")
        self.assertIn("tin nhắn chưa đọc của người nộp: 1", clerk.words())
        self.assertIn("tin nhắn mới", clerk.words("tbody"))
        clerk.get("tin-nhan-moi")
        self.assertIn(self.code, clerk.words("tbody"))
        stranger = Visitor(self.portal, "strange-clerk")
        stranger.get("viec?tab=all_open")
        self.assertNotIn("tin nhắn chưa đọc của người nộp", stranger.words())
        stranger.get("tin-nhan-moi")
        self.assertNotIn(self.code, stranger.answer.text)
        self.staff()
        clerk.get("viec?tab=all_open")
        self.assertNotIn("tin nhắn chưa đọc của người nộp", clerk.words())

    def test_guests_and_citizens_have_no_list_of_messages(self):
        for user in ("", "citizen"):
            answer = Visitor(self.portal, user).get("tin-nhan-moi")
            self.assertEqual(answer.status_code, 404)

    def test_a_message_sent_twice_is_there_once(self):
        self.dossier("submitted")
        self.open("tin-nhan")
        again = self.visitor.page
        self.visitor.send({"text": "Một lần"})
        self.visitor.page = again
        self.visitor.send({"text": "Một lần"})
        self.assertEqual([row.text for row in self.thread()], ["Một lần"])

    def test_files_come_with_a_message_and_are_no_papers_of_the_dossier(self):
        self.dossier("submitted")
        self.write("Xem tệp", files=[("files", ("Ảnh mẫu.pdf", PDF))])
        self.assertEqual(len(self.read().papers), 1)
        link = self.visitor.page.cssselect(".dvc-talk .dvc-files a")[0].get("href")
        self.assertEqual(self.visitor.session.get(link).content, PDF)
        clerk = self.staff()
        link = [a.get("href") for a in clerk.page.cssselect("#messages ~ ul li ul a")]
        self.assertEqual(clerk.session.get(link[0]).content, PDF)

    def test_what_is_wrong_is_told_and_nothing_typed_is_lost(self):
        self.dossier("submitted")
        answer = self.write("  ")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.visitor.problems, ["text"])
        api.portal.set_registry_record("hanam.dvc.after.message_length", 100)
        transaction.commit()
        self.write("dài " * 30)
        self.assertEqual(self.visitor.problems, ["text"])
        self.assertIn("dài dài", self.visitor.form().text_content())
        self.write("Tệp lạ", files=[("files", ("a.exe", b"MZ\x90\x00"))])
        self.assertEqual(self.visitor.problems, ["files"])
        self.assertEqual(self.thread(), [])

    def test_a_form_from_elsewhere_is_refused(self):
        self.dossier("submitted")
        self.open("tin-nhan")
        self.visitor.send({"text": "Giả", "_authenticator": "x"})
        self.assertEqual(self.visitor.answer.status_code, 403)
        clerk = self.staff()
        answer = clerk.session.post(
            f"{self.read().absolute_url()}/@@tin-nhan",
            data={"text": "Giả", "key": "k" * 9},
        )
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.thread(), [])

    def test_only_the_two_sides_write(self):
        self.dossier("submitted")
        for user in ("strange-clerk", "other-citizen", "supervisor", "manager"):
            with self.subTest(user=user):
                visitor = Visitor(self.portal, user)
                url = f"{self.read().absolute_url()}/@@tin-nhan"
                answer = visitor.session.post(url, data={"text": "Tôi", "key": "k" * 9})
                self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.thread(), [])

    def test_markup_in_a_message_stays_text(self):
        self.dossier("submitted")
        self.write("<script>alert(1)</script> & <b>đậm</b>")
        self.assertIn("<script>alert(1)</script>", self.visitor.words(".dvc-talk"))
        self.assertNotIn("<script>alert", self.visitor.answer.text)

    def test_too_many_messages_a_day_are_braked(self):
        self.dossier("submitted")
        api.portal.set_registry_record("hanam.dvc.after.messages", 2)
        transaction.commit()
        for number in range(3):
            self.write(f"Tin {number}")
        self.assertEqual(self.visitor.answer.status_code, 400)
        self.assertEqual(len(self.thread()), 2)
        self.reply(self.staff())
        self.assertEqual(len(self.thread()), 3)

    def test_a_withdrawn_dossier_has_its_messages_to_read_only(self):
        self.dossier("submitted", filed_by="citizen")
        self.write()
        do(self.portal, access.find(self.code), "citizen", "withdraw")
        act_as(self.portal, "")
        transaction.commit()
        self.open("tin-nhan")
        self.assertIn("Khi nào có kết quả?", self.visitor.words(".dvc-talk"))
        self.assertFalse(self.visitor.page.cssselect("main form[method=post]"))

    def test_the_citizen_sees_new_messages_among_their_dossiers(self):
        self.dossier("submitted", filed_by="citizen")
        self.reply(self.staff())
        citizen = Visitor(self.portal, "citizen")
        citizen.get("ho-so-cua-toi")
        self.assertIn("Tin nhắn chưa đọc của cơ quan: 1", citizen.words())
        citizen.get(f"tra-cuu/{self.code}/-/tin-nhan")
        citizen.get("ho-so-cua-toi")
        self.assertNotIn("Tin nhắn chưa đọc", citizen.words())


class ResultTest(AfterCase):
    def test_the_way_of_the_result_is_changed_and_the_agency_told(self):
        self.dossier("processing")
        self.open("nhan-ket-qua")
        self.visitor.send({"result_by": "post", "address": "Số 1, ngõ Mẫu"})
        self.assertIn("Đã ghi nhận", self.visitor.words("body"))
        self.assertEqual(self.read().result_by, "post")
        self.assertEqual(self.read().applicant["address"], "Số 1, ngõ Mẫu")
        self.assertEqual(self.row().result_by, "post")
        self.assertIn("Cách nhận kết quả đã được đổi", self.visitor.words())
        clerk = Visitor(self.portal, "clerk")
        clerk.get(self.read().absolute_url())
        self.assertIn("Đã đổi cách nhận kết quả", clerk.words())

    def test_only_what_the_procedure_offers_can_be_chosen(self):
        self.dossier("processing")
        self.open("nhan-ket-qua")
        ways = {
            item.get("value") for item in self.visitor.page.cssselect("[type=radio]")
        }
        self.assertEqual(ways, {"counter", "post"})
        self.visitor.send({"result_by": "online"})
        self.assertEqual(self.visitor.answer.status_code, 400)
        self.assertEqual(self.visitor.problems, ["result_by"])

    def test_the_post_needs_an_address(self):
        self.dossier("processing")
        self.open("nhan-ket-qua")
        self.visitor.send({"result_by": "post", "address": ""})
        self.assertEqual(self.visitor.problems, ["address"])
        self.assertEqual(self.read().result_by, "counter")

    def test_the_same_way_again_changes_nothing(self):
        dossier = self.dossier("processing")
        version = dossier.version
        self.open("nhan-ket-qua")
        self.visitor.send({"result_by": "counter"})
        self.assertEqual(self.read().version, version)

    def test_what_is_handed_over_cannot_be_changed(self):
        self.dossier("finished")
        self.open("nhan-ket-qua")
        do(self.portal, access.find(self.code), "clerk", "hand_over")
        act_as(self.portal, "")
        transaction.commit()
        self.visitor.send({"result_by": "post", "address": "Số 1"})
        self.assertEqual(self.visitor.answer.status_code, 409)
        self.assertEqual(self.read().result_by, "counter")

    def test_phone_and_mail_are_corrected(self):
        self.dossier("processing")
        self.open("lien-he")
        self.visitor.send({"phone": "0987 654 321", "email": "moi@vi-du.example"})
        person = self.read().applicant
        self.assertEqual(person["phone"], "0987654321")
        self.assertEqual(person["email"], "moi@vi-du.example")
        self.assertEqual(self.row().phone, "0987654321")
        self.assertFalse(self.read().is_for_another())

    def test_a_wrong_number_is_told_and_kept_in_the_field(self):
        self.dossier("processing")
        before = self.read().applicant["phone"]
        self.open("lien-he")
        self.visitor.send({"phone": "12", "email": ""})
        self.assertEqual(self.visitor.problems, ["phone"])
        self.assertEqual(
            self.visitor.page.get_element_by_id("phone").get("value"), "12"
        )
        self.visitor.send({"phone": "", "email": ""})
        self.assertEqual(self.visitor.problems, ["phone"])
        self.assertEqual(self.read().applicant["phone"], before)

    def test_the_history_tells_of_the_change_without_the_number(self):
        self.dossier("processing")
        self.open("lien-he")
        self.visitor.send({"phone": "0987 654 321", "email": ""})
        last = queries.history(self.code)[-1]
        self.assertEqual((last.action, last.note), ("contact", ""))


FEES = [
    {
        "kind": "fee",
        "title": "Phí cấp giấy",
        "formula": "copy 8000\ngroup mien 0 Hộ nghèo",
    }
]


class OwedTest(AfterCase):
    def setUp(self):
        super().setUp()
        procedure = lookup.procedure(CODE)
        procedure.fees = FEES
        transaction.commit()

    def test_the_fee_is_computed_with_what_was_declared(self):
        self.dossier("processing", data={"so_ban": 3})
        self.open("le-phi")
        words = self.visitor.words("#owed")
        self.assertIn("24.000 đ", words)

    def test_other_numbers_and_exemptions_can_be_tried(self):
        self.dossier("processing")
        self.open("le-phi?copies=5")
        self.assertIn("40.000 đ", self.visitor.words("#owed"))
        self.open("le-phi?copies=5&group=mien")
        self.assertIn("0 đ", self.visitor.words("#owed"))
        self.assertEqual(self.open("le-phi?copies=x").status_code, 400)

    def test_it_says_how_it_stands_and_how_to_pay(self):
        for state, said in (
            ("processing", "chưa yêu cầu nộp tiền"),
            ("payment", "đang chờ bạn nộp tiền"),
        ):
            self.dossier(state)
            self.open("le-phi")
            self.assertIn(said, self.visitor.words(".dvc-lead"))
            self.assertIn("giấy tờ tùy thân", self.visitor.words())
            self.assertIn("chưa nộp trực tuyến được", self.visitor.words())
        do(self.portal, access.find(self.code), "clerk", "payment_done")
        act_as(self.portal, "")
        transaction.commit()
        self.open("le-phi")
        self.assertIn("đã ghi nhận bạn nộp tiền", self.visitor.words(".dvc-lead"))

    def test_a_procedure_without_fees_says_so(self):
        lookup.procedure(CODE).fees = []
        transaction.commit()
        self.dossier("processing")
        self.open("le-phi")
        self.assertIn("không phải nộp", self.visitor.words(".dvc-lead"))


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


class RatingTest(AfterCase):
    def rating(self):
        transaction.begin()
        return ratings.of(self.code)

    def rate(self, **answers):
        self.open("danh-gia")
        values = {f"rating.{key}": value for key, value in answers.items()}
        comment = values.pop("rating.comment", "")
        return self.visitor.send(values | {"comment": comment})

    def recently(self, state, **more):
        return self.dossier(state, now=moment.now() - timedelta(days=3), **more)

    def test_it_is_offered_once_it_is_over(self):
        for state in ("returned", "finished", "stopped", "refused"):
            self.recently(state)
            self.open()
            self.assertIn("Đánh giá mức độ hài lòng", self.visitor.words(".dvc-offers"))
        for state in ("submitted", "processing", "supplement"):
            self.recently(state)
            self.open()
            self.assertNotIn("Đánh giá", self.visitor.words(".dvc-offers"))
            self.open("danh-gia")
            self.assertIn("khi hồ sơ đã giải quyết xong", self.visitor.words())

    def test_only_the_overall_question_must_be_answered(self):
        self.recently("returned")
        self.rate(time="very")
        self.assertEqual(self.visitor.problems, ["overall"])
        checked = self.visitor.page.cssselect("#time [checked]")
        self.assertEqual([item.get("value") for item in checked], ["very"])
        self.assertIsNone(self.rating())
        self.rate(overall="yes")
        self.assertEqual(self.rating().overall, "yes")

    def test_the_totals_follow_what_is_answered_and_changed(self):
        self.recently("returned")
        self.rate(overall="no", time="no", comment="Chậm")
        quarter = self.rating().quarter
        found = {row[1:] for row in ratings.totals(quarter)}
        self.assertEqual(found, {("", "no", 1), ("time", "no", 1)})
        self.rate(overall="very", attitude="yes")
        self.assertEqual(self.rating().overall, "very")
        found = {row[1:] for row in ratings.totals(quarter)}
        # A radio button that was chosen stays chosen on the page.
        expected = {("", "very", 1), ("time", "no", 1), ("attitude", "yes", 1)}
        self.assertEqual(found, expected)

    def test_it_can_be_changed_for_some_days_only(self):
        self.recently("returned")
        self.rate(overall="no")
        self.open("danh-gia")
        row = self.rating()
        from hanam.dvc.register.session import for_writing

        for_writing()
        ratings.of(self.code).at = row.at - timedelta(days=30)
        transaction.commit()
        self.visitor.send({"rating.overall": "yes"})
        self.assertEqual(self.visitor.answer.status_code, 409)
        self.assertEqual(self.rating().overall, "no")

    def test_after_some_months_it_is_too_late(self):
        self.dossier("returned", now=MONDAY)
        self.open("danh-gia")
        self.assertIn("Đã hết thời gian đánh giá", self.visitor.words())

    def test_practice_dossiers_are_not_rated(self):
        self.recently("returned", practice=True)
        self.open("danh-gia")
        self.assertIn("làm thử", self.visitor.words())
        self.assertFalse(self.visitor.page.cssselect("main form[method=post]"))

    def test_an_answer_that_is_none_is_refused(self):
        self.recently("returned")
        self.rate(overall="rất rất")
        self.assertEqual(self.visitor.problems, ["overall"])
        self.rate(overall="yes", time="1; DROP TABLE")
        self.assertEqual(self.visitor.problems, ["time"])
        self.assertIsNone(self.rating())


class DocumentTest(AfterCase):
    def pdf(self, part):
        answer = self.visitor.session.get(
            f"{self.portal.absolute_url()}/{self.page}/{part}"
        )
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        return answer.content

    def test_the_receipt_has_what_was_filed_and_what_comes_next(self):
        self.dossier("submitted", data={"so_ban": 2, "ten": "Ví dụ"})
        words = words_of(self.pdf("bien-nhan.pdf"))
        for text in (
            self.code,
            "BIÊN NHẬN NỘP HỒ SƠ TRỰC TUYẾN",
            "Cấp giấy mẫu",
            "SỞ MẪU",
            "Nguyễn Thị Mẫu",
            "Đây chưa phải là giấy tiếp nhận",
            "Việc tiếp theo",
            "Ví dụ",
            "Đơn.pdf",
        ):
            self.assertIn(text, words)
        digest = hashlib.sha256(PDF).hexdigest()
        self.assertIn(digest, words.replace(" ", ""))

    def test_the_day_of_the_answer_is_explained(self):
        self.dossier("submitted")
        words = words_of(self.pdf("bien-nhan.pdf"))
        self.assertIn("Ngày này được tính thế nào", words)

    def test_both_documents_are_accessible(self):
        self.dossier("accepted")
        with tempfile.TemporaryDirectory() as folder:
            for part in ("bien-nhan.pdf", "giay-tiep-nhan.pdf"):
                with self.subTest(part=part):
                    self.assertEqual(findings_of(self.pdf(part), Path(folder)), [])

    def test_form_01_comes_with_the_acceptance(self):
        self.dossier("submitted")
        self.open("giay-tiep-nhan.pdf")
        self.assertIn(self.code, self.visitor.title)
        self.dossier("accepted")
        words = words_of(self.pdf("giay-tiep-nhan.pdf"))
        self.assertIn("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", words)
        self.assertIn("clerk (mẫu)", words)
        self.assertIn("13 tháng 9 năm 2018", words)

    def test_a_strange_name_stops_no_receipt(self):
        applicant = {
            "kind": "citizen",
            "name": 'Nguyễn 😀 #read("/etc/passwd") 王',
            "id_number": "035185000001",
        }
        self.dossier("submitted", applicant=applicant)
        words = words_of(self.pdf("bien-nhan.pdf"))
        self.assertIn('Nguyễn □ #read("/etc/passwd") □', words)

    def test_strangers_get_no_document(self):
        self.dossier("accepted")
        for part in ("bien-nhan.pdf", "giay-tiep-nhan.pdf"):
            for secret in ("AAAABBBBCCCC", "-"):
                answer = self.visitor.get(f"tra-cuu/{self.code}/{secret}/{part}")
                self.assertEqual(answer.status_code, 404)

    def test_the_receipt_page_survives_being_bookmarked(self):
        self.dossier("submitted")
        for _time in range(2):
            self.open("bien-nhan")
            self.assertIn(self.code, self.visitor.words(".dvc-receipt"))
            self.assertIn("Lưu biên nhận (PDF)", self.visitor.words())


class SecretTest(AfterCase):
    PARTS = ("tin-nhan", "le-phi", "nhan-ket-qua", "lien-he", "danh-gia")

    def test_pages_are_kept_to_their_reader(self):
        self.dossier("processing")
        for part in self.PARTS:
            headers = self.open(part).headers
            self.assertEqual(headers["Cache-Control"], "private, no-store")
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertIn("noindex", headers["X-Robots-Tag"])

    def test_without_proof_they_are_not_there(self):
        self.dossier("processing")
        for part in self.PARTS:
            for secret in ("-", "AAAABBBBCCCC"):
                path = f"tra-cuu/{self.code}/{secret}/{part}"
                self.assertEqual(self.visitor.get(path).status_code, 404)
            answer = self.visitor.session.post(
                f"{self.portal.absolute_url()}/{path}", data={"text": "x"}
            )
            self.assertEqual(answer.status_code, 404)

    def test_with_an_account_they_work_as_well(self):
        self.dossier("processing", filed_by="citizen")
        citizen = Visitor(self.portal, "citizen")
        for part in self.PARTS:
            answer = citizen.get(f"tra-cuu/{self.code}/-/{part}")
            self.assertEqual(answer.status_code, 200, part)
        other = Visitor(self.portal, "other-citizen")
        for part in self.PARTS:
            answer = other.get(f"tra-cuu/{self.code}/-/{part}")
            self.assertEqual(answer.status_code, 404, part)
