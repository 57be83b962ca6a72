"""The printed receipt: form 01 of TT 01/2018/TT-VPCP."""

from hanam.dvc.dossiers import secrets
from tests.counter import ReceptionCase
from tests.counter import SEND
from tests.counter import TYPED
from tests.dossiers import APPLICANT
from tests.dossiers import dossier_in

import segno
import transaction


class ReceiptTest(ReceptionCase):
    def test_form_01_holds_all_that_the_circular_asks_for(self):
        self.form().send(
            SEND,
            **TYPED,
            **{"for_other": "1", "owner.name": "Nguyễn An Nhiên", "result_by": "post"},
        )
        dossier = self.received()
        page = self.clerk.get(f"{dossier.absolute_url()}/@@giay-tiep-nhan")
        due = dossier.due
        for words in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            "Sở Mẫu",
            "Bộ phận Tiếp nhận và Trả kết quả",
            f"Mã hồ sơ: {dossier.code}",
            "Số: 01/GTN",
            "Tiếp nhận hồ sơ của (ông/bà, tổ chức): Nguyễn An Nhiên",
            "Người nộp hồ sơ: Trần Thị Giấy",
            "Số điện thoại: 0912345679",
            "Nội dung yêu cầu giải quyết: Cấp giấy mẫu",
            "1 Tờ khai 1",
            "2 Đơn đề nghị 1 2",
            "2. Số lượng hồ sơ: 01 (bộ)",
            "3. Thời gian giải quyết hồ sơ theo quy định: 3 ngày làm việc",
            f"4. Thời gian nhận hồ sơ: {dossier.received:%H} giờ {dossier.received:%M} phút",
            f"trả kết quả giải quyết hồ sơ: {due:%H} giờ {due:%M} phút, ngày {due:%d} tháng",
            "6. Đăng ký nhận kết quả: Qua bưu chính công ích",
            "Vào Sổ theo dõi hồ sơ, quyển số: 2",
            "số thứ tự: 1",
            "Người tiếp nhận hồ sơ (Ký và ghi rõ họ tên) clerk (mẫu)",
        ):
            self.assertIn(words, page.words)

    def test_the_code_to_scan_leads_to_the_dossier_with_its_secret(self):
        self.form().send(SEND, **TYPED)
        dossier = self.received()
        secret = secrets.secret_of(dossier.code)
        page = self.clerk.get(f"{dossier.absolute_url()}/@@giay-tiep-nhan")
        address = f"{self.portal.absolute_url()}/tra-cuu/{dossier.code}/{secret}"
        drawn = segno.make(address, error="m").svg_inline(
            scale=3, border=2, dark="#000", light="#fff", omitsize=True
        )
        self.assertIn(drawn, page.source)
        self.assertIn(f"{secret[:4]}-{secret[4:8]}-{secret[8:]}", page.words)

    def test_who_hands_out_no_receipts_sees_no_secret(self):
        self.form().send(SEND, **TYPED)
        dossier = self.received()
        page = self.at_desk("officer").get(f"{dossier.absolute_url()}/@@giay-tiep-nhan")
        self.assertEqual(page.status, 200)
        secret = secrets.secret_of(dossier.code)
        self.assertNotIn(secret[:4] + "-", page.words)

    def test_there_is_none_before_the_acceptance(self):
        dossier = dossier_in(self.portal, "submitted")
        transaction.commit()
        page = self.clerk.get(f"{dossier.absolute_url()}/@@giay-tiep-nhan")
        self.assertEqual(page.url, dossier.absolute_url())
        self.assertIn("sau khi hồ sơ được tiếp nhận", page.words)

    def test_the_same_person_is_named_once(self):
        applicant = APPLICANT | {"name": "Lê Thị Một"}
        dossier = dossier_in(self.portal, "accepted", applicant=applicant)
        transaction.commit()
        page = self.clerk.get(f"{dossier.absolute_url()}/@@giay-tiep-nhan")
        self.assertNotIn("Người nộp hồ sơ: ", page.words)
