"""Workers killed in the middle of bulk jobs: the next goes on, and each dossier is done once."""

from tests import stages
from tests.registers import on_each
from threading import Timer

import json
import signal
import subprocess


PATIENCE = 300  # seconds
MANY = 6
# What each job does to a dossier, from the beginning of its history on.
NEXT_STEP = ["submit", "accept", "start", "next_step"]
ACCEPT = ["submit", "accept"]


class KilledTests:
    def begin(self, *stage):
        process = subprocess.Popen(
            stages.command("jobbing", *stage),
            cwd=stages.TOP,
            env=stages.environment(self.directory, DVC_REGISTER_URL=self.url),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(process.kill)
        return process

    def run_stage(self, *stage, code=0):
        """What a stage prints, which must end with that code."""
        process = self.begin(*stage)
        out, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual(process.returncode, code, errors)
        return [json.loads(line) for line in out.splitlines()]

    def kill_held(self, number):
        """Kill a worker from outside that has changed a dossier and is committing it."""
        process = self.begin("work", "held", str(number))
        late = Timer(PATIENCE, process.kill)
        late.start()
        self.addCleanup(late.cancel)
        line = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        _out, errors = process.communicate(timeout=PATIENCE)
        self.assertEqual((line, process.returncode), ("held\n", -9), errors)

    def test_each_dossier_is_done_once_whatever_is_killed(self):
        self.run_stage("prepare")
        self.kill_held(3)
        self.run_stage("work", "between", "3", code=-signal.SIGKILL)
        told, repaired = self.run_stage("finish")
        # Of the one between the two commits the register has all, the document nothing.
        (torn,) = {code for _kind, code in told["wrong"]}
        for item in self.done(told):
            documents = 0 if item["code"] == torn else 1
            self.check(item, item["past"], documents)

        self.assertEqual(repaired["wrong"], [])
        items = self.done(repaired, torn)
        for item in items:
            if item["code"] != torn:
                self.check(item, item["past"], 1)
        (cut,) = [item for item in items if item["code"] == torn]
        self.assertIn("bị ngắt", cut["message"])
        self.assertEqual(cut["history"], [*cut["past"], "rebuild"])
        self.assertEqual(cut["version"], [len(cut["past"]) - 1] * 2)

    def check(self, item, past, documents):
        """Done once, in the register and in as many documents; its applicant told once."""
        with self.subTest(kind=item["kind"], code=item["code"]):
            self.assertEqual(item["history"], past)
            versions = [len(past) - 1 + documents, len(past)]
            self.assertEqual(item["version"], versions)
            self.assertEqual(item["told"], item["kind"] == "accept")
            # Its receipt is kept by another work of the worker, later, and once too.
            self.assertLessEqual(item["letters"], 1)
            if item["kind"] == "next_step":
                self.assertEqual(item["step"], [2 + documents, 3])

    def done(self, told, but=""):
        """The dossiers of both jobs, which have ended with one result for each: done."""
        found = []
        for kind, past in (("next_step", NEXT_STEP), ("accept", ACCEPT)):
            job = told["jobs"][kind]
            self.assertTrue(job["ended"])
            for item in job["items"][:MANY]:
                expected = "failed" if item["code"] == but else "done"
                self.assertEqual(item["state"], expected)
                found.append(item | {"kind": kind, "past": past})
        self.assertEqual(len({item["code"] for item in found}), 2 * MANY)
        (refused,) = told["jobs"]["accept"]["items"][MANY:]
        self.assertEqual(refused["state"], "failed")
        self.assertIn("“Đang ", refused["message"])
        return found


globals().update(on_each(KilledTests))
