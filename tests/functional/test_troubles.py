"""Reporting a problem from any page, and what those who supervise make of it."""

from datetime import timedelta
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.outreach import moment
from hanam.dvc.outreach.troubles import taking
from hanam.dvc.register import session
from hanam.dvc.register import troubles
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.dossiers import act_as
from tests.dossiers import dossier_in
from tests.filing import build_filing_world
from tests.filing import Client
from tests.filing import Visitor

import transaction
import unittest


class TroubleCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.visitor = Visitor(self.portal)
        self.visitor.session.headers["Sec-Fetch-Site"] = "same-origin"

    def report(self, text="Bấm nút không thấy gì.", visitor=None, page="", **values):
        visitor = visitor or self.visitor
        visitor.get(f"bao-loi?page={page}")
        return visitor.send({"text": text, **values})

    def rows(self):
        transaction.begin()
        return troubles.listed(troubles.STATES)


class ReportTest(TroubleCase):
    def test_every_page_of_a_filing_leads_to_the_report_without_its_secrets(self):
        dossier = dossier_in(self.portal, "submitted")
        act_as(self.portal, "")
        transaction.commit()
        secret = secrets.secret_of(dossier.code)
        for path in (
            "tra-cuu",
            f"tra-cuu/{dossier.code}",
            f"tra-cuu/{dossier.code}/{secret}",
            f"tra-cuu/{dossier.code}/{secret}/rut",
            "thu-tuc/1.999001/nop-ho-so",
        ):
            with self.subTest(path=path):
                self.visitor.get(path)
                links = self.visitor.page.cssselect("a[href*='/bao-loi?']")
                self.assertEqual(len(links), 1)
                self.assertNotIn(secret, links[0].get("href"))

    def test_what_was_written_is_kept_with_the_page(self):
        self.report(page="/tra-cuu/000.00.91.H25-180910-0001/AB12CD34EF56/rut?x=1")
        self.assertEqual(self.visitor.title, "Báo lỗi của bạn")
        (row,) = self.rows()
        self.assertEqual(row.page, "/tra-cuu/000.00.91.H25-180910-0001/…/rut")
        self.assertEqual(row.text, "Bấm nút không thấy gì.")
        self.assertEqual(row.contact, "")
        self.assertNotIn(row.token, self.visitor.answer.text)

    def test_a_page_that_somebody_made_up_is_cleaned_too(self):
        self.visitor.get("bao-loi")
        self.visitor.send(
            {"text": "Lỗi lạ", "page": "https://ac.example/AB12CD34EF56#x"}
        )
        self.assertEqual(self.rows()[0].page, "/…")

    def test_what_is_wrong_is_told_and_nothing_typed_is_lost(self):
        self.report("", contact="0912 345 678")
        self.assertEqual(self.visitor.answer.status_code, 400)
        self.assertEqual(self.visitor.problems, ["text"])
        field = self.visitor.page.get_element_by_id("contact")
        self.assertEqual(field.get("value"), "0912 345 678")
        self.report("Bấm nút không thấy gì.", contact="không phải số")
        self.assertEqual(self.visitor.problems, ["contact"])
        self.assertEqual(self.rows(), [])

    def test_too_many_reports_are_braked(self):
        api.portal.set_registry_record("hanam.dvc.troubles.reports", 2)
        transaction.commit()
        for _time in range(3):
            self.report()
        self.assertEqual(self.visitor.answer.status_code, 429)
        self.assertGreater(int(self.visitor.answer.headers["Retry-After"]), 0)
        self.assertEqual(len(self.rows()), 2)

    def test_a_form_of_another_site_is_refused(self):
        self.visitor.session.headers["Sec-Fetch-Site"] = "cross-site"
        self.assertEqual(self.report().status_code, 403)
        self.assertEqual(self.rows(), [])

    def test_what_fills_in_the_trap_is_no_person(self):
        self.report(website="https://quang-cao.example")
        self.assertEqual(self.rows(), [])

    def test_markup_stays_text(self):
        self.report("<script>alert(1)</script>")
        self.assertIn("<script>alert(1)</script>", self.visitor.words())
        self.assertNotIn("<script>alert", self.visitor.answer.text)


class WorkTest(TroubleCase):
    def desk(self, user="supervisor"):
        visitor = Visitor(self.portal, user)
        visitor.get("bao-loi-can-xu-ly")
        return visitor

    def test_only_those_who_supervise_see_the_reports(self):
        self.report(contact="0912 345 678")
        for user in ("", "citizen", "clerk", "leader", "editor"):
            with self.subTest(user=user):
                self.assertEqual(self.desk(user).answer.status_code, 404)
        for user in ("supervisor", "manager"):
            self.assertIn("Bấm nút không thấy gì.", self.desk(user).words())

    def test_the_reporter_reads_the_answer(self):
        self.report()
        address = self.visitor.answer.url
        desk = self.desk()
        desk.send({"new_state": "solved", "answer": "Đã sửa, cảm ơn bạn."})
        self.assertEqual(desk.answer.status_code, 200)
        self.visitor.get(address)
        self.assertIn("Đã xử lý", self.visitor.words())
        self.assertIn("Đã sửa, cảm ơn bạn.", self.visitor.words())
        self.assertEqual(
            self.visitor.answer.headers["Cache-Control"], "private, no-store"
        )
        desk.get("bao-loi-can-xu-ly")
        self.assertNotIn("Bấm nút", desk.words())
        desk.get("bao-loi-can-xu-ly?state=solved")
        self.assertIn("Bấm nút", desk.words())

    def test_a_report_is_closed_with_an_answer_only(self):
        self.report()
        desk = self.desk()
        desk.send({"new_state": "closed", "answer": " "})
        self.assertEqual(desk.answer.status_code, 400)
        self.assertEqual(self.rows()[0].state, "new")
        desk.send({"new_state": "looking", "answer": ""})
        self.assertEqual(self.rows()[0].state, "looking")

    def test_of_two_who_answer_the_second_is_told(self):
        self.report()
        first, second = self.desk(), self.desk("manager")
        first.send({"new_state": "looking", "answer": "Đang xem."})
        second.send({"new_state": "solved", "answer": "Đã xong."})
        self.assertEqual(second.answer.status_code, 409)
        self.assertIn("Đã xong.", second.form().text_content())
        self.assertEqual(self.rows()[0].answer, "Đang xem.")

    def test_a_forged_form_changes_nothing(self):
        self.report()
        desk = self.desk()
        desk.send({"new_state": "looking", "_authenticator": "x"})
        self.assertEqual(desk.answer.status_code, 403)
        self.assertEqual(self.rows()[0].state, "new")

    def test_contacts_are_erased_some_time_after_the_end(self):
        self.report(contact="0912 345 678")
        session.for_writing()
        row = troubles.listed(troubles.STATES)[0]
        row.state, row.changed = "closed", moment.now() - timedelta(days=400)
        transaction.commit()
        taking.forget_contacts()
        transaction.commit()
        self.assertEqual(self.rows()[0].contact, "")


class ApiTest(TroubleCase):
    def test_a_report_by_the_api_is_the_same(self):
        client = Client(self.portal)
        body = {"page": "/tra-cuu", "text": "Không tải được trang.", "contact": ""}
        answer = client.session.post(f"{client.url}/@trouble", json=body)
        self.assertEqual(answer.status_code, 201, answer.text)
        found = client.get(f"@trouble/{answer.json()['token']}").json()
        self.assertEqual(found["state"], "new")
        self.assertEqual(found["text"], body["text"])
        self.assertEqual(client.get("@trouble/khong-co").status_code, 404)
        self.assertEqual(client.get("@trouble").status_code, 404)

    def test_what_is_wrong_has_a_status(self):
        client = Client(self.portal)
        url = f"{client.url}/@trouble"
        self.assertEqual(client.session.post(url, json={"text": ""}).status_code, 400)
        self.assertEqual(client.session.post(url, json=["x"]).status_code, 400)
        self.assertEqual(client.session.post(url, json={"text": 5}).status_code, 400)
        answer = client.session.post(url, data={"text": "Từ biểu mẫu"})
        self.assertEqual(answer.status_code, 415)
        self.assertEqual(self.rows(), [])
