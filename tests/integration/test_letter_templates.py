"""Templates of offices: what they may hold, what is wrong with them and where, when they hold."""

from datetime import date
from docx import Document
from hanam.dvc import letters
from hanam.dvc.letters.kinds import KINDS
from hanam.dvc.letters.templates import defaults
from hanam.dvc.letters.templates import filling
from hanam.dvc.letters.templates import reading
from hanam.dvc.letters.templates import variables
from hanam.dvc.letters.templates import versions
from hanam.dvc.letters.templates.errors import BadTemplate
from hanam.dvc.letters.words import say
from hanam.dvc.testing import INTEGRATION
from io import BytesIO
from pathlib import Path
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.unit.test_messages import catalogue
from tests.unit.test_messages import PACKAGE
from zipfile import ZipFile

import unittest


DOCUMENT = Path(__file__).parents[2] / "docs" / "letters.md"
CATALOGUE = PACKAGE / "letters/locales/vi/LC_MESSAGES/hanam.dvc.po"
LEADER = ("leader", "leader (mẫu)")
TEMPLATED = tuple(KINDS)


def docx(*paragraphs, head="") -> bytes:
    """A Word file with these paragraphs."""
    document, made = Document(), BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    if head:
        document.sections[0].header.paragraphs[0].text = head
    document.save(made)
    return made.getvalue()


def with_file(data: bytes, name: str, content: bytes, replace=b"") -> bytes:
    """The archive with one more file, or one changed."""
    made = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(made, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == name:
                text = text.replace(replace, content)
            new.writestr(entry.filename, text)
        if name not in old.namelist():
            new.writestr(name, content)
    return made.getvalue()


def words_of(data: bytes) -> str:
    """All text of a Word file, tables included."""
    document = Document(BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return " ".join(" ".join(texts).split())


class TemplateCase(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]

    def faults(self, data, filename="mau.docx", kind="01"):
        """[(message, place)] in Vietnamese."""
        try:
            reading.check(data, filename, kind)
        except BadTemplate as error:
            return [(say(fault.message), fault.place) for fault in error.faults]
        return []


class CheckedTest(TemplateCase):
    def test_the_templates_that_come_with_the_portal_pass_their_own_check(self):
        for kind in TEMPLATED:
            with self.subTest(kind=kind):
                data = defaults.docx(KINDS[kind])
                self.assertEqual(self.faults(data, kind=kind), [])
                words = words_of(filling.render(data, kind, variables.sample(kind)))
                self.assertIn("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", words)
                self.assertIn("Nguyễn Thị Mẫu & <Con>", words)
                self.assertNotIn("{{", words)

    def test_an_unknown_variable_is_named_with_its_place_and_the_nearest_one(self):
        data = docx("Kính gửi: {{ ho_ten }}", "Mã: {{ ma_hoso }}", "{{ la_lam_sao }}")
        self.assertEqual(
            self.faults(data),
            [
                (
                    "Không có biến “ma_hoso”. Có phải ý bạn là “ma_ho_so”?",
                    "đoạn 2: “Mã: {{ ma_hoso }}”",
                ),
                ("Không có biến “la_lam_sao”.", "đoạn 3: “{{ la_lam_sao }}”"),
            ],
        )

    def test_the_register_names_lines_and_nothing_of_a_single_dossier(self):
        loop = "{% for d in ho_so %}{{ d.ma_ho_so }} {{ d.ghi_chu }}{% endfor %}"
        good = docx("{{ co_quan }}, {{ thoi_gian }}, {{ quyen_so }}", loop)
        self.assertEqual(self.faults(good, kind="06"), [])
        bad = docx("{{ ma_ho_so }}", "{{ ma_qr }}", loop.replace("ghi_chu", "ghi_chus"))
        messages = [message for message, _place in self.faults(bad, kind="06")]
        self.assertIn("Không có biến “ma_qr”.", messages)
        self.assertIn(
            "Không có biến “d.ghi_chus”. Có phải ý bạn là “d.ghi_chu”?", messages
        )
        self.assertEqual(len(messages), 3)

    def test_an_unknown_column_and_a_variable_of_another_form_are_named_too(self):
        data = docx("{% for g in giay_to %}{{ g.tenn }}{% endfor %}", "{{ ly_do }}")
        found = [message for message, _place in self.faults(data)]
        self.assertEqual(
            found,
            [
                "Không có biến “g.tenn”. Có phải ý bạn là “g.ten”?",
                "Không có biến “ly_do”.",
            ],
        )
        self.assertEqual(self.faults(docx("{{ ly_do }}"), kind="03"), [])

    def test_the_head_of_the_page_is_read_as_well(self):
        ((message, place),) = self.faults(docx("A", head="{{ sai_ten }}"))
        self.assertIn("“sai_ten”", message)
        self.assertIn("đầu trang, đoạn 1", place)

    def test_brackets_that_do_not_fit_are_found(self):
        for text in (
            "Mã {{ ma_ho_so }",
            "{% if so %}A",
            "{{ ma_ho_so | }}",
            "{% endfor %}",
        ):
            with self.subTest(text=text):
                ((message, place),) = self.faults(docx("Chào", text))
                self.assertIn("không khớp", message)
                self.assertIn("đoạn 2", place)

    def test_a_template_gets_at_nothing_of_the_machine(self):
        for text in (
            "{{ ho_ten.__class__.__mro__ }}",
            "{{ ''.__class__ }}",
            "{{ ho_ten.format }}",
            "{{ ho_ten.upper() }}",
            "{{ ho_ten['__class__'] }}",
            "{{ 'A' * 1000000000 }}",
            "{{ '%0999999999d' % 1 }}",
            "{% for i in range(1000000) %}A{% endfor %}",
            "{% set a = 1 %}",
            "{% include '/etc/passwd' %}",
            "{% macro a() %}{% endmacro %}",
            "{{ ho_ten|attr('__class__') }}",
            "{{ lipsum() }}",
            "{{ self.__init__ }}",
            "{% for a in so %}{% for b in so %}{% for c in so %}A{% endfor %}{% endfor %}"
            "{% endfor %}",
        ):
            with self.subTest(text=text):
                self.assertTrue(self.faults(docx(text)))
                # Even unchecked it runs into the sandbox.
                with self.assertRaises(BadTemplate):
                    filling.render(docx(text), "01", variables.sample("01"))

    def test_files_that_are_no_plain_word_files_are_refused(self):
        plain = docx("{{ ho_ten }}")
        types = "[Content_Types].xml"
        relations = "word/_rels/document.xml.rels"
        outside = (
            b'<Relationship Id="rId99" Type="http://x/attachedTemplate" '
            b'Target="http://xau.example/a.dotm" TargetMode="External"/></Relationships>'
        )
        word = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main"
        macros = b"ms-word.document.macroEnabled.main+xml"
        entity = b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'
        for words, data, name in (
            ("không phải tệp Word", b"PK\x03\x04 hong", "mau.docx"),
            ("không phải tệp Word", plain[:2000], "mau.docx"),
            ("không phải tệp Word", b"%PDF-1.7", "mau.pdf"),
            ("macro", plain, "mau.docm"),
            ("macro", with_file(plain, "word/vbaProject.bin", b"x"), "mau.docx"),
            ("macro", with_file(plain, types, macros, word), "mau.docx"),
            ("nhúng", with_file(plain, "word/embeddings/a.bin", b"x"), "mau.docx"),
            (
                "http://xau.example/a.dotm",
                with_file(plain, relations, outside, b"</Relationships>"),
                "mau.docx",
            ),
            ("định nghĩa", with_file(plain, "word/extra.xml", entity), "mau.docx"),
            ("2048 KB", plain + b"0" * 2048 * 1024, "mau.docx"),
        ):
            with self.subTest(words=words):
                found = " ".join(message for message, _place in self.faults(data, name))
                self.assertIn(words, found)


class FilledTest(TemplateCase):
    def setUp(self):
        super().setUp()
        build_world(self.portal)

    def test_both_formats_tell_the_same(self):
        dossier = dossier_in(self.portal, "accepted")
        words = words_of(letters.make("01", dossier, format="docx"))
        for text in (
            dossier.code,
            "Số: 01/GTN",
            "Hà Nam, ngày 10 tháng 9 năm 2018",
            "17 giờ 00 phút, ngày 13 tháng 9 năm 2018",
            "Đơn đề nghị",
            "clerk (mẫu)",
        ):
            self.assertIn(text, words)

    def test_a_name_is_text_whatever_it_looks_like(self):
        name = "A & B <script> {{ ma_ho_so }} \u0007 王"
        dossier = dossier_in(
            self.portal, "accepted", applicant=APPLICANT | {"name": name}
        )
        words = words_of(letters.make("01", dossier, format="docx"))
        self.assertIn("A & B <script> {{ ma_ho_so }}", words)
        self.assertIn("王", words)

    def test_the_qr_code_is_a_picture(self):
        dossier = dossier_in(self.portal, "accepted")
        made = letters.make("01", dossier, format="docx")
        with ZipFile(BytesIO(made)) as archive:
            self.assertTrue([n for n in archive.namelist() if n.endswith(".png")])

    def test_the_template_of_the_day_is_used_the_agencys_before_the_provinces(self):
        dossier = dossier_in(self.portal, "accepted")
        early, late = date(2018, 9, 1), date(2018, 9, 11)

        def said():
            return words_of(letters.make("01", dossier, format="docx"))

        for agency, text in (("", "Tỉnh"), ("so-mau", "Sở"), ("so-mau", "Sở mới")):
            versions.add(agency, "01", docx(f"{text}: {{{{ ma_ho_so }}}}"), "mau.docx")
        versions.put_in_force("", "01", 1, early, LEADER)
        self.assertEqual(said(), f"Tỉnh: {dossier.code}")
        versions.put_in_force("so-mau", "01", 1, early, LEADER)
        versions.put_in_force("so-mau", "01", 2, late, LEADER)
        self.assertEqual(said(), f"Sở: {dossier.code}")
        versions.put_in_force("so-mau", "01", 2, early, LEADER)
        self.assertEqual(said(), f"Sở mới: {dossier.code}")
        versions.put_in_force("so-mau", "01", 1, early, LEADER)
        self.assertEqual(said(), f"Sở: {dossier.code}")
        versions.put_in_force("so-mau", "01", versions.NONE, early, LEADER)
        self.assertEqual(said(), f"Tỉnh: {dossier.code}")
        self.assertEqual(len(versions.reigns("so-mau", "01")), 5)

    def test_only_what_passed_can_be_in_force(self):
        kept = versions.add(
            "so-mau", "01", docx("A"), "a.docx", faults=[("Sai", "đoạn 1")]
        )
        for number in (kept.number, 7):
            with self.subTest(number=number), self.assertRaises(versions.NotPassed):
                versions.put_in_force("so-mau", "01", number, date(2018, 9, 1), LEADER)

    def test_the_same_file_sent_twice_is_one_version(self):
        data = docx("A")
        first = versions.add("so-mau", "01", data, "a.docx")
        self.assertIs(versions.add("so-mau", "01", data, "a.docx"), first)


class TableTest(unittest.TestCase):
    def test_names_and_keys_are_each_used_once_in_a_form(self):
        for kind in TEMPLATED:
            names = [variable.name for variable in variables.of(kind)]
            keys = [variable.key for variable in variables.of(kind)]
            self.assertEqual(len(set(names)), len(names))
            self.assertEqual(len(set(keys)), len(keys))

    def test_the_document_lists_every_variable_with_its_words(self):
        text = DOCUMENT.read_text(encoding="utf-8")
        _head, _mark, written = text.partition("| variable | ")
        self.assertEqual(f"| variable | {written}", table())


def table() -> str:
    """The table of `docs/letters.md`."""
    messages = catalogue(CATALOGUE)
    lines = ["| variable | Vietnamese | English | forms |", "|---|---|---|---|"]
    for found in variables.VARIABLES:
        forms = ", ".join(found.kinds) or "all"
        rows = [(found.name, found.title)]
        rows += [(f"{found.name}: dong.{c[0]}", c[2]) for c in found.columns]
        lines += [
            f"| `{name}` | {messages[title]} | {title} | {forms} |"
            for name, title in rows
        ]
    return "\n".join(lines) + "\n"
