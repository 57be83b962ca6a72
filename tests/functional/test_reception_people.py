"""A returning person is found by number, phone or name, and everything known is filled in."""

from hanam.dvc.dossiers import intake
from hanam.dvc.register import trail
from hanam.dvc.register import why_not_online
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.session import session
from tests.counter import FORM
from tests.counter import ReceptionCase
from tests.counter import SEND
from tests.counter import TYPED
from tests.documents import words_of
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import dossier_in
from tests.dossiers import PDF
from tests.files import photo

import io
import pikepdf
import transaction


FIND = ("do", "find-person")
OWNER = {
    "kind": "organisation",
    "name": "Công ty Thử Nghiệm",
    "tax_code": "0100109106",
    "address": "Đường Mẫu",
}


class PeopleCase(ReceptionCase):
    def filed(self, **changes):
        act_as(self.portal, "citizen")
        code = intake.file(a_filing(**changes)).dossier.code
        transaction.commit()
        return code

    def found(self, text):
        """What the form shows after looking for a text."""
        return self.form().send(FIND, find=text)

    def names(self, page):
        return [
            " ".join(item.text_content().split())
            for item in page.find("//ol[contains(@class, 'ctr-people')]//strong")
        ]

    def fields(self, page):
        fields = page.form("//main//form[@method='post']").fields
        return {name: values[0] for name, values in fields.items()}

    def looks(self, code):
        session().close()
        transaction.begin()
        rows = trail.whole(code)
        return [row.actor for row in rows if row.action == "read.person"]


class FindingTest(PeopleCase):
    def test_one_with_the_whole_number_or_phone_is_filled_in_at_once(self):
        code = self.filed(owner=OWNER)
        for text in ("035 185 000 001", "0912.345.678", "+84912345678"):
            with self.subTest(text=text):
                page = self.found(text)
                fields = self.fields(page)
                self.assertEqual(fields["applicant.name"], APPLICANT["name"])
                self.assertEqual(fields["applicant.phone"], "0912345678")
                self.assertEqual(fields["applicant.birth_date"], "01/01/1985")
                self.assertEqual(fields["for_other"], "1")
                self.assertEqual(fields["owner.name"], OWNER["name"])
                self.assertEqual(fields["owner.tax_code"], OWNER["tax_code"])
                self.assertEqual(fields["owner.kind"], "organisation")
                self.assertEqual(fields["find"], "")
                self.assertNotIn("0912345678", page.url)
        self.assertEqual(self.looks(code), ["clerk"] * 6)

    def test_names_are_found_without_accents_and_chosen_from_a_list(self):
        own = self.filed()
        self.filed(owner=OWNER)
        self.filed(
            applicant=APPLICANT | {"name": "Trần Văn Khác", "id_number": "035085000002"}
        )
        page = self.found("nguyen thi")
        self.assertEqual(self.names(page), [APPLICANT["name"]] * 2)
        self.assertIn("cho Công ty Thử Nghiệm", page.words)
        self.assertIn("•••0001", page.words)
        self.assertNotIn("035185000001", page.source)
        form = page.form("//main//form[@method='post']")
        fields = self.fields(form.send(("do", f"pick-both:{own}")))
        self.assertEqual(fields["applicant.id_number"], "035185000001")
        self.assertNotIn("for_other", fields)
        self.assertEqual(self.names(self.found("thu nghiem")), [OWNER["name"]])

    def test_one_who_files_often_stands_in_the_list_once(self):
        for _ in range(3):
            self.filed()
        self.assertEqual(self.names(self.found("mẫu")), [APPLICANT["name"]])

    def test_of_other_agencies_and_from_parts_of_numbers_nobody_is_found(self):
        code = self.filed(agency="so-khac")
        self.filed()
        for text in ("035185", "0912", "N", "035185000001 Nguyễn", ""):
            with self.subTest(text=text):
                page = self.found(text)
                self.assertEqual(self.names(page), [])
                self.assertEqual(self.fields(page).get("applicant.phone", ""), "")
        form = self.form()
        form.buttons.add(("do", f"pick-both:{code}"))
        page = form.send(("do", f"pick-both:{code}"))
        self.assertEqual(self.fields(page)["applicant.name"], "")
        self.assertIn("Không có người này", page.words)
        self.assertEqual(self.looks(code), [])

    def test_what_finds_nobody_goes_where_it_belongs(self):
        for text, field in (
            ("035185000099", "applicant.id_number"),
            ("0987 654 321", "applicant.phone"),
            ("Lê Thị Mới", "applicant.name"),
            ("0100109106", "applicant.tax_code"),
        ):
            with self.subTest(text=text):
                page = self.found(text)
                self.assertEqual(self.fields(page)[field], text)
                self.assertIn("Chưa có ai như vậy", page.words)

    def test_enter_in_the_field_for_finding_finds_without_a_script(self):
        self.filed()
        page = self.form().send(SEND, find="035185000001")
        self.assertEqual(self.fields(page)["applicant.name"], APPLICANT["name"])
        self.assertEqual(len(self.rows()), 1)


class ServiceTest(PeopleCase):
    def post(self, user, body):
        answer = self.at_desk(user).session.post(
            f"{self.portal.absolute_url()}/@people",
            json=body,
            headers={"Accept": "application/json"},
            timeout=60,
        )
        return answer.status_code, answer.json()

    def test_the_service_finds_and_tells_all_of_the_one_who_is_picked(self):
        code = self.filed(owner=OWNER)
        status, found = self.post("clerk", {"text": "nguyen thi mau"})
        self.assertEqual((status, found["items_total"]), (200, 1))
        (item,) = found["items"]
        self.assertEqual(item["number"], "•••0001")
        self.assertEqual(item["owner"], OWNER["name"])
        status, picked = self.post("clerk", {"pick": item["token"]})
        self.assertEqual(picked["applicant"]["id_number"], "035185000001")
        self.assertEqual(picked["owner"]["tax_code"], OWNER["tax_code"])
        self.assertEqual(self.looks(code), ["clerk", "clerk"])

    def test_it_is_for_clerks_of_the_agency_only(self):
        code = self.filed()
        for user, status in (("officer", 403), ("supervisor", 403), ("citizen", 403)):
            with self.subTest(user=user):
                self.assertEqual(self.post(user, {"text": "mau"})[0], status)
        self.assertEqual(
            self.post("strange-clerk", {"text": "mau"})[1]["items_total"], 0
        )
        self.assertEqual(self.post("strange-clerk", {"pick": f"both:{code}"})[0], 404)
        self.assertEqual(self.post("clerk", {})[0], 400)
        self.assertEqual(self.looks(code), [])

    def test_what_receiving_now_would_promise_is_told(self):
        path = "@reception"
        status, found = self.clerk.json(path, procedure="1.999001", channel="counter")
        self.assertEqual((status, found["limit"]), (200, "3 ngày làm việc"))
        self.assertIn("ngày", found["due"])
        self.assertEqual((found["fees"], found["total"]), ([], 0))
        self.assertEqual(self.clerk.json(path, procedure="9.999999")[0], 404)


class ReceivingTest(PeopleCase):
    def test_place_fee_and_reason_are_noted_with_the_dossier(self):
        self.form().send(
            SEND,
            **TYPED,
            **{
                "why": "not_able",
                "shelf": "Kho 1 / Kệ 2",
                "till.due": "50.000",
                "till.all": "1",
            },
        )
        dossier = self.received()
        self.assertEqual(dossier.shelf, "Kho 1 / Kệ 2")
        self.assertEqual((dossier.till["due"], dossier.till["received"]), (50000,) * 2)
        self.assertEqual(why_not_online.of(dossier.code), "not_able")
        page = self.clerk.get(dossier.absolute_url())
        for words in ("Kho 1 / Kệ 2", "Không biết cách nộp trực tuyến", "50.000 đ"):
            self.assertIn(words, page.source)

    def test_with_the_number_of_its_receipt_the_money_is_paid(self):
        procedure = self.portal["thu-tuc"]["1.999001"]
        procedure.fees = [{"kind": "fee", "title": "Lệ phí", "amount": 50_000}]
        transaction.commit()
        form = self.form()
        self.assertEqual(form.fields["till.due"], ["50000"])
        for number, (received, slip, money) in enumerate(
            (
                ("50000", "BL-1", "paid"),
                ("20000", "BL-2", "part_paid"),
                ("50000", "", "due"),
            )
        ):
            typed = TYPED | {"applicant.id_number": f"03518500020{number}"}
            paid = {"till.received": received, "till.slip": slip}
            page = self.form().send(SEND, **typed, **paid)
            code = page.url.split("/")[-2]
            with self.subTest(received=received, slip=slip):
                (row,) = [row for row in self.rows() if row.code == code]
                self.assertEqual(row.money, money)

    def test_what_came_by_post_has_its_own_moment_and_no_reason(self):
        typed = TYPED | {"channel": "post", "why": "not_able"}
        self.form().send(SEND, **typed, posted="2018-09-10T08:30")
        dossier = self.received()
        self.assertEqual(dossier.posted.isoformat(), "2018-09-10T08:30:00")
        self.assertEqual(why_not_online.of(dossier.code), "")
        page = self.clerk.get(dossier.absolute_url())
        self.assertIn("08:30 10/9/2018", page.words)

    def test_wrong_amounts_moments_and_reasons_are_told_and_nothing_is_filed(self):
        for changes in (
            {"till.received": "năm mươi"},
            {"channel": "post", "posted": "2999-01-01T08:00"},
            {"channel": "post", "posted": "hôm qua"},
            {"why": "khong-co"},
            {"shelf": "x" * 101},
        ):
            with self.subTest(changes=changes):
                page = self.form().send(SEND, **TYPED | changes)
                self.assertEqual((page.status, len(page.problems)), (400, 1))
                self.assertEqual(self.rows(), [])

    def test_a_dossier_with_missing_papers_is_filed_and_the_papers_asked_for(self):
        typed = {k: v for k, v in TYPED.items() if not k.startswith("papers.don")}
        page = self.form().send(SEND, **typed)
        self.assertEqual(page.status, 400)
        (ask,) = page.find("//details[@id='ask']")
        self.assertIn("Đơn đề nghị", ask.text_content())
        self.assertEqual(ask.get("open"), "open")
        form = page.form("//main//form[@method='post']")
        done = form.send(("do", "ask"), reason="Chữ ký chưa rõ.")
        dossier = self.received()
        self.assertEqual(done.url, dossier.absolute_url())
        self.assertEqual((dossier.state, dossier.received), ("supplement", None))
        letter = self.clerk.session.get(f"{done.url}/@@van-ban/02.pdf", timeout=60)
        self.assertEqual(letter.headers["Content-Type"], "application/pdf")
        self.assertIn("Đơn đề nghị", words_of(letter.content))
        (asked,) = [
            row.note
            for row in trail.whole(dossier.code)
            if row.action == "ask_submitted"
        ]
        self.assertEqual(asked, "- Đơn đề nghị\nChữ ký chưa rõ.")

    def test_what_was_asked_for_is_brought_to_the_counter_and_the_dossier_goes_on(self):
        typed = {k: v for k, v in TYPED.items() if not k.startswith("papers.don")}
        page = self.form().send(("do", "ask"), **typed)
        for user in ("officer", "leader"):
            self.assertFalse(
                self.at_desk(user).get(page.url).find("//*[@id='brought']")
            )
        form = page.form("//section[@id='brought']//form")
        answer = form.send()
        self.assertEqual(self.received().state, "supplement", answer.words[:200])
        scan = ("papers.don.scan:list", ("Đơn.pdf", PDF))
        answer = form.send(files=[scan], **{"papers.don": "1"})
        self.assertIn("Đã ghi nhận giấy tờ bổ sung", answer.words)
        dossier = self.received()
        self.assertEqual(dossier.state, "submitted")
        (paper,) = dossier.papers.of("don")
        self.assertEqual((paper.round, paper.originals), (1, 1))
        last = [row for row in trail.whole(dossier.code) if "answer" in row.action][-1]
        self.assertEqual((last.action, last.actor), ("answer_submitted", "clerk"))
        form.send(**{"papers.don": "1"})
        self.assertEqual(self.received().state, "submitted")
        page = (
            self.clerk.get(dossier.absolute_url())
            .action("accept")
            .send(("action", "accept"))
        )
        self.assertEqual(self.received().state, "accepted", page.problems)

    def test_with_nothing_missing_it_must_be_said_what_is_asked_for(self):
        page = self.form().send(("do", "ask"), **TYPED)
        self.assertEqual((page.status, self.rows()), (400, []))

    def test_photos_of_one_paper_become_one_pdf(self):
        scans = [
            ("papers.don.scan:list", ("trang 1.jpg", photo())),
            ("papers.don.scan:list", ("trang 2.png", photo(kind="PNG"))),
            ("papers.khac.scan:list", ("a.pdf", PDF)),
            ("papers.khac.scan:list", ("b.png", photo(kind="PNG"))),
        ]
        form = self.form()
        first, again = (form.send(SEND, files=scans, **TYPED) for _ in range(2))
        self.assertEqual(first.url.split("?")[0], again.url.split("?")[0])
        dossier = self.received()
        (paper,) = dossier.papers.of("don")
        self.assertEqual(paper.filename, "Đơn đề nghị.pdf")
        with pikepdf.open(io.BytesIO(paper.file.data)) as document:
            self.assertEqual(len(document.pages), 2)
        others = [paper.filename for paper in dossier.papers.of("khac")]
        self.assertEqual(others, ["a.pdf", "b.png"])

    def test_the_form_begins_anew_with_the_same_procedure(self):
        page = self.form().send(SEND, **TYPED)
        (onward,) = page.find("//a[@id='next']/@href")
        self.assertIn(FORM, onward)
        self.assertEqual(self.clerk.get(onward).status, 200)
        self.assertEqual(session().query(DossierRow).count(), 1)
        self.assertTrue(page.find("//button[@data-now]"))
        later = self.clerk.get(page.url.split("?")[0])
        self.assertFalse(later.find("//button[@data-now]"))


class TakenTwiceTest(PeopleCase):
    def test_a_person_of_a_dossier_of_mine_is_found_as_its_owner_too(self):
        dossier_in(self.portal, "submitted", owner=OWNER)
        transaction.commit()
        page = self.found(OWNER["tax_code"])
        self.assertEqual(self.fields(page)["applicant.name"], OWNER["name"])
