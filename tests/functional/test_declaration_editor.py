"""Designers edit the questions of a declaration through the web."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import metadata
from hanam.dvc.catalogue.declarations import outline
from plone import api
from tests.declared import GOODS
from tests.dossiers import PASSWORD
from tests.filing import CODE
from tests.filing import Visitor
from tests.wizard import WizardCase

import transaction


KINDS = (
    "Mã số thuế",
    "Số điện thoại",
    "Số tiền (đồng)",
    "Ngày sinh, hoặc chỉ năm sinh",
    "Chọn một mục",
    "Chọn nhiều mục",
    "Lựa chọn lấy từ danh mục của cổng",
    "Địa chỉ",
    "Giá trị tự tính",
    "Nhóm câu hỏi lặp lại",
    "Tiêu đề hoặc lời giải thích",
    "Số thập phân",
)


class DesignerCase(WizardCase):
    def setUp(self):
        super().setUp()
        with api.env.adopt_roles(["Manager"]):
            self.form = loading.load_declaration(lookup.procedure(CODE), GOODS)
            api.user.create("b@vi-du.example", "designer", PASSWORD)
            api.user.grant_roles("designer", roles=["Editor"])
        transaction.commit()
        self.designer = Visitor(self.portal, "designer")
        self.fields = f"thu-tuc/{CODE}/to-khai/fields"

    def question(self, name):
        """A question as it is stored, seen by a transaction of its own."""
        transaction.begin()
        schema = keeping.schema_of(self.form.fields_model)
        return next(
            (item for item in outline.of_schema(schema) if item.name == name), None
        )

    def save(self, name, **changes):
        """Open the form of a question and save it with changes."""
        self.designer.get(f"{self.fields}/{name}")
        values = {f"form.widgets.{key}": value for key, value in changes.items()}
        values["form.buttons.save"] = "Lưu"
        return self.designer.send(values)

    def setting(self, name, **changes):
        return self.save(
            name, **{f"IQuestion.{key}": value for key, value in changes.items()}
        )

    def add(self, name, title, kind):
        self.designer.get(f"{self.fields}/@@add-field")
        value = next(
            item.get("value")
            for item in self.designer.page.cssselect("option")
            if item.text_content().strip() == kind
        )
        return self.designer.send(
            {
                "form.widgets.title": title,
                "form.widgets.__name__": name,
                "form.widgets.factory:list": value,
                "form.buttons.add": "Thêm",
            }
        )

    def told(self) -> str:
        return self.designer.words("body")


class EditorTest(DesignerCase):
    def test_every_kind_is_offered_by_its_name(self):
        self.designer.get(f"{self.fields}/@@add-field")
        offered = [
            item.text_content().strip()
            for item in self.designer.page.cssselect("option")
        ]
        for title in KINDS:
            with self.subTest(title=title):
                self.assertIn(title, offered)
        self.assertNotIn("ReCaptcha", offered)

    def test_a_question_has_the_settings_that_pages_use_and_no_others(self):
        self.designer.get(f"{self.fields}/von")
        words = self.told()
        for label in ("Chỉ hỏi nếu", "Trợ giúp chi tiết", "Ví dụ", "Điền sẵn", "Mẫu"):
            self.assertIn(label, words)
        self.assertNotIn("TALES", words)

    def test_help_and_condition_are_saved(self):
        self.setting("von", more="Ghi bằng số.", condition="loai = cty và sinh")
        found = self.question("von")
        self.assertEqual(found.condition, "loai = cty và sinh")
        told = keeping.schema_of(self.form.fields_model)["von"]
        self.assertEqual(metadata.IQuestion(told).more, "Ghi bằng số.")

    def test_nothing_that_breaks_the_declaration_is_saved(self):
        for name, setting, value, words in (
            ("von", "condition", "la = 1", "“la”"),
            ("von", "condition", "loai = moi", "“moi”"),
            ("von", "condition", "(loai = cty", "ngoặc"),
            ("von", "condition", "giay_phep", "chờ nhau"),
            ("von", "condition", "loai = cty and loai = nha", "không câu trả lời nào"),
            ("giay_phep", "pattern", "(a+)+", "rất lâu"),
        ):
            with self.subTest(value=value):
                before = self.form.fields_model
                self.setting(name, **{setting: value})
                self.assertIn("Chưa lưu", self.told())
                self.assertIn(words, self.told())
                typed = dict(self.designer.values())[
                    f"form.widgets.IQuestion.{setting}"
                ]
                self.assertEqual(typed, value)
                transaction.begin()
                self.assertEqual(self.form.fields_model, before)

    def test_choices_keep_their_order_and_are_not_emptied_or_doubled(self):
        self.save("loai", values="z|Zê\ncty|Công ty\na|A")
        values = [value for value, _title in self.question("loai").choices]
        self.assertEqual(values, ["z", "cty", "a"])
        self.save("loai", values="cty|Một\ncty|Hai")
        self.assertIn("hai lần", self.told())
        self.assertEqual(len(self.question("loai").choices), 3)

    def test_limits_the_wrong_way_round_are_told(self):
        self.save("von", min="9", max="1")
        self.assertIn("nhỏ nhất", self.told())
        self.assertEqual(self.designer.answer.status_code, 200)

    def test_columns_of_a_group_are_edited_in_a_table(self):
        self.designer.get(f"{self.fields}/hang")
        number = 6
        row = f"form.widgets.columns.{number}"
        self.designer.send(
            {
                f"{row}.name": "ghi_chu",
                f"{row}.title": "Ghi chú",
                f"{row}.kind": "text",
                f"{row}.required": "no",
                "form.buttons.save": "Lưu",
            }
        )
        columns = self.question("hang").columns
        self.assertEqual([item.name for item in columns][-1], "ghi_chu")
        self.assertFalse(columns[-1].required)
        self.assertEqual(columns[0].title, "Tên hàng")

    def test_a_formula_is_checked_when_it_is_saved(self):
        self.save("tong", formula="sum(hang.la)")
        self.assertIn("“hang.la”", self.told())
        self.save("tong", formula="sum(hang.tien) + 1")
        self.assertEqual(self.question("tong").formula, "sum(hang.tien) + 1")

    def test_a_question_is_added(self):
        for name, kind, made in (
            ("dien_tich", "Số thập phân", "number"),
            ("ghi_chu", "Tiêu đề hoặc lời giải thích", "heading"),
            ("thanh_vien", "Nhóm câu hỏi lặp lại", "group"),
            ("noi_o", "Địa chỉ", "address"),
            ("nam_sinh", "Ngày sinh, hoặc chỉ năm sinh", "birth"),
            ("mon", "Chọn một mục", "choice"),
            ("cac_mon", "Chọn nhiều mục", "choices"),
            ("cong", "Giá trị tự tính", "computed"),
        ):
            with self.subTest(kind=kind):
                self.add(name, "Câu hỏi mới", kind)
                self.assertEqual(self.question(name).kind, made)

    def test_a_short_name_that_is_illegal_or_taken_is_refused(self):
        for name in ("Ten", "a.b", "case", "loai"):
            with self.subTest(name=name):
                before = self.form.fields_model
                self.add(name, "Câu hỏi mới", "Mã số thuế")
                transaction.begin()
                self.assertEqual(self.form.fields_model, before)

    def test_citizens_may_not_edit(self):
        citizen = Visitor(self.portal, "citizen")
        citizen.get(f"{self.fields}/von")
        self.assertNotIn("IQuestion.condition", citizen.answer.text)
