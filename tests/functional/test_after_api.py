"""What the pages behind a dossier do, by REST: the same checks, the same words."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register import threads
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from sqlalchemy import select
from tests.documents import words_of
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from tests.filing import build_filing_world
from tests.filing import Client
from tests.filing import Visitor
from tests.sandboxes import switch_on
from threading import Barrier

import re
import requests
import transaction
import unittest
import uuid


class ApiCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.client = Client(self.portal)

    def dossier(self, state, **more):
        dossier = dossier_in(self.portal, state, **more)
        act_as(self.portal, "")
        transaction.commit()
        self.code, self.secret = dossier.code, secrets.secret_of(dossier.code)
        return dossier

    def get(self, what, secret=None):
        secret = self.secret if secret is None else secret
        headers = {"X-Dossier-Secret": secret}
        return self.client.get(f"@track/{self.code}/{what}", headers=headers)

    def post(self, what, body, secret=None, key=""):
        secret = self.secret if secret is None else secret
        headers = {
            "X-Dossier-Secret": secret,
            "Idempotency-Key": key or uuid.uuid4().hex,
        }
        return self.client.session.post(
            f"{self.client.url}/@track/{self.code}/{what}", json=body, headers=headers
        )


class PartsTest(ApiCase):
    READ = ("messages", "rating", "result-way", "contact", "owed", "receipt.pdf")

    def test_nothing_is_read_or_written_without_the_secret(self):
        self.dossier("processing")
        for what in self.READ:
            for secret in ("", "AAAABBBBCCCC"):
                with self.subTest(what=what, secret=secret):
                    self.assertEqual(self.get(what, secret).status_code, 404)
                    self.assertEqual(self.post(what, {}, secret).status_code, 404)
        self.assertEqual(self.get("la").status_code, 404)

    def test_whoever_filed_it_with_an_account_needs_no_secret(self):
        self.dossier("processing", filed_by="citizen")
        for user, status in (("citizen", 200), ("other-citizen", 404)):
            client = Client(self.portal, user)
            for what in self.READ:
                with self.subTest(user=user, what=what):
                    answer = client.get(f"@track/{self.code}/{what}")
                    self.assertEqual(answer.status_code, status)

    def test_a_message_with_a_file(self):
        self.dossier("processing")
        paper = {"filename": "Tệp.pdf", "data": b64encode(PDF).decode()}
        key = uuid.uuid4().hex
        body = {"text": "Xem giúp tôi", "papers": [paper]}
        for _time in range(2):
            answer = self.post("messages", body, key=key)
            self.assertEqual(answer.status_code, 201, answer.text)
        found = self.get("messages").json()
        self.assertEqual([item["text"] for item in found["items"]], ["Xem giúp tôi"])
        file = found["items"][0]["files"][0]
        self.assertEqual(requests.get(file["@id"], timeout=60).content, PDF)

    def test_a_message_without_a_key_is_refused(self):
        self.dossier("processing")
        headers = {"X-Dossier-Secret": self.secret}
        answer = self.client.session.post(
            f"{self.client.url}/@track/{self.code}/messages",
            json={"text": "Một"},
            headers=headers,
        )
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.post("messages", {"text": 5}).status_code, 400)
        self.assertEqual(self.post("messages", {"la": "x"}).status_code, 400)

    def test_reading_says_so_by_itself(self):
        dossier = self.dossier("processing")
        act_as(self.portal, "clerk")
        from hanam.dvc.filing.after import talk

        talk.write(dossier, "Chào bạn", [], "k" * 12)
        act_as(self.portal, "")
        transaction.commit()
        self.assertEqual(self.get("messages").json()["unread"], 1)
        self.assertEqual(self.get("messages").json()["unread"], 1)
        self.assertEqual(self.post("messages", {"read": True}).json()["unread"], 0)

    def test_the_way_of_the_result_and_the_contact(self):
        self.dossier("processing")
        self.assertEqual(self.get("result-way").json()["offered"], ["counter", "post"])
        answer = self.post("result-way", {"result_by": "post"})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(answer.json()["error"]["problems"][0]["field"], "address")
        body = {"result_by": "post", "address": "Ngõ Mẫu"}
        self.assertEqual(self.post("result-way", body).json()["result_by"], "post")
        answer = self.post("contact", {"phone": "0987 654 321"})
        self.assertEqual(answer.json()["phone"], "0987654321")

    def test_what_is_over_is_not_changed(self):
        self.dossier("returned")
        self.assertEqual(
            self.post("result-way", {"result_by": "post"}).status_code, 409
        )
        self.assertEqual(self.post("contact", {"phone": "0987654321"}).status_code, 409)

    def test_rating(self):
        self.dossier("returned", now=moment.now() - timedelta(days=2))
        asked = self.get("rating").json()
        self.assertTrue(asked["possible"])
        self.assertEqual(
            [level["key"] for level in asked["levels"]], ["very", "yes", "no"]
        )
        self.assertEqual(self.post("rating", {"overall": "x"}).status_code, 400)
        body = {"overall": "yes", "answers": {"time": "very"}, "comment": "Tốt"}
        found = self.post("rating", body).json()
        self.assertEqual(
            (found["overall"], found["answers"], found["comment"]),
            ("yes", {"time": "very"}, "Tốt"),
        )
        self.dossier("processing")
        self.assertEqual(self.post("rating", body).status_code, 409)

    def test_money_and_documents(self):
        self.dossier("accepted")
        found = self.get("owed").json()
        self.assertEqual(found["state"], "not_asked")
        self.assertFalse(found["online"])
        for what in ("receipt.pdf", "form-01.pdf"):
            answer = self.get(what)
            self.assertEqual(answer.headers["Content-Type"], "application/pdf")
            self.assertIn(self.code, words_of(answer.content))


class TogetherTest(ApiCase):
    def test_withdrawing_while_the_clerk_accepts_one_wins_and_the_other_is_told(self):
        for _round in range(4):
            dossier = self.dossier("submitted")
            url, gate = dossier.absolute_url(), Barrier(2)

            def accept(url=url, gate=gate):
                gate.wait()
                return requests.post(
                    f"{url}/@workflow/accept",
                    auth=("clerk", PASSWORD),
                    headers={"Accept": "application/json"},
                    json={"version": 1},
                    timeout=60,
                ).status_code

            def withdraw(gate=gate):
                gate.wait()
                return self.post("withdraw", {"reason": "Không cần nữa"}).status_code

            with ThreadPoolExecutor(2) as pool:
                accepted, withdrawn = (pool.submit(accept), pool.submit(withdraw))
                statuses = (accepted.result(), withdrawn.result())
            transaction.begin()
            state = queries.by_code(self.code).state
            # An accepted dossier may still be withdrawn: then both have won, in this order.
            expected = {(200, 409): "accepted", (409, 200): "withdrawn"}
            self.assertIn(statuses, {*expected, (200, 200)})
            self.assertEqual(state, expected.get(statuses, "withdrawn"))

    def test_the_same_message_sent_twice_at_once_is_there_once(self):
        self.dossier("processing")
        key, gate = uuid.uuid4().hex, Barrier(2)

        def send(_number):
            gate.wait()
            return self.post("messages", {"text": "Một lần"}, key=key).status_code

        with ThreadPoolExecutor(2) as pool:
            self.assertEqual(set(pool.map(send, range(2))), {201})
        transaction.begin()
        self.assertEqual(len(threads.thread(self.code)), 1)

    def test_two_ratings_at_once_make_one(self):
        self.dossier("returned", now=moment.now() - timedelta(days=2))
        gate = Barrier(2)

        def rate(level):
            gate.wait()
            return self.post("rating", {"overall": level}).status_code

        with ThreadPoolExecutor(2) as pool:
            self.assertEqual(set(pool.map(rate, ("very", "no"))), {200})
        found = self.client.get("@satisfaction").json()
        self.assertEqual(found["total"]["ratings"], 1)


class ToldTest(ApiCase):
    """Messages in the outbox for what happens after a filing."""

    def setUp(self):
        super().setUp()
        switch_on("email", "sms")
        officer = api.user.get(userid="officer")
        officer.setMemberProperties({"email": "can-bo@mau.example"})
        transaction.commit()

    def put(self, event):
        transaction.begin()
        asked = select(MessageRow).where(MessageRow.event == event)
        return list(session.session().scalars(asked))

    def mailed(self, state, **more):
        applicant = {**APPLICANT, "email": "nguoi-nop@vi-du.example"}
        now = moment.now()
        return self.dossier(state, applicant=applicant, now=now, **more)

    def test_the_applicant_is_told_of_a_message_and_the_official_of_the_answer(self):
        self.mailed("processing")
        clerk = Visitor(self.portal, "clerk")
        clerk.get(access.find(self.code).absolute_url())
        form = next(
            number
            for number, form in enumerate(
                clerk.page.cssselect("main form[method=post]")
            )
            if form.get("action").endswith("@@tin-nhan")
        )
        clerk.send({"text": "Mời bạn bổ sung ảnh rõ hơn."}, number=form)
        told = self.put("dossier.message")
        self.assertEqual({row.channel for row in told}, {"email", "sms"})
        for row in told:
            self.assertIn("/tin-nhan", row.text)
            # The secret is filled in when it is sent, and nothing of the message is said.
            self.assertNotIn(self.secret, row.text)
            self.assertNotIn("ảnh", row.text)
        self.post("messages", {"text": "Vâng"})
        (row,) = self.put("dossier.message_to_agency")
        self.assertEqual(row.recipient, "can-bo@mau.example")

    def test_the_official_is_told_of_what_the_applicant_changes(self):
        self.mailed("processing")
        self.post("result-way", {"result_by": "post", "address": "Ngõ Mẫu"})
        self.assertEqual(len(self.put("dossier.changed_by_applicant")), 1)

    def test_the_end_invites_to_a_rating_by_mail_once(self):
        dossier = self.mailed("finished")
        do(self.portal, access.find(dossier.code), "clerk", "hand_over")
        act_as(self.portal, "")
        transaction.commit()
        (row,) = self.put("dossier.rating")
        self.assertEqual(row.channel, "email")
        self.assertIn("/danh-gia", row.text)

    def test_a_new_phone_number_is_proved_by_a_code(self):
        self.mailed("processing")
        asked = self.post("contact", {"phone": "0987 654 321"})
        self.assertEqual(asked.status_code, 202)
        self.assertEqual(access.find(self.code).applicant["phone"], "0912345678")
        (row,) = self.put("identity.code")
        digits = re.search(r"\d{6}", row.text)[0]
        body = {"phone": "0987 654 321", **asked.json()}
        wrong = body | {"codes": {"phone": "000000" if digits != "000000" else "1" * 6}}
        answer = self.post("contact", wrong)
        self.assertEqual(answer.json()["error"]["problems"][0]["field"], "codes.phone")
        answer = self.post("contact", body | {"codes": {"phone": digits}})
        self.assertEqual(answer.json()["phone"], "0987654321")

    def test_practice_tells_nobody(self):
        self.mailed("returned", practice=True)
        self.post("messages", {"text": "Thử"})
        for event in ("dossier.rating", "dossier.message", "dossier.message_to_agency"):
            self.assertEqual(self.put(event), [])
