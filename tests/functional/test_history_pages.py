"""The history of a dossier on the pages of its applicant, of staff and of the auditor."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import reads
from hanam.dvc.register import trail
from hanam.dvc.register.chain_check import faults
from tests.dossiers import act_as
from tests.dossiers import do
from tests.dossiers import MONDAY
from tests.histories import by_hand
from tests.histories import HistoryCase
from unittest import mock

import json
import transaction


class ReadingTest(HistoryCase):
    def test_opening_the_page_of_a_dossier_is_entered_with_office_and_address(self):
        self.filed("accepted")
        self.assertEqual(self.staff("officer").get(self.address()).status, 200)
        self.assertEqual(
            self.readings(), [("read.page", "officer", "so-mau", "officer")]
        )
        self.assertEqual(self.entries()[-1].address, "127.0.0.1")
        self.assertEqual(list(faults()), [])

    def test_a_paper_that_is_opened_is_entered_by_its_name(self):
        self.filed("accepted")
        page = self.staff("officer").get(self.address())
        url = page.find("//ul[contains(@class, 'ctr-papers-given')]//a/@href")[0]
        self.staff("officer").session.get(url)
        entry = self.entries()[-1]
        self.assertEqual((entry.action, entry.role), ("read.paper", "officer"))
        self.assertTrue(entry.note)

    def test_the_api_the_receipt_and_the_exported_list_are_entered(self):
        self.filed("accepted")
        url, clerk = self.address(), self.staff("clerk")
        clerk.json(url)
        clerk.json(f"{url}/@workflow")
        clerk.json(f"@dossiers/{self.code}")
        clerk.get(f"{url}/@@giay-tiep-nhan")
        clerk.session.get(clerk.address("viec.csv?tab=all"))
        found = [action for action, *_who in self.readings()]
        self.assertEqual(found, ["read.page"] * 3 + ["read.print", "read.export"])
        self.assertEqual(self.entries()[-1].note, "viec.csv")

    def test_a_list_without_names_is_no_reading(self):
        self.filed("accepted")
        supervisor = self.staff("supervisor")
        answer = supervisor.session.get(supervisor.address("viec.csv?tab=all"))
        self.assertIn(self.code, answer.text)
        self.assertEqual(self.readings(), [])

    def test_the_applicant_reads_without_an_entry(self):
        self.filed("accepted", filed_by="citizen")
        self.visitor.get(self.page)
        self.staff("citizen").get(f"tra-cuu/{self.code}/-")
        self.assertEqual(self.readings(), [])

    def test_who_is_turned_away_has_read_nothing(self):
        self.filed("accepted")
        self.assertEqual(self.staff("strange-clerk").get(self.address()).status, 404)
        self.assertEqual(self.readings(), [])

    def test_a_reading_waits_while_the_register_is_busy_and_is_not_lost(self):
        self.filed("accepted")
        url = self.address()
        with (
            mock.patch.object(trail, "enter", side_effect=reads.RegisterBusy("busy")),
            self.assertLogs("hanam.dvc.dossiers.reads", "WARNING") as logged,
        ):
            self.assertEqual(self.staff("officer").get(url).status, 200)
        self.assertIn("1 readings of dossiers wait", logged.output[0])
        self.assertNotIn(self.code, logged.output[0])
        self.assertEqual(self.readings(), [])
        self.staff("clerk").get(url)
        self.assertEqual(
            [actor for _action, actor, *_post in self.readings()], ["officer", "clerk"]
        )
        self.assertEqual(list(faults()), [])

    def test_work_goes_on_after_readings(self):
        self.filed("accepted")
        self.staff("officer").get(self.address())
        transaction.begin()
        do(self.portal, access.find(self.code), "officer", "start", now=MONDAY)
        transaction.commit()
        act_as(self.portal, "")
        self.assertEqual(
            [row.action for row in self.entries()],
            ["submit", "accept", "read.page", "start"],
        )
        self.assertEqual(list(faults()), [])


class ApplicantTest(HistoryCase):
    def test_the_page_of_the_dossier_tells_who_looked_and_leads_to_the_check(self):
        self.filed()
        self.staff("officer").get(self.address())
        self.staff("officer").get(self.address())
        self.visitor.get(self.page)
        words = self.visitor.words()
        self.assertIn("Sở Mẫu, Chuyên viên", words)
        self.assertIn("Hồ sơ được mở xem · số lần: 2", words)
        self.assertNotIn("officer (mẫu)", words)
        self.assertNotIn("127.0.0.1", self.visitor.answer.text)
        self.assertIn(self.check, self.visitor.answer.text)

    def test_before_anybody_looked_it_says_so(self):
        self.filed("submitted")
        self.visitor.get(self.page)
        self.assertIn("Chưa có cán bộ nào mở xem", self.visitor.words())

    def test_a_whole_history_is_called_whole(self):
        self.filed()
        self.seal()
        self.staff("officer").get(self.address())
        self.visitor.get(self.check)
        words = self.visitor.words()
        self.assertIn("Nhật ký còn nguyên vẹn", words)
        self.assertIn("Số mục đã kiểm tra: 5", words)
        self.assertIn("Số mục đã được niêm phong và công bố: 4", words)
        self.assertIn("Số mục sẽ được niêm phong vào đêm tới: 1", words)

    def test_a_tampered_history_is_called_so_with_the_entry(self):
        self.filed()
        self.seal()
        by_hand("UPDATE history SET note = 'khác' WHERE no = 3")
        self.visitor.get(self.check)
        self.assertIn("từ mục số 3 trở đi không còn đúng", self.visitor.words())

    def test_a_history_that_does_not_fit_its_seal_is_called_so(self):
        self.filed()
        self.seal()
        by_hand(f"UPDATE day_seal SET root = '{'1' * 64}'")
        self.visitor.get(self.check)
        self.assertIn("không khớp với niêm phong", self.visitor.words())

    def test_the_proof_tells_the_words_to_the_applicant_and_no_name_or_address(self):
        self.filed()
        self.staff("officer").get(self.address())
        self.visitor.get(f"{self.check}/bang-chung.json")
        text = self.visitor.answer.text
        proof = json.loads(text)
        self.assertIn("Thiếu giấy tờ.", text)
        for word in ("officer (mẫu)", "clerk (mẫu)", "127.0.0.1", "Nguyễn Thị Mẫu"):
            self.assertNotIn(word, text)
        self.assertEqual(len(proof["entries"]), 5)
        self.assertEqual(proof["entries"][-1]["entry"]["agency"], "so-mau")

    def test_what_is_filed_for_practice_is_under_no_seal_and_waits_for_none(self):
        self.filed(practice=True)
        (seal,) = self.seal()
        self.assertEqual(seal.count, 0)
        self.visitor.get(self.check)
        words = self.visitor.words()
        self.assertIn("Số mục đã kiểm tra: 4", words)
        self.assertNotIn("niêm phong vào đêm tới", words)
        self.assertEqual(list(faults()), [])

    def test_the_account_that_filed_needs_no_secret(self):
        self.filed(filed_by="citizen")
        page = self.staff("citizen").get(f"kiem-tra-nhat-ky/{self.code}/-")
        self.assertIn("Nhật ký còn nguyên vẹn", page.words)

    def test_nobody_else_learns_anything(self):
        self.filed(filed_by="citizen")
        for path in (
            f"kiem-tra-nhat-ky/{self.code}/AAAABBBBCCCC",
            f"kiem-tra-nhat-ky/{self.code}/-",
            f"kiem-tra-nhat-ky/{self.code}/AAAABBBBCCCC/bang-chung.json",
            f"kiem-tra-nhat-ky/{self.code}/bang-chung.json",
            f"{self.check}/khac",
        ):
            with self.subTest(path=path):
                self.visitor.get(path)
                self.assertEqual(self.visitor.answer.status_code, 404)
                self.assertNotIn("Thiếu giấy tờ", self.visitor.answer.text)
        page = self.staff("other-citizen").get(f"kiem-tra-nhat-ky/{self.code}")
        self.assertIn("/tra-cuu", page.url)


class StaffTest(HistoryCase):
    def test_the_page_for_staff_folds_the_readings(self):
        self.filed("accepted")
        for _time in range(3):
            page = self.staff("officer").get(self.address())
        self.assertIn("Số lượt cán bộ xem: 2", page.words)
        self.assertIn("officer (mẫu)", page.words)
        self.assertIn("số lần: 2", page.words)
        self.assertNotIn("127.0.0.1", page.source)

    def test_the_leader_sees_the_addresses(self):
        self.filed("accepted")
        self.staff("officer").get(self.address())
        self.assertIn("127.0.0.1", self.staff("leader").get(self.address()).source)

    def test_the_auditor_sees_who_of_the_staff_and_nothing_of_the_citizen(self):
        self.filed()
        self.staff("officer").get(self.address())
        page = self.staff("supervisor").get(f"kiem-tra-nhat-ky/{self.code}")
        self.assertIn("Nhật ký còn nguyên vẹn", page.words)
        self.assertIn("officer (mẫu) · Sở Mẫu, Chuyên viên", page.words)
        status, proof = self.staff("supervisor").json(
            f"kiem-tra-nhat-ky/{self.code}/bang-chung.json"
        )
        # Looking at the history is entered as well.
        self.assertEqual((status, len(proof["entries"])), (200, 6))
        self.assertEqual(self.readings()[-1][1:], ("supervisor", "", "supervisor"))
        for source in (page.source, json.dumps(proof, ensure_ascii=False)):
            for word in ("Nguyễn Thị Mẫu", "Thiếu giấy tờ", "127.0.0.1", self.secret):
                self.assertNotIn(word, source)
