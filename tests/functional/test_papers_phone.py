"""A phone takes the photos: by a code, for one draft, for a short time."""

from datetime import timedelta
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.register.model_papers import HandOff
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from plone import api
from sqlalchemy import select
from tests import files
from tests.dossiers import PDF
from tests.filing import Visitor
from tests.paperdesk import Desk
from tests.paperdesk import JSON
from tests.paperdesk import PapersCase

import re
import transaction


class Phone(Desk):
    """A phone's browser at the page of a code."""

    def open(self, url):
        self.url_of_code = url
        self.get(url)
        if self.answer.status_code == 200:
            self.remember()
        return self

    def take(self, name, data, component="don"):
        return self.send_file(name, data, component, self.url_of_code)


class HandOver(PapersCase):
    def setUp(self):
        super().setUp()
        self.assertEqual(self.guest.act("hand", "open").status_code, 200)
        self.url = self.shown_url()

    def shown_url(self):
        return re.search(r"http\S+/chup/[\w-]+", self.guest.state().json()["hand"])[0]

    def phone(self, user=""):
        return Phone(self.portal, user).open(self.url)

    def test_photos_of_a_phone_lie_at_the_desk(self):
        first = self.guest.state()
        self.assertFalse(first.json()["connected"])
        phone = self.phone()
        self.assertEqual(phone.title, "Chụp giấy tờ")
        mark = first.headers["ETag"]
        connected = self.guest.state(mark)
        self.assertTrue(connected.json()["connected"])
        self.assertIn("Điện thoại đã kết nối", connected.json()["hand"])
        self.assertEqual(phone.take("anh.jpg", files.photo()).status_code, 200)
        seen = self.guest.state(connected.headers["ETag"])
        self.assertIn("anh.jpg", seen.json()["slots"]["papers.don"])

    def test_the_phone_learns_nothing_of_the_draft(self):
        self.guest.send_file("ho-chieu-cua-toi.jpg", files.photo())
        phone = self.phone()
        for secret in ("ho-chieu-cua-toi", "Nguyễn Thị Mẫu", "035185000001"):
            self.assertNotIn(secret, phone.answer.text)
        self.assertIn("Đơn đề nghị", phone.words())
        [paper] = self.papers()
        small = phone.session.get(f"{self.url}/nho/{paper.id}")
        self.assertEqual(small.status_code, 404)
        phone.act("remove", paper.id, f"{self.url}/bo")
        self.assertEqual(self.names(), ["ho-chieu-cua-toi.jpg"])

    def test_a_photo_is_taken_back_by_the_phone_that_sent_it(self):
        one, other = self.phone(), self.phone()
        one.take("mot.jpg", files.photo(seed=1))
        other.take("hai.jpg", files.photo(seed=2))
        first, _second = self.papers()
        small = one.session.get(f"{self.url}/nho/{first.id}")
        self.assertEqual(small.headers["Content-Type"], "image/jpeg")
        other.act("remove", first.id, f"{self.url}/bo")
        self.assertEqual(self.names(), ["mot.jpg", "hai.jpg"])
        self.assertEqual(one.act("remove", first.id, f"{self.url}/bo").status_code, 200)
        self.assertEqual(self.names(), ["hai.jpg"])
        self.assertIn("hai.jpg", other.session.get(self.url).text)
        self.assertNotIn("hai.jpg", one.session.get(self.url).text)

    def test_without_scripts_several_photos_go_at_once_and_a_wrong_one_is_told(self):
        phone = self.phone()
        photos = [("a.jpg", files.photo(seed=1)), ("b.jpg", files.photo(seed=2))]
        phone.send(files=[("file", pair) for pair in photos])
        self.assertEqual(self.names(), ["a.jpg", "b.jpg"])
        self.assertIn("a.jpg", phone.words())
        wrong = [
            ("file", ("c.jpg", files.photo()[:300])),
            ("file", ("d.jpg", files.photo(seed=3))),
        ]
        number = len(phone.page.cssselect("main form[method=post]")) - 2
        phone.send(files=wrong, number=number)
        self.assertIn("“c.jpg”", phone.words("[role=alert]"))
        self.assertEqual(self.names()[-1], "d.jpg")
        self.guest.get(self.guest.page_url)
        self.assertIn("Tải lại danh sách", self.guest.words())
        self.assertIn("d.jpg", self.guest.words())

    def test_a_user_who_is_logged_in_on_the_phone_may_send_too(self):
        phone = self.phone("citizen")
        self.assertEqual(phone.take("a.jpg", files.photo()).status_code, 200)
        self.assertEqual(self.names(), ["a.jpg"])

    def test_a_code_that_was_shown_stays_the_same_and_is_not_stored(self):
        self.guest.get(self.guest.page_url)
        self.assertIn(self.url, self.guest.answer.text)
        self.guest.act("hand", "open")
        self.assertEqual(self.shown_url(), self.url)
        row = session().scalar(select(HandOff))
        code = self.url.rsplit("/", 1)[1]
        stored = (row.draft, row.digest, row.nonce)
        self.assertFalse(any(code in text for text in stored))

    def gone(self, phone):
        answer = phone.take("sau.jpg", files.photo(seed=9))
        self.assertEqual(answer.status_code, 410)
        self.assertIn("Mã này không dùng được nữa", answer.json()["message"])
        page = Visitor(self.portal).get(self.url)
        self.assertEqual(page.status_code, 410)
        self.assertNotIn("sau.jpg", self.guest.state().text)

    def test_it_ends_by_hand(self):
        phone = self.phone()
        self.guest.act("hand", "end")
        self.gone(phone)
        self.guest.act("hand", "open")
        self.assertNotEqual(self.shown_url(), self.url)

    def test_it_ends_with_its_time_and_is_forgotten_by_the_worker(self):
        phone = self.phone()
        for_writing().scalar(select(HandOff)).until = moment.now() - timedelta(
            seconds=1
        )
        transaction.commit()
        self.gone(phone)
        codes.clear(self.portal, moment.now())
        transaction.commit()
        self.assertIsNone(session().scalar(select(HandOff)))

    def test_it_ends_when_the_dossier_is_filed(self):
        phone = self.phone()
        phone.take("don.jpg", files.photo())
        self.guest.get(self.guest.page_url)
        self.guest.send(go="next")
        self.guest.send({"way.result_by": "counter"})
        self.guest.file()
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
        answer = phone.take("sau.jpg", files.photo(seed=9))
        self.assertEqual(answer.status_code, 410)

    def test_codes_cannot_be_guessed(self):
        most = paper_settings.rules().hand_misses
        guesser = Visitor(self.portal)
        found = [guesser.get(f"chup/{'A' * 20}{n:02}").status_code for n in range(most)]
        self.assertEqual(set(found), {410})
        self.assertEqual(guesser.get(self.url).status_code, 429)
        self.assertIn("Retry-After", guesser.answer.headers)

    def test_photos_are_counted(self):
        api.portal.set_registry_record("hanam.dvc.papers.hand_uploads", 2)
        transaction.commit()
        phone = self.phone()
        found = [
            phone.take(f"{n}.jpg", files.photo(seed=n)).status_code for n in range(3)
        ]
        self.assertEqual(found, [200, 200, 429])

    def test_a_photo_from_a_page_of_somebody_else_is_not_taken(self):
        phone = self.phone()
        phone.token = "0" * 40
        self.assertEqual(phone.take("a.jpg", files.photo()).status_code, 403)

    def test_a_file_that_is_no_component_is_refused(self):
        phone = self.phone()
        answer = phone.take("a.pdf", PDF, "khong-co")
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(
            phone.session.post(
                self.url, headers=JSON, data={"_authenticator": phone.token}
            ).status_code,
            400,
        )
