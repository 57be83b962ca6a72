"""A changed calendar under open dossiers: what it would do, and what it does."""

from datetime import datetime
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import posting
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.dossiers.recount import working
from hanam.dvc.operations.rebuild import rebuild
from hanam.dvc.operations.verify import verify
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.model_clock import CalendarLog
from hanam.dvc.register.model_clock import ClockFact
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.testing import FUNCTIONAL
from plone.app.testing import login
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from Testing.makerequest import makerequest
from tests import sandboxes
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from threading import Thread
from unittest import mock
from zope.component.hooks import setSite

import transaction
import unittest


KEEPER = ("manager", "Quản trị mẫu")
DUE = datetime(2018, 9, 13, 17, 0)
ONE_LATER = datetime(2018, 9, 14, 17, 0)
DAY_OFF = {"date": "2018-09-12", "name": "Ngày nghỉ mẫu", "basis": "QĐ mẫu"}
WHY = ("QĐ 12/QĐ-UBND ngày 11/9/2018", "Nghỉ thêm một ngày.")


def add_day(day=DAY_OFF):
    def make(data):
        return {**data, "holidays": [*data["holidays"], day]}

    return make


def without_day(data):
    rest = [row for row in data["holidays"] if row["date"] != DAY_OFF["date"]]
    return {**data, "holidays": rest}


class RecountCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def filed(self, state="processing", **changes):
        code = dossier_in(self.portal, state, **changes).code
        transaction.commit()
        return code

    def previewed(self, make=None, shorten=False):
        act_as(self.portal, "manager")
        deciding.edit(make or add_day(), KEEPER, moment.now())
        change = deciding.preview(shorten)
        number = change.id
        transaction.commit()
        return number

    def decided(self, make=None, scope="open", shorten=False):
        number = self.previewed(make, shorten)
        self.count()
        deciding.decide(scope, *WHY, KEEPER, moment.now())
        transaction.commit()
        return number

    def count(self):
        while changes.current().stage == changes.COUNTING:
            working.step(self.portal)
        transaction.begin()

    def work(self):
        act_as(self.portal, "")
        working.work(self.portal)
        transaction.begin()

    def turns(self, number):
        rows, _more = changes.effects(number)
        return {row.code: (row.turn, row.old, row.new) for row in rows}

    def dues(self, code):
        dossier, row = access.find(code), queries.by_code(code)
        self.assertEqual((dossier.due, dossier.version), (row.due, row.version))
        found = clock.deadline(dossier)
        self.assertEqual(found.due if found else None, dossier.due)
        return dossier.due

    def actions(self, code):
        return [row.action for row in queries.history(code)]


class PreviewTest(RecountCase):
    def test_it_names_each_dossier_that_would_move_and_changes_nothing(self):
        running, accepted = self.filed(), self.filed("accepted")
        waits, over = self.filed("submitted"), self.filed("finished")
        stands = self.filed("supplement")
        number = self.previewed()
        found = self.turns(number)
        self.assertEqual(found[running], ("later", DUE, ONE_LATER))
        self.assertEqual(found[accepted], ("later", DUE, ONE_LATER))
        self.assertNotIn(over, found)
        self.assertNotIn(stands, found)
        self.assertNotIn(waits, found)
        self.assertEqual(changes.counts(number)["later"], 2)
        self.assertEqual(changes.by_agency(number), [("so-mau", {"later": 2})])
        self.assertEqual(self.dues(running), DUE)
        self.assertNotIn("Ngày nghỉ mẫu", settings.record("calendar"))

    def test_the_limit_to_accept_is_seen_as_well(self):
        friday = datetime(2018, 9, 7, 10, 0)
        waits = self.filed("submitted", now=friday)
        old = queries.by_code(waits).accept_due
        number = self.previewed(add_day({**DAY_OFF, "date": old.date().isoformat()}))
        turn, before, after = self.turns(number)[waits]
        self.assertEqual((turn, before), ("later", old))
        self.assertGreater(after, old)
        self.count()
        deciding.decide("open", *WHY, KEEPER, moment.now())
        transaction.commit()
        self.work()
        self.assertEqual(access.find(waits).accept_due, after)
        self.assertEqual(queries.by_code(waits).next_due, after)
        self.assertEqual(self.actions(waits)[-1], "recount_calendar")
        trace = clock.acceptance(access.find(waits)).trace
        self.assertIn("calendar_changed", [line.rule for line in trace])
        self.assertEqual(trace[-1].at, after)

    def test_many_are_counted_in_batches_the_rest_by_the_worker(self):
        codes = [self.filed("accepted") for _number in range(5)]
        with (
            mock.patch.object(working.seeing.batch, "__defaults__", (2,)),
            mock.patch.object(working.count_some, "__defaults__", (1,)),
        ):
            number = self.previewed()
            self.assertEqual(changes.current().stage, changes.COUNTING)
            self.assertEqual(len(self.turns(number)), 2)
            self.work()
        self.assertEqual(changes.current().stage, changes.READY)
        self.assertEqual(sorted(self.turns(number)), sorted(codes))
        rows, more = changes.effects(number, size=3)
        self.assertEqual((len(rows), more), (3, rows[-1].code))
        rest, more = changes.effects(number, after=more, size=3)
        self.assertEqual([row.code for row in (*rows, *rest)], sorted(codes))
        self.assertEqual(more, "")

    def test_what_it_would_give_is_what_the_law_gives(self):
        for state in ("accepted", "processing"):
            code = self.filed(state)
            number = self.previewed()
            _turn, _old, new = self.turns(number)[code]
            found = clock.counted(access.find(code))
            text = changes.current().text
            self.assertEqual(found.by(settings.parse_calendar(text)).due, new)
            deciding.drop()
            transaction.commit()


class DecidedTest(RecountCase):
    def test_from_now_on_moves_nothing_that_is_open(self):
        code = self.filed()
        self.decided(scope="future")
        self.work()
        self.assertEqual(self.dues(code), DUE)
        self.assertIsNone(changes.current())
        later = self.filed("accepted")
        self.assertEqual(self.dues(later), ONE_LATER)

    def test_what_was_decided_for_the_future_can_be_applied_to_what_is_open_later(self):
        code = self.filed()
        self.decided(scope="future")
        act_as(self.portal, "manager")
        deciding.restore(changes.last_version().id, KEEPER, moment.now())
        deciding.preview()
        number = changes.current().id
        self.assertEqual(self.turns(number)[code], ("later", DUE, ONE_LATER))
        deciding.decide("open", *WHY, KEEPER, moment.now())
        transaction.commit()
        self.work()
        self.assertEqual(self.dues(code), ONE_LATER)

    def test_what_is_open_moves_in_both_stores_with_a_trace(self):
        code, over = self.filed(), self.filed("finished")
        before = access.find(over).due
        number = self.decided()
        self.work()
        self.assertEqual(self.dues(code), ONE_LATER)
        self.assertEqual(access.find(over).due, before)
        last = queries.history(code)[-1]
        self.assertEqual((last.action, last.actor), ("recount_calendar", "manager"))
        for part in (*WHY, "17:00"):
            self.assertIn(part, last.note)
        lines = clock.describe(
            clock.deadline(access.find(code)).trace, self.layer["request"]
        )
        self.assertTrue(any("Ngày nghỉ mẫu" in line for line in lines))
        self.assertIn("14/9/2018", lines[-1].replace("14/09", "14/9"))
        log = changes.ended(number)
        self.assertIn('"moved": 1', log.counts)
        self.assertEqual(verify_kinds(self.portal), [])

    def test_a_second_run_moves_nothing_again(self):
        code = self.filed()
        self.decided()
        self.work()
        version = queries.by_code(code).version
        self.work()
        self.decided(add_day({**DAY_OFF, "date": "2019-09-11"}))
        self.work()
        self.assertEqual(queries.by_code(code).version, version)
        self.assertEqual(self.actions(code).count("recount_calendar"), 1)

    def test_a_promise_is_not_taken_back_unless_told_so(self):
        self.decided(scope="future")
        code = self.filed("accepted")
        self.assertEqual(self.dues(code), ONE_LATER)
        number = self.decided(without_day)
        self.assertEqual(self.turns(number)[code], ("kept", ONE_LATER, DUE))
        version = queries.by_code(code).version
        self.work()
        self.assertEqual(self.dues(code), ONE_LATER)
        self.assertEqual(queries.by_code(code).version, version)
        self.decided(add_day(), scope="future")
        number = self.decided(without_day, shorten=True)
        self.work()
        self.assertEqual(self.turns(number)[code], ("earlier", ONE_LATER, DUE))
        self.assertEqual(self.dues(code), DUE)

    def test_what_a_calendar_moved_back_goes_no_further_than_the_receipt(self):
        code = self.filed()
        self.decided()
        self.work()
        self.assertEqual(self.dues(code), ONE_LATER)

        def fewer(data):
            extra = {"date": "2018-09-08", "note": "Làm bù"}
            made = without_day(data)
            return {**made, "extra_working_days": [*made["extra_working_days"], extra]}

        self.decided(fewer)
        self.work()
        self.assertEqual(self.dues(code), DUE)

    def test_steps_move_with_the_whole(self):
        code = self.filed()
        before = [step["due"] for step in access.find(code).steps]
        self.decided()
        self.work()
        dossier = access.find(code)
        after = [step["due"] for step in dossier.steps]
        self.assertEqual(len(before), len(after))
        self.assertTrue(all(b <= a for b, a in zip(before, after, strict=True)))
        self.assertTrue(all(due <= dossier.due for due in after))
        self.assertEqual(queries.by_code(code).step_due, dossier.current_step()["due"])

    def test_who_waits_for_an_answer_is_counted_by_the_new_calendar_afterwards(self):
        code = self.filed("payment")
        self.decided()
        self.work()
        self.assertIsNone(self.dues(code))
        tuesday = datetime(2018, 9, 11, 9, 0)
        do(self.portal, access.find(code), "clerk", "payment_done", now=tuesday)
        transaction.commit()
        self.assertEqual(self.dues(code), datetime(2018, 9, 17, 17, 0))

    def test_the_applicant_is_told_where_the_setting_says_so(self):
        sandboxes.switch_on("email")
        applicant = {**APPLICANT, "email": "mau@mau.example"}
        code = self.filed(applicant=applicant)
        self.decided()
        self.work()
        asked = session.session().query(MessageRow)
        (mail,) = asked.filter_by(code=code, event="dossier.moved").all()
        self.assertIn("14 tháng 9", mail.text.replace("14 tháng 09", "14 tháng 9"))
        self.assertIn("13 tháng 9", mail.text.replace("13 tháng 09", "13 tháng 9"))
        self.portal.portal_registry["hanam.dvc.clock.tell_moved"] = False
        self.decided(add_day({**DAY_OFF, "date": "2018-09-13"}))
        self.work()
        self.assertEqual(self.actions(code).count("recount_calendar"), 2)
        self.assertEqual(asked.filter_by(code=code, event="dossier.moved").count(), 1)


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


class DraftTest(RecountCase):
    def test_a_decision_needs_its_number_its_reason_and_the_count(self):
        act_as(self.portal, "manager")
        now = moment.now()
        deciding.edit(add_day(), KEEPER, now)
        with self.assertRaises(Refused) as raised:
            deciding.decide("all", " ", "", KEEPER, now)
        self.assertEqual(
            [problem.field for problem in raised.exception.problems],
            ["scope", "decision", "reason"],
        )
        with self.assertRaises(Stale):
            deciding.decide("open", *WHY, KEEPER, now)

    def test_two_at_once_do_not_overwrite_each_other(self):
        act_as(self.portal, "manager")
        now = moment.now()
        change = deciding.edit(add_day(), KEEPER, now, version=0)
        seen = change.version
        deciding.edit(add_day({**DAY_OFF, "date": "2019-09-11"}), KEEPER, now, seen)
        for call in (
            lambda: deciding.edit(without_day, KEEPER, now, seen),
            lambda: deciding.drop(seen),
            lambda: deciding.preview(version=seen),
        ):
            with self.assertRaises(Stale):
                call()

    def test_a_calendar_changed_elsewhere_is_not_lost(self):
        act_as(self.portal, "manager")
        now = moment.now()
        deciding.edit(add_day(), KEEPER, now)
        text_now = settings.record("calendar")
        self.portal.portal_registry["hanam.dvc.calendar"] = text_now + "\n"
        with self.assertRaises(Stale):
            deciding.preview()

    def test_versions_can_be_restored_and_the_trace_is_only_added_to(self):
        before = settings.calendar()
        self.decided(scope="future")
        self.assertNotEqual(settings.calendar(), before)
        first, second = reversed(changes.versions())
        self.assertEqual((first.what, second.what), ("found", "decided"))
        self.assertEqual((second.decision, second.reason), WHY)
        act_as(self.portal, "manager")
        deciding.restore(first.id, KEEPER, moment.now())
        deciding.preview()
        deciding.decide("future", *WHY, KEEPER, moment.now())
        transaction.commit()
        self.assertEqual(settings.calendar(), before)
        for statement in (
            "UPDATE calendar_log SET reason = ''",
            "DELETE FROM calendar_log",
        ):
            with self.assertRaises(DatabaseError):
                session.for_writing().execute(text(statement))
            transaction.abort()
        self.assertEqual(session.session().query(CalendarLog).count(), 3)


class FactsTest(RecountCase):
    def test_they_follow_the_document_and_go_with_the_end(self):
        code = self.filed()
        row = session.session().get(ClockFact, code)
        self.assertEqual((row.value, row.unit, row.promised), (3, "working_day", DUE))
        do(self.portal, access.find(code), "officer", "finish", now=MONDAY)
        transaction.commit()
        self.assertIsNone(session.session().get(ClockFact, code))
        self.assertIsNone(session.session().get(ClockFact, self.filed("submitted")))

    def test_they_are_verified_and_rebuilt(self):
        code = self.filed()
        posted = access.find(code)
        act_as(self.portal, "clerk")
        posting.begin(posted, note="Bưu chính.", now=MONDAY)
        transaction.commit()
        self.assertEqual(verify_kinds(self.portal), [])
        session.for_writing().get(ClockFact, code).value = 9
        transaction.commit()
        self.assertEqual(verify_kinds(self.portal), ["clock differs"])
        rebuild(self.portal)
        self.assertEqual(verify_kinds(self.portal), [])
        self.assertEqual(session.session().get(ClockFact, code).value, 3)


def verify_kinds(portal):
    transaction.begin()
    return sorted({difference.kind for difference in verify(portal)})
