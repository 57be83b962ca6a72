"""Workers killed in the middle of bulk jobs: the next goes on, and each dossier is done once."""

from pathlib import Path
from tests.registers import on_each

import json
import os
import signal
import subprocess
import sys


TOP = Path(__file__).parents[2]
PATIENCE = 120  # seconds
MANY = 6
# What each job does to a dossier, from the beginning of its history on.
NEXT_STEP = ["submit", "accept", "start", "next_step"]
ACCEPT = ["submit", "accept"]


class KilledTests:
    def begin(self, *stage):
        known = {
            name: value for name, value in os.environ.items() if name[:4] != "DVC_"
        }
        environment = known | {
            "DVC_VAR": str(self.directory),
            "DVC_HOME": str(TOP),
            "DVC_REGISTER_URL": self.url,
            "PYTHONPATH": os.pathsep.join([str(TOP), *filter(None, sys.path)]),
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobbing", *stage],
            cwd=TOP,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(process.kill)
        return process

    def run_stage(self, *stage, code=0):
        """The last line a stage prints, which must end with that code."""
        process = self.begin(*stage)
        out, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, code, errors)
        return json.loads(out.splitlines()[-1]) if out.strip() else None

    def kill_held(self, number):
        """Kill a worker from outside that has changed a dossier and not yet committed."""
        process = self.begin("work", "held", str(number))
        line = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        _out, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual((line, process.returncode), ("held\n", -9), errors)

    def test_each_dossier_is_done_once_whatever_is_killed(self):
        self.run_stage("prepare")
        self.kill_held(3)
        self.run_stage("work", "after", "3", code=-signal.SIGKILL)
        told = self.run_stage("work")
        self.assertEqual(told["wrong"], [])
        for kind, past, messages in (
            ("next_step", NEXT_STEP, 0),
            ("accept", ACCEPT, 1),
        ):
            for item in self.done(told, kind):
                with self.subTest(kind=kind, code=item["code"]):
                    self.assertEqual(item["history"], past)
                    self.assertEqual(item["version"], [len(past)] * 2)
                    self.assertEqual(item["told"], messages)
        steps = [item["step"] for item in told["jobs"]["next_step"]["items"]]
        self.assertEqual(steps, [[3, 3]] * MANY)

    def done(self, told, kind):
        """The dossiers of a job that has ended, each with the one result that it was done."""
        job = told["jobs"][kind]
        self.assertTrue(job["ended"])
        self.assertEqual([item["state"] for item in job["items"]], ["done"] * MANY)
        self.assertEqual(len({item["code"] for item in job["items"]}), MANY)
        return job["items"]


globals().update(on_each(KilledTests))
