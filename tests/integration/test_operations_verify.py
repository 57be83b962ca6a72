"""`verify` finds every difference between the two stores, and `rebuild` repairs it."""

from datetime import date
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import tracks
from hanam.dvc.operations.rebuild import rebuild
from hanam.dvc.operations.verify import verify
from hanam.dvc.register import queries
from hanam.dvc.register.model import DailyNumber
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import DossierTerm
from hanam.dvc.register.model import FilingKey
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model import Tally
from hanam.dvc.register.queries import worklist
from hanam.dvc.register.queries import WorklistQuery
from hanam.dvc.register.session import engine
from hanam.dvc.register.session import session
from hanam.dvc.testing import FUNCTIONAL
from sqlalchemy import delete
from sqlalchemy import insert
from sqlalchemy import select
from sqlalchemy import update
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY

import transaction
import unittest


STATES = ("submitted", "accepted", "processing", "supplement", "payment", "returned")


class Verify(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()
        self.codes = {}
        for state in STATES:
            self.codes[state] = dossier_in(self.portal, state).code
            transaction.commit()

    def change(self, *statements):
        """Change the register behind the back of the documents."""
        transaction.commit()
        with engine().begin() as connection:
            for statement in statements:
                connection.execute(statement)

    def found(self):
        """(kind, code, detail) of each difference."""
        transaction.begin()
        return [(d.kind, d.code, d.detail) for d in verify(self.portal)]

    def found_column(self, code, name):
        """Whether a column of the dossier's row is said to differ."""
        return any(
            (kind, which) == ("row differs", code) and name in detail.split(", ")
            for kind, which, detail in self.found()
        )

    def assert_repaired(self, written):
        transaction.begin()
        self.assertEqual(rebuild(self.portal), written)
        self.assertEqual(self.found(), [])
        self.assertEqual(rebuild(self.portal), 0)

    def test_two_stores_at_one_have_no_difference(self):
        self.assertEqual(self.found(), [])

    def test_drafts_are_no_dossiers(self):
        from hanam.dvc.catalogue import lookup
        from hanam.dvc.dossiers import drafts

        drafts.create(lookup.procedure("1.999001"), "citizen")
        transaction.commit()
        self.assertEqual(self.found(), [])

    def test_a_missing_row_is_found_and_written(self):
        code = self.codes["processing"]
        before = queries.by_code(code)
        wanted = (before.version, before.due, before.assignee, before.step_title)
        steps = [(step.no, step.due, step.started) for step in queries.steps(code)]
        self.change(
            delete(DossierRow).where(DossierRow.code == code),
            delete(StepRow).where(StepRow.code == code),
            delete(DossierTerm).where(DossierTerm.code == code),
        )
        self.assertIn(("row missing", code, ""), self.found())
        self.assert_repaired(1)
        row = queries.by_code(code)
        self.assertEqual((row.version, row.due, row.assignee, row.step_title), wanted)
        self.assertEqual(
            [(step.no, step.due, step.started) for step in queries.steps(code)], steps
        )

    def test_a_repaired_dossier_can_be_worked_on(self):
        code = self.codes["accepted"]
        self.change(delete(DossierRow).where(DossierRow.code == code))
        rebuild(self.portal)
        act_as(self.portal, "officer")
        actions.perform(access.find(code), "start", now=MONDAY)
        transaction.commit()
        self.assertEqual(self.found(), [])

    def test_each_column_is_compared_without_telling_what_is_in_it(self):
        code = self.codes["accepted"]
        for name, value in (
            ("state", "returned"),
            ("agency", "so-khac"),
            ("applicant_name", "Trần Thị Thử"),
            ("due", None),
            ("version", 9),
            ("folded", "x"),
            ("next_due", MONDAY),
            ("money", "refunded"),
            ("delivery", "with_post"),
            ("sync", "failed"),
        ):
            with self.subTest(column=name):
                self.change(
                    update(DossierRow)
                    .where(DossierRow.code == code)
                    .values({name: value})
                )
                self.assertTrue(self.found_column(code, name))
                self.assert_repaired(1)

    def test_a_register_ahead_of_the_document_is_brought_back(self):
        """As after a kill between the two commits of an action."""
        code = self.codes["submitted"]
        ahead = {"code": code, "at": MONDAY, "action": "accept"}
        states = {"from_state": "submitted", "to_state": "accepted"}
        self.change(
            update(DossierRow)
            .where(DossierRow.code == code)
            .values(state="accepted", received=MONDAY, version=2),
            insert(HistoryRow).values(ahead | states),
        )
        kinds = [kind for kind, which, _detail in self.found() if which == code]
        self.assertEqual(kinds, ["row differs", "history ends elsewhere"])
        self.assert_repaired(1)
        self.assertEqual(queries.by_code(code).state, "submitted")
        last = queries.history(code)[-1]
        self.assertEqual(
            (last.action, last.from_state, last.to_state),
            ("rebuild", "accepted", "submitted"),
        )

    def test_steps_and_pauses_are_compared(self):
        for table, state, kind in (
            (StepRow, "processing", "steps differ"),
            (PauseRow, "supplement", "pauses differ"),
        ):
            code = self.codes[state]
            extra = {"code": code, "no": 99, "started": MONDAY}
            for statement in (
                delete(table).where(table.code == code, table.no == 1),
                update(table).where(table.code == code).values(started=None)
                if table is StepRow
                else update(table).where(table.code == code).values(reason="x"),
                insert(table).values(extra),
            ):
                with self.subTest(kind=kind, statement=str(statement)):
                    self.change(statement)
                    self.assertIn((kind, code, ""), self.found())
                    self.assert_repaired(1)

    def test_a_row_without_document_is_found_and_its_number_declared_void(self):
        lost = self.codes["returned"]
        document = access.find(lost)
        agency, month = document.getPhysicalPath()[-3:-1]
        self.portal["ho-so"][agency][month].take(lost)
        transaction.commit()
        kinds = {kind for kind, code, _detail in self.found() if code == lost}
        self.assertEqual(
            kinds, {"row without document", "number without dossier", "search differs"}
        )
        self.assert_repaired(0)
        self.assertIsNone(queries.by_code(lost))
        self.assertEqual(queries.history(lost)[-1].action, "void")
        self.assertEqual(queries.history(lost)[0].action, "submit")
        act_as(self.portal, "citizen")
        self.assertNotEqual(intake.file(a_filing(), now=MONDAY).code, lost)

    def test_a_key_that_leads_nowhere_is_released(self):
        self.change(
            insert(FilingKey).values(scope="s", key="k", digest="d", code="gone")
        )
        self.assertEqual(self.found(), [("key without dossier", "gone", "")])
        self.assert_repaired(0)
        self.assertEqual(session().scalars(select(FilingKey)).all(), [])

    def test_numbers_are_raised_to_what_documents_bear_and_never_lowered(self):
        last = self.codes[STATES[-1]]
        self.change(update(DailyNumber).values(last=2))
        self.assertEqual(self.found(), [("number not counted", last, "")])
        self.assert_repaired(0)
        self.change(delete(DailyNumber))
        self.assert_repaired(0)
        act_as(self.portal, "citizen")
        code = intake.file(a_filing(), now=MONDAY).code
        self.assertTrue(code.endswith("-0007"), code)

    def test_a_gap_in_the_numbers_is_found(self):
        self.change(update(DailyNumber).values(last=7))
        (gap,) = self.found()
        self.assertEqual(gap[0], "number without dossier")
        self.assertTrue(gap[1].endswith("-0007"), gap)

    def test_what_dossiers_are_found_by_is_compared(self):
        code = self.codes["submitted"]
        for statement in (
            delete(DossierTerm).where(
                DossierTerm.code == code, DossierTerm.term == "mau"
            ),
            insert(DossierTerm).values(agency="so-mau", code=code, term="sai"),
        ):
            with self.subTest(statement=str(statement)):
                self.change(statement)
                self.assertEqual(self.found(), [("search differs", code, "")])
                self.assert_repaired(0)
        page = worklist(WorklistQuery(("so-mau",), text="mau"))
        self.assertEqual(page.total, len(STATES))

    def test_running_totals_are_compared(self):
        self.change(update(Tally).where(Tally.kind == "received").values(n=40))
        (difference,) = self.found()
        self.assertEqual(difference[0], "total differs")
        self.assert_repaired(0)

    def test_a_lost_register_comes_back_from_the_documents(self):
        with engine().begin() as connection:
            for table in (DossierRow, StepRow, PauseRow, DossierTerm, DailyNumber):
                connection.execute(delete(table))
        self.assert_repaired(len(STATES))
        page = worklist(WorklistQuery(("so-mau",), text="nguyen thi mau"))
        self.assertEqual({row.code for row in page.rows}, set(self.codes.values()))

    def test_the_progress_counts_the_documents(self):
        calls = []
        verify(self.portal, progress=lambda done, total: calls.append((done, total)))
        rebuild(self.portal, progress=lambda done, total: calls.append((done, total)))
        self.assertEqual(calls, [(len(STATES), len(STATES))] * 2)

    def test_a_document_that_contradicts_itself_is_found(self):
        code = self.codes["supplement"]
        document = access.find(code)
        document.pauses = tuple(
            {**pause, "ended": pause["started"]} for pause in document.pauses
        )
        transaction.commit()
        self.assertIn(("document", code, "pause and state disagree"), self.found())

    def test_tracks_that_the_state_rules_out_are_found(self):
        access.find(self.codes["payment"]).money = "paid"
        access.find(self.codes["returned"]).delivery = "at_counter"
        transaction.commit()
        wrong = {
            ("document", self.codes["payment"], "money and state disagree"),
            ("document", self.codes["returned"], "delivery and state disagree"),
        }
        self.assertLessEqual(wrong, set(self.found()))

    def test_a_history_that_ends_with_a_track_tells_the_state_before_it(self):
        dossier = access.find(self.codes["payment"])
        act_as(self.portal, "clerk")
        facts = {"amount": 5000, "receipt": "1"}
        tracks.change(dossier, "money", "part_paid", facts=facts, now=MONDAY)
        transaction.commit()
        self.assertEqual(self.found(), [])

    def test_numbers_of_a_day_are_those_of_its_unit(self):
        numbers = session().scalars(select(DailyNumber)).all()
        self.assertEqual(
            [(n.unit_code, n.day, n.last) for n in numbers],
            [("000.00.91.H25", date(2018, 9, 10), len(STATES))],
        )


if __name__ == "__main__":
    unittest.main()
