"""Reception of a paper dossier: from the procedure to the receipt, and back when something is
wrong."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.catalogue import loading
from hanam.dvc.register import queries
from plone import api
from tests.counter import FORM
from tests.counter import ReceptionCase
from tests.counter import SEND
from tests.counter import TYPED
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PDF
from tests.dossiers import PROCEDURE
from threading import Barrier

import transaction


class ReceivingTest(ReceptionCase):
    def test_a_dossier_is_received_accepted_and_its_receipt_shown(self):
        page = self.form().send(SEND, **TYPED)
        dossier = self.received()
        self.assertEqual(page.url, f"{dossier.absolute_url()}/@@giay-tiep-nhan?in=1")
        self.assertEqual(page.history[0].status_code, 303)
        self.assertEqual((dossier.state, dossier.channel), ("accepted", "counter"))
        self.assertEqual(dossier.filed_by, "")
        self.assertIsNotNone(dossier.due)
        self.assertEqual(dossier.applicant["birth_date"], "1985-09-06")
        self.assertEqual(dossier.applicant["phone"], "0912345679")
        papers = {p.component: (p.originals, p.copies) for p in dossier.papers}
        self.assertEqual(papers, {"to-khai": (1, 0), "don": (1, 2)})
        told = [(row.action, row.actor) for row in queries.history(dossier.code)]
        self.assertEqual(told, [("submit", "clerk"), ("accept", "clerk")])

    def test_the_clerk_does_not_become_the_applicant(self):
        self.form().send(SEND, **TYPED)
        roles = self.received().get_local_roles_for_userid("clerk")
        self.assertNotIn("Applicant", roles)

    def test_for_somebody_else_by_post_with_a_scan(self):
        self.form().send(
            SEND,
            files=[
                ("papers.don.scan:list", ("Đơn.pdf", PDF)),
                ("papers.don.scan:list", ("Đơn trang 2.pdf", PDF)),
            ],
            **TYPED,
            **{
                "for_other": "1",
                "owner.name": "Nguyễn An Nhiên",
                "owner.birth_date": "2018",
                "channel": "post",
                "result_by": "post",
                "note": "Gửi kèm phong bì.",
            },
        )
        dossier = self.received()
        self.assertEqual(dossier.owner["name"], "Nguyễn An Nhiên")
        self.assertEqual(dossier.owner["birth_date"], "2018")
        self.assertEqual(dossier.applicant["name"], "Trần Thị Giấy")
        self.assertEqual((dossier.channel, dossier.result_by), ("post", "post"))
        self.assertEqual(dossier.note, "Gửi kèm phong bì.")
        scans = [(p.filename, p.originals, p.copies) for p in dossier.papers.of("don")]
        self.assertEqual(scans, [("Đơn.pdf", 1, 2), ("Đơn trang 2.pdf", 0, 0)])
        self.assertEqual(dossier.papers.of("don")[1].file.data, PDF)

    def test_what_stands_in_hidden_fields_is_not_taken(self):
        self.form().send(
            SEND,
            **TYPED,
            **{"owner.name": "Không dùng", "applicant.tax_code": "không phải số"},
        )
        dossier = self.received()
        self.assertFalse(dossier.is_for_another())
        self.assertEqual(dossier.applicant["tax_code"], "")

    def test_an_organisation_hands_in_a_dossier(self):
        self.form().send(
            SEND,
            **TYPED
            | {
                "applicant.kind": "organisation",
                "applicant.name": "Công ty Mẫu",
                "applicant.tax_code": "0100109106",
            },
        )
        person = self.received().applicant
        self.assertEqual((person["kind"], person["id_number"]), ("organisation", ""))
        self.assertEqual(person["tax_code"], "0100109106")

    def test_sent_twice_it_is_one_dossier(self):
        form = self.form()
        first, second = form.send(SEND, **TYPED), form.send(SEND, **TYPED)
        self.assertEqual(first.url, second.url)
        self.assertEqual(len(self.rows()), 1)
        self.assertIn("đã được tiếp nhận trước đó", second.words)
        self.assertEqual(len(queries.history(self.received().code)), 2)

    def test_sent_twice_at_the_same_moment_it_is_one_dossier(self):
        for number in range(3):
            typed = TYPED | {"applicant.id_number": f"03518500010{number}"}
            form, gate = self.form(), Barrier(2)

            def send(_, form=form, gate=gate, typed=typed):
                gate.wait()
                return form.send(SEND, **typed)

            with ThreadPoolExecutor(2) as pool:
                pages = list(pool.map(send, range(2)))
            self.assertEqual([page.status for page in pages], [200, 200])
            self.assertEqual(pages[0].url, pages[1].url)
            self.assertEqual(len(self.rows()), number + 1)

    def test_the_form_gone_back_to_takes_another_dossier_after_a_word(self):
        form = self.form()
        form.send(SEND, **TYPED)
        other = TYPED | {
            "applicant.name": "Lê Văn Sau",
            "applicant.id_number": "035085000078",
        }
        page = form.send(SEND, **other)
        self.assertEqual((page.status, len(self.rows())), (400, 1))
        again = page.form("//main//form[@method='post']")
        self.assertEqual(again.fields["applicant.name"], ["Lê Văn Sau"])
        again.send(SEND)
        self.assertEqual(len(self.rows()), 2)

    def test_enter_presses_the_button_that_receives(self):
        first = self.clerk.get(FORM).find("(//main//form[@method='post']//button)[1]")
        self.assertEqual(first[0].get("value"), "receive")


class FindingTest(ReceptionCase):
    def test_a_person_is_found_by_number_and_blanks_are_filled_in(self):
        dossier_in(self.portal, "submitted")
        transaction.commit()
        page = self.form().send(
            ("do", "find-applicant"),
            **{
                "applicant.id_number": "035 185 000 001",
                "applicant.phone": "0987654321",
            },
        )
        self.assertEqual(page.status, 200)
        fields = page.form("//main//form[@method='post']").fields
        self.assertEqual(fields["applicant.name"], ["Nguyễn Thị Mẫu"])
        self.assertEqual(fields["applicant.birth_date"], ["01/01/1985"])
        self.assertEqual(fields["applicant.phone"], ["0987654321"])
        self.assertNotIn("035185000001", page.url)

    def test_nobody_is_found_in_the_dossiers_of_others(self):
        dossier_in(self.portal, "submitted", agency="so-khac")
        transaction.commit()
        page = self.form().send(
            ("do", "find-applicant"), **{"applicant.id_number": "035185000001"}
        )
        fields = page.form("//main//form[@method='post']").fields
        self.assertEqual(fields["applicant.name"], [""])
        self.assertEqual(fields["applicant.id_number"], ["035185000001"])
        self.assertIn("Chưa có ai", page.words)

    def test_a_part_of_a_number_finds_nobody(self):
        dossier_in(self.portal, "submitted")
        transaction.commit()
        for number in ("035185", "0351850000", "Nguyễn", ""):
            page = self.form().send(
                ("do", "find-applicant"), **{"applicant.id_number": number}
            )
            fields = page.form("//main//form[@method='post']").fields
            self.assertEqual(fields["applicant.name"], [""], number)

    def test_procedures_are_found_without_accents(self):
        page = self.clerk.get("tiep-nhan?q=cap giay mau")
        links = page.find("//main//li/a/@href")
        self.assertEqual(len(links), 1)
        self.assertTrue(links[0].endswith("tiep-nhan?procedure=1.999001"))
        self.assertIn("3 ngày làm việc", page.words)
        self.assertIn("Không có thủ tục", self.clerk.get("tiep-nhan?q=zzz").words)

    def test_the_case_is_asked_for_first(self):
        cases = [{"key": "moi", "title": "Cấp mới"}, {"key": "lai", "title": "Cấp lại"}]
        papers = [
            {"key": "don", "title": "Đơn đề nghị"},
            {"key": "cu", "title": "Giấy cũ", "case": "lai"},
        ]
        with api.env.adopt_roles(["Manager"]):
            loading.load_procedures(
                [PROCEDURE | {"code": "1.999002", "cases": cases, "papers": papers}]
            )
        transaction.commit()
        page = self.clerk.get("tiep-nhan?procedure=1.999002")
        self.assertEqual(
            page.find("//main//li/a/text()"), ["Cấp mới", "Cấp lại"], page.words[:500]
        )
        page = self.clerk.get(page.find("//main//li/a/@href")[1])
        fields = page.form("//main//form[@method='post']")
        self.assertIn("papers.cu.originals", fields.fields)
        fields.send(SEND, **TYPED, **{"papers.cu": "1"})
        self.assertEqual(self.received().case, "lai")

    def test_the_counter_is_asked_for_where_there_are_several(self):
        api.group.add_user(groupname="so-khac.clerk", username="clerk")
        transaction.commit()
        page = self.clerk.get(FORM)
        self.assertEqual(page.find("//main//li/a/text()"), ["Sở Khác", "Sở Mẫu"])
        page = self.clerk.get(page.find("//main//li/a/@href")[0])
        page.form("//main//form[@method='post']").send(SEND, **TYPED)
        self.assertEqual(self.received().agency, "so-khac")


class WrongTest(ReceptionCase):
    def test_everything_wrong_is_told_at_once_and_nothing_typed_is_lost(self):
        typed = {
            "applicant.name": "",
            "applicant.id_number": "12345",
            "applicant.birth_date": "31/02/1985",
            "applicant.phone": "12",
            "applicant.address": "Số 0, ngõ Mẫu",
            "papers.don.copies": "3",
            "note": "Ghi chú dài.",
        }
        page = self.form().send(
            SEND, files=[("papers.khac.scan:list", ("anh.pdf", PDF))], **typed
        )
        self.assertEqual((page.status, self.rows()), (400, []))
        links = set(page.find("//*[@id='errors']//a/@href"))
        self.assertEqual(
            links,
            {
                "#applicant.name",
                "#applicant.id_number",
                "#applicant.birth_date",
                "#applicant.phone",
                "#papers.to-khai",
                "#papers.don",
            },
        )
        for link in links:
            self.assertEqual(len(page.find(f"//*[@id='{link[1:]}']")), 1, link)
        self.assertIn("anh.pdf", " ".join(page.problems))
        fields = page.form("//main//form[@method='post']").fields
        kept = {name: fields[name][0].strip() for name in typed}
        self.assertEqual(
            kept, typed | {"applicant.birth_date": kept["applicant.birth_date"]}
        )
        self.assertIn("1985", kept["applicant.birth_date"])

    def test_the_same_mistake_of_two_people_is_told_apart(self):
        page = self.form().send(
            SEND, **TYPED | {"applicant.name": "", "for_other": "1"}
        )
        self.assertEqual(
            page.problems, ["Người nộp: Nhập tên.", "Chủ hồ sơ: Nhập tên."]
        )
        at_fields = page.find("//strong[contains(@class, 'dvc-field-error')]/text()")
        self.assertEqual(at_fields, ["Nhập tên.", "Nhập tên."])

    def test_a_wrong_scan_is_refused(self):
        page = self.form().send(
            SEND,
            files=[("papers.don.scan:list", ("don.pdf", b"MZ\x90 no pdf"))],
            **TYPED,
        )
        self.assertEqual((page.status, self.rows()), (400, []))
        self.assertEqual(page.find("//*[@id='errors']//a/@href"), ["#papers.don"])

    def test_a_way_that_is_not_offered_is_refused(self):
        for name, value in (
            ("channel", "online"),
            ("channel", "x"),
            ("result_by", "online"),
            ("result_by", ""),
        ):
            with self.subTest(name=name, value=value):
                page = self.form().send(SEND, **TYPED, **{name: value})
                self.assertEqual((page.status, self.rows()), (400, []))

    def test_a_forged_form_receives_nothing(self):
        page = self.form().send(SEND, _authenticator="0", **TYPED)
        self.assertEqual((page.status, self.rows()), (403, []))
        fields = page.form("//main//form[@method='post']").fields
        self.assertEqual(fields["applicant.name"], ["Trần Thị Giấy"])

    def test_only_clerks_receive_and_only_at_their_own_counter(self):
        for user in ("officer", "leader", "supervisor", "citizen", "manager"):
            page = self.at_desk(user).get(FORM)
            self.assertEqual((user, page.status), (user, 403))
            told = "một cửa" if user != "citizen" else "không thuộc cơ quan nào"
            self.assertIn(told, page.words)
        form = self.form()
        form.fields["agency"] = ["so-khac"]
        page = form.send(SEND, **TYPED)
        self.assertEqual({row.agency for row in self.rows()} - {"so-mau"}, set())
        with api.env.adopt_roles(["Manager"]):
            loading.load_procedures(
                [PROCEDURE | {"code": "1.999003", "agencies": ["so-khac"]}]
            )
        transaction.commit()
        page = self.clerk.get("tiep-nhan?procedure=1.999003")
        self.assertIsNone(page.form("//main//form[@method='post']"))

    def test_a_closed_procedure_is_told(self):
        form = self.form()
        procedure = self.portal["thu-tuc"]["1.999001"]
        procedure.effective_to = MONDAY.date()
        transaction.commit()
        page = form.send(SEND, **TYPED)
        self.assertEqual((page.status, self.rows()), (400, []))
        self.assertIn("Cấp giấy mẫu", " ".join(page.problems))
