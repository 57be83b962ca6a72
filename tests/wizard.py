"""Where the tests of filing through the pages begin: a guest before the first page."""

from hanam.dvc.dossiers import drafts
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from tests.filing import build_filing_world
from tests.filing import Visitor

import re
import transaction
import unittest


class WizardCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_filing_world(self.portal)
        self.guest = Visitor(self.portal)

    def rows(self):
        """All dossiers of the register, seen by a transaction of its own."""
        transaction.begin()
        found = queries.worklist(queries.WorklistQuery(agencies=("so-mau", "so-khac")))
        return found.rows

    def draft(self, visitor=None):
        """The draft the visitor is at, seen by a transaction of its own."""
        transaction.begin()
        name = re.search(r"/nop-ho-so/(\w+)", (visitor or self.guest).answer.url)[1]
        return drafts.get(name)
