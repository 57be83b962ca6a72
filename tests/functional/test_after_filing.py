"""After the filing: the way of the result, contact, fees; each page for its reader alone."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.register import queries
from tests.after import AfterCase
from tests.dossiers import act_as
from tests.dossiers import do
from tests.filing import CODE
from tests.filing import Visitor

import transaction


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
