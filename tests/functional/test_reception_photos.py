"""A phone photographs the papers of somebody who stands at the counter."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hanam.dvc.counter.photos import trays
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import paper_settings
from hanam.dvc.dossiers.handoff import codes
from hanam.dvc.dossiers.scanning import held
from hanam.dvc.register.model_papers import HandOff
from hanam.dvc.register.session import for_writing
from hanam.dvc.register.session import session
from plone import api
from tests import files
from tests import virusdesk
from tests.counter import Browser
from tests.counter import FORM
from tests.counter import ReceptionCase
from tests.counter import SEND
from tests.counter import TYPED
from tests.dossiers import dossier_in
from tests.dossiers import PDF
from threading import Barrier
from threading import Event
from threading import Thread

import pikepdf
import re
import transaction


OPEN, LOOK = ("do", "photos-open"), ("do", "photos-look")


class Phone:
    """A phone's browser at the page of a code."""

    def __init__(self, base, url):
        self.browser, self.url = Browser(base), url
        self.page = self.browser.get(url)
        found = self.page.find("//main//input[@name='_authenticator']/@value")
        self.token = found[0] if found else ""

    def take(self, name, data, component="don"):
        return self.browser.session.post(
            self.url,
            headers={"Accept": "application/json"},
            data={"_authenticator": self.token, "component": component},
            files={"file": (name, data)},
        )


class PhotosCase(ReceptionCase):
    def setUp(self):
        super().setUp()
        codes.MISSES.forget()
        codes.UPLOADS.forget()

    def phone(self, page):
        """A phone that has scanned the code of a page."""
        url = re.search(r"http[^\s<]+/chup/[\w-]+", page.source)[0]
        return Phone(self.portal.absolute_url(), url)

    def form_of(self, page):
        return page.form("//main//form[@method='post']")

    def opened(self, **changes):
        """(page, phone): the form with what was typed and a phone at its code."""
        page = self.form().send(OPEN, **TYPED | changes)
        return page, self.phone(page)

    def fresh(self):
        session().close()
        transaction.begin()

    def trays(self):
        self.fresh()
        return list(trays.all_of(self.portal).values())


class ReceptionPhotosTest(PhotosCase):
    def test_photos_come_into_the_form_and_with_it_into_the_dossier(self):
        page, phone = self.opened(note="Có thư kèm.")
        self.assertEqual(page.status, 200)
        self.assertIn("Đơn đề nghị", phone.page.words)
        self.assertNotIn("Trần Thị Giấy", phone.page.source)
        self.assertEqual(phone.take("anh.jpg", files.photo()).status_code, 200)
        page = self.form_of(page).send(LOOK)
        self.assertIn("anh.jpg", page.words)
        self.assertIn("Điện thoại đã kết nối", page.words)
        form = self.form_of(page)
        self.assertEqual(form.fields["applicant.name"], ["Trần Thị Giấy"])
        self.assertEqual(form.fields["note"], ["Có thư kèm."])
        self.assertEqual(form.fields["papers.don"], ["1"])
        small = self.clerk.session.get(page.find("//li[@data-photo]//img/@src")[0])
        self.assertEqual(small.headers["Content-Type"], "image/jpeg")
        form.send(SEND)
        dossier = self.received()
        [paper] = dossier.papers.of("don")
        self.assertEqual(
            (paper.filename, paper.content_type), ("anh.jpg", "image/jpeg")
        )
        self.assertEqual((paper.originals, paper.copies), (1, 2))
        self.assertEqual(dossier.state, "accepted")

    def test_the_code_ends_when_the_dossier_is_received(self):
        page, phone = self.opened()
        phone.take("anh.jpg", files.photo())
        self.form_of(page).send(SEND)
        late = phone.take("muon.jpg", files.photo(seed=2))
        self.assertEqual(late.status_code, 410)
        [tray] = self.trays()
        self.assertEqual((tray.is_closed, len(tray.papers)), (True, 0))
        self.assertEqual(session().query(HandOff).count(), 0)
        self.assertEqual(len(self.received().papers.of("don")), 1)

    def test_sent_twice_with_photos_it_is_one_dossier(self):
        page, phone = self.opened()
        phone.take("anh.jpg", files.photo())
        form = self.form_of(page)
        first, second = form.send(SEND), form.send(SEND)
        self.assertEqual(first.url, second.url)
        self.assertIn("đã được tiếp nhận trước đó", second.words)
        self.assertEqual(len(self.received().papers.of("don")), 1)

    def test_photos_and_chosen_pictures_of_a_paper_become_one_pdf(self):
        page, phone = self.opened()
        for number in range(2):
            phone.take(f"{number}.jpg", files.photo(seed=number, telling=True))
        more = ("papers.don.scan:list", ("3.jpg", files.photo(seed=3)))
        self.form_of(page).send(SEND, files=[more])
        [paper] = self.received().papers.of("don")
        self.assertEqual(paper.content_type, "application/pdf")
        with paper.file.open() as data, pikepdf.open(data) as document:
            self.assertEqual(len(document.pages), 3)
        self.assertNotIn(files.DEVICE.encode(), paper.file.data)

    def test_what_is_wrong_in_the_form_costs_no_photo(self):
        page, phone = self.opened(**{"applicant.id_number": "12"})
        phone.take("anh.jpg", files.photo())
        page = self.form_of(page).send(SEND)
        self.assertEqual(page.status, 400)
        self.assertIn("anh.jpg", page.words)
        self.assertNotIn("Chọn lại", " ".join(page.problems))
        self.form_of(page).send(SEND, **{"applicant.id_number": "035185000077"})
        self.assertEqual(len(self.received().papers.of("don")), 1)

    def test_a_photo_stands_for_its_paper_though_nobody_ticked_it(self):
        page, phone = self.opened(**{"papers.don": []})
        phone.take("anh.jpg", files.photo())
        self.form_of(page).send(SEND)
        [paper] = self.received().papers.of("don")
        self.assertEqual(paper.filename, "anh.jpg")

    def test_a_photo_is_turned_and_removed_at_the_desk(self):
        page, phone = self.opened()
        phone.take("anh.jpg", files.photo())
        [tray] = self.trays()
        [paper] = tray.papers
        self.assertEqual(files.side_of_red(paper.file.data), "left")
        page = self.form_of(page).send(LOOK)
        page = self.form_of(page).send(("do", f"photos-right-{paper.id}"))
        [tray] = self.trays()
        self.assertEqual(files.side_of_red(tray.papers[0].file.data), "top")
        page = self.form_of(page).send(("do", f"photos-remove-{paper.id}"))
        self.assertNotIn("anh.jpg", page.words)
        [tray] = self.trays()
        self.assertEqual(list(tray.papers), [])

    def test_without_scripts_chosen_files_are_kept_as_well(self):
        scan = ("papers.don.scan:list", ("Đơn.pdf", PDF))
        page = self.form().send(OPEN, files=[scan], **TYPED)
        self.assertIn("Đơn.pdf", page.words)
        wrong = ("papers.don.scan:list", ("xấu.pdf", b"%PDF-1.4 nothing"))
        page = self.form_of(page).send(LOOK, files=[wrong])
        self.assertIn("xấu.pdf", " ".join(page.problems))
        page = self.form_of(page).send(("do", "find-person"), find="Không có ai")
        self.assertIn("Đơn.pdf", page.words)
        self.form_of(page).send(SEND, find="")
        [paper] = self.received().papers.of("don")
        self.assertEqual(paper.file.data, PDF)

    def test_files_of_a_phone_are_checked_as_all_are(self):
        _page, phone = self.opened()
        for name, data in (
            ("a.jpg", files.photo()[:300]),
            ("b.exe", b"MZ" + bytes(200)),
            ("c.jpg", b""),
        ):
            with self.subTest(name):
                self.assertIn(phone.take(name, data).status_code, (400, 422))
        self.assertEqual(
            phone.take("d.jpg", files.photo(), "khong-co").status_code, 400
        )
        [tray] = self.trays()
        self.assertEqual(list(tray.papers), [])
        sideways = files.photo(orientation=6, telling=True)
        self.assertEqual(phone.take("e.jpg", sideways).status_code, 200)
        [tray] = self.trays()
        [paper] = tray.papers
        self.assertEqual(files.side_of_red(paper.file.data), "top")
        self.assertNotIn(files.DEVICE.encode(), paper.file.data)


class ScannedPhotosTest(PhotosCase):
    """A real clamd looks into photos, also once it is back."""

    def setUp(self):
        self.daemon = self.enterContext(virusdesk.running(False))
        super().setUp()
        facts = {"scanner": True, "scanner_address": self.daemon.address}
        for name, value in facts.items():
            api.portal.set_registry_record(f"hanam.dvc.papers.{name}", value)
        transaction.commit()
        self.start, self.sender = self.opened()

    def states(self):
        [tray] = self.trays()
        return {paper.filename: paper.scan for paper in tray.papers}

    def look(self):
        return self.form_of(self.start).send(LOOK)

    def test_an_infected_file_is_refused_at_once(self):
        bad = files.showing_pdf(virusdesk.EICAR)
        answer = self.sender.take("a.pdf", bad)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("vi-rút", answer.json()["message"])
        self.assertEqual(self.states(), {})

    def test_what_waits_for_the_scanner_is_looked_into_when_it_is_back(self):
        self.daemon.kill()
        bad = files.showing_pdf(virusdesk.EICAR)
        for name, data in (("a.jpg", files.photo()), ("b.pdf", bad)):
            self.assertEqual(self.sender.take(name, data).status_code, 200)
        self.assertEqual(self.states(), {"a.jpg": "held", "b.pdf": "held"})
        page = self.look()
        self.assertIn("đang chờ kiểm tra vi-rút", page.words)
        self.daemon.start()
        held.look_again(moment.now())
        transaction.commit()
        self.assertEqual(self.states(), {"a.jpg": "clean", "b.pdf": "infected"})
        self.assertEqual(held.count(), 0)
        self.form_of(self.look()).send(SEND)
        [paper] = self.received().papers.of("don")
        self.assertEqual((paper.filename, paper.scan), ("a.jpg", "clean"))


class BroughtPhotosTest(PhotosCase):
    """What was asked for is photographed when it is brought."""

    def setUp(self):
        super().setUp()
        dossier = dossier_in(self.portal, "supplement")
        self.code, self.url = dossier.code, dossier.absolute_url()
        transaction.commit()

    def brought(self, page=None):
        page = page or self.clerk.get(self.url)
        return page.form("//section[@id='brought']//form")

    def test_photos_are_the_answer_and_nothing_typed_is_lost(self):
        scan = ("papers.khac.scan:list", ("Khác.pdf", PDF))
        page = self.brought().send(OPEN, files=[scan], note="Bản mới.")
        phone = self.phone(page)
        self.assertEqual(phone.take("anh.jpg", files.photo()).status_code, 200)
        page = self.brought(page).send(LOOK)
        self.assertIn("anh.jpg", page.words)
        self.assertIn("Khác.pdf", page.words)
        form = self.brought(page)
        self.assertEqual(form.fields["note"], ["Bản mới."])
        page = form.send()
        self.assertIn("Đã ghi nhận giấy tờ bổ sung", page.words)
        dossier = self.received()
        found = {p.component: p.filename for p in dossier.papers if p.round}
        self.assertEqual(found, {"don": "anh.jpg", "khac": "Khác.pdf"})
        self.assertNotEqual(dossier.state, "supplement")
        late = phone.take("muon.jpg", files.photo(seed=2))
        self.assertEqual(late.status_code, 410)
        again = form.send()
        self.assertIn(again.status, (400, 409))
        self.assertIn("Bản mới.", again.words)

    def test_what_is_wrong_is_told_on_the_page_with_what_was_typed(self):
        wrong = ("papers.khac.scan:list", ("Khác.pdf", b"%PDF-1.4 nothing"))
        page = self.brought().send(OPEN)
        self.phone(page).take("anh.jpg", files.photo())
        page = self.brought(page).send(files=[wrong], note="Bản mới.")
        self.assertEqual(page.status, 400)
        self.assertIn("Khác.pdf", " ".join(page.problems))
        self.assertIn("anh.jpg", page.words)
        self.assertEqual(self.brought(page).fields["note"], ["Bản mới."])
        self.assertEqual(self.received().state, "supplement")

    def test_a_tray_serves_the_dossier_it_was_begun_for(self):
        name = self.brought(self.brought().send(OPEN)).fields["tray"][0]
        [tray] = self.trays()
        self.assertEqual((tray.getId(), tray.dossier), (name, self.code))
        other = dossier_in(self.portal, "supplement", now=moment.now())
        transaction.commit()
        form = self.brought(self.clerk.get(other.absolute_url()))
        page = form.send(OPEN, tray=name)
        self.assertNotEqual(self.brought(page).fields["tray"][0], name)

    def test_for_a_dossier_that_waits_for_nothing_there_is_no_tray(self):
        ready = dossier_in(self.portal, "accepted", now=moment.now())
        transaction.commit()
        token = self.brought().fields["_authenticator"][0]
        for user, code in (("clerk", ready.code), ("officer", self.code)):
            browser = self.at_desk(user)
            body = {"_authenticator": token, "do": "photos-open", "code": code}
            address = f"{self.portal.absolute_url()}/anh-giay-to"
            answer = browser.session.post(address, data=body)
            self.assertEqual(answer.status_code, 403)
        self.assertEqual(self.trays(), [])


class WhoseTrayTest(PhotosCase):
    def state(self, browser, tray, mark=""):
        url = f"{self.portal.absolute_url()}/anh-giay-to/{tray}"
        return browser.session.get(url, headers={"If-None-Match": mark})

    def begun(self):
        """(page, phone, name of the tray)."""
        page, phone = self.opened()
        return page, phone, self.form_of(page).fields["tray"][0]

    def test_the_script_of_the_form_hears_of_each_photo_once(self):
        _page, phone, name = self.begun()
        first = self.state(self.clerk, name)
        self.assertEqual(first.json()["many"]["don"], 0)
        mark = first.headers["ETag"]
        self.assertEqual(self.state(self.clerk, name, mark).status_code, 304)
        phone.take("anh.jpg", files.photo())
        second = self.state(self.clerk, name, mark)
        self.assertEqual(second.json()["many"]["don"], 1)
        self.assertIn("anh.jpg", second.json()["sheets"]["don"])
        self.assertTrue(second.json()["connected"])

    def test_a_tray_is_its_clerks_alone(self):
        _page, phone, name = self.begun()
        phone.take("anh.jpg", files.photo())
        for user, status in (("officer", 403), ("citizen", 403), ("leader", 403)):
            with self.subTest(user):
                answer = self.state(self.at_desk(user), name)
                self.assertEqual(answer.status_code, status)
        api.user.create(username="clerk.2", email="c2@example.org", password="x" * 20)
        api.group.add_user(groupname="so-mau.clerk", username="clerk.2")
        transaction.commit()
        other = self.at_desk("")
        other.session.auth = ("clerk.2", "x" * 20)
        self.assertEqual(self.state(other, name).status_code, 404)
        guest = self.at_desk("")
        self.assertNotIn("anh.jpg", self.state(guest, name).text)
        # In a form of their own it is no tray at all.
        form = other.get(FORM).form("//main//form[@method='post']")
        form.send(SEND, tray=name, **TYPED)
        [paper] = self.received().papers.of("don")
        self.assertEqual(paper.filename, "")
        self.assertEqual(len(self.trays()[0].papers), 1)

    def test_a_forged_press_does_nothing(self):
        _page, _phone, name = self.begun()
        url = f"{self.portal.absolute_url()}/anh-giay-to"
        for address in (url, f"{url}/{name}"):
            body = {"do": "photos-end", "procedure": "1.999001"}
            answer = self.clerk.session.post(address, data=body)
            self.assertEqual(answer.status_code, 403)
        self.assertIsNotNone(codes.current(self.trays()[0]))
        self.assertEqual(len(self.trays()), 1)

    def test_the_code_ends_by_hand_and_with_its_time(self):
        page, phone, _name = self.begun()
        page = self.form_of(page).send(("do", "photos-end"))
        self.assertEqual(phone.take("a.jpg", files.photo()).status_code, 410)
        page = self.form_of(page).send(OPEN)
        again = self.phone(page)
        self.assertNotEqual(again.url, phone.url)
        self.assertEqual(again.take("b.jpg", files.photo()).status_code, 200)
        self.fresh()
        for row in for_writing().query(HandOff):
            row.until = moment.now() - timedelta(seconds=1)
        transaction.commit()
        self.assertEqual(again.take("c.jpg", files.photo(seed=2)).status_code, 410)
        # What has come is still in the form.
        self.assertIn("b.jpg", self.form_of(page).send(LOOK).words)

    def test_a_tray_that_nobody_receives_is_thrown_away(self):
        _page, phone, name = self.begun()
        phone.take("anh.jpg", files.photo())
        hours = paper_settings.rules().tray_hours
        self.fresh()
        trays.clear(self.portal, moment.now() + timedelta(hours=hours - 1))
        self.assertIn(name, trays.all_of(self.portal))
        trays.clear(self.portal, moment.now() + timedelta(hours=hours, minutes=1))
        transaction.commit()
        self.assertEqual(self.trays(), [])
        self.assertEqual(session().query(HandOff).count(), 0)
        self.assertEqual(self.state(self.clerk, name).status_code, 404)

    def test_photos_of_two_phones_at_the_same_moment_all_lie_there(self):
        page, phone, _name = self.begun()
        phones = (phone, self.phone(page))
        gate = Barrier(6)

        def take(number):
            gate.wait()
            photo = files.photo(seed=number)
            return phones[number % 2].take(f"{number}.jpg", photo).status_code

        with ThreadPoolExecutor(6) as pool:
            self.assertEqual(list(pool.map(take, range(6))), [200] * 6)
        [tray] = self.trays()
        names = {paper.filename for paper in tray.papers}
        self.assertEqual(names, {f"{number}.jpg" for number in range(6)})

    def test_a_photo_that_comes_while_the_dossier_is_received_is_not_lost_unseen(self):
        _page, phone, name = self.begun()
        read, closed, seen = Event(), Event(), []
        plain = trays.TraySlots.touch

        def slow(slots):
            plain(slots)
            if not closed.is_set():
                read.set()
                closed.wait(60)

        trays.TraySlots.touch = slow
        self.addCleanup(setattr, trays.TraySlots, "touch", plain)
        sender = Thread(
            target=lambda: seen.append(phone.take("anh.jpg", files.photo()).status_code)
        )
        sender.start()
        self.assertTrue(read.wait(60))
        self.fresh()
        trays.close(trays.all_of(self.portal)[name])
        transaction.commit()
        closed.set()
        sender.join(60)
        self.assertEqual(seen, [410])
        self.assertEqual(len(self.trays()[0].papers), 0)
