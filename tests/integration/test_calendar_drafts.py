"""Drafts, decisions and versions of the calendar, and the facts that are kept of clocks."""

from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import posting
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.operations.rebuild import rebuild
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import session
from hanam.dvc.register.model_clock import CalendarLog
from hanam.dvc.register.model_clock import ClockFact
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from tests.calendars import add_day
from tests.calendars import DAY_OFF
from tests.calendars import DUE
from tests.calendars import KEEPER
from tests.calendars import RecountCase
from tests.calendars import verify_kinds
from tests.calendars import WHY
from tests.calendars import without_day
from tests.dossiers import act_as
from tests.dossiers import do
from tests.dossiers import MONDAY

import transaction


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
