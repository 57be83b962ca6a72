"""`docs/who-may-do-what.md` is what `bin/dvc roles` writes."""

from hanam.dvc.dossiers import states as flow
from hanam.dvc.operations import roles
from hanam.dvc.rules import duties
from pathlib import Path

import unittest


TOP = Path(__file__).parents[2]
# Told in the history, done by nobody: they happen by themselves or follow from a page's own rule.
BY_ITSELF = {"paper_removed", "recount_calendar"}


class DutiesPageTest(unittest.TestCase):
    def test_the_page_is_the_table(self):
        written = (TOP / roles.FILE).read_text(encoding="utf-8")
        self.assertEqual(written, roles.page(), "run bin/dvc roles")

    def test_every_action_with_a_title_stands_in_the_table(self):
        titles = set(flow.TRANSITION_TITLES) - BY_ITSELF
        missing = titles - {duty.action for duty in duties.DUTIES}
        self.assertEqual(missing, set(), "add a line to rules/duties.py")
