"""The pages of work together: partner, main agency, whoever is asked, the applicant."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.together import links
from hanam.dvc.register import session as register
from hanam.dvc.register import trail
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from plone import api
from tests.counter import DossierCase
from tests.dossiers import PDF
from tests.registers import the_database
from tests.together import build
from tests.together import joint
from tests.together import outcomes
from threading import Barrier

import csv
import io
import openpyxl
import transaction


class Case(DossierCase):
    def setUp(self):
        self.portal = self.layer["portal"]
        build(self.portal)
        transaction.commit()

    def open(self, state="processing", now=None, **changes):
        """A dossier of the joint procedure, begun now; its address."""
        dossier = joint(self.portal, state, now or moment.now(), **changes)
        self.code = dossier.code
        transaction.commit()
        return dossier.absolute_url()

    def dossier_now(self):
        """The dossier as it stands now."""
        self.row()
        return access.find(self.code)

    def form(self, page, name):
        return page.form(f"//details[@id='{name}']//form")


class PartsTest(Case):
    def test_a_partner_finds_its_part_answers_it_and_reads_on(self):
        url = self.open("accepted")
        police = self.at_desk("police")
        self.assertEqual(police.get(url).status, 404)
        self.assertNotIn("Việc phối hợp", police.get("viec").words)
        self.at_desk("officer").get(url).action("start").send(("action", "start"))
        self.assertIn("Việc phối hợp 1", police.get("viec").words)
        todo = police.get("phoi-hop")
        self.assertIn("Đăng ký thường trú", todo.words)
        (link,) = todo.find(f"//a[contains(@href, '{self.code}')]/@href")
        page = police.get(link.partition("#")[0])
        self.assertIn("Nguyễn Thị Mẫu", page.words)
        self.assertEqual(page.actions(), [])
        wrong = self.form(page, "leg_done1").send(("action", "leg_done"))
        self.assertEqual(wrong.status, 400)
        self.assertEqual(
            wrong.problems, ["Ghi kết quả của cơ quan bạn, hoặc thêm giấy tờ."]
        )
        file = [("file", ("ket-qua.pdf", PDF))]
        form = self.form(page, "leg_done1")
        sent = form.send(
            ("action", "leg_done"), file, note="Đã đăng ký.", number="7/CA"
        )
        self.assertEqual(sent.status, 200)
        self.assertEqual(outcomes(self.dossier_now()), ["done", "open", "waiting"])
        self.assertNotIn("Việc phối hợp", police.get("viec").words)
        page = police.get(url)
        self.assertIn("Đã đăng ký.", page.words)
        (paper,) = page.find("//a[contains(@href, '@@phoi-hop/tai/')]/@href")
        self.assertEqual(police.get(paper).headers["Content-Type"], "application/pdf")
        for who in ("strange-officer", "other-citizen", "police-clerk"):
            self.assertEqual(self.at_desk(who).get(paper).status, 404)
        # Sent again, the old form is told that the part is not open any more.
        again = form.send(("action", "leg_done"), note="Lần hai.")
        self.assertEqual(again.status, 409)
        self.assertEqual(len(self.dossier_now().parts), 1)

    def test_the_main_agency_sees_the_plan_and_cannot_finish_before_it_is_done(self):
        url = self.open()
        officer = self.at_desk("officer")
        page = officer.get(url)
        for words in ("Công an Mẫu", "Bảo hiểm Mẫu", "Đang làm", "Chưa đến lượt"):
            self.assertIn(words, page.words)
        refused = page.action("finish").send(("action", "finish"), number="1/GM")
        self.assertEqual(refused.status, 400)
        self.assertIn("Công an Mẫu, Bảo hiểm Mẫu, Sở Khác", refused.problems[0])
        form = self.form(officer.get(url), "leg_cancel1")
        self.assertEqual(form.send(("action", "leg_cancel")).status, 400)
        form.send(("action", "leg_cancel"), reason="Đã có sẵn.")
        self.assertEqual(outcomes(self.dossier_now())[0], "cancelled")
        self.assertEqual(self.at_desk("police").get(url).status, 404)

    def test_an_agency_is_given_a_part_on_the_page_for_it(self):
        url = self.open()
        page = self.at_desk("officer").get(f"{url}/@@phoi-hop")
        form = self.form(page, "leg_add")
        wrong = form.send(("action", "leg_add"), title="Xác minh", after=["3"])
        self.assertEqual(wrong.status, 400)
        self.assertIn("Xác minh", wrong.find("//input[@id='leg_add.title']/@value"))
        form = self.form(wrong, "leg_add")
        form.send(("action", "leg_add"), agency="cong-an-mau", value="1", after=["3"])
        added = self.dossier_now().legs[3]
        self.assertEqual((added["agency"], added["after"]), ("cong-an-mau", "3"))

    def test_nothing_is_changed_by_a_forged_form_or_by_a_stranger(self):
        url = self.open()
        fields = {"action": "leg_done", "no": "1", "note": "Giả"}
        forged = self.at_desk("police").post(f"{url}/@@phoi-hop", data=fields)
        self.assertEqual(forged.status, 403)
        form = self.form(self.at_desk("police").get(url), "leg_done1")
        for who, status in (("insurer", 403), ("citizen", 403), ("strange-clerk", 404)):
            form.browser = self.at_desk(who)
            with self.subTest(who=who):
                self.assertEqual(form.send(note="Giả").status, status)
        self.assertEqual(outcomes(self.dossier_now()), ["open", "open", "waiting"])

    def test_the_leader_gives_a_step_back_and_the_officer_reads_why(self):
        url = self.open()
        officer, leader = self.at_desk("officer"), self.at_desk("leader")
        for no in (1, 2, 3):
            form = self.form(officer.get(url), f"leg_cancel{no}")
            form.send(("action", "leg_cancel"), reason="Đã có.")
        officer.get(url).action("next_step").send(("action", "next_step"))
        form = leader.get(url).action("step_back")
        form.send(("action", "step_back"), reason="Thiếu căn cứ.")
        page = officer.get(url)
        self.assertIn("Được trả lại bước này", page.words)
        self.assertIn("Thiếu căn cứ.", page.words)
        self.assertEqual(self.row().assignee, "officer")
        self.assertIn("bị trả lại", officer.get("viec?tab=mine").words)

    def test_the_applicant_sees_which_agencies_work_on_it_and_no_person(self):
        self.open()
        secret = secrets.secret_of(self.code)
        page = self.at_desk("").get(f"tra-cuu/{self.code}/{secret}")
        self.assertIn("Công an Mẫu: Đăng ký thường trú", page.words)
        self.assertIn("đang giải quyết, hạn", page.words)
        self.assertNotIn("police", page.source)
        public = self.at_desk("").get(f"tra-cuu/{self.code}")
        self.assertNotIn("Công an Mẫu", public.words)


class ListsOfWork(Case):
    """Many parts wait: paged, and whole as a file."""

    def setUp(self):
        super().setUp()
        self.open("accepted")
        self.at_desk("officer").get(self.dossier_now().absolute_url()).action(
            "start"
        ).send(("action", "start"))
        current = register.for_writing()
        asked = {"key": "k", "kind": "agency", "asked": moment.now(), "state": "asked"}
        for no in range(11, 131):
            due = moment.now() + timedelta(days=no)
            more = {"code": self.code, "no": no, "due": due, "agency": "cong-an-mau"}
            current.add(
                LegRow(
                    role="officer",
                    outcome="open",
                    title=f"=Việc {no}",
                    assignee="police-2",
                    **more,
                )
            )
            current.add(ConsultationRow(**asked | more | {"key": f"k{no}"}))
        transaction.commit()
        self.police = self.at_desk("police")

    def pages(self, tab):
        """The numbers of lines of each page, and all links of the list."""
        page, sizes, links_ = self.police.get(f"phoi-hop?tab={tab}"), [], []
        while True:
            self.assertEqual(page.status, 200)
            links_ += page.find("//tbody//a/@href")
            sizes.append(len(page.find("//tbody/tr")))
            onward = page.find("//a[@rel='next']/@href")
            if not onward:
                self.assertTrue(page.find("//a[text()='Trang đầu']"))
                return sizes, links_
            page = self.police.get(onward[0])

    def test_every_part_and_opinion_is_reached_page_by_page(self):
        for tab, number in (("parts", 121), ("opinions", 120)):
            with self.subTest(tab):
                sizes, found = self.pages(tab)
                self.assertEqual(sizes, [50, 50, number - 100])
                self.assertEqual(len(set(found)), number)

    def test_an_unknown_place_is_told_and_the_first_page_shown(self):
        for place in ("abc", "- x y", "2018 a b c", "hôm-nay a 1"):
            page = self.police.get("phoi-hop", params={"tab": "parts", "after": place})
            with self.subTest(place):
                self.assertEqual(page.status, 400)
                self.assertIn("Hãy xem lại từ trang đầu", page.words)
                self.assertEqual(len(page.find("//tbody/tr")), 50)

    def test_each_list_is_had_whole_as_csv_and_as_xlsx(self):
        page = self.police.get("phoi-hop?tab=parts")
        for kind in ("csv", "xlsx"):
            (link,) = page.find(f"//a[contains(@href, 'phoi-hop.{kind}')]/@href")
            answer = self.police.session.get(link)
            with self.subTest(kind):
                self.assertEqual(answer.status_code, 200)
                self.assertIn(f'.{kind}"', answer.headers["Content-Disposition"])
                rows = read_table(kind, answer.content)
                self.assertEqual(len(rows), 122)
                self.assertEqual(rows[0][0], "Mã hồ sơ")
                self.assertEqual(rows[1][0], self.code)
                # What begins like a formula is text.
                self.assertIn("Việc 11", rows[2][3])
                self.assertNotEqual(rows[2][3][0], "=")
                self.assertNotIn("Nguyễn Thị Mẫu", str(rows))
        answer = self.police.session.get(
            f"{self.portal.absolute_url()}/phoi-hop.csv?tab=opinions"
        )
        self.assertEqual(len(read_table("csv", answer.content)), 121)
        for user, number in (("police-clerk", 1), ("insurer", 2), ("citizen", 0)):
            answer = self.at_desk(user).session.get(link.replace(".xlsx", ".csv"))
            with self.subTest(user):
                if not number:
                    self.assertEqual(answer.status_code, 403)
                    continue
                rows = read_table("csv", answer.content)
                self.assertEqual(len(rows), number)


def read_table(kind, data):
    """The rows of a file, each a list of texts."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


class AtOnce(Case):
    def test_two_agencies_answer_at_the_same_moment_and_both_answers_count(self):
        for _round in range(3):
            url = self.open()
            gate = Barrier(2)
            forms = [
                self.form(self.at_desk(who).get(url), f"leg_done{no}")
                for no, who in ((1, "police"), (2, "insurer"))
            ]

            def send(form, gate=gate):
                gate.wait()
                return form.send(("action", "leg_done"), note="Xong.").status

            with ThreadPoolExecutor(2) as pool:
                self.assertEqual(list(pool.map(send, forms)), [200, 200])
            self.assertEqual(outcomes(self.dossier_now()), ["done", "done", "open"])


class AtOnceOnPostgreSQL(AtOnce):
    """The same with rows locked by PostgreSQL."""

    def setUp(self):
        usual = register.engine().url.render_as_string(hide_password=False)
        register.configure(the_database())
        register.wipe()
        self.addCleanup(register.configure, usual)
        super().setUp()


class OpinionsTest(Case):
    def ask(self, **fields):
        """Ask by the form of the page; the form."""
        page = self.at_desk("officer").get(f"{self.url}/@@phoi-hop")
        form = self.form(page, "opinion_ask")
        papers = form_papers(page)
        fields = {"question": "Có ý kiến gì?", "papers": papers} | fields
        self.sent = form.send(("action", "opinion_ask"), **fields)
        return form, fields

    def setUp(self):
        super().setUp()
        self.url = self.open(procedure="1.999001", data={"so_ban": 2})

    def test_an_agency_is_asked_once_and_sees_the_question_and_its_papers_only(self):
        form, fields = self.ask(agencies=["cong-an-mau"], value="1")
        self.assertEqual(self.sent.status, 200)
        form.send(("action", "opinion_ask"), **fields)
        self.assertEqual(len(self.dossier_now().opinions), 1)
        police = self.at_desk("police")
        self.assertIn("Việc phối hợp 1", police.get("viec").words)
        self.assertEqual(police.get(self.url).status, 404)
        (link,) = police.get("phoi-hop").find("//a[contains(@href, 'y-kien')]/@href")
        page = police.get(link)
        self.assertIn("Có ý kiến gì?", page.words)
        self.assertNotIn("Nguyễn Thị Mẫu", page.source)
        self.assertNotIn("0912", page.source)
        (paper,) = page.find("//main//a[contains(@href, '/tai/')]/@href")
        self.assertEqual(police.get(paper).headers["Content-Type"], "application/pdf")
        self.assertEqual(police.get(f"{link}/tai/0000").status, 404)
        for who in ("insurer", "citizen", "police-clerk", "officer-2"):
            with self.subTest(who=who):
                self.assertEqual(self.at_desk(who).get(link).status, 404)
        # A secret is for experts only: with one in the address, even a right one is none.
        self.assertEqual(police.get(f"{link}/{'0' * 32}").status, 404)
        wrong = page.form("//main//form[@method='post']").send(text="Cần sửa.")
        self.assertEqual((wrong.status, wrong.problems), (400, [WRONG]))
        self.assertIn("Cần sửa.", wrong.words)
        done = wrong.form("//main//form[@method='post']").send(
            verdict="conditions", text="Cần sửa."
        )
        self.assertIn("Đã nhận ý kiến", done.words)
        page = self.at_desk("officer").get(self.url)
        self.assertIn("Đồng ý kèm điều kiện", page.words)
        self.assertIn("police (mẫu)", page.words)

    def test_what_is_wrong_with_a_question_loses_nothing(self):
        self.ask(question=" ", name="Chuyên gia", value="2")
        self.assertEqual(self.sent.status, 400)
        self.assertIn("Viết câu hỏi.", self.sent.problems)
        kept = self.sent.find("//input[@id='opinion_ask.name']/@value")
        self.assertEqual(kept, ["Chuyên gia"])
        self.assertEqual(self.dossier_now().opinions, ())

    def test_an_expert_without_account_answers_by_the_link_alone(self):
        self.ask(name="Trần Văn Mẫu", email="chuyen.gia@example.org", value="1")
        dossier = self.dossier_now()
        path = links.path(self.code, dossier.opinions[0])
        guest = self.at_desk("")
        page = guest.get(path)
        self.assertEqual(page.status, 200)
        self.assertIn("Có ý kiến gì?", page.words)
        self.assertNotIn("Nguyễn Thị Mẫu", page.source)
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        other = [paper.id for paper in dossier.papers]
        self.assertEqual(guest.get(f"{path}/tai/{other[0]}").status, 200)
        for wrong in (path[:-1] + ("0" if path[-1] != "0" else "1"), f"{path[:-32]}x"):
            self.assertEqual(guest.get(wrong).status, 404)
        sent = page.form("//main//form[@method='post']").send(
            files=[("files", ("y-kien.pdf", PDF))], verdict="agree"
        )
        self.assertIn("Đã nhận ý kiến", sent.words)
        opinion = self.dossier_now().opinions[0]
        self.assertEqual((opinion["verdict"], len(opinion["files"])), ("agree", 1))
        # The link is spent: nothing more is shown of the papers or taken.
        self.assertEqual(guest.get(f"{path}/tai/{other[0]}").status, 404)
        self.assertEqual(guest.get(path).form("//main//form[@method='post']"), None)
        whole = [row for row in trail.whole(self.code) if row.action == "read.page"]
        self.assertIn(("", "Trần Văn Mẫu", "expert"),
                      {(row.actor, row.actor_name, row.role) for row in whole})  # fmt: skip

    def test_who_opens_many_wrong_links_has_to_wait(self):
        api.portal.set_registry_record("hanam.dvc.together.looks", 3)
        transaction.commit()
        guest = self.at_desk("")
        path = f"y-kien/{self.code}/1/{'0' * 32}"
        statuses = [guest.get(path).status for _try in range(3)]
        self.assertEqual(statuses[0], 404)
        self.assertEqual(statuses[-1], 429)


WRONG = "Chọn kết luận của ý kiến."


def form_papers(page) -> list[str]:
    """The papers that a question can be asked with."""
    return page.find("//details[@id='opinion_ask']//input[@name='papers']/@value")
