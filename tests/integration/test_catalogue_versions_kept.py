"""What was approved stays, also where Plone's own tools would take it away."""

from Acquisition import aq_base
from datetime import date
from hanam.dvc.catalogue.versions import present
from hanam.dvc.testing import INTEGRATION
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests.versions import approve
from tests.versions import load
from tests.versions import write
from zExceptions import Unauthorized

import transaction
import unittest


class Kept(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        setRoles(self.layer["portal"], TEST_USER_ID, ["Manager"])
        self.procedure = load()
        approve(write(self.procedure, date(2019, 7, 1)))

    def test_nobody_deletes_the_folder_of_versions(self):
        with self.assertRaises(Unauthorized):
            self.procedure.manage_delObjects([present.FOLDER])
        self.assertIn(present.FOLDER, self.procedure)

    def test_a_procedure_with_versions_can_still_be_deleted_as_a_whole(self):
        place, name = self.procedure.aq_parent, self.procedure.getId()
        place.manage_delObjects([name])
        self.assertNotIn(name, place)

    def test_the_timeline_is_found_before_the_procedure_was_read(self):
        transaction.savepoint()
        self.procedure._p_deactivate()
        self.assertIsNone(aq_base(self.procedure)._p_changed)
        self.assertEqual(len(present.spans_of(self.procedure)), 2)


if __name__ == "__main__":
    unittest.main()
