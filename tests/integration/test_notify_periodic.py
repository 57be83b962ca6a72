"""Periodic work: once in its time, in a transaction of its own; a failure is no end."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.notify import periodic
from hanam.dvc.register import message_choices
from hanam.dvc.register import periodic_runs
from tests.registers import on_each
from unittest.mock import patch

import logging
import transaction


NOW = datetime(2018, 10, 1, 8)
HOUR = 3600


class PeriodicTests:
    def setUp(self):
        super().setUp()
        self.ran = []
        # Other modules register when they are imported, once in this process: all comes back.
        self.enterContext(patch.dict(periodic._known, clear=True))

    def look(self, now):
        """What a worker does when it looks."""
        transaction.begin()
        works = periodic.due(now)
        transaction.abort()
        return [periodic.run(work, "the portal", now) for work in works]

    def note(self, portal, now):
        message_choices.save("somebody", now, channels="sms")
        self.ran.append((portal, now))

    def test_it_is_done_once_in_its_time(self):
        periodic.register("work", HOUR, self.note)
        self.assertEqual(self.look(NOW), [True])
        self.assertEqual(self.look(NOW + timedelta(seconds=HOUR - 1)), [])
        later = NOW + timedelta(seconds=HOUR)
        self.assertEqual(self.look(later), [True])
        self.assertEqual(self.ran, [("the portal", NOW), ("the portal", later)])

    def test_what_fails_is_undone_and_tried_again_in_ten_minutes(self):
        def fail(portal, now):
            self.note(portal, now)
            raise ValueError("0912345678 must not be logged")

        periodic.register("work", HOUR, fail)
        with self.assertLogs(periodic.log, logging.ERROR) as logged:
            self.assertEqual(self.look(NOW), [False])
        self.assertNotIn("0912345678", logged.output[0])
        transaction.begin()
        self.assertIsNone(message_choices.of("somebody"))
        self.assertEqual([row.error for row in periodic_runs.every()], ["ValueError"])
        periodic.register("work", HOUR, self.note)
        self.assertEqual(self.look(NOW + timedelta(minutes=9)), [])
        self.assertEqual(self.look(NOW + timedelta(minutes=10)), [True])
        transaction.begin()
        self.assertEqual([row.error for row in periodic_runs.every()], [""])

    def test_one_failure_keeps_no_other_work_from_being_done(self):
        periodic.register("bad", HOUR, lambda portal, now: 1 / 0)
        periodic.register("good", HOUR, self.note)
        with self.assertLogs(periodic.log, logging.ERROR):
            self.assertEqual(self.look(NOW), [False, True])


globals().update(on_each(PeriodicTests))
