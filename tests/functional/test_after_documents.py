"""The documents that the applicant takes along: receipt and form 01."""

from pathlib import Path
from tests.after import AfterCase
from tests.documents import findings_of
from tests.documents import words_of
from tests.dossiers import PDF

import hashlib
import tempfile


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
