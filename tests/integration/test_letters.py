"""The legal forms of a dossier: what they say; that they can be read, seen, heard and scanned."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from docx import Document
from hanam.dvc import letters
from hanam.dvc.dossiers import apologies
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.extending import extend
from hanam.dvc.dossiers.together import legs
from hanam.dvc.letters import book
from hanam.dvc.letters import book_closing
from hanam.dvc.letters import book_kept
from hanam.dvc.letters import book_making
from hanam.dvc.letters import issuing
from hanam.dvc.letters import making
from hanam.dvc.letters.issuing import KEPT
from hanam.dvc.letters.templates import reading
from hanam.dvc.letters.templates import versions
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.register import letters as register
from hanam.dvc.register import queries
from hanam.dvc.register.chain_check import faults
from hanam.dvc.testing import INTEGRATION
from openpyxl import load_workbook
from pathlib import Path
from tests import together
from tests.documents import findings_of
from tests.documents import tags_of
from tests.documents import title_and_language
from tests.documents import words_of
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.integration.test_letter_templates import docx
from tests.integration.test_letter_templates import words_of as word_words

import io
import pypdfium2
import tempfile
import unittest
import unittest.mock
import zxingcpp


HOUR = timedelta(hours=1)
APOLOGY = {"due": datetime(2018, 9, 20, 9, 0), "reason": "Chờ ý kiến cơ quan phối hợp."}
# form: (state of the dossier, facts, words that stand in it)
FORMS = {
    "01": (
        "accepted",
        None,
        (
            "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
            "Số: 01/GTN",
            "Hà Nam, ngày 10 tháng 9 năm 2018",
            "Tiếp nhận hồ sơ của (ông/bà, tổ chức): Nguyễn Thị Mẫu",
            "Số điện thoại: 0912345678",
            "Nội dung yêu cầu giải quyết: Cấp giấy mẫu",
            "1. Thành phần hồ sơ nộp gồm:",
            "1 Đơn đề nghị",
            "2. Số lượng hồ sơ: 01 (bộ)",
            "3. Thời gian giải quyết hồ sơ theo quy định: 3 ngày làm việc",
            "4. Thời gian nhận hồ sơ: 09 giờ 00 phút, ngày 10 tháng 9 năm 2018",
            "5. Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 13 tháng 9",
            "6. Đăng ký nhận kết quả: Tại Bộ phận Một cửa",
            "quyển số: 2018; số thứ tự: 1",
            "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký và ghi rõ họ tên) clerk (mẫu)",
        ),
    ),
    "02": (
        "supplement",
        None,
        (
            "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
            "Số: 01/HDHS",
            "gồm những nội dung sau: 1. Thiếu giấy tờ.",
            "NGƯỜI HƯỚNG DẪN (Ký và ghi rõ họ tên) officer (mẫu)",
            "Nơi nhận: - Như trên;",
        ),
    ),
    "03": (
        "refused",
        None,
        (
            "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
            "Số: 01/TCHS",
            "không tiếp nhận, không giải quyết",
            "như sau: Thiếu giấy tờ.",
            "clerk (mẫu)",
        ),
    ),
    "04": (
        "processing",
        APOLOGY,
        (
            "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
            "Kính gửi: Nguyễn Thị Mẫu",
            "Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 13",
            "Lý do: Chờ ý kiến cơ quan phối hợp.",
            "vào lúc: 09 giờ 00 phút, ngày 20 tháng 9 năm 2018",
            "./.",
            "THỦ TRƯỞNG CƠ QUAN (Ký, ghi rõ họ tên và đóng dấu)",
        ),
    ),
    "05": (
        "returned",
        None,
        (
            "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
            "Cơ quan giải quyết: Sở Mẫu",
            "1 Nguyễn Thị Mẫu clerk (mẫu) 09:00 10/9/2018",
            "2 clerk (mẫu) officer (mẫu) 09:00 10/9/2018",
            "3 officer (mẫu) Bộ phận Tiếp nhận và Trả kết quả",
            "(trước hạn)",
        ),
    ),
}


def scanned(made: bytes) -> list[str]:
    """What a reader of codes finds in the first page."""
    page = pypdfium2.PdfDocument(made)[0].render(scale=4).to_pil()
    return sorted(code.text for code in zxingcpp.read_barcodes(page))


class LettersCase(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)


class FormsTest(LettersCase):
    def test_each_form_says_what_the_circular_asks_for(self):
        for kind, (state, facts, wanted) in FORMS.items():
            with self.subTest(form=kind):
                dossier = dossier_in(self.portal, state)
                words = words_of(letters.make(kind, dossier, facts=facts))
                for text in (
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                    "Độc lập - Tự do - Hạnh phúc",
                    "SỞ MẪU",
                    dossier.code,
                    *wanted,
                ):
                    self.assertIn(text, words)

    def test_each_form_is_accessible_and_on_the_paper_of_the_circular(self):
        for kind, (state, facts, wanted) in FORMS.items():
            with self.subTest(form=kind), tempfile.TemporaryDirectory() as folder:
                made = letters.make(kind, dossier_in(self.portal, state), facts=facts)
                self.assertEqual(findings_of(made, Path(folder)), [])
                title, language = title_and_language(made)
                self.assertEqual((title.upper(), language), (wanted[0], "vi"))
                self.assertIn("/H1", tags_of(made))
                self.assertEqual(round(pypdfium2.PdfDocument(made)[0].get_width()), 420)

    def test_both_codes_can_be_scanned(self):
        dossier = dossier_in(self.portal, "accepted")
        own = f"{self.portal.absolute_url()}/tra-cuu/{dossier.code}"
        self.assertEqual(scanned(letters.make("01", dossier)), [dossier.code, own])
        made = letters.make("01", dossier, facts={"secret": True})
        _code, url = scanned(made)
        self.assertRegex(url, rf"^{own}/[0-9A-Z]{{12}}$")
        self.assertIn("Mã bí mật", words_of(made))

    def test_letters_that_tell_of_nothing_are_not_made(self):
        dossier = dossier_in(self.portal, "submitted")
        for kind in ("01", "02", "refusal", "apology"):
            with self.subTest(kind=kind), self.assertRaises(letters.NotYet):
                letters.make(kind, dossier)
        with self.assertRaises(KeyError):
            letters.make("07", dossier)

    def test_a_letter_of_practice_says_so_and_takes_no_number(self):
        dossier = dossier_in(self.portal, "accepted", practice=True)
        self.assertIn("không có giá trị pháp lý", words_of(letters.make("01", dossier)))
        self.assertIsNone(letters.keep(dossier, "01"))
        self.assertEqual(register.of_dossier(dossier.code), [])

    def test_names_that_no_font_has_or_that_look_like_markup_stop_nothing(self):
        applicant = APPLICANT | {"name": 'K’Brêu Ƀơr 😀 #read("/etc/passwd") & <b>'}
        dossier = dossier_in(self.portal, "accepted", applicant=applicant)
        words = words_of(letters.make("01", dossier))
        self.assertIn('#read("/etc/passwd") & <b>', words)
        self.assertIn("□ đứng thay cho ký tự", words)

    def test_what_was_asked_for_is_numbered_with_the_reason_apart(self):
        dossier = dossier_in(self.portal, "submitted")
        do(
            self.portal,
            dossier,
            "clerk",
            "ask_submitted",
            reason="- Bản sao giấy khai sinh\n- Ảnh 3x4\nLý do: Hồ sơ chưa đủ.",
        )
        words = words_of(letters.make("supplement", dossier))
        self.assertIn(
            "1. Bản sao giấy khai sinh 2. Ảnh 3x4 Lý do: Hồ sơ chưa đủ.", words
        )


class IssuedTest(LettersCase):
    def test_numbers_have_no_gaps_for_an_agency_a_kind_and_a_year(self):
        for year in (2018, 2018, 2019):
            dossier_in(self.portal, "accepted", now=MONDAY.replace(year=year))
        dossier_in(self.portal, "refused")
        rows = [
            (row.kind, row.year, row.no)
            for row in reversed(register.listed(register.LettersQuery(("so-mau",))))
        ]
        expected = [("01", 2018, 1), ("01", 2018, 2), ("01", 2019, 1), ("03", 2018, 1)]
        self.assertEqual(rows, expected)

    def test_a_letter_is_made_once_and_then_kept(self):
        dossier = dossier_in(self.portal, "supplement")
        version = dossier.version
        first = letters.keep(dossier, "02")
        again = letters.keep(dossier, "supplement")
        self.assertIs(first, again)
        self.assertEqual([p.id for p in dossier.letters], [first.id])
        (row,) = register.of_dossier(dossier.code, "02")
        self.assertEqual((row.no, row.by, row.paper), (1, "officer", first.id))
        self.assertEqual(row.digest, first.digest)
        self.assertIn("Thiếu giấy tờ.", words_of(first.file.data))
        self.assertEqual((first.number, dossier.version), ("01/HDHS", version))
        self.assertTrue(first.title.endswith("hồ sơ, số 01/HDHS"))

    def test_keeping_a_letter_is_in_the_history_once_and_names_form_and_number(self):
        dossier = dossier_in(self.portal, "supplement")
        act_as(self.portal, "clerk")
        paper = letters.keep(dossier, "02")
        letters.keep(dossier, "02")
        found = [row for row in queries.history(dossier.code) if row.action == KEPT]
        (row,) = found
        self.assertEqual(
            (row.actor, row.agency, row.role), ("clerk", "so-mau", "clerk")
        )
        self.assertEqual(row.note, "Mẫu 02, số 01/HDHS")
        self.assertEqual((row.from_state, row.to_state), ("supplement",) * 2)
        self.assertEqual(row.at, paper.added)
        act_as(self.portal, "")
        letters.keep(dossier, "01")
        row = queries.history(dossier.code)[-1]
        self.assertEqual((row.actor, row.role), ("", ""))
        self.assertEqual(row.actor_name, "Cổng dịch vụ công (tự động)")
        self.assertEqual(list(faults()), [])

    def test_what_was_changed_while_the_letter_was_made_keeps_nothing(self):
        dossier = dossier_in(self.portal, "supplement")
        entries = len(queries.history(dossier.code))

        def meanwhile(*arguments, **facts):
            dossier.version -= 1  # as the copy of a transaction that began before
            return made(*arguments, **facts)

        made = making.make
        with (
            unittest.mock.patch("hanam.dvc.letters.making.make", meanwhile),
            self.assertRaises(Stale),
        ):
            letters.keep(dossier, "02")
        self.assertEqual(len(dossier.letters), 0)
        self.assertEqual(len(queries.history(dossier.code)), entries)

    def test_an_extension_brings_its_letter_with_both_appointments(self):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "leader")
        due = datetime(2018, 9, 20, 10, 0)
        extend(dossier, due=due, reason="Chờ ý kiến.", now=MONDAY + 2 * HOUR)
        kept = letters.keep(dossier, "04")
        words = words_of(kept.file.data)
        for text in (
            "17 giờ 00 phút, ngày 13",
            "10 giờ 00 phút, ngày 20",
            "Chờ ý kiến.",
        ):
            self.assertIn(text, words)
        self.assertEqual(kept.number, "01/PXL")
        self.assertIn("Đã gia hạn", words_of(letters.make("01", dossier)))

    def test_an_apology_that_comes_too_late_is_a_letter_as_well(self):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "leader")
        late, due = datetime(2018, 9, 14, 9, 0), datetime(2018, 9, 20, 10, 0)
        apologies.apologise(dossier, due=due, reason="Máy hỏng.", now=late)
        words = words_of(letters.make("apology", dossier))
        for text in ("17 giờ 00 phút, ngày 13", "10 giờ 00 phút, ngày 20", "Máy hỏng."):
            self.assertIn(text, words)

    def test_a_kept_letter_does_not_hold_the_secret(self):
        kept = letters.keep(dossier_in(self.portal, "accepted"), "01")
        self.assertNotIn("Mã bí mật", words_of(kept.file.data))

    def test_a_kept_receipt_says_what_was_promised_then(self):
        dossier = dossier_in(self.portal, "supplement")
        self.assertIsNone(dossier.due)
        kept = letters.keep(dossier, "01")
        self.assertIn("17 giờ 00 phút, ngày 13 tháng 9", words_of(kept.file.data))
        self.assertIn("thông báo sau", words_of(letters.make("01", dossier)))

    def test_every_letter_that_the_history_makes_possible_is_listed(self):
        dossier = dossier_in(self.portal, "stopped")
        self.assertEqual(
            [(kind, event.action) for kind, event in issuing.possible(dossier)],
            [("01", "accept"), ("03", "stop")],
        )


class ControlSlipTest(LettersCase):
    def test_late_marks_are_those_of_the_clock(self):
        dossier = dossier_in(self.portal, "accepted")
        late = datetime(2018, 9, 12, 9, 0)
        do(self.portal, dossier, "officer", "start", now=late)
        do(self.portal, dossier, "officer", "finish", now=datetime(2018, 9, 20, 9, 0))
        words = words_of(letters.make("control", dossier))
        self.assertIn("officer (mẫu) 09:00 12/9/2018 Tiếp nhận: quá hạn", words)
        self.assertIn("09 giờ 00 phút, ngày 20 tháng 9 năm 2018 (quá hạn)", words)

    def test_what_waits_too_long_is_told_as_overdue(self):
        dossier = dossier_in(self.portal, "processing")
        facts = {"now": datetime(2018, 10, 1, 9, 0)}
        words = words_of(letters.make("05", dossier, facts=facts))
        self.assertIn("Bước đang giải quyết: Thẩm định (đã quá hạn)", words)


class TogetherTest(unittest.TestCase):
    layer = INTEGRATION

    def test_parts_of_other_agencies_are_hand_overs_with_their_own_limit(self):
        portal = self.layer["portal"]
        together.build(portal)
        dossier = together.joint(portal, "accepted")
        do(portal, dossier, "officer", "start", now=MONDAY)
        act_as(portal, "police")
        legs.answer(dossier, 1, note="Đã đăng ký.", now=together.at(11))
        words = words_of(letters.make("05", dossier))
        self.assertIn("Cơ quan phối hợp giải quyết: Công an Mẫu, Bảo hiểm Mẫu", words)
        self.assertIn("police (mẫu), Công an Mẫu", words)
        self.assertIn("Đã đăng ký.", words)


class BookTest(LettersCase):
    def lines(self, **dates):
        span = book.Span("so-mau", date(2018, 1, 1), date(2018, 12, 31), **dates)
        return list(book.lines(span))

    def test_the_book_has_a_line_for_every_acceptance_in_one_numbering(self):
        for state in ("accepted", "refused", "returned", "processing"):
            dossier_in(self.portal, state)
        dossier_in(self.portal, "accepted", practice=True)
        found = self.lines()
        self.assertEqual([line[0] for line in found], ["1", "2", "3"])
        self.assertEqual(found[1][9:11], ["09:00 10/9/2018"] * 2)
        self.assertEqual(found[2][13], "Đang xử lý; đã quá hạn")

    def test_the_printed_book_lies_on_a4_and_is_accessible(self):
        dossier_in(self.portal, "returned")
        made = letters.make("06", None, facts={"span": book.year_of("so-mau", 2018)})
        page = pypdfium2.PdfDocument(made)[0]
        self.assertEqual(
            (round(page.get_width()), round(page.get_height())), (842, 595)
        )
        words = words_of(made)
        for text in ("SỔ THEO DÕI HỒ SƠ", "Từ ngày 01/01/2018", "Ký nhận", "Ghi chú"):
            self.assertIn(text, words)
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(findings_of(made, Path(folder)), [])

    def test_the_workbook_holds_text_and_no_formula(self):
        applicant = APPLICANT | {"name": "=HYPERLINK(1)\u0007"}
        dossier_in(self.portal, "accepted", applicant=applicant)
        made = book_making.make(format="xlsx", span=book.year_of("so-mau", 2018))
        sheet = load_workbook(io.BytesIO(made)).active
        row = next(sheet.iter_rows(min_row=6))
        self.assertEqual((row[0].value, row[4].value), (1, "=HYPERLINK(1)"))
        self.assertEqual(row[4].data_type, "s")

    def test_a_book_is_printed_in_bounded_parts(self):
        for _time in range(3):
            dossier_in(self.portal, "accepted")
        span = book.year_of("so-mau", 2018)
        with unittest.mock.patch(
            "hanam.dvc.letters.settings.value",
            lambda name: 2 if name == "part" else "X",
        ):
            self.assertEqual(book.parts(span), 2)
            words = words_of(book_making.make(span=span, part=2))
        self.assertIn("từ số thứ tự 3 đến số thứ tự 3", words)

    def test_a_closed_book_does_not_change_any_more(self):
        dossier = dossier_in(self.portal, "processing")
        before = self.lines()
        with self.assertRaises(book_closing.CannotClose):
            book_closing.close("so-mau", 2018, ("leader", "Lãnh đạo"), now=MONDAY)
        closed = book_closing.close("so-mau", 2018, ("leader", "Lãnh đạo"))
        do(self.portal, dossier, "officer", "finish", now=MONDAY + HOUR)
        self.assertEqual(self.lines(), before)
        made = book_making.make(span=book.year_of("so-mau", 2018))
        self.assertIn(closed.digest, words_of(made).replace(" ", ""))
        with self.assertRaises(book_closing.CannotClose):
            book_closing.close("so-mau", 2018, ("leader", "Lãnh đạo"))
        for content in (book_kept.gzip.compress(b"[]"), b"", b"x"):
            closed.content = content
            with self.assertRaises(book_kept.BookDamaged):
                self.lines()

    def test_a_closed_book_is_read_line_by_line_and_means_the_same(self):
        lines = [["1", 'Tên "mẫu", [2]', "Ơ 😀"], [], [",]"], ["\\"]] * 7
        text = book_closing.json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
        for size in (1, 2, 7, 4096):
            with unittest.mock.patch.object(book_kept, "PIECE", size):
                found = list(book_kept.parsed(io.StringIO(text)))
            self.assertEqual(found, lines, size)
        self.assertEqual(list(book_kept.parsed(io.StringIO("[]"))), [])

    def test_lines_are_read_in_blocks_behind_the_last_number(self):
        for _time in range(5):
            dossier_in(self.portal, "accepted")
        span = book.year_of("so-mau", 2018)
        blocks = [[line[0] for line in block] for block in book.blocks(span, 2)]
        self.assertEqual(blocks, [["1", "2"], ["3", "4"], ["5"]])
        with unittest.mock.patch.object(book, "BLOCK", 2):
            found = [line[0] for line in book.lines(span, 1, 3)]
            self.assertEqual(found, ["2", "3", "4"])
            self.assertEqual(list(book.lines(span, 9, 3)), [])

    def test_the_book_as_word_comes_from_the_template_of_the_agency(self):
        dossier = dossier_in(self.portal, "returned")
        span = book.year_of("so-mau", 2018)
        made = letters.make("06", None, format="docx", facts={"span": span})
        words = word_words(made)
        for text in (
            "SỞ MẪU",
            "Từ ngày 01/01/2018",
            "Quyển số: 2018; từ số thứ tự 1 đến số thứ tự 1",
            f"1 {dossier.code} Cấp giấy mẫu 1 Nguyễn Thị Mẫu",
        ):
            self.assertIn(text, words)
        page = Document(io.BytesIO(made)).sections[0]
        self.assertGreater(page.page_width, page.page_height)
        own = docx("Sổ {{ quyen_so }}", "{% for d in ho_so %}{{ d.ten }}{% endfor %}")
        with self.assertRaises(BadTemplate):
            reading.check(own, "so.docx", "06")
        own = docx("Sổ {{ quyen_so }}: {% for d in ho_so %}{{ d.stt }}{% endfor %}")
        versions.add("so-mau", "06", own, "so.docx")
        versions.put_in_force("so-mau", "06", 1, date(2018, 1, 1), ("leader", "L"))
        made = letters.make("06", None, format="docx", facts={"span": span})
        self.assertEqual(word_words(made), "Sổ 2018: 1")
