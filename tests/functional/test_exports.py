"""Long files: made in the background as who asked for them, given to nobody else, then deleted."""

from contextlib import contextmanager
from datetime import timedelta
from hanam.dvc.counter.exports import kinds
from hanam.dvc.counter.exports import ordering
from hanam.dvc.counter.exports import running
from hanam.dvc.counter.exports import settings
from hanam.dvc.dossiers import moment
from hanam.dvc.letters import settings as letters_settings
from hanam.dvc.register import exports
from hanam.dvc.register import letters as register
from hanam.dvc.register import session
from hanam.dvc.register import trail
from hanam.dvc.register.chain_check import faults
from hanam.dvc.testing import FUNCTIONAL
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from tests.counter import Browser
from tests.documents import words_of
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.integration.test_letter_templates import words_of as word_words
from unittest.mock import patch
from zipfile import ZipFile
from ZODB.POSException import ConflictError

import csv
import io
import transaction
import unittest


LIST = "viec.csv?tab=all"
YEAR = {
    "agency": "so-mau",
    "start": "2018-01-01",
    "end": "2018-12-31",
    "sector": "",
    "format": "xlsx",
}
RECORD = f"{settings.PREFIX}.direct_rows"


class Killed(BaseException):
    """The end of the process, as far as code can tell."""


class ExportsCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        # Everything is long here.
        api.portal.set_registry_record(RECORD, 1)
        transaction.commit()

    def at_desk(self, user):
        return Browser(self.portal.absolute_url(), user)

    def make(self, number=3, state="accepted", **changes):
        codes = [dossier_in(self.portal, state, **changes).code for _ in range(number)]
        transaction.commit()
        return codes

    def put(self, kind, parameters, user="officer"):
        act_as(self.portal, user)
        made = ordering.put(kind, parameters, user)
        transaction.commit()
        act_as(self.portal, "")
        return made

    def run_all(self):
        """What a worker does."""
        act_as(self.portal, "")
        session.session().close()
        running.run(self.portal)
        transaction.begin()

    def row(self, export):
        transaction.begin()
        return exports.get(export)

    def readings(self, code):
        transaction.begin()
        return [row for row in trail.whole(code) if row.action == "read.export"]

    def file(self, user, page):
        browser = self.at_desk(user)
        link = page.find("//a[contains(@href, '/tai')]/@href")[0]
        return browser.session.get(link, timeout=60)

    @contextmanager
    def steps_of(self, size):
        with (
            patch("hanam.dvc.counter.listfile.MOST", size),
            patch("hanam.dvc.letters.book.BLOCK", size),
        ):
            yield


class WorklistTest(ExportsCase):
    def test_from_the_long_list_to_the_file(self):
        codes = set(self.make(3))
        officer = self.at_desk("officer")
        offer = officer.get(LIST)
        self.assertIn("Tệp này dài nên được tạo ở chế độ nền", offer.words)
        form = offer.form()
        sent = form.send()
        self.assertRegex(sent.url, r"/tep-ket-xuat/[0-9a-f]{32}$")
        self.assertIn("Tệp đang được tạo", sent.words)
        self.assertEqual(form.send().url, sent.url)
        self.assertEqual(officer.get(LIST).url, sent.url)
        with self.steps_of(2):
            self.run_all()
        _status, numbers = officer.json(f"{sent.url}/so-lieu")
        self.assertEqual(numbers, {"total": 3, "done": 3, "finished": 3, "ended": True})
        page = officer.get(sent.url)
        self.assertIn("Tệp đã xong: 3 dòng", page.words)
        answer = self.file("officer", page)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/csv"))
        self.assertIn("viec.csv", answer.headers["Content-Disposition"])
        self.assertIn("no-store", answer.headers["Cache-Control"])
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        self.assertEqual({row["Mã hồ sơ"] for row in rows}, codes)
        self.assertIn("Nguyễn Thị Mẫu", answer.content.decode())
        for code in codes:
            (read,) = self.readings(code)
            self.assertEqual((read.actor, read.role), ("officer", "officer"))
            self.assertEqual((read.note, read.address), ("viec.csv", "127.0.0.1"))
        self.assertEqual(list(faults()), [])
        self.assertIn("Danh sách hồ sơ (CSV)", officer.get("cong-viec").words)
        self.assertIn("đã xong", officer.get("tep-ket-xuat").words)
        again = officer.get(LIST)
        self.assertIn("Tệp giống như vậy đã được tạo cho bạn", again.words)
        self.assertNotEqual(again.form().send().url, sent.url)

    def test_who_was_searched_for_stands_in_no_address(self):
        wanted = self.make(2, applicant=APPLICANT | {"name": "Trần Thị Khác"})
        self.make(2)
        officer = self.at_desk("officer")
        offer = officer.get("viec.csv?tab=all&q=khac")
        for answer in (*offer.history, offer):
            self.assertNotIn("khac", answer.url.partition("q=khac")[2])
        self.assertIn("s=", offer.url)
        sent = offer.form().send()
        self.assertNotIn("khac", sent.url)
        self.run_all()
        text = self.file("officer", officer.get(sent.url)).content.decode("utf-8-sig")
        found = {row["Mã hồ sơ"] for row in csv.DictReader(io.StringIO(text))}
        self.assertEqual(found, set(wanted))

    def test_a_short_list_is_sent_at_once(self):
        self.make(1)
        answer = self.at_desk("officer").session.get(
            self.at_desk("officer").address(LIST), timeout=60
        )
        self.assertTrue(answer.headers["Content-Type"].startswith("text/csv"))
        transaction.begin()
        self.assertEqual(exports.to_do(moment.now()), [])

    def test_as_workbook_it_holds_text_and_no_formula(self):
        self.make(1, applicant=APPLICANT | {"name": "=1+1"})
        made = self.put("worklist", {"tab": "all", "format": "xlsx"})
        self.run_all()
        page = self.at_desk("officer").get(f"tep-ket-xuat/{made}")
        book = load_workbook(BytesIO(self.file("officer", page).content))
        self.assertIn("'=1+1", [cell.value for cell in list(book.active.rows)[1]])

    def test_the_list_is_cut_where_the_settings_say_and_tells_so(self):
        self.make(3)
        with patch("hanam.dvc.counter.settings.value", lambda name: 2):
            made = self.put("worklist", {"tab": "all", "format": "csv"})
            with self.steps_of(1):
                self.run_all()
        page = self.at_desk("officer").get(f"tep-ket-xuat/{made}")
        text = self.file("officer", page).content.decode("utf-8-sig").splitlines()
        self.assertEqual(len(text), 4)
        self.assertIn("2", text[3])

    def test_without_names_for_who_only_watches(self):
        (code,) = self.make(1)
        made = self.put("worklist", {"tab": "all", "format": "csv"}, "supervisor")
        self.run_all()
        page = self.at_desk("supervisor").get(f"tep-ket-xuat/{made}")
        text = self.file("supervisor", page).content.decode()
        self.assertIn(code, text)
        self.assertNotIn("Nguyễn", text)
        self.assertEqual(self.readings(code), [])


class SafetyTest(ExportsCase):
    def test_nobody_gets_the_file_of_another(self):
        self.make(1)
        made = self.put("worklist", {"tab": "all", "format": "csv"})
        self.run_all()
        for user, status in (("leader", 404), ("strange-clerk", 404), ("citizen", 403)):
            for rest in ("", "/tai", "/so-lieu"):
                with self.subTest(user=user, rest=rest):
                    page = self.at_desk(user).get(f"tep-ket-xuat/{made}{rest}")
                    self.assertEqual(page.status, status)
        self.assertIn("/login", self.at_desk("").get(f"tep-ket-xuat/{made}/tai").url)

    def test_who_left_the_agency_neither_has_it_made_nor_gets_it(self):
        self.make(1)
        parameters = {"tab": "all", "format": "csv"}
        ready = self.put("worklist", parameters)
        self.run_all()
        waiting = self.put("worklist", parameters)
        api.group.remove_user(groupname="so-mau.officer", username="officer")
        api.group.add_user(groupname="so-khac.officer", username="officer")
        transaction.commit()
        officer = self.at_desk("officer")
        page = officer.get(f"tep-ket-xuat/{ready}/tai")
        self.assertEqual(page.status, 403)
        self.assertIn("không còn vai trò", page.words)
        api.group.remove_user(groupname="so-khac.officer", username="officer")
        transaction.commit()
        self.run_all()
        row = self.row(waiting)
        self.assertEqual(row.state, "failed")
        self.assertIn("Vai trò của bạn không cho phép", row.message)

    def test_forged_forms_and_foreign_agencies_are_refused(self):
        self.make(2)
        officer = self.at_desk("officer")
        form = officer.get(LIST).form()
        self.assertEqual(form.send(_authenticator="0").status, 403)
        for fields, status in (
            ({"kind": "nothing"}, 404),
            ({"format": "exe"}, 400),
            ({"agency": "so-khac"}, 400),
        ):
            with self.subTest(fields=fields):
                self.assertEqual(form.send(**fields).status, status)
        for query, status in (
            (
                "kind=book&format=pdf&agency=so-khac&start=2018-01-01&end=2018-12-31",
                400,
            ),
            ("kind=book&format=pdf&agency=so-mau&start=2017-01-01&end=2018-12-31", 400),
            ("kind=book.close&agency=so-mau&year=2018", 404),
            ("kind=x", 404),
        ):
            with self.subTest(query=query):
                self.assertEqual(
                    officer.get(f"tep-ket-xuat/moi?{query}").status, status
                )
        transaction.begin()
        self.assertEqual(exports.count_open("officer"), 0)

    def test_only_so_many_are_made_for_one_person_at_a_time(self):
        self.make(2)
        api.portal.set_registry_record(f"{settings.PREFIX}.waiting", 1)
        transaction.commit()
        officer = self.at_desk("officer")
        officer.get(LIST).form().send()
        page = officer.get("viec.xlsx?tab=all").form().send()
        self.assertEqual(page.status, 409)
        self.assertIn("Đang tạo 1 tệp cho bạn", page.words)

    def test_it_can_be_stopped_deleted_and_asked_for_again(self):
        self.make(2)
        officer = self.at_desk("officer")
        page = officer.get(LIST).form().send()
        page = page.form().send(("go", "cancel"))
        self.assertIn("Bạn đã dừng tạo tệp này", page.words)
        self.run_all()
        anew = page.form().send(("go", "again"))
        self.assertNotEqual(anew.url, page.url)
        self.run_all()
        ready = officer.get(anew.url)
        gone = ready.form().send(("go", "drop"))
        self.assertIn("/tep-ket-xuat", gone.url)
        self.assertEqual(officer.get(anew.url).status, 404)
        self.assertEqual(list(exports.pieces(anew.url.rpartition("/")[2])), [])

    def test_when_its_time_is_over_it_is_deleted(self):
        self.make(1)
        made = self.put("worklist", {"tab": "all", "format": "csv"})
        self.run_all()
        row = self.row(made)
        hours = settings.value("keep_hours")
        until = row.expires
        self.assertEqual(until, row.ended + timedelta(hours=hours))
        running.clean(self.portal, until)
        transaction.commit()
        self.assertIsNotNone(self.row(made))
        running.clean(self.portal, until + timedelta(seconds=1))
        transaction.commit()
        self.assertIsNone(self.row(made))
        transaction.begin()
        self.assertEqual(list(exports.pieces(made)), [])


class KilledTest(ExportsCase):
    def broken(self, errors):
        """The worklist, but the next error is raised behind the first step of each try."""
        export = kinds.get("worklist")

        def make(work):
            for number, rows in enumerate(export.make(work)):
                if number == 1 and errors:
                    raise errors.pop()
                yield rows

        return patch.dict(
            kinds._known,
            {"worklist": kinds.Export(**{**vars(export), "make": make})},
        )

    def test_a_worker_killed_in_the_middle_is_followed_by_another_that_begins_anew(
        self,
    ):
        codes = self.make(4)
        made = self.put("worklist", {"tab": "all", "format": "csv"})
        with self.steps_of(2), self.broken([Killed()]), self.assertRaises(Killed):
            self.run_all()
        transaction.abort()
        row = self.row(made)
        self.assertEqual((row.state, row.done, row.total), ("open", 2, 4))
        self.assertEqual(exports.to_do(moment.now()), [])
        later = moment.now() + running.HELD + timedelta(seconds=1)
        with self.steps_of(2), patch("hanam.dvc.dossiers.moment.now", lambda: later):
            self.run_all()
        row = self.row(made)
        self.assertEqual((row.state, row.done, row.tries), ("ready", 4, 2))
        self.assertEqual([len(self.readings(code)) for code in codes], [1] * 4)
        text = b"".join(exports.pieces(made)).decode("utf-8-sig")
        self.assertEqual(len(text.splitlines()), 5)

    def test_a_lost_race_is_tried_again_and_a_fault_is_told(self):
        self.make(4)
        later = moment.now() + timedelta(hours=1)
        made = self.put("worklist", {"tab": "all", "format": "csv"})
        with self.steps_of(2), self.broken([ConflictError()]):
            self.run_all()
            self.assertEqual(self.row(made).state, "open")
            with patch("hanam.dvc.dossiers.moment.now", lambda: later):
                self.run_all()
        self.assertEqual(self.row(made).state, "ready")
        made = self.put("worklist", {"tab": "all", "format": "xlsx"})
        with (
            self.steps_of(2),
            self.broken([RuntimeError("Nguyễn Thị Mẫu")]),
            self.assertLogs("hanam.dvc.counter.exports", "ERROR") as logged,
        ):
            self.run_all()
        self.assertNotIn("Nguyễn", logged.output[0])
        row = self.row(made)
        self.assertEqual(row.state, "failed")
        self.assertIn("Lỗi của cổng nên chưa tạo được tệp này", row.message)

    def test_what_fails_again_and_again_is_given_up(self):
        self.make(4)
        made = self.put("worklist", {"tab": "all", "format": "csv"})
        now = moment.now()
        errors = [ConflictError() for _ in range(running.TRIES + 1)]
        with self.steps_of(2), self.broken(errors):
            for hour in range(running.TRIES + 1):
                at = now + timedelta(hours=hour)
                with patch("hanam.dvc.dossiers.moment.now", lambda at=at: at):
                    self.run_all()
        self.assertEqual(self.row(made).state, "failed")
        self.assertIn("Đã thử nhiều lần", self.row(made).message)

    def test_stopped_with_the_server_it_goes_on_with_the_next_and_is_no_try(self):
        self.make(4)
        made = self.put("worklist", {"tab": "all", "format": "csv"})
        looks = iter([False, False, True])
        with self.steps_of(2):
            running.run(self.portal, lambda: next(looks, True))
            self.assertEqual((self.row(made).state, self.row(made).tries), ("open", 0))
            self.run_all()
        self.assertEqual((self.row(made).state, self.row(made).tries), ("ready", 1))


class BookTest(ExportsCase):
    def test_the_register_of_a_year_as_workbook_and_as_archives_of_parts(self):
        codes = self.make(3)
        found, real = {}, letters_settings.value
        parts = patch(
            "hanam.dvc.letters.settings.value",
            lambda name: 2 if name == "part" else real(name),
        )
        with self.steps_of(2), parts:
            page = self.at_desk("officer").get("so-theo-doi?start=2018-01-01")
            links = page.find("//a[contains(@href, 'tep-ket-xuat/moi')]/@href")
            self.assertEqual(len(links), 2)
            for kind in ("xlsx", "pdf", "docx"):
                made = self.put("book", YEAR | {"format": kind})
                self.run_all()
                row = self.row(made)
                self.assertEqual((row.state, row.total), ("ready", 3), row.message)
                found[kind] = b"".join(exports.pieces(made))
        rows = list(load_workbook(BytesIO(found["xlsx"])).active.values)
        self.assertEqual([row[1] for row in rows[5:]], codes)
        for kind, words in (("pdf", words_of), ("docx", word_words)):
            with ZipFile(BytesIO(found[kind])) as archive:
                names = archive.namelist()
                self.assertEqual(
                    names, [f"so-theo-doi-so-mau-2018-00{n}.{kind}" for n in (1, 2)]
                )
                last = words(archive.read(names[1]))
            self.assertIn("từ số thứ tự 3 đến số thứ tự 3", last)
            self.assertIn(codes[2], last)
        # The first lines on the page, and each file.
        self.assertEqual(
            [row.note for row in self.readings(codes[0])], ["so-theo-doi"] * 4
        )

    def test_the_page_of_a_long_book_leads_to_the_background(self):
        self.make(2)
        officer = self.at_desk("officer")
        page = officer.get("so-theo-doi?start=2018-01-01")
        link = page.find("//a[contains(@href, 'format=xlsx')]/@href")[-1]
        offer = officer.get(link)
        self.assertIn("/tep-ket-xuat/moi", offer.url)
        self.assertIn("Sổ theo dõi hồ sơ 2018, Sở Mẫu (XLSX)", offer.words)
        sent = offer.form().send()
        self.run_all()
        self.assertIn("Tệp đã xong: 2 dòng", officer.get(sent.url).words)

    def test_a_long_book_is_closed_in_the_background_by_who_ordered_it(self):
        self.make(3)
        leader = self.at_desk("leader")
        form = leader.get("so-theo-doi?agency=so-mau&start=2018-01-01").form(
            "//form[.//input[@name='year']]"
        )
        sent = form.send()
        self.assertIn("/tep-ket-xuat/", sent.url)
        self.assertEqual(form.send().url, sent.url)
        transaction.begin()
        self.assertIsNone(register.closed_book("so-mau", 2018))
        with self.steps_of(2):
            self.run_all()
        closed = register.closed_book("so-mau", 2018)
        self.assertEqual((closed.lines, closed.by), (3, "leader"))
        self.assertIn("Đã khóa sổ năm 2018 với 3 dòng", leader.get(sent.url).words)
        self.assertEqual(form.send().status, 409)
        second = self.put("book.close", {"agency": "so-mau", "year": 2018}, "leader")
        self.run_all()
        self.assertEqual(self.row(second).state, "failed")
        self.assertIn("chỉ khóa một lần", self.row(second).message)

    def test_who_is_no_leader_any_more_closes_nothing(self):
        self.make(2)
        made = self.put("book.close", {"agency": "so-mau", "year": 2018}, "leader")
        api.group.remove_user(groupname="so-mau.leader", username="leader")
        api.group.add_user(groupname="so-mau.clerk", username="leader")
        transaction.commit()
        self.run_all()
        self.assertEqual(self.row(made).state, "failed")
        self.assertIsNone(register.closed_book("so-mau", 2018))

    def test_lines_of_a_closed_book_come_from_what_was_kept(self):
        self.make(3)
        with self.steps_of(2):
            self.put("book.close", {"agency": "so-mau", "year": 2018}, "leader")
            self.run_all()
            made = self.put("book", YEAR)
            self.run_all()
            rows = list(
                load_workbook(BytesIO(b"".join(exports.pieces(made)))).active.values
            )
            self.assertEqual([row[0] for row in rows[5:]], [1, 2, 3])
            self.assertIn("SHA-256", rows[3][0])
            transaction.begin()
            session.for_writing()
            register.closed_book("so-mau", 2018).digest = "0" * 64
            transaction.commit()
            made = self.put("book", YEAR | {"format": "pdf"})
            self.run_all()
        self.assertEqual(self.row(made).state, "failed")
        self.assertIn("mã băm", self.row(made).message.lower())
