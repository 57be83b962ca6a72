"""The pages of messages: outbox, texts, choices, settings; each role, and every mistake."""

from dataclasses import replace
from hanam.dvc.dossiers import moment
from hanam.dvc.notify import choices
from hanam.dvc.notify import events
from hanam.dvc.notify import queue
from hanam.dvc.notify import sending
from hanam.dvc.notify import settings
from hanam.dvc.register import outbox
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from hanam.dvc.testing import FUNCTIONAL
from lxml import html
from tests import dossiers
from tests import sandboxes
from tests.dossiers import PASSWORD
from urllib.parse import urlsplit

import requests
import transaction
import unittest


REMINDER = replace(
    events.Event(
        "test_reminder",
        "Nhắc thử",
        {"n": "Number"},
        {"n": "1"},
        {"email": {"vi": {"subject": "Nhắc ${n}", "text": "Nhắc ${n}"}}},
    ),
    kind=events.OPTIONAL,
)


class Pages(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.url = self.portal.absolute_url()
        self.box = sandboxes.use(self).box
        dossiers.build_world(self.portal)
        sandboxes.switch_on()
        events.declare(REMINDER)
        self.addCleanup(events._known.pop, REMINDER.id)
        transaction.commit()

    def get(self, path, user=""):
        auth = (user, PASSWORD) if user else None
        return requests.get(f"{self.url}/{path}", auth=auth, timeout=60)

    def form(self, path, user, number=-1):
        """The values of a form of a page, as a browser would send them."""
        page = html.fromstring(self.get(path, user).content)
        found = page.xpath("//main//form[@method='post']")[number]
        return dict(found.form_values())

    def post(self, path, user, fields):
        return requests.post(
            f"{self.url}/{path}",
            data=fields,
            auth=(user, PASSWORD) if user else None,
            timeout=60,
            allow_redirects=False,
        )

    def words(self, answer, path="//main"):
        return " ".join(
            html.fromstring(answer.content).xpath(f"string({path})").split()
        )

    def message(self, **columns):
        known = {
            "event": "dossier.filed",
            "channel": "sms",
            "recipient": "0912345678",
            "text": "Đã nộp",
            "created": moment.now(),
            "due": moment.now(),
            "priority": 1,
        }
        made = outbox.add(**known | columns)
        transaction.commit()
        return made

    def row(self, message):
        transaction.begin()
        return session().get(MessageRow, message)


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


class TextsPage(Pages):
    path = "thong-bao/dossier.filed"

    def edit(self, query="?channel=email", **fields):
        known = self.form(self.path + query, "editor")
        return self.post(self.path, "editor", known | fields)

    def test_only_who_keeps_the_catalogue_may_open_it(self):
        for path in ("thong-bao", self.path):
            self.assertEqual(self.get(path, "editor").status_code, 200)
            for user in ("", "citizen", "clerk"):
                answer = self.get(path, user)
                self.assertNotIn("dossier.filed", self.words(answer))
                self.assertNotIn("so_ho_so", answer.text)

    def test_every_event_is_listed_and_can_be_opened(self):
        page = html.fromstring(self.get("thong-bao", "editor").content)
        links = page.xpath("//main//li/a/@href")
        self.assertGreaterEqual(len(links), 11)
        for link in links:
            for query in ("", "?channel=sms", "?channel=zalo&language=en"):
                answer = requests.get(
                    link + query, auth=("editor", PASSWORD), timeout=60
                )
                self.assertEqual(answer.status_code, 200, link + query)

    def test_an_unknown_event_is_not_there(self):
        self.assertEqual(self.get("thong-bao/nobody", "editor").status_code, 404)

    def test_an_edited_text_goes_out_from_then_on(self):
        answer = self.edit(
            go="save", subject="Số ${so_ho_so}", text="Xin chào ${nguoi_nop}"
        )
        self.assertEqual(answer.status_code, 303)
        page = self.get(self.path, "editor")
        self.assertIn("editor (mẫu)", self.words(page))
        self.assertIn("đã sửa", self.words(self.get("thong-bao", "editor")))
        transaction.begin()
        values = {"so_ho_so": "H1", "nguoi_nop": "Lê Mẫu"}
        queue.put("dossier.filed", queue.To(email="a@mau.example"), values)
        transaction.commit()
        sending.send_all()
        (mail,) = self.box.newest()
        self.assertEqual(
            (mail.subject, mail.text.strip()), ("Số H1", "Xin chào Lê Mẫu")
        )

    def test_a_procedure_can_have_a_text_of_its_own(self):
        code = dossiers.PROCEDURE["code"]
        answer = self.edit(f"?channel=sms&procedure={code}", go="save", text="Riêng")
        self.assertEqual(answer.status_code, 303)
        transaction.begin()
        to = queue.To(phone="0912345678")
        for procedure in (code, "1.999999"):
            queue.put("dossier.filed", to, {}, procedure=procedure)
        transaction.commit()
        sending.send_all()
        texts = [one.text for one in self.box.newest()]
        self.assertEqual(texts.count("Rieng"), 1)

    def test_mistakes_are_told_and_nothing_is_lost(self):
        for text, words in (
            ("Chào ${ten}", "Ở đây không có ${ten}"),
            ("Giá $5", "“$5” không phải là tên"),
            (" ", "Hãy nhập nội dung"),
            ("x" * 5001, "Tối đa 5000 ký tự"),
        ):
            with self.subTest(words=words):
                answer = self.edit(go="save", text=text)
                self.assertEqual(answer.status_code, 400)
                self.assertIn(words, self.words(answer))
                page = html.fromstring(answer.content)
                kept = page.xpath("string(//textarea[@name='text'])").strip()
                self.assertEqual(kept, text.strip())
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_a_text_for_a_procedure_that_is_not_there_is_not_kept(self):
        answer = self.edit("?procedure=9.999999", go="save", text="Mới")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Không có thủ tục", self.words(answer))

    def test_a_preview_keeps_nothing_and_counts_the_parts_of_an_sms(self):
        answer = self.edit("?channel=sms", go="preview", text="Hồ sơ ${so_ho_so}. " * 6)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Ho so 000.00.03.H25-180831-0001.", self.words(answer))
        self.assertIn("tính tiền thành 2 phần", self.words(answer))
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_the_script_of_the_page_gets_the_preview_alone(self):
        fields = self.form(self.path, "editor") | {"go": "preview", "text": "${so} x"}
        told = requests.post(
            f"{self.url}/{self.path}",
            data=fields,
            auth=("editor", PASSWORD),
            headers={"X-Preview": "1"},
            timeout=60,
        ).json()
        self.assertEqual(len(told["problems"]), 1)
        self.assertTrue(told["subject"].startswith("000.00.03.H25-180831-0001"))

    def test_who_was_second_is_told_and_nothing_is_lost(self):
        mine = self.form(self.path, "editor")
        self.edit(go="save", text="Của người khác")
        answer = self.post(
            self.path, "editor", mine | {"go": "save", "text": "Của tôi"}
        )
        self.assertEqual(answer.status_code, 409)
        page = html.fromstring(answer.content)
        self.assertEqual(
            page.xpath("string(//textarea[@name='text'])").strip(), "Của tôi"
        )
        fields = dict(page.xpath("//form[@id='text-form']")[0].form_values())
        again = self.post(self.path, "editor", fields | {"go": "save"})
        self.assertEqual(again.status_code, 303)
        self.assertEqual(self.form(self.path, "editor")["text"], "Của tôi")

    def test_an_older_version_can_be_looked_at_and_the_first_one_comes_back(self):
        first = self.form(self.path, "editor")["text"]
        for text in ("Bản một", "Bản hai"):
            self.edit(go="save", text=text)
        page = html.fromstring(self.get(self.path, "editor").content)
        older = page.xpath("//ol[@class='dvc-timeline']//a/@href")[1]
        looked = requests.get(older, auth=("editor", PASSWORD), timeout=60)
        self.assertIn("Bản một", looked.text)
        self.assertEqual(self.form(self.path, "editor")["text"], "Bản hai")
        self.assertEqual(self.edit(go="reset").status_code, 303)
        self.assertEqual(self.form(self.path, "editor")["text"], first)
        self.assertIn("quay về nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_saving_what_is_there_changes_nothing(self):
        self.assertEqual(self.edit(go="save").status_code, 303)
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))

    def test_an_editor_sends_it_to_himself_before_it_is_saved(self):
        answer = self.edit(
            go="try", text="Thử ${so_ho_so}", address="editor@mau.example"
        )
        self.assertEqual(answer.status_code, 200)
        sending.send_all()
        (mail,) = self.box.newest()
        self.assertEqual(mail.text.strip(), "Thử 000.00.03.H25-180831-0001")
        answer = self.edit(go="try", text="Thử", address="nobody")
        self.assertEqual(answer.status_code, 400)

    def test_a_forged_form_changes_nothing(self):
        answer = self.edit(go="save", text="Khác", _authenticator="forged")
        self.assertEqual(answer.status_code, 403)
        self.assertIn("nội dung gốc", self.words(self.get(self.path, "editor")))


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


del Pages


if __name__ == "__main__":
    unittest.main()
