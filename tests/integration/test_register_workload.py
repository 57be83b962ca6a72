"""The work of a person: counted as plain counting does, and read from indexes."""

from datetime import timedelta
from hanam.dvc.register import groups
from hanam.dvc.register import session
from hanam.dvc.register import workload
from hanam.dvc.register.model import DossierRow
from sqlalchemy import select
from statistics import median
from tests.integration.test_register_lists import IndexTests
from tests.integration.test_register_lists import NOW
from tests.integration.test_register_lists import some_rows
from tests.registers import keep
from tests.registers import on_each


UNTIL = NOW + timedelta(days=1)
SINCE = NOW - timedelta(days=30)


class WorkloadTests:
    def setUp(self):
        super().setUp()
        rows = list(some_rows(300))
        for number, row in enumerate(rows):
            row.step_title = ("Thẩm định", "Ký duyệt", "")[number % 3]
            if row.state not in groups.OPEN:
                row.finished = NOW - timedelta(days=number % 50, hours=3)
        keep(*rows)
        self.rows = session.session().scalars(select(DossierRow)).all()

    def test_a_persons_numbers_are_what_counting_gives(self):
        for agency in ("so-tu-phap", "so-y-te"):
            for user in ("an", "binh"):
                with self.subTest(agency=agency, user=user):
                    self.check(agency, user)

    def check(self, agency, user):
        load = workload.of(agency, user, NOW, UNTIL, SINCE)
        own = [
            r
            for r in self.rows
            if (r.agency, r.assignee, r.practice) == (agency, user, False)
        ]
        opened = [r for r in own if r.state in groups.OPEN]
        running = [r for r in opened if r.state in groups.RUNNING]
        ended = [r for r in own if r.finished and SINCE <= r.finished <= NOW]
        days = [
            (r.finished - r.received).total_seconds() / 86400
            for r in ended
            if r.received
        ]
        self.assertEqual(load.open, len(opened))
        self.assertEqual(load.overdue, sum(r.next_due < NOW for r in running))
        self.assertEqual(load.soon, sum(NOW <= r.next_due <= UNTIL for r in running))
        self.assertEqual(load.ended, len(ended))
        self.assertEqual(load.days, round(median(days), 1) if days else None)
        self.assertEqual(sum(number for _title, number in load.steps), load.open)
        self.assertTrue(load.open and load.ended)

    def test_what_nobody_has_is_what_is_worked_on_without_anybody(self):
        load = workload.of("so-y-te", workload.NOBODY, NOW, UNTIL, SINCE)
        expected = [
            r
            for r in self.rows
            if r.agency == "so-y-te"
            and not r.assignee
            and not r.practice
            and r.state in groups.WORKED_ON
        ]
        self.assertEqual(load.open, len(expected))

    def test_somebody_unknown_has_nothing(self):
        load = workload.of("so-y-te", "nobody-knows", NOW, UNTIL, SINCE)
        self.assertEqual((load.open, load.ended, load.days), (0, 0, None))


class WorkloadIndexTests(IndexTests):
    test_lists_are_read_from_an_index = None
    test_a_page_is_not_sorted_from_all_its_states_dossiers = None
    test_counts_are_read_from_indexes_alone = None
    test_look_ups_are_read_from_an_index = None

    def test_it_is_read_from_indexes(self):
        for user in ("an", workload.NOBODY):
            self.assert_by_index(
                lambda who=user: workload.of("so-y-te", who, NOW, UNTIL, SINCE)
            )


globals().update(on_each(WorkloadTests, WorkloadIndexTests))
del IndexTests
