"""What the declaration asks, and what it says to what people type."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import person
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.formfield import Condition
from hanam.dvc.filing.formfield import FormField
from hanam.dvc.testing import FUNCTIONAL
from tests.filing import ANSWERS
from tests.filing import build_filing_world
from tests.filing import CODE
from zope.i18n import translate

import unicodedata
import unittest


CLEAN = {
    "ten": "Ví dụ",
    "ly_do": "Dòng một\nDòng hai",
    "so_ban": 2,
    "tien": 135000,
    "ngay": "2018-08-31",
    "viec": "khai_sinh",
    "muc": ["a", "b"],
    "so_cccd": "035185000001",
    "mst": "0100109106",
    "may": "0912345678",
    "thu": "ten@vi-du.example",
    "xa": None,
    "cam_doan": True,
}
READ = (
    # field, what is typed, what is kept
    ("so_ban", "9", 9),
    ("tien", "135000", 135000),
    ("tien", "135.000 đ", 135000),
    ("tien", "1 234 567 đồng", 1234567),
    ("tien", "0", 0),
    ("ngay", "31/8/2018", "2018-08-31"),
    ("ngay", "31-08-2018", "2018-08-31"),
    ("ngay", "31.8.2018", "2018-08-31"),
    ("ngay", "31082018", "2018-08-31"),
    ("ngay", "2018-08-31", "2018-08-31"),
    ("ngay", "29/2/2020", "2020-02-29"),
    ("so_cccd", "035 185 000 001", "035185000001"),
    ("so_cccd", "168 123 456", "168123456"),
    ("so_cccd", "C1234567", "C1234567"),
    ("mst", "0100109106001", "0100109106-001"),
    ("may", "+84 912 345 678", "0912345678"),
    ("may", "0226 3852 999", "02263852999"),
    ("thu", "Ten@VI-DU.example", "Ten@vi-du.example"),
    ("xa", "99910", "99910"),
    ("muc", "b", ["b"]),
    ("muc", ["b", "b", "a"], ["b", "a"]),
    ("ten", "  <script>alert(1)</script> ", "<script>alert(1)</script>"),
    ("ten", unicodedata.normalize("NFD", "Đỗ Thị Mẫu"), "Đỗ Thị Mẫu"),
    ("ten", "Một\x00 hai\nba", "Một hai ba"),
    ("ly_do", "một\r\nhai\rba\n", "một\nhai\nba"),
)
REFUSED = (
    # field, what is typed, words of the message
    ("ten", "", "Hãy nhập: Tên."),
    ("ten", "a" * 41, "40"),
    ("ly_do", "a" * 10_001, "10000"),
    ("so_ban", "hai", "Hãy nhập số nguyên"),
    ("so_ban", "0", "1 hoặc lớn hơn"),
    ("so_ban", "10", "9 hoặc nhỏ hơn"),
    ("so_ban", "²", "Hãy nhập số nguyên"),
    ("tien", "mười", "Hãy nhập số tiền"),
    ("tien", "-5", "Hãy nhập số tiền"),
    ("ngay", "mai", "ngày/tháng/năm"),
    ("ngay", "31/2/2018", "31/2/2018"),
    ("ngay", "1/1/85", "ngày/tháng/năm"),
    ("viec", "ket_hon", "Hãy chọn một mục"),
    ("viec", "", "Hãy chọn: Việc."),
    ("viec", ["khai_sinh", "khac"], "chỉ nhận một"),
    ("muc", ["a", "c"], "Hãy chọn một mục"),
    ("so_cccd", "03518500000", "12"),
    ("mst", "0100109107", ""),
    ("may", "12345", ""),
    ("thu", "ten@", ""),
    ("xa", "00000", "Hãy chọn một mục"),
    ("cam_doan", "", "Hãy đánh dấu"),
    ("cam_doan", "0", "Hãy đánh dấu"),
)


def vietnamese(message) -> str:
    return translate(message, target_language="vi")


class DeclarationTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        build_filing_world(self.layer["portal"])
        self.procedure = lookup.procedure(CODE)
        self.fields = declared_fields(self.procedure)

    def read(self, name, typed):
        """The clean value of one answer among right ones, and what is wrong with it."""
        data, problems = declaration.validate(self.fields, ANSWERS | {name: typed})
        return data.get(name), [
            problem.message for problem in problems if problem.field == f"data.{name}"
        ]

    def test_every_kind_of_field_is_recognised(self):
        found = {field.name: field.kind for field in self.fields}
        self.assertEqual(
            found,
            {
                "ten": "text",
                "ly_do": "multiline",
                "so_ban": "integer",
                "tien": "money",
                "ngay": "date",
                "viec": "choice",
                "muc": "choices",
                "so_cccd": "personal_id",
                "mst": "tax_code",
                "may": "phone",
                "thu": "email",
                "xa": "admin_unit",
                "cam_doan": "bool",
            },
        )

    def test_fields_know_heading_choices_and_limits(self):
        fields = {field.name: field for field in self.fields}
        self.assertEqual(fields["ten"].section, "Phần một")
        self.assertEqual(fields["viec"].section, "Phần hai")
        self.assertEqual(
            fields["viec"].choices, (("khai_sinh", "Khai sinh"), ("khac", "Việc khác"))
        )
        self.assertEqual((fields["so_ban"].minimum, fields["so_ban"].maximum), (1, 9))
        self.assertEqual(fields["ten"].max_length, 40)
        self.assertEqual(
            [field.name for field in self.fields if not field.required],
            ["ly_do", "muc", "mst", "thu", "xa"],
        )

    def test_communes_stand_under_their_district(self):
        field = next(field for field in self.fields if field.name == "xa")
        [(title, communes)] = field.groups
        self.assertEqual(title, "Huyện Mẫu")
        self.assertIn(("99910", "Xã Mẫu Đông"), communes)
        self.assertEqual(len(communes), 10)

    def test_right_answers_become_json_values(self):
        data, problems = declaration.validate(self.fields, ANSWERS)
        self.assertEqual(problems, [])
        self.assertEqual(data, CLEAN)

    def test_clean_values_may_be_sent_again(self):
        data, problems = declaration.validate(self.fields, CLEAN)
        self.assertEqual((data, problems), (CLEAN, []))

    def test_what_people_type_is_understood(self):
        for name, typed, kept in READ:
            with self.subTest(field=name, typed=typed):
                self.assertEqual(self.read(name, typed), (kept, []))

    def test_what_is_wrong_is_said_in_vietnamese(self):
        for name, typed, words in REFUSED:
            with self.subTest(field=name, typed=typed):
                value, messages = self.read(name, typed)
                self.assertIsNone(value)
                self.assertEqual(len(messages), 1)
                self.assertIn(words, vietnamese(messages[0]))
                self.assertNotEqual(vietnamese(messages[0]), str(messages[0]))

    def test_every_problem_is_told_at_once(self):
        _data, problems = declaration.validate(self.fields, {})
        required = [f"data.{field.name}" for field in self.fields if field.required]
        self.assertEqual([problem.field for problem in problems], required)

    def test_unknown_names_are_told_only_when_asked_for(self):
        sent = ANSWERS | {"la": "x"}
        self.assertEqual(declaration.validate(self.fields, sent)[1], [])
        _data, problems = declaration.validate(self.fields, sent, strict=True)
        self.assertEqual([problem.field for problem in problems], ["data.la"])

    def test_stored_answers_are_shown_as_people_write_them(self):
        shown = dict(declaration.display(self.fields, CLEAN))
        self.assertEqual(shown["Số tiền"], "135.000 đ")
        self.assertEqual(shown["Ngày"], "31/8/2018")
        self.assertEqual(shown["Việc"], "Khai sinh")
        self.assertEqual(shown["Mục"], "Mục a, Mục b")
        self.assertEqual(shown["Số máy"], "0912 345 678")
        self.assertEqual(shown["Xã"], "")
        self.assertEqual(vietnamese(shown["Tôi cam đoan"]), "Có")

    def test_a_wrong_answer_stands_in_its_control_as_it_was_typed(self):
        found = controls.controls(self.fields, {"ngay": "mai", "tien": "135 k"}, "data")
        values = {control.name: control.value for control in found}
        self.assertEqual(values["data.ngay"], "mai")
        self.assertEqual(values["data.tien"], "135 k")


class ConditionTest(unittest.TestCase):
    """A field that waits for the answer to another one."""

    fields = (
        FormField("kind", "choice", "Loại", choices=(("a", "A"), ("b", "B"))),
        FormField(
            "name", "text", "Tên", required=True, condition=Condition("kind", ("b",))
        ),
    )

    def test_what_is_not_asked_is_neither_required_nor_kept(self):
        data, problems = declaration.validate(self.fields, {"kind": "a", "name": "x"})
        self.assertEqual((data, problems), ({"kind": "a"}, []))

    def test_what_is_asked_is_required(self):
        _data, problems = declaration.validate(self.fields, {"kind": "b"})
        self.assertEqual([problem.field for problem in problems], ["data.name"])

    def test_the_page_hides_it_by_a_style_sheet(self):
        sheet = controls.conditions(controls.controls(self.fields, {}, "data"))
        self.assertIn('[name="data.kind"][value="b"]:checked', sheet)
        self.assertIn('[data-when="data.kind=b"]', sheet)


class PersonTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        build_filing_world(self.layer["portal"])

    def test_a_citizen_needs_name_number_and_phone(self):
        _person, problems = person.validate({}, "applicant")
        self.assertEqual(
            [problem.field for problem in problems],
            ["applicant.name", "applicant.id_number", "applicant.phone"],
        )

    def test_an_organisation_needs_its_tax_code_instead(self):
        _person, problems = person.validate({"kind": "organisation"}, "applicant")
        self.assertEqual(
            [problem.field for problem in problems],
            ["applicant.name", "applicant.tax_code", "applicant.phone"],
        )

    def test_an_owner_may_have_no_number_yet(self):
        clean, problems = person.validate({"name": "Nguyễn Văn Mẫu"}, "owner")
        self.assertEqual(problems, [])
        self.assertEqual(clean["kind"], "citizen")

    def test_number_and_year_of_birth_must_agree(self):
        sent = {
            "name": "Nguyễn Thị Mẫu",
            "id_number": "035185000001",
            "birth_date": "1/1/1990",
            "phone": "0912345678",
        }
        _person, problems = person.validate(sent, "applicant")
        self.assertEqual(
            [problem.field for problem in problems], ["applicant.id_number"]
        )

    def test_part_of_a_date_of_birth_is_enough(self):
        for typed, kept in (("1985", "1985"), ("3/1985", "1985-03")):
            sent = {"name": "Nguyễn Thị Mẫu", "birth_date": typed}
            with self.subTest(typed=typed):
                clean, problems = person.validate(sent, "owner")
                self.assertEqual((clean["birth_date"], problems), (kept, []))
