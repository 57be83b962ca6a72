"""A result is handed over: signed for, by a code, with the identity card, by post; originals go back."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import secrets
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from hanam.dvc.rules import result_codes
from tests import documents
from tests import drawings
from tests.counter import DossierCase
from tests.dossiers import do
from tests.dossiers import PDF
from tests.sandboxes import switch_on
from unittest.mock import patch

import re
import transaction


class HandingTest(DossierCase):
    def at(self, state="finished", **changes):
        self.url = self.dossier(state, **changes)
        self.page_url = f"{self.url}/@@tra-ket-qua"
        return self.url

    def form(self, user="clerk", go="hand"):
        page = self.at_desk(user).get(self.page_url)
        return page.form(f"//main//form[.//button[@value='{go}']]")

    def hand(self, form=None, **changes):
        form = form or self.form()
        fields = {
            "proof": "card",
            "receiver": "Trần Văn Mẫu",
            "receiver_id": "035090000002",
        }
        return form.send(("go", "hand"), **fields | changes)

    def stored(self):
        self.row()
        return access.find(self.code)

    def sent_code(self):
        """The six digits of the newest message to the applicant."""
        self.row()
        found = session().query(MessageRow).order_by(MessageRow.created).all()
        return re.search(r"\b\d{6}\b", found[-1].text)[0]

    def test_the_receiver_signs_on_the_screen(self):
        self.at()
        page = self.hand(proof="drawn", drawing=drawings.sent())
        self.assertEqual(page.status, 200, page.problems)
        dossier = self.stored()
        self.assertEqual(dossier.state, "returned")
        (entry,) = dossier.handed
        self.assertEqual((entry["proof"], entry["receiver"]), ("drawn", "Trần Văn Mẫu"))
        self.assertIn("Đã ký trên màn hình.", self.history()[-1].note)
        place = f"{self.page_url}/{entry['drawing']}"
        seen = self.at_desk("clerk").session.get(place, timeout=60)
        self.assertEqual(seen.headers["Content-Type"], "image/png")
        self.assertIn("sandbox", seen.headers["Content-Security-Policy"])
        for user in ("citizen", "strange-clerk", "other-citizen", ""):
            with self.subTest(user=user):
                answer = self.at_desk(user).session.get(place, timeout=60)
                self.assertNotEqual(answer.headers.get("Content-Type"), "image/png")
        printed = self.at_desk("clerk").session.get(
            f"{self.page_url}/phieu.pdf", timeout=60
        )
        words = documents.words_of(printed.content)
        for part in (self.code, "Trần Văn Mẫu", "Giấy mẫu"):
            self.assertIn(part, words)

    def test_what_is_no_signature_is_not_taken_for_one(self):
        self.at()
        for sent in (
            "",
            "data:image/png;base64,!!",
            drawings.sent(b"GIF89a"),
            drawings.sent(drawings.picture(drawn=False)),
            drawings.sent(drawings.picture(size=(5000, 10))),
            drawings.sent(drawings.picture(kind="JPEG")),
            drawings.sent(drawings.picture() + b"x" * 900_000),
        ):
            with self.subTest(size=len(sent), start=sent[:30]):
                page = self.hand(proof="drawn", drawing=sent)
                self.assertEqual(page.status, 400)
                self.assertIn("chữ ký", " ".join(page.problems))
        self.assertEqual(self.row().state, "finished")

    def test_the_card_a_proxy_and_the_missing_are_asked_for(self):
        self.at()
        for changes, words in (
            ({"receiver": ""}, "Ghi tên người nhận"),
            ({"receiver_id": ""}, "số giấy tờ"),
            ({"as": "proxy"}, "giấy ủy quyền"),
            ({"proof": "x"}, "cách người nhận xác nhận"),
            ({"results": []}, "cùng lúc"),
            ({"proof": "post"}, "không gửi qua bưu chính"),
            ({"note": "x" * 301}, "300"),
        ):
            with self.subTest(words=words):
                page = self.hand(**changes)
                self.assertEqual(page.status, 400)
                self.assertIn(words, " ".join(page.problems))
        self.assertEqual(self.row().state, "finished")
        page = self.hand(**{"as": "proxy"}, authority="Giấy ủy quyền 05/9/2018")
        self.assertEqual(page.status, 200, page.problems)
        self.assertIn("Giấy ủy quyền 05/9/2018", self.history()[-1].note)

    def test_a_code_that_was_sent_to_the_applicant_confirms(self):
        switch_on("sms")
        self.at()
        page = self.form().send(("go", "code"), receiver="Bà Mẫu", proof="code")
        self.assertEqual(page.status, 200)
        form = page.form("//main//form[.//button[@value='hand']]")
        self.assertEqual(form.fields["receiver"], ["Bà Mẫu"])
        self.assertTrue(form.fields["challenge"][0])
        code = self.sent_code()
        wrong = self.hand(
            form, proof="code", code="000000" if code != "000000" else "1" * 6
        )
        self.assertEqual(wrong.status, 400)
        self.assertIn("Mã chưa đúng", " ".join(wrong.problems))
        self.assertEqual(self.hand(form, proof="code", code=code).status, 200)
        self.assertEqual(self.stored().handed[-1]["proof"], "code")

    def test_without_a_contact_no_code_is_offered(self):
        self.at()
        page = self.at_desk("clerk").get(self.page_url)
        self.assertFalse(page.find("//input[@name='proof'][@value='code']"))
        self.assertIn("Không gửi được mã", page.words)
        form = self.form()
        form.buttons.add(("go", "code"))
        page = form.send(("go", "code"))
        self.assertIn("không gửi được mã", " ".join(page.problems))

    def test_a_code_that_is_too_old_is_worth_nothing(self):
        from datetime import timedelta
        from hanam.dvc.dossiers import moment

        switch_on("sms")
        self.at()
        page = self.form().send(("go", "code"), proof="code")
        form = page.form("//main//form[.//button[@value='hand']]")
        code = self.sent_code()
        later = moment.now() + timedelta(days=1)
        with patch("hanam.dvc.identity.codes.moment.now", lambda: later):
            page = self.hand(form, proof="code", code=code)
        self.assertEqual(page.status, 400)
        self.assertEqual(self.row().state, "finished")

    def test_who_is_second_changes_nothing(self):
        self.at()
        old = self.form()
        self.assertEqual(self.hand().status, 200)
        page = self.hand(old)
        self.assertEqual(page.status, 409)
        self.assertEqual(len(self.stored().handed), 1)

    def test_only_a_clerk_of_the_agency_hands_over(self):
        self.at()
        fields = dict(self.form().fields)
        for user in ("officer", "leader", "strange-clerk", "citizen"):
            with self.subTest(user=user):
                page = self.at_desk(user).get(self.page_url)
                self.assertFalse(page.find("//button[@value='hand']"))
                data = {name: values[0] for name, values in fields.items()}
                answer = self.at_desk(user).session.post(
                    self.page_url,
                    data=data | {"go": "hand", "proof": "card"},
                    timeout=60,
                )
                self.assertIn(answer.status_code, (400, 403, 404))
        self.assertEqual(self.row().state, "finished")

    def test_originals_go_back_with_the_result_or_later(self):
        from hanam.dvc.dossiers import intake

        papers = [
            intake.NewPaper("don", "Đơn.pdf", "", PDF, originals=1),
            intake.NewPaper("khac", originals=2),
        ]
        self.at(channel="counter", papers=papers, filed_by="")
        form = self.form()
        page = self.at_desk("clerk").get(self.page_url)
        boxes = page.find("//input[@name='originals']/@value")
        self.assertEqual(len(boxes), 2)
        page = self.hand(form, originals=[boxes[0]])
        self.assertEqual(page.status, 200, page.problems)
        self.assertIn("Đơn đề nghị", self.history()[-1].note)
        page = self.form(go="originals").send(("go", "originals"), receiver="Bà Mẫu")
        self.assertEqual(page.status, 400)
        left = self.form(go="originals")
        page = left.send(("go", "originals"), receiver="Bà Mẫu", originals=[boxes[1]])
        self.assertEqual(page.status, 200, page.problems)
        self.assertEqual(self.history()[-1].action, "originals_returned")
        self.assertIsNone(self.form(go="originals"))

    def test_the_post_takes_it_brings_it_back_and_delivers_it(self):
        address = {"address": "Số 0, ngõ Mẫu", "commune": "13294"}
        from tests.dossiers import APPLICANT

        self.at(result_by="post", applicant=APPLICANT | address)
        page = self.form(go="post").send(("go", "post"), tracking="")
        self.assertEqual(page.status, 400)
        self.form(go="post").send(("go", "post"), tracking="RM000000001VN")
        self.assertEqual(self.row().delivery, "with_post")
        form = self.form()
        self.assertEqual(form.fields["tracking"], ["RM000000001VN"])
        page = self.hand(form, proof="post", delivered="2017-01-01")
        self.assertEqual(page.status, 400)
        page = self.hand(form, proof="post", delivered="2018-09-12")
        self.assertEqual(page.status, 200, page.problems)
        entry = self.stored().handed[-1]
        self.assertEqual((entry["tracking"], str(entry["delivered"])),
                         ("RM000000001VN", "2018-09-12"))  # fmt: skip
        self.assertEqual(self.row().delivery, "delivered")

    def test_a_result_that_came_back_is_handed_over_at_the_counter(self):
        address = {"address": "Số 0, ngõ Mẫu", "commune": "13294"}
        from tests.dossiers import APPLICANT

        self.at(result_by="post", applicant=APPLICANT | address)
        self.form(go="post").send(("go", "post"), tracking="RM000000001VN")
        self.form(go="back").send(("go", "back"), why="Không có người nhận")
        self.assertEqual(self.row().delivery, "returned_by_post")
        self.assertEqual(self.hand().status, 200)

    def test_a_forged_form_changes_nothing(self):
        self.at()
        form = self.form()
        form.fields["_authenticator"] = ["x"]
        self.assertEqual(self.hand(form).status, 403)
        self.assertEqual(self.row().state, "finished")

    def test_papers_of_a_stopped_dossier_are_given_back_without_a_result(self):
        self.at("stopped")
        self.assertEqual(self.hand().status, 200)
        self.assertEqual(self.row().state, "returned")
        transaction.abort()


class OnlineTest(DossierCase):
    def setUp(self):
        super().setUp()
        lookup.procedure("1.999001").return_online = True
        self.url = self.dossier("processing", result_by="online", filed_by="citizen")
        given = {"number": "9/QĐ", "filename": "a.pdf", "data": PDF}
        do(self.portal, access.find(self.code), "officer", "finish", result=given)
        transaction.commit()
        self.secret = secrets.secret_of(self.code)

    def stored(self):
        self.row()
        return access.find(self.code)

    def place(self, secret=None):
        (paper,) = self.stored().results
        base = self.portal.absolute_url()
        return f"{base}/tra-cuu/{self.code}/{secret or self.secret}/tai/{paper.id}"

    def test_the_first_download_hands_an_online_result_over_once(self):
        place = self.place()
        for _time in range(2):
            answer = self.at_desk("").session.get(place, timeout=60)
            self.assertEqual((answer.status_code, answer.content), (200, PDF))
        row = self.row()
        self.assertEqual((row.state, row.delivery), ("returned", "handed_online"))
        actions = [entry.action for entry in self.history()]
        self.assertEqual(actions[-2:], ["result_fetched", "hand_over"])
        self.assertEqual(len(self.stored().handed), 1)

    def test_staff_strangers_and_browsers_that_look_ahead_hand_nothing_over(self):
        place = self.place()
        self.at_desk("").session.get(
            place, headers={"Sec-Purpose": "prefetch"}, timeout=60
        )
        self.at_desk("").session.head(place, timeout=60)
        self.at_desk("").session.get(self.place("AAAABBBBCCCC"), timeout=60)
        (paper,) = self.stored().results
        self.at_desk("officer").get(f"{self.url}/@@paper/{paper.id}")
        self.assertEqual(self.row().state, "finished")

    def test_the_applicant_sees_how_the_result_is_verified(self):
        base = self.portal.absolute_url()
        page = self.at_desk("").get(f"{base}/tra-cuu/{self.code}/{self.secret}")
        code = result_codes.shown(self.stored().results[0].issue["code"])
        self.assertIn(code, page.words)
        self.assertTrue(page.find(f"//a[contains(@href, 'xac-thuc/{code}')]"))
        self.assertTrue(page.find("//section[@id='xac-thuc']//*[local-name()='svg']"))
