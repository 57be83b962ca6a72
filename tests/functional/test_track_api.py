"""Following a dossier by JSON: what everybody sees, what the secret opens."""

from base64 import b64encode
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from hanam.dvc.filing import braked
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.dossiers import act_as
from tests.dossiers import do
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import Client
from tests.filing import CODE

import json
import transaction
import unittest


class TrackApiTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.guest = Client(self.portal)
        body = self.guest.example()
        body["applicant"] |= {"name": "Trần Văn Mẫu Riêng", "address": "Ngõ Mẫu Riêng"}
        self.filed = self.guest.post(body).json()
        self.addCleanup(braked.LOOKUPS.forget)

    def track(self, code=None, secret=""):
        query = f"?secret={secret}" if secret else ""
        return self.guest.get(f"@track/{code or self.filed['code']}{query}")

    def test_everybody_sees_how_far_it_is_and_nothing_else(self):
        answer = self.track()
        found = answer.json()
        self.assertEqual(found["code"], self.filed["code"])
        self.assertEqual(found["progress"], 0)
        self.assertEqual(found["step"], 1)
        self.assertEqual(
            set(found), {"code", "progress", "step", "steps", "ended", "track_url"}
        )
        for secret in (
            "Riêng",
            "Mẫu Riêng",
            "0351850",
            "0900000000",
            self.filed["secret"],
        ):
            self.assertNotIn(secret, json.dumps(found, ensure_ascii=False))

    def test_the_secret_shows_history_and_papers(self):
        found = self.track(secret=self.filed["secret"]).json()
        self.assertEqual(found["state"], "submitted")
        self.assertEqual(found["accept_due"], self.filed["accept_due"])
        self.assertEqual(found["next"]["who"], "agency")
        self.assertEqual([row["action"] for row in found["history"]], ["submit"])
        self.assertEqual(len(found["papers"]), 1)
        self.assertEqual([action["id"] for action in found["actions"]], ["withdraw"])
        self.assertNotIn("applicant", found)

    def test_unknown_malformed_and_wrongly_proved_have_one_answer(self):
        code = self.filed["code"]
        answers = {
            "unknown": self.track(code[:-4] + "9999"),
            "malformed": self.track("abc"),
            "wrong secret": self.track(secret="AAAABBBBCCCC"),
        }
        shapes = set()
        for name, answer in answers.items():
            with self.subTest(name):
                self.assertEqual(answer.status_code, 404)
                found = answer.json()
                shapes.add((tuple(sorted(found)), found["type"]))
                self.assertTrue(found["message"].startswith("Resource not found"))
        self.assertEqual(len(shapes), 1)

    def test_guessing_is_braked(self):
        api.portal.set_registry_record("hanam.dvc.filing.misses", 3)
        transaction.commit()
        for serial in range(3):
            self.assertEqual(
                self.track(f"000.00.91.H25-180101-{serial:04}").status_code, 404
            )
        answer = self.track("000.00.91.H25-180101-0005")
        self.assertEqual(answer.status_code, 429)
        self.assertGreater(int(answer.headers["Retry-After"]), 0)
        self.assertEqual(self.track().status_code, 429)

    def test_looking_at_many_dossiers_is_braked_too(self):
        api.portal.set_registry_record("hanam.dvc.filing.lookups", 3)
        transaction.commit()
        codes = [self.track().status_code for _ in range(5)]
        self.assertEqual(codes, [200, 200, 200, 429, 429])

    def test_a_code_is_found_in_small_letters(self):
        self.assertEqual(self.track(self.filed["code"].lower()).status_code, 200)

    def act(self, what, content, secret=None, **more):
        secret = self.filed["secret"] if secret is None else secret
        return self.guest.session.post(
            f"{self.guest.url}/@track/{self.filed['code']}/{what}",
            json=content,
            headers={"X-Dossier-Secret": secret},
            **more,
        )

    def test_the_secret_withdraws_a_dossier_once(self):
        answer = self.act("withdraw", {"reason": "Không cần nữa"})
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(answer.json()["state"], "withdrawn")
        self.assertEqual(self.act("withdraw", {}).status_code, 409)

    def test_the_secret_answers_a_request_for_papers(self):
        transaction.begin()
        do(self.portal, access.find(self.filed["code"]), "clerk", "ask_submitted")
        act_as(self.portal, "")
        transaction.commit()
        empty = self.act("answer", {})
        self.assertEqual(empty.status_code, 400)
        self.assertEqual(empty.json()["error"]["problems"][0]["field"], "papers")
        paper = {"component": "don", "filename": "a.pdf"}
        content = {"papers": [paper | {"data": b64encode(PDF).decode()}]}
        answer = self.act("answer", content)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(answer.json()["state"], "submitted")
        self.assertEqual(len(answer.json()["papers"]), 2)

    def test_nothing_is_done_without_the_secret(self):
        for secret in ("", "AAAABBBBCCCC"):
            with self.subTest(secret=secret):
                self.assertEqual(self.act("withdraw", {}, secret).status_code, 404)
        self.assertEqual(self.act("accept", {}).status_code, 409)
        self.assertEqual(self.act("withdraw", {"la": 1}).status_code, 400)
        self.assertEqual(self.track().json()["progress"], 0)

    def test_the_procedure_is_named(self):
        title = lookup.procedure(CODE).title
        found = self.track(secret=self.filed["secret"]).json()
        self.assertEqual(found["procedure"], title)
