"""Filing a dossier: what is stored, numbered and refused."""

from AccessControl.PermissionRole import rolesForPermissionOn
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.register import queries
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import MONDAY
from tests.dossiers import PDF

import transaction
import unittest


class Filing(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        act_as(self.portal, "citizen")
        self.addCleanup(transaction.abort)

    def refused(self, **changes):
        with self.assertRaises(Refused) as raised:
            intake.file(a_filing(**changes), now=MONDAY)
        return {(problem.field, problem.code) for problem in raised.exception.problems}

    def test_a_filing_gets_a_number_a_row_and_a_place(self):
        receipt = intake.file(a_filing(), now=MONDAY)
        self.assertEqual(receipt.code, "000.00.91.H25-180910-0001")
        self.assertTrue(receipt.created)
        dossier = receipt.dossier
        self.assertEqual(
            dossier.getPhysicalPath()[-4:],
            ("ho-so", "so-mau", "201809", receipt.code),
        )
        row = queries.by_code(receipt.code)
        self.assertEqual(
            (row.state, row.agency, row.channel, row.filed, row.applicant_id),
            ("submitted", "so-mau", "online", MONDAY, "035185000001"),
        )
        self.assertEqual(row.path, "/".join(dossier.getPhysicalPath()))
        self.assertEqual(
            api.portal.get_tool("portal_workflow").getInfoFor(dossier, "review_state"),
            "submitted",
        )

    def test_the_agency_has_one_working_day_to_accept(self):
        row = queries.by_code(intake.file(a_filing(), now=MONDAY).code)
        self.assertEqual(row.accept_due.date().isoformat(), "2018-09-11")

    def test_numbers_of_a_day_have_no_gaps(self):
        codes = [intake.file(a_filing(), now=MONDAY).code[-4:] for _ in range(3)]
        self.assertEqual(codes, ["0001", "0002", "0003"])

    def test_the_papers_are_kept_byte_for_byte(self):
        dossier = intake.file(a_filing(), now=MONDAY).dossier
        (paper,) = dossier.papers
        self.assertEqual(paper.file.data, PDF)
        self.assertEqual(
            (paper.component, paper.title, paper.filename, paper.content_type),
            ("don", "Đơn đề nghị", "Đơn.pdf", "application/pdf"),
        )

    def test_the_dossier_is_in_no_catalogue(self):
        catalogue = api.portal.get_tool("portal_catalog")
        before = len(catalogue)
        dossier = intake.file(a_filing(), now=MONDAY).dossier
        dossier.reindexObject()
        dossier.reindexObjectSecurity()
        self.assertEqual(len(catalogue), before)
        self.assertFalse(catalogue.unrestrictedSearchResults(portal_type="Dossier"))

    def test_it_holds_the_permissions_the_workflow_tool_would_give_it(self):
        dossier = intake.file(a_filing(), now=MONDAY).dossier
        workflow = api.portal.get_tool("portal_workflow")["dossier_workflow"]
        self.assertFalse(workflow.updateRoleMappingsFor(dossier))
        self.assertEqual(
            rolesForPermissionOn("hanam.dvc: Receive Dossier", dossier), ("Clerk",)
        )
        self.assertEqual(rolesForPermissionOn("Modify portal content", dossier), ())

    def test_the_secret_proves_only_its_own_dossier(self):
        one = intake.file(a_filing(), now=MONDAY)
        two = intake.file(a_filing(), now=MONDAY)
        self.assertTrue(secrets.proves(one.code, one.secret))
        self.assertTrue(secrets.proves(one.code, one.secret.lower()))
        self.assertFalse(secrets.proves(two.code, one.secret))
        self.assertFalse(secrets.proves(one.code, ""))

    def test_the_same_key_gives_the_same_dossier(self):
        one = intake.file(a_filing(), key="k", scope="citizen", digest="d", now=MONDAY)
        two = intake.file(a_filing(), key="k", scope="citizen", digest="d", now=MONDAY)
        self.assertEqual((one.code, one.secret), (two.code, two.secret))
        self.assertEqual((one.created, two.created), (True, False))
        self.assertEqual(two.dossier.UID(), one.dossier.UID())

    def test_the_same_key_with_other_content_is_refused(self):
        intake.file(a_filing(), key="k", scope="citizen", digest="d", now=MONDAY)
        with self.assertRaises(Refused) as raised:
            intake.file(a_filing(), key="k", scope="citizen", digest="e", now=MONDAY)
        self.assertEqual(raised.exception.problems[0].code, "key.reused")

    def test_a_missing_paper_is_named(self):
        self.assertEqual(self.refused(papers=[]), {("papers.don", "paper.missing")})

    def test_the_declaration_stands_for_its_paper_only_if_it_was_filled_in(self):
        self.assertEqual(self.refused(data={}), {("papers.to-khai", "paper.missing")})

    def test_a_file_is_what_its_bytes_say(self):
        script = intake.NewPaper(
            "don", "don.pdf", "application/pdf", b"<html><script>alert(1)</script>"
        )
        self.assertEqual(self.refused(papers=[script]), {("papers.don", "paper.kind")})

    def test_every_problem_is_told_at_once(self):
        applicant = {**APPLICANT, "name": "", "id_number": "12"}
        self.assertEqual(
            self.refused(applicant=applicant, channel="fax", agency="khong-co"),
            {
                ("applicant.name", "person.name_missing"),
                ("applicant.id_number", "cccd_length"),
                ("channel", "channel.unknown"),
                ("agency", "agency.unknown"),
            },
        )

    def test_a_closed_procedure_takes_nothing(self):
        procedure = self.portal["thu-tuc"]["1.999001"]
        procedure.effective_to = MONDAY.date().replace(day=9)
        self.assertEqual(self.refused(), {("procedure", "procedure.closed")})

    def test_an_owner_needs_no_number(self):
        owner = {"kind": "citizen", "name": "Nguyễn Văn Bé", "birth_date": "2018-09-01"}
        receipt = intake.file(a_filing(owner=owner), now=MONDAY)
        self.assertTrue(receipt.dossier.is_for_another())
        self.assertEqual(queries.by_code(receipt.code).owner_name, "Nguyễn Văn Bé")
