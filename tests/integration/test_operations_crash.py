"""A process killed between the commits of the two stores: found, and repaired."""

from tests import stages

import json
import shutil
import signal
import tempfile
import unittest


class Crash(unittest.TestCase):
    def setUp(self):
        self.var = tempfile.mkdtemp(prefix="dvc-crash-")
        self.addCleanup(shutil.rmtree, self.var)

    def run_stage(self, *args):
        """The exit code of a stage of `crashing` and the last line it printed."""
        code, lines = stages.run(self, "crashing", self.var, *args)
        return code, json.loads(lines[-1]) if lines else None

    def test_a_kill_between_the_commits_is_found_and_repaired(self):
        code, lost = self.run_stage("killed_between")
        self.assertEqual(code, -signal.SIGKILL)

        code, told = self.run_stage("repaired", lost)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertTrue(told["seen"])
        self.assertEqual(
            told["found"],
            [
                "key without dossier",
                "number without dossier",
                "row without document",
                "search differs",
            ],
        )
        self.assertEqual((told["written"], told["left"]), (0, []))
        again, created, there = told["again"]
        self.assertNotEqual(again, lost)
        self.assertTrue(created and there)
        self.assertEqual(told["history"], ["submit", "void"])

        # This stage ended with a kill before the register's commit.
        code, told = self.run_stage("looked_at")
        self.assertEqual(told["found"], [])
        self.assertEqual(int(told["next"][-4:]), int(again[-4:]) + 1)

    def test_who_sends_a_lost_filing_again_needs_no_operator(self):
        _code, lost = self.run_stage("killed_between")

        code, told = self.run_stage("filed_again", lost)
        self.assertEqual(code, 0)
        again, created = told["again"]
        self.assertNotEqual(again, lost)
        self.assertTrue(created and told["there"])
        self.assertFalse(told["row"])
        self.assertEqual(told["history"], ["submit", "void"])
        self.assertEqual(told["found"], [])


if __name__ == "__main__":
    unittest.main()
