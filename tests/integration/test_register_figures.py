"""The figures of the register are what the rules give, dossier by dossier."""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from hanam.dvc.register import figures
from hanam.dvc.register import groups
from hanam.dvc.register import session
from hanam.dvc.register import tally
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import Tally
from hanam.dvc.rules.rates import counts
from hanam.dvc.rules.rates import DossierFacts
from hanam.dvc.rules.rates import Formula
from hanam.dvc.rules.rates import quarter_bounds
from hanam.dvc.rules.rates import quarter_of
from sqlalchemy import func
from sqlalchemy import select
from sqlalchemy import text
from tests.registers import keep
from tests.registers import on_each
from tests.registers import row

import random
import transaction
import unittest


AGENCIES = ("so-tu-phap", "so-y-te", "ubnd-phu-ly", "phuong-13285")
CHANNELS = ("online", "counter", "post")
FIRST = datetime(2017, 12, 1)
NOW = datetime(2018, 11, 20, 10)
QUARTERS = [(2017, 4), (2018, 1), (2018, 2), (2018, 3), (2018, 4)]


def some_moment(dice):
    """A moment before NOW, often at the very border of a quarter."""
    if dice.random() < 0.2:
        border = dice.choice([datetime(2018, month, 1) for month in (1, 4, 7, 10)])
        return border - timedelta(microseconds=dice.choice([0, 1]))
    return FIRST + timedelta(seconds=dice.randrange(int((NOW - FIRST).total_seconds())))


def shuffle(dossier, dice):
    """Give a row a random life that is possible."""
    state = dice.choice(groups.ALL)
    received = None if state in ("submitted", "refused") else some_moment(dice)
    if state == "supplement" and dice.random() < 0.3:
        received = None
    ended = received is not None and state in (
        "finished", "returned", "stopped", "withdrawn",
    )  # fmt: skip
    dossier.agency = dice.choice(AGENCIES)
    dossier.channel = dice.choice(CHANNELS)
    dossier.state = state
    dossier.received = received
    dossier.due = dossier.finished = None
    if received and dice.random() < 0.9:
        dossier.due = received + timedelta(days=dice.randrange(60))
    if ended:
        dossier.finished = min(received + timedelta(days=dice.randrange(90)), NOW)
    since = dossier.finished or received or dossier.filed
    if state in groups.WAITING:
        since += (NOW - since) * dice.random()
    dossier.state_since = since
    dossier.online_capable = dice.random() < 0.6
    dossier.practice = dice.random() < 0.1


def some_rows(count, dice):
    for number in range(count):
        made = row(f"C-{number:05}")
        shuffle(made, dice)
        yield made


class FigureTests:
    def setUp(self):
        super().setUp()
        self.dice = random.Random(20)
        keep(*some_rows(250, self.dice))

    def rows(self):
        return session.session().scalars(select(DossierRow)).all()

    def facts(self):
        return [
            (
                each.agency,
                DossierFacts(
                    each.channel,
                    each.received,
                    each.online_capable,
                    each.practice,
                    each.state,
                ),
            )
            for each in self.rows()
        ]

    def by_the_rules(self, year, quarter, formula):
        """Numerators and denominators by agency, counted one by one."""
        start, end = quarter_bounds(year, quarter)
        above, below = Counter(), Counter()
        for agency, facts in self.facts():
            denominator, numerator = counts(facts, formula, start, end)
            below[agency] += denominator
            above[agency] += numerator
        return {a: (above[a], n) for a, n in below.items() if n}

    def assert_rates(self):
        for formula in Formula:
            for year, quarter in QUARTERS:
                with self.subTest(formula=formula, quarter=(year, quarter)):
                    found = figures.online_rate(year, quarter, formula)
                    self.assertEqual(
                        {r.agency: (r.numerator, r.denominator) for r in found},
                        self.by_the_rules(year, quarter, formula),
                    )

    def test_the_online_rate_is_that_of_the_rules(self):
        self.assert_rates()

    def test_the_online_rate_follows_every_change(self):
        for _turn in range(3):
            session.for_writing()
            for each in self.dice.sample(self.rows(), 60):
                shuffle(each, self.dice)
            for each in self.dice.sample(self.rows(), 10):
                session.session().delete(each)
            transaction.commit()
            self.assert_rates()

    def test_a_change_that_is_aborted_counts_for_nothing(self):
        session.for_writing()
        for each in self.rows():
            shuffle(each, self.dice)
        session.session().flush()
        transaction.abort()
        self.assert_rates()

    def test_an_unknown_formula_or_quarter_is_refused(self):
        with self.assertRaises(ValueError):
            figures.online_rate(2018, 4, "provincial")
        with self.assertRaises(ValueError):
            figures.online_rate(2018, 5)

    def test_the_trend_is_the_rate_of_each_quarter(self):
        for agency in ("", "so-y-te"):
            found = figures.trend(2018, 4, 5, agency)
            self.assertEqual([(r.year, r.quarter) for r in found], QUARTERS)
            for each in found:
                rates = self.by_the_rules(each.year, each.quarter, Formula.DIRECTIVE)
                wanted = [n for a, n in rates.items() if agency in ("", a)]
                self.assertEqual(
                    (each.numerator, each.denominator),
                    tuple(map(sum, zip(*wanted, strict=True))) or (0, 0),
                )

    def test_a_quarter_before_all_dossiers_is_zero(self):
        (found,) = figures.trend(2001, 1, 1)
        self.assertEqual((found.numerator, found.denominator), (0, 0))
        self.assertEqual(figures.online_rate(2001, 1), [])
        self.assertEqual(figures.quarter_totals(2001, 1, NOW), [])

    def totals_one_by_one(self, year, quarter):
        start, end = (
            datetime.combine(day, datetime.min.time())
            for day in quarter_bounds(year, quarter)
        )
        at = NOW if quarter_of(NOW) == (year, quarter) else end
        sums = {agency: Counter() for agency in AGENCIES}
        for each in self.rows():
            if each.practice or not each.received or each.received >= end:
                continue
            total = sums[each.agency]
            before = each.finished and each.finished < start
            if each.received >= start:
                total["received"] += 1
            elif not before:
                total["carried"] += 1
            if before:
                continue
            late = each.finished and each.due and each.finished > each.due
            if each.finished and each.finished < end:
                late = late and each.state != "withdrawn"
                total["late" if late else "on_time"] += 1
                continue
            total["open"] += 1
            held = each.state in groups.WAITING and each.state_since < at
            total["overdue"] += bool(each.due and each.due < at and not held)
        return sums

    def test_the_totals_of_a_quarter_are_what_counting_gives(self):
        names = ("received", "carried", "on_time", "late", "open", "overdue")
        for year, quarter in QUARTERS:
            expected = self.totals_one_by_one(year, quarter)
            for found in figures.quarter_totals(year, quarter, NOW):
                with self.subTest(quarter=(year, quarter), agency=found.agency):
                    wanted = expected.pop(found.agency)
                    self.assertEqual(
                        [getattr(found, name) for name in names],
                        [wanted[name] for name in names],
                    )
            self.assertFalse(any(sum(rest.values()) for rest in expected.values()))

    def test_what_came_in_is_what_went_out_and_what_is_still_there(self):
        for year, quarter in QUARTERS:
            for t in figures.quarter_totals(year, quarter, NOW):
                with self.subTest(quarter=(year, quarter), agency=t.agency):
                    self.assertEqual(
                        t.carried + t.received, t.on_time + t.late + t.open
                    )

    def test_the_totals_follow_a_change_of_one_fact_alone(self):
        changes = {
            "agency": "so-noi-vu",
            "channel": "fax",
            "online_capable": None,
            "practice": None,
            "state": "withdrawn",
            "received": datetime(2018, 2, 3),
            "due": datetime(2018, 8, 9),
            "finished": datetime(2018, 10, 11),
        }
        self.assertEqual(set(changes), set(tally.WATCHED))
        for name, value in changes.items():
            with self.subTest(changed=name):
                session.for_writing()
                for each in self.rows():
                    now = getattr(each, name)
                    setattr(each, name, not now if value is None else value)
                transaction.commit()
                self.assert_totals_stand()

    def test_the_totals_can_be_made_anew_from_the_rows(self):
        self.assert_totals_stand()

    def assert_totals_stand(self):
        """The totals that triggers have kept are those that counting gives."""
        key = (Tally.kind, Tally.quarter, Tally.agency, Tally.channel, Tally.capable)
        asked = select(*key, func.sum(Tally.n)).group_by(*key).order_by(*key)
        kept = session.session().execute(asked.having(func.sum(Tally.n) != 0)).all()
        with session.engine().begin() as connection:
            for statement in tally.refill(self.database):
                connection.execute(text(statement))
        transaction.abort()
        self.assertEqual(session.session().execute(asked).all(), kept)


globals().update(on_each(FigureTests))


if __name__ == "__main__":
    unittest.main()
