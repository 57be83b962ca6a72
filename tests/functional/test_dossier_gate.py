"""Strangers learn nothing: over HTTP a dossier that is not theirs is not there."""

from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import drafts
from hanam.dvc.testing import FUNCTIONAL
from tests.dossiers import act_as
from tests.dossiers import add_result
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from urllib.parse import quote

import re
import requests
import transaction
import unittest


OUTSIDERS = ("", "other-citizen", "strange-clerk", "supervisor", "editor")
JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html"}


class Gate(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        dossier = dossier_in(self.portal, "finished")
        add_result(self.portal, dossier)
        self.code = dossier.code
        self.path = "/".join(dossier.getPhysicalPath()[2:])
        self.paper = dossier.papers[0].id
        self.url = self.portal.absolute_url()
        transaction.commit()

    def call(self, who, path, headers=HTML, method="GET", **more):
        return requests.request(
            method,
            f"{self.url}/{path}",
            auth=(who, PASSWORD) if who else None,
            headers=headers,
            allow_redirects=False,
            timeout=30,
            **more,
        )

    def said(self, answer, *names):
        """Status and body, without what differs from request to request."""
        body = answer.text
        for name in names:
            body = body.replace(name, "…")
        body = re.sub(r'(nonce|value|id)="[^"]*"', "", body)
        return answer.status_code, body

    def test_a_forbidden_dossier_answers_as_one_that_is_not_there(self):
        unknown = self.path[:-4] + "9999"
        for who in OUTSIDERS:
            for headers in (HTML, JSON):
                for tail in (
                    "",
                    "/view",
                    f"/@@paper/{self.paper}",
                    "/@workflow",
                    "/@history",
                    "/@@sharing",
                    "/manage_main",
                    "/Title",
                    "/data",
                    "/papers",
                ):
                    with self.subTest(who=who, tail=tail, accept=headers["Accept"]):
                        there = self.call(who, self.path + tail, headers)
                        not_there = self.call(who, unknown + tail, headers)
                        self.assertEqual(there.status_code, 404)
                        self.assertEqual(
                            self.said(there, self.code, self.code[:-4] + "0001"),
                            self.said(not_there, self.code[:-4] + "9999"),
                        )

    def test_the_way_through_the_api_is_closed_as_well(self):
        unknown = self.path[:-4] + "9999"
        for who in OUTSIDERS:
            for path in (f"++api++/{self.path}", f"thu-tuc/{self.path}"):
                with self.subTest(who=who, path=path):
                    there = self.call(who, path)
                    not_there = self.call(who, path.replace(self.path, unknown))
                    self.assertEqual(there.status_code, 404)
                    self.assertEqual(
                        self.said(there, self.code),
                        self.said(not_there, self.code[:-4] + "9999"),
                    )

    def test_nobody_can_act_from_outside(self):
        for who in OUTSIDERS:
            for tail, method in (
                ("/@workflow/hand_over", "POST"),
                ("", "PATCH"),
                ("", "DELETE"),
                ("/@@paper/" + self.paper, "POST"),
            ):
                with self.subTest(who=who, tail=tail, method=method):
                    answer = self.call(
                        who, self.path + tail, JSON, method, json={"title": "x"}
                    )
                    self.assertEqual(answer.status_code, 404)

    def test_the_shelves_are_listed_for_nobody(self):
        place, month, _code = self.path.rsplit("/", 2)
        for who in (*OUTSIDERS, "citizen", "clerk", "officer", "leader"):
            for path in ("ho-so", place, f"{place}/{month}", "ho-so/nhap"):
                for headers in (HTML, JSON):
                    for tail in ("", "/@contents", "/folder_contents", "/objectIds"):
                        with self.subTest(who=who, path=path, tail=tail):
                            answer = self.call(who, path + tail, headers)
                            self.assertEqual(answer.status_code, 404)
                            # The page may name the address that was asked for.
                            text = answer.text.replace(path, "")
                            text = text.replace(quote(path, safe=""), "")
                            self.assertNotIn("2018", text)

    def test_no_search_finds_a_dossier(self):
        for who in ("", "citizen", "clerk", "manager"):
            for query in ("portal_type=Dossier", "SearchableText=Mẫu", "path=/ho-so"):
                with self.subTest(who=who, query=query):
                    answer = self.call(who, f"@search?{query}", JSON)
                    self.assertNotIn(self.code, answer.text)

    def test_a_dossier_is_changed_by_actions_only(self):
        for who in ("citizen", "clerk", "officer", "leader", "manager"):
            for tail, method in (("", "PATCH"), ("", "DELETE"), ("/@sharing", "POST")):
                with self.subTest(who=who, tail=tail, method=method):
                    answer = self.call(
                        who, self.path + tail, JSON, method, json={"title": "x"}
                    )
                    self.assertIn(answer.status_code, (401, 403, 404))

    def test_a_paper_cannot_run_in_the_name_of_the_portal(self):
        for who in ("citizen", "clerk", "officer", "leader", "manager"):
            with self.subTest(who=who):
                answer = self.call(who, f"{self.path}/@@paper/{self.paper}")
                self.assertEqual((answer.status_code, answer.content), (200, PDF))
                self.assertEqual(
                    answer.headers["Content-Disposition"],
                    'attachment; filename="Don.pdf"',
                )
                self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
                self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
                self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_a_pdf_can_be_shown_and_anything_else_is_saved(self):
        answer = self.call("citizen", f"{self.path}/@@paper/{self.paper}?inline=1")
        self.assertTrue(answer.headers["Content-Disposition"].startswith("inline"))
        dossier = self.portal.unrestrictedTraverse(self.path)
        dossier.papers[0].content_type = "text/html"
        transaction.commit()
        answer = self.call("citizen", f"{self.path}/@@paper/{self.paper}?inline=1")
        self.assertTrue(answer.headers["Content-Disposition"].startswith("attachment"))
        self.assertEqual(answer.headers["Content-Type"], "application/octet-stream")
        self.assertEqual(answer.content, PDF)

    def test_the_result_is_downloaded_by_the_applicant(self):
        dossier = self.portal.unrestrictedTraverse(self.path)
        result = dossier.results[-1].id
        self.assertEqual(
            self.call("citizen", f"{self.path}/@@paper/{result}").content, PDF
        )
        self.assertEqual(
            self.call("citizen", f"{self.path}/@@paper/khong-co").status_code, 404
        )

    def test_a_draft_is_its_owners_only(self):
        act_as(self.portal, "citizen")
        draft = drafts.create(self.portal["thu-tuc"]["1.999001"], "citizen", now=MONDAY)
        path = "/".join(draft.getPhysicalPath()[2:])
        transaction.commit()
        for who in (*OUTSIDERS, "clerk", "officer", "leader"):
            with self.subTest(who=who):
                self.assertEqual(self.call(who, path).status_code, 404)
        self.assertEqual(actions.available(draft)[0].id, "submit")
