"""What citizens choose, and what an administrator sets: the pages of channels."""

from hanam.dvc.notify import choices
from hanam.dvc.notify import queue
from hanam.dvc.notify import sending
from hanam.dvc.notify import settings
from lxml import html
from tests import sandboxes
from tests.messages import Pages
from tests.messages import REMINDER

import requests
import transaction


class ChoicesPage(Pages):
    path = "thong-bao-cua-toi"

    def test_a_guest_is_asked_to_sign_in(self):
        answer = self.get(self.path)
        self.assertNotIn('name="zalo"', answer.text)

    def test_a_citizen_chooses(self):
        fields = self.form(self.path, "citizen")
        sent = fields | {
            "channels:list": ["email", "zalo"],
            "zalo": "0987654321",
            "language": "en",
        }
        del sent["wanted:list"]
        self.assertEqual(self.post(self.path, "citizen", sent).status_code, 303)
        transaction.begin()
        choice = choices.of("citizen")
        self.assertEqual(choice.channels, ("email", "zalo"))
        self.assertEqual((choice.zalo, choice.language), ("0987654321", "en"))
        self.assertIn(REMINDER.id, choice.muted)
        self.assertEqual(choices.of("other-citizen"), choices.Choice())

    def test_mistakes_are_told_and_nothing_is_lost(self):
        fields = self.form(self.path, "citizen")
        for sent, words in (
            ({"channels:list": []}, "Chọn ít nhất một cách"),
            ({"zalo": "12"}, "Nhập số di động 10 chữ số"),
        ):
            with self.subTest(words=words):
                answer = self.post(self.path, "citizen", fields | sent)
                self.assertEqual(answer.status_code, 400)
                self.assertIn(words, self.words(answer))
        self.assertIn('value="12"', answer.text)
        transaction.begin()
        self.assertFalse(choices.of("citizen").chosen)

    def test_a_forged_form_changes_nothing(self):
        answer = self.post(self.path, "citizen", {"channels:list": "zalo"})
        self.assertEqual(answer.status_code, 403)
        transaction.begin()
        self.assertFalse(choices.of("citizen").chosen)

    def test_a_reminder_says_how_to_stop_it_and_one_click_does(self):
        to = queue.To(email="guest@mau.example")
        transaction.begin()
        queue.put(REMINDER.id, to, {"n": 1})
        transaction.commit()
        sending.send_all()
        (mail,) = self.box.newest()
        link = mail.text.split()[-1]
        self.assertNotIn("guest", link)
        page = requests.get(link, timeout=60)
        self.assertIn("Ngừng nhận loại tin này", page.text)
        transaction.begin()
        self.assertEqual(len(queue.put(REMINDER.id, to, {"n": 2})), 1)
        transaction.abort()
        # As a mail program does it by itself (RFC 8058).
        done = requests.post(link, {"List-Unsubscribe": "One-Click"}, timeout=60)
        self.assertEqual(done.status_code, 200)
        transaction.begin()
        self.assertEqual(queue.put(REMINDER.id, to, {"n": 3}), [])
        self.assertEqual(len(queue.put("dossier.filed", to, {})), 1)
        transaction.abort()
        requests.post(link, {"go": "back"}, timeout=60)
        transaction.begin()
        self.assertEqual(len(queue.put(REMINDER.id, to, {"n": 4})), 1)
        transaction.abort()

    def test_a_broken_link_is_told_kindly(self):
        for path in ("", "/dossier.filed/" + "a" * 64, f"/{REMINDER.id}/short"):
            with self.subTest(path=path):
                answer = self.get(f"ngung-nhan-tin{path}")
                self.assertEqual(answer.status_code, 404)
                self.assertIn("không đầy đủ", self.words(answer))


class SettingsPage(Pages):
    path = "@@dvc-notify-settings"

    def save(self, **fields):
        page = html.fromstring(self.get(self.path, "manager").content)
        form = page.xpath("//form[.//*[@name='form.buttons.save']]")[0]
        known = dict(form.form_values()) | {"form.buttons.save": "Lưu"}
        return self.post(self.path, "manager", known | fields)

    def kept(self, name):
        # The registry that this thread has open keeps what it has read.
        connection = self.portal._p_jar.db().open(transaction.TransactionManager())
        self.addCleanup(connection.close)
        portal = connection.root()["Application"][self.portal.getId()]
        return portal.portal_registry[f"{settings.PREFIX}.{name}"]

    def test_only_an_administrator_opens_it_and_no_key_is_shown(self):
        answer = self.get(self.path, "manager")
        self.assertIn("form.widgets.sms_url", answer.text)
        self.assertNotIn(sandboxes.SECRET, answer.text)
        self.assertNotIn("form.widgets.sms_url", self.get(self.path, "editor").text)

    def test_a_key_left_blank_stays(self):
        answer = self.save(**{"form.widgets.sms_sender": "HANAM"})
        self.assertEqual(answer.status_code, 302)
        self.assertEqual(self.kept("sms_sender"), "HANAM")
        self.assertEqual(self.kept("sms_key"), sandboxes.KEY)
        self.save(**{"form.widgets.sms_key": "another"})
        self.assertEqual(self.kept("sms_key"), "another")

    def test_a_gateway_without_encryption_is_refused(self):
        answer = self.save(**{"form.widgets.sms_url": "http://gateway.example/sms"})
        self.assertIn("bắt đầu bằng https://", self.words(answer))
        self.assertEqual(self.kept("sms_url"), "sandbox:/sms")
        answer = self.save(**{"form.widgets.email_sender": "nobody"})
        self.assertIn("Nhập địa chỉ email", self.words(answer))
