"""A draft is opened on another device by link or by code, by nobody else, and is reminded of."""

from datetime import timedelta
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import moment
from hanam.dvc.filing.drafting import keeping
from hanam.dvc.filing.drafting import settings
from hanam.dvc.register import begun
from hanam.dvc.register import draft_keys
from hanam.dvc.register.model_drafts import DraftKey
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from plone import api
from sqlalchemy import select
from tests import sandboxes
from tests.filing import Visitor
from tests.wizard import WizardCase

import re
import transaction


MAIL = "le.mau@mau.example"


class ResumeCase(WizardCase):
    def setUp(self):
        super().setUp()
        sandboxes.switch_on()
        transaction.commit()
        self.guest.begin()

    def switch_off(self) -> None:
        """No channel: guests are asked for no code."""
        for name in ("email_on", "sms_on", "zalo_on"):
            api.portal.set_registry_record(f"hanam.dvc.notify.{name}", False)
        transaction.commit()

    def sent(self) -> list[str]:
        """The texts in the outbox, seen by a transaction of its own."""
        transaction.begin()
        return list(session().scalars(select(MessageRow.text).order_by(MessageRow.id)))

    def link(self) -> str:
        return re.search(r"http\S+/lam-tiep/[\w-]+", self.sent()[-1])[0]

    def take_link(self) -> str:
        self.guest.tell_who(email=MAIL)
        self.guest.send({"data.ten": "Nửa chừng"}, go="stay")
        self.guest.send({"resume": "link"})
        return self.link()

    def note_code(self, **who) -> list[str]:
        """The code, and the number shown with it if there is one."""
        self.guest.tell_who(**who)
        self.guest.send({"resume": "code"})
        return [
            item.text_content() for item in self.guest.page.cssselect(".dvc-number")
        ]

    def open_by(self, visitor, code, number=""):
        visitor.get("lam-tiep")
        visitor.send({"code": code})
        if number:
            visitor.send({"number": number})
        return visitor

    def step_of(self, visitor) -> str:
        found = re.search(r"/nop-ho-so/\w+/([\w-]+)", visitor.answer.url)
        return found[1] if found else ""


class LinkTest(ResumeCase):
    def test_one_tap_sends_a_link_that_opens_the_draft_elsewhere(self):
        link = self.take_link()
        self.assertIn("chưa nộp", self.guest.words(".dvc-saved"))
        other = Visitor(self.portal)
        other.get(link)
        self.assertEqual(other.answer.headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn("Nguyễn Thị Mẫu", other.answer.text)
        other.send()
        self.assertEqual(self.step_of(other), "to-khai")
        self.assertEqual(dict(other.values())["data.ten"], "Nửa chừng")
        self.guest.get(self.guest.answer.url)
        self.assertEqual(self.step_of(self.guest), "to-khai")

    def test_looking_at_a_link_opens_nothing(self):
        link = self.take_link()
        other = Visitor(self.portal)
        other.get(link)
        other.get(self.guest.answer.url)
        self.assertEqual(other.answer.status_code, 404)

    def test_the_register_keeps_no_link(self):
        token = self.take_link().rpartition("/")[2]
        [row] = session().scalars(select(DraftKey))
        self.assertNotIn(token, (row.digest, row.pin, row.body))

    def test_a_link_ends_with_its_time_when_revoked_and_when_the_draft_is_filed(self):
        link = self.take_link()
        self.guest.send({"resume": "revoke"})
        other = Visitor(self.portal)
        other.get(link)
        self.assertEqual(other.answer.status_code, 404)
        self.assertEqual(other.title, "Liên kết này không mở được nữa")
        self.guest.send({"resume": "link"})
        late = moment.now() + timedelta(hours=settings.value("link_hours") + 1)
        token = self.link().rpartition("/")[2]
        self.assertIsNotNone(draft_keys.find("link", token, moment.now()))
        self.assertIsNone(draft_keys.find("link", token, late))
        link = self.link()
        self.switch_off()
        self.guest.declare()
        self.guest.add_papers()
        self.guest.file()
        other.get(link)
        self.assertEqual(other.answer.status_code, 404)

    def test_who_has_opened_the_draft_is_shut_out_by_revoking(self):
        link = self.take_link()
        other = Visitor(self.portal)
        other.get(link)
        other.send()
        self.guest.send({"resume": "revoke"})
        other.get(self.guest.answer.url)
        self.assertEqual(other.answer.status_code, 404)
        self.guest.get(self.guest.answer.url)
        self.assertEqual(self.guest.answer.status_code, 200)

    def test_without_a_contact_no_link_is_offered(self):
        self.assertEqual(self.guest.page.cssselect("button[value=link]"), [])
        self.guest.send({"resume": "link"})
        self.assertEqual(self.sent(), [])

    def test_a_wrong_link_opens_nothing(self):
        other = Visitor(self.portal)
        other.get("lam-tiep/khong-co")
        self.assertEqual(other.answer.status_code, 404)


class CodeTest(ResumeCase):
    def setUp(self):
        super().setUp()
        self.switch_off()

    def test_code_and_number_together_open_the_draft(self):
        code, number = self.note_code()
        self.assertRegex(code, r"^[B-Y]{4}-[B-Y]{4}$")
        other = self.open_by(Visitor(self.portal), code.lower(), number)
        self.assertEqual(self.step_of(other), "to-khai")

    def test_neither_opens_it_alone_and_no_answer_tells_which_is_wrong(self):
        code, number = self.note_code()
        wrong = "000000" if number != "000000" else "111111"
        first = self.open_by(Visitor(self.portal), code, wrong)
        second = self.open_by(Visitor(self.portal), "BBBBBBBB", number)
        self.assertEqual(first.problems, ["number"])
        for visitor in (first, second):
            self.assertEqual(visitor.answer.status_code, 400)
        self.assertEqual(
            first.words(".dvc-errors"), second.words(".dvc-errors"), "no oracle"
        )
        asked = self.open_by(Visitor(self.portal), code)
        unknown = self.open_by(Visitor(self.portal), "BBBBBBBB")
        self.assertEqual(asked.words("form"), unknown.words("form"))

    def test_a_new_code_takes_the_place_of_the_old_one(self):
        code, number = self.note_code()
        self.guest.get(self.draft_url)
        self.guest.send({"resume": "code"})
        other = self.open_by(Visitor(self.portal), code, number)
        self.assertEqual(other.problems, ["number"])

    @property
    def draft_url(self):
        [link] = self.guest.page.cssselect(".dvc-actions a")
        return link.get("href")

    def test_guessing_is_braked_for_all_processes(self):
        code, _number = self.note_code()
        api.portal.set_registry_record("hanam.dvc.drafting.attempts", 4)
        transaction.commit()
        guesser = Visitor(self.portal)
        for _ in range(2):
            self.open_by(guesser, code, "000000")
        self.open_by(guesser, code)
        self.assertEqual(guesser.answer.status_code, 429)
        self.assertIn("Retry-After", guesser.answer.headers)


class ContactTest(ResumeCase):
    def test_where_a_contact_is_known_its_owner_proves_it(self):
        [code] = self.note_code(email=MAIL)
        other = self.open_by(Visitor(self.portal), code)
        number = re.search(r"\b\d{6}\b", self.sent()[-1])[0]
        stranger = self.open_by(Visitor(self.portal), code, number)
        self.assertEqual(stranger.problems, ["number"])
        number = re.search(r"\b\d{6}\b", self.sent()[-2])[0]
        other.send({"number": number})
        self.assertEqual(self.step_of(other), "to-khai")


class RemindTest(ResumeCase):
    def later(self, days):
        return moment.now() + timedelta(days=days)

    def test_a_reminder_is_sent_once_before_a_draft_is_deleted(self):
        self.guest.tell_who(email=MAIL)
        transaction.begin()
        self.assertEqual(keeping.remind(self.portal, self.later(20)), 0)
        self.assertEqual(keeping.remind(self.portal, self.later(28)), 1)
        self.assertEqual(keeping.remind(self.portal, self.later(28)), 0)
        transaction.commit()
        [text] = self.sent()
        self.assertIn("CHƯA NỘP", text)
        other = Visitor(self.portal)
        other.get(self.link())
        other.send()
        self.assertEqual(self.step_of(other), "to-khai")

    def test_what_is_over_is_deleted_with_its_keys(self):
        self.take_link()
        name = self.draft().getId()
        transaction.begin()
        self.assertEqual(keeping.clean(self.portal, self.later(29)), 0)
        self.assertEqual(keeping.clean(self.portal, self.later(32)), 1)
        transaction.commit()
        self.assertIsNone(drafts.get(name))
        self.assertEqual(session().scalars(select(DraftKey)).all(), [])
        self.assertEqual(begun.row(name).ended, "expired")

    def test_a_draft_that_nobody_filled_in_is_not_reminded_of(self):
        transaction.begin()
        self.assertEqual(keeping.remind(self.portal, self.later(28)), 0)
