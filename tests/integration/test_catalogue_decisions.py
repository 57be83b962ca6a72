"""A publication decision makes its lines hold on their day, as a whole or not at all."""

from datetime import date
from datetime import timedelta
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import setup
from hanam.dvc.catalogue.decisions import lifecycle as decisions
from hanam.dvc.catalogue.decisions import lines
from hanam.dvc.catalogue.decisions import words
from hanam.dvc.catalogue.decisions.loading import load_decisions
from hanam.dvc.catalogue.moment import today
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.dossiers import facts
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.interfaces import IPortalLayer
from hanam.dvc.testing import INTEGRATION
from hanam.dvc.testing import SAMPLE_INTEGRATION
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests.versions import CODE
from tests.versions import limit
from tests.versions import load
from tests.versions import on
from tests.versions import OTHER
from tests.versions import PROCEDURE
from tests.versions import write
from zope.component import getMultiAdapter
from zope.interface import alsoProvides

import unittest


FIRST_DAY = date(2019, 7, 1)
BEFORE = FIRST_DAY - timedelta(days=1)
APPLICANT = {
    "kind": "citizen",
    "name": "Nguyễn Văn Mẫu",
    "id_number": "035090000002",
    "birth_date": "1990-01-01",
    "phone": "",
    "email": "",
    "address": "Ngõ Mẫu",
    "commune": "",
    "tax_code": "",
}


def line(action, procedure=CODE, version=None, replaced_by="", note=""):
    return {
        "action": action,
        "procedure": procedure,
        "version": version,
        "replaced_by": replaced_by,
        "note": note,
    }


class Decisions(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        setRoles(self.layer["portal"], TEST_USER_ID, ["Manager"])
        self.procedure = load()

    def decision(self, *rows):
        made = api.content.create(
            self.layer["portal"]["quyet-dinh"],
            "Decision",
            "12-qd-ubnd",
            number="12/QĐ-UBND",
            title="Quyết định mẫu",
            signed=date(2019, 6, 20),
            effective_from=FIRST_DAY,
            lines=list(rows),
        )
        lifecycle.go(made, "submit")
        return made

    def publish(self, *rows, **options):
        made = self.decision(*rows)
        with on(BEFORE):
            lifecycle.go(made, "publish", **options)
        return made

    def problems(self, *rows):
        return " ".join(
            text.mapping["text"] for text in lines.problems(self.decision(*rows))
        )

    def test_amending_approves_the_version_for_the_day_of_the_decision(self):
        version = write(self.procedure, None, limits=limit(2))
        lifecycle.go(version, "submit")
        made = self.publish(line("amend", version=2))
        self.assertEqual(lifecycle.state_of(version), "approved")
        self.assertEqual(version.decision, "12/QĐ-UBND")
        with on(BEFORE):
            self.assertEqual(self.procedure.limits[0]["value"], 5)
        with on(FIRST_DAY):
            self.assertEqual(self.procedure.limits[0]["value"], 2)
            self.assertEqual(self.procedure.decision, "12/QĐ-UBND")
        self.assertEqual(made.published_at.date(), BEFORE)
        with self.assertRaises(lifecycle.Refused):
            lifecycle.go(version, "withdraw")

    def test_a_repealed_procedure_cannot_be_filed_from_the_day_on(self):
        self.publish(line("repeal"))
        self.assertFalse(lookup.is_closed(self.procedure, BEFORE))
        self.assertTrue(lookup.is_closed(self.procedure, FIRST_DAY))
        for day, count in ((BEFORE, 1), (FIRST_DAY, 0)):
            with on(day):
                self.assertEqual(search.find("thu tuc mau")[0], count)

    def test_a_repealed_procedure_with_versions_ends_too(self):
        version = write(self.procedure, date(2019, 1, 1))
        lifecycle.approve(version)
        self.publish(line("repeal"))
        self.assertFalse(lookup.is_closed(self.procedure, BEFORE))
        self.assertTrue(lookup.is_closed(self.procedure, FIRST_DAY))
        later = write(self.procedure, date(2020, 1, 1))
        lifecycle.go(later, "submit")
        with self.assertRaises(lifecycle.Refused):
            lifecycle.go(later, "approve")

    def test_replacing_ends_one_and_adds_the_other_on_the_same_day(self):
        load(OTHER, publish=False)
        self.publish(
            line("replace", replaced_by=OTHER["code"]), line("add", OTHER["code"])
        )
        other = lookup.procedure(OTHER["code"])
        for day in (BEFORE, FIRST_DAY):
            self.assertNotEqual(
                lookup.is_closed(self.procedure, day), lookup.is_closed(other, day)
            )
        self.assertEqual(self.procedure.replaced_by, OTHER["code"])
        self.assertEqual(other.decision, "12/QĐ-UBND")

    def test_lines_that_cannot_be_carried_out_are_named_all_at_once(self):
        write(self.procedure, None)
        load(OTHER, publish=False)
        found = self.problems(
            line("amend", "9.999999"),
            line("amend"),
            line("amend", version=2),
            line("amend", version=7),
            line("replace", replaced_by=OTHER["code"]),
            line("add"),
        )
        for told in (
            "không có thủ tục nào mang mã này",
            "phiên bản nào",
            "còn là bản nháp",
            "không có phiên bản mang số này",
            "chưa được công bố",
            "đã được công bố rồi",
        ):
            self.assertIn(told, found)

    def test_a_version_that_overlaps_is_named_and_nothing_is_carried_out(self):
        lifecycle.approve(write(self.procedure, FIRST_DAY))
        version = write(self.procedure, None)
        lifecycle.go(version, "submit")
        load(OTHER, publish=False)
        made = self.decision(line("add", OTHER["code"]), line("amend", version=3))
        with self.assertRaises(lifecycle.Refused) as caught:
            lifecycle.go(made, "publish")
        self.assertIn("phiên bản 2", str(caught.exception))
        self.assertEqual(decisions.state_of(made), "pending")
        self.assertEqual(lifecycle.state_of(version), "pending")
        other = lookup.procedure(OTHER["code"])
        self.assertNotEqual(api.content.get_state(other), "published")

    def test_a_decision_without_lines_is_not_published(self):
        with self.assertRaises(lifecycle.Refused):
            self.publish()

    def test_open_dossiers_must_be_confirmed_and_go_on_under_their_version(self):
        filing = intake.Filing(
            procedure=self.procedure,
            agency="so-mau",
            channel="counter",
            applicant=APPLICANT,
            papers=[intake.NewPaper("don", "", "", b"", originals=1)],
        )
        dossier = intake.file(filing).dossier
        made = self.decision(line("repeal"))
        self.assertEqual([item["open"] for item in lines.endings(made)], [1])
        with self.assertRaises(lifecycle.Refused) as caught:
            lifecycle.go(made, "publish")
        self.assertIn("1 hồ sơ", str(caught.exception))
        with on(BEFORE):
            lifecycle.go(made, "publish", confirmed=True)
        self.assertEqual(made.told_open, 1)
        self.assertEqual(dossier.procedure_version, 1)
        with on(FIRST_DAY):
            self.assertEqual(facts.procedure_of(dossier).limits[0]["value"], 5)
        with self.assertRaises(Refused) as refused:
            intake.file(filing)
        codes = [problem.code for problem in refused.exception.problems]
        self.assertEqual(codes, ["procedure.closed"])

    def test_a_dossier_keeps_its_papers_when_the_version_changes(self):
        filing = intake.Filing(
            procedure=CODE,
            agency="so-mau",
            channel="counter",
            applicant=APPLICANT,
            papers=[intake.NewPaper("don", "", "", b"", originals=1)],
        )
        old = intake.file(filing).dossier
        papers = [{**PROCEDURE["papers"][0], "title": "Đơn mới"}]
        version = write(self.procedure, date(2019, 1, 1), papers=papers)
        lifecycle.approve(version)
        new = intake.file(filing).dossier
        self.assertEqual(facts.procedure_of(old).papers[0]["title"], "Đơn đề nghị")
        self.assertEqual(facts.procedure_of(new).papers[0]["title"], "Đơn mới")
        self.assertEqual((old.procedure_version, new.procedure_version), (1, 2))
        request = self.layer["request"].clone()
        alsoProvides(request, IPortalLayer)
        pages = [getMultiAdapter((item, request), name="view") for item in (old, new)]
        self.assertEqual(
            [page.version_url().rpartition("/thu-tuc/")[2] for page in pages],
            [f"{CODE}/phien-ban/1", f"{CODE}/phien-ban/2"],
        )


class Sample(unittest.TestCase):
    """The sample province has versions past and to come, and decisions in time and late."""

    layer = SAMPLE_INTEGRATION

    def test_three_procedures_have_a_version_past_in_force_and_to_come(self):
        day = today()
        for code in ("1.004873", "1.001612", "2.000575"):
            procedure = lookup.procedure(code)
            past, now, coming = present.spans_of(procedure)
            self.assertLess(past.end, now.start)
            self.assertTrue(now.holds(day))
            self.assertGreater(coming.start, day)
            self.assertEqual(procedure.effective_from, now.start)

    def test_one_decision_came_late(self):
        found = [words.delays_of(item) for item in words.published()]
        late = [item for item in found if item.notice_late and item.entry_late]
        self.assertEqual((len(found), len(late)), (3, 1))

    def test_loading_it_again_changes_nothing(self):
        data = setup.read("decisions.json")
        loaded = load_decisions(data)
        self.assertEqual((len(loaded.unchanged), loaded.created), (3, []))
        spans = present.spans_of(lookup.procedure("1.004873"))
        self.assertEqual(len(spans), 3)
        rows = setup.read("procedures.json")
        loaded = loading.load_procedures(rows)
        self.assertEqual((loaded.created, loaded.updated), ([], []))

    def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_left_of_it(self):
        for changes, told in (
            ({"version": 9}, "version"),
            ({"limits": [{"value": 0, "unit": "working_day"}]}, "limits"),
            ({"effective_from": "2019-02-31"}, "effective_from"),
        ):
            row = {
                "procedure": "1.004614",
                "number": 2,
                "change_note": "",
                "changes": changes,
            }
            with self.assertRaises(loading.LoadError) as caught:
                load_decisions({"drafts": [row]})
            self.assertIn("1.004614 2", str(caught.exception))
            self.assertIn(told, str(caught.exception))
            self.assertEqual(lifecycle.all_of(lookup.procedure("1.004614")), [])
