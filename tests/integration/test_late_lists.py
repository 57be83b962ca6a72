"""Lists and figures of late work on each database: the same as plain Python finds, page by page, and
apologies on their way."""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import groups
from hanam.dvc.register import late_apologies
from hanam.dvc.register import late_lists
from hanam.dvc.register import late_notices
from hanam.dvc.register import session
from hanam.dvc.register.late_lists import Scope
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from sqlalchemy import select
from tests.registers import keep
from tests.registers import on_each
from tests.registers import row

import random
import transaction


NOW = datetime(2018, 10, 15, 9)
AGENCIES = ("so-tu-phap", "so-y-te", "ubnd-phu-ly")
SINCE, UNTIL = NOW - timedelta(days=20), NOW + timedelta(days=3)


def some_rows(count):
    """Rows of every state around NOW, many of them late."""
    dice = random.Random(7)

    def around(days):
        return NOW + timedelta(hours=dice.randrange(-24 * days, 24 * days))

    for number in range(count):
        state = dice.choice(groups.ALL)
        received = None if state == "submitted" else NOW - timedelta(days=30)
        working = state in groups.WORKED_ON and dice.random() < 0.7
        yield row(
            f"000.00.03.H25-181001-{number:04}",
            agency=dice.choice(AGENCIES),
            state=state,
            state_since=around(40),
            filed=NOW - timedelta(days=40),
            received=received,
            accept_due=around(5),
            due=dice.choice([None, around(9)]) if received else None,
            step=1 if working else 0,
            step_title=dice.choice(["Thẩm định", "Ký duyệt"]) if working else "",
            step_due=around(4) if working else None,
            procedure=dice.choice(["1.1", "1.2"]),
            procedure_title="Thủ tục",
            assignee=dice.choice(["", "an", "binh"]),
            practice=dice.random() < 0.1,
        )


def cause_of(one):
    """The one cause of a row by plain Python."""
    if one.practice:
        return ""
    due = one.due or (None if one.received else one.accept_due)
    if one.state in groups.TO_ACCEPT and due and due < NOW:
        return "acceptance"
    if one.state in groups.WORKED_ON and due and due < NOW:
        return "whole"
    if one.state in groups.WORKED_ON and one.step_due and one.step_due < NOW:
        return "step"
    if one.state in groups.WAITING and one.state_since < SINCE:
        return "waiting"
    if one.state in groups.WORKED_ON and due and NOW <= due <= UNTIL:
        return "soon"
    return ""


class ListsTests:
    def setUp(self):
        super().setUp()
        keep(*some_rows(400))
        self.rows = session.session().scalars(select(DossierRow)).all()
        for each in self.rows:
            session.session().expunge(each)

    def scope(self, **more):
        return Scope(**{"agencies": AGENCIES, "now": NOW, "since": SINCE,
                        "until": UNTIL} | more)  # fmt: skip

    def wanted(self, scope):
        return [
            one
            for one in self.rows
            if one.agency in scope.agencies
            and scope.assignee in ("", one.assignee)
            and scope.procedure in ("", one.procedure)
        ]

    def test_each_list_holds_its_dossiers_once_however_it_is_paged(self):
        for scope in (
            self.scope(),
            self.scope(agencies=AGENCIES[:1]),
            self.scope(assignee="an"),
            self.scope(procedure="1.2"),
        ):
            for cause in late_lists.CAUSES:
                found, after = [], None
                while True:
                    page = late_lists.listed(cause, scope, after, 7)
                    found += [case.code for case in page.cases]
                    after = page.after
                    if after is None:
                        break
                expected = {
                    one.code for one in self.wanted(scope) if cause_of(one) == cause
                }
                with self.subTest(cause=cause, scope=scope):
                    self.assertGreater(len(expected), 0)
                    self.assertEqual(len(found), len(set(found)))
                    self.assertEqual(set(found), expected)

    def test_a_list_can_be_read_from_its_other_end(self):
        scope = self.scope()
        whole = late_lists.listed("whole", scope, None, 500).cases
        found, after = [], None
        while True:
            page = late_lists.listed("whole", scope, after, 7, newest=True)
            found += [case.code for case in page.cases]
            after = page.after
            if after is None:
                break
        self.assertEqual(found, [case.code for case in reversed(whole)])

    def test_the_numbers_are_the_lengths_of_the_lists(self):
        scope = self.scope()
        found = late_lists.counts(scope)
        counted = Counter(cause_of(one) for one in self.rows)
        for cause in late_lists.CAUSES:
            self.assertEqual(found[cause], counted[cause])
        # A step may be late of what is due soon.
        self.assertGreaterEqual(found["soon"], counted["soon"])
        self.assertEqual(
            found["soon"], len(late_lists.listed("soon", scope, None, 500).cases)
        )

    def test_every_grouping_adds_up_to_the_same(self):
        total = late_lists.counts(self.scope())
        for by in late_lists.BY:
            with self.subTest(by=by):
                found = late_lists.groups_by(by, self.scope())
                for cause in late_lists.CAUSES:
                    summed = sum(getattr(group, cause) for group in found)
                    self.assertEqual(summed, total[cause])
                counted = [group.late for group in found]
                self.assertEqual(counted, sorted(counted, reverse=True))
                self.assertTrue(all(group.open >= group.late for group in found))

    def test_without_agencies_there_is_nothing(self):
        nothing = self.scope(agencies=())
        self.assertEqual(late_lists.listed("whole", nothing).cases, ())
        self.assertEqual(set(late_lists.counts(nothing).values()), {0})
        self.assertEqual(late_lists.groups_by("agency", nothing), [])
        self.assertEqual(late_lists.loads((), NOW, UNTIL), [])

    def test_loads_are_those_of_each_officer(self):
        found = late_lists.loads(AGENCIES, NOW, UNTIL)
        for agency, user, total, soon, late in found:
            mine = [
                one
                for one in self.rows
                if (one.agency, one.assignee) == (agency, user)
                and one.state in groups.WORKED_ON
                and not one.practice
            ]
            dues = [one.due for one in mine if one.due]
            self.assertEqual(
                (total, soon, late),
                (
                    len(mine),
                    sum(NOW <= due <= UNTIL for due in dues),
                    sum(due < NOW for due in dues),
                ),
            )


class ApologiesTests:
    code, due = "000.00.03.H25-181001-0001", NOW + timedelta(days=2)

    def setUp(self):
        super().setUp()
        keep(
            row(self.code, state="processing", received=NOW, due=self.due),
            HistoryRow(code=self.code, at=NOW, action="extend"),
        )

    def propose(self, reason="Vì mưa."):
        later = self.due + timedelta(days=3)
        late_apologies.propose(
            self.code, self.due, "so-tu-phap", later, reason, NOW, "an"
        )
        transaction.commit()

    def waiting(self, now=NOW):
        found = late_apologies.to_decide(("so-tu-phap",), now)
        return [(one.code, one.reason) for one in found]

    def test_a_proposal_waits_until_it_is_decided_or_over(self):
        self.assertEqual(self.waiting(), [])
        self.propose()
        self.assertEqual(self.waiting(), [(self.code, "Vì mưa.")])
        self.assertEqual(self.waiting(self.due + timedelta(hours=1)), [])
        found = late_apologies.of(self.code, self.due)
        late_apologies.decide(found, late_apologies.BACK, NOW, "binh", "Sớm hơn.")
        transaction.commit()
        self.assertEqual(self.waiting(), [])
        self.propose("Vì lũ.")
        self.assertEqual(self.waiting(), [(self.code, "Vì lũ.")])

    def test_of_another_appointment_nothing_waits(self):
        self.propose()
        known = session.session().get(DossierRow, self.code)
        session.for_writing()
        known.due = self.due + timedelta(days=1)
        session.session().flush()
        self.assertEqual(self.waiting(), [])
        pair = (self.code, self.due)
        self.assertEqual(list(late_apologies.of_all([pair])), [pair])

    def test_what_was_done_is_read_from_the_history(self):
        self.assertEqual(late_apologies.done([self.code]), {self.code: {"extend"}})
        self.assertEqual(late_apologies.done([]), {})

    def test_the_digest_of_a_day_is_noted_once_for_each(self):
        day = NOW.date()
        self.assertFalse(late_notices.told(day, "an"))
        self.assertTrue(late_notices.note_told(day, "an", NOW))
        self.assertFalse(late_notices.note_told(day, "an", NOW))
        transaction.commit()
        self.assertTrue(late_notices.told(day, "an"))
        late_notices.forget_digests_before(day + timedelta(days=1))
        self.assertFalse(late_notices.told(day, "an"))


globals().update(on_each(ListsTests, ApologiesTests))
