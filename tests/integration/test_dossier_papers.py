"""Files are taken for what they are, people for what they say of themselves."""

from datetime import date
from hanam.dvc.dossiers import kinds
from hanam.dvc.dossiers import persons
from hanam.dvc.dossiers import secrets
from io import BytesIO
from zipfile import ZipFile

import unittest


PDF = b"%PDF-1.4\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ACCEPTED = ("application/pdf", "image/jpeg", "image/png", DOCX)
TODAY = date(2018, 9, 10)


def docx():
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return file.getvalue()


class Kinds(unittest.TestCase):
    def test_bytes_and_ending_agree(self):
        for data, name, expected in (
            (PDF, "don.pdf", "application/pdf"),
            (PDF, "DON.PDF", "application/pdf"),
            (PNG, "anh.png", "image/png"),
            (JPEG, "anh.jpg", "image/jpeg"),
            (JPEG, "anh.jpeg", "image/jpeg"),
            (PDF, "khong-duoi", "application/pdf"),
            (docx(), "to-khai.docx", DOCX),
        ):
            with self.subTest(name=name):
                self.assertEqual(kinds.kind_of(data, name, ACCEPTED), expected)

    def test_what_is_something_else_is_not_taken(self):
        for data, name in (
            (b"<html><script>alert(1)</script></html>", "don.pdf"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "anh.png"),
            (b"MZ\x90\x00" + bytes(60), "don.pdf"),
            (PDF, "don.exe"),
            (PDF, "don.html"),
            (PNG, "don.pdf"),
            (docx(), "don.xlsx"),
            (b"chi la chu", "don.pdf"),
            (b"", "don.pdf"),
        ):
            with self.subTest(name=name, data=data[:10]):
                self.assertIsNone(kinds.kind_of(data, name, ACCEPTED))

    def test_names_are_made_safe_and_stay_readable(self):
        for given, expected in (
            ("Đơn đề nghị.pdf", "Đơn đề nghị.pdf"),
            ("C:\\Users\\ten\\don.pdf", "don.pdf"),
            ("../../etc/passwd", "passwd"),
            ('a"b\r\nSet-Cookie: x.pdf', "a b Set-Cookie  x.pdf"),
            ("", "giay-to"),
            ("...", "giay-to"),
        ):
            with self.subTest(given=given):
                found = kinds.safe_name(given)
                self.assertEqual(found.split(), expected.split())
        self.assertLessEqual(len(kinds.safe_name("a" * 500 + ".pdf")), 120)
        self.assertTrue(kinds.safe_name("a" * 500 + ".pdf").endswith(".pdf"))

    def test_headers_get_plain_letters(self):
        self.assertEqual(kinds.ascii_name("Đơn đề nghị (1).pdf"), "Don-de-nghi-1-.pdf")
        self.assertEqual(kinds.ascii_name("文書"), "giay-to")


class Persons(unittest.TestCase):
    def check(self, needs_id=True, **facts):
        person = {"kind": "citizen", "name": "Nguyễn Thị Mẫu"} | facts
        clean, problems = persons.check(person, "applicant", TODAY, needs_id)
        return clean, [(problem.field, problem.code) for problem in problems]

    def test_numbers_are_kept_in_their_normal_form(self):
        clean, problems = self.check(
            name="  Nguyễn   Thị Mẫu ",
            id_number="035 185 000 001",
            birth_date="1985-01-01",
            phone="+84 912.345.678",
            email="ten@Vidu.VN",
        )
        self.assertEqual(problems, [])
        self.assertEqual(clean["name"], "Nguyễn Thị Mẫu")
        self.assertEqual(clean["id_number"], "035185000001")
        self.assertEqual(clean["phone"], "0912345678")
        self.assertEqual(clean["email"], "ten@vidu.vn")
        self.assertEqual(clean["tax_code"], "")

    def test_a_year_of_birth_is_enough_and_must_fit_the_number(self):
        self.assertEqual(self.check(id_number="035185000001", birth_date="1985")[1], [])
        self.assertEqual(
            self.check(id_number="035185000001", birth_date="1986")[1],
            [("applicant.id_number", "cccd_birth_year")],
        )
        for wrong in ("1985-13", "85", "01/01/1985", "1985-02-30"):
            with self.subTest(birth_date=wrong):
                found = self.check(id_number="B1234567", birth_date=wrong)[1]
                self.assertEqual(found, [("applicant.birth_date", "person.birth_date")])

    def test_a_foreigner_files_with_a_passport(self):
        self.assertEqual(self.check(id_number="c 1234567")[0]["id_number"], "C1234567")

    def test_an_organisation_needs_its_tax_code_only(self):
        self.assertEqual(self.check(kind="organisation", tax_code="0100109106")[1], [])
        self.assertEqual(
            self.check(kind="organisation")[1],
            [("applicant.tax_code", "tax_code_empty")],
        )

    def test_somebody_without_a_name_or_number_is_told_both(self):
        self.assertEqual(
            self.check(name=" ")[1],
            [
                ("applicant.name", "person.name_missing"),
                ("applicant.id_number", "personal_id_empty"),
            ],
        )
        self.assertEqual(self.check(needs_id=False)[1], [])

    def test_what_is_no_person_is_refused(self):
        for wrong in (None, "x", []):
            found = persons.check(wrong, "owner", TODAY)[1]
            self.assertEqual([problem.code for problem in found], ["person.missing"])


class Secrets(unittest.TestCase):
    def test_no_letter_can_be_taken_for_another(self):
        self.assertFalse(set(secrets.READABLE) & set("ILOU"))
        self.assertEqual(len(set(secrets.READABLE)), 32)
