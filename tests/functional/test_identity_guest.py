"""A guest confirms phone or e-mail by a code: while filing, through the API, and to follow."""

from hanam.dvc.dossiers import access
from hanam.dvc.register import proofs
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests import codes as sent
from tests.filing import build_filing_world
from tests.filing import Client
from tests.filing import PERSON
from tests.filing import Visitor
from tests.wizard import WizardCase

import transaction
import unittest
import uuid


def ask(how: str) -> None:
    api.portal.set_registry_record("hanam.dvc.identity.guest_code", how)
    transaction.commit()


class GuestCase(WizardCase):
    def setUp(self):
        super().setUp()
        sent.reach()
        ask("required")

    def to_check(self, **person):
        """All pages up to the last, with other facts about the person."""
        self.guest.begin()
        self.guest.tell_who(**person)
        self.guest.choose_place()
        self.guest.declare()
        self.guest.add_papers()
        return self.guest.send({"way.result_by": "counter"})

    def wrong(self):
        return f"{(int(sent.last_code()) + 1) % 10**6:06}"

    def only(self):
        [row] = self.rows()
        return access.find(row.code)


class FilingTest(GuestCase):
    def test_the_code_comes_by_itself_and_one_field_files(self):
        self.to_check()
        self.assertEqual(len(sent.codes_sent()), 1)
        self.assertIn("0912 345 678", self.guest.words("#contact-title ~ p"))
        [field] = self.guest.page.cssselect("[name='contact.code']")
        self.assertEqual(field.get("autocomplete"), "one-time-code")
        self.assertEqual(field.get("inputmode"), "numeric")
        self.guest.send(
            {"check.statement": "1", "contact.code": sent.last_code()}, go="file"
        )
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
        dossier = self.only()
        self.assertEqual(dossier.contact_confirmed["kind"], "phone")
        [proof] = proofs.of_dossier(dossier.code)
        self.assertNotIn("0912345678", proof.contact)
        clerk = Visitor(self.portal, "clerk")
        clerk.get(dossier.absolute_url())
        self.assertIn("Người nộp đã xác nhận số điện thoại bằng mã.", clerk.words())

    def test_loading_the_page_again_sends_no_second_code(self):
        self.to_check()
        for _again in range(3):
            self.guest.get(self.guest.answer.url)
        self.assertEqual(len(sent.codes_sent()), 1)

    def test_without_the_code_nothing_is_filed_and_the_page_says_what_to_do(self):
        self.to_check()
        self.guest.file()
        self.assertEqual(self.guest.problems, ["contact.code"])
        self.assertIn("6 chữ số", self.guest.words(".dvc-errors"))
        self.assertEqual(self.rows(), ())

    def test_a_guesser_is_stopped_and_the_honest_guest_asks_for_a_new_code(self):
        self.to_check()
        first = sent.last_code()
        for left in (4, 3, 2, 1):
            self.guest.send(
                {"check.statement": "1", "contact.code": self.wrong()}, go="file"
            )
            self.assertEqual(self.guest.problems, ["contact.code"])
            self.assertIn(str(left), self.guest.words(".dvc-errors"))
        self.guest.send(
            {"check.statement": "1", "contact.code": self.wrong()}, go="file"
        )
        self.guest.send({"check.statement": "1", "contact.code": first}, go="file")
        self.assertEqual(self.guest.problems, ["contact.code"])
        self.assertIn("Gửi mã mới", self.guest.words(".dvc-errors"))
        self.assertEqual(self.rows(), ())
        self.guest.send({"check.statement": "1", "contact.resend": "1"})
        self.assertEqual(len(sent.codes_sent()), 2)
        values = dict(self.guest.values())
        self.assertEqual(values.get("check.statement"), "1")
        self.guest.send(
            {"check.statement": "1", "contact.code": sent.last_code()}, go="file"
        )
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")

    def test_a_guess_counts_though_the_rest_of_the_page_is_wrong(self):
        self.to_check()
        code = sent.last_code()
        for _guess in range(5):
            self.guest.send({"contact.code": self.wrong()}, go="file")
        self.guest.send({"check.statement": "1", "contact.code": code}, go="file")
        self.assertEqual(self.guest.problems, ["contact.code"])

    def test_a_code_typed_while_the_page_saves_itself_is_no_try(self):
        self.to_check()
        url = self.guest.answer.url
        for number in range(8):
            form = dict(self.guest.values())
            form |= {"contact.code": self.wrong(), "sequence": str(number + 1)}
            answer = self.guest.session.post(url, form, headers={"X-Autosave": "1"})
            self.assertEqual(answer.status_code, 200)
        self.guest.send(
            {"check.statement": "1", "contact.code": sent.last_code()}, go="file"
        )
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")

    def test_too_many_codes_are_refused_in_words_and_the_latest_one_still_works(self):
        self.to_check()
        for _more in range(6):
            self.guest.send({"contact.resend": "1"})
        self.assertEqual(len(sent.codes_sent()), 5)
        told = self.guest.words("section .dvc-notice-warn")
        self.assertRegex(told, r"quay lại sau \d+ phút")
        self.guest.send(
            {"check.statement": "1", "contact.code": sent.last_code()}, go="file"
        )
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")

    def test_another_phone_wants_another_code(self):
        self.to_check()
        first = sent.last_code()
        check = self.guest.answer.url
        self.guest.get(check.replace("kiem-tra", "nguoi-nop"))
        self.guest.tell_who(phone="0912 345 679")
        self.guest.get(check)
        self.assertEqual(len(sent.codes_sent()), 2)
        self.guest.send({"check.statement": "1", "contact.code": first}, go="file")
        self.assertEqual(self.guest.problems, ["contact.code"])

    def test_the_code_can_go_to_the_e_mail_instead(self):
        self.to_check(email="mau@vi-du.example")
        self.guest.send({"contact.by": "email"})
        self.assertEqual(len(sent.codes_sent()), 2)
        self.assertEqual(sent.last_to().email, "mau@vi-du.example")
        self.guest.send(
            {"check.statement": "1", "contact.code": sent.last_code()}, go="file"
        )
        self.assertEqual(self.only().contact_confirmed["kind"], "email")

    def test_offered_means_that_it_may_be_left_out(self):
        ask("offered")
        self.to_check()
        self.guest.file()
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
        self.assertIsNone(getattr(self.only(), "contact_confirmed", None))

    def test_without_a_channel_and_when_switched_off_nobody_is_asked(self):
        for how, sms in (("off", True), ("required", False)):
            with self.subTest(how=how):
                ask(how)
                sent.reach(sms=sms, email=False)
                self.guest = Visitor(self.portal)
                self.to_check()
                self.assertEqual(self.guest.page.cssselect("[name='contact.code']"), [])
                self.guest.file()
                self.assertEqual(self.guest.title, "Đã nộp hồ sơ")

    def test_who_has_an_account_is_not_asked(self):
        citizen = Visitor(self.portal, "citizen")
        citizen.walk_to_check()
        citizen.file()
        self.assertEqual(citizen.title, "Đã nộp hồ sơ")
        self.assertEqual(sent.codes_sent(), [])

    def test_the_code_of_one_browser_is_worth_nothing_in_another(self):
        self.to_check()
        stolen = sent.last_code()
        other = Visitor(self.portal)
        self.guest, mine = other, self.guest
        self.to_check()
        other.send({"check.statement": "1", "contact.code": stolen}, go="file")
        if stolen != sent.last_code():
            self.assertEqual(other.problems, ["contact.code"])
        mine.send({"check.statement": "1", "contact.code": stolen}, go="file")
        self.assertEqual(mine.title, "Đã nộp hồ sơ")


class FoundTest(GuestCase):
    def filed(self):
        self.to_check()
        self.guest.send(
            {"check.statement": "1", "contact.code": sent.last_code()}, go="file"
        )
        return self.only().code

    def find(self, contact=PERSON["phone"]):
        visitor = Visitor(self.portal)
        visitor.get("tim-lai-ho-so")
        visitor.send({"contact": contact}, go="send")
        return visitor

    def test_who_proves_the_same_phone_finds_the_dossier_again(self):
        code = self.filed()
        visitor = self.find("+84 912 345 678")
        visitor.send({"code": sent.last_code()}, go="check")
        self.assertIn(code, visitor.words())
        [link] = visitor.page.cssselect("#main h2 a")
        visitor.get(link.get("href"))
        self.assertIn("don.pdf", visitor.words())
        visitor.get("tim-lai-ho-so")
        visitor.send(go="other")
        self.assertNotIn(code, visitor.words())

    def test_who_is_unknown_is_answered_the_same_and_gets_no_message(self):
        self.filed()
        known, unknown = self.find(), self.find("0912 345 679")
        self.assertEqual(len(sent.codes_sent()), 2)
        self.assertEqual(
            known.words().replace("678", "679"), unknown.words().replace("678", "679")
        )
        unknown.send({"code": sent.last_code()}, go="check")
        self.assertEqual(unknown.answer.status_code, 400)
        self.assertEqual(unknown.problems, ["code"])

    def test_guessing_ends(self):
        self.filed()
        visitor = self.find()
        right = sent.last_code()
        for _guess in range(5):
            visitor.send({"code": self.wrong()}, go="check")
        visitor.send({"code": right}, go="check")
        self.assertEqual(visitor.problems, ["code"])

    def test_a_dossier_with_the_same_phone_but_no_code_is_not_listed(self):
        self.filed()
        ask("off")
        self.guest = Visitor(self.portal)
        self.to_check()
        self.guest.file()
        ask("required")
        visitor = self.find()
        visitor.send({"code": sent.last_code()}, go="check")
        self.assertEqual(len(visitor.page.cssselect("#main h2 a")), 1)

    def test_what_is_typed_wrong_stays_and_is_told(self):
        visitor = self.find("12345")
        self.assertEqual(visitor.problems, ["contact"])
        self.assertEqual(dict(visitor.values())["contact"], "12345")


class ContactApiTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        sent.reach()
        ask("required")
        self.guest = Client(self.portal)
        self.body = self.guest.example()

    def contact(self, path="", **body):
        url = f"{self.portal.absolute_url()}/@contact-code{path}"
        return self.guest.session.post(url, json=body)

    def file(self, proof="", key=None):
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        if proof:
            headers["X-Contact-Proof"] = proof
        url = f"{self.portal.absolute_url()}/@dossiers"
        return self.guest.session.post(url, headers=headers, json=self.body)

    def proof(self):
        asked = self.contact(contact=self.body["applicant"]["phone"])
        self.assertEqual(asked.status_code, 200, asked.text)
        answer = self.contact(
            "/confirm", challenge=asked.json()["challenge"], code=sent.last_code()
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        return answer.json()["proof"]

    def test_without_a_proof_a_guest_is_told_how_to_get_one(self):
        answer = self.file()
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(answer.json()["error"]["type"], "ContactProofRequired")

    def test_with_the_proof_the_dossier_is_filed_once_and_says_so(self):
        proof, key = self.proof(), uuid.uuid4().hex
        answer = self.file(proof, key)
        self.assertEqual(answer.status_code, 201, answer.text)
        again = self.file("", key)
        self.assertEqual(again.status_code, 200)
        transaction.begin()
        dossier = access.find(answer.json()["code"])
        self.assertEqual(dossier.contact_confirmed["kind"], "phone")

    def test_a_proof_is_good_for_its_own_contact_only(self):
        proof = self.proof()
        self.body["applicant"]["phone"] = "0900000123"
        self.body["applicant"]["email"] = ""
        self.assertEqual(self.file(proof).status_code, 403)
        self.assertEqual(self.file("made-up").status_code, 403)

    def test_guesses_count_and_end(self):
        asked = self.contact(contact=self.body["applicant"]["phone"]).json()
        right = sent.last_code()
        wrong = f"{(int(right) + 1) % 10**6:06}"
        for _guess in range(5):
            answer = self.contact("/confirm", challenge=asked["challenge"], code=wrong)
            self.assertEqual(answer.status_code, 403)
        answer = self.contact("/confirm", challenge=asked["challenge"], code=right)
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(answer.json()["error"]["type"], "WrongCode")

    def test_too_much_asking_is_told_with_the_time_to_wait(self):
        for _ask in range(5):
            self.contact(contact="0900000777")
        answer = self.contact(contact="0900000777")
        self.assertEqual(answer.status_code, 429)
        self.assertGreater(int(answer.headers["Retry-After"]), 3000)

    def test_what_is_no_contact_is_refused(self):
        self.assertEqual(self.contact(contact="12").status_code, 400)
        self.assertEqual(self.contact(contact=["x"]).status_code, 400)
        url = f"{self.portal.absolute_url()}/@contact-code"
        answer = self.guest.session.post(url, data={"contact": "0900000777"})
        self.assertEqual(answer.status_code, 415)

    def test_a_user_needs_no_proof(self):
        citizen = Client(self.portal, "citizen")
        self.assertEqual(citizen.post(self.body).status_code, 201)
