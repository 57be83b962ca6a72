"""What a designer is told of a declaration that citizens could not fill in."""

from hanam.dvc.catalogue import declaration
from hanam.dvc.catalogue.declarations import checks
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import outline
from hanam.dvc.testing import INTEGRATION
from tests.declared import GOODS
from tests.filing import KINDS
from zope.i18n import translate

import copy
import unittest


AB = [["a", "A"], ["b", "B"]]
LOAI = {"name": "loai", "kind": "choice", "title": "Loại", "values": AB}
SO = {"name": "so", "kind": "integer", "title": "Số", "min": 1, "max": 9}
COLUMN = {"name": "tien", "kind": "money", "title": "Tiền"}
HANG = {"name": "hang", "kind": "group", "title": "Hàng", "columns": [COLUMN]}
X = {"name": "x", "kind": "text", "title": "X"}
SUM = {"name": "tong", "kind": "computed", "title": "Tổng"}
WRONG = (
    # the questions of a form, words of the only problem
    ([X | {"name": "Ten"}], "chữ thường"),
    ([X | {"name": "case"}], "đã được dùng"),
    ([LOAI | {"values": []}], "chưa có lựa chọn"),
    ([HANG | {"columns": [LOAI | {"values": [["a", "A"], ["a", "B"]]}]}], "hai lần"),
    ([HANG | {"columns": [SO | {"min": 9, "max": 1}]}], "nhỏ nhất"),
    ([X | {"pattern": "(a+)+"}], "rất lâu"),
    ([X | {"pattern": "("}], "không phải là biểu thức"),
    ([LOAI, X | {"condition": "loai = "}], "giá trị"),
    ([LOAI, X | {"condition": "(loai = a"}], "ngoặc"),
    ([LOAI, X | {"condition": "la = a"}], "“la”"),
    ([LOAI, X | {"condition": "loai = c"}], "“c”"),
    ([LOAI, X | {"condition": "loai = a and loai = b"}], "không câu trả lời nào"),
    ([SO, X | {"condition": "so > 9"}], "không câu trả lời nào"),
    ([X | {"condition": "x = 1"}], "chờ nhau"),
    (
        [
            X | {"condition": "y = 1"},
            X | {"name": "y", "title": "Y", "condition": "x = 1"},
        ],
        "X → Y → X",
    ),
    ([X | {"condition": "applicant.kind = dog"}], "không câu trả lời nào"),
    ([SUM | {"formula": "sum(hang.tien)"}], "“hang.tien”"),
    ([HANG, SUM | {"formula": "hang.tien + 1"}], "có nhiều dòng"),
    ([X, SUM | {"formula": "x + 1"}], "khác loại"),
    ([SUM | {"formula": "1 +"}], "công thức"),
    ([SUM | {"formula": "ham(1)"}], "hàm"),
    ([SUM | {"formula": "tong + 1"}], "chờ nhau"),
    ([HANG | {"columns": [COLUMN, COLUMN | {"title": "T2"}]}], "trùng tên"),
    ([HANG | {"columns": [COLUMN | {"condition": "la"}]}], "Hàng › Tiền"),
)
RIGHT = (
    [LOAI, X | {"condition": "loai = a or loai = b"}],
    [SO, X | {"condition": "so >= 9"}],
    [X | {"condition": "case = bat-ky and applicant.kind = citizen"}],
    [LOAI, X | {"condition": "loai empty"}],
    [HANG, SUM | {"formula": "sum(hang.tien) / count(hang)", "shows": "number"}],
    [HANG, X | {"condition": "hang"}],
    [SO, SUM | {"formula": "so + 1"}, X | {"condition": "tong < 5"}],
)


def problems(fields) -> list[str]:
    data = {"title": "T", "fieldsets": [{"title": "P", "fields": fields}]}
    schema = keeping.schema_of(declaration.to_model(data))
    return [
        f"{found.title}: {translate(found.text, target_language='vi')}"
        for found in checks.of_schema(schema)
    ]


class ChecksTest(unittest.TestCase):
    layer = INTEGRATION

    def test_each_mistake_is_told_once_and_says_what_it_is(self):
        for fields, words in WRONG:
            with self.subTest(words=words, fields=fields[-1]):
                found = problems(fields)
                self.assertEqual(len(found), 1, found)
                self.assertIn(words, found[0])

    def test_what_is_right_is_left_alone(self):
        for fields in RIGHT:
            with self.subTest(fields=fields[-1]):
                self.assertEqual(problems(fields), [])

    def test_a_condition_of_a_section_is_checked_as_well(self):
        data = copy.deepcopy(GOODS)
        data["fieldsets"][2]["condition"] = "la = cty"
        schema = keeping.schema_of(declaration.to_model(data))
        found = checks.of_schema(schema)
        self.assertEqual([item.name for item in found], ["dai_dien", "loi_dan"])

    def test_declarations_of_the_tests_are_right(self):
        for data in (GOODS, KINDS):
            schema = keeping.schema_of(declaration.to_model(data))
            self.assertEqual(checks.of_schema(schema), [])

    def test_a_short_name_that_occurs_twice_is_found_in_the_xml(self):
        data = {"title": "T", "fieldsets": [{"title": "P", "fields": [X, X]}]}
        self.assertEqual(checks.twice(declaration.to_model(data)), ["x"])


class RoundTripTest(unittest.TestCase):
    """A model that the editor has read and written asks the same as before."""

    layer = INTEGRATION

    def test_nothing_is_lost_in_the_editor(self):
        for data in (GOODS, KINDS):
            model = declaration.to_model(data)
            again = keeping.normal(model)
            self.assertEqual(
                outline.of_schema(keeping.schema_of(again)),
                outline.of_schema(keeping.schema_of(model)),
            )
            self.assertEqual(keeping.digest_of(again), keeping.digest_of(model))
