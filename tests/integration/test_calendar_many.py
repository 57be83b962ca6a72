"""A changed calendar over thousands of open dossiers: what the preview asks does not grow with them."""

from contextlib import contextmanager
from datetime import datetime
from hanam.dvc.catalogue import settings
from hanam.dvc.counter.calendars.page import PREVIEW
from hanam.dvc.dossiers.checks import accept_due
from hanam.dvc.dossiers.recount import deciding
from hanam.dvc.dossiers.recount import seeing
from hanam.dvc.dossiers.recount import working
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import session
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model_clock import ClockFact
from sqlalchemy import event
from tests.counter import Browser
from tests.dossiers import act_as
from tests.integration.test_calendar_recount import DUE
from tests.integration.test_calendar_recount import ONE_LATER
from tests.integration.test_calendar_recount import RecountCase
from tests.registers import row

import transaction


FEW, MANY = 500, 3000
RECEIVED = datetime(2018, 9, 10, 9)
PAUSED = (datetime(2018, 9, 10, 10), datetime(2018, 9, 10, 11))
# Of ten dossiers one waits for the applicant, and one waits to be accepted.
STANDS, WAITS = 3, 7


@contextmanager
def asked():
    """The statements that the register is asked meanwhile, by all threads of this process."""
    found, engine = [], session.engine()

    def note(connection, cursor, statement, *rest):
        # Whether the turn of the worker is written anew depends on the second.
        if "periodic_run" not in statement:
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


class ManyTest(RecountCase):
    def fill(self, first, last):
        """Rows as of dossiers of that many numbers, without documents."""
        current, digest = session.for_writing(), deciding.present_digest()
        limit = accept_due(RECEIVED, settings.limits())
        for number in range(first, last):
            code, kind = f"000.00.91.H25-180910-{number:04}", number % 10
            state = {STANDS: "supplement", WAITS: "submitted"}.get(kind, "processing")
            known = {"agency": "so-mau", "state": state, "filed": RECEIVED}
            if state == "submitted":
                known |= {"state_since": RECEIVED, "accept_due": limit}
            else:
                due = None if state == "supplement" else DUE
                known |= {"received": RECEIVED, "due": due}
                fact = {"value": 3, "unit": "working_day", "policy": "resume"}
                current.add(ClockFact(code=code, calendar=digest, **fact))
            if kind == 1:
                started, ended = PAUSED
                pause = {"started": started, "ended": ended, "reason": "supplement"}
                current.add(PauseRow(code=code, no=1, **pause))
            current.add(row(code, **known))
        transaction.commit()

    def previewed_in(self):
        """How many statements the request of a preview takes, and the page after it."""
        act_as(self.portal, "manager")
        with asked() as first:
            self.previewed()
        with asked() as page:
            answer = Browser(self.portal.absolute_url(), "manager").get(PREVIEW)
        self.assertEqual(answer.status, 200)
        return len(first), len(page)

    def test_the_preview_asks_as_much_for_thousands_as_for_hundreds(self):
        self.fill(0, FEW)
        few = self.previewed_in()
        deciding.drop()
        transaction.commit()
        self.fill(FEW, MANY)
        many = self.previewed_in()
        self.assertLessEqual(many[0], few[0])
        self.assertLessEqual(many[1], few[1])
        change = changes.current()
        self.assertEqual(change.stage, changes.COUNTING)
        self.assertEqual(change.seen, working.AT_ONCE * seeing.BATCH)

    def test_the_worker_asks_a_few_times_for_each_two_hundred(self):
        self.fill(0, MANY)
        number = self.previewed()
        with asked() as found:
            working.work(self.portal)
        transaction.begin()
        batches = MANY / seeing.BATCH
        self.assertLess(len(found), 15 * batches)
        self.assertEqual(changes.current().stage, changes.READY)
        moved = MANY * 8 // 10
        self.assertEqual(changes.counts(number)["later"], moved)
        (one,), _more = changes.effects(number, size=1)
        self.assertEqual((one.old, one.new), (DUE, ONE_LATER))
