"""What the catalogue knows about the gaps and the red tape of procedures."""

from dataclasses import replace
from datetime import date
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue.audit import findings
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit import tape
from hanam.dvc.catalogue.audit.gaps import GAPS
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.audit import AuditCase
from tests.audit import CODE
from zope.interface import Invalid

import unittest


class Completeness(AuditCase):
    def test_a_complete_procedure_lacks_only_its_guide(self):
        self.load()
        self.assertEqual(self.gaps(), ("guide",))

    def test_every_gap_is_found_where_it_is(self):
        cases = (
            ("how_steps", {"how_steps": []}),
            ("channels", {"channels": []}),
            ("papers", {"papers": []}),
            ("limits", {"limits": []}),
            ("subjects", {"subjects": []}),
            ("agencies", {"agencies": []}),
            ("legal_basis", {"legal_basis": []}),
            ("sector", {"sector": ""}),
            ("results", {"results": []}),
            ("fees", {"fees": []}),
            ("plan", {"plan": []}),
            ("effective_from", {"effective_from": None}),
            ("decision", {"decision": ""}),
            ("synonyms", {"synonyms": []}),
            ("raw", {"raw": "Không đọc được"}),
            ("fee_words", {"fees": [{"text": "Theo nghị quyết"}]}),
            ("limit_words", {"limits": [{"text": "Ngay khi có thể"}]}),
            ("expired", {"effective_to": "2018-01-01"}),
            ("forms", {"papers": [{"key": "a", "title": "Đơn", "form": "01/ĐK"}]}),
            ("unnamed_form", {"papers": [{"key": "a", "title": "Đơn đề nghị"}]}),
            ("level", {"channels": ["counter"]}),
        )
        self.load()
        for gap, changed in cases:
            with self.subTest(gap=gap):
                self.load(**changed)
                self.assertIn(gap, self.gaps())
                self.load()
                self.assertNotIn(gap, self.gaps())

    def test_a_day_near_the_end_is_told_before_it_comes(self):
        self.load(effective_to="2018-12-20")
        around = findings.world([CODE])
        for day, gap in (
            (date(2018, 11, 1), None),
            (date(2018, 11, 20), "expiring"),
            (date(2018, 12, 20), "expiring"),
            (date(2018, 12, 21), "expired"),
        ):
            with self.subTest(day=day):
                found = set(
                    findings.gaps_of(self.record(), 4, replace(around, day=day))
                )
                self.assertEqual(
                    found & {"expired", "expiring"}, {gap} if gap else set()
                )

    def test_a_public_guide_closes_its_gap_and_a_draft_does_not(self):
        self.load()
        place = self.portal["huong-dan"]
        guide = api.content.create(place, "Guide", title="Cách làm", procedures=[CODE])
        self.assertIn("guide", self.gaps())
        api.content.transition(guide, "publish")
        self.assertNotIn("guide", self.gaps())

    def test_severities_are_data_and_off_is_not_looked_for(self):
        self.load(synonyms=[], decision="")
        self.assertEqual(self.gaps(), ("guide", "decision", "synonyms"))
        record = f"{settings.PREFIX}.severities"
        api.portal.set_registry_record(record, '{"synonyms": "must", "guide": "off"}')
        self.assertEqual(self.gaps(), ("synonyms", "decision"))

    def test_every_gap_with_a_field_names_one_of_the_form(self):
        for name, gap in GAPS.items():
            with self.subTest(gap=name):
                fields = loading.bound_fields(loading.IProcedure)
                self.assertTrue(not gap.field or gap.field in fields)

    def test_a_procedure_without_a_code_is_told_so(self):
        loading.load_procedures([{"title": "Thủ tục chưa có mã", "slug": "chua-co-ma"}])
        found = next(i for i in findings.findings() if i.record.id == "chua-co-ma")
        self.assertIn("code", found.gaps)
        self.assertEqual(found.gaps[0], "how_steps")


class RedTape(AuditCase):
    def burden(self, **values):
        self.load(**values)
        record = self.record()
        facts = level_facts([record])[record.id]
        return tape.burden_of(record, facts, tape.lists())

    def test_papers_that_must_be_handed_in_are_counted(self):
        burden = self.burden()
        self.assertEqual((burden.asked, burden.forms, burden.held), (3, 1, 1))
        self.assertEqual(burden.form_minutes, 8)
        self.assertTrue(burden.sends_result)

    def test_an_editor_corrects_the_list_row_by_row(self):
        papers = [
            {"key": "a", "title": "Giấy khai sinh", "held": "no"},
            {"key": "b", "title": "Giấy chứng sinh", "held": "yes"},
            {"key": "c", "title": "Giấy khác"},
        ]
        self.assertEqual(self.burden(papers=papers[:1]).held, 0)
        self.assertEqual(self.burden(papers=papers[1:]).held, 1)

    def test_of_several_cases_the_hardest_counts(self):
        rows = [
            {"key": "a", "title": "Giấy mẫu một"},
            {"key": "b", "title": "Giấy mẫu hai", "case": "mot"},
            {"key": "c", "title": "Giấy mẫu ba", "case": "hai"},
            {"key": "d", "title": "Giấy mẫu bốn", "case": "hai"},
        ]
        cases = [{"key": "mot", "title": "Một"}, {"key": "hai", "title": "Hai"}]
        self.assertEqual(self.burden(papers=rows, cases=cases).asked, 3)

    def test_what_the_state_has_is_data(self):
        record = f"{settings.PREFIX}.held_papers"
        api.portal.set_registry_record(
            record,
            '[{"key": "a", "title": "Giấy chứng sinh", "holder": "Sở Y tế",'
            ' "phrases": ["GIẤY CHỨNG SINH"]}]',
        )
        self.assertEqual(self.burden().held, 1)
        papers = [{"key": "a", "title": "Giấy khai sinh"}]
        self.assertEqual(self.burden(papers=papers).held, 0)


class Settings(unittest.TestCase):
    layer = INTEGRATION

    def test_the_shipped_settings_are_good(self):
        for name in settings.PARSERS:
            settings.check(name, settings.record(name))
        self.assertEqual(sum(settings.readiness_weights().values()), 100)
        self.assertIn("to khai", settings.form_words())

    def test_bad_settings_are_refused_with_their_place(self):
        for name, text, said in (
            ("readiness", "{", "JSON"),
            ("readiness", '{"forms": 1}', "information"),
            ("readiness", '{"speed": 1}', "speed"),
            ("red_tape", '{"form": 1, "paper": 1, "trip": -1}', "trip"),
            ("held_papers", '[{"key": "a"}]', "1.title"),
            ("held_papers", "{}", ""),
            ("form_words", "[]", ""),
            ("severities", '{"guide": "never"}', "guide"),
        ):
            with self.subTest(name=name, text=text), self.assertRaises(Invalid) as bad:
                settings.check(name, text)
            self.assertIn(said, api.portal.translate(bad.exception.args[0]))
