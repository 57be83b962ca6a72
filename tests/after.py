"""What the tests of what comes after a filing share: a dossier and its page for the applicant."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import secrets
from hanam.dvc.filing import braked
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from tests.dossiers import act_as
from tests.dossiers import dossier_in
from tests.filing import build_filing_world
from tests.filing import Visitor

import transaction
import unittest


class AfterCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.addCleanup(braked.LOOKUPS.forget)
        self.visitor = Visitor(self.portal)

    def dossier(self, state, **more):
        """A committed dossier in that state; its page is `self.page`."""
        dossier = dossier_in(self.portal, state, **more)
        act_as(self.portal, "")
        transaction.commit()
        self.code = dossier.code
        self.page = f"tra-cuu/{self.code}/{secrets.secret_of(dossier.code)}"
        return dossier

    def read(self):
        """The dossier as it is committed now."""
        transaction.begin()
        return access.find(self.code)

    def row(self):
        transaction.begin()
        return queries.by_code(self.code)

    def open(self, part=""):
        return self.visitor.get(f"{self.page}/{part}" if part else self.page)
