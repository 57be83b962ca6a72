"""Sent twice, forged, begun elsewhere, closed meanwhile: nothing lost, nothing doubled."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import drafts
from plone import api
from tests.filing import ANSWERS
from tests.filing import CLOSED
from tests.filing import CODE
from tests.filing import OFFLINE
from tests.filing import Visitor
from tests.wizard import WizardCase

import requests
import transaction


class SafetyTest(WizardCase):
    def test_filing_twice_makes_one_dossier(self):
        self.guest.walk_to_check()
        form, values = self.guest.form(), self.guest.values()
        sent = dict(values) | {"check.statement": "1", "go": "file"}
        answers = [
            self.guest.session.post(
                form.get("action"), data=sent, allow_redirects=False
            )
            for _ in range(3)
        ]
        self.assertEqual({answer.status_code for answer in answers}, {303})
        self.assertEqual(len({answer.headers["Location"] for answer in answers}), 1)
        self.assertEqual(len(self.rows()), 1)

    def test_after_filing_every_page_of_the_draft_leads_to_the_receipt(self):
        self.guest.walk_to_check()
        url = self.guest.answer.url
        self.guest.file()
        self.guest.get(url)
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
        stranger = Visitor(self.portal)
        self.assertEqual(stranger.get(url).status_code, 404)
        self.assertNotIn("000.00.91", stranger.answer.text)

    def test_a_forged_token_saves_nothing_and_loses_nothing(self):
        self.guest.begin()
        sent = dict(self.guest.values()) | {
            "applicant.name": "Nguyễn Thị Giữ Lại",
            "_authenticator": "0" * 40,
        }
        self.guest.send(sent)
        self.assertIn("chưa được lưu", self.guest.words(".dvc-errors"))
        self.assertEqual(
            dict(self.guest.values())["applicant.name"], "Nguyễn Thị Giữ Lại"
        )
        self.assertEqual(self.draft().applicant["name"], "")
        self.guest.send()
        self.assertEqual(self.draft().applicant["name"], "Nguyễn Thị Giữ Lại")

    def test_a_forged_token_files_nothing(self):
        self.guest.walk_to_check()
        self.guest.file()
        other = Visitor(self.portal)
        other.walk_to_check()
        for value in ("", "0" * 40):
            with self.subTest(token=value):
                other.send({"check.statement": "1", "_authenticator": value}, go="file")
                self.assertIn("Kiểm tra và nộp", other.title)
        self.assertEqual(len(self.rows()), 1)

    def test_a_token_of_another_guest_is_forged(self):
        other = Visitor(self.portal)
        other.get(f"thu-tuc/{CODE}/nop-ho-so")
        token = dict(other.values())["_authenticator"]
        self.guest.begin()
        self.guest.send({"_authenticator": token, "applicant.name": "Ai đó"})
        self.assertIn("chưa được lưu", self.guest.words(".dvc-errors"))

    def test_no_draft_is_begun_by_reading(self):
        self.guest.get(f"thu-tuc/{CODE}/nop-ho-so")
        transaction.begin()
        shelves = self.portal["ho-so"]["nhap"].values()
        self.assertEqual([name for shelf in shelves for name in list(shelf.keys())], [])

    def test_the_draft_of_a_guest_is_closed_to_other_browsers(self):
        self.guest.begin()
        self.guest.tell_who()
        url = self.guest.answer.url
        for visitor in (Visitor(self.portal), Visitor(self.portal, "citizen")):
            self.assertEqual(visitor.get(url).status_code, 404)
            self.assertNotIn("Nguyễn Thị Mẫu", visitor.answer.text)

    def test_the_draft_of_a_citizen_is_closed_to_others(self):
        citizen = Visitor(self.portal, "citizen")
        citizen.begin()
        citizen.tell_who()
        url = citizen.answer.url
        for user in ("", "other-citizen", "clerk", "leader"):
            visitor = Visitor(self.portal, user)
            with self.subTest(user=user):
                self.assertEqual(visitor.get(url).status_code, 404)
                self.assertNotIn("Nguyễn Thị Mẫu", visitor.answer.text)

    def test_what_was_typed_after_the_session_ended_goes_on(self):
        self.guest.begin()
        self.guest.session.cookies.clear()
        self.guest.tell_who(name="Nguyễn Thị Không Mất")
        self.assertEqual(self.guest.answer.status_code, 404)
        self.assertIn("Nguyễn Thị Không Mất", self.guest.words())
        self.guest.send()
        self.assertEqual(self.guest.title, "Bước 2 trong 4: Tờ khai")
        self.guest.send(go="back")
        values = dict(self.guest.values())
        self.assertEqual(values["applicant.name"], "Nguyễn Thị Không Mất")
        self.assertEqual(values["applicant.phone"], "0912 345 678")

    def test_the_cookie_of_a_guest_is_not_for_scripts(self):
        answer = requests.get(f"{self.portal.absolute_url()}/thu-tuc/{CODE}/nop-ho-so")
        cookie = answer.headers["Set-Cookie"]
        self.assertRegex(cookie, r"^dvc_khach=[\w-]{43};")
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)
        self.assertNotIn("Expires", cookie)
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")

    def test_the_start_page_offers_what_was_begun(self):
        self.guest.begin()
        draft = self.draft().getId()
        self.guest.get(f"thu-tuc/{CODE}/nop-ho-so")
        self.assertIn(draft, self.guest.answer.text)
        stranger = Visitor(self.portal)
        stranger.get(f"thu-tuc/{CODE}/nop-ho-so")
        self.assertNotIn(draft, stranger.answer.text)

    def test_a_draft_is_deleted_after_a_question(self):
        self.guest.begin()
        self.guest.send(go="discard")
        self.assertEqual(self.guest.title, "Xóa bản nháp này?")
        self.assertIsNotNone(self.draft())
        name = self.draft().getId()
        self.guest.send(go="discard-yes")
        transaction.begin()
        self.assertIsNone(drafts.get(name))

    def test_typing_is_saved_and_late_savings_change_nothing(self):
        self.guest.begin()
        action = self.guest.form().get("action")
        values = dict(self.guest.values())

        def save(name, sequence):
            sent = values | {"applicant.name": name, "sequence": sequence}
            return self.guest.session.post(
                action, data=sent, headers={"X-Autosave": "1"}
            )

        answer = save("Nguyễn Thị Một", "2")
        self.assertRegex(answer.json()["saved"], r"^Đã lưu lúc \d\d:\d\d · chưa nộp$")
        save("Nguyễn Thị Cũ", "1")
        self.assertEqual(self.draft().applicant["name"], "Nguyễn Thị Một")
        values["_authenticator"] = "0" * 40
        self.assertEqual(save("Nguyễn Thị Giả", "3").status_code, 403)
        self.assertEqual(self.draft().applicant["name"], "Nguyễn Thị Một")


class ClosedTest(WizardCase):
    def test_a_closed_procedure_says_what_to_do(self):
        self.guest.get(f"thu-tuc/{CLOSED['code']}/nop-ho-so")
        self.assertEqual(self.guest.answer.status_code, 410)
        self.assertEqual(self.guest.title, "Thủ tục này không còn nhận hồ sơ")

    def test_a_procedure_on_paper_only_says_where(self):
        self.guest.get(f"thu-tuc/{OFFLINE['code']}/nop-ho-so")
        self.assertEqual(self.guest.title, "Thủ tục này chưa nộp trực tuyến được")
        self.assertIn("Sở Mẫu", self.guest.words())

    def test_an_unknown_procedure_is_not_found(self):
        self.assertEqual(self.guest.get("thu-tuc/1.999999/nop-ho-so").status_code, 404)

    def test_a_procedure_closed_meanwhile_files_nothing(self):
        self.guest.walk_to_check()
        transaction.begin()
        procedure = lookup.procedure(CODE)
        procedure.effective_to = date(2018, 1, 1)
        transaction.commit()
        self.guest.file()
        self.assertEqual(self.guest.answer.status_code, 410)
        self.assertEqual(self.rows(), ())

    def test_an_unpublished_procedure_is_closed_too(self):
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(lookup.procedure(CODE), "reject")
        transaction.commit()
        self.guest.get(f"thu-tuc/{CODE}/nop-ho-so")
        self.assertEqual(self.guest.answer.status_code, 410)

    def test_all_answers_are_in_the_form(self):
        self.guest.begin()
        self.guest.tell_who()
        self.guest.choose_place()
        names = {
            item.get("name")
            for item in self.guest.page.cssselect("main [name^='data.']")
        }
        self.assertEqual(names, {f"data.{name}" for name in ANSWERS})
