"""The watch over late work, on each database: once for each term, in one message, whatever is killed,
run twice, or away for days."""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from hanam.dvc.counter.late import watch
from hanam.dvc.counter.late.watch import Look
from hanam.dvc.register import late as register
from hanam.dvc.register import late_notices
from hanam.dvc.register import session
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import StepRow
from hanam.dvc.register.model_late import LateApology
from hanam.dvc.register.model_late import LateFiring
from hanam.dvc.register.model_late import LateNotice
from hanam.dvc.rules import late_data
from hanam.dvc.rules.late import What
from hanam.dvc.rules.late import Whom
from sqlalchemy import delete
from sqlalchemy import event
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from sqlalchemy import update
from sqlalchemy.exc import DatabaseError
from tests.registers import in_threads
from tests.registers import keep
from tests.registers import on_each
from tests.registers import row
from tests.unit.province import province
from unittest.mock import patch

import transaction


MONDAY = datetime(2018, 9, 10, 8)
HOUR = timedelta(hours=1)
RULES = late_data.from_data(
    [
        {
            "id": f"{what}-{when}-{value}",
            "title": f"{what} {when} {value}",
            "what": what,
            "when": when,
            "value": value,
            "unit": "working_day",
            "whom": whom,
            "how": how,
            "draft": draft,
        }
        for what, when, value, whom, how, draft in (
            ("whole", "before", 1, ["assignee"], ["email", "mark"], True),
            ("whole", "after", 0, ["assignee", "leader"], ["email"], False),
            ("whole", "after", 1, ["leader"], ["digest"], False),
            ("step", "after", 0, ["assignee"], ["mark"], False),
            ("acceptance", "after", 0, ["clerks"], ["email"], False),
        )
    ]
)


class People:
    """Everybody is called by what they are."""

    def of(self, whom, case, what):
        if whom is Whom.ASSIGNEE:
            return (case.assignee or "anybody",)
        return (f"{whom} of {case.agency}",)


def code(number):
    return f"000.00.03.H25-180910-{number:04}"


def work(number, due, **more):
    """A dossier that is being worked on."""
    facts = {
        "state": "processing",
        "assignee": "an",
        "received": MONDAY - timedelta(days=10),
        "due": due,
        "procedure_title": "Thủ tục mẫu",
    }
    return row(code(number), **(facts | more))


class WatchTests:
    def look(self, now, **more):
        """A whole look of the watch, without the messages."""
        transaction.begin()
        seen = watch.note_all(Look(now, province(), People(), RULES, **more))
        transaction.commit()
        transaction.begin()
        return seen

    def fired(self):
        return sorted(
            session.session().execute(select(LateFiring.code, LateFiring.rule)).all()
        )

    def notices(self):
        asked = select(LateNotice.user, LateNotice.how, LateNotice.title)
        return sorted(tuple(one) for one in session.session().execute(asked))

    def test_a_rule_fires_when_its_moment_comes_and_only_once(self):
        keep(work(1, MONDAY + 4 * HOUR))
        friday = datetime(2018, 9, 7, 6, 59)
        self.assertEqual(self.look(friday), 0)
        self.assertEqual(self.look(friday + timedelta(minutes=1)), 1)
        self.assertEqual(self.look(friday + HOUR), 0)
        self.assertEqual(self.look(MONDAY + 4 * HOUR), 0)
        self.assertEqual(self.look(MONDAY + 5 * HOUR), 1)
        self.assertEqual(
            self.fired(), [(code(1), "whole-after-0"), (code(1), "whole-before-1")]
        )

    def test_a_clock_that_jumps_back_fires_nothing_again(self):
        keep(work(1, MONDAY + 4 * HOUR))
        self.look(MONDAY + 5 * HOUR)
        fired = self.fired()
        self.assertEqual(len(fired), 2)
        for days in (-3, -1, 0):
            self.look(MONDAY + timedelta(days=days))
        self.assertEqual(self.fired(), fired)
        self.assertEqual(self.look(MONDAY + timedelta(days=1)), 1)

    def test_after_days_without_a_worker_nobody_hears_of_a_term_twice(self):
        keep(work(1, MONDAY - 30 * HOUR), work(2, MONDAY + 20 * HOUR))
        self.look(MONDAY + timedelta(days=2))
        self.assertEqual(len(self.fired()), 6)
        told = Counter((user, how) for user, how, _title in self.notices())
        self.assertEqual(set(told.values()), {2})
        found = {(how, title) for user, how, title in self.notices() if user == "an"}
        self.assertEqual(
            found, {("email", "whole after 0"), ("mark", "whole before 1")}
        )
        self.assertEqual(self.look(MONDAY + timedelta(days=2)), 0)

    def test_what_is_long_past_is_not_brought_up_by_a_new_rule(self):
        keep(work(1, MONDAY - timedelta(days=60)), work(2, MONDAY - timedelta(days=3)))
        self.look(MONDAY, days=10)
        self.assertEqual({found for found, _rule in self.fired()}, {code(2)})

    def test_nothing_is_said_of_what_waits_is_closed_or_is_practice(self):
        late = MONDAY - HOUR
        keep(
            *(
                work(number, late, state=state, step=1, step_due=late, accept_due=late)
                for number, state in enumerate(
                    ("supplement", "payment", "finished", "returned", "stopped"), 1
                )
            ),
            work(8, late, practice=True),
            work(9, None),
        )
        self.assertEqual(self.look(MONDAY), 0)

    def test_acceptance_and_steps_are_watched_too(self):
        keep(
            row(code(1), accept_due=MONDAY - HOUR),
            work(2, MONDAY + timedelta(days=20), step=2, step_due=MONDAY - HOUR),
            StepRow(code=code(2), no=2, title="Thẩm định", role="officer"),
        )
        self.look(MONDAY)
        self.assertEqual(
            self.fired(), [(code(1), "acceptance-after-0"), (code(2), "step-after-0")]
        )
        self.assertEqual(
            self.notices(),
            [
                ("an", "mark", "step after 0"),
                ("clerks of so-tu-phap", "email", "acceptance after 0"),
            ],
        )

    def test_another_due_moment_may_fire_again(self):
        keep(work(1, MONDAY - HOUR))
        self.look(MONDAY)
        later = MONDAY + timedelta(days=1)
        session.for_writing().execute(
            update(DossierRow).values(due=later, next_due=later)
        )
        transaction.commit()
        self.look(MONDAY + timedelta(days=1, hours=1))
        asked = select(func.count()).where(LateFiring.rule == "whole-after-0")
        self.assertEqual(session.session().scalar(asked), 2)

    def test_over_new_year_the_days_are_those_of_the_calendar(self):
        # Tết 2018: closed from 14 to 20 February.
        keep(work(1, datetime(2018, 2, 21, 10), received=datetime(2018, 2, 1, 8)))
        self.assertEqual(self.look(datetime(2018, 2, 12, 17)), 0)
        self.assertEqual(self.look(datetime(2018, 2, 13, 8)), 1)
        self.assertEqual(self.look(datetime(2018, 2, 18, 8)), 0)

    def test_an_apology_is_prepared_once_while_there_is_time(self):
        keep(work(1, MONDAY + 4 * HOUR), work(2, MONDAY - HOUR))
        self.look(MONDAY)
        self.look(MONDAY + HOUR)
        asked = select(LateApology.code, LateApology.due, LateApology.decision)
        self.assertEqual(
            [tuple(one) for one in session.session().execute(asked)],
            [(code(1), MONDAY + 4 * HOUR, "")],
        )

    def test_a_mark_ends_with_its_term(self):
        keep(work(1, MONDAY + 4 * HOUR))
        self.look(MONDAY)
        self.assertEqual(len(late_notices.marks("an")), 1)
        session.for_writing().execute(update(DossierRow).values(state="finished"))
        self.assertEqual(late_notices.marks("an"), [])
        self.assertEqual(late_notices.drop_old_marks(), 1)
        self.assertEqual(late_notices.drop_old_marks(), 0)


class TogetherTests:
    def setUp(self):
        super().setUp()
        keep(*(work(number, MONDAY + 4 * HOUR) for number in range(1, 31)))

    def note_all(self):
        watch.note_all(Look(MONDAY, province(), People(), RULES))
        transaction.commit()

    def counted(self):
        transaction.begin()
        return [
            session.session().scalar(select(func.count()).select_from(table))
            for table in (LateFiring, LateNotice, LateApology)
        ]

    def test_two_workers_at_once_fire_everything_once(self):
        found = in_threads(2, lambda number: self.note_all())
        # On SQLite the second waits for the first or is sent away to try again.
        self.assertNotEqual(found.count(None), 0)
        self.note_all()
        self.assertEqual(self.counted(), [30, 60, 30])

    def test_one_that_was_killed_is_made_up_for(self):
        real, seen = register.fire, []

        def fire(**columns):
            seen.append(columns)
            if len(seen) == 17:
                raise SystemExit
            return real(**columns)

        with (
            patch.object(register, "BATCH", 5),
            patch.object(register, "fire", fire),
            patch.object(register, "walk", lambda *span: walked(*span, size=5)),
            self.assertRaises(SystemExit),
        ):
            self.note_all()
        transaction.abort()
        self.assertEqual(self.counted(), [15, 30, 15])
        self.note_all()
        self.assertEqual(self.counted(), [30, 60, 30])

    def test_what_is_taken_to_be_told_comes_back_when_it_was_not(self):
        self.note_all()
        self.assertEqual(late_notices.to_tell(), ["an"])
        self.assertEqual(len(late_notices.take("an", late_notices.SENT)), 30)
        transaction.abort()
        self.assertEqual(len(late_notices.take("an", late_notices.SENT)), 30)
        transaction.commit()
        self.assertEqual(late_notices.to_tell(), [])


walked = register.walk


class HeldTests:
    def test_what_fired_is_never_changed_and_never_deleted(self):
        keep(work(1, MONDAY - HOUR))
        watch.note_all(Look(MONDAY, province(), People(), RULES))
        transaction.commit()
        for statement in (
            delete(LateFiring),
            update(LateFiring).values(told=7),
        ):
            with self.assertRaises(DatabaseError):
                session.for_writing().execute(statement)
            transaction.abort()

    def test_the_walk_reads_ranges_of_an_index(self):
        keep(
            *(work(number, MONDAY + number * HOUR) for number in range(1, 40)),
            *(
                work(number, MONDAY, state="returned", step_due=MONDAY)
                for number in range(100, 400)
            ),
        )
        current, plans = session.session(), []

        def explain(connection, cursor, statement, parameters, context, many):
            if statement.startswith("SELECT dossier.code"):
                plans.append((statement, parameters))

        engine = current.get_bind()
        if self.database == "postgresql":
            current.execute(text("ANALYZE dossier"))
            current.execute(text("SET enable_seqscan = off"))
        event.listen(engine, "before_cursor_execute", explain)
        self.addCleanup(event.remove, engine, "before_cursor_execute", explain)
        for what in What:
            list(register.walk(what, MONDAY, MONDAY + timedelta(days=30)))
        event.remove(engine, "before_cursor_execute", explain)
        event.listen(engine, "before_cursor_execute", explain)
        words = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}
        self.assertEqual(len(plans), 5)
        for statement, parameters in list(plans):
            found = current.connection().exec_driver_sql(
                words[self.database] + statement, parameters
            )
            plan = " ".join(str(one) for one in found)
            self.assertIn("dossier_", plan)
            self.assertNotIn("SCAN dossier\n", plan)
            self.assertNotIn("Seq Scan on dossier", plan)
            self.assertNotIn("TEMP B-TREE", plan)


globals().update(on_each(WatchTests, TogetherTests, HeldTests))
