"""A changed calendar beside other work: clerks, a worker that stops, what cannot be moved."""

from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.dossiers.recount import working
from hanam.dvc.register import calendar_changes as changes
from plone.app.testing import login
from Testing.makerequest import makerequest
from tests.calendars import DUE
from tests.calendars import KEEPER
from tests.calendars import ONE_LATER
from tests.calendars import RecountCase
from tests.calendars import WHY
from tests.dossiers import act_as
from tests.dossiers import do
from tests.dossiers import MONDAY
from threading import Thread
from unittest import mock
from zope.component.hooks import setSite

import transaction


class TogetherTest(RecountCase):
    def test_a_clerk_who_was_first_is_not_overwritten(self):
        code = self.filed("processing")
        other = self.filed("accepted")
        self.decided()
        real, met = working.moving.move, []

        def move(found, decided, now):
            if found == code and not met:
                met.append(found)
                self.act_elsewhere(code)
            return real(found, decided, now)

        with mock.patch.object(working.moving, "move", move):
            self.work()
        self.assertEqual(met, [code])
        self.assertEqual(self.actions(code)[-2:], ["assign", "recount_calendar"])
        self.assertEqual(access.find(code).assignee, "officer")
        self.assertEqual((self.dues(code), self.dues(other)), (ONE_LATER, ONE_LATER))

    def act_elsewhere(self, code):
        """Somebody else assigns the dossier while the worker is about to move it."""
        problems = []

        def act():
            db = self.portal._p_jar.db()
            manager = transaction.manager
            connection = db.open(manager)
            try:
                manager.begin()
                self.assign(connection.root()["Application"], code)
                manager.commit()
            except Exception as error:
                problems.append(error)
            finally:
                manager.abort()
                connection.close()

        thread = Thread(target=act)
        thread.start()
        thread.join(60)
        self.assertEqual(problems, [])

    def assign(self, app, code):
        portal = makerequest(app)[self.portal.getId()]
        setSite(portal)
        login(portal, "officer")
        actions.assign(access.find(code), now=MONDAY)

    def test_a_worker_that_stops_goes_on_where_it_was(self):
        codes = [self.filed("accepted") for _number in range(4)]
        self.decided()
        real, left = working.moving.move, [2]

        def move(*arguments):
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(*arguments)

        stopped = self.assertRaises(KeyboardInterrupt)
        with mock.patch.object(working.moving, "move", move), stopped:
            self.work()
        transaction.abort()
        moved = [code for code in codes if self.dues(code) == ONE_LATER]
        self.assertEqual(len(moved), 2)
        self.work()
        for code in codes:
            self.assertEqual(self.dues(code), ONE_LATER)
            self.assertEqual(self.actions(code).count("recount_calendar"), 1)
        self.assertIsNone(changes.current())

    def test_what_cannot_be_moved_is_noted_and_holds_up_nothing(self):
        codes = [self.filed("accepted") for _number in range(3)]
        number = self.decided()
        real = working.moving.move

        def move(code, decided, now):
            if code == codes[1]:
                raise RuntimeError("broken")
            return real(code, decided, now)

        noted = self.assertLogs(working.log, "ERROR")
        with mock.patch.object(working.moving, "move", move), noted:
            self.work()
        self.assertEqual(self.dues(codes[1]), DUE)
        self.assertEqual(self.dues(codes[2]), ONE_LATER)
        found = changes.counts(number)
        self.assertEqual((found["moved"], found["failed"]), (2, 1))

    def test_what_was_finished_since_the_preview_stays_as_it_ended(self):
        code = self.filed()
        number = self.previewed()
        do(self.portal, access.find(code), "officer", "finish", now=MONDAY)
        transaction.commit()
        act_as(self.portal, "manager")
        deciding.decide("open", *WHY, KEEPER, moment.now())
        transaction.commit()
        self.work()
        self.assertEqual(access.find(code).due, DUE)
        self.assertIsNone(changes.effect(number, code).done)
        self.assertNotIn("recount_calendar", self.actions(code))

    def test_what_is_accepted_after_the_preview_is_moved_too(self):
        number = self.previewed()
        code = self.filed("accepted")
        act_as(self.portal, "manager")
        deciding.decide("open", *WHY, KEEPER, moment.now())
        transaction.commit()
        self.work()
        self.assertEqual(self.dues(code), ONE_LATER)
        self.assertIsNotNone(changes.effect(number, code).done)
