"""Filing through the pages, without scripts: the whole path, and everything that can go wrong."""

from datetime import date
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.dossiers import PDF
from tests.filing import ANSWERS
from tests.filing import build_filing_world
from tests.filing import CLOSED
from tests.filing import CODE
from tests.filing import COMMUNAL
from tests.filing import OFFLINE
from tests.filing import PNG
from tests.filing import Visitor

import re
import requests
import transaction
import unittest


class WizardCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.guest = Visitor(self.portal)

    def rows(self):
        """All dossiers of the register, seen by a transaction of its own."""
        transaction.begin()
        found = queries.worklist(queries.WorklistQuery(agencies=("so-mau", "so-khac")))
        return found.rows

    def draft(self, visitor=None):
        """The draft the visitor is at, seen by a transaction of its own."""
        transaction.begin()
        name = re.search(r"/nop-ho-so/(\w+)", (visitor or self.guest).answer.url)[1]
        return drafts.get(name)


class PathTest(WizardCase):
    def test_a_guest_files_page_by_page(self):
        guest = self.guest
        guest.begin()
        self.assertEqual(guest.title, "Bước 1 trong 6: Người nộp hồ sơ")
        guest.tell_who()
        self.assertEqual(guest.title, "Bước 2 trong 6: Nơi nộp")
        guest.choose_place()
        self.assertEqual(guest.title, "Bước 3 trong 6: Tờ khai")
        guest.declare()
        self.assertEqual(guest.title, "Bước 4 trong 6: Giấy tờ")
        guest.add_papers()
        self.assertEqual(guest.title, "Bước 5 trong 6: Nhận kết quả và phí")
        guest.send({"way.result_by": "post"})
        self.assertEqual(guest.problems, ["way.result_by"])
        guest.send({"way.result_by": "counter"})
        self.assertEqual(guest.title, "Bước 6 trong 6: Kiểm tra và nộp")
        self.assertIn("chưa nộp", guest.words(".dvc-saved"))
        self.assertIn("035185000001", guest.words())
        self.assertIn("135.000 đ", guest.words())
        self.assertIn("don.pdf", guest.words())
        self.assertEqual(self.rows(), ())
        guest.file()
        self.assertEqual(guest.title, "Đã nộp hồ sơ")
        [row] = self.rows()
        self.assertIn(row.code, guest.words(".dvc-number"))
        self.assertEqual((row.channel, row.filed_by), ("online", ""))
        dossier = access.find(row.code)
        self.assertEqual(dossier.data["tien"], 135000)
        self.assertEqual(dossier.data["ngay"], "2018-08-31")
        self.assertEqual(dossier.applicant["birth_date"], "1985-01-01")
        self.assertEqual(dossier.applicant["phone"], "0912345678")
        self.assertEqual(dossier.owner, dossier.applicant)
        self.assertEqual([paper.file.data for paper in dossier.papers], [PDF])

    def test_for_somebody_else_the_owner_is_told_apart(self):
        guest = self.guest
        guest.begin()
        person = {
            "applicant.name": "Công ty Mẫu",
            "applicant.kind": "organisation",
            "applicant.tax_code": "0100109106",
            "applicant.phone": "0226 3852 999",
            "who.for": "other",
        }
        guest.send(person)
        self.assertEqual(guest.problems, ["owner.name"])
        guest.send({"owner.name": "Trần Văn Mẫu"})
        guest.choose_place()
        guest.declare()
        guest.add_papers()
        guest.send({"way.result_by": "counter"})
        guest.file()
        [row] = self.rows()
        self.assertEqual(row.applicant_name, "Công ty Mẫu")
        self.assertEqual(row.applicant_id, "0100109106")
        self.assertEqual(row.owner_name, "Trần Văn Mẫu")

    def test_case_and_commune_are_asked_where_there_is_a_choice(self):
        guest = self.guest
        guest.begin(COMMUNAL["code"])
        guest.tell_who()
        guest.send(go="next")
        self.assertEqual(guest.problems, ["place.case", "place.agency"])
        guest.send({"place.q": "doai", "place.case": "lai"}, go="stay")
        transaction.begin()
        self.assertEqual(self.draft().case, "lai")
        guest.get(f"{guest.answer.url}?place.q=mau+doai")
        found = [
            item.get("value") for item in guest.page.cssselect("[name='place.agency']")
        ]
        self.assertEqual(found, ["xa-17"])
        guest.send({"place.agency": "xa-17"})
        self.assertEqual(guest.title, "Bước 3 trong 5: Giấy tờ")
        draft = self.draft()
        self.assertEqual((draft.agency, draft.case), ("xa-17", "lai"))

    def test_a_citizen_finds_dossier_and_draft_in_the_account(self):
        citizen = Visitor(self.portal, "citizen")
        citizen.walk_to_check()
        citizen.get("ho-so-cua-toi")
        self.assertIn("chưa nộp", citizen.words())
        [link] = citizen.page.cssselect("#main h3 a")
        citizen.get(link.get("href"))
        self.assertEqual(citizen.title, "Bước 6 trong 6: Kiểm tra và nộp")
        citizen.file()
        citizen.get("ho-so-cua-toi")
        self.assertNotIn("chưa nộp", citizen.words())
        [row] = self.rows()
        self.assertEqual(row.filed_by, "citizen")
        self.assertIn(row.code, citizen.words())

    def test_the_next_filing_of_a_citizen_is_prefilled(self):
        citizen = Visitor(self.portal, "citizen")
        citizen.walk_to_check()
        citizen.file()
        citizen.begin()
        values = dict(citizen.values())
        self.assertEqual(values["applicant.name"], "Nguyễn Thị Mẫu")
        self.assertEqual(values["applicant.id_number"], "035185000001")
        self.assertEqual(values["applicant.birth_date"], "01/01/1985")

    def test_a_guest_who_logs_in_meanwhile_takes_the_draft_along(self):
        self.guest.walk_to_check()
        self.guest.session.auth = ("citizen", "Thu-nghiem-2018")
        self.guest.get(self.guest.answer.url)
        self.guest.file()
        [row] = self.rows()
        self.assertEqual(row.filed_by, "citizen")


class MistakesTest(WizardCase):
    def test_a_wrong_number_is_told_and_nothing_typed_is_lost(self):
        self.guest.begin()
        self.guest.tell_who(id_number="03518500000", name="Nguyễn Thị Mẫu Ơi")
        self.assertEqual(self.guest.problems, ["applicant.id_number"])
        self.assertIn("11", self.guest.words(".dvc-errors"))
        values = dict(self.guest.values())
        self.assertEqual(values["applicant.id_number"], "03518500000")
        self.assertEqual(values["applicant.name"], "Nguyễn Thị Mẫu Ơi")
        [wrong] = self.guest.page.cssselect("[aria-invalid=true]")
        self.assertEqual(wrong.get("id"), "applicant.id_number")
        for name in wrong.get("aria-describedby").split():
            self.assertEqual(len(self.guest.page.xpath(f"//*[@id='{name}']")), 1)

    def test_what_is_wrong_is_saved_and_there_after_loading_again(self):
        self.guest.begin()
        self.guest.tell_who(phone="abc")
        url = self.guest.answer.url
        self.guest.get(url)
        self.assertEqual(dict(self.guest.values())["applicant.phone"], "abc")
        self.assertEqual(self.guest.problems, ["applicant.phone"])

    def test_an_error_page_has_the_word_in_its_title(self):
        self.guest.begin()
        self.guest.tell_who(phone="abc")
        title = self.guest.page.cssselect("title")[0].text_content()
        self.assertTrue(title.strip().startswith("Lỗi: Bước 1 trong 6"))

    def test_going_back_saves_without_complaint(self):
        self.guest.begin()
        self.guest.tell_who()
        self.guest.choose_place()
        self.guest.send({"data.ten": "Nửa chừng"}, go="back")
        self.assertEqual(self.guest.title, "Bước 2 trong 6: Nơi nộp")
        self.guest.send(go="next")
        self.assertEqual(dict(self.guest.values())["data.ten"], "Nửa chừng")

    def test_filing_needs_the_statement(self):
        self.guest.walk_to_check()
        self.guest.send(go="file")
        self.assertEqual(self.guest.problems, ["check.statement"])
        self.assertEqual(self.rows(), ())

    def test_filing_needs_every_page(self):
        self.guest.begin()
        url = self.guest.answer.url.replace("nguoi-nop", "kiem-tra")
        self.guest.get(url)
        self.guest.file()
        self.assertEqual(
            set(self.guest.problems),
            {"part-nguoi-nop", "part-noi-nop", "part-to-khai", "part-giay-to"},
        )
        self.assertEqual(self.rows(), ())

    def test_only_the_last_page_files(self):
        self.guest.begin()
        self.guest.send({"check.statement": "1"}, go="file")
        self.assertEqual(self.guest.title, "Bước 1 trong 6: Người nộp hồ sơ")
        self.assertEqual(self.rows(), ())

    def test_a_script_is_shown_as_text(self):
        self.guest.walk_to_check()
        self.guest.get(self.guest.answer.url.replace("kiem-tra", "to-khai"))
        self.guest.declare(ten="<script>alert(1)</script>")
        self.assertEqual(self.guest.page.xpath("//script[contains(., 'alert')]"), [])
        self.assertIn("<script>alert(1)</script>", self.guest.words())

    def test_unknown_fields_of_a_form_are_not_kept(self):
        self.guest.begin()
        self.guest.send({"applicant.la": "x", "data.la": "x", "filed_by": "citizen"})
        draft = self.draft()
        self.assertNotIn("la", draft.applicant)
        self.assertEqual(draft.filed_by, "")


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
        self.assertEqual(self.guest.title, "Bước 4 trong 6: Giấy tờ")
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
        self.assertEqual(self.guest.title, "Bước 4 trong 6: Giấy tờ")

    def test_papers_of_another_case_are_left_out(self):
        self.guest.begin(COMMUNAL["code"])
        self.guest.tell_who()
        self.guest.send({"place.case": "lai", "place.agency": "so-mau"})
        url = self.guest.answer.url
        files = [("papers.don", ("a.pdf", PDF)), ("papers.cu", ("b.pdf", PDF))]
        self.guest.send(go="next", files=files)
        self.guest.send({"way.result_by": "counter"})
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
        self.assertEqual(self.guest.title, "Bước 1 trong 6: Người nộp hồ sơ")
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
