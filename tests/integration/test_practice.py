"""What is filed for practice counts nowhere, has its own numbers, and goes without a trace."""

from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import practising
from hanam.dvc.dossiers.unfinished import OpenDossiers
from hanam.dvc.filing.drafting import practice
from hanam.dvc.filing.steps import steps_of
from hanam.dvc.operations import ledgers
from hanam.dvc.register import begun
from hanam.dvc.register import classes
from hanam.dvc.register import figures
from hanam.dvc.register import practice_rows
from hanam.dvc.register import queries
from hanam.dvc.register.model import Base
from hanam.dvc.register.session import session
from hanam.dvc.rules import codes
from hanam.dvc.testing import INTEGRATION
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PATHS

import random
import sqlalchemy
import unittest


AGENCIES = ("so-mau", "so-khac")


class PracticeCase(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)

    def everything(self) -> dict:
        """Every figure, count and list of real dossiers."""
        now = MONDAY + timedelta(days=40)
        return {
            "rate": figures.online_rate(2018, 3),
            "totals": figures.quarter_totals(2018, 3, now),
            "trend": figures.trend(2018, 3),
            "counts": queries.counts(AGENCIES, "officer", now),
            "list": [
                row.code
                for row in queries.worklist(queries.WorklistQuery(AGENCIES)).rows
            ],
            "open": OpenDossiers().count("1.999001"),
            "numbers": {
                unit: last
                for unit, last in ledgers.last_numbers().items()
                if not codes.is_practice(unit[0])
            },
            "gaps": ledgers.gaps({row.code for row in self.rows()}),
            "funnel": begun.funnel(MONDAY - timedelta(days=30)),
        }

    def rows(self):
        everything = queries.WorklistQuery(AGENCIES, size=500)
        return queries.worklist(everything).rows


class CountsTest(PracticeCase):
    def test_figures_and_lists_are_the_same_whatever_was_practised(self):
        dice = random.Random(1809)
        for state in ("submitted", "processing", "finished", "returned"):
            dossier_in(self.portal, state)
        before = self.everything()
        for state in dice.choices(sorted(PATHS), k=len(PATHS)) + sorted(PATHS):
            dossier_in(self.portal, state, practice=True)
        drafts.create(self.portal["thu-tuc"]["1.999001"], "", now=MONDAY, practice="")
        session().flush()
        self.assertEqual(self.everything(), before)
        again = dossier_in(self.portal, "submitted")
        self.assertEqual(codes.parse_code(again.code).serial, 5)

    def test_practice_has_numbers_of_its_own(self):
        first = dossier_in(self.portal, "submitted", practice=True)
        real = dossier_in(self.portal, "submitted")
        second = dossier_in(self.portal, "submitted", practice=True)
        self.assertEqual(first.code, "LT-000.00.91.H25-180910-0001")
        self.assertEqual(real.code, "000.00.91.H25-180910-0001")
        self.assertEqual(second.code, "LT-000.00.91.H25-180910-0002")
        self.assertEqual(access.find(first.code.lower()).code, first.code)

    def test_a_practice_dossier_goes_the_whole_way(self):
        dossier = dossier_in(self.portal, "returned", practice=True)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.state, row.practice), ("returned", True))
        lane = queries.WorklistQuery(AGENCIES, practice=True)
        self.assertEqual([r.code for r in queries.worklist(lane).rows], [dossier.code])


class DeletionTest(PracticeCase):
    def setUp(self):
        super().setUp()
        act_as(self.portal, "")
        self.draft = self.a_draft()
        act_as(self.portal, "citizen")

    def a_draft(self):
        procedure = self.portal["thu-tuc"]["1.999001"]
        draft = drafts.create(procedure, "", now=MONDAY, practice="ABCDEF")
        practice.fill(draft, procedure, steps_of(draft, procedure))
        return draft

    def filed(self):
        return drafts.submit(self.draft, now=MONDAY).dossier

    def left(self, code) -> list[str]:
        """The tables that still name a dossier."""
        found = []
        for table in Base.metadata.sorted_tables:
            if "code" in table.c:
                asked = sqlalchemy.select(sqlalchemy.func.count()).where(
                    table.c.code == code
                )
                if session().execute(asked).scalar_one():
                    found.append(table.name)
        return found

    def test_the_sample_is_right_at_once(self):
        dossier = self.filed()
        self.assertTrue(codes.is_practice(dossier.code))
        self.assertEqual(dossier.applicant["id_number"], "035185000000")

    def test_after_some_days_nothing_is_left(self):
        dossier = self.filed()
        code = dossier.code
        act_as(self.portal, "clerk")
        do(self.portal, dossier, "clerk", "accept", now=MONDAY)
        self.assertIn("history", self.left(code))
        late = MONDAY + timedelta(days=8)
        self.assertEqual(practising.delete_expired(MONDAY + timedelta(days=7)), 0)
        self.assertEqual(practising.delete_expired(late), 1)
        self.assertIsNone(access.find(code))
        self.assertEqual(self.left(code), [])
        self.assertEqual(classes.filings("ABCDEF"), [])
        self.assertEqual(practising.delete_expired(late), 0)

    def test_drafts_of_practice_are_deleted_sooner(self):
        name = self.draft.getId()
        self.assertEqual(drafts.discard_expired(MONDAY + timedelta(days=8)), 1)
        self.assertIsNone(drafts.get(name))

    def test_a_real_dossier_is_never_deleted_this_way(self):
        real = intake.file(a_filing(), now=MONDAY).dossier
        for wrong in (practising.delete, practice_rows.delete):
            with self.subTest(wrong=wrong), self.assertRaises(ValueError):
                wrong(real.code)
        self.assertIsNotNone(access.find(real.code))

    def test_the_history_of_a_real_dossier_is_kept_by_the_database(self):
        real = intake.file(a_filing(), now=MONDAY).dossier
        table = Base.metadata.tables["history"]
        session().flush()
        with self.assertRaises(sqlalchemy.exc.DatabaseError):
            session().connection().execute(
                table.delete().where(table.c.code == real.code)
            )
