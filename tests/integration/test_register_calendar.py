"""Changes of the calendar in both kinds of register."""

from datetime import datetime
from hanam.dvc.register import calendar_changes as changes
from hanam.dvc.register import clock_facts
from hanam.dvc.register import session
from hanam.dvc.register.model import PauseRow
from hanam.dvc.register.model_clock import ClockFact
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from tests.registers import on_each
from tests.registers import row

import transaction


NOW = datetime(2018, 9, 10, 9)
DUE = datetime(2018, 9, 13, 17)
LATER = datetime(2018, 9, 14, 17)


def effect(code, agency="so-mau", turn="later"):
    return {
        "code": code,
        "kind": "result",
        "agency": agency,
        "turn": turn,
        "old": DUE,
        "new": LATER,
    }


class CalendarTests:
    def test_an_effect_is_noted_once_and_the_latest_holds(self):
        session.for_writing()
        change = changes.begin("{}", "d", ("keeper", "Mẫu"), NOW)
        changes.note_effects(change, [effect("a"), effect("b", "so-khac", "kept")])
        changes.note_effects(change, [effect("a") | {"done": NOW}])
        transaction.commit()
        number = changes.current().id
        self.assertEqual(
            changes.counts(number), {"later": 1, "kept": 1, "moved": 1, "failed": 0}
        )
        self.assertEqual(
            [name for name, _turns in changes.by_agency(number)], ["so-khac", "so-mau"]
        )
        rows, after = changes.effects(number, size=1)
        self.assertEqual(([one.code for one in rows], after), (["a"], "a"))
        rows, after = changes.effects(number, after=after, size=1)
        self.assertEqual(([one.code for one in rows], after), (["b"], ""))

    def test_the_trace_is_only_ever_added_to(self):
        changes.log(at=NOW, what=changes.FOUND, digest="d", text="{}")
        transaction.commit()
        self.assertEqual(changes.last_version().digest, "d")
        for statement in (
            "UPDATE calendar_log SET text = ''",
            "DELETE FROM calendar_log",
        ):
            with self.assertRaises(DatabaseError):
                session.for_writing().execute(text(statement))
            transaction.abort()

    def test_open_dossiers_are_gone_through_in_batches(self):
        current = session.for_writing()
        for number in range(5):
            code = f"c{number}"
            current.add(row(code, state="accepted", received=NOW, due=DUE))
            current.add(ClockFact(code=code, value=3, unit="working_day"))
            current.add(row(f"w{number}", state_since=NOW, accept_due=DUE))
        current.add(PauseRow(code="c1", no=1, started=NOW, ended=NOW, reason="post"))
        transaction.commit()
        for read in (clock_facts.running, clock_facts.waiting):
            codes, after = [], ""
            for _turn in range(10):
                found, _looked, after = read(after, 2)
                codes += [one.code for one in found]
                if not after:
                    break
            self.assertEqual(codes, [f"{codes[0][0]}{n}" for n in range(5)])
        (second,) = [one for one in clock_facts.running()[0] if one.code == "c1"]
        self.assertEqual(second.pauses, ((NOW, NOW, "post"),))
        self.assertEqual(clock_facts.total(), 10)


globals().update(on_each(CalendarTests))
