"""Documents as PDF: text that can be read and searched, tags, and nothing that data can do."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc import printing
from hanam.dvc.printing import coverage
from hanam.dvc.printing import making
from pathlib import Path
from tests.documents import findings_of
from tests.documents import tags_of
from tests.documents import title_and_language
from tests.documents import words_of
from unittest import mock

import pypdfium2
import tempfile
import threading
import unittest


REAL = coverage.FONTS
FOLDER = Path(__file__).parents[1] / "data/print"
DATA = {
    "title": "Biên nhận hồ sơ",
    "agency": "Sở Mẫu",
    "name": "Nguyễn Thị Mẫu",
    "rows": [["1", "Đơn đề nghị cấp giấy", "12 KB"]],
    "steps": ["Cơ quan kiểm tra hồ sơ", "Bạn nhận kết quả"],
    "qr": printing.qr("https://cong.example/tra-cuu/1"),
    "missing_note": "□ đứng thay cho ký tự mà phông chữ không có.",
}


def made(template="all_parts.typ", folder=FOLDER, **changes):
    return printing.pdf(template, DATA | changes, folder=folder)


class ContentTest(unittest.TestCase):
    def test_the_text_can_be_read_and_searched_in_vietnamese(self):
        words = words_of(made())
        for text in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "ỦY BAN NHÂN DÂN TỈNH MẪU",
            "Họ và tên: Nguyễn Thị Mẫu",
            "1 Đơn đề nghị cấp giấy 12 KB",
            "Việc tiếp theo",
        ):
            self.assertIn(text, words)

    def test_it_is_tagged_for_those_who_hear_it(self):
        tags = tags_of(made())
        for tag in ("/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/Figure", "/P"):
            self.assertIn(tag, tags)
        self.assertEqual(title_and_language(made()), ("Biên nhận hồ sơ", "vi"))

    def test_a_check_of_pdf_ua_finds_nothing_in_either_size(self):
        for size in ("a5", "a4"):
            with self.subTest(size=size), tempfile.TemporaryDirectory() as folder:
                self.assertEqual(findings_of(made(size=size), Path(folder)), [])

    def test_sizes_are_those_of_paper(self):
        for size, width in (("a5", 420), ("a4", 595)):
            page = pypdfium2.PdfDocument(made(size=size))[0]
            self.assertEqual(round(page.get_width()), width)

    def test_a_long_document_gets_more_pages(self):
        rows = [[str(no), f"Giấy tờ số {no}", "1 KB"] for no in range(200)]
        document = pypdfium2.PdfDocument(made(rows=rows))
        self.assertGreater(len(document), 3)


class DataTest(unittest.TestCase):
    def test_markup_in_data_stays_text(self):
        for text in (
            '#read("/etc/passwd")',
            "= Không *đậm* _nghiêng_ $x^2$ @nhan <nhan>",
            "<script>alert(1)</script>",
            '"}]} #panic("x")',
            "\\u{1F600} \\",
        ):
            with self.subTest(text=text):
                self.assertIn(text, words_of(made(name=text)))

    def test_long_names_wrap_and_stay_on_the_page(self):
        for name in ("Nguyễn Phúc " * 40, "Nguyễnphúc" * 40, "0123456789abcdef" * 20):
            page = pypdfium2.PdfDocument(made(name=name))[0]
            text = page.get_textpage()
            edges = [text.get_charbox(at)[2] for at in range(text.count_chars())]
            self.assertLess(max(edges), page.get_width())
            whole = words_of(made(name=name)).replace(" ", "")
            self.assertIn(name.replace(" ", ""), whole)

    def test_characters_that_no_font_has_are_seen_to_be_missing(self):
        words = words_of(made(name="An 😀 王 ب 👨‍👩‍👧"))
        self.assertIn("Họ và tên: An □ □ □ □□□", words)
        self.assertIn("□ đứng thay cho ký tự", words)
        self.assertNotIn("□", words_of(made()))

    def test_invisible_characters_change_nothing(self):
        odd = "Nguye\u0302\u0303n\u202e Thị\u0000\u0007 M\u200bẫu\ufeff"
        self.assertIn("Họ và tên: Nguyễn Thị Mẫu", words_of(made(name=odd)))

    def test_a_half_of_a_pair_is_no_error(self):
        self.assertIn("Họ và tên: AB", words_of(made(name="A\ud800B")))

    def test_dates_and_money_of_python_are_printed_as_they_are(self):
        self.assertIn("Họ và tên: /a/b", words_of(made(name=Path("/a/b"))))


class RefusedTest(unittest.TestCase):
    def folder(self, **files):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for name, text in files.items():
            (folder / f"{name}.typ").write_text(text, encoding="utf-8")
        return folder

    def refused(self, text, **data):
        with self.assertRaises(printing.PrintingError) as caught:
            made("mau.typ", self.folder(mau=text), **data)
        return str(caught.exception)

    def test_files_outside_the_folder_are_not_read(self):
        for path in ("/etc/passwd", "../../../../etc/passwd", "/../etc/hostname"):
            with self.subTest(path=path):
                self.assertIn("mau.typ", self.refused(f'#read("{path}")'))

    def test_packages_of_the_network_are_refused_before_anything_is_asked_for(self):
        said = self.refused('#import "@preview/cetz:0.3.0"\nA')
        self.assertIn("packages of the network", said)

    def test_a_template_needs_a_plain_name(self):
        for name in ("../mau.typ", "/etc/passwd", "mau", "không có.typ", ""):
            with self.subTest(name=name), self.assertRaises(printing.PrintingError):
                made(name)
        with self.assertRaisesRegex(printing.PrintingError, "no such template"):
            made("khac.typ")

    def test_an_error_tells_the_template_and_not_the_data(self):
        said = self.refused(
            '#import "dvc.typ": *\n#panic(given("name"))', name="Nguyễn Thị Kín"
        )
        self.assertIn("mau.typ", said)
        self.assertNotIn("Kín", said)

    def test_a_document_without_a_title_is_refused_as_not_accessible(self):
        self.assertIn("title", self.refused("Không có nhan đề"))

    def test_too_much_data_is_refused(self):
        with (
            mock.patch.object(making, "MOST_DATA", 2000),
            self.assertRaisesRegex(printing.PrintingError, "larger than 2000"),
        ):
            made(name="a" * 3000)

    def test_too_large_a_document_is_refused(self):
        with (
            mock.patch.object(making, "MOST_PDF", 1000),
            self.assertRaisesRegex(printing.PrintingError, "larger than 1000"),
        ):
            made()


class TogetherTest(unittest.TestCase):
    def test_ten_threads_get_each_their_own_document(self):
        names = [f"Người thứ {number}" for number in range(40)]
        with ThreadPoolExecutor(10) as pool:
            found = list(pool.map(lambda name: words_of_one(name), names))
        for name, words in zip(names, found, strict=True):
            self.assertIn(f"Họ và tên: {name} ", words)

    def test_who_waits_in_vain_is_told_so(self):
        places = threading.BoundedSemaphore(1)
        places.acquire()
        with (
            mock.patch.object(making, "PLACES", places),
            mock.patch.object(making, "PATIENCE", 0.01),
            self.assertRaises(printing.PrinterBusy),
        ):
            made()


READING = threading.Lock()


def words_of_one(name):
    document = made(name=name)
    # pdfium reads one document at a time.
    with READING:
        return words_of(document)


class FontsTest(unittest.TestCase):
    def fonts(self, name="", change=lambda font: font):
        """A folder of our fonts with one of them changed, in place of the real one."""
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for path in REAL.glob("*.ttf"):
            font = path.read_bytes()
            found = change(font) if path.name == name else font
            if found is not None:
                (folder / path.name).write_bytes(found)
        self.enterContext(mock.patch.object(coverage, "FONTS", folder))

    def test_whole_fonts_print(self):
        self.fonts()
        self.assertIn("Nguyễn Thị Mẫu", words_of(made()))

    def test_a_damaged_or_missing_font_is_named_and_nothing_is_printed(self):
        name = "Tinos_700Bold.ttf"
        for said, change in (
            ("missing", lambda font: None),
            ("cut off", lambda font: font[: len(font) // 2]),
            ("changed", lambda font: font[:-2000] + bytes(1000) + font[-1000:]),
            ("damaged", lambda font: b""),
            ("damaged", lambda font: b"<html>not found</html>"),
        ):
            with self.subTest(said=said):
                self.fonts(name, change)
                with self.assertRaises(printing.PrintingError) as caught:
                    made()
                self.assertIn(said, str(caught.exception))
                self.assertIn("700Bold", str(caught.exception))
