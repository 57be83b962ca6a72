"""Every declaration of the sample province: right, fillable, and clear about mistakes."""

from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.declarations import checks
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.filing import controls
from hanam.dvc.filing import declaration
from hanam.dvc.filing import duration
from hanam.dvc.filing import example
from hanam.dvc.filing import hiding
from hanam.dvc.filing.answers import declared_fields
from hanam.dvc.filing.asking import Asked
from hanam.dvc.testing import SAMPLE_INTEGRATION
from zope.i18n import translate

import unittest


LEAST = 30
# Kind, what somebody types, words of the message.
MISTAKES = {
    "date": ("31/2/2018", "31/2/2018"),
    "birth": ("1/1/85", "ngày/tháng/năm"),
    "integer": ("nhiều", "số nguyên"),
    "money": ("một triệu", "số tiền"),
    "number": ("rộng", "chữ số"),
    "personal_id": ("123", ""),
    "tax_code": ("123", ""),
    "phone": ("123", ""),
    "email": ("thu@", ""),
    "choice": ("khong-co", "Hãy chọn một mục"),
    "choices": (["khong-co"], "Hãy chọn một mục"),
    "admin_unit": ("00000", "Hãy chọn một mục"),
    "text": ("a" * 11_000, "ký tự"),
    "multiline": ("a" * 11_000, "ký tự"),
}


def vietnamese(message) -> str:
    return translate(message, target_language="vi")


def declared():
    folder = lookup.folder(lookup.PROCEDURES)
    return [
        item
        for item in folder.objectValues()
        if item.portal_type == "Procedure" and lookup.declaration(item) is not None
    ]


def facts(procedure):
    """Each case with each kind of applicant."""
    cases = [row["key"] for row in procedure.cases or ()] or [""]
    return [
        {"case": case, "applicant.kind": kind}
        for case in cases
        for kind in ("citizen", "organisation")
    ]


class SampleTest(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def each(self):
        found = declared()
        self.assertGreaterEqual(len(found), LEAST)
        return [(procedure, declared_fields(procedure)) for procedure in found]

    def test_nothing_is_wrong_with_its_questions(self):
        for procedure, _fields in self.each():
            form = lookup.declaration(procedure)
            schema = keeping.schema_of(form.fields_model)
            self.assertEqual(checks.of_schema(schema), [], procedure.getId())
            self.assertEqual(keeping.digest_of(form.fields_model), keeping.live(form))

    def test_right_answers_are_taken_in_every_case(self):
        for procedure, fields in self.each():
            for known in facts(procedure):
                answers = example.answers(fields, known)
                data, problems = declaration.validate(
                    fields, answers, strict=True, facts=known
                )
                self.assertEqual(problems, [], (procedure.getId(), known))
                again, problems = declaration.validate(fields, data, facts=known)
                self.assertEqual((again, problems), (data, []), known)
                for _label, text in declaration.display(fields, data, known):
                    self.assertNotIn("${", vietnamese(text))

    def test_nothing_is_forgotten_without_a_word(self):
        for procedure, fields in self.each():
            known = facts(procedure)[0]
            _data, problems = declaration.validate(fields, {}, facts=known)
            told = {problem.field.split(".")[1] for problem in problems}
            asked = Asked(fields, {}, known)
            wanted = {
                field.name for field in fields if field.required and asked.asks(field)
            }
            self.assertEqual(told, wanted, procedure.getId())
            for problem in problems:
                self.assertNotEqual(vietnamese(problem.message), str(problem.message))

    def test_typical_mistakes_are_told_at_their_field(self):
        for procedure, fields in self.each():
            known = facts(procedure)[0]
            right = example.answers(fields, known)
            for field in fields:
                if field.name not in right or field.kind not in MISTAKES:
                    continue
                typed, words = MISTAKES[field.kind]
                sent = right | {field.name: typed}
                _data, problems = declaration.validate(fields, sent, facts=known)
                told = {item.field: vietnamese(item.message) for item in problems}
                self.assertIn(
                    f"data.{field.name}", told, (procedure.getId(), field.name)
                )
                self.assertIn(words, told[f"data.{field.name}"], field.name)

    def test_mistakes_in_rows_are_told_at_their_row(self):
        for procedure, fields in self.each():
            known = facts(procedure)[0]
            right = example.answers(fields, known)
            for field in fields:
                if field.kind != "group" or field.name not in right:
                    continue
                for column in field.columns:
                    if (
                        column.kind not in MISTAKES
                        or column.name not in right[field.name][0]
                    ):
                        continue
                    typed, _words = MISTAKES[column.kind]
                    row = right[field.name][0] | {column.name: typed}
                    sent = right | {field.name: [*right[field.name][:-1], row]}
                    _data, problems = declaration.validate(fields, sent, facts=known)
                    place = f"data.{field.name}.{len(right[field.name]) - 1}"
                    self.assertIn(
                        f"{place}.{column.name}", {item.field for item in problems}
                    )

    def test_it_takes_some_minutes_and_a_page_can_be_drawn(self):
        for procedure, fields in self.each():
            minutes = duration.minutes_of(lookup.declaration(procedure))
            self.assertTrue(1 <= minutes <= 20, minutes)
            found = controls.controls(fields, {}, "data", facts=facts(procedure)[0])
            self.assertTrue(controls.sections(found))
            self.assertNotIn("<", hiding.sheet(fields))

    def test_it_does_not_ask_again_what_the_first_page_asks(self):
        words = ("người nộp", "của chủ hồ sơ", "số điện thoại của bạn")
        for _procedure, fields in self.each():
            for field in fields:
                for text in words:
                    self.assertNotIn(text, field.label.lower())
