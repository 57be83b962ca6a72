"""A new appointment, and papers on their way by post: what stands in both stores after."""

from AccessControl import Unauthorized
from datetime import datetime
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import posting
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.notify.told import values
from hanam.dvc.register import queries
from hanam.dvc.register.model_outbox import MessageRow
from hanam.dvc.register.session import session
from hanam.dvc.testing import INTEGRATION
from tests import sandboxes
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in

import unittest


TUESDAY = datetime(2018, 9, 11, 9, 0)
WEDNESDAY = datetime(2018, 9, 12, 9, 0)
DUE = datetime(2018, 9, 13, 17, 0)
LATER = datetime(2018, 9, 18, 10, 30)
WHY = "Phải xác minh tại xã."


class ClockCase(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)

    def extended(self, state="processing", who="officer", now=TUESDAY, **changes):
        dossier = dossier_in(self.portal, state)
        act_as(self.portal, who)
        given = {"due": LATER, "reason": WHY, "now": now} | changes
        return extending.extend(dossier, **given)

    def refused(self, call, *args, **given):
        with self.assertRaises(Refused) as raised:
            call(*args, **given)
        return [(problem.field, problem.code) for problem in raised.exception.problems]

    def last(self, dossier):
        row = queries.history(dossier.code)[-1]
        return row.action, row.actor, row.note


class ExtendingTest(ClockCase):
    def test_the_new_appointment_stands_in_both_stores_and_in_the_history(self):
        dossier = self.extended()
        row = queries.by_code(dossier.code)
        self.assertEqual((dossier.due, row.due, row.next_due), (LATER, LATER, LATER))
        self.assertEqual(row.version, dossier.version)
        self.assertEqual(
            dossier.extension,
            {"from": DUE, "to": LATER, "at": TUESDAY, "reason": WHY, "by": "officer"},
        )
        action, actor, note = self.last(dossier)
        self.assertEqual((action, actor), ("extend", "officer"))
        self.assertIn(WHY, note)
        self.assertIn(
            "17:00 13/9/2018 → 10:30 18/9/2018", note.replace("13/09", "13/9")
        )

    def test_the_trace_tells_both_appointments_and_no_reason(self):
        dossier = self.extended()
        lines = clock.describe(clock.deadline(dossier).trace, self.layer["request"])
        self.assertIn("10:30", lines[-1])
        self.assertTrue(any("13/9/2018" in line for line in lines))
        self.assertFalse(any(WHY in line for line in lines))

    def test_the_rest_of_the_plan_ends_with_the_new_appointment(self):
        dossier = self.extended()
        dues = [step["due"] for step in dossier.steps[dossier.step - 1 :]]
        self.assertEqual(dues, sorted(dues))
        self.assertEqual(dues[-1], LATER)
        row = queries.steps(dossier.code)[-1]
        self.assertEqual(row.due, LATER)

    def test_once_only(self):
        dossier = self.extended()
        later = datetime(2018, 9, 20, 9, 0)
        found = self.refused(
            extending.extend, dossier, due=later, reason=WHY, now=WEDNESDAY
        )
        self.assertEqual(found, [("", "extend.used_up")])
        self.assertFalse(extending.may_extend(dossier, WEDNESDAY))

    def test_not_on_the_due_day_nor_later(self):
        for now in (datetime(2018, 9, 13, 7, 30), datetime(2018, 9, 14, 8, 0)):
            dossier = dossier_in(self.portal, "processing")
            act_as(self.portal, "leader")
            found = self.refused(
                extending.extend, dossier, due=LATER, reason=WHY, now=now
            )
            self.assertEqual(found, [("", "extend.too_late")])

    def test_everything_wrong_is_told_at_once_and_changes_nothing(self):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "officer")
        version = dossier.version
        for due, code in (
            (None, "extend.due_missing"),
            (datetime(2018, 9, 12, 9, 0), "extend.not_later"),
            (datetime(2018, 9, 16, 9, 0), "extend.closed"),
            (datetime(2018, 9, 17, 19, 0), "extend.closed"),
        ):
            with self.subTest(due=due):
                found = self.refused(
                    extending.extend, dossier, due=due, reason=" ", now=TUESDAY
                )
                self.assertEqual(found, [("due", code), ("reason", "reason.missing")])
        self.assertEqual((dossier.version, dossier.due), (version, DUE))
        self.assertIsNone(dossier.extension)

    def test_only_officers_and_leaders_of_the_agency_while_the_clock_runs(self):
        for state, who, error in (
            ("accepted", "clerk", Unauthorized),
            ("processing", "citizen", Unauthorized),
            ("processing", "strange-clerk", Unauthorized),
            ("processing", "manager", Unauthorized),
            ("supplement", "officer", Stale),
            ("payment", "leader", Stale),
            ("finished", "officer", Stale),
        ):
            with self.subTest(state=state, who=who), self.assertRaises(error):
                self.extended(state, who)
        for state, who in (("accepted", "officer"), ("processing", "leader")):
            self.assertEqual(self.extended(state, who).due, LATER)

    def test_who_saw_an_older_dossier_is_told_to_look_again(self):
        with self.assertRaises(Stale):
            self.extended(version=1)

    def test_a_payment_moves_it_on_and_a_supplement_keeps_what_was_promised(self):
        dossier = self.extended()
        do(self.portal, dossier, "officer", "request_payment", now=WEDNESDAY)
        self.assertIsNone(dossier.due)
        paid = datetime(2018, 9, 14, 9, 0)
        do(self.portal, dossier, "clerk", "payment_done", now=paid)
        self.assertEqual(dossier.due, datetime(2018, 9, 20, 10, 30))
        dossier = self.extended()
        do(self.portal, dossier, "officer", "ask", now=WEDNESDAY)
        answer = datetime(2018, 9, 12, 15, 0)
        do(self.portal, dossier, "citizen", "answer_processing", now=answer)
        self.assertEqual(dossier.due, LATER)

    def test_what_is_proposed_can_be_taken(self):
        dossier = dossier_in(self.portal, "processing")
        proposed = extending.propose(dossier, TUESDAY)
        self.assertEqual(proposed, datetime(2018, 9, 18, 17, 0))
        self.assertIsNone(extending.can_extend(dossier, TUESDAY))
        self.assertEqual(self.extended(due=proposed).due, proposed)

    def test_the_applicant_is_told_both_appointments_and_why(self):
        sandboxes.switch_on("email", "sms")
        now = moment.now()
        applicant = {**APPLICANT, "email": "mau@mau.example"}
        dossier = dossier_in(self.portal, "processing", now=now, applicant=applicant)
        act_as(self.portal, "officer")
        due = extending.propose(dossier, now)
        extending.extend(dossier, due=due, reason=WHY, now=now)
        asked = session().query(MessageRow)
        told = asked.filter_by(code=dossier.code, event="dossier.extended").all()
        mail = next(message for message in told if message.channel == "email")
        self.assertIn(WHY, mail.text)
        for when in (dossier.extension["from"], due):
            self.assertIn(values.moment_in(when, "vi"), mail.text)
        self.assertEqual({message.channel for message in told}, {"email", "sms"})


class PostTest(ClockCase):
    def test_the_clock_stands_from_the_post_to_the_arrival_and_goes_on(self):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "clerk")
        self.assertEqual(posting.can(dossier), ("post_begin",))
        posting.begin(dossier, note="Hồ sơ gốc gửi xã.", now=TUESDAY)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.state, row.due), ("processing", None))
        self.assertEqual(posting.can(dossier), ("post_end",))
        self.assertEqual(self.last(dossier)[0], "post_begin")
        posting.end(dossier, now=datetime(2018, 9, 13, 9, 0))
        # Two working days did not count: under recount as well.
        self.assertEqual(dossier.due, datetime(2018, 9, 17, 17, 0))
        self.assertEqual(queries.pauses(dossier.code)[0].reason, "post")
        dues = [s["due"] for s in dossier.steps[dossier.step - 1 :]]
        self.assertLessEqual(max(dues), dossier.due)

    def test_what_does_not_fit_is_refused(self):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "clerk")
        self.assertEqual(
            self.refused(posting.end, dossier), [("", "post.not_on_the_way")]
        )
        self.assertEqual(
            self.refused(posting.begin, dossier), [("reason", "reason.missing")]
        )
        posting.begin(dossier, note="Bưu chính.", now=TUESDAY)
        self.assertEqual(
            self.refused(posting.begin, dossier, note="Lại."), [("", "post.on_the_way")]
        )
        act_as(self.portal, "officer")
        with self.assertRaises(Unauthorized):
            posting.end(dossier)
        self.assertIsNotNone(extending.can_extend(dossier, TUESDAY))
        act_as(self.portal, "clerk")
        for state in ("submitted", "supplement", "finished"):
            with self.assertRaises(Stale):
                posting.begin(dossier_in(self.portal, state), note="Bưu chính.")

    def test_what_happens_meanwhile_ends_the_wait_for_the_post(self):
        for who, action in (
            ("officer", "ask"),
            ("officer", "request_payment"),
            ("officer", "finish"),
        ):
            with self.subTest(action=action):
                dossier = dossier_in(self.portal, "processing")
                act_as(self.portal, "clerk")
                posting.begin(dossier, note="Bưu chính.", now=TUESDAY)
                do(self.portal, dossier, who, action, now=WEDNESDAY)
                self.assertEqual(dossier.pauses[0]["ended"], WEDNESDAY)
        self.assertEqual(dossier.due, datetime(2018, 9, 14, 17, 0))
