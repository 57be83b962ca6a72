"""Files sent one by one: at once, together, twice, cut off, refused, by nobody known."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers.content import Paper
from hanam.dvc.filing.papers.copying import copy_into
from io import BytesIO
from PIL import Image
from plone import api
from tests import files
from tests.dossiers import act_as
from tests.dossiers import MONDAY
from tests.dossiers import PDF
from tests.filing import PNG
from tests.filing import Visitor
from tests.paperdesk import Desk
from tests.paperdesk import JSON
from tests.paperdesk import PapersCase
from tests.paperdesk import SLOT
from threading import Barrier
from urllib.parse import urlsplit

import json
import pikepdf
import requests
import socket
import transaction


AT_ONCE = 5


class Sending(PapersCase):
    def told(self, answer, status=422):
        self.assertEqual(answer.status_code, status, answer.text[:500])
        return answer.json()["message"]

    def test_a_file_lies_in_its_slot_at_once_also_on_another_device(self):
        answer = self.guest.send_file("don.pdf", PDF)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertEqual(self.names(), ["don.pdf"])
        self.guest.get(self.guest.page_url)
        self.assertIn("don.pdf", self.guest.words(".dvc-files"))

    def test_files_sent_at_the_same_moment_all_arrive(self):
        for turn in range(3):
            gate = Barrier(AT_ONCE)

            def send(number, gate=gate, turn=turn):
                gate.wait()
                name = f"anh-{turn}-{number}.jpg"
                return self.guest.send_file(name, files.photo(seed=turn * 10 + number))

            with ThreadPoolExecutor(AT_ONCE) as pool:
                answers = list(pool.map(send, range(AT_ONCE)))
            self.assertEqual(
                [answer.status_code for answer in answers], [200] * AT_ONCE
            )
        self.assertEqual(len(set(self.names())), 3 * AT_ONCE)

    def seen_before(self):
        """The draft as a transaction sees it that began before the others."""
        act_as(self.portal, "")
        draft = self.draft(self.guest)
        self.assertEqual(len(draft.papers), len(list(draft.papers)))
        return draft

    def test_a_transaction_keeps_what_another_added_took_out_or_moved_meanwhile(self):
        for number in range(3):
            self.guest.send_file(f"{number}.jpg", files.photo(seed=number))
        draft = self.seen_before()
        ids = {paper.filename: paper.id for paper in draft.papers}
        self.guest.send_file("cua-nguoi-kia.jpg", files.photo(seed=7))
        self.guest.act("remove", ids["0.jpg"])
        self.guest.act("up", ids["2.jpg"])
        mine = Paper("don", "Đơn", MONDAY, filename="cua-toi.jpg")
        draft.papers.append(mine)
        drafts.touch(draft)
        transaction.commit()
        self.assertEqual(
            self.names(), ["2.jpg", "1.jpg", "cua-nguoi-kia.jpg", "cua-toi.jpg"]
        )

    def test_a_new_order_and_a_new_file_both_stay(self):
        for number in range(2):
            self.guest.send_file(f"{number}.jpg", files.photo(seed=number))
        draft = self.seen_before()
        self.guest.send_file("moi.jpg", files.photo(seed=7))
        draft.papers[:] = list(reversed(draft.papers))
        drafts.touch(draft)
        transaction.commit()
        self.assertEqual(self.names(), ["1.jpg", "0.jpg", "moi.jpg"])

    def test_taking_out_and_adding_at_the_same_moment_do_both(self):
        gone = self.guest.send_file("di.jpg", files.photo(seed=99)).json()["paper"]
        gate = Barrier(3)

        def work(number):
            gate.wait()
            if number == 2:
                return self.guest.act("remove", gone)
            return self.guest.send_file(f"{number}.jpg", files.photo(seed=number))

        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(work, range(3)))
        self.assertEqual([answer.status_code for answer in answers], [200] * 3)
        self.assertEqual(sorted(self.names()), ["0.jpg", "1.jpg"])

    def test_the_same_bytes_are_not_added_twice_whatever_their_name(self):
        first = self.guest.send_file("a.jpg", files.photo(orientation=6)).json()
        again = self.guest.send_file("b.jpg", files.photo(orientation=6)).json()
        self.assertEqual((again["paper"], again["again"]), (first["paper"], True))
        self.assertEqual(self.names(), ["a.jpg"])
        other = self.guest.send_file("a.jpg", files.photo(orientation=6), "khac").json()
        self.assertFalse(other["again"])

    def test_each_wrong_file_is_told_in_its_own_words(self):
        found = {}
        for name, data in (
            ("rong.pdf", b""),
            ("gia.pdf", b"<html><script>alert(1)</script></html>"),
            ("cut.pdf", PDF[:200]),
            ("khoa.pdf", files.locked_pdf()),
            ("ky.pdf", files.signed_scripted_pdf()),
            ("hai.pdf", PDF + files.archive()),
            ("anh.heic", files.heic()),
            ("macro.docx", files.archive(word__vbaProject_dot_bin=b"x")),
            ("bom.docx", files.archive(word__media=bytes(400 * 2**20))),
            ("to.pdf", PDF + bytes(20 * 2**20)),
        ):
            with self.subTest(name):
                message = self.told(self.guest.send_file(name, data))
                self.assertIn(name, message)
                found[name] = message.replace(name, "")
        self.assertEqual(len(set(found.values())), len(found), found)
        self.assertEqual(self.names(), [])

    def test_limits_of_the_dossier_are_told_and_what_is_there_stays(self):
        record = "hanam.dvc.limits"
        value = json.loads(api.portal.get_registry_record(record))
        api.portal.set_registry_record(record, json.dumps({**value, "files": 2}))
        transaction.commit()
        for number in range(2):
            self.guest.send_file(f"{number}.jpg", files.photo(seed=number))
        message = self.told(self.guest.send_file("3.jpg", files.photo(seed=3)))
        self.assertIn("2", message)
        self.assertEqual(settings.limits().files, 2)
        self.assertEqual(self.names(), ["0.jpg", "1.jpg"])

    def test_a_connection_that_drops_half_way_leaves_nothing_and_can_be_tried_again(
        self,
    ):
        data = files.photo((900, 900))
        request = self.guest.session.prepare_request(
            requests.Request(
                "POST",
                self.guest.base,
                headers=JSON,
                data={"_authenticator": self.guest.token, "component": "don"},
                files={"file": ("anh.jpg", data)},
            )
        )
        place = urlsplit(self.guest.base)
        head = f"POST {place.path} HTTP/1.1\r\nHost: {place.netloc}\r\n"
        head += "".join(f"{name}: {text}\r\n" for name, text in request.headers.items())
        with socket.create_connection((place.hostname, place.port)) as line:
            line.sendall(
                head.encode() + b"\r\n" + request.body[: len(request.body) // 2]
            )
        self.assertEqual(self.names(), [])
        self.assertEqual(self.guest.send_file("anh.jpg", data).status_code, 200)
        self.assertEqual(self.names(), ["anh.jpg"])

    def test_who_has_no_right_to_the_draft_learns_nothing(self):
        self.guest.send_file("don.pdf", PDF)
        stranger = Desk(self.portal)
        stranger.begin_papers()
        for call in (
            lambda: stranger.send_file("x.pdf", PDF, url=self.guest.base),
            lambda: stranger.act("remove", "x", f"{self.guest.base}/viec"),
            lambda: stranger.session.get(self.guest.base),
            lambda: stranger.session.get(
                f"{self.guest.base}/tep/{self.papers()[0].id}"
            ),
        ):
            answer = call()
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("don.pdf", answer.text)
        self.assertEqual(self.names(), ["don.pdf"])

    def test_a_form_from_elsewhere_adds_nothing(self):
        self.guest.token = "0" * 40
        self.assertIn(
            "tải lại trang", self.told(self.guest.send_file("a.pdf", PDF), 403)
        )
        self.assertEqual(self.names(), [])

    def test_who_was_logged_out_meanwhile_is_told_how_to_go_on(self):
        citizen = Desk(self.portal, "citizen").begin_papers()
        citizen.session.auth = None
        self.assertIn("đăng nhập lại", self.told(citizen.send_file("a.pdf", PDF), 404))
        citizen.session.auth = ("citizen", "Thu-nghiem-2018")
        self.assertEqual(citizen.send_file("a.pdf", PDF).status_code, 200)

    def test_nothing_is_added_to_what_has_been_filed(self):
        self.guest.send_file("don.pdf", PDF)
        self.guest.get(self.guest.page_url)
        self.guest.send(go="next")
        self.guest.send({"way.result_by": "counter"})
        self.guest.file()
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
        message = self.told(self.guest.send_file("them.pdf", PDF + b"\n"), 404)
        self.assertIn("đã được nộp", message)
        [row] = self.rows()
        found = [paper.filename for paper in access.find(row.code).papers]
        self.assertEqual(found, ["don.pdf"])

    def test_filing_while_a_file_comes_in_does_not_let_it_slip_in(self):
        self.guest.send_file("don.pdf", PDF)
        act_as(self.portal, "citizen")
        draft = self.draft(self.guest)
        draft.agency, draft.data = "so-mau", {"so_ban": 2}
        draft.note = "đang nộp"
        self.assertEqual(
            self.guest.send_file("moi.jpg", files.photo()).status_code, 200
        )
        with self.assertRaises(transaction.interfaces.TransientError):
            transaction.commit()
        transaction.abort()

    def test_nobody_asks_again_for_what_has_not_changed(self):
        self.guest.send_file("don.pdf", PDF)
        first = self.guest.state()
        self.assertIn("don.pdf", first.json()["slots"][SLOT])
        mark = first.headers["ETag"]
        again = self.guest.state(mark)
        self.assertEqual((again.status_code, again.text), (304, ""))
        self.guest.send_file("b.png", PNG)
        self.assertEqual(self.guest.state(mark).status_code, 200)


class Changing(PapersCase):
    def add(self, name, data):
        return self.guest.send_file(name, data).json()["paper"]

    def data(self, number=0):
        return self.papers()[number].file.data

    def test_a_photo_is_turned_by_quarters_and_loses_nothing_by_it(self):
        data = files.photo()
        paper = self.add("anh.jpg", data)
        seen = []
        for _quarter in range(4):
            self.assertEqual(self.guest.act("turn", f"{paper}:right").status_code, 200)
            seen.append(files.side_of_red(self.data()))
        self.assertEqual(seen, ["top", "right", "bottom", "left"])
        with (
            Image.open(BytesIO(data)) as before,
            Image.open(BytesIO(self.data())) as now,
        ):
            self.assertEqual(before.tobytes(), now.tobytes())
        self.guest.act("turn", f"{paper}:left")
        self.assertEqual(files.side_of_red(self.data()), "bottom")

    def test_a_photo_taken_upright_is_turned_from_where_it_was_seen(self):
        paper = self.add("anh.jpg", files.photo(orientation=6, telling=True))
        self.assertEqual(files.side_of_red(self.data()), "top")
        self.guest.act("turn", f"{paper}:right")
        self.assertEqual(files.side_of_red(self.data()), "right")
        self.assertFalse(files.DEVICE.encode() in self.data())

    def test_photos_become_one_pdf_in_their_order_and_come_apart_again(self):
        photos = [files.photo((300 + number, 200), seed=number) for number in range(3)]
        names = [self.add(f"{number}.jpg", data) for number, data in enumerate(photos)]
        self.guest.act("up", names[2])
        self.assertEqual(self.names(), ["0.jpg", "2.jpg", "1.jpg"])
        self.assertEqual(self.guest.act("join", "don").status_code, 200)
        [paper] = self.papers()
        self.assertEqual(paper.filename, "Đơn đề nghị.pdf")
        with pikepdf.open(BytesIO(paper.file.data)) as pdf:
            images = [next(iter(page.get_images().values())) for page in pdf.pages]
            self.assertEqual([int(image.Width) for image in images], [300, 302, 301])
            # The very bytes of the photo: nothing was made anew.
            self.assertIn(images[0].read_raw_bytes()[-200:], photos[0])
            boxes = [[float(side) for side in page.mediabox] for page in pdf.pages]
        self.assertTrue(all(box[2] > box[3] for box in boxes), boxes)
        again = self.guest.send_file("0.jpg", photos[0]).json()
        self.assertTrue(again["again"])
        self.guest.act("split", paper.id)
        self.assertEqual(self.names(), ["0.jpg", "2.jpg", "1.jpg"])

    def test_without_scripts_the_same_buttons_do_the_same(self):
        self.add("a.jpg", files.photo(seed=1))
        paper = self.add("b.jpg", files.photo(seed=2))
        self.guest.get(self.guest.page_url)
        self.guest.send({"turn": f"{paper}:right"})
        self.assertTrue(self.guest.title.endswith("Giấy tờ"))
        self.assertEqual(files.side_of_red(self.data(1)), "top")
        self.guest.send({"up": paper})
        self.assertEqual(self.names(), ["b.jpg", "a.jpg"])
        self.guest.send({"join": "don"})
        self.assertEqual(self.names(), ["Đơn đề nghị.pdf"])

    def test_filing_throws_away_what_was_kept_for_changes(self):
        self.add("anh.jpg", files.photo(orientation=6, telling=True))
        paper = self.add("hai.jpg", files.photo(seed=5, telling=True))
        self.guest.act("turn", f"{paper}:right")
        self.assertTrue(all(hasattr(paper, "original") for paper in self.papers()))
        self.guest.get(self.guest.page_url)
        self.guest.send(go="next")
        self.guest.send({"way.result_by": "counter"})
        self.guest.file()
        [row] = self.rows()
        for paper in access.find(row.code).papers:
            self.assertFalse(hasattr(paper, "original"))
            self.assertFalse(files.DEVICE.encode() in paper.file.data)

    def test_small_pictures_are_for_the_owner_only_and_kept_by_no_cache(self):
        for name, data in (
            ("anh.jpg", files.photo()),
            ("don.pdf", PDF),
            ("b.png", PNG),
        ):
            paper = self.add(name, data)
            with self.subTest(name):
                url = f"{self.guest.base}/nho/{paper}"
                answer = self.guest.session.get(url)
                self.assertEqual(answer.headers["Content-Type"], "image/jpeg")
                self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
                with Image.open(BytesIO(answer.content)) as image:
                    self.assertLessEqual(max(image.size), 240)
                other = Visitor(self.portal).session.get(url)
                self.assertEqual(other.status_code, 404)

    def test_an_earlier_paper_is_copied_into_another_draft(self):
        self.add("anh.jpg", files.photo())
        other = Desk(self.portal).begin_papers()
        [paper] = self.papers()
        name = other.base.rsplit("/", 1)[1]
        made = copy_into(drafts.get(name), "khac", paper)
        again = copy_into(drafts.get(name), "khac", paper)
        self.assertIs(made, again)
        transaction.commit()
        self.guest.act("turn", f"{paper.id}:right")
        transaction.begin()
        [copy] = drafts.get(name).papers
        self.assertEqual(copy.component, "khac")
        self.assertEqual(files.side_of_red(copy.file.data), "left")
        self.assertNotEqual(copy.id, paper.id)
