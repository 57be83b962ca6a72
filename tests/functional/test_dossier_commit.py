"""What a filing leaves behind when it is committed, and when it is not."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import intake
from hanam.dvc.register import queries
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.session import session
from hanam.dvc.testing import FUNCTIONAL
from sqlalchemy import func
from sqlalchemy import select
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import MONDAY
from tests.dossiers import PDF

import transaction
import unittest


class Commit(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        act_as(self.portal, "citizen")
        transaction.commit()

    def count(self, table):
        return session().scalar(select(func.count()).select_from(table))

    def test_a_committed_filing_is_in_both_stores(self):
        code = intake.file(a_filing(), now=MONDAY).code
        transaction.commit()
        self.assertEqual(queries.by_code(code).state, "submitted")
        self.assertEqual(access.find(code).papers[0].size, len(PDF))
        self.assertEqual([row.action for row in queries.history(code)], ["submit"])

    def test_an_abort_leaves_nothing_and_gives_the_number_back(self):
        code = intake.file(a_filing(), now=MONDAY).code
        transaction.abort()
        self.assertIsNone(queries.by_code(code))
        self.assertIsNone(access.find(code))
        self.assertNotIn("201809", self.portal["ho-so"]["so-mau"])
        self.assertEqual((self.count(DossierRow), self.count(HistoryRow)), (0, 0))
        transaction.abort()
        self.assertEqual(intake.file(a_filing(), now=MONDAY).code, code)
