"""A worker killed while it makes a long file: another makes it whole, nothing is entered twice."""

from pathlib import Path
from tests.exporting import BLOCK
from tests.exporting import MANY
from tests.exporting import WRITTEN

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest


TOP = Path(__file__).parents[2]


class KilledTest(unittest.TestCase):
    def setUp(self):
        self.var = tempfile.mkdtemp(prefix="dvc-export-")
        self.addCleanup(shutil.rmtree, self.var)

    def run_stage(self, stage):
        """The exit code of a stage of `exporting` and what it printed."""
        known = {
            name: value for name, value in os.environ.items() if name[:4] != "DVC_"
        }
        environment = known | {
            "DVC_VAR": self.var,
            "DVC_HOME": str(TOP),
            "PYTHONPATH": os.pathsep.join([str(TOP), *filter(None, sys.path)]),
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.exporting", stage],
            cwd=TOP,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, -signal.SIGKILL):
            self.fail(done.stderr)
        found = [line for line in done.stdout.splitlines() if line[:1] in "{0123456789"]
        return done.returncode, [json.loads(line) for line in found]

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
