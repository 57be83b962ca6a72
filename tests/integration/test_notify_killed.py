"""Workers killed twice in the middle of hundreds of messages: none is lost, none doubled."""

from collections import Counter
from hanam.dvc.register import session
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.sandbox.box import Box
from sqlalchemy import select
from tests import killing
from tests import sandboxes
from tests import stages
from tests.registers import on_each

import os
import signal
import subprocess
import transaction


PATIENCE = 600  # seconds: a machine with other work to do is slow
KILLED_AT = (100, 200)


class Killing(Box):
    """Kills the worker when a message is here that the worker has not been told of yet."""

    process = None
    targets = list(KILLED_AT)

    def take(self, *facts):
        message = super().take(*facts)
        with self.changed:
            if self.targets and len(self.order) >= self.targets[0]:
                del self.targets[0]
                os.kill(self.process.pid, signal.SIGKILL)
                self.process.wait()
        return message


class KilledTests:
    def run_stage(self, stage):
        environment = stages.environment(
            self.directory,
            DVC_REGISTER_URL=self.url,
            DVC_SANDBOX=self.sandbox.url(),
        )
        process = subprocess.Popen(
            stages.command("killing", stage),
            cwd=stages.TOP,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(process.kill)
        return process

    def ended(self, process):
        _out, errors = process.communicate(timeout=PATIENCE)
        return process.returncode, errors

    def test_nothing_is_lost_and_nothing_arrives_twice(self):
        self.sandbox = sandboxes.started(Killing)
        self.addCleanup(self.sandbox.stop)
        box = self.sandbox.box
        box.targets = list(KILLED_AT)
        code, errors = self.ended(self.run_stage("prepare"))
        self.assertEqual(code, 0, errors)
        self.assertEqual(box.newest(), [])

        for left in (1, 0):
            box.process = self.run_stage("work")
            code, errors = self.ended(box.process)
            self.assertEqual(code, -signal.SIGKILL, errors)
            self.assertEqual(len(box.targets), left)
        self.assertLess(len(box.newest()), 3 * killing.MANY)
        code, errors = self.ended(self.run_stage("work"))
        self.assertEqual(code, 0, errors)

        messages = box.newest()
        transaction.begin()
        rows = session.session().scalars(select(MessageRow)).all()
        self.assertEqual({row.state for row in rows} - {"delivered"}, {"sent"})
        # All that was committed is here, each under its one key, and nothing else.
        sent = {
            f"<{row.id}@mau.example>" if row.channel == "email" else row.id
            for row in rows
        }
        self.assertEqual({one.key for one in messages}, sent)
        arrived = Counter((one.channel, one.recipient) for one in messages)
        self.assertEqual(len(arrived), 3 * killing.MANY)
        self.assertEqual(set(arrived.values()), {1})
        # Killed between the gateway's yes and ours: handed over once more, under the same
        # key. Each of the two workers has at most one such message per channel and kill.
        again = [one for one in messages if one.times > 1]
        self.assertGreaterEqual(len(again), len(KILLED_AT))
        self.assertLessEqual(len(again), len(KILLED_AT) * 3 * 2)
        self.assertEqual({one.times for one in again}, {2})


globals().update(on_each(KilledTests))
