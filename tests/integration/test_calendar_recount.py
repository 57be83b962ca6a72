"""A changed calendar under open dossiers: what it would do, and what it does."""

from datetime import datetime
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.dossiers.recount import working
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.register.model_outbox import MessageRow
from tests import sandboxes
from tests.calendars import add_day
from tests.calendars import DAY_OFF
from tests.calendars import DUE
from tests.calendars import KEEPER
from tests.calendars import ONE_LATER
from tests.calendars import RecountCase
from tests.calendars import verify_kinds
from tests.calendars import WHY
from tests.calendars import without_day
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import do
from unittest import mock

import transaction


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
