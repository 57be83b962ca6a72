"""Groups, conditions and computed values: the same for pages and for the API."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import moment
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.declared import GOODS
from tests.declared import RIGHT
from tests.declared import ROW
from tests.dossiers import build_world
from tests.filing import CODE
from zope.i18n import translate

import copy
import unittest


CITIZEN = {"case": "", "applicant.kind": "citizen"}
COMPANY = {"case": "", "applicant.kind": "organisation"}


def vietnamese(message) -> str:
    return translate(message, target_language="vi")


class Declared(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        build_world(self.layer["portal"])
        self.procedure = lookup.procedure(CODE)
        with api.env.adopt_roles(["Manager"]):
            loading.load_declaration(self.procedure, GOODS)
        self.fields = declared_fields(self.procedure)

    def check(self, answers, facts=CITIZEN, strict=False):
        data, problems = declaration.validate(
            self.fields, answers, strict=strict, facts=facts
        )
        return data, {
            problem.field: vietnamese(problem.message) for problem in problems
        }


class GroupTest(Declared):
    def test_rows_become_a_list_of_objects_with_what_is_computed(self):
        data, problems = self.check(RIGHT)
        self.assertEqual(problems, {})
        self.assertEqual(
            data["hang"],
            [
                {
                    "ten": "Gạo",
                    "so_luong": 10,
                    "don_gia": 15000,
                    "tien": 150000,
                    "xuat_xu": "vn",
                }
            ],
        )
        self.assertEqual(data["tong"], 150000)
        self.assertEqual(data["bang_chu"], "Một trăm năm mươi nghìn đồng")

    def test_what_is_stored_may_be_sent_again(self):
        data, _problems = self.check(RIGHT)
        again, problems = self.check(data, strict=True)
        self.assertEqual((again, problems), (data, {}))

    def test_what_a_client_says_of_a_computed_value_does_not_count(self):
        sent = RIGHT | {"tong": 1, "hang": [ROW | {"tien": 2}]}
        data, problems = self.check(sent, strict=True)
        self.assertEqual((data["tong"], problems), (150000, {}))

    def test_an_error_in_a_row_names_its_place(self):
        rows = [ROW, ROW | {"so_luong": "nhiều", "xuat_xu": "nk"}]
        data, problems = self.check(RIGHT | {"hang": rows})
        self.assertEqual(set(problems), {"data.hang.1.so_luong", "data.hang.1.nuoc"})
        self.assertIn("số nguyên", problems["data.hang.1.so_luong"])
        # What cannot be read counts as missing.
        self.assertEqual(data["tong"], 150000)

    def test_empty_rows_do_not_count_and_places_stay_those_of_the_page(self):
        rows = [{}, ROW, {"ten": " "}, ROW | {"ten": ""}]
        data, problems = self.check(RIGHT | {"hang": rows})
        self.assertEqual(list(problems), ["data.hang.3.ten"])
        self.assertEqual(len(data["hang"]), 2)

    def test_rows_that_have_to_be_there_are_told_what_they_lack(self):
        for answer in ([], [{}], None):
            with self.subTest(answer=answer):
                _data, problems = self.check(RIGHT | {"hang": answer})
                self.assertEqual(
                    set(problems),
                    {
                        f"data.hang.0.{name}"
                        for name in ("ten", "so_luong", "don_gia", "xuat_xu")
                    },
                )

    def test_too_many_rows_are_refused_with_the_limit(self):
        _data, problems = self.check(RIGHT | {"hang": [ROW] * 5})
        self.assertEqual(list(problems), ["data.hang"])
        self.assertIn("4", problems["data.hang"])

    def test_what_is_no_list_of_objects_is_refused(self):
        for answer in ("x", 3, {"ten": "x"}, ["x"], [ROW, None]):
            with self.subTest(answer=answer):
                _data, problems = self.check(RIGHT | {"hang": answer})
                self.assertIn("data.hang", problems)

    def test_an_unknown_column_is_told_to_a_client(self):
        _data, problems = self.check(RIGHT | {"hang": [ROW | {"la": "x"}]}, strict=True)
        self.assertEqual(list(problems), ["data.hang.0.la"])

    def test_a_reader_sees_each_row_with_its_number(self):
        data, _problems = self.check(RIGHT | {"hang": [ROW, ROW | {"ten": "Ngô"}]})
        shown = dict(declaration.display(self.fields, data, CITIZEN))
        self.assertIn("Tên hàng: Gạo", shown["Mặt hàng 1"])
        self.assertIn("Đơn giá: 15.000 đ", shown["Mặt hàng 1"])
        self.assertIn("Xuất xứ: Trong nước", shown["Mặt hàng 2"])
        self.assertEqual(shown["Tổng giá trị"], "300.000 đ")

    def test_a_stored_value_stays_that_of_its_time(self):
        data, _problems = self.check(RIGHT)
        shown = dict(declaration.display(self.fields, data | {"tong": 7}, CITIZEN))
        self.assertEqual(shown["Tổng giá trị"], "7 đ")


class ConditionTest(Declared):
    def test_what_is_not_asked_is_neither_required_nor_kept(self):
        data, problems = self.check(RIGHT | {"von": "5", "dai_dien": "Ông Mẫu"})
        self.assertEqual(problems, {})
        self.assertFalse({"von", "giay_phep", "dai_dien"} & set(data))

    def test_a_section_is_asked_under_its_condition(self):
        _data, problems = self.check(RIGHT | {"loai": "cty", "von": "5"})
        self.assertEqual(list(problems), ["data.dai_dien"])

    def test_numbers_are_compared_as_they_are_typed(self):
        sent = RIGHT | {"loai": "cty", "dai_dien": "x"}
        for typed, asks in (("999.999", False), ("1.000.000 đ", True), ("?", False)):
            with self.subTest(typed=typed):
                _data, problems = self.check(sent | {"von": typed})
                self.assertIs("data.giay_phep" in problems, asks)

    def test_what_waits_for_a_question_that_is_not_asked_is_not_asked(self):
        data, problems = self.check(RIGHT | {"von": "2.000.000"})
        self.assertEqual(problems, {})
        self.assertNotIn("giay_phep", data)

    def test_who_files_matters(self):
        data, problems = self.check(RIGHT, COMPANY)
        self.assertEqual(problems, {})
        self.assertNotIn("dan_toc", data)

    def test_a_pattern_says_what_it_wants(self):
        sent = RIGHT | {"loai": "cty", "dai_dien": "x", "von": "1000000"}
        self.assertEqual(self.check(sent | {"giay_phep": "GP-7"})[1], {})
        _data, problems = self.check(sent | {"giay_phep": "7"})
        self.assertEqual(problems, {"data.giay_phep": "Viết như GP-12."})

    def test_the_style_sheet_hides_what_choices_decide(self):
        sheet = controls.conditions(controls.controls(self.fields, {}, "data"))
        self.assertIn('form:not(:has([name="data.loai"][value="cty"]:checked', sheet)
        self.assertIn('[data-when="data.von"] { display: none }', sheet)
        self.assertIn('[data-row="data.hang"]:not(:has([name$=".xuat_xu"]', sheet)
        self.assertIn('[data-when="data:Ủy quyền"]', sheet)
        self.assertIn('[data-fact="applicant.kind=citizen"]', sheet)
        # A number cannot be compared by a style sheet.
        self.assertNotIn('[data-when="data.giay_phep"]', sheet)

    def test_a_page_says_when_a_question_matters(self):
        found = {
            control.field.name: control.only
            for control in controls.controls(self.fields, {}, "data")
        }
        self.assertIn("Vốn", found["giay_phep"])
        self.assertIn("1.000.000 đ", found["giay_phep"])
        self.assertEqual(found["loai"], "")

    def test_a_list_of_the_portal_gives_its_entries(self):
        _data, problems = self.check(RIGHT | {"dan_toc": "Người lùn"})
        self.assertEqual(list(problems), ["data.dan_toc"])
        field = next(field for field in self.fields if field.name == "dan_toc")
        self.assertIn(("Tày", "Tày"), field.all_choices)


class AddressTest(Declared):
    def test_an_address_lies_in_the_province_or_elsewhere(self):
        inside = {"detail": "Thôn 1", "commune": ""}
        for sent, missing in (
            ({}, set()),
            (inside, {"data.kho.elsewhere"}),
            (inside | {"elsewhere": "Xã A, tỉnh B"}, set()),
            ({"elsewhere": "Xã A"}, {"data.kho.detail"}),
        ):
            with self.subTest(sent=sent):
                _data, problems = self.check(RIGHT | {"kho": sent})
                self.assertEqual(set(problems), missing)

    def test_it_is_shown_as_people_write_it(self):
        data, _problems = self.check(
            RIGHT | {"kho": {"detail": "Thôn 1", "elsewhere": "Xã A, tỉnh B"}}
        )
        shown = dict(declaration.display(self.fields, data, CITIZEN))
        self.assertEqual(shown["Địa chỉ kho"], "Thôn 1, Xã A, tỉnh B")


class BadInputTest(Declared):
    def test_bad_input_is_refused_with_what_to_do(self):
        for answers, field, words in (
            ({"sinh": str(moment.now().year + 1)}, "data.sinh", "tương lai"),
            ({"sinh": "31/2/1985"}, "data.sinh", "31/2/1985"),
            ({"hang": [ROW | {"ten": "NguyÔn V¨n A"}]}, "data.hang.0.ten", "phông"),
            ({"hang": [ROW | {"ten": "a" * 2**20}]}, "data.hang.0.ten", "500"),
            ({"hang": [ROW | {"so_luong": "1,5"}]}, "data.hang.0.so_luong", "nguyên"),
            ({"hang": [ROW | {"don_gia": "1.50"}]}, "data.hang.0.don_gia", "số tiền"),
        ):
            with self.subTest(field=field, words=words):
                _data, problems = self.check(RIGHT | answers)
                self.assertEqual(list(problems), [field])
                self.assertIn(words, problems[field])

    def test_control_characters_go_and_letters_are_put_together(self):
        rows = [ROW | {"ten": "Ga\u0323o\x00 te\u0309"}]
        data, problems = self.check(RIGHT | {"hang": rows})
        self.assertEqual(problems, {})
        self.assertEqual(data["hang"][0]["ten"], "Gạo tẻ")

    def test_signs_of_trade_are_no_old_font(self):
        for name in ("Sữa Ví Dụ®", "5 µm", "10 m²", "Bản quyền © 2018"):
            with self.subTest(name=name):
                _data, problems = self.check(RIGHT | {"hang": [ROW | {"ten": name}]})
                self.assertEqual(problems, {})


class LoadingTest(Declared):
    def refused(self, change) -> str:
        data = copy.deepcopy(GOODS)
        change(data["fieldsets"])
        with (
            api.env.adopt_roles(["Manager"]),
            self.assertRaises(loading.LoadError) as caught,
        ):
            loading.load_declaration(self.procedure, data)
        return str(caught.exception)

    def test_a_group_needs_columns_and_a_computed_value_a_formula(self):
        def no_columns(parts):
            parts[1]["fields"][0].pop("columns")

        def no_formula(parts):
            parts[1]["fields"][1].pop("formula")

        self.assertIn("hang", self.refused(no_columns))
        self.assertIn("tong", self.refused(no_formula))
