"""The four tracks on the page of a dossier, for staff and for its applicant."""

from hanam.dvc.dossiers import secrets
from tests.counter import DossierCase
from tests.dossiers import APPLICANT

import transaction


FEE = [{"kind": "fee", "title": "Lệ phí", "amount": 8000}]


class TracksCase(DossierCase):
    def setUp(self):
        super().setUp()
        self.portal["thu-tuc"]["1.999001"].fees = [dict(row) for row in FEE]
        transaction.commit()

    def move(self, page, name):
        return page.form(f"//details[@id='{name}']//form")

    def moves(self, page):
        return page.find("//details[contains(@class, 'trk-move')]/@id")

    def track(self, page, name):
        (found,) = page.find(f"//*[@id='track-{name}']")
        return " ".join(found.text_content().split())


class StripTest(TracksCase):
    def test_all_four_are_shown_each_with_its_word(self):
        page = self.at_desk("clerk").get(self.dossier("processing"))
        self.assertIn("Đang xử lý", self.track(page, "state"))
        self.assertIn("Chưa nộp", self.track(page, "money"))
        self.assertIn("8.000", self.track(page, "money"))
        self.assertIn("10/9/2018", self.track(page, "money"))
        self.assertIn("Chưa có kết quả", self.track(page, "delivery"))
        self.assertIn("Không đồng bộ", self.track(page, "sync"))

    def test_each_role_is_offered_its_moves(self):
        url = self.dossier("processing")
        for who, expected in (
            ("clerk", ["paid", "part_paid", "exempt", "nothing_due"]),
            ("officer", ["nothing_due"]),
            ("leader", ["exempt"]),
            ("manager", []),
        ):
            page = self.at_desk(who).get(f"{url}/view")
            found = [m for m in self.moves(page) if m.startswith("money.")]
            with self.subTest(who=who):
                self.assertEqual(found, [f"money.{target}" for target in expected])

    def test_a_payment_is_noted_with_its_receipt(self):
        url = self.dossier("processing")
        form = self.move(self.at_desk("clerk").get(url), "money.paid")
        done = form.send(("move", "money.paid"), receipt="BL 0007")
        self.assertEqual((done.status, done.url), (200, url))
        self.assertEqual(done.history[0].status_code, 303)
        self.assertIn("Đã nộp", self.track(done, "money"))
        self.assertIn("BL 0007", self.track(done, "money"))
        self.assertIn("Phí, lệ phí: Chưa nộp → Đã nộp", done.words)
        self.assertEqual((self.row().money, self.row().state), ("paid", "processing"))

    def test_what_is_wrong_is_told_at_its_field_and_kept(self):
        url = self.dossier("processing")
        form = self.move(self.at_desk("clerk").get(url), "money.part_paid")
        for amount in ("", "nhiều", "8.000"):
            with self.subTest(amount=amount):
                page = form.send(
                    ("move", "money.part_paid"), amount=amount, receipt="BL 1"
                )
                self.assertEqual(page.status, 400)
                link = page.find("//*[@id='errors']//a/@href")
                self.assertEqual(link, ["#money.part_paid.amount"])
                again = self.move(page, "money.part_paid").fields
                self.assertEqual(again["amount"], [amount])
                self.assertEqual(again["receipt"], ["BL 1"])
        self.assertEqual(self.row().money, "due")
        done = form.send(("move", "money.part_paid"), amount="5.000 đ", receipt="BL 1")
        self.assertEqual(done.status, 200)
        self.assertIn("đã nộp: 5.000", self.track(done, "money"))

    def test_a_forged_form_and_an_unknown_move_change_nothing(self):
        url = self.dossier("processing")
        form = self.move(self.at_desk("clerk").get(url), "money.paid")
        forged = form.send(("move", "money.paid"), _authenticator="0", receipt="BL 1")
        self.assertEqual(forged.status, 403)
        self.assertEqual(self.move(forged, "money.paid").fields["receipt"], ["BL 1"])
        form.buttons.add(("move", "money.rich"))
        self.assertEqual(form.send(("move", "money.rich")).status, 400)
        form.buttons.add(("move", "sync.waiting"))
        self.assertEqual(form.send(("move", "sync.waiting")).status, 403)
        self.assertEqual(self.row().money, "due")

    def test_the_second_one_is_told_what_happened_meanwhile_and_by_whom(self):
        url = self.dossier("processing")
        late = self.move(self.at_desk("clerk").get(url), "money.exempt")
        first = self.move(self.at_desk("clerk").get(url), "money.paid")
        first.send(("move", "money.paid"), receipt="BL 0008")
        page = late.send(("move", "money.exempt"), reason="Hộ nghèo, có giấy.")
        self.assertEqual(page.status, 409)
        (told,) = page.find("//*[@id='meanwhile']")
        words = " ".join(told.text_content().split())
        self.assertIn("Trong lúc đó", words)
        self.assertIn("Phí, lệ phí: Chưa nộp → Đã nộp", words)
        self.assertIn("clerk (mẫu)", words)
        self.assertIn("Hộ nghèo, có giấy.", page.words)
        self.assertEqual(self.row().money, "paid")


class FollowedTest(TracksCase):
    def follow(self):
        url = f"tra-cuu/{self.code}/{secrets.secret_of(self.code)}"
        page = self.at_desk("").get(url)
        assert page.status == 200, page.status
        found = page.find("//*[@id='tracks']")
        return " ".join(found[0].text_content().split()) if found else ""

    def test_the_applicant_reads_money_and_result_in_plain_words(self):
        self.dossier("submitted")
        self.assertEqual(self.follow(), "")
        self.dossier("processing")
        self.assertIn("Bạn cần nộp phí, lệ phí. 8.000 đ", self.follow())
        self.dossier("finished")
        self.assertIn("Kết quả đã có tại quầy", self.follow())
        self.dossier("stopped")
        self.assertIn("Giấy tờ bạn đã nộp đang ở quầy", self.follow())

    def test_a_result_that_the_post_brings_is_followed_by_its_number(self):
        applicant = {**APPLICANT, "address": "Số 1 đường Mẫu"}
        url = self.dossier("finished", result_by="post", applicant=applicant)
        form = self.move(self.at_desk("clerk").get(url), "delivery.with_post")
        form.send(("move", "delivery.with_post"), number="EB000000000VN")
        told = self.follow()
        self.assertIn("Bưu điện đang chuyển kết quả đến bạn. EB000000000VN", told)
