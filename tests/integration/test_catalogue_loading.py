"""Agencies, sectors, procedures and declarations come from rows of JSON."""

from collective.easyform.api import get_schema
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import setup
from hanam.dvc.testing import INTEGRATION
from plone import api
from zope.schema import getFieldsInOrder

import transaction
import unittest


AGENCY = {"slug": "so-mau", "title": "Sở Mẫu", "kind": "province_body"}
SECTOR = {"slug": "linh-vuc-mau", "title": "Lĩnh vực mẫu"}
PROCEDURE = {
    "code": "1.999001",
    "title": "Thủ tục mẫu",
    "sector": "linh-vuc-mau",
    "agencies": ["so-mau"],
    "channels": ["online", "counter"],
    "limits": [{"value": 3, "unit": "working_day"}],
    "papers": [{"key": "don", "title": "Đơn", "originals": 1}],
}
DECLARATION = {
    "title": "Tờ khai mẫu",
    "intro": "Chỉ để thử.",
    "minutes": 3,
    "fieldsets": [
        {
            "title": "Phần một",
            "fields": [
                {
                    "name": "so_dinh_danh",
                    "kind": "personal_id",
                    "title": "Số định danh",
                },
                {"name": "ngay", "kind": "date", "title": "Ngày", "required": False},
                {
                    "name": "loai",
                    "kind": "choice",
                    "title": "Loại",
                    "values": [["a", "Loại A"], ["b", "Loại B"]],
                },
                {
                    "name": "nhieu",
                    "kind": "choices",
                    "title": "Nhiều",
                    "values": [["x", "X"], ["y", "Y"]],
                },
                {"name": "so_tien", "kind": "money", "title": "Số tiền", "max": 900},
                {"name": "cam_doan", "kind": "bool", "title": "Tôi cam đoan"},
            ],
        }
    ],
}


class Loading(unittest.TestCase):
    layer = INTEGRATION

    def load_all(self):
        loading.load_sectors([SECTOR])
        loading.load_agencies([AGENCY])
        return loading.load_procedures([PROCEDURE])

    def test_a_procedure_is_found_by_its_code(self):
        loaded = self.load_all()
        self.assertEqual(loaded.created, ["1.999001"])
        found = lookup.procedure("1.999001")
        self.assertEqual(found.title, "Thủ tục mẫu")
        self.assertEqual(found.getId(), "1.999001")
        self.assertEqual(found.papers[0]["copies"], 0)

    def test_what_is_loaded_is_public(self):
        self.load_all()
        for item in (
            lookup.procedure("1.999001"),
            lookup.agency("so-mau"),
            lookup.sector("linh-vuc-mau"),
        ):
            self.assertEqual(api.content.get_state(item), "published")

    def test_a_second_run_writes_nothing(self):
        self.load_all()
        procedure = lookup.procedure("1.999001")
        loading.load_declaration(procedure, DECLARATION)
        transaction.savepoint(optimistic=True)
        again = self.load_all()
        loading.load_declaration(procedure, DECLARATION)
        self.assertEqual(again.unchanged, ["1.999001"])
        self.assertEqual(self.layer["portal"]._p_jar._registered_objects, [])

    def test_a_changed_row_changes_the_procedure(self):
        self.load_all()
        loaded = loading.load_procedures([{**PROCEDURE, "title": "Tên mới"}])
        self.assertEqual(loaded.updated, ["1.999001"])
        brains = api.content.find(portal_type="Procedure", Title="Tên mới")
        self.assertEqual([brain.getId for brain in brains], ["1.999001"])

    def test_a_procedure_without_a_code_is_named_by_its_title(self):
        self.load_all()
        row = {**PROCEDURE, "code": "", "title": "Cấp giấy phép hoạt động đường đô thị"}
        loaded = loading.load_procedures([row])
        self.assertEqual(loaded.created, ["cap-giay-phep-hoat-dong-duong-do-thi"])

    def test_a_bad_row_is_named_and_nothing_is_written(self):
        self.load_all()
        bad = {**PROCEDURE, "code": "1.999002", "agencies": ["so-khong-co"]}
        good = {**PROCEDURE, "code": "1.999003"}
        with self.assertRaises(loading.LoadError) as caught:
            loading.load_procedures([good, bad])
        self.assertIn("Procedure 2 (1.999002): agencies", caught.exception.problems[0])
        self.assertIsNone(lookup.procedure("1.999003"))

    def test_a_declaration_becomes_a_form_with_our_kinds_of_fields(self):
        self.load_all()
        procedure = lookup.procedure("1.999001")
        form = loading.load_declaration(procedure, DECLARATION)
        self.assertEqual(lookup.declaration(procedure).getId(), form.getId())
        kinds = {
            name: type(field).__name__
            for name, field in getFieldsInOrder(get_schema(form))
        }
        self.assertEqual(
            kinds,
            {
                "so_dinh_danh": "PersonalId",
                "ngay": "Date",
                "loai": "OneOf",
                "nhieu": "Several",
                "so_tien": "Money",
                "cam_doan": "Tick",
            },
        )
        self.assertEqual(form.minutes, 3)

    def test_the_sample_province_loads_whole(self):
        portal = self.layer["portal"]
        setup.load_sample(portal)
        self.assertEqual(len(lookup.agencies("commune")), 116)
        self.assertEqual(len(lookup.agencies("province_body")), 18)
        setup.load_sample(portal)
