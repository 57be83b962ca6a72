"""A real clamd looks into every file, whichever way it comes; and what happens without it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.scanning import held
from hanam.dvc.filing.after import talk
from hanam.dvc.filing.papers import jobs
from hanam.dvc.notify import periodic
from hanam.dvc.notify.settings import PREFIX as NOTIFY
from hanam.dvc.register import queries
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from io import BytesIO
from plone import api
from sqlalchemy import select
from tests import files
from tests import virusdesk
from tests.counter import Browser
from tests.counter import FORM
from tests.counter import SEND
from tests.counter import TYPED
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PASSWORD
from tests.dossiers import PDF
from tests.filing import Client
from tests.paperdesk import Desk
from tests.paperdesk import PapersCase

import base64
import pikepdf
import requests
import transaction


PREFIX = "hanam.dvc.papers"
BAD_PDF = files.showing_pdf(virusdesk.EICAR)
BAD_DOCX = files.archive(word__media=virusdesk.EICAR)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class ScannerCase(PapersCase):
    tcp = False
    down = "hold"

    def setUp(self):
        self.daemon = self.enterContext(virusdesk.running(self.tcp))
        super().setUp()
        self.set(
            scanner=True, scanner_address=self.daemon.address, scanner_down=self.down
        )

    def set(self, **values):
        for name, value in values.items():
            api.portal.set_registry_record(f"{PREFIX}.{name}", value)
        transaction.commit()

    def a_paper(self, data, name="don.pdf"):
        return intake.NewPaper("don", name, "", data)

    def codes(self, work):
        with self.assertRaises(Refused) as caught:
            work()
        transaction.abort()
        return [problem.code for problem in caught.exception.problems]

    def turn(self):
        """What a worker does when its time has come."""
        transaction.commit()
        self.turns = getattr(self, "turns", 0) + 1
        now = moment.now() + timedelta(minutes=2 * self.turns)
        done = periodic.run(
            periodic.Work("papers.held", 60, jobs.look_again), self.portal, now
        )
        transaction.begin()
        return done


class EveryWayIn(ScannerCase):
    down = "refuse"

    def test_a_clean_file_is_taken(self):
        self.assertEqual(self.guest.send_file("don.pdf", PDF).status_code, 200)
        self.assertEqual([paper.scan for paper in self.papers()], ["clean"])

    def test_an_infected_file_is_refused_in_the_path_also_inside_of_others(self):
        for name, data in (("a.pdf", BAD_PDF), ("b.docx", BAD_DOCX)):
            with self.subTest(name):
                answer = self.guest.send_file(name, data)
                self.assertEqual(answer.status_code, 422)
                self.assertIn(f"“{name}” có vi-rút", answer.json()["message"])
        self.guest.get(self.guest.page_url)
        self.guest.add_papers(("c.pdf", BAD_PDF), ("tot.pdf", PDF))
        self.assertIn("“c.pdf” có vi-rút", self.guest.words(".dvc-errors"))
        self.assertEqual(self.names(), ["tot.pdf"])

    def test_a_virus_that_hangs_on_a_pdf_does_not_come_in_with_it(self):
        answer = self.guest.send_file("a.pdf", files.carrying_pdf(virusdesk.EICAR))
        self.assertEqual(answer.status_code, 200)
        [paper] = self.papers()
        with pikepdf.open(BytesIO(paper.file.data)) as pdf:
            streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
            self.assertTrue(streams)
            for stream in streams:
                self.assertNotIn(virusdesk.EICAR, stream.read_bytes())

    def test_an_infected_file_is_refused_by_the_api(self):
        client = Client(self.portal)
        body = client.example()
        for row in body["papers"]:
            if row.get("data"):
                row["data"] = base64.b64encode(BAD_PDF).decode()
        answer = client.post(body)
        self.assertEqual(answer.status_code, 400)
        [problem] = answer.json()["error"]["problems"]
        self.assertIn("có vi-rút", problem["message"])
        self.assertEqual(list(self.rows()), [])

    def test_an_infected_scan_is_refused_at_the_counter(self):
        form = Browser(self.portal.absolute_url(), "clerk").get(FORM).form()
        files_sent = [("papers.don.scan:list", ("xau.pdf", BAD_PDF))]
        answer = form.send(SEND, files=files_sent, **TYPED)
        self.assertEqual((answer.status, list(self.rows())), (400, []))
        self.assertIn("“xau.pdf” có vi-rút", " ".join(answer.problems))

    def test_an_infected_answer_is_refused(self):
        dossier = dossier_in(self.portal, "supplement")
        act_as(self.portal, "citizen")
        found = self.codes(
            lambda: actions.perform(
                dossier, "answer_processing", papers=[self.a_paper(BAD_PDF)]
            )
        )
        self.assertEqual(found, ["paper.infected"])

    def test_an_infected_result_of_staff_is_refused(self):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "officer")
        result = {"filename": "ket-qua.pdf", "data": BAD_PDF}
        found = self.codes(lambda: actions.perform(dossier, "finish", result=result))
        self.assertEqual(found, ["paper.infected"])

    def test_without_an_answer_nothing_is_taken_and_the_rest_is_kept(self):
        self.guest.send_file("truoc.pdf", PDF)
        self.daemon.kill()
        answer = self.guest.send_file("don.jpg", files.photo())
        self.assertEqual(answer.status_code, 422)
        self.assertIn("chưa nhận tệp “don.jpg”", answer.json()["message"])
        self.assertEqual(self.names(), ["truoc.pdf"])
        self.daemon.start()
        self.assertEqual(
            self.guest.send_file("don.jpg", files.photo()).status_code, 200
        )

    def test_switched_off_nobody_is_asked(self):
        self.set(scanner=False)
        self.daemon.kill()
        self.assertEqual(self.guest.send_file("don.pdf", PDF).status_code, 200)
        self.assertEqual([paper.scan for paper in self.papers()], [""])


class OverTheNetwork(ScannerCase):
    tcp = True

    def test_a_daemon_on_a_port_does_the_same(self):
        self.assertEqual(self.guest.send_file("x.pdf", BAD_PDF).status_code, 422)
        self.assertEqual(self.guest.send_file("tot.pdf", PDF).status_code, 200)
        self.assertEqual([paper.scan for paper in self.papers()], ["clean"])

    def test_killed_in_the_middle_no_file_is_lost_or_taken_for_clean(self):
        big = PDF + b"%" + bytes(4 * 2**20)

        def send(number):
            if number == 3:
                self.daemon.kill()
            return self.guest.send_file(f"{number}.pdf", big + b"%d" % number)

        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(send, range(6)))
        self.assertEqual([answer.status_code for answer in answers], [200] * 6)
        papers = self.papers()
        self.assertEqual(len(papers), 6)
        states = [paper.scan for paper in papers]
        self.assertLessEqual(set(states), {"clean", "held"})
        self.assertIn("held", states)
        self.assertEqual(held.count(), states.count("held"))
        self.daemon.start()
        self.assertTrue(self.turn())
        self.assertEqual({paper.scan for paper in self.papers()}, {"clean"})
        self.assertEqual(held.count(), 0)


class Held(ScannerCase):
    def without_answer(self, *sent):
        self.daemon.kill()
        for name, data in sent:
            self.assertEqual(self.guest.send_file(name, data).status_code, 200)
        self.daemon.start()

    def file(self):
        self.guest.get(self.guest.page_url)
        self.guest.send(go="next")
        self.guest.send({"way.result_by": "counter"})
        self.guest.file()
        self.assertEqual(self.guest.title, "Đã nộp hồ sơ")
        [row] = self.rows()
        return row.code

    def staff(self, url):
        return requests.get(url, auth=("clerk", PASSWORD))

    def test_a_held_file_says_so_and_has_no_picture(self):
        self.without_answer(("don.jpg", files.photo()))
        self.guest.get(self.guest.page_url)
        self.assertIn("đang chờ kiểm tra vi-rút", self.guest.words(".dvc-files"))
        self.assertEqual(self.guest.page.cssselect(".dvc-files img"), [])

    def test_a_dossier_with_a_held_file_is_filed_and_staff_wait_for_it(self):
        self.without_answer(("don.pdf", PDF))
        dossier = access.find(self.file())
        page = self.staff(dossier.absolute_url())
        self.assertIn("đang chờ kiểm tra vi-rút", page.text)
        url = f"{dossier.absolute_url()}/@@paper/{dossier.papers[0].id}"
        answer = self.staff(url)
        self.assertEqual(answer.status_code, 409)
        self.assertIn("“don.pdf” đang chờ kiểm tra vi-rút", answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "private, no-store")
        self.assertTrue(self.turn())
        answer = self.staff(url)
        self.assertEqual((answer.status_code, answer.content), (200, PDF))

    def test_an_infected_file_is_removed_noted_and_its_applicant_told_once(self):
        self.without_answer(("tot.jpg", files.photo()), ("xau.docx", BAD_DOCX))
        code = self.file()
        self.switch_sms_on()
        for _turn in range(2):
            self.assertTrue(self.turn())
        dossier = access.find(code)
        self.assertEqual(
            [(paper.scan, paper.file is None) for paper in dossier.papers],
            [("clean", False), ("infected", True)],
        )
        self.assertEqual(
            [(row.action, row.note) for row in queries.history(code)],
            [("submit", ""), ("paper_removed", "xau.docx")],
        )
        messages = session().scalars(select(MessageRow)).all()
        told = [row for row in messages if "xau.docx" in row.text]
        self.assertEqual(len(told), 1)
        self.assertIn(code, told[0].text)
        page = self.staff(dossier.absolute_url())
        self.assertIn("đã gỡ bỏ vì có vi-rút", page.text)
        answer = self.staff(f"{dossier.absolute_url()}/@@paper/{dossier.papers[1].id}")
        self.assertEqual(answer.status_code, 409)
        self.assertIn("có vi-rút và đã bị gỡ bỏ", answer.text)

    def switch_sms_on(self):
        api.portal.set_registry_record(f"{NOTIFY}.sms_on", True)
        transaction.commit()

    def test_an_infected_file_of_a_draft_is_removed_before_it_is_filed(self):
        self.without_answer(("xau.docx", BAD_DOCX), ("tot.pdf", PDF))
        self.assertTrue(self.turn())
        self.assertEqual([paper.scan for paper in self.papers()], ["infected", "clean"])
        self.guest.get(self.guest.page_url)
        self.assertIn("đã gỡ bỏ vì có vi-rút", self.guest.words(".dvc-files"))

    def test_what_waits_goes_on_waiting_while_nobody_answers(self):
        self.without_answer(("don.pdf", PDF))
        self.daemon.kill()
        self.assertTrue(self.turn())
        self.assertEqual([paper.scan for paper in self.papers()], ["held"])
        self.assertEqual(held.count(), 1)

    def test_what_was_taken_out_or_discarded_is_forgotten(self):
        self.without_answer(("don.pdf", PDF))
        [paper] = self.papers()
        self.guest.act("remove", paper.id)
        self.assertTrue(self.turn())
        self.assertEqual(held.count(), 0)

    def test_held_answers_and_results_are_looked_into_as_well(self):
        dossier = dossier_in(self.portal, "supplement", now=MONDAY)
        self.daemon.kill()
        act_as(self.portal, "citizen")
        actions.perform(dossier, "answer_processing", papers=[self.a_paper(PDF)])
        act_as(self.portal, "officer")
        result = {"filename": "ket-qua.pdf", "data": PDF}
        actions.perform(dossier, "finish", result=result)
        self.assertEqual(dossier.results[0].scan, "held")
        self.assertEqual(held.count(), 2)
        self.daemon.start()
        self.assertTrue(self.turn())
        self.assertEqual(dossier.results[0].scan, "clean")
        self.assertEqual(dossier.papers[-1].scan, "clean")

    def test_a_held_file_that_comes_with_a_message_is_looked_into(self):
        dossier = dossier_in(self.portal, "processing")
        self.daemon.kill()
        act_as(self.portal, "citizen")
        sent = [intake.NewPaper("", "x.docx", "", BAD_DOCX)]
        _row, problems = talk.write(dossier, "Xin gửi thêm", sent, "k" * 20)
        self.assertEqual(problems, [])
        self.daemon.start()
        self.assertTrue(self.turn())
        self.assertEqual(dossier.enclosures[0].scan, "infected")

    def test_a_held_filing_by_the_api_is_looked_into_under_its_number(self):
        self.daemon.kill()
        act_as(self.portal, "citizen")
        receipt = intake.file(a_filing(papers=[self.a_paper(BAD_DOCX, "x.docx")]))
        self.daemon.start()
        self.assertTrue(self.turn())
        self.assertEqual(receipt.dossier.papers[0].scan, "infected")

    def test_another_person_with_the_same_file_is_not_harmed(self):
        self.without_answer(("don.pdf", PDF))
        other = Desk(self.portal).begin_papers()
        self.assertEqual(other.send_file("don.pdf", PDF).status_code, 200)
        self.assertEqual([paper.scan for paper in self.draft(other).papers], ["clean"])
