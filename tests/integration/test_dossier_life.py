"""The life of a dossier: what each action writes into both stores."""

from datetime import datetime
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import clock
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.register import queries
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PDF

import json
import unittest


TUESDAY = datetime(2018, 9, 11, 9, 0)
WEDNESDAY = datetime(2018, 9, 12, 10, 0)
FRIDAY = datetime(2018, 9, 14, 8, 0)
THURSDAY_CLOSE = datetime(2018, 9, 13, 17, 0)


class Life(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)

    def do(self, dossier, who, transition, **more):
        return do(self.portal, dossier, who, transition, **more)

    def problems(self, call, *args, **more):
        with self.assertRaises(Refused) as raised:
            call(*args, **more)
        return [(problem.field, problem.code) for problem in raised.exception.problems]

    def test_acceptance_starts_the_clock(self):
        dossier = dossier_in(self.portal, "submitted")
        self.do(dossier, "clerk", "accept", now=MONDAY)
        row = queries.by_code(dossier.code)
        self.assertEqual(
            (row.state, row.received, row.due), ("accepted", MONDAY, THURSDAY_CLOSE)
        )
        self.assertEqual(dossier.due, THURSDAY_CLOSE)
        self.assertEqual(clock.deadline(dossier).due, THURSDAY_CLOSE)

    def test_a_later_change_of_the_procedure_moves_no_date(self):
        dossier = dossier_in(self.portal, "accepted")
        procedure = self.portal["thu-tuc"]["1.999001"]
        procedure.limits = [{"value": 30, "unit": "month"}]
        self.assertEqual(clock.deadline(dossier).due, THURSDAY_CLOSE)

    def test_a_later_change_of_the_calendar_moves_no_date(self):
        dossier = dossier_in(self.portal, "accepted")
        data = json.loads(settings.record("calendar"))
        data["holidays"].append({"date": "2018-09-12", "name": "Ngày nghỉ mẫu"})
        api.portal.set_registry_record("hanam.dvc.calendar", json.dumps(data))
        self.assertEqual(clock.deadline(dossier).due, THURSDAY_CLOSE)
        self.assertEqual(
            dossier_in(self.portal, "accepted").due, datetime(2018, 9, 14, 17, 0)
        )

    def test_the_trace_can_be_read(self):
        lines = clock.describe(
            clock.deadline(dossier_in(self.portal, "accepted")).trace,
            self.layer["request"],
        )
        self.assertEqual(len(lines), len(set(lines)))
        self.assertIn("13/9/2018", lines[-1].replace("13/09", "13/9"))

    def test_a_request_for_papers_stops_the_clock_and_the_answer_counts_anew(self):
        dossier = dossier_in(self.portal, "processing")
        self.do(dossier, "officer", "ask", now=TUESDAY)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.state, row.due, row.rounds), ("supplement", None, 1))
        self.assertEqual(
            [
                (pause.started, pause.ended, pause.reason)
                for pause in queries.pauses(dossier.code)
            ],
            [(TUESDAY, None, "supplement")],
        )
        self.do(dossier, "citizen", "answer_processing", now=FRIDAY)
        row = queries.by_code(dossier.code)
        self.assertEqual(row.state, "processing")
        self.assertEqual(row.due, datetime(2018, 9, 19, 17, 0))
        self.assertEqual(queries.pauses(dossier.code)[0].ended, FRIDAY)
        self.assertEqual(dossier.papers[-1].round, 1)

    def test_with_the_policy_resume_only_the_rest_is_left(self):
        self.portal["thu-tuc"]["1.999001"].supplement_policy = "resume"
        dossier = dossier_in(self.portal, "processing")
        self.do(dossier, "officer", "ask", now=TUESDAY)
        self.do(dossier, "citizen", "answer_processing", now=FRIDAY)
        self.assertEqual(
            queries.by_code(dossier.code).due, datetime(2018, 9, 18, 17, 0)
        )

    def test_papers_are_asked_for_once_at_each_stage(self):
        dossier = dossier_in(self.portal, "supplement of the counter")
        self.do(dossier, "citizen", "answer_submitted", now=TUESDAY)
        self.assertEqual(
            queries.by_code(dossier.code).accept_due, datetime(2018, 9, 12, 17, 0)
        )
        self.assertEqual(
            self.problems(self.do, dossier, "clerk", "ask_submitted"),
            [("", "ask.once")],
        )
        self.do(dossier, "clerk", "accept", now=TUESDAY)
        self.do(dossier, "officer", "start", now=TUESDAY)
        self.do(dossier, "officer", "ask", now=WEDNESDAY)
        self.do(dossier, "citizen", "answer_processing", now=WEDNESDAY)
        self.assertEqual(
            self.problems(self.do, dossier, "officer", "ask"), [("", "ask.once")]
        )

    def test_waiting_for_a_payment_only_lengthens_the_limit(self):
        dossier = dossier_in(self.portal, "processing")
        self.do(dossier, "officer", "request_payment", now=TUESDAY)
        self.do(dossier, "clerk", "payment_done", now=FRIDAY)
        self.assertEqual(
            queries.by_code(dossier.code).due, datetime(2018, 9, 18, 17, 0)
        )

    def test_the_plan_gives_each_step_its_own_due_moment(self):
        dossier = dossier_in(self.portal, "accepted")
        steps = queries.steps(dossier.code)
        self.assertEqual(
            [(step.no, step.role) for step in steps],
            [(1, "clerk"), (2, "officer"), (3, "officer"), (4, "leader")],
        )
        dues = [step.due for step in steps]
        self.assertEqual(dues, sorted(dues))
        self.assertEqual(dues[0], datetime(2018, 9, 10, 15, 0))
        self.assertLessEqual(dues[-1], THURSDAY_CLOSE)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.step, row.step_title), (1, "Tiếp nhận"))

    def test_who_starts_takes_the_dossier_and_its_first_step(self):
        dossier = dossier_in(self.portal, "accepted")
        self.do(dossier, "officer", "start", now=TUESDAY)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.assignee, row.step), ("officer", 2))
        one, two = queries.steps(dossier.code)[:2]
        self.assertEqual((one.finished, two.started), (TUESDAY, TUESDAY))
        self.assertEqual(two.assignee, "officer")

    def test_steps_are_moved_on_by_who_has_them(self):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "clerk")
        self.assertEqual(self.problems(actions.next_step, dossier), [("", "step.role")])
        act_as(self.portal, "officer")
        actions.next_step(dossier, now=TUESDAY)
        actions.next_step(dossier, assignee="leader", now=TUESDAY)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.step, row.assignee), (4, "leader"))
        self.assertEqual(self.problems(actions.next_step, dossier), [("", "step.none")])

    def test_the_end_closes_the_steps_and_keeps_the_result(self):
        dossier = dossier_in(self.portal, "processing")
        result = {"number": "7/GM", "filename": "giay.pdf", "data": PDF}
        self.do(dossier, "leader", "finish", result=result, now=WEDNESDAY)
        row = queries.by_code(dossier.code)
        self.assertEqual(
            (row.state, row.finished, row.step), ("finished", WEDNESDAY, 0)
        )
        (paper,) = dossier.results
        self.assertEqual(
            (paper.number, paper.title, paper.file.data), ("7/GM", "Giấy mẫu", PDF)
        )
        self.do(dossier, "clerk", "hand_over", now=FRIDAY)
        self.assertEqual(queries.by_code(dossier.code).returned, FRIDAY)

    def test_what_an_action_needs_is_asked_for(self):
        dossier = dossier_in(self.portal, "processing")
        for transition, given, problem in (
            ("ask", {"reason": "  "}, ("reason", "reason.missing")),
            ("stop", {"reason": ""}, ("reason", "reason.missing")),
            ("finish", {"result": None}, ("result", "result.missing")),
            ("finish", {"result": {"number": " "}}, ("result", "result.missing")),
        ):
            with self.subTest(transition=transition, given=given):
                self.assertEqual(
                    self.problems(self.do, dossier, "officer", transition, **given),
                    [problem],
                )
        dossier = dossier_in(self.portal, "supplement")
        self.assertEqual(
            self.problems(self.do, dossier, "citizen", "answer_processing", papers=[]),
            [("papers", "answer.empty")],
        )

    def test_a_wrong_file_in_an_answer_changes_nothing(self):
        dossier = dossier_in(self.portal, "supplement")
        wrong = intake.NewPaper("don", "don.pdf", "", b"MZ\x90\x00" * 40)
        self.assertEqual(
            self.problems(
                self.do, dossier, "citizen", "answer_processing", papers=[wrong]
            ),
            [("papers.don", "paper.kind")],
        )
        self.assertEqual((dossier.state, len(dossier.papers)), ("supplement", 1))

    def test_who_looks_at_an_old_version_is_told(self):
        dossier = dossier_in(self.portal, "submitted")
        seen = dossier.version
        self.do(dossier, "clerk", "accept", version=seen)
        self.assertEqual(dossier.version, seen + 1)
        self.assertEqual(queries.by_code(dossier.code).version, seen + 1)
        act_as(self.portal, "officer")
        with self.assertRaises(Stale):
            actions.perform(dossier, "start", version=seen)
        actions.perform(dossier, "start", version=seen + 1)

    def test_officers_take_and_leaders_give(self):
        dossier = dossier_in(self.portal, "accepted")
        act_as(self.portal, "officer")
        actions.assign(dossier)
        self.assertEqual(queries.by_code(dossier.code).assignee, "officer")
        actions.release(dossier)
        self.assertEqual(queries.by_code(dossier.code).assignee, "")
        act_as(self.portal, "leader")
        actions.assign(dossier, "officer")
        self.assertEqual(queries.by_code(dossier.code).assignee, "officer")
        self.assertEqual(
            self.problems(actions.assign, dossier, "strange-clerk"),
            [("assignee", "assignee.unknown")],
        )

    def test_everything_is_in_the_history(self):
        dossier = dossier_in(self.portal, "processing")
        self.do(dossier, "officer", "ask", reason="Thiếu bản sao.", now=TUESDAY)
        found = [
            (entry.action, entry.actor, entry.from_state, entry.to_state, entry.note)
            for entry in queries.history(dossier.code)
        ]
        self.assertEqual(
            found,
            [
                ("submit", "citizen", "", "submitted", ""),
                ("accept", "clerk", "submitted", "accepted", ""),
                ("start", "officer", "accepted", "processing", ""),
                ("ask", "officer", "processing", "supplement", "Thiếu bản sao."),
            ],
        )
        self.assertEqual(queries.history(dossier.code)[-1].at, TUESDAY)
        self.assertEqual(queries.history(dossier.code)[-1].actor_name, "officer (mẫu)")

    def test_a_limit_without_a_number_makes_no_appointment(self):
        self.portal["thu-tuc"]["1.999001"].limits = [{"text": "Theo thỏa thuận"}]
        dossier = dossier_in(self.portal, "supplement")
        self.do(dossier, "citizen", "answer_processing", now=FRIDAY)
        self.assertIsNone(queries.by_code(dossier.code).due)
        self.assertIsNone(clock.deadline(dossier))
