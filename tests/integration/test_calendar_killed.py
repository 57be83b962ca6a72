"""A worker killed while it moves dossiers to a changed calendar: the next one ends the work."""

from tests import stages

import json
import shutil
import signal
import tempfile
import unittest


class KilledTest(unittest.TestCase):
    def setUp(self):
        self.var = tempfile.mkdtemp(prefix="dvc-recount-")
        self.addCleanup(shutil.rmtree, self.var)

    def run_stage(self, stage):
        code, lines = stages.run(self, "recounting", self.var, stage)
        return code, json.loads(lines[-1]) if lines else None

    def test_nothing_is_moved_twice_and_nothing_is_left(self):
        code, many = self.run_stage("prepare")
        self.assertEqual(code, 0)
        for stage in ("killed", "torn"):
            code, told = self.run_stage(stage)
            self.assertEqual((code, told), (-signal.SIGKILL, None))
        code, told = self.run_stage("finished")
        self.assertEqual(code, 0)
        self.assertEqual((told["stage"], told["half"]), ("applying", 5))
        self.assertEqual(told["torn"], ["clock differs", "row differs", "steps differ"])
        self.assertEqual(len(told["state"]), many)
        for _code, due, moved in told["state"]:
            self.assertEqual((due, moved), ("2018-09-14T17:00:00", 1))
        self.assertFalse(told["open"])
        self.assertEqual((told["counts"]["moved"], told["counts"]["failed"]), (many, 0))
        self.assertEqual(told["wrong"], [])


if __name__ == "__main__":
    unittest.main()
