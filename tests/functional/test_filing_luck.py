"""Bad luck while filing through the pages: the line drops, the session ends, two tabs, two devices."""

from hanam.dvc.dossiers import drafts
from requests import Request
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from tests.filing import CODE
from tests.filing import PERSON
from tests.filing import Visitor
from tests.load.fields import paper
from tests.wizard import WizardCase
from urllib.parse import urlsplit

import re
import socket
import transaction


SECOND = paper(2000, seed=2)
RECEIPT = "Đã nộp hồ sơ"
LOST = "Không mở được bản nháp này ở đây"
KEPT = "Nguyễn Thị Không Mất"
# What somebody answers on each page, as its controls are named.
TYPED = {
    "nguoi-nop": {f"applicant.{key}": value for key, value in PERSON.items()},
    "to-khai": {"data.ten": "Ví dụ", "data.so_ban": "2"},
    "kiem-tra": {"way.result_by": "post"},
}


class LuckCase(WizardCase):
    def draft_id(self, visitor=None):
        return re.search(r"/nop-ho-so/(\w+)", (visitor or self.guest).answer.url)[1]

    def step_url(self, step, visitor=None):
        return f"thu-tuc/{CODE}/nop-ho-so/{self.draft_id(visitor)}/{step}"

    def step_id(self, visitor=None):
        return urlsplit((visitor or self.guest).answer.url).path.rpartition("/")[2]

    def packed(self, visitor, values=None, go="next", files=()) -> bytes:
        """The bytes of the page's own form as its browser would send them."""
        request = self.prepared(visitor, values, go, files)
        head = [f"POST {request.path_url} HTTP/1.1"]
        head += [f"{name}: {value}" for name, value in request.headers.items()]
        place = urlsplit(visitor.url)
        head += [f"Host: {place.netloc}", "Connection: close"]
        return "\r\n".join(head).encode() + b"\r\n\r\n" + request.body

    def prepared(self, visitor, values, go, files):
        pairs = [pair for pair in visitor.values() if pair[0] not in (values or {})]
        pairs += [*(values or {}).items(), ("go", go)]
        parts = [(name, (None, text.encode())) for name, text in pairs]
        action = visitor.form().get("action")
        request = Request("POST", action, files=[*parts, *files])
        return visitor.session.prepare_request(request)

    def drop(self, visitor, data: bytes):
        """Send these bytes and hang up, before anything comes back."""
        place = urlsplit(visitor.url)
        with socket.create_connection((place.hostname, place.port), 60) as line:
            line.sendall(data)

    def wait_until(self, true):
        """A page that was sent whole is worked on though nobody waits for the answer."""
        for _round in range(600):
            transaction.begin()
            if true():
                return
            self.guest.session.get(f"{self.guest.url}/@@ok", timeout=60)
        self.fail("It did not come about.")


class ConnectionTest(LuckCase):
    def setUp(self):
        super().setUp()
        self.guest.begin()
        self.guest.tell_who()
        self.guest.choose_place()
        self.guest.declare()

    def names(self):
        return [paper.filename for paper in self.draft().papers]

    def test_half_an_upload_leaves_the_draft_as_it_was(self):
        files = [("papers.don", ("don.pdf", PDF + b"0" * 200_000))]
        data = self.packed(self.guest, files=files)
        before = self.draft().changed
        self.drop(self.guest, data[: len(data) // 2])
        self.guest.get(self.step_url("giay-to"))
        self.assertIn("Giấy tờ", self.guest.title)
        self.assertEqual((self.names(), self.draft().changed), ([], before))
        self.guest.add_papers()
        self.assertEqual(self.names(), ["don.pdf"])

    def test_a_line_that_drops_before_the_answer_loses_and_doubles_no_file(self):
        files = [("papers.don", ("don.pdf", PDF)), ("papers.don", ("hai.pdf", SECOND))]
        self.drop(self.guest, self.packed(self.guest, files=files))
        self.wait_until(lambda: len(self.names()) == 2)
        self.guest.send(go="next", files=files)
        self.assertNotIn("Giấy tờ", self.guest.title)
        self.assertEqual(self.names(), ["don.pdf", "hai.pdf"])

    def test_a_line_that_drops_when_the_button_is_pressed_makes_one_dossier(self):
        self.guest.add_papers()
        self.guest.choose_way()
        data = self.packed(self.guest, {"check.statement": "1"}, "file")
        self.drop(self.guest, data)
        self.wait_until(lambda: len(self.rows()) == 1)
        [row] = self.rows()
        self.guest.file()
        self.assertEqual(self.guest.title, RECEIPT)
        self.assertIn(row.code, self.guest.words())
        self.assertEqual(len(self.rows()), 1)


class SessionTest(LuckCase):
    """The cookie of a guest, or the login of a citizen, ends while a page is open."""

    def walk_to(self, visitor, step):
        visitor.begin()
        for name, go in (
            ("nguoi-nop", visitor.tell_who),
            ("to-khai", visitor.declare),
            ("giay-to", visitor.add_papers),
        ):
            if name == step:
                return
            go()
            visitor.choose_place()

    def test_what_a_guest_typed_on_any_page_is_carried_into_a_new_draft(self):
        for step, typed in TYPED.items():
            with self.subTest(step=step):
                guest = Visitor(self.portal)
                self.walk_to(guest, step)
                old = self.draft_id(guest)
                guest.session.cookies.clear()
                guest.send(typed)
                self.assertEqual(guest.answer.status_code, 404)
                guest.send()
                self.assertNotEqual(self.draft_id(guest), old)
                guest.get(self.step_url(step, guest))
                shown = dict(guest.values())
                self.assertEqual({name: shown[name] for name in typed}, typed)

    def test_the_page_says_why_the_draft_cannot_be_opened(self):
        self.walk_to(self.guest, "giay-to")
        self.guest.session.cookies.clear()
        self.guest.add_papers()
        self.assertEqual(self.guest.answer.status_code, 404)
        self.assertEqual(self.guest.title, LOST)

    def test_the_dossier_of_a_guest_whose_cookie_ended_is_not_filed_by_chance(self):
        self.guest.walk_to_check()
        self.guest.session.cookies.clear()
        self.guest.file()
        self.assertEqual(self.guest.answer.status_code, 404)
        self.assertEqual(self.rows(), ())

    def test_a_citizen_who_was_logged_out_loses_nothing(self):
        for step, typed in TYPED.items():
            with self.subTest(step=step):
                citizen = Visitor(self.portal, "citizen")
                self.walk_to(citizen, step)
                url = self.step_url(step, citizen)
                saved = dict(citizen.values())
                citizen.session.auth = None
                citizen.send(typed)
                self.assertEqual(citizen.answer.status_code, 404)
                carried = dict(citizen.values())
                self.assertEqual({name: carried[name] for name in typed}, typed)
                citizen.session.auth = ("citizen", PASSWORD)
                citizen.get(url)
                shown = dict(citizen.values())
                for name in typed:
                    self.assertEqual(shown.get(name), saved.get(name))


class TabsTest(LuckCase):
    """The same draft open twice."""

    def setUp(self):
        super().setUp()
        self.citizen = Visitor(self.portal, "citizen")
        self.citizen.begin()
        self.other = Visitor(self.portal, "citizen")
        self.other.get(self.citizen.answer.url)

    def test_an_older_page_overwrites_nothing_without_a_question(self):
        self.citizen.tell_who()
        self.other.tell_who(name=KEPT)
        self.assertEqual(self.other.answer.status_code, 409)
        self.assertEqual(self.other.title, "Bản nháp đã được sửa ở trang khác")
        self.assertIn(PERSON["name"], self.other.words())
        self.assertIn(KEPT, self.other.words())
        self.assertEqual(self.draft(self.citizen).applicant["name"], PERSON["name"])
        self.other.send(go="next")
        self.assertEqual(self.draft(self.citizen).applicant["name"], KEPT)

    def test_each_tab_saves_its_own_page_only(self):
        self.citizen.tell_who()
        self.other.get(self.step_url("to-khai", self.other))
        self.citizen.get(self.step_url("nguoi-nop", self.citizen))
        self.other.declare()
        self.citizen.get(self.step_url("nguoi-nop", self.citizen))
        self.citizen.tell_who(name=KEPT)
        draft = self.draft(self.citizen)
        self.assertEqual(draft.applicant["name"], KEPT)
        self.assertEqual((draft.agency, draft.data["ten"]), ("so-mau", "Ví dụ"))

    def test_files_from_two_devices_lie_together(self):
        for visitor, name in ((self.citizen, "mot.pdf"), (self.other, "hai.pdf")):
            visitor.get(self.step_url("giay-to", visitor))
            data = PDF if visitor is self.citizen else SECOND
            visitor.add_papers((name, data))
        names = [paper.filename for paper in self.draft(self.citizen).papers]
        self.assertEqual(sorted(names), ["hai.pdf", "mot.pdf"])

    def test_what_another_device_does_after_filing_leads_to_the_receipt(self):
        self.citizen.tell_who()
        self.other.get(self.step_url("to-khai", self.other))
        self.citizen.choose_place()
        self.citizen.declare()
        self.citizen.add_papers()
        self.citizen.choose_way()
        self.citizen.file()
        code = self.citizen.words(".dvc-number")
        self.other.send({"data.ten": "Quá muộn"}, go="next")
        self.assertEqual(self.other.title, RECEIPT)
        self.assertIn(code, self.other.words())
        self.assertEqual(len(self.rows()), 1)

    def test_autosave_after_filing_changes_nothing_and_breaks_nothing(self):
        self.citizen.walk_to_check()
        action = self.citizen.form().get("action")
        token = dict(self.citizen.values())["_authenticator"]
        self.citizen.file()
        answer = self.citizen.session.post(
            action,
            data={"_authenticator": token, "check.statement": "1", "sequence": "9"},
            headers={"X-Autosave": "1"},
        )
        self.assertLess(answer.status_code, 500)
        self.assertEqual(len(self.rows()), 1)

    def test_a_draft_deleted_on_one_device_is_told_on_the_other(self):
        self.citizen.send(go="discard")
        self.citizen.send(go="discard-yes")
        self.other.tell_who(name=KEPT)
        self.assertEqual(self.other.answer.status_code, 404)
        self.assertEqual(self.other.title, LOST)
        self.assertIn(KEPT, self.other.words())
        self.other.send()
        self.other.get(self.step_url("nguoi-nop", self.other))
        self.assertEqual(dict(self.other.values())["applicant.name"], KEPT)


class BackTest(LuckCase):
    """The browser's own buttons: a page loaded again, sent again, an old one sent late."""

    def test_a_page_sent_again_by_loading_it_anew_changes_nothing(self):
        self.guest.begin()
        form, values = self.guest.form(), self.guest.values()
        sent = dict(values) | TYPED["nguoi-nop"]
        for _time in range(3):
            answer = self.guest.session.post(
                form.get("action"), data=sent, allow_redirects=False
            )
            self.assertEqual(answer.status_code, 303)
        transaction.begin()
        name = re.search(r"/nop-ho-so/(\w+)", form.get("action"))[1]
        self.assertEqual(drafts.get(name).applicant["name"], PERSON["name"])

    def test_going_back_from_the_receipt_to_any_page_shows_the_receipt(self):
        self.guest.walk_to_check()
        steps = ("nguoi-nop", "to-khai", "giay-to", "kiem-tra")
        urls = [self.step_url(step) for step in steps]
        self.guest.file()
        code = self.guest.words(".dvc-number")
        for url in urls:
            with self.subTest(url=url):
                self.guest.get(url)
                self.assertEqual(self.guest.title, RECEIPT)
                self.assertEqual(self.guest.words(".dvc-number"), code)

    def test_starting_anew_after_filing_begins_an_empty_draft(self):
        self.guest.walk_to_check()
        old = self.draft_id()
        self.guest.file()
        self.guest.begin()
        self.assertNotEqual(self.draft_id(), old)
        self.assertEqual(dict(self.guest.values())["applicant.name"], "")
