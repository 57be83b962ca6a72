"""Nobody learns by trying: numbers, secrets, one-time codes; the brake is one for all processes."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.filing import track
from hanam.dvc.register import brakes
from hanam.dvc.register import session
from hanam.dvc.register.model_brakes import Brake
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from sqlalchemy import select
from tests.dossiers import act_as
from tests.dossiers import dossier_in
from tests.filing import build_filing_world
from tests.filing import Visitor
from tests.sandboxes import switch_on
from unittest import mock

import re
import transaction
import unittest


VARYING = re.compile(r'(name="(?:_authenticator|challenge)"[^>]*?value=")[^"]*')


class GuessCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.visitor = Visitor(self.portal)

    def dossier(self, state="submitted", **more):
        dossier = dossier_in(self.portal, state, **more)
        act_as(self.portal, "")
        transaction.commit()
        return dossier.code

    def setting(self, **values):
        for name, value in values.items():
            api.portal.set_registry_record(f"hanam.dvc.filing.{name}", value)
        transaction.commit()

    def seen(self, path, code, visitor=None):
        """Status, headers and bytes of an answer, without what differs by nature."""
        answer = (visitor or self.visitor).get(path)
        kept = {
            name: value
            for name, value in answer.headers.items()
            if name not in ("Date", "Content-Length", "Set-Cookie")
        }
        text = VARYING.sub(r"\1", answer.text.replace(code, "CODE"))
        return answer.status_code, kept, text


class NumberTest(GuessCase):
    def test_a_wrong_secret_and_a_number_that_is_not_there_look_the_same(self):
        code = self.dossier()
        other = f"{code[:-4]}9999"
        self.visitor.get("tra-cuu")
        for part in (
            "",
            "/bien-nhan",
            "/bien-nhan.pdf",
            "/tin-nhan",
            "/danh-gia",
            "/x",
        ):
            with self.subTest(part=part):
                there = self.seen(f"tra-cuu/{code}/AAAABBBBCCCC{part}", code)
                gone = self.seen(f"tra-cuu/{other}/AAAABBBBCCCC{part}", other)
                self.assertEqual(there, gone)
                self.assertEqual(there[0], 404)

    def test_both_go_the_same_way(self):
        """Neither opens a document; both compute the secret."""
        code = self.dossier()
        for number in (code, f"{code[:-4]}9999"):
            with (
                mock.patch.object(access, "dossier_for") as opened,
                mock.patch.object(access, "find") as found,
                mock.patch.object(track.secrets, "proves", return_value=False) as held,
            ):
                self.visitor.get(f"tra-cuu/{number}/AAAABBBBCCCC")
            self.assertEqual((opened.call_count, found.call_count), (0, 0))
            self.assertEqual(held.call_count, 1)

    def test_a_day_of_numbers_cannot_be_walked_through(self):
        self.setting(misses=10, lookups=20)
        real = {self.dossier() for _number in range(3)}
        learned = set()
        for serial in range(60):
            code = f"000.00.91.H25-180910-{serial:04}"
            if self.visitor.get(f"tra-cuu/{code}").status_code == 200:
                learned.add(code)
            if self.visitor.answer.status_code == 429:
                break
        self.assertEqual(self.visitor.answer.status_code, 429)
        self.assertLess(serial, 15)
        self.assertLessEqual(learned, real)

    def test_another_process_knows_of_the_misses(self):
        self.setting(misses=3)
        for serial in range(3):
            self.visitor.get(f"tra-cuu/000.00.91.H25-180101-{serial:04}")
        # What a process keeps in memory is gone; the register still knows.
        braked.LOOKUPS.forget()
        visitor = Visitor(self.portal)
        self.assertEqual(visitor.get("tra-cuu/abc").status_code, 429)
        self.assertGreater(int(visitor.answer.headers["Retry-After"]), 0)

    def test_who_holds_the_secret_is_not_counted(self):
        self.setting(lookups=3, misses=3)
        code = self.dossier()
        for _time in range(6):
            answer = self.visitor.get(f"tra-cuu/{code}/{secrets.secret_of(code)}")
            self.assertEqual(answer.status_code, 200)

    def test_the_register_holds_no_address(self):
        self.visitor.get("tra-cuu/abc")
        with session.engine().connect() as connection:
            rows = connection.execute(select(Brake.who)).all()
        self.assertTrue(rows)
        for (who,) in rows:
            self.assertRegex(who, r"^[0-9a-f]{32}$")

    def test_old_rows_are_forgotten(self):
        self.visitor.get("tra-cuu/abc")
        later = 4_000_000_000
        self.assertGreater(brakes.forget(clock=lambda: later), 0)
        self.assertEqual(brakes.forget(clock=lambda: later), 0)

    def test_a_network_of_version_6_is_one_reader(self):
        self.assertEqual(
            braked.network("2001:db8:1:2:3::1"), braked.network("2001:db8:1:2:9::7")
        )
        self.assertEqual(braked.network("::ffff:192.0.2.1"), "192.0.2.1")
        self.assertEqual(braked.network("192.0.2.1"), "192.0.2.1")
        self.assertEqual(braked.network(""), "")


class CodeTest(GuessCase):
    """A one-time code to the contact that the dossier has."""

    def setUp(self):
        super().setUp()
        switch_on("sms")
        transaction.commit()

    def sent(self):
        """The texts of the codes on their way, newest last."""
        transaction.begin()
        asked = select(MessageRow).where(MessageRow.event == "identity.code")
        return list(session.session().scalars(asked.order_by(MessageRow.created)))

    def ask(self, code, visitor=None):
        visitor = visitor or self.visitor
        visitor.get(f"tra-cuu/{code}")
        return self.press(visitor, "send")

    def press(self, visitor, go, **values):
        number = next(
            number
            for number, form in enumerate(
                visitor.page.cssselect("main form[method=post]")
            )
            if form.get("id") == "one-time"
        )
        return visitor.send(values, go=go, number=number)

    def digits(self):
        return re.search(r"\d{6}", self.sent()[-1].text)[0]

    def test_the_code_opens_the_dossier(self):
        code = self.dossier()
        self.ask(code)
        self.assertEqual(self.visitor.answer.status_code, 200)
        self.assertEqual(self.sent()[-1].recipient, "0912345678")
        self.assertNotIn("0912", self.visitor.answer.text)
        self.press(self.visitor, "check", code=self.digits())
        self.assertIn(secrets.secret_of(code), self.visitor.answer.url)
        self.assertEqual(self.visitor.answer.status_code, 200)

    def test_without_a_contact_the_answer_is_the_same_and_nothing_is_sent(self):
        with_phone = self.dossier()
        person = {"kind": "citizen", "name": "Ẩn Mẫu", "id_number": "035185000001"}
        without = self.dossier(applicant=person)
        answers = []
        for code in (with_phone, without):
            self.ask(code)
            text = self.visitor.answer.text.replace(code, "CODE")
            answers.append((self.visitor.answer.status_code, VARYING.sub(r"\1", text)))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(len(self.sent()), 1)

    def test_a_wrong_code_opens_nothing_and_counts_as_a_miss(self):
        self.setting(misses=4)
        code = self.dossier()
        self.ask(code)
        wrong = "000000" if self.digits() != "000000" else "111111"
        for _time in range(4):
            self.press(self.visitor, "check", code=wrong)
            self.assertEqual(self.visitor.answer.status_code, 403)
            self.assertEqual(self.visitor.problems, ["one-time"])
        self.assertEqual(self.visitor.get(f"tra-cuu/{code}").status_code, 429)

    def test_a_code_is_worth_nothing_for_another_dossier_or_browser(self):
        mine, theirs = self.dossier(), self.dossier()
        self.ask(mine)
        digits, challenge = self.digits(), self.visitor.page.cssselect("#one-time")[0]
        challenge = challenge.cssselect("[name=challenge]")[0].get("value")
        self.ask(theirs)
        self.press(self.visitor, "check", code=digits, challenge=challenge)
        self.assertEqual(self.visitor.answer.status_code, 403)
        stranger = Visitor(self.portal)
        self.ask(mine, stranger)
        self.press(stranger, "check", code=digits, challenge=challenge)
        self.assertEqual(stranger.answer.status_code, 403)

    def test_too_many_codes_are_refused(self):
        api.portal.set_registry_record("hanam.dvc.identity.codes_of_contact", 2)
        transaction.commit()
        code = self.dossier()
        for _time in range(3):
            self.ask(code)
        self.assertEqual(self.visitor.answer.status_code, 429)
        self.assertEqual(len(self.sent()), 2)

    def test_a_form_from_elsewhere_sends_nothing(self):
        code = self.dossier()
        answer = self.visitor.session.post(
            f"{self.portal.absolute_url()}/tra-cuu/{code}", data={"go": "send"}
        )
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.sent(), [])

    def test_without_a_channel_no_code_is_offered(self):
        api.portal.set_registry_record("hanam.dvc.notify.sms_on", False)
        transaction.commit()
        code = self.dossier()
        self.visitor.get(f"tra-cuu/{code}")
        self.assertEqual(self.visitor.page.cssselect("#one-time"), [])

    def test_a_new_phone_number_is_proved_by_a_code_sent_there(self):
        code = self.dossier("processing")
        page = f"tra-cuu/{code}/{secrets.secret_of(code)}/lien-he"
        self.visitor.get(page)
        self.visitor.send({"phone": "0987 654 321", "email": ""})
        self.assertEqual(self.sent()[-1].recipient, "0987654321")
        self.assertEqual(access.find(code).applicant["phone"], "0912345678")
        digits = self.digits()
        wrong = "000000" if digits != "000000" else "111111"
        self.visitor.send({"code.phone": wrong})
        self.assertEqual(self.visitor.problems, ["code.phone"])
        self.visitor.send({"code.phone": digits, "phone": "0987654322"})
        transaction.begin()
        # The code is worth nothing for another number.
        self.assertEqual(access.find(code).applicant["phone"], "0912345678")
        self.visitor.get(page)
        self.visitor.send({"phone": "0987 654 321", "email": ""})
        self.visitor.send({"code.phone": self.digits()})
        transaction.begin()
        self.assertEqual(access.find(code).applicant["phone"], "0987654321")
