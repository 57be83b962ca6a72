"""Rows, conditions and computed values on the pages of a filing, without any script, and
through the API."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.dossiers import access
from plone import api
from tests.declared import GOODS
from tests.filing import Client
from tests.filing import CODE
from tests.filing import PERSON
from tests.filing import Visitor
from tests.wizard import WizardCase

import transaction


class GroupsCase(WizardCase):
    def setUp(self):
        super().setUp()
        with api.env.adopt_roles(["Manager"]):
            loading.load_declaration(lookup.procedure(CODE), GOODS)
        transaction.commit()

    def to_declaration(self):
        guest = self.guest
        guest.begin()
        guest.tell_who()
        guest.choose_place()
        return guest

    def press(self, what, **values):
        """A button of a group, with what is typed."""
        self.guest.send({**values, "rows": what})
        return self.guest

    def names(self) -> list[str]:
        """The names of the controls of rows, without the row that a script copies."""
        return [
            item.get("name")
            for item in self.guest.page.cssselect("[name^='data.hang.']")
            if "__row__" not in item.get("name")
        ]


ROW = {
    "data.loai": "nha",
    "data.sinh": "1985",
    "data.hang.0.ten": "Gạo",
    "data.hang.0.so_luong": "10",
    "data.hang.0.don_gia": "15.000",
    "data.hang.0.xuat_xu": "vn",
}


class RowsTest(GroupsCase):
    def test_the_rows_that_have_to_be_there_are_there(self):
        self.to_declaration()
        self.assertIn("data.hang.0.ten", self.names())
        self.assertNotIn("data.hang.1.ten", self.names())

    def test_a_row_is_added_and_keeps_everything_typed(self):
        guest = self.to_declaration()
        guest.send({**ROW, "rows": "add:data.hang"}, follow=False)
        self.assertTrue(
            guest.answer.headers["Location"].endswith("/to-khai#data.hang.1")
        )
        guest.get(guest.answer.headers["Location"])
        self.assertIn("data.hang.1.ten", self.names())
        self.assertEqual(guest.problems, [])
        self.assertEqual(dict(guest.values())["data.hang.0.ten"], "Gạo")
        self.assertEqual(self.draft().data["hang"][0]["don_gia"], "15.000")

    def test_a_row_is_removed_and_the_others_stay(self):
        self.to_declaration()
        self.press("add:data.hang", **ROW)
        self.press("add:data.hang", **{"data.hang.1.ten": "Ngô"})
        self.press("remove:data.hang.0", **{"data.hang.2.ten": "Khoai"})
        typed = dict(self.guest.values())
        self.assertEqual(
            (typed["data.hang.0.ten"], typed["data.hang.1.ten"]), ("Ngô", "Khoai")
        )
        self.assertNotIn("data.hang.2.ten", typed)

    def test_no_more_rows_than_fit_are_added(self):
        self.to_declaration()
        for _time in range(6):
            self.press("add:data.hang", **ROW)
        self.assertIn("data.hang.3.ten", self.names())
        self.assertNotIn("data.hang.4.ten", self.names())

    def test_buttons_of_nothing_change_nothing(self):
        self.to_declaration()
        for what in ("add:data.la", "remove:data.hang.99", "remove:data.hang.x", "x"):
            self.press(what, **ROW)
            self.assertEqual(self.draft().data["hang"][0]["ten"], "Gạo")

    def test_errors_of_a_row_lead_to_its_field(self):
        guest = self.to_declaration()
        guest.send({**ROW, "data.hang.0.so_luong": "nhiều"})
        self.assertEqual(guest.problems, ["data.hang.0.so_luong"])
        field = guest.page.get_element_by_id("data.hang.0.so_luong")
        self.assertEqual(field.value, "nhiều")
        self.assertEqual(field.get("aria-invalid"), "true")

    def test_a_script_in_a_row_is_shown_as_text(self):
        guest = self.to_declaration()
        guest.send({**ROW, "data.hang.0.ten": "<script>alert(1)</script>"})
        guest.add_papers()
        guest.send({"way.result_by": "counter"})
        self.assertNotIn("<script>alert", guest.answer.text)
        self.assertIn("&lt;script&gt;alert(1)&lt;/script&gt;", guest.answer.text)


class PathTest(GroupsCase):
    def walk(self):
        guest = self.to_declaration()
        guest.send({**ROW, "data.tong": "1", "data.von": "5"})
        guest.add_papers()
        guest.send({"way.result_by": "counter"})
        return guest

    def test_rows_and_sums_stand_on_the_check_page_and_in_the_dossier(self):
        guest = self.walk()
        self.assertIn("Mặt hàng 1", guest.words())
        self.assertIn("150.000 đ", guest.words())
        self.assertIn("Một trăm năm mươi nghìn đồng", guest.words())
        self.assertNotIn("Vốn", guest.words())
        guest.file()
        [row] = self.rows()
        data = access.find(row.code).data
        self.assertEqual(data["tong"], 150000)
        self.assertEqual(data["hang"][0]["tien"], 150000)
        self.assertNotIn("von", data)

    def test_staff_read_rows_and_sums(self):
        guest = self.walk()
        guest.file()
        [row] = self.rows()
        clerk = Visitor(self.portal, "clerk")
        clerk.get(access.find(row.code).absolute_url())
        self.assertIn("Tên hàng: Gạo", clerk.words())
        self.assertIn("150.000 đ", clerk.words())
        self.assertIn("Một trăm năm mươi nghìn đồng", clerk.words())

    def test_the_page_says_when_a_question_matters(self):
        guest = self.to_declaration()
        self.assertIn("Chỉ khai nếu “Loại” là “Công ty”", guest.words())
        self.assertIn("Trợ giúp", guest.words())
        self.assertIn("Số tiền ghi trên giấy đăng ký.", guest.words())
        self.assertEqual(guest.page.get_element_by_id("data.dan_toc").value, "Kinh")

    def test_the_server_tells_computed_values_and_what_is_not_asked(self):
        guest = self.to_declaration()
        url = guest.page.cssselect("[data-declared]")[0].get("data-declared")
        sent = {**ROW, "fact.applicant.kind": "citizen", "data.loai": "cty"}
        sent["data.von"] = "999.999"
        answer = guest.session.post(url, data=sent)
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        found = answer.json()
        self.assertEqual(found["computed"]["data.tong"], "150.000 đ")
        self.assertEqual(found["computed"]["data.hang.0.tien"], "150.000 đ")
        self.assertIn("data.giay_phep", found["hidden"])
        self.assertNotIn("data.von", found["hidden"])
        sent["data.von"] = "1.000.000"
        found = guest.session.post(url, data=sent).json()
        self.assertNotIn("data.giay_phep", found["hidden"])
        self.assertEqual(guest.session.get(url).status_code, 404)

    def test_who_files_decides_what_is_asked(self):
        guest = self.guest
        guest.begin()
        person = PERSON | {"kind": "organisation", "tax_code": "0100109106"}
        guest.tell_who(**person)
        guest.choose_place()
        fact = guest.page.cssselect("[data-fact^='applicant.kind']")[0]
        self.assertEqual(fact.get("data-fact"), "applicant.kind=organisation")
        guest.send(ROW | {"data.dan_toc": "Tày"})
        guest.add_papers()
        guest.send({"way.result_by": "counter"})
        self.assertNotIn("Dân tộc", guest.words())


class ApiTest(GroupsCase):
    def test_the_example_has_rows_and_is_accepted(self):
        client = Client(self.portal)
        body = client.example()
        self.assertEqual(len(body["data"]["hang"]), 1)
        self.assertNotIn("tong", body["data"])
        answer = client.post(body)
        self.assertEqual(answer.status_code, 201, answer.text)

    def test_a_wrong_row_is_named_by_its_place(self):
        client = Client(self.portal)
        body = client.example()
        body["data"]["hang"].append({"ten": "Ngô"})
        answer = client.post(body)
        self.assertEqual(answer.status_code, 400)
        fields = [row["field"] for row in answer.json()["error"]["problems"]]
        self.assertEqual(
            fields, [f"data.hang.1.{n}" for n in ("so_luong", "don_gia", "xuat_xu")]
        )
