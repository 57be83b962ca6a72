"""The outbox, where it is shown of a dossier, and how long it is kept."""

from hanam.dvc.dossiers import moment
from hanam.dvc.notify import sending
from hanam.dvc.notify import settings
from hanam.dvc.register import outbox
from lxml import html
from tests import dossiers
from tests.dossiers import PASSWORD
from tests.messages import Pages
from urllib.parse import urlsplit

import requests
import transaction


class OutboxPage(Pages):
    path = "hop-thu-di"

    def test_only_an_administrator_sees_it(self):
        self.message()
        for user in ("", "citizen", "clerk", "editor"):
            with self.subTest(user=user):
                answer = self.get(self.path, user)
                self.assertNotIn("09xx", answer.text)
                service = requests.get(
                    f"{self.url}/@outbox",
                    auth=(user, PASSWORD) if user else None,
                    headers={"Accept": "application/json"},
                    timeout=60,
                )
                self.assertEqual(service.status_code, 401)
        self.assertIn("09xx xxx 678", self.get(self.path, "manager").text)

    def test_addresses_are_masked_and_the_page_is_not_kept(self):
        self.message()
        self.message(channel="email", recipient="le.mau@mau.example")
        answer = self.get(self.path, "manager")
        self.assertNotIn("0912345678", answer.text)
        self.assertNotIn("le.mau@", answer.text)
        self.assertIn("no-store", answer.headers["Cache-Control"])

    def test_it_goes_on_page_by_page_and_by_state(self):
        for number in range(53):
            outbox.add(
                event="dossier.filed",
                channel="sms",
                recipient="0912345678",
                created=moment.now(),
                state="dead" if number < 2 else "sent",
            )
        transaction.commit()
        count = "count(//form//tbody/tr)"
        first = html.fromstring(self.get(self.path, "manager").content)
        self.assertEqual(first.xpath(count), 50)
        link = first.xpath("//a[contains(., 'Tin cũ hơn')]/@href")[0]
        auth = ("manager", PASSWORD)
        older = requests.get(link, auth=auth, timeout=60)
        self.assertEqual(html.fromstring(older.content).xpath(count), 3)
        for query, rows in (
            ("?state=dead", 2),
            ("?state=dead&channel=sms", 2),
            ("?channel=email", 0),
            ("?state=nonsense&after=%27", 50),
        ):
            with self.subTest(query=query):
                answer = self.get(self.path + query, "manager")
                self.assertEqual(html.fromstring(answer.content).xpath(count), rows)

    def test_what_was_given_up_can_be_sent_again(self):
        self.box.behave("sms", "refuse", 1)
        message = self.message()
        sending.send_all()
        self.assertEqual(self.row(message).state, "dead")
        page = self.get(self.path, "manager")
        self.assertIn("422 no such subscriber", self.words(page))
        fields = self.form(self.path, "manager") | {"message": message, "go": "again"}
        answer = self.post(self.path, "manager", fields)
        self.assertEqual(answer.status_code, 303)
        sending.send_all()
        self.assertIn(self.row(message).state, ("sent", "delivered"))
        again = self.post(self.path, "manager", fields)
        self.assertEqual(again.status_code, 303)
        self.assertEqual(len(self.box.newest()), 1)

    def test_a_forged_form_changes_nothing(self):
        message = self.message(state="dead", due=None)
        for fields in ({"message": message, "go": "again"}, {"go": "test"}):
            answer = self.post(self.path, "manager", fields)
            self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.row(message).state, "dead")

    def test_a_test_message_reaches_the_administrator(self):
        fields = self.form(self.path, "manager", 0)
        sent = {"channel": "sms", "address": "0987 654 321", "go": "test"}
        self.assertEqual(
            self.post(self.path, "manager", fields | sent).status_code, 303
        )
        sending.send_all()
        (message,) = self.box.newest()
        self.assertEqual(message.recipient, "84987654321")
        self.assertTrue(message.text.startswith("Tin nhan thu tu Cong"))

    def test_a_test_message_tells_what_is_wrong(self):
        fields = self.form(self.path, "manager", 0) | {"go": "test"}
        settings.keep(zalo_on=False)
        transaction.commit()
        for sent, words in (
            ({"channel": "sms", "address": "12"}, "số di động 10 chữ số"),
            ({"channel": "email", "address": "12"}, "Nhập địa chỉ email"),
            ({"channel": "zalo", "address": "0912345678"}, "đang tắt"),
            ({"channel": "fax", "address": "0912345678"}, "Chọn một kênh"),
        ):
            with self.subTest(**sent):
                answer = self.post(self.path, "manager", fields | sent)
                self.assertEqual(answer.status_code, 400)
                self.assertIn(words, self.words(answer))

    def test_monitoring_counts_without_addresses(self):
        self.message()
        answer = requests.get(
            f"{self.url}/@outbox",
            auth=("manager", PASSWORD),
            headers={"Accept": "application/json"},
            timeout=60,
        )
        sms = answer.json()["channels"]["sms"]
        self.assertEqual((sms["on"], sms["counts"]["queued"]), (True, 1))
        self.assertTrue(sms["waiting_since"].endswith("+07:00"))
        self.assertNotIn("0912345678", answer.text)


class SentSections(Pages):
    def filed(self):
        applicant = dossiers.APPLICANT | {"email": "mau@mau.example"}
        found = dossiers.dossier_in(
            self.portal, "submitted", moment.now(), applicant=applicant
        )
        transaction.commit()
        return found

    def test_staff_see_what_became_of_each_message(self):
        dossier = self.filed()
        self.box.behave("sms", "refuse", 1)
        sending.send_all()
        path = urlsplit(dossier.absolute_url()).path.removeprefix(
            urlsplit(self.url).path + "/"
        )
        words = self.words(
            self.get(path, "clerk"), "//*[@aria-labelledby='sent-title']"
        )
        self.assertIn("Email · m…@mau.example", words)
        self.assertIn("09xx xxx 678", words)
        self.assertIn("thôi gửi", words)
        self.assertIn("no such subscriber", words)
        self.assertNotIn("0912345678", words)

    def test_the_applicant_sees_what_went_out(self):
        dossier = self.filed()
        self.box.behave("sms", "refuse", 1)
        sending.send_all()
        path = f"tra-cuu/{dossier.code}/-"
        words = self.words(
            self.get(path, "citizen"), "//*[@aria-labelledby='sent-title']"
        )
        self.assertIn("Đã gửi tới m…@mau.example qua Email lúc", words)
        self.assertNotIn("09xx", words)
        public = self.get(f"tra-cuu/{dossier.code}")
        self.assertNotIn("m…@mau.example", public.text)

    def test_the_applicant_does_not_see_what_officials_were_told(self):
        dossier = self.filed()
        self.message(
            channel="email",
            recipient="officer@mau.example",
            code=dossier.code,
            user="officer",
            state="sent",
            due=None,
        )
        self.assertNotIn(
            "o…@mau.example", self.get(f"tra-cuu/{dossier.code}/-", "citizen").text
        )


class Keeping(Pages):
    def test_texts_and_addresses_are_erased_in_time(self):
        from datetime import timedelta
        from hanam.dvc.notify import cleaning

        old = moment.now() - timedelta(days=61)
        gone = self.message(state="sent", due=None, created=old)
        code = self.message(state="sent", due=None, created=old, wiped=True, text="")
        young = self.message(state="sent", due=None)
        waits = self.message(created=old)
        transaction.begin()
        cleaning.clean(self.portal, moment.now())
        transaction.commit()
        for message in (gone, code):
            row = self.row(message)
            self.assertEqual((row.text, row.recipient), ("", "09xx xxx 678"))
        for message in (young, waits):
            row = self.row(message)
            self.assertEqual((row.text, row.recipient), ("Đã nộp", "0912345678"))
        transaction.begin()
        cleaning.clean(self.portal, moment.now())
        transaction.commit()
        self.assertEqual(self.row(gone).recipient, "09xx xxx 678")
        self.assertIn("09xx xxx 678", self.get("hop-thu-di", "manager").text)
