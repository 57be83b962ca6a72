"""`@workflow` on a dossier: read what can be done, and do it."""

from base64 import b64encode
from hanam.dvc.dossiers import access
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD
from tests.dossiers import PDF

import requests
import transaction
import unittest


def encoded(data=PDF):
    return b64encode(data).decode()


class Workflow(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def a_dossier(self, state):
        dossier = dossier_in(self.portal, state)
        transaction.commit()
        self.code, self.url = dossier.code, dossier.absolute_url()
        return dossier

    def call(self, who, tail="", body=None, **more):
        method = "GET" if body is None else "POST"
        return requests.request(
            method,
            f"{self.url}/@workflow{tail}",
            auth=(who, PASSWORD),
            headers={"Accept": "application/json", "Accept-Language": "vi"},
            json=body,
            timeout=30,
            **more,
        )

    def row(self):
        transaction.abort()
        return queries.by_code(self.code)

    def test_it_says_what_can_be_done_and_what_was_done(self):
        self.a_dossier("accepted")
        told = self.call("officer").json()
        self.assertEqual(told["state"], "accepted")
        self.assertEqual(
            [way["id"] for way in told["transitions"]], ["start", "assign"]
        )
        self.assertEqual(told["transitions"][0]["@id"], f"{self.url}/@workflow/start")
        self.assertEqual(
            [entry["action"] for entry in told["history"]], ["submit", "accept"]
        )
        self.assertEqual(told["due"], "2018-09-13T17:00:00+07:00")

    def test_a_clerk_accepts_with_the_version_that_was_read(self):
        self.a_dossier("submitted")
        version = self.call("clerk").json()["version"]
        answer = self.call("clerk", "/accept", {"version": version})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json()["state"], "accepted")
        self.assertEqual(self.row().state, "accepted")
        again = self.call("clerk", "/accept", {"version": version})
        self.assertEqual(again.status_code, 409)
        self.assertEqual(again.json()["error"]["type"], "Conflict")

    def test_the_whole_way_by_json(self):
        self.a_dossier("submitted")
        paper = {"component": "don", "filename": "them.pdf", "data": encoded()}
        result = {"number": "5/GM", "filename": "kq.pdf", "data": encoded()}
        for who, name, body, state in (
            ("clerk", "ask_submitted", {"reason": "Thiếu đơn."}, "supplement"),
            ("citizen", "answer_submitted", {"papers": [paper]}, "submitted"),
            ("clerk", "accept", {}, "accepted"),
            ("officer", "start", {}, "processing"),
            ("officer", "next_step", {"assignee": "officer"}, "processing"),
            ("officer", "finish", {"result": result}, "finished"),
            ("clerk", "hand_over", {"comment": "Đã nhận"}, "returned"),
        ):
            with self.subTest(action=name):
                answer = self.call(who, f"/{name}", body)
                self.assertEqual(answer.status_code, 200, answer.text)
                self.assertEqual(self.row().state, state)
        transaction.abort()
        dossier = access.find(self.code)
        self.assertEqual([paper.round for paper in dossier.papers], [0, 1])
        self.assertEqual(dossier.results[0].file.data, PDF)
        self.assertEqual(queries.history(self.code)[-1].note, "Đã nhận")

    def test_what_is_wrong_is_said_in_vietnamese_and_nothing_changes(self):
        self.a_dossier("submitted")
        before = self.row().version
        answer = self.call("clerk", "/refuse", {"reason": " "})
        self.assertEqual(answer.status_code, 400)
        error = answer.json()["error"]
        self.assertEqual(error["problems"][0]["code"], "reason.missing")
        self.assertEqual(error["problems"][0]["field"], "reason")
        self.assertEqual(error["message"], "Ghi lý do; người nộp sẽ đọc lý do này.")
        for body in (
            "[]",
            "{",
            '{"version": "1"}',
            '{"papers": {}}',
            '{"papers": [{"data": "@"}]}',
            '{"result": 3}',
        ):
            with self.subTest(body=body):
                answer = requests.post(
                    f"{self.url}/@workflow/accept",
                    auth=("clerk", PASSWORD),
                    data=body,
                    headers={
                        "Accept": "application/json",
                        "Content-Type": "application/json",
                    },
                    timeout=30,
                )
                self.assertEqual(answer.status_code, 400)
        self.assertEqual((self.row().state, self.row().version), ("submitted", before))

    def test_who_sees_but_may_not_act_is_forbidden(self):
        self.a_dossier("submitted")
        for who in ("citizen", "officer", "leader", "manager"):
            with self.subTest(who=who):
                answer = self.call(who, "/accept", {})
                self.assertEqual(answer.status_code, 403)
                self.assertEqual(answer.json()["error"]["type"], "Forbidden")
        self.assertEqual(self.row().state, "submitted")

    def test_an_unknown_action_is_told(self):
        self.a_dossier("submitted")
        answer = self.call("clerk", "/publish", {})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(
            answer.json()["error"]["problems"][0]["code"], "action.unknown"
        )

    def test_a_form_of_another_site_cannot_act(self):
        self.a_dossier("submitted")
        answer = requests.post(
            f"{self.url}/@workflow/accept",
            auth=("clerk", PASSWORD),
            data={"version": "1"},
            headers={"Accept": "application/json"},
            timeout=30,
        )
        self.assertEqual(answer.status_code, 415)
        self.assertEqual(self.row().state, "submitted")

    def test_stock_ways_to_change_a_state_do_nothing(self):
        dossier = self.a_dossier("submitted")
        act_as(self.portal, "clerk")
        with self.assertRaises(WorkflowException):
            self.portal.portal_workflow.doActionFor(dossier, "accept")
        transaction.abort()
        requests.get(
            f"{self.url}/content_status_modify?workflow_action=accept",
            auth=("clerk", PASSWORD),
            timeout=30,
        )
        self.assertEqual(self.row().state, "submitted")
        self.assertEqual(access.find(self.code).state, "submitted")

    def test_a_dossier_is_told_whole_at_its_own_address(self):
        self.a_dossier("finished")
        answer = requests.get(
            self.url,
            auth=("citizen", PASSWORD),
            headers={"Accept": "application/json"},
            timeout=30,
        )
        told = answer.json()
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertEqual(
            (told["code"], told["state"], told["data"]),
            (self.code, "finished", {"so_ban": 2}),
        )
        self.assertEqual(told["applicant"]["id_number"], "035185000001")
        self.assertEqual(told["results"][0]["number"], "12/GM")
        paper = requests.get(
            told["papers"][0]["download"], auth=("citizen", PASSWORD), timeout=30
        )
        self.assertEqual(paper.content, PDF)
