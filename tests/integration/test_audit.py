"""What the catalogue knows about the gaps, levels and red tape of procedures."""

from dataclasses import replace
from datetime import date
from hanam.dvc.catalogue import levels
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.audit import changes
from hanam.dvc.catalogue.audit import findings
from hanam.dvc.catalogue.audit import settings
from hanam.dvc.catalogue.audit import tape
from hanam.dvc.catalogue.audit.gaps import GAPS
from hanam.dvc.catalogue.audit.records import level_facts
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.interfaces import IOnlinePayment
from hanam.dvc.testing import INTEGRATION
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.namedfile.file import NamedBlobFile
from zope.component import getGlobalSiteManager
from zope.event import notify
from zope.interface import implementer
from zope.interface import Invalid
from zope.lifecycleevent import ObjectModifiedEvent

import unittest


CODE = "1.900001"
COMPLETE = {
    "code": CODE,
    "title": "Đăng ký mẫu",
    "sector": "ho-tich",
    "agencies": ["so-tu-phap"],
    "declared_level": 4,
    "channels": ["online", "counter"],
    "subjects": ["Công dân Việt Nam"],
    "how_steps": ["Nộp hồ sơ."],
    "papers": [
        {"key": "to-khai", "title": "Tờ khai đăng ký", "form": "to-khai"},
        {"key": "khai-sinh", "title": "Giấy khai sinh của con"},
        {"key": "khac", "title": "Giấy chứng sinh"},
        {"key": "them", "title": "Giấy ủy quyền", "required": False},
    ],
    "limits": [{"value": 3, "unit": "working_day"}],
    "fees": [{"amount": 0, "title": "Lệ phí"}],
    "results": [{"title": "Giấy khai sinh"}],
    "legal_basis": [{"title": "Luật Hộ tịch"}],
    "plan": [{"title": "Xử lý", "role": "officer", "value": 1, "unit": "working_day"}],
    "effective_from": "2016-01-01",
    "decision": "Quyết định mẫu",
    "synonyms": ["làm mẫu"],
    "return_by_post": True,
}
FORM = {
    "title": "Tờ khai đăng ký",
    "minutes": 8,
    "fieldsets": [
        {
            "title": "Bạn khai",
            "fields": [{"name": "ho_ten", "kind": "text", "title": "Họ tên"}],
        }
    ],
}
TICK = {"name": "cam_doan", "kind": "bool", "title": "Tôi cam đoan"}


@implementer(IOnlinePayment)
class Cashier:
    """Takes the fees of the procedures it is told."""

    def __init__(self, *ids):
        self.ids = set(ids)

    def payable(self, ids):
        return self.ids & set(ids)


class AuditCase(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        setRoles(self.portal, TEST_USER_ID, ["Manager"])
        loading.load_sectors([{"slug": "ho-tich", "title": "Hộ tịch"}])
        loading.load_agencies([{"slug": "so-tu-phap", "title": "Sở Tư pháp"}])

    def load(self, form=FORM, **values):
        """The complete procedure with some of its values changed."""
        loading.load_procedures([COMPLETE | values])
        procedure = lookup.procedure(CODE)
        if form:
            loading.load_declaration(procedure, form)
        return procedure

    def record(self):
        return next(record for record in records() if record.code == CODE)

    def gaps(self):
        found = findings.findings()
        return next(item.gaps for item in found if item.record.code == CODE)


class Levels(AuditCase):
    def test_the_column_says_what_the_procedure_says(self):
        procedure = self.load()
        facts = level_facts([self.record()])[CODE]
        self.assertEqual(facts, levels.facts_of(procedure))
        self.assertEqual(levels.level_of(procedure), 4)
        self.assertEqual(levels.what_blocks(procedure), ())

    def test_a_level_needs_what_is_really_there(self):
        cases = (
            ({"form": None}, 1, ("forms", "online_form")),
            ({"form": FORM | {"fieldsets": [{"title": "A", "fields": [TICK]}]}}, 1, ("forms", "online_form")),
            ({"channels": ["counter"]}, 2, ("channel",)),
            ({"fees": [{"amount": 8000}]}, 3, ("online_payment",)),
            ({"fees": [{"text": "Theo nghị quyết"}]}, 3, ("online_payment",)),
            ({"limits": []}, 1, ("information",)),
        )  # fmt: skip
        for changed, level, blocks in cases:
            with self.subTest(**changed):
                place = self.portal[lookup.PROCEDURES]
                if CODE in place:
                    place.manage_delObjects([CODE])
                procedure = self.load(**changed)
                self.assertEqual(levels.level_of(procedure), level)
                self.assertEqual(levels.what_blocks(procedure), blocks)
                facts = level_facts([self.record()])[CODE]
                self.assertEqual(facts, levels.facts_of(procedure))

    def test_whoever_takes_fees_online_says_for_which_procedures(self):
        procedure = self.load(fees=[{"amount": 8000}])
        sites = getGlobalSiteManager()
        for cashier, level in ((Cashier("1.900002"), 3), (Cashier(CODE), 4)):
            sites.registerUtility(cashier, IOnlinePayment)
            self.addCleanup(sites.unregisterUtility, cashier, IOnlinePayment)
            with self.subTest(level=level):
                self.assertEqual(levels.level_of(procedure), level)
                facts = level_facts([self.record()])[CODE]
                self.assertEqual(facts.online_payment, level == 4)

    def test_a_form_counts_when_its_file_is_there_and_not_empty(self):
        papers = [{"key": "mau", "title": "Đơn", "form": "mau.pdf"}]
        procedure = self.load(papers=papers)
        self.assertEqual(levels.unoffered(procedure), ("mau.pdf",))
        item = api.content.create(procedure, "File", "mau.pdf")
        self.assertEqual(levels.unoffered(procedure), ("mau.pdf",))
        item.file = NamedBlobFile(b"%PDF-1.4 mau", filename="mau.pdf")
        notify(ObjectModifiedEvent(item))
        self.assertEqual(levels.unoffered(procedure), ())
        self.assertEqual(self.record().audit["unoffered"], ())

    def test_a_declaration_that_changes_changes_what_is_known(self):
        procedure = self.load()
        self.assertTrue(self.record().offers.online_form)
        form = lookup.declaration(procedure)
        form.fields_model = "<model/>"
        notify(ObjectModifiedEvent(form))
        self.assertFalse(self.record().offers.online_form)
        self.assertIn("empty_declaration", self.gaps())
        procedure.manage_delObjects([lookup.DECLARATION])
        self.assertFalse(self.record().audit["declared"])
        self.assertIn("declaration", self.gaps())


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
        around = findings.world()
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
        procedure = self.load()
        flows = api.portal.get_tool("portal_workflow")
        flows.setChainForPortalTypes(["Document"], ["simple_publication_workflow"])
        guide = api.content.create(
            self.portal["huong-dan"], "Document", title="Cách làm"
        )
        api.relation.create(guide, procedure, "relatedItems")
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


class LevelLog(AuditCase):
    def entries(self):
        book = changes.book()
        return list(book.newest_first())

    def test_a_change_is_written_once_with_its_reason(self):
        procedure = self.load()
        self.assertEqual(self.entries(), [])
        self.load(declared_level=3, level_reason="Chưa thu phí trực tuyến")
        self.assertEqual(procedure.level_reason, "")
        (entry,) = self.entries()
        self.assertEqual((entry.before, entry.after), (4, 3))
        self.assertEqual(entry.reason, "Chưa thu phí trực tuyến")
        self.assertEqual(entry.actor, TEST_USER_ID)
        notify(ObjectModifiedEvent(procedure))
        self.load(declared_level=3, title="Tên mới")
        self.assertEqual(len(self.entries()), 1)
        self.load()
        self.assertEqual([entry.number for entry in self.entries()], [2, 1])

    def test_the_log_outlives_the_procedure(self):
        self.load()
        self.load(declared_level=2)
        self.portal[lookup.PROCEDURES].manage_delObjects([CODE])
        self.assertEqual([entry.code for entry in self.entries()], [CODE])

    def test_a_number_is_never_written_again(self):
        self.load()
        self.load(declared_level=2)
        book = changes.book()
        first = book.get(1)
        self.load(declared_level=3)
        self.assertEqual(book.get(1), first)
        self.assertIsNone(book.get(99))

    def test_what_nobody_could_see_is_no_change(self):
        loading.load_procedures([COMPLETE], publish=False)
        self.load_hidden(2)
        self.assertEqual(self.entries(), [])
        procedure = lookup.procedure(CODE)
        api.content.transition(procedure, "publish")
        self.assertEqual(self.entries(), [])
        self.load_hidden(3)
        self.assertEqual([entry.after for entry in self.entries()], [3])

    def test_a_change_while_it_is_withdrawn_counts_when_it_is_public_again(self):
        procedure = self.load()
        api.content.transition(procedure, "retract")
        self.load_hidden(2, level_reason="Ngừng nhận trực tuyến")
        self.load_hidden(3)
        self.assertEqual(self.entries(), [])
        api.content.transition(procedure, "publish")
        (entry,) = self.entries()
        self.assertEqual((entry.before, entry.after), (4, 3))

    def load_hidden(self, level, **values):
        rows = [COMPLETE | {"declared_level": level} | values]
        loading.load_procedures(rows, publish=False)

    def test_sample_entries_come_once_and_only_into_an_empty_log(self):
        self.load()
        rows = [
            {
                "procedure": CODE,
                "at": "2018-07-02T08:30:00",
                "before": 3,
                "after": 4,
                "reason": "Mẫu",
            },
            {
                "procedure": "9.999999",
                "at": "2018-07-02T08:30:00",
                "before": 3,
                "after": 4,
                "reason": "Mẫu",
            },
        ]
        changes.load_sample(rows)
        changes.load_sample(rows)
        (entry,) = self.entries()
        self.assertTrue(entry.sample)
        self.assertEqual(entry.actor, "")
