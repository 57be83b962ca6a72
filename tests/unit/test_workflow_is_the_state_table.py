"""The workflow that Plone runs and the state table of the rules say the same."""

from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import TRANSITIONS
from pathlib import Path
from xml.etree import ElementTree

import unittest


DEFINITION = (
    Path(__file__).parents[2]
    / "profiles/default/workflows/dossier_workflow/definition.xml"
)


class WorkflowTest(unittest.TestCase):
    def setUp(self):
        # Our own file, no stranger's.
        self.workflow = ElementTree.parse(DEFINITION).getroot()  # noqa: S314

    def test_it_has_exactly_the_states(self):
        found = [state.get("state_id") for state in self.workflow.iter("state")]
        self.assertEqual(sorted(found), sorted(State))
        self.assertEqual(self.workflow.get("initial_state"), State.DRAFT)

    def test_it_has_exactly_the_transitions_with_their_targets(self):
        found = {
            way.get("transition_id"): way.get("new_state")
            for way in self.workflow.iter("transition")
        }
        self.assertEqual(found, {way.id: way.target.value for way in TRANSITIONS})

    def test_the_ways_out_of_each_state_are_those_of_the_table(self):
        for state in self.workflow.iter("state"):
            name = state.get("state_id")
            found = {way.get("transition_id") for way in state.iter("exit-transition")}
            with self.subTest(state=name):
                self.assertEqual(
                    found, {way.id for way in TRANSITIONS if name in way.sources}
                )
