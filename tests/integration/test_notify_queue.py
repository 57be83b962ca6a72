"""From an event to the phone: queued in the transaction, sent by real servers' answers."""

from dataclasses import replace
from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.notify import choices
from hanam.dvc.notify import events
from hanam.dvc.notify import queue
from hanam.dvc.notify import sending
from hanam.dvc.notify import settings
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from hanam.dvc.testing import FUNCTIONAL
from sqlalchemy import select
from tests import sandboxes

import transaction
import unittest


TO = queue.To(email="Le.Mau@mau.example", phone="0912 345 678")
EVERYWHERE = replace(TO, zalo="0912345678")
FILED = events.Event(
    "test_filed",
    "Filed",
    {"so": "Number", "ly_do": "Reason", "link": "Link"},
    {"so": "1", "ly_do": "", "link": ""},
    {
        "email": {
            "vi": {
                "subject": "Hồ sơ ${so}",
                "text": "Đã nộp ${so}.\nLý do: ${ly_do}\n${link}",
            },
            "en": {"subject": "Dossier ${so}", "text": "Filed: ${so}."},
        },
        "sms": {"vi": {"text": "Hồ sơ ${so} đã nộp. ${link}"}},
    },
)
CODE = events.Event(
    "test_code",
    "Code",
    {"ma": "Code"},
    {"ma": "123456"},
    {"sms": {"vi": {"text": "Mã xác nhận: ${ma}"}}},
    kind=events.SECURITY,
    lives=300,
)
REMINDER = replace(FILED, id="test_reminder", kind=events.OPTIONAL)


class Queue(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.box = sandboxes.use(self).box
        for event in (FILED, CODE, REMINDER):
            events.declare(event)
            self.addCleanup(events._known.pop, event.id)
        sandboxes.switch_on()
        transaction.commit()

    def put(self, event="test_filed", to=TO, values=None, **more):
        ids = queue.put(event, to, {"so": "H25-1"} | (values or {}), **more)
        transaction.commit()
        return ids

    def row(self, message) -> MessageRow:
        transaction.begin()
        return session().get(MessageRow, message)

    def got(self, channel):
        return [one for one in self.box.newest() if one.channel == channel]

    def make_due(self):
        """As if the time of the next try had come."""
        transaction.begin()
        from hanam.dvc.register.session import for_writing

        current = for_writing()
        for row in current.scalars(
            select(MessageRow).where(MessageRow.due.is_not(None))
        ):
            row.due = moment.now()
        transaction.commit()

    def test_a_message_goes_out_by_each_channel_the_person_has(self):
        ids = self.put()
        self.assertEqual(len(ids), 2)
        self.assertEqual(sending.send_all(), 2)
        (mail,), (sms,) = self.got("email"), self.got("sms")
        self.assertEqual(mail.recipient, "Le.Mau@mau.example")
        self.assertEqual(mail.subject, "Hồ sơ H25-1")
        self.assertEqual(mail.text.strip(), "Đã nộp H25-1.")
        self.assertEqual(mail.key, f"<{ids[0]}@mau.example>")
        self.assertEqual((sms.recipient, sms.key), ("84912345678", ids[1]))
        self.assertEqual(sms.text, "Ho so H25-1 da nop.")
        for one in ids:
            row = self.row(one)
            self.assertIn(row.state, ("sent", "delivered"))
            self.assertIsNotNone(row.sent)

    def test_an_aborted_transaction_sends_nothing(self):
        queue.put("test_filed", TO, {"so": "1"})
        transaction.abort()
        self.assertEqual(sending.send_all(), 0)
        self.assertEqual(self.box.newest(), [])

    def test_a_channel_without_its_own_text_takes_that_of_its_neighbour(self):
        self.put(to=EVERYWHERE, channels=("zalo",))
        sending.send_all()
        (zalo,) = self.got("zalo")
        self.assertEqual(zalo.text, "Hồ sơ H25-1 đã nộp.")

    def test_diacritics_stay_where_the_administrator_wants_them(self):
        settings.keep(sms_plain=False)
        self.put(channels=("sms",))
        sending.send_all()
        self.assertEqual(self.got("sms")[0].text, "Hồ sơ H25-1 đã nộp.")

    def test_a_language_without_a_text_is_answered_in_vietnamese(self):
        self.put(language="en")
        sending.send_all()
        self.assertEqual(self.got("email")[0].subject, "Dossier H25-1")
        self.assertEqual(self.got("sms")[0].text, "Ho so H25-1 da nop.")

    def test_the_secret_of_a_dossier_is_in_the_message_and_not_in_the_register(self):
        code = "000.00.91.H25-181001-0001"
        (message,) = self.put(
            values={"link": queue.follow_link(code)}, code=code, channels=("email",)
        )
        secret = secrets.secret_of(code)
        self.assertNotIn(secret, self.row(message).text)
        sending.send_all()
        self.assertIn(f"/tra-cuu/{code}/{secret}", self.got("email")[0].text)
        self.assertNotIn(secret, self.row(message).text)

    def test_no_value_can_ask_for_the_secret(self):
        code = "000.00.91.H25-181001-0001"
        self.put(values={"ly_do": queue.SECRET}, code=code, channels=("email",))
        sending.send_all()
        self.assertNotIn(secrets.secret_of(code), self.got("email")[0].text)

    def test_a_subject_keeps_to_its_line(self):
        self.put(values={"so": "1\r\nBcc: other@mau.example"}, channels=("email",))
        sending.send_all()
        (mail,) = self.got("email")
        self.assertEqual(mail.recipient, "Le.Mau@mau.example")
        self.assertEqual(mail.subject, "Hồ sơ 1 Bcc: other@mau.example")

    def test_nothing_is_usable_while_everything_is_off(self):
        self.assertEqual(queue.usable(EVERYWHERE), ("email", "sms", "zalo"))
        settings.keep(email_on=False, sms_on=False, zalo_on=False)
        self.assertEqual(queue.usable(EVERYWHERE), ())
        self.assertEqual(self.put(), [])

    def test_an_address_that_is_none_is_not_usable(self):
        to = queue.To(email="nobody", phone="02263 123 456", zalo="12")
        self.assertEqual(queue.usable(to), ())

    def test_what_was_queued_waits_while_its_channel_is_off(self):
        self.put(channels=("sms",))
        settings.keep(sms_on=False)
        transaction.commit()
        self.assertEqual(sending.send_all(), 0)
        settings.keep(sms_on=True)
        transaction.commit()
        self.assertEqual(sending.send_all(), 1)

    def test_nothing_is_queued_in_silence(self):
        with queue.silent():
            self.assertEqual(self.put(), [])
        self.assertEqual(len(self.put()), 2)

    def test_an_unknown_event_is_a_programming_error(self):
        with self.assertRaises(KeyError):
            queue.put("nobody_declared_this", TO, {})

    def test_an_event_with_unknown_names_cannot_be_declared(self):
        texts = {"sms": {"vi": {"text": "${other} $x"}}}
        with self.assertRaises(events.BadEvent):
            events.declare(replace(FILED, texts=texts))

    # -- what the person chose

    def test_a_user_gets_messages_by_the_channels_chosen(self):
        choices.save("lan", choices.Choice(channels=("zalo",)))
        self.put(to=EVERYWHERE, user="lan")
        sending.send_all()
        self.assertEqual([one.channel for one in self.box.newest()], ["zalo"])

    def test_what_must_arrive_takes_another_way_where_the_chosen_one_is_closed(self):
        choices.save("lan", choices.Choice(channels=("zalo",)))
        settings.keep(zalo_on=False)
        self.assertEqual(len(self.put(to=EVERYWHERE, user="lan")), 1)
        self.assertEqual(self.put("test_reminder", to=EVERYWHERE, user="lan"), [])

    def test_reminders_can_be_switched_off_and_legal_notices_cannot(self):
        muted = choices.Choice(muted=frozenset({"test_reminder"}))
        choices.save("lan", muted)
        self.assertEqual(self.put("test_reminder", user="lan"), [])
        self.assertEqual(len(self.put(user="lan")), 2)
        with self.assertRaises(ValueError):
            choices.save("lan", choices.Choice(muted=frozenset({"test_filed"})))
        with self.assertRaises(ValueError):
            choices.save("lan", choices.Choice(channels=()))

    # -- one-time codes

    def test_a_one_time_code_goes_first_and_is_erased(self):
        self.put(channels=("sms",))
        (code,) = self.put("test_code", values={"ma": "424242"}, channels=("sms",))
        sending.send_all()
        self.assertEqual(self.got("sms")[-1].text, "Ma xac nhan: 424242")
        self.assertEqual(self.row(code).text, "")

    def test_a_code_that_came_too_late_is_not_sent(self):
        (code,) = self.put("test_code", values={"ma": "1"}, channels=("sms",))
        transaction.begin()
        later = moment.now() + timedelta(seconds=301)
        self.assertIsNone(sending.claim("sms", later))
        self.assertEqual(self.row(code).error, "expired")
        self.assertEqual(self.box.newest(), [])

    # -- gateways in trouble

    def test_a_gateway_that_is_busy_gets_it_later(self):
        self.box.behave("sms", "fail", 1)
        (message,) = self.put(channels=("sms",))
        self.assertEqual(sending.send_all(), 0)
        row = self.row(message)
        self.assertEqual((row.state, row.error), ("failed", "503 busy"))
        self.make_due()
        self.assertEqual(sending.send_all(), 1)
        self.assertEqual(self.got("sms")[0].times, 1)

    def test_a_gateway_that_takes_it_and_hangs_up_gets_the_same_key_again(self):
        self.box.behave("sms", "drop", 1)
        (message,) = self.put(channels=("sms",))
        self.assertEqual(sending.send_all(), 0)
        self.assertEqual(self.row(message).state, "failed")
        self.make_due()
        self.assertEqual(sending.send_all(), 1)
        (sms,) = self.got("sms")
        self.assertEqual((sms.key, sms.times), (message, 2))

    def test_a_gateway_that_is_too_slow_gets_the_same_key_again(self):
        settings.keep(sms_timeout=1)
        self.box.behave("sms", "slow", 1)
        (message,) = self.put(channels=("sms",))
        self.assertEqual(sending.send_all(), 0)
        self.assertEqual(self.row(message).error, "no answer in time")
        self.assertTrue(self.box.wait_for(1))
        self.make_due()
        self.assertEqual(sending.send_all(), 1)
        (sms,) = self.got("sms")
        self.assertEqual((sms.key, sms.times), (message, 2))

    def test_what_a_gateway_refuses_is_given_up_with_its_reason(self):
        self.box.behave("sms", "refuse", 1)
        (message,) = self.put(channels=("sms",))
        sending.send_all()
        row = self.row(message)
        self.assertEqual((row.state, row.error), ("dead", "422 no such subscriber"))
        self.assertEqual(self.got("sms"), [])

    def test_a_wrong_key_is_our_fault_and_kills_no_message(self):
        settings.keep(sms_key="wrong")
        messages = [self.put(channels=("sms",))[0] for _ in range(3)]
        self.assertEqual(sending.send_all(), 0)
        rows = [self.row(message) for message in messages]
        self.assertEqual(sorted(row.attempts for row in rows), [0, 0, 1])
        self.assertEqual({row.state for row in rows}, {"queued", "failed"})

    def test_nobody_there_leaves_the_rest_untried(self):
        settings.keep(sms_url="http://127.0.0.1:9/sms")
        for _ in range(3):
            self.put(channels=("sms",))
        self.assertEqual(sending.send_all(), 0)
        transaction.begin()
        rows = session().scalars(select(MessageRow)).all()
        self.assertEqual(sorted(row.attempts for row in rows), [0, 0, 1])

    def test_after_the_last_try_it_is_given_up(self):
        settings.keep(attempts=2)
        self.box.behave("sms", "fail")
        (message,) = self.put(channels=("sms",))
        for _ in range(2):
            self.make_due()
            sending.send_all()
        row = self.row(message)
        self.assertEqual((row.state, row.attempts), ("dead", 2))

    def test_a_mail_server_in_trouble_is_tried_again(self):
        for mode in ("fail", "drop"):
            with self.subTest(mode=mode):
                self.box.clear()
                self.box.behave("email", mode, 1)
                (message,) = self.put(channels=("email",))
                self.assertEqual(sending.send_all(), 0)
                self.make_due()
                self.assertEqual(sending.send_all(), 1)
                (mail,) = self.got("email")
                self.assertEqual(mail.times, 2 if mode == "drop" else 1)
                self.assertIn(message, mail.key)

    def test_what_a_mail_server_refuses_is_given_up_without_the_address(self):
        self.box.behave("email", "refuse", 1)
        (message,) = self.put(channels=("email",))
        sending.send_all()
        row = self.row(message)
        self.assertEqual(row.state, "dead")
        self.assertTrue(row.error.startswith("550"))
        self.assertNotIn("Le.Mau", row.error)

    def test_many_mails_go_over_one_connection(self):
        for number in range(12):
            self.put(values={"so": str(number)}, channels=("email",))
        self.assertEqual(sending.send_all(), 12)
        self.assertEqual(len({one.key for one in self.got("email")}), 12)


if __name__ == "__main__":
    unittest.main()
