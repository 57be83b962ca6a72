"""`docs/who-may-do-what.md` is what `bin/dvc roles` writes."""

from hanam.dvc.dossiers import states as flow
from hanam.dvc.operations import roles
from hanam.dvc.rules import duties
from pathlib import Path

import unittest


TOP = Path(__file__).parents[2]


class DutiesPageTest(unittest.TestCase):
    def test_the_page_is_the_table(self):
        written = (TOP / roles.FILE).read_text(encoding="utf-8")
        self.assertEqual(written, roles.page(), "run bin/dvc roles")

    def test_every_action_with_a_title_stands_in_the_table(self):
        rows = (*duties.DUTIES, *duties.PARTS)
        known = {row.action for row in rows} | set(duties.BY_ITSELF)
        missing = set(flow.TRANSITION_TITLES) - known
        self.assertEqual(missing, set(), "add a line to rules/duties.py")
