"""Few steps, nothing typed twice, nothing overwritten: what a draft takes over and keeps."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import sample_paper
from hanam.dvc.register import begun
from plone import api
from tests.dossiers import PROCEDURE
from tests.filing import ANSWERS
from tests.filing import CODE
from tests.filing import PERSON
from tests.filing import Visitor
from tests.wizard import WizardCase

import requests
import transaction


COUNTED = {
    **PROCEDURE,
    "code": "1.999005",
    "title": "Chứng thực mẫu",
    "agencies": ["so-mau"],
    "papers": [{"key": "don", "title": "Đơn đề nghị"}],
    "fees": [
        {
            "kind": "fee",
            "title": "Phí chứng thực",
            "formula": "page 2000, from 3 1000, cap 200000",
        }
    ],
}


class ReuseTest(WizardCase):
    def filed_by(self, user=""):
        visitor = Visitor(self.portal, user)
        visitor.walk_to_check()
        visitor.file()
        return visitor

    def test_one_tap_leads_a_citizen_to_the_last_page(self):
        citizen = self.filed_by("citizen")
        citizen.get(f"thu-tuc/{CODE}/nop-ho-so")
        [row] = self.rows()
        citizen.send({"reuse": row.code})
        self.assertEqual(citizen.title, "Bước 4 trong 4: Kiểm tra và nộp")
        self.assertIn("135.000 đ", citizen.words())
        self.assertIn("don.pdf", citizen.words())
        citizen.file()
        self.assertEqual(citizen.title, "Đã nộp hồ sơ")
        first, second = sorted(row.code for row in self.rows())
        old, new = access.find(first), access.find(second)
        self.assertEqual(dict(old.data), dict(new.data))
        self.assertEqual(old.applicant, new.applicant)
        [paper], [copy] = old.papers, new.papers
        self.assertEqual(copy.file.data, paper.file.data)
        self.assertIsNot(copy.file, paper.file)
        self.assertEqual(copy.source, first)

    def test_a_guest_uses_again_what_this_browser_has_filed(self):
        guest = self.filed_by()
        guest.get(f"thu-tuc/{CODE}/nop-ho-so")
        [row] = self.rows()
        guest.send({"reuse": row.code})
        self.assertEqual(guest.title, "Bước 4 trong 4: Kiểm tra và nộp")
        guest.session.cookies.clear()
        guest.get(f"thu-tuc/{CODE}/nop-ho-so")
        self.assertNotIn(row.code, guest.answer.text)

    def test_nobody_uses_what_somebody_else_has_filed(self):
        self.filed_by("citizen")
        [row] = self.rows()
        for user in ("", "other-citizen", "clerk"):
            with self.subTest(user=user):
                other = Visitor(self.portal, user)
                other.get(f"thu-tuc/{CODE}/nop-ho-so")
                self.assertNotIn(row.code, other.answer.text)
                other.send({"reuse": row.code})
                self.assertEqual(other.title, "Bước 1 trong 4: Người nộp hồ sơ")
                self.assertNotIn("Nguyễn Thị Mẫu", other.answer.text)
                self.assertEqual(dict(self.draft(other).data), {})

    def test_what_was_taken_over_is_told_and_taken_out_one_by_one(self):
        citizen = self.filed_by("citizen")
        citizen.get(f"thu-tuc/{CODE}/nop-ho-so")
        [row] = self.rows()
        citizen.send({"reuse": row.code})
        self.assertIn(row.code, citizen.words(".dvc-used"))
        citizen.send({"drop": "data.ten"})
        draft = self.draft(citizen)
        self.assertNotIn("ten", draft.data)
        self.assertEqual(draft.data["so_ban"], 2)
        citizen.send({"drop": f"paper.{draft.papers[0].id}"})
        self.assertEqual(len(self.draft(citizen).papers), 0)
        citizen.file()
        self.assertEqual(set(citizen.problems), {"part-to-khai", "part-giay-to"})

    def test_answers_of_the_same_person_are_offered_and_never_put_in(self):
        citizen = self.filed_by("citizen")
        citizen.begin()
        citizen.tell_who()
        values = dict(citizen.values())
        self.assertEqual(values["data.ten"], "")
        self.assertIn("Ví dụ", citizen.words(".dvc-again"))
        citizen.send({"reuse": "data"})
        self.assertEqual(dict(citizen.values())["data.ten"], "Ví dụ")
        self.assertEqual(citizen.title, "Bước 2 trong 4: Tờ khai")

    def test_answers_of_another_person_are_not_offered(self):
        citizen = self.filed_by("citizen")
        citizen.begin()
        citizen.tell_who(id_number="035185000002", name="Trần Thị Khác")
        self.assertEqual(citizen.page.cssselect(".dvc-again"), [])
        citizen.send({"reuse": "data"})
        self.assertEqual(dict(citizen.values())["data.ten"], "")

    def test_papers_that_are_old_are_not_offered(self):
        citizen = self.filed_by("citizen")
        [row] = self.rows()
        code = row.code
        paper = access.find(code).papers[0]
        paper.added = paper.added.replace(year=paper.added.year - 2)
        transaction.commit()
        citizen.get(f"thu-tuc/{CODE}/nop-ho-so")
        citizen.send({"reuse": code})
        self.assertEqual(citizen.title, "Bước 3 trong 4: Giấy tờ")
        self.assertEqual(len(self.draft(citizen).papers), 0)

    def test_a_second_dossier_of_the_same_kind_is_pointed_out_to_its_owner_only(self):
        citizen = self.filed_by("citizen")
        [row] = self.rows()
        citizen.walk_to_check()
        self.assertIn(row.code, citizen.words())
        self.assertIn("Bạn đã nộp hồ sơ loại này", citizen.words())
        stranger = Visitor(self.portal)
        stranger.walk_to_check()
        self.assertNotIn(row.code, stranger.answer.text)
        self.assertNotIn("Bạn đã nộp hồ sơ loại này", stranger.words())
        citizen.file()
        self.assertEqual(citizen.title, "Đã nộp hồ sơ")


class FeeTest(WizardCase):
    def setUp(self):
        super().setUp()
        with api.env.adopt_roles(["Manager"]):
            loading.load_procedures([COUNTED])
        transaction.commit()

    def walk(self):
        guest = self.guest
        guest.begin(COUNTED["code"])
        guest.tell_who()
        guest.add_papers()
        return guest

    def test_what_the_fee_counts_is_asked_and_the_fee_computed(self):
        guest = self.walk()
        self.assertEqual(guest.title, "Bước 3 trong 4: Nhận kết quả và phí")
        self.assertIn("2.000 đ", guest.words())
        guest.send({"way.pages": "3", "way.copies": "2"}, go="stay")
        self.assertIn("10.000 đ", guest.words())
        guest.send({"way.pages": "x"})
        self.assertEqual(guest.problems, ["way.pages"])
        guest.send({"way.pages": "3"})
        self.assertEqual(guest.title, "Bước 4 trong 4: Kiểm tra và nộp")
        self.assertIn("10.000 đ", guest.words())
        guest.file()
        [row] = self.rows()
        self.assertEqual(access.find(row.code).answers["fee"]["pages"], "3")

    def test_an_answer_of_the_declaration_says_it_without_a_question(self):
        transaction.begin()
        lookup.procedure(CODE).fees = [
            {"kind": "fee", "title": "Phí bản sao", "formula": "copy 8000"}
        ]
        transaction.commit()
        self.guest.walk_to_check()
        self.assertIn("16.000 đ", self.guest.words())


class TwoPagesTest(WizardCase):
    def setUp(self):
        super().setUp()
        self.guest.begin()
        self.guest.tell_who()
        self.other = Visitor(self.portal)
        self.other.session.cookies.update(self.guest.session.cookies)
        self.other.get(self.guest.answer.url)

    def test_the_later_saving_of_an_older_page_is_told_and_both_are_kept(self):
        self.other.send({"data.ten": "Máy hai"}, go="stay")
        self.guest.send({"data.ten": "Máy một", "data.ly_do": "Riêng"})
        self.assertEqual(self.guest.answer.status_code, 409)
        self.assertEqual(self.guest.title, "Bản nháp đã được sửa ở trang khác")
        self.assertIn("Máy một", self.guest.words())
        self.assertIn("Máy hai", self.guest.words())
        self.assertEqual(self.draft(self.other).data["ten"], "Máy hai")
        self.guest.send(go="next")
        draft = self.draft(self.other)
        self.assertEqual((draft.data["ten"], draft.data["ly_do"]), ("Máy một", "Riêng"))

    def test_what_is_saved_can_be_kept_instead(self):
        self.other.send({"data.ten": "Máy hai"}, go="stay")
        self.guest.send({"data.ten": "Máy một"})
        [link] = self.guest.page.cssselect("main form a")
        self.guest.get(link.get("href"))
        self.assertEqual(dict(self.guest.values())["data.ten"], "Máy hai")

    def test_the_same_answers_from_two_pages_are_no_conflict(self):
        answers = {f"data.{name}": value for name, value in ANSWERS.items()}
        self.other.send(answers, go="stay")
        self.guest.send(answers)
        self.assertEqual(self.guest.title, "Bước 3 trong 4: Giấy tờ")

    def test_typing_on_an_older_page_is_refused_with_the_reason(self):
        form, values = self.guest.form(), dict(self.guest.values())
        self.other.send({"data.ten": "Máy hai"}, go="stay")
        answer = self.guest.session.post(
            form.get("action"),
            data=values | {"data.ten": "Máy một", "sequence": "5"},
            headers={"X-Autosave": "1"},
        )
        self.assertEqual(answer.status_code, 409)
        self.assertIn("máy khác", answer.json()["message"])
        self.assertEqual(self.draft(self.other).data["ten"], "Máy hai")

    def test_a_page_is_never_behind_what_it_has_saved_itself(self):
        form, values = self.guest.form(), dict(self.guest.values())
        for number, name in enumerate(("Một", "Hai", "Ba"), 1):
            sent = values | {"data.ten": name, "sequence": str(number)}
            answer = self.guest.session.post(
                form.get("action"), data=sent, headers={"X-Autosave": "1"}
            )
            self.assertEqual(answer.status_code, 200)
        self.guest.declare(ten="Bốn")
        self.assertEqual(self.guest.title, "Bước 3 trong 4: Giấy tờ")
        self.assertEqual(self.draft().data["ten"], "Bốn")

    def test_a_device_whose_clock_is_slow_saves_too(self):
        def save(visitor, name, sequence):
            sent = dict(visitor.values()) | {"data.ten": name, "sequence": sequence}
            return visitor.session.post(
                visitor.form().get("action"), data=sent, headers={"X-Autosave": "1"}
            )

        self.assertEqual(save(self.guest, "Máy một", "2000").status_code, 200)
        self.other.get(self.other.answer.url)
        self.assertEqual(save(self.other, "Máy hai", "1000").status_code, 200)
        self.assertEqual(self.draft().data["ten"], "Máy hai")

    def test_files_of_two_pages_lie_side_by_side(self):
        self.guest.declare()
        self.other.get(self.guest.answer.url)
        self.guest.add_papers(("mot.pdf", sample_paper.pdf("one")))
        self.other.add_papers(("hai.pdf", sample_paper.pdf("two")))
        self.assertEqual(
            [paper.filename for paper in self.draft().papers], ["mot.pdf", "hai.pdf"]
        )


class DaysTest(WizardCase):
    def test_a_draft_is_in_the_register_without_a_word_of_it(self):
        self.guest.begin()
        self.guest.tell_who()
        row = begun.row(self.draft().getId())
        self.assertEqual((row.procedure, row.ended), (CODE, ""))
        self.assertEqual((row.expires - row.changed).days, 30)
        kept = " ".join(str(value) for value in vars(row).values())
        for text in PERSON.values():
            self.assertNotIn(text, kept.replace("citizen", ""))

    def test_pages_of_a_draft_say_that_it_is_not_filed_and_until_when_it_is_kept(self):
        self.guest.begin()
        title = self.guest.page.cssselect("title")[0].text_content()
        self.assertIn("chưa nộp", title)
        self.assertIn("chưa nộp", self.guest.words(".dvc-saved"))
        self.assertIn("được giữ đến hết ngày", self.guest.words(".dvc-savebar"))

    def test_what_became_of_drafts_is_counted(self):
        self.guest.walk_to_check()
        self.guest.file()
        other = Visitor(self.portal)
        other.begin()
        other.send(go="discard")
        other.send(go="discard-yes")
        Visitor(self.portal).begin()
        transaction.begin()
        [line] = begun.funnel(moment.now().replace(hour=0, minute=0))
        self.assertEqual(
            (line.procedure, line.begun, line.filed, line.discarded, line.open),
            (CODE, 3, 1, 1, 1),
        )

    def test_a_draft_whose_time_is_over_is_deleted_with_its_papers(self):
        self.guest.walk_to_check()
        name = self.draft().getId()
        later = moment.now().replace(year=moment.now().year + 1)
        self.assertEqual(drafts.discard_expired(later), 1)
        transaction.commit()
        self.guest.get(self.guest.answer.url)
        self.assertEqual(self.guest.answer.status_code, 404)
        self.assertIsNone(drafts.get(name))
        self.assertEqual(begun.row(name).ended, "expired")


class LinkTest(WizardCase):
    def test_a_link_fills_in_what_the_declaration_knows_after_the_person_begins(self):
        self.guest.get(
            f"thu-tuc/{CODE}/nop-ho-so?data.ten=T%C3%AAn+m%E1%BB%9Bi&data.la=x"
            "&data.so_ban=nhi%E1%BB%81u&applicant.name=K%E1%BA%BB+l%E1%BA%A1"
        )
        self.assertIn("Tên mới", self.guest.words())
        self.assertNotIn("Kẻ lạ", self.guest.answer.text)
        self.assertIn("không nhận được: 2", self.guest.words(".dvc-notice"))
        self.guest.send()
        draft = self.draft()
        self.assertEqual(dict(draft.data), {"ten": "Tên mới"})
        self.assertEqual(draft.applicant["name"], "")
        self.guest.tell_who()
        self.assertIn("Điền sẵn từ liên kết, hãy kiểm tra: Tên", self.guest.words())

    def test_an_answer_of_a_link_that_is_too_long_is_left_out(self):
        self.guest.get(f"thu-tuc/{CODE}/nop-ho-so?data.ten={'x' * 200}")
        self.assertNotIn("xxx", self.guest.words())
        self.guest.send()
        self.assertEqual(dict(self.draft().data), {})

    def test_a_script_in_a_link_is_shown_as_text(self):
        self.guest.get(
            f"thu-tuc/{CODE}/nop-ho-so?data.ten=%3Cscript%3Ealert(1)%3C/script%3E"
        )
        self.assertEqual(self.guest.page.xpath("//script[contains(., 'alert')]"), [])
        self.assertIn("<script>alert(1)</script>", self.guest.words())

    def hand_over(self, **changes):
        body = {
            "procedure": CODE,
            "data": {"ten": "Bàn giao", "so_ban": 3, "la": "x"},
            "applicant": {"name": "Nguyễn Thị Bàn Giao", "phone": "0900000000"},
        }
        return requests.post(
            f"{self.portal.absolute_url()}/@prefill",
            json=body | changes,
            headers={"Accept": "application/json"},
        )

    def test_a_system_hands_over_what_it_knows_and_the_link_works_once(self):
        answer = self.hand_over()
        self.assertEqual(answer.status_code, 201)
        url = answer.json()["url"]
        self.assertNotIn("B%C3%A0n", url)
        self.assertEqual(answer.json()["ignored"], 1)
        self.guest.get(url)
        self.assertNotIn("Bàn Giao", self.guest.answer.text)
        self.guest.send()
        self.assertEqual(
            dict(self.guest.values())["applicant.name"], "Nguyễn Thị Bàn Giao"
        )
        self.assertEqual(dict(self.draft().data), {"ten": "Bàn giao", "so_ban": 3})
        again = Visitor(self.portal)
        again.get(url)
        self.assertIn("không mở được nữa", again.words())
        again.send()
        self.assertEqual(dict(self.draft(again).data), {})

    def test_what_cannot_be_prepared_is_told(self):
        for changes, status in (
            ({"procedure": "1.000000"}, 400),
            ({"applicant": {"la": "x"}}, 400),
            ({"data": []}, 400),
            ({"other": 1}, 400),
        ):
            with self.subTest(**changes):
                answer = self.hand_over(**changes)
                self.assertEqual(answer.status_code, status)
                self.assertTrue(answer.json()["error"]["problems"])


class SharedTest(WizardCase):
    def test_a_shared_computer_is_wiped(self):
        self.guest.get(f"thu-tuc/{CODE}/nop-ho-so")
        self.guest.send({"shared": "1"})
        form = self.guest.form()
        self.assertEqual(form.get("data-shared"), "on")
        url = self.guest.answer.url
        self.guest.send(number=1)
        self.assertEqual(self.guest.title, "Đã xóa dấu vết trên máy này")
        self.assertEqual(self.guest.answer.headers["Clear-Site-Data"], '"storage"')
        self.guest.get(url)
        self.assertEqual(self.guest.answer.status_code, 404)

    def test_a_computer_is_wiped_by_a_form_of_ours_only(self):
        self.guest.begin()
        url = self.guest.answer.url
        self.guest.session.post(f"{self.guest.url}/xong")
        self.guest.get(url)
        self.assertEqual(self.guest.title, "Bước 1 trong 4: Người nộp hồ sơ")
