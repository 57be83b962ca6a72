"""A worker killed while it makes a long file: another makes it whole, nothing is entered twice."""

from tests import stages
from tests.exporting import BLOCK
from tests.exporting import MANY
from tests.exporting import WRITTEN

import json
import shutil
import signal
import tempfile
import unittest


class KilledTest(unittest.TestCase):
    def setUp(self):
        self.var = tempfile.mkdtemp(prefix="dvc-export-")
        self.addCleanup(shutil.rmtree, self.var)

    def run_stage(self, stage):
        """The exit code of a stage of `exporting` and what it printed."""
        code, lines = stages.run(self, "exporting", self.var, stage)
        found = [line for line in lines if line[:1] in "{0123456789"]
        return code, [json.loads(line) for line in found]

    def test_another_worker_makes_it_whole_and_enters_no_reading_twice(self):
        self.assertEqual(self.run_stage("prepare")[0], 0)
        self.assertEqual(self.run_stage("die")[0], -signal.SIGKILL)
        _code, (before, looked_at, after) = self.run_stage("work")
        seen = WRITTEN * BLOCK
        self.assertEqual((before["state"], before["done"]), ("open", seen))
        self.assertEqual(before["lines"], [])
        self.assertEqual(before["readings"], [1] * seen)
        # While it is held, nobody else begins.
        self.assertEqual(looked_at, 0)
        self.assertEqual(
            (after["state"], after["done"], after["tries"]), ("ready", MANY, 2)
        )
        self.assertEqual(after["lines"], after["codes"])
        self.assertEqual(after["readings"], [1] * MANY)
        self.assertEqual(after["faults"], [])
