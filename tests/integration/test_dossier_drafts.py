"""Drafts keep what was typed, and become dossiers once."""

from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import sheets
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.register import queries
from hanam.dvc.testing import INTEGRATION
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import MONDAY
from tests.dossiers import PDF

import unittest


class Drafts(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        act_as(self.portal, "citizen")
        self.procedure = self.portal["thu-tuc"]["1.999001"]

    def a_draft(self, user="citizen"):
        draft = drafts.create(self.procedure, user, now=MONDAY)
        draft.agency = "so-mau"
        draft.applicant = dict(APPLICANT)
        draft.data["so_ban"] = 2
        made, problems = sheets.read(
            [
                sheets.NewPaper("don", "don.pdf", "", PDF),
                sheets.NewPaper("to-khai", "tk.pdf", "", PDF),
            ],
            settings.limits(),
            {"don": "Đơn", "to-khai": "Tờ khai"},
            added=MONDAY,
        )
        self.assertEqual(problems, [])
        sheets.store(made)
        draft.papers.extend(made)
        return draft

    def test_a_draft_is_found_by_its_id_and_by_its_user(self):
        draft = self.a_draft()
        self.assertEqual(drafts.get(draft.getId()).UID(), draft.UID())
        self.assertEqual(
            [found.getId() for found in drafts.of_user("citizen")], [draft.getId()]
        )
        self.assertEqual(drafts.of_user("other-citizen"), [])
        self.assertIsNone(drafts.get("../nhap"))
        self.assertIsNone(drafts.get(""))

    def test_a_draft_is_not_counted_or_listed(self):
        self.a_draft()
        self.assertEqual(queries.of_person("citizen"), [])

    def test_filing_moves_the_draft_with_its_papers(self):
        draft = self.a_draft()
        name, uid, blob = draft.getId(), draft.UID(), draft.papers[0].file
        receipt = drafts.submit(draft, now=MONDAY)
        self.assertIsNone(drafts.get(name))
        self.assertEqual(drafts.of_user("citizen"), [])
        dossier = access.find(receipt.code)
        self.assertEqual((dossier.UID(), dossier.state), (uid, "submitted"))
        self.assertEqual(dossier.getId(), receipt.code)
        self.assertIs(dossier.papers[0].file, blob)
        self.assertEqual(queries.history(receipt.code)[0].from_state, "draft")

    def test_filing_twice_gives_the_same_receipt(self):
        draft = self.a_draft()
        name = draft.getId()
        first = drafts.submit(draft, now=MONDAY)
        again = drafts.receipt_of(name)
        self.assertEqual((first.code, first.secret), (again.code, again.secret))
        self.assertFalse(again.created)

    def test_a_refused_draft_keeps_everything(self):
        draft = self.a_draft()
        draft.applicant["id_number"] = "khong nho"
        with self.assertRaises(Refused):
            drafts.submit(draft, now=MONDAY)
        draft = drafts.get(draft.getId())
        self.assertEqual(draft.applicant["id_number"], "khong nho")
        self.assertEqual((draft.state, draft.code), ("draft", ""))
        self.assertEqual(len(draft.papers), 2)

    def test_a_discarded_draft_is_gone(self):
        draft = self.a_draft()
        drafts.discard(draft)
        self.assertIsNone(drafts.get(draft.getId()))
        self.assertEqual(drafts.of_user("citizen"), [])

    def test_old_drafts_are_thrown_away_by_day_of_last_change(self):
        old = self.a_draft()
        new = self.a_draft()
        drafts.touch(new, MONDAY.replace(month=11))
        self.assertEqual(drafts.discard_before(MONDAY.date().replace(month=10)), 1)
        self.assertIsNone(drafts.get(old.getId()))
        self.assertIsNotNone(drafts.get(new.getId()))

    def test_a_guest_who_logs_in_takes_the_draft_along(self):
        draft = self.a_draft(user="")
        drafts.give_to(draft, "citizen")
        self.assertEqual(len(drafts.of_user("citizen")), 1)
        self.assertEqual(draft.get_local_roles_for_userid("citizen"), ("Applicant",))
