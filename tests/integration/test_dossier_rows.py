"""The register's rows of a dossier can be derived from the dossier at any time."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import rows
from hanam.dvc.operations.compare import Held
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import PATHS

import unittest


class Rows(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)

    def test_after_every_way_the_register_says_what_the_dossier_says(self):
        for state in PATHS:
            dossier = dossier_in(self.portal, state)
            with self.subTest(state=state):
                held = Held([dossier.code])
                self.assertEqual(held.differences(dossier), [])

    def test_lost_rows_are_written_again_as_they_were(self):
        dossier = dossier_in(self.portal, "supplement")
        before = queries.by_code(dossier.code)
        known = {
            column.name: getattr(before, column.name)
            for column in DossierRow.__table__.columns
        }
        current = session.for_writing()
        for kind in (StepRow, PauseRow):
            for row in current.query(kind).filter_by(code=dossier.code):
                current.delete(row)
        current.delete(before)
        current.flush()
        self.assertIsNone(queries.by_code(dossier.code))
        rows.add(current, dossier)
        current.flush()
        after = queries.by_code(dossier.code)
        self.assertEqual(
            {name: getattr(after, name) for name in known},
            known,
        )
        self.assertEqual(Held([dossier.code]).differences(dossier), [])

    def test_a_new_agency_has_its_groups_at_once(self):
        for name in ("clerk", "officer", "leader"):
            self.assertIsNotNone(api.group.get(groupname=f"so-khac.{name}"))
        shelf = self.portal["ho-so"]["so-khac"]
        self.assertEqual(shelf.get_local_roles_for_userid("so-khac.clerk"), ("Clerk",))
        access.ensure_agency(self.portal, "so-khac")
        self.assertEqual(shelf.get_local_roles_for_userid("so-khac.clerk"), ("Clerk",))
