"""Designers try a declaration, keep test cases, publish; drafts keep their version."""

from hanam.dvc.catalogue import declaration as rows
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.dossiers import access
from hanam.dvc.filing import declaration
from tests.declared import GOODS
from tests.filing import CODE
from tests.filing import Visitor
from tests.functional.test_declaration_editor import DesignerCase
from tests.functional.test_filing_groups import ROW

import copy
import transaction


class TryTest(DesignerCase):
    def open(self):
        self.designer.get(f"thu-tuc/{CODE}/to-khai/thu")
        return self.designer

    def check(self, go="check", **values):
        return self.designer.send({**ROW, **values, "go": go})

    def test_a_designer_fills_it_in_and_sees_what_comes_of_it(self):
        designer = self.open()
        self.check()
        self.assertEqual(designer.problems, [])
        self.assertIn("Mọi nội dung đều đúng", designer.words())
        self.assertIn('"tien": 150000', designer.words("pre"))
        self.assertIn("Một trăm năm mươi nghìn đồng", designer.words("dl"))
        self.assertEqual(self.rows(), ())

    def test_mistakes_are_told_as_a_citizen_is_told(self):
        designer = self.open()
        self.check(**{"data.hang.0.so_luong": "nhiều"})
        self.assertEqual(designer.problems, ["data.hang.0.so_luong"])
        self.assertNotIn("so_luong", designer.words("pre"))

    def test_who_files_and_rows_can_be_changed(self):
        designer = self.open()
        designer.send({**ROW, "fact.kind": "organisation", "go": "check"})
        self.assertNotIn("dan_toc", designer.words("pre"))
        designer.send({**ROW, "rows": "add:data.hang"})
        self.assertIn("data.hang.1.ten", dict(designer.values()))

    def test_an_example_is_right(self):
        designer = self.open()
        designer.send({"go": "example"})
        designer.send({"go": "check"})
        self.assertEqual(designer.problems, [])

    def test_only_those_who_may_change_it_try_it(self):
        for user in ("", "citizen", "clerk"):
            with self.subTest(user=user):
                visitor = Visitor(self.portal, user)
                for page in ("thu", "thu.json", "thu.css", "phien-ban", "phan"):
                    visitor.get(f"thu-tuc/{CODE}/to-khai/{page}")
                    self.assertNotIn("case.name", visitor.answer.text)
                    self.assertNotIn("data.loai", visitor.answer.text)

    def test_its_address_leads_designers_to_the_trial_and_others_to_the_procedure(self):
        self.designer.get(f"thu-tuc/{CODE}/to-khai")
        self.assertTrue(self.designer.answer.url.endswith("/to-khai/thu"))
        self.guest.get(f"thu-tuc/{CODE}/to-khai")
        self.assertTrue(self.guest.answer.url.endswith(f"/thu-tuc/{CODE}"))

    def test_a_script_is_shown_as_text(self):
        designer = self.open()
        self.check(**{"data.hang.0.ten": "<script>alert(1)</script>"})
        self.assertNotIn("<script>alert", designer.answer.text)

    def test_a_forged_form_keeps_nothing(self):
        designer = self.open()
        designer.send(
            {**ROW, "case.name": "Ca", "go": "save-case", "_authenticator": "x"}
        )
        transaction.begin()
        self.assertEqual(list(getattr(self.form, "declared_cases", ())), [])


class CasesTest(DesignerCase):
    def save_case(self, name, **values):
        self.designer.get(f"thu-tuc/{CODE}/to-khai/thu")
        return self.designer.send(
            {**ROW, **values, "case.name": name, "go": "save-case"}
        )

    def versions(self):
        self.designer.get(f"thu-tuc/{CODE}/to-khai/phien-ban")
        return self.designer

    def publish(self, **values):
        self.versions()
        return self.designer.send({**values, "go": "publish"})

    def live(self) -> int:
        transaction.begin()
        return keeping.version(self.form).number

    def test_a_case_is_kept_opened_and_deleted(self):
        self.save_case("Một mặt hàng")
        self.assertIn("Đã lưu ca kiểm thử: Một mặt hàng", self.designer.words())
        self.designer.get(f"thu-tuc/{CODE}/to-khai/thu?ca=Một mặt hàng")
        self.assertEqual(dict(self.designer.values())["data.hang.0.ten"], "Gạo")
        self.assertIn("đúng mong đợi", self.designer.words())
        self.designer.send({"case.name": "Một mặt hàng", "go": "remove-case"})
        self.assertIn("Chưa có ca kiểm thử nào", self.designer.words())

    def test_a_case_needs_a_name(self):
        self.save_case("")
        self.assertEqual(self.designer.problems, ["case.name"])

    def test_a_change_that_breaks_a_case_is_told_before_it_is_live(self):
        before = self.live()
        self.save_case("Một mặt hàng")
        self.save("tong", formula="sum(hang.tien) + 1")
        designer = self.versions()
        self.assertIn("khác mong đợi", designer.words())
        self.assertIn("tong", designer.words())
        self.publish(note="Cộng thêm một")
        self.assertEqual(designer.problems, ["anyway"])
        self.assertEqual(self.live(), before)
        designer.send({"anyway": "1", "go": "publish"})
        self.assertEqual(self.live(), before + 1)
        self.assertIn("Cộng thêm một", designer.words("table"))

    def test_what_citizens_could_not_fill_in_is_never_published(self):
        before = self.live()
        self.add("mon", "Món ăn", "Chọn một mục")
        self.publish()
        self.assertEqual(self.designer.problems, [""])
        self.assertIn("Món ăn: chưa có lựa chọn", self.designer.words())
        self.assertEqual(self.live(), before)

    def test_what_differs_is_shown_question_by_question(self):
        self.setting("von", condition="loai = nha")
        designer = self.versions()
        self.assertIn("Vốn", designer.words(".dvc-list"))
        self.assertIn("loai = nha", designer.words("ins"))
        self.assertIn("loai = cty", designer.words("del"))

    def test_an_earlier_version_is_edited_again(self):
        before = keeping.live(self.form)
        self.setting("von", condition="loai = nha")
        self.publish()
        designer = self.versions()
        digests = [
            item.get("value") for item in designer.page.cssselect("[name=digest]")
        ]
        number = digests.index(before) + 1
        designer.send({"go": "restore"}, number=number)
        self.assertEqual(self.question("von").condition, "loai = cty")
        self.assertNotEqual(keeping.live(self.form), before)


class SectionsTest(DesignerCase):
    def save_sections(self, **values):
        self.designer.get(f"thu-tuc/{CODE}/to-khai/phan")
        return self.designer.send(values)

    def test_a_section_gets_words_and_a_condition(self):
        self.save_sections(
            **{"part_2.condition": "loai = nha", "part_2.help": "Khai đủ."}
        )
        found = self.question("hang")
        self.assertEqual(found.section_condition, "loai = nha")
        self.assertEqual(self.question("dai_dien").section_condition, "loai = cty")

    def test_a_condition_that_cannot_be_met_is_not_saved(self):
        self.save_sections(**{"part_2.condition": "la = nha"})
        self.assertIn("“la”", self.designer.words())
        typed = dict(self.designer.values())["part_2.condition"]
        self.assertEqual(typed, "la = nha")
        self.assertEqual(self.question("hang").section_condition, "")


class PinnedTest(DesignerCase):
    """Drafts and dossiers keep the version they were begun with."""

    def change(self):
        """Publish a version without "sinh", with another kind of "loai"."""
        data = copy.deepcopy(GOODS)
        fields = data["fieldsets"][0]["fields"]
        del fields[4]
        data["fieldsets"][1]["fields"][0]["columns"][0]["kind"] = "multiline"
        data["fieldsets"][1]["fields"].append(
            {"name": "moi", "kind": "text", "title": "Câu hỏi mới"}
        )
        self.form.fields_model = rows.to_model(data)
        keeping.publish(self.form, note="Thêm câu hỏi mới.")
        transaction.commit()

    def begin(self):
        guest = self.guest
        guest.begin()
        guest.tell_who()
        guest.choose_place()
        guest.send(ROW, go="stay")
        return guest

    def test_an_edit_changes_nothing_for_citizens_until_it_is_published(self):
        self.save("tong", title="Tổng cộng")
        guest = self.begin()
        self.assertIn("Tổng giá trị", guest.words())
        self.assertNotIn("Tổng cộng", guest.words())

    def test_a_draft_is_finished_as_it_was_begun(self):
        guest = self.begin()
        self.change()
        guest.get(guest.answer.url)
        self.assertIn("Tờ khai này đã thay đổi", guest.words())
        self.assertNotIn("Câu hỏi mới", guest.words("form"))
        guest.send()
        guest.add_papers()
        guest.send({"way.result_by": "counter"})
        guest.file()
        [row] = self.rows()
        dossier = access.find(row.code)
        self.assertEqual(dossier.data["sinh"], "1985")
        shown = dict(
            declaration.display(
                declaration.fields_of(self.form, dossier.declaration),
                dossier.data,
                declaration.facts_of(dossier),
            )
        )
        self.assertEqual(shown["Ngày sinh của chủ hàng"], "1985")
        clerk = Visitor(self.portal, "clerk")
        clerk.get(dossier.absolute_url())
        self.assertIn("Ngày sinh của chủ hàng", clerk.words())

    def test_whoever_moves_is_told_what_would_be_lost(self):
        guest = self.begin()
        self.change()
        guest.get(guest.answer.url)
        notice = guest.words(".dvc-newer")
        self.assertIn("Ngày sinh của chủ hàng: 1985", notice)
        self.assertIn("Gạo", notice)
        self.assertIn("Thêm câu hỏi mới.", notice)
        guest.send({"rows": "move"})
        self.assertNotIn("Tờ khai này đã thay đổi", guest.words())
        typed = dict(guest.values())
        self.assertEqual(typed["data.hang.0.so_luong"], "10")
        self.assertNotIn("data.sinh", typed)
        self.assertIn("data.moi", typed)

    def test_a_new_filing_takes_the_new_version(self):
        self.change()
        guest = self.begin()
        self.assertIn("Câu hỏi mới", guest.words())
        self.assertEqual(self.draft().declaration, keeping.live(self.form))
