"""What the worker does once a day is over."""

from datetime import datetime
from hanam.dvc.notify import periodic
from hanam.dvc.operations import nightly
from hanam.dvc.oversight.usual import settings
from hanam.dvc.register import trail
from hanam.dvc.register import usual
from hanam.dvc.testing import FUNCTIONAL
from plone import api
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from unittest.mock import patch

import transaction
import unittest


class NightlyTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.code = dossier_in(self.portal, "finished").code
        act_as(self.portal, "")
        transaction.commit()
        self.enterContext(patch.dict(periodic._known))
        nightly.register()

    def run_at(self, now):
        for work in periodic.every():
            if work.name in ("seal-history", "usual-times"):
                self.assertTrue(periodic.run(work, self.portal, now), work.name)
        transaction.begin()

    def test_the_day_is_sealed_in_the_night_after_it_and_not_before(self):
        self.run_at(MONDAY.replace(hour=23))
        self.assertIsNone(trail.seal_of(MONDAY.date()))
        self.run_at(datetime(2018, 9, 11, 0, 40))
        self.assertEqual(trail.seal_of(MONDAY.date()).count, 1)
        first = trail.seal_of(MONDAY.date()).hash
        self.run_at(datetime(2018, 9, 11, 2))
        self.assertEqual(trail.seal_of(MONDAY.date()).hash, first)

    def test_days_in_which_no_worker_ran_are_made_up_for(self):
        self.run_at(datetime(2018, 9, 20, 1))
        self.assertEqual(len(trail.leaves(self.code)), 1)
        self.assertEqual([row.day.day for row in reversed(trail.seals())], [10, 19])

    def test_usual_times_are_computed_for_the_day(self):
        api.portal.set_registry_record(f"{settings.PREFIX}.least", 1)
        transaction.commit()
        self.run_at(datetime(2018, 9, 11, 0, 40))
        self.assertEqual(usual.day(), datetime(2018, 9, 11).date())
        (whole, _agency) = usual.of_procedure("1.999001")
        self.assertEqual((whole.count, whole.median), (1, 0))
