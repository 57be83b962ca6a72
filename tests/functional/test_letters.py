"""Letters on the pages of staff: on a dossier, in the list, in the book, from templates."""

from datetime import datetime
from docx import Document
from hanam.dvc import letters
from hanam.dvc import printing
from hanam.dvc.counter.letters import keeping
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import secrets
from hanam.dvc.letters.templates import versions
from hanam.dvc.register import letters as register
from hashlib import sha256
from io import BytesIO
from openpyxl import load_workbook
from tests.counter import DossierCase
from tests.documents import words_of
from tests.integration.test_letter_templates import docx
from tests.integration.test_letter_templates import words_of as word_words
from unittest import mock

import requests
import transaction


NEXT_YEAR = datetime(2019, 3, 1, 9, 0)


class LettersCase(DossierCase):
    def bytes_of(self, user, url):
        """(status, content type, body) of a file."""
        browser = self.at_desk(user)
        answer = browser.session.get(browser.address(url), timeout=60)
        return answer.status_code, answer.headers["Content-Type"], answer.content

    def links(self, page, ending):
        return [
            link for link in page.find("//*[@id='van-ban']//a/@href") if ending in link
        ]

    def keep_waiting(self):
        self.row()
        kept = keeping.keep_waiting(self.portal, datetime(2018, 9, 10, 10, 0))
        transaction.commit()
        return kept


class OnTheDossierTest(LettersCase):
    def test_staff_print_every_letter_that_the_record_makes_possible(self):
        page = self.at_desk("clerk").get(self.dossier("supplement"))
        card = " ".join(page.find("//*[@id='van-ban']")[0].text_content().split())
        for text in (
            "Giấy tiếp nhận hồ sơ và hẹn trả kết quả số 01/GTN",
            "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ số 01/HDHS",
            "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        ):
            self.assertIn(text, card)
        self.assertEqual(len(self.links(page, ".pdf")), 3)
        for link in self.links(page, ".pdf"):
            status, kind, made = self.bytes_of("clerk", link)
            self.assertEqual((status, kind), (200, "application/pdf"))
            self.assertIn(self.code, words_of(made))
        for link in self.links(page, ".docx"):
            status, _kind, made = self.bytes_of("clerk", link)
            self.assertEqual(status, 200)
            self.assertTrue(Document(BytesIO(made)).tables)

    def test_a_filed_dossier_has_no_letters_yet(self):
        url = self.dossier("submitted")
        self.assertFalse(self.at_desk("clerk").get(url).find("//*[@id='van-ban']"))
        for name in ("01.pdf", "04.docx", "06.pdf", "01.exe", "99.pdf", ""):
            status, _kind, _made = self.bytes_of("clerk", f"{url}/@@van-ban/{name}")
            self.assertEqual(status, 404, name)

    def test_strangers_learn_nothing_and_the_applicant_has_a_page_of_their_own(self):
        url = f"{self.dossier('accepted')}/@@van-ban/01.pdf"
        self.assertEqual(self.bytes_of("strange-clerk", url)[0], 404)
        self.assertEqual(self.bytes_of("citizen", url)[0], 403)

    def test_the_worker_keeps_letters_and_the_applicant_finds_them(self):
        self.dossier("supplement")
        self.assertEqual(self.keep_waiting(), 2)
        self.assertEqual(self.keep_waiting(), 0)
        secret = secrets.secret_of(self.code)
        page = self.at_desk("").get(f"tra-cuu/{self.code}/{secret}")
        self.assertIn("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", page.words)
        self.assertIn("01/HDHS", page.words)
        (link,) = [
            link
            for link in page.find("//main//a/@href")
            if "/tai/" in link and self.row() and self.is_kept(link, "02")
        ]
        made = requests.get(link, timeout=60).content
        self.assertIn("Thiếu giấy tờ.", words_of(made))

    def is_kept(self, link, kind):
        (row,) = register.of_dossier(self.code, kind)
        return link.endswith(row.paper)

    def test_kept_at_once_and_sent_twice_it_is_the_same_letter(self):
        url = self.dossier("refused")
        page = self.at_desk("clerk").get(url)
        for _time in range(2):
            after = page.form("//*[@id='van-ban']//form").send()
            self.assertEqual(after.status, 200)
        self.row()
        (row,) = register.of_dossier(self.code)
        self.assertEqual((row.kind, row.no, bool(row.digest)), ("03", 1, True))
        self.assertIn("đã lưu vào hồ sơ", after.words)
        self.assertEqual(after.words.count("Mẫu 03, số 01/TCHS"), 1)
        secret = secrets.secret_of(self.code)
        followed = self.at_desk("").get(f"tra-cuu/{self.code}/{secret}").words
        self.assertIn("Đã phát hành văn bản.", followed)
        self.assertIn("Mẫu 03, số 01/TCHS", followed)
        checked = self.at_desk("").get(f"kiem-tra-nhat-ky/{self.code}/{secret}").words
        self.assertRegex(checked, "Đã phát hành văn bản. .* Mẫu 03, số 01/TCHS")
        self.assertNotIn("clerk (mẫu)", checked)
        audited = self.at_desk("supervisor").get(f"kiem-tra-nhat-ky/{self.code}").words
        self.assertRegex(audited, r"Đã phát hành văn bản. clerk \(mẫu\)")
        _status, _kind, made = self.bytes_of("leader", self.links(after, "03.pdf")[0])
        self.assertEqual(sha256(made).hexdigest(), row.digest)

    def test_a_forged_request_keeps_nothing(self):
        url = self.dossier("refused")
        answer = self.at_desk("clerk").post(f"{url}/@@van-ban", data={"kind": "03"})
        self.assertEqual(answer.status, 403)
        self.assertEqual(self.keep_waiting(), 1)

    def test_a_font_that_is_broken_is_told_plainly_and_logged_without_names(self):
        url = self.dossier("accepted")
        broken = printing.PrintingError("the font Tinos_700Bold.ttf is damaged")
        with (
            mock.patch("hanam.dvc.printing.sound.check", side_effect=broken),
            self.assertLogs("hanam.dvc.counter.letters", "ERROR") as logged,
        ):
            page = self.at_desk("clerk").get(f"{url}/@@van-ban/01.pdf")
            self.assertEqual(self.keep_waiting(), 0)
        self.assertEqual(page.status, 503)
        self.assertIn("Hiện chưa in được văn bản này", page.words)
        self.assertIn("Tinos_700Bold.ttf", " ".join(logged.output))
        self.assertNotIn("Nguyễn", " ".join(logged.output))
        self.assertEqual(self.keep_waiting(), 1)


class ListTest(LettersCase):
    def test_letters_are_found_by_kind_number_and_days(self):
        self.dossier("supplement")
        self.dossier("refused")
        clerk = self.at_desk("clerk")
        everything = clerk.get("van-ban").words
        for number in ("01/GTN", "01/HDHS", "01/TCHS"):
            self.assertIn(number, everything)
        for query, there, gone in (
            ("kind=02", "01/HDHS", "01/TCHS"),
            ("number=1/TCHS&kind=03", "01/TCHS", "01/GTN"),
            ("start=2018-09-10&end=2018-09-10", "01/GTN", "Không có văn bản"),
            ("start=11/9/2018", "Không có văn bản nào phù hợp", "01/GTN"),
            ("kind=zz&number=x&start=nie&before=y", "01/GTN", "Không có văn bản"),
        ):
            with self.subTest(query=query):
                words = clerk.get(f"van-ban?{query}").words
                self.assertIn(there, words)
                self.assertNotIn(gone, words)
        self.assertNotIn("01/GTN", self.at_desk("strange-clerk").get("van-ban").words)
        for user in ("citizen", "supervisor", "editor"):
            self.assertEqual(self.at_desk(user).get("van-ban").status, 403, user)


class BookTest(LettersCase):
    YEAR = "agency=so-mau&start=2018-01-01"

    def test_the_book_is_shown_printed_and_saved(self):
        self.dossier("returned")
        page = self.at_desk("officer").get(f"so-theo-doi?{self.YEAR}")
        self.assertIn(self.code, page.words)
        self.assertIn("Số dòng trong sổ: 1", page.words)
        links = page.find("//main//a[contains(@href, 'format=')]/@href")
        pdf, word, xlsx = (self.bytes_of("officer", link) for link in links)
        self.assertIn("SỔ THEO DÕI HỒ SƠ", words_of(pdf[2]))
        self.assertIn("wordprocessingml", word[1])
        self.assertIn(self.code, word_words(word[2]))
        rows = list(load_workbook(BytesIO(xlsx[2])).active.values)
        self.assertEqual(rows[5][:2], (1, self.code))
        page = self.at_desk("strange-clerk").get(f"so-theo-doi?{self.YEAR}")
        self.assertNotIn(self.code, page.words)

    def test_a_sector_and_days_narrow_it(self):
        self.dossier("accepted")
        clerk = self.at_desk("clerk")
        for query, number in (
            ("&sector=linh-vuc-mau", 1),
            ("&end=2018-09-09", 0),
            ("&end=2018-09-10", 1),
        ):
            page = clerk.get(f"so-theo-doi?{self.YEAR}{query}")
            self.assertIn(f"Số dòng trong sổ: {number}", page.words)
        page = clerk.get("so-theo-doi?start=2017-01-01&end=2018-12-31")
        self.assertIn("trong cùng một năm", page.words)

    def test_a_leader_closes_the_book_of_a_year_once(self):
        self.dossier("accepted")
        form = "//form[.//input[@name='year']]"
        self.assertIsNone(self.at_desk("clerk").get("so-theo-doi").form(form))
        leader = self.at_desk("leader")
        closing = leader.get(f"so-theo-doi?{self.YEAR}").form(form)
        page = closing.send()
        self.assertIn("Đã khóa sổ năm 2018 với 1 dòng", page.words)
        self.row()
        self.assertIn(register.closed_book("so-mau", 2018).digest, page.words)
        self.assertEqual(closing.send().status, 409)


class TemplatesTest(LettersCase):
    DESK = "mau-van-ban/so-mau/01"

    def upload(self, user, data, path=DESK, filename="mau.docx"):
        form = self.at_desk(user).get(path).form("//form[@enctype]")
        return form.send(("go", "upload"), [("file", (filename, data))], note="Sửa đầu")

    def button(self, page, value):
        return page.form(f"//form[.//button[@value='{value}']]")

    def test_from_the_upload_to_the_letter(self):
        code = self.dossier("accepted") and self.code
        page = self.upload("leader", docx("Mẫu của sở: {{ ma_ho_so }}"))
        self.assertIn("Đã lưu phiên bản 1", page.words)
        trial = self.button(page, "try")
        for typed, found in (("", "000.00.99.H25-180910-0001"), (code, code)):
            answer = trial.browser.session.post(
                trial.target,
                data={
                    **{k: v[0] for k, v in trial.fields.items()},
                    "go": "try",
                    "code": typed,
                },
                timeout=60,
            )
            words = Document(BytesIO(answer.content)).paragraphs[0].text
            self.assertEqual(words, f"Mẫu của sở: {found}")
        page = self.button(page, "force").send(("go", "force"))
        self.assertIn("hôm nay áp dụng: Phiên bản 1", page.words)
        self.assertIn(f"đã thử với {code}", page.words)
        transaction.begin()
        self.assertEqual(
            versions.number_in_force("so-mau", "01", moment.now().date()), 1
        )
        page = page.form("//form[.//input[@name='number' and @value='0']]").send(
            ("go", "force")
        )
        self.assertIn("Mẫu có sẵn của cổng", page.words)

    def test_the_template_of_the_register_is_tried_with_a_sample_and_put_in_force(self):
        self.dossier("accepted")
        path = "mau-van-ban/so-mau/06"
        bad = self.upload("leader", docx("{{ ma_ho_so }}"), path)
        self.assertEqual(bad.status, 400)
        self.assertIn("Không có biến “ma_ho_so”.", bad.words)
        loop = "{% for d in ho_so %}{{ d.ma_ho_so }}{% endfor %}"
        page = self.upload("leader", docx("Sổ {{ quyen_so }}", loop), path)
        self.assertIn("Đã lưu phiên bản 1", page.words)
        self.assertFalse(page.find("//input[@name='code']"))
        self.assertNotIn("ma_qr", page.words)
        trial = self.button(page, "try")
        answer = trial.browser.session.post(
            trial.target,
            data={**{k: v[0] for k, v in trial.fields.items()}, "go": "try"},
            timeout=60,
        )
        sample = "000.00.99.H25-180910-0001"
        self.assertEqual(word_words(answer.content), f"Sổ 2018 {sample * 2}")
        self.button(page, "force").send(("go", "force"))
        url = f"so-theo-doi?{BookTest.YEAR}&format=docx"
        made = self.bytes_of("leader", url)[2]
        self.assertEqual(word_words(made), f"Sổ 2018 {self.code}")

    def test_what_is_wrong_is_named_with_its_place_and_nothing_is_kept(self):
        page = self.upload("leader", docx("A", "Mã: {{ ma_hoso }}"))
        self.assertEqual(page.status, 400)
        self.assertIn("Có phải ý bạn là “ma_ho_so”?", page.words)
        self.assertIn("đoạn 2: “Mã: {{ ma_hoso }}”", page.words)
        self.assertIn("Sửa đầu", page.source)
        page = self.upload("leader", b"khong phai word")
        self.assertIn("không phải tệp Word", page.words)
        transaction.begin()
        self.assertEqual(versions.all_of("so-mau", "01"), [])

    def test_a_dossier_that_the_reader_may_not_see_is_not_used(self):
        self.dossier("accepted")
        page = self.upload("editor", docx("{{ ma_ho_so }}"), "mau-van-ban/tinh/01")
        for code in (self.code, "000.00.91.H25-180910-9999", "x"):
            answer = self.button(page, "try").send(("go", "try"), code=code)
            self.assertEqual(answer.status, 400)
            self.assertIn("Không có hồ sơ mang mã này", answer.words)

    def test_who_keeps_which_templates(self):
        for user, path, status in (
            ("leader", "mau-van-ban", 200),
            ("leader", self.DESK, 200),
            ("leader", "mau-van-ban/tinh/01", 404),
            ("leader", "mau-van-ban/so-khac/01", 404),
            ("editor", "mau-van-ban/tinh/01", 200),
            ("editor", "mau-van-ban/so-khac/04", 200),
            ("manager", "mau-van-ban/tinh/02", 200),
            ("manager", "mau-van-ban/so-mau/06", 200),
            ("manager", "mau-van-ban/so-mau/07", 404),
            ("clerk", "mau-van-ban", 403),
            ("citizen", "mau-van-ban", 403),
        ):
            with self.subTest(user=user, path=path):
                self.assertEqual(self.at_desk(user).get(path).status, status)

    def test_who_signs_stands_on_the_next_apology(self):
        page = self.at_desk("leader").get("mau-van-ban/so-mau/nguoi-ky")
        page.form("//main//form").send(
            authority="KT.", head="Giám đốc", post="Phó Giám đốc", signer="Lê Văn Mẫu"
        )
        self.dossier("processing")
        transaction.begin()
        made = letters.make(
            "04", access.find(self.code), facts={"reason": "Chờ", "due": NEXT_YEAR}
        )
        self.assertIn("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", words_of(made))
        self.assertIn("Lê Văn Mẫu", words_of(made))
