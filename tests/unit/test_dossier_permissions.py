"""The workflow's XML holds the permissions that `dossiers.permissions` says."""

from hanam.dvc.dossiers import permissions
from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import TRANSITIONS
from pathlib import Path
from xml.etree import ElementTree

import unittest


TOP = Path(__file__).parents[2]
WORKFLOW = TOP / "profiles/default/workflows/dossier_workflow/definition.xml"
ROLEMAP = TOP / "profiles/default/rolemap.xml"


class PermissionsTest(unittest.TestCase):
    def setUp(self):
        self.tree = ElementTree.parse(WORKFLOW).getroot()  # noqa: S314 (our own file)

    def test_the_workflow_manages_every_permission_of_ours(self):
        found = [node.text for node in self.tree.findall("permission")]
        self.assertEqual(tuple(sorted(found)), permissions.managed())

    def test_each_state_gives_each_permission_to_the_roles_of_the_table(self):
        for node in self.tree.findall("state"):
            state = State(node.get("state_id"))
            mapped = {}
            for row in node.findall("permission-map"):
                self.assertEqual(row.get("acquired"), "False")
                roles = {role.text for role in row.findall("permission-role")}
                mapped[row.get("name")] = roles
            for permission in permissions.managed():
                expected = set()
                if permission not in permissions.CLOSED:
                    expected = permissions.holders(permission, state)
                with self.subTest(state=state, permission=permission):
                    self.assertEqual(mapped[permission], expected)

    def test_each_transition_is_guarded_by_its_permission(self):
        guards = {
            node.get("transition_id"): [
                guard.text for guard in node.findall("guard/guard-permission")
            ]
            for node in self.tree.findall("transition")
        }
        self.assertEqual(
            guards,
            {way.id: [permissions.OF_TRANSITION[way.id]] for way in TRANSITIONS},
        )

    def test_a_manager_passes_no_guard_by_being_one(self):
        self.assertEqual(self.tree.get("manager_bypass"), "False")

    def test_outside_of_a_dossier_no_permission_of_ours_is_acquired(self):
        tree = ElementTree.parse(ROLEMAP).getroot()  # noqa: S314 (our own file)
        rows = {node.get("name"): node for node in tree.iter("permission")}
        ours = {name for name in permissions.managed() if name.startswith("hanam.dvc")}
        self.assertLessEqual(ours, set(rows))
        for name, node in rows.items():
            with self.subTest(permission=name):
                self.assertEqual(node.get("acquire"), "False")

    def test_no_transition_can_be_gone_by_a_role_that_is_not_its_actor(self):
        for way in TRANSITIONS:
            for state in way.sources:
                holders = permissions.holders(permissions.OF_TRANSITION[way.id], state)
                roles = {permissions.ROLES[actor] for actor in way.actors}
                with self.subTest(way=way.id, state=state):
                    self.assertEqual(holders, roles)
