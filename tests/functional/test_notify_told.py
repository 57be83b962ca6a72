"""What applicants are told of their dossiers, and what gateways report back."""

from dataclasses import replace
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.notify import choices
from hanam.dvc.notify import events
from hanam.dvc.notify import sending
from hanam.dvc.notify.channels.http import MOST_SKEW
from hanam.dvc.notify.channels.http import signature
from hanam.dvc.notify.told import declared
from hanam.dvc.register import outbox
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from hanam.dvc.rules import message_text
from hanam.dvc.rules import sms
from hanam.dvc.rules import states
from hanam.dvc.sandbox.gateways import SECRET
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from sqlalchemy import select
from tests import dossiers
from tests import sandboxes

import json
import requests
import time
import transaction
import unittest


APPLICANT = dossiers.APPLICANT | {"email": "mau@mau.example"}
OWNER = APPLICANT | {
    "name": "Trần Văn Mẫu",
    "id_number": "035080000002",
    "birth_date": "1980-02-01",
    "email": "chu@mau.example",
    "phone": "0987654321",
}


class Told(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.box = sandboxes.use(self).box
        dossiers.build_world(self.portal)
        sandboxes.switch_on("email", "sms")
        transaction.commit()

    def dossier(self, state, **changes):
        changes = {"applicant": dict(APPLICANT)} | changes
        found = dossiers.dossier_in(self.portal, state, moment.now(), **changes)
        transaction.commit()
        return found

    def events(self, channel="email"):
        return [
            row.event
            for row in session().scalars(select(MessageRow).order_by(MessageRow.id))
            if row.channel == channel
        ]

    def mails(self):
        sending.send_all()
        return [one for one in self.box.newest() if one.channel == "email"]

    def test_every_way_of_a_dossier_is_told(self):
        ways = {
            way.id
            for way in states.TRANSITIONS
            if way.id not in ("start", "payment_done")
        }
        others = {"extend", "apologise", "recount_calendar"}
        self.assertEqual(set(declared.OF_ACTION), ways | others)

    def test_the_applicant_is_told_of_each_step(self):
        for state, told in (
            ("returned", ["filed", "accepted", "finished", "handed_over"]),
            ("refused", ["filed", "refused"]),
            ("supplement", ["filed", "accepted", "papers_asked"]),
            ("payment", ["filed", "accepted", "payment_asked"]),
            ("stopped", ["filed", "accepted", "stopped"]),
            ("withdrawn", ["filed", "withdrawn"]),
        ):
            with self.subTest(state=state):
                code = self.dossier(state).code
                rows = session().scalars(
                    select(MessageRow)
                    .where(MessageRow.code == code, MessageRow.channel == "sms")
                    .order_by(MessageRow.id)
                )
                self.assertEqual(
                    [row.event.removeprefix("dossier.") for row in rows], told
                )

    def test_the_first_line_says_what_to_do_and_the_subject_how_it_stands(self):
        dossier = self.dossier("supplement of the counter")
        asked, filed = self.mails()
        self.assertEqual(filed.subject, f"{dossier.code}: đã nộp, chờ tiếp nhận")
        self.assertTrue(filed.text.startswith("Bạn chưa phải làm gì thêm."))
        self.assertEqual(asked.subject, f"{dossier.code}: cần bổ sung giấy tờ")
        self.assertTrue(asked.text.startswith("Bạn hãy mở đường dẫn dưới đây"))
        self.assertIn("Cần bổ sung: Thiếu giấy tờ.", asked.text)

    def test_the_link_of_the_applicant_opens_the_dossier(self):
        dossier = self.dossier("submitted", filed_by="")
        (mail,) = self.mails()
        link = next(word for word in mail.text.split() if word.startswith("http"))
        self.assertTrue(link.endswith(secrets.secret_of(dossier.code)))
        answer = requests.get(link, timeout=60)
        self.assertEqual(answer.status_code, 200)
        self.assertIn(f"/tra-cuu/{dossier.code}/", answer.text)
        self.assertIn("Rút hồ sơ", answer.text)

    def test_the_owner_is_told_too_without_the_secret(self):
        dossier = self.dossier("submitted", owner=dict(OWNER))
        mails = {one.recipient: one for one in self.mails()}
        self.assertEqual(set(mails), {"mau@mau.example", "chu@mau.example"})
        secret = secrets.secret_of(dossier.code)
        self.assertIn(secret, mails["mau@mau.example"].text)
        self.assertNotIn(secret, mails["chu@mau.example"].text)
        self.assertIn(f"/tra-cuu/{dossier.code}", mails["chu@mau.example"].text)
        self.assertNotIn("Giữ kín", mails["chu@mau.example"].text)

    def test_an_owner_with_the_same_contacts_is_not_told_twice(self):
        owner = OWNER | {"email": APPLICANT["email"], "phone": APPLICANT["phone"]}
        self.dossier("submitted", owner=owner)
        self.assertEqual(self.events(), ["dossier.filed"])

    def test_practice_tells_nobody(self):
        self.dossier("supplement", practice=True)
        self.assertEqual(self.events() + self.events("sms"), [])

    def test_what_happened_long_ago_is_told_to_nobody(self):
        dossiers.dossier_in(self.portal, "returned", applicant=dict(APPLICANT))
        self.assertEqual(self.events(), [])

    def test_a_paper_dossier_is_told_when_it_is_accepted(self):
        dossiers.act_as(self.portal, "clerk")
        found = self.dossier("submitted", channel="counter", filed_by="")
        self.assertEqual(self.events(), [])
        dossiers.do(self.portal, found, "clerk", "accept")
        self.assertEqual(self.events(), ["dossier.accepted"])

    def test_an_action_that_is_undone_tells_nobody(self):
        dossier = self.dossier("submitted")
        before = len(self.mails())
        dossiers.do(self.portal, dossier, "clerk", "refuse")
        transaction.abort()
        self.assertEqual(len(self.mails()), before)

    def test_a_user_is_told_by_the_channels_and_in_the_language_chosen(self):
        choices.save("citizen", choices.Choice(("email",), language="en"))
        transaction.commit()
        dossier = self.dossier("accepted")
        self.assertEqual(self.events("sms"), [])
        accepted, filed = self.mails()
        self.assertEqual(
            filed.subject, f"{dossier.code}: filed, waiting to be accepted"
        )
        self.assertIn("There is nothing more to do for now.", accepted.text)
        self.assertIn("Keep this address to yourself", accepted.text)

    def test_a_user_without_an_address_in_the_dossier_has_that_of_the_account(self):
        with api.env.adopt_roles(["Manager"]):
            member = api.user.get(userid="citizen")
            member.setMemberProperties({"email": "account@mau.example"})
        transaction.commit()
        self.dossier("submitted", applicant=dict(dossiers.APPLICANT))
        (mail,) = self.mails()
        self.assertEqual(mail.recipient, "account@mau.example")

    def test_the_texts_that_come_with_it_are_whole_in_both_languages(self):
        for name in declared.TITLES:
            event = events.get(name)
            for language in events.LANGUAGES:
                for channel in events.CHANNELS:
                    with self.subTest(event=name, channel=channel, language=language):
                        text = event.text(channel, language)
                        filled = message_text.fill(text["text"], event.sample)
                        self.assertNotIn("${", filled)
                        if channel == "email":
                            self.assertTrue(text["subject"])
                        if channel == "sms":
                            self.assertLessEqual(sms.size(sms.plain(filled)).parts, 2)


class Reports(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.url = f"{self.layer['portal'].absolute_url()}/@delivery"
        sandboxes.switch_on("sms")
        self.message = outbox.add(
            event="dossier.filed",
            channel="sms",
            recipient="0912345678",
            created=moment.now(),
        )
        transaction.commit()

    def post(self, told, secret=SECRET, channel="sms", shift=0):
        body = told if isinstance(told, bytes) else json.dumps(told).encode()
        stamp = str(int(time.time()) + shift)
        headers = {
            "Accept": "application/json",
            "X-Timestamp": stamp,
            "X-Signature": signature(secret, stamp, body),
        }
        return requests.post(
            f"{self.url}/{channel}", data=body, headers=headers, timeout=60
        )

    def state(self):
        transaction.begin()
        return session().get(MessageRow, self.message).state

    def report(self, **more):
        return {"id": "g1", "key": self.message, "status": "delivered"} | more

    def test_a_signed_report_is_noted(self):
        answer = self.post(self.report())
        self.assertEqual((answer.status_code, answer.json()), (200, {"known": True}))
        self.assertEqual(self.state(), "delivered")

    def test_a_report_of_what_is_not_ours_is_taken_and_changes_nothing(self):
        answer = self.post(self.report(key="0" * 32, id="g9"))
        self.assertEqual((answer.status_code, answer.json()), (200, {"known": False}))
        self.assertEqual(self.state(), "queued")

    def test_without_a_good_signature_nothing_is_noted(self):
        for more in (
            {"secret": "other"},
            {"shift": MOST_SKEW + 60},
            {"shift": -MOST_SKEW - 60},
        ):
            with self.subTest(**more):
                self.assertEqual(self.post(self.report(), **more).status_code, 401)
        self.assertEqual(self.state(), "queued")

    def test_a_channel_whose_secret_is_not_set_takes_no_report(self):
        sandboxes.settings.keep(sms_secret="")
        transaction.commit()
        self.assertEqual(self.post(self.report(), secret="").status_code, 401)

    def test_what_is_no_report_is_refused(self):
        for told in (b"{", b"[]", b'{"status": "delivered"}', self.report(status="?")):
            with self.subTest(told=told):
                self.assertEqual(self.post(told).status_code, 400)

    def test_a_channel_that_does_not_report_is_not_there(self):
        for channel in ("email", "fax", "sms/more"):
            with self.subTest(channel=channel):
                answer = self.post(self.report(), channel=channel)
                self.assertEqual(answer.status_code, 404)

    def test_the_gateway_reports_by_itself(self):
        made = sandboxes.use(self)
        made.box.behave("sms", "lost", 1)
        event = replace(events.get("dossier.filed"), id="test_reported")
        events.declare(event)
        self.addCleanup(events._known.pop, event.id)
        from hanam.dvc.notify import queue

        transaction.begin()
        ids = [
            queue.put(event.id, queue.To(phone="0912345678"), {})[0] for _ in range(2)
        ]
        transaction.commit()
        sending.send_due("sms")
        found = {}
        until = time.monotonic() + 60
        while set(found.values()) != {"dead", "delivered"}:
            self.assertLess(time.monotonic(), until, found)
            time.sleep(0.1)
            transaction.begin()
            found = {one: session().get(MessageRow, one).state for one in ids}


if __name__ == "__main__":
    unittest.main()
