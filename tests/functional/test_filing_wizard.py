"""Filing through the pages, without scripts: the whole path, and what can be typed wrong."""

from hanam.dvc.dossiers import access
from tests.dossiers import PDF
from tests.filing import COMMUNAL
from tests.filing import Visitor
from tests.wizard import WizardCase

import transaction


class PathTest(WizardCase):
    def test_a_guest_files_page_by_page(self):
        guest = self.guest
        guest.begin()
        self.assertEqual(guest.title, "Bước 1 trong 4: Người nộp hồ sơ")
        guest.tell_who(slug="")
        self.assertEqual(guest.problems, ["place.agency"])
        guest.tell_who()
        self.assertEqual(guest.title, "Bước 2 trong 4: Tờ khai")
        guest.declare()
        self.assertEqual(guest.title, "Bước 3 trong 4: Giấy tờ")
        guest.add_papers()
        self.assertEqual(guest.title, "Bước 4 trong 4: Kiểm tra và nộp")
        guest.send({"way.result_by": "post", "check.statement": "1"}, go="file")
        self.assertEqual(guest.problems, ["way.result_by"])
        guest.send({"way.result_by": "counter"})
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
            "place.agency": "so-mau",
        }
        guest.send(person)
        self.assertEqual(guest.problems, ["owner.name"])
        guest.send({"owner.name": "Trần Văn Mẫu"})
        guest.declare()
        guest.add_papers()
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
        self.assertEqual(guest.title, "Bước 3 trong 4: Giấy tờ")
        draft = self.draft()
        self.assertEqual((draft.agency, draft.case), ("xa-17", "lai"))

    def test_a_citizen_finds_dossier_and_draft_in_the_account(self):
        citizen = Visitor(self.portal, "citizen")
        citizen.walk_to_check()
        citizen.get("ho-so-cua-toi")
        self.assertIn("chưa nộp", citizen.words())
        [link] = citizen.page.cssselect("#main h3 a")
        citizen.get(link.get("href"))
        self.assertEqual(citizen.title, "Bước 4 trong 4: Kiểm tra và nộp")
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
        self.assertTrue(title.strip().startswith("Lỗi: Bước 1 trong 4"))

    def test_going_back_saves_without_complaint(self):
        self.guest.begin()
        self.guest.tell_who()
        self.guest.choose_place()
        self.guest.send({"data.ten": "Nửa chừng"}, go="back")
        self.assertEqual(self.guest.title, "Bước 1 trong 4: Người nộp hồ sơ")
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
            {"part-nguoi-nop", "part-to-khai", "part-giay-to"},
        )
        self.assertEqual(self.rows(), ())

    def test_only_the_last_page_files(self):
        self.guest.begin()
        self.guest.send({"check.statement": "1"}, go="file")
        self.assertEqual(self.guest.title, "Bước 1 trong 4: Người nộp hồ sơ")
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
