"""When what is published about a procedure last changed, with and without versions."""

from datetime import date
from datetime import datetime
from hanam.dvc.catalogue.changes import changed_at
from hanam.dvc.catalogue.changes import saved
from hanam.dvc.catalogue.versions import present
from hanam.dvc.testing import INTEGRATION
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests.versions import approve
from tests.versions import limit
from tests.versions import load
from tests.versions import on
from tests.versions import write

import unittest


FIRST_DAY = date(2099, 6, 1)
DAY_BEFORE = date(2099, 5, 31)


class Changes(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        setRoles(self.layer["portal"], TEST_USER_ID, ["Manager"])
        self.procedure = load()

    def test_without_versions_it_is_when_it_was_saved_or_its_law_began_or_ended(self):
        last_save = saved(self.procedure)
        self.assertEqual(changed_at(self.procedure), last_save)
        self.procedure.effective_from = FIRST_DAY
        self.procedure.effective_to = date(2100, 12, 31)
        for day, expected in (
            (DAY_BEFORE, last_save),
            (FIRST_DAY, datetime(2099, 6, 1)),
            (date(2100, 12, 31), datetime(2099, 6, 1)),
            (date(2101, 1, 1), datetime(2101, 1, 1)),
        ):
            with self.subTest(day=day), on(day):
                self.assertEqual(changed_at(self.procedure), expected)

    def test_a_version_is_a_change_from_its_first_day_on(self):
        approve(write(self.procedure, FIRST_DAY, limits=limit(3)))
        first = saved(present.version_of(self.procedure, 1))
        with on(DAY_BEFORE):
            self.assertEqual(changed_at(self.procedure), first)
        with on(FIRST_DAY):
            self.assertEqual(changed_at(self.procedure), datetime(2099, 6, 1))

    def test_a_draft_is_no_change(self):
        approve(write(self.procedure, date(2017, 1, 1), limits=limit(3)))
        before = changed_at(self.procedure)
        write(self.procedure, FIRST_DAY, limits=limit(2))
        with on(FIRST_DAY):
            self.assertEqual(changed_at(self.procedure), before)


if __name__ == "__main__":
    unittest.main()
