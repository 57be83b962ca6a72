"""What waits for whom on each database: each page goes on where the one before it ended."""

from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import session
from hanam.dvc.register import together_lists
from hanam.dvc.register.model import NO_DEADLINE
from hanam.dvc.register.model_together import ConsultationRow
from hanam.dvc.register.model_together import LegRow
from tests.integration.test_register_lists import IndexTests
from tests.registers import on_each

import random
import transaction


NOW = datetime(2018, 10, 15, 9)
AGENCIES = ("cong-an-mau", "bao-hiem-mau", "so-khac")


def due_of(one):
    return one.due or NO_DEADLINE, one.code, one.no


class TogetherListsTests:
    def setUp(self):
        super().setUp()
        dice = random.Random(7)
        current = session.for_writing()
        for number in range(240):
            practice = dice.random() < 0.1
            code = f"{'LT-' if practice else ''}000.00.03.H25-181001-{number // 3:04}"
            # Few moments, so that many are due at the same one.
            due = NOW + timedelta(hours=dice.randrange(6))
            current.add(
                LegRow(
                    code=code,
                    no=number % 3 + 1,
                    agency=dice.choice(AGENCIES),
                    role=dice.choice(["clerk", "officer"]),
                    due=None if dice.random() < 0.2 else due,
                    outcome=dice.choice(["open", "open", "done"]),
                )
            )
            current.add(
                ConsultationRow(
                    code=code,
                    no=number % 3 + 1,
                    key=str(number),
                    agency=dice.choice(AGENCIES),
                    person=dice.choice(["", "an"]),
                    asked=NOW,
                    due=due,
                    state=dice.choice(["asked", "asked", "answered"]),
                )
            )
        transaction.commit()

    def paged(self, pages):
        """The rows of all pages; ``pages(after, size)`` gives one."""
        found, after = [], None
        while True:
            page = pages(after, 7)
            found += page.rows
            after = page.after
            if after is None:
                return found
            self.assertEqual(len(page.rows), 7)

    def test_each_part_stands_once_however_the_list_is_paged(self):
        rows = session.session().query(LegRow).all()
        for mine, of_clerks in (
            (AGENCIES, ()),
            (AGENCIES[:1], AGENCIES[1:]),
            ((), AGENCIES),
        ):
            expected = [
                one
                for one in rows
                if one.outcome == "open"
                and not one.code.startswith("LT-")
                and (
                    one.agency in mine
                    or (one.agency in of_clerks and one.role == "clerk")
                )
            ]
            found = self.paged(
                lambda after, size, a=mine, b=of_clerks: together_lists.legs(
                    a, b, after, size
                )
            )
            self.assertGreater(len(expected), 30)
            self.assertEqual(found, sorted(expected, key=due_of))

    def test_each_opinion_stands_once_however_the_list_is_paged(self):
        rows = session.session().query(ConsultationRow).all()
        expected = [
            one
            for one in rows
            if one.state == "asked"
            and not one.code.startswith("LT-")
            and (one.person == "an" or (not one.person and one.agency == AGENCIES[0]))
        ]
        found = self.paged(
            lambda after, size: together_lists.consultations(
                AGENCIES[:1], "an", after, size
            )
        )
        self.assertGreater(len(expected), 30)
        self.assertEqual(found, sorted(expected, key=due_of))

    def test_for_nobody_nothing_waits(self):
        self.assertEqual(together_lists.legs(()).rows, ())
        self.assertEqual(together_lists.consultations((), "").rows, ())

    plans = IndexTests.plans

    def test_a_page_is_read_from_the_index_of_what_is_open(self):
        transaction.commit()

        def pages():
            together_lists.legs(AGENCIES[:1], (), (NOW, "", 0), 7)
            together_lists.consultations(AGENCIES[:1], "an", (NOW, "", 0), 7)

        told = self.plans(pages)
        self.assertGreaterEqual(len(told), 3)
        for plan in told:
            with self.subTest(plan=plan):
                self.assertNotRegex(plan, r"Seq Scan|SCAN (?!.*INDEX)")
                self.assertRegex(plan, "leg_open|consultation_")


globals().update(on_each(TogetherListsTests))
