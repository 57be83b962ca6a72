"""Editors keep procedures, agencies, declarations and settings in the browser."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import settings
from hanam.dvc.testing import FUNCTIONAL
from html import unescape
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

import json
import transaction
import unittest


PAPERS = "form.widgets.papers"
LIMITS = "form.widgets.limits"


class Forms(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.url = self.layer["portal"].absolute_url()
        loading.load_sectors([{"slug": "ho-tich", "title": "Hộ tịch"}])
        loading.load_agencies([{"slug": "so-tu-phap", "title": "Sở Tư pháp"}])
        loading.load_procedures(
            [
                {
                    "code": "1.900001",
                    "title": "Đăng ký khai sinh",
                    "agencies": ["so-tu-phap"],
                    "papers": [{"key": "don", "title": "Đơn", "originals": 1}],
                    "limits": [{"value": 3, "unit": "working_day"}],
                    "how_steps": ["Một.", "Hai."],
                }
            ]
        )
        transaction.commit()
        self.browser = Browser(self.layer["app"])
        self.browser.handleErrors = False
        login = f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
        self.browser.addHeader("Authorization", f"Basic {login}")

    def open(self, path):
        self.browser.open(f"{self.url}/{path}")

    def control(self, name):
        return self.browser.getControl(name=name)

    @property
    def page(self):
        return unescape(self.browser.contents)

    def save(self):
        self.browser.getControl(name="form.buttons.save").click()
        transaction.begin()

    def test_an_editor_adds_a_procedure_and_it_is_named_by_its_code(self):
        self.open("thu-tuc/++add++Procedure")
        self.control("form.widgets.code").value = "1.900002"
        self.control("form.widgets.title").value = "Đăng ký kết hôn"
        self.control("form.widgets.agencies:list").value = ["so-tu-phap"]
        self.control("form.widgets.how_steps").value = "Bước một.\nBước hai."
        self.control(f"{PAPERS}.0.key").value = "to-khai"
        self.control(f"{PAPERS}.0.title").value = "Tờ khai"
        self.control(f"{PAPERS}.0.originals").value = "2"
        self.control(f"{LIMITS}.0.value").value = "5"
        self.control(f"{LIMITS}.0.unit").value = ["working_day"]
        self.save()
        item = lookup.procedure("1.900002")
        self.assertEqual(item.getId(), "1.900002")
        self.assertEqual(item.how_steps, ["Bước một.", "Bước hai."])
        self.assertEqual(
            [(row["key"], row["originals"], row["required"]) for row in item.papers],
            [("to-khai", 2, True)],
        )
        self.assertEqual(item.limits[0]["value"], 5)
        self.assertEqual(item.agencies, ["so-tu-phap"])

    def test_an_editor_changes_adds_and_drops_rows(self):
        self.open("thu-tuc/1.900001/edit")
        self.assertEqual(self.control(f"{PAPERS}.0.title").value.strip(), "Đơn")
        self.control(f"{PAPERS}.0.title").value = "Đơn đề nghị"
        self.control(f"{PAPERS}.1.key").value = "anh"
        self.control(f"{PAPERS}.1.title").value = "Ảnh"
        self.control(f"{PAPERS}.1.required").value = ["no"]
        self.control(f"{LIMITS}.0.value").value = ""
        self.control(f"{LIMITS}.0.unit").value = [""]
        self.save()
        item = lookup.procedure("1.900001")
        self.assertEqual(
            [(row["key"], row["title"], row["required"]) for row in item.papers],
            [("don", "Đơn đề nghị", True), ("anh", "Ảnh", False)],
        )
        self.assertEqual(item.limits, [])

    def test_saving_without_a_change_changes_nothing(self):
        item = lookup.procedure("1.900001")
        names = ("papers", "limits", "how_steps", "agencies", "channels", "fees")
        before = {name: getattr(item, name) for name in names}
        self.open("thu-tuc/1.900001/edit")
        self.save()
        item = lookup.procedure("1.900001")
        self.assertEqual({name: getattr(item, name) for name in names}, before)

    def test_a_bad_row_is_named_in_vietnamese_and_nothing_typed_is_lost(self):
        self.open("thu-tuc/1.900001/edit")
        self.control(f"{PAPERS}.0.originals").value = "hai"
        self.control(f"{PAPERS}.1.title").value = "Ảnh thẻ không có khóa"
        self.save()
        page = self.page
        self.assertIn("Dòng 1, khóa “originals”: phải là số nguyên.", page)
        self.assertIn("Dòng 2, khóa “key”: phải điền.", page)
        self.assertEqual(self.control(f"{PAPERS}.0.originals").value, "hai")
        self.assertIn("Ảnh thẻ không có khóa", page)
        self.assertEqual(len(lookup.procedure("1.900001").papers), 1)

    def test_rows_of_a_case_that_does_not_exist_are_refused(self):
        self.open("thu-tuc/1.900001/edit")
        self.control(f"{PAPERS}.0.case").value = "qua-han"
        self.save()
        self.assertIn("không có trường hợp “qua-han”", self.page)

    def test_a_plan_that_is_longer_than_the_limit_is_refused(self):
        self.open("thu-tuc/1.900001/edit")
        plan = "form.widgets.plan.0"
        self.control(f"{plan}.title").value = "Thẩm định"
        self.control(f"{plan}.role").value = ["officer"]
        self.control(f"{plan}.value").value = "4"
        self.control(f"{plan}.unit").value = ["working_day"]
        self.save()
        self.assertIn("32 giờ làm việc", self.page)
        self.assertFalse(lookup.procedure("1.900001").plan)

    def test_the_last_day_cannot_lie_before_the_first(self):
        self.open("thu-tuc/1.900001/edit")
        self.control("form.widgets.effective_from").value = "2018-02-01"
        self.control("form.widgets.effective_to").value = "2018-01-31"
        self.save()
        self.assertIn("Ngày cuối ở trước ngày đầu", self.page)

    def test_a_wrong_code_is_refused(self):
        self.open("thu-tuc/1.900001/edit")
        self.control("form.widgets.code").value = "KS-01"
        self.save()
        self.assertIn("1.001193", self.page)
        self.assertEqual(lookup.procedure("1.900001").code, "1.900001")

    def test_an_editor_adds_an_agency_and_a_sector(self):
        self.open("co-quan/++add++Agency")
        self.control("form.widgets.title").value = "Sở Xây dựng"
        self.control("form.widgets.unit_code").value = "000.00.08.H25"
        self.save()
        self.assertEqual(lookup.agency("so-xay-dung").unit_code, "000.00.08.H25")
        self.open("linh-vuc/++add++Sector")
        self.control("form.widgets.title").value = "Đất đai"
        self.save()
        self.assertEqual(lookup.sector("dat-dai").title, "Đất đai")

    def test_the_kinds_of_a_declaration_can_be_added_in_the_browser(self):
        procedure = lookup.procedure("1.900001")
        loading.load_declaration(
            procedure,
            {
                "title": "Tờ khai",
                "fieldsets": [
                    {
                        "title": "Một",
                        "fields": [
                            {
                                "name": "so",
                                "kind": "personal_id",
                                "title": "Số căn cước",
                            },
                            {"name": "xa", "kind": "admin_unit", "title": "Nơi ở"},
                        ],
                    }
                ],
            },
        )
        transaction.commit()
        self.open("thu-tuc/1.900001/to-khai/fields/@@add-field")
        kinds = self.control("form.widgets.factory:list").displayOptions
        for kind in (
            "Số căn cước, CMND",
            "Mã số thuế",
            "Số điện thoại",
            "Địa chỉ thư điện tử",
            "Số tiền (đồng)",
            "Xã, phường, thị trấn trong tỉnh",
            "Ô phải đánh dấu",
        ):
            self.assertIn(kind, kinds)
        self.control("form.widgets.title").value = "Mã số thuế công ty"
        self.control("form.widgets.__name__").value = "mst"
        self.control("form.widgets.factory:list").displayValue = ["Mã số thuế"]
        self.browser.getControl(name="form.buttons.add").click()
        transaction.begin()
        form = lookup.declaration(lookup.procedure("1.900001"))
        self.assertIn('type="hanam.dvc.catalogue.fields.TaxCode"', form.fields_model)
        self.assertIn('type="hanam.dvc.catalogue.fields.AdminUnit"', form.fields_model)
        self.open("thu-tuc/1.900001/to-khai")
        self.assertIn("Mã số thuế công ty", self.page)

    def test_an_administrator_changes_the_calendar(self):
        self.open("@@dvc-settings")
        area = self.control("form.widgets.calendar")
        data = json.loads(area.value)
        data["holidays"].append({"date": "2018-11-20", "name": "Nghỉ thử"})
        area.value = json.dumps(data, ensure_ascii=False)
        self.save()
        names = settings.calendar().holidays.values()
        self.assertIn("Nghỉ thử", names)

    def test_a_bad_setting_is_refused_with_its_place(self):
        self.open("@@dvc-settings")
        self.control("form.widgets.calendar").value = '{"holidays": 1}'
        self.control("form.widgets.targets").value = '{"default": 200}'
        self.control("form.widgets.limits").value = "{"
        self.save()
        page = self.page
        self.assertIn("holidays", page)
        self.assertIn("phải là danh sách", page)
        self.assertIn("Tại “default”: phải từ 0 đến 100.", page)
        self.assertIn("không phải JSON", page)
        self.assertTrue(settings.calendar().holidays)

    def test_a_citizen_cannot_open_the_settings(self):
        guest = Browser(self.layer["app"])
        guest.open(f"{self.url}/@@dvc-settings")
        self.assertNotIn("form.widgets.calendar", guest.contents)
