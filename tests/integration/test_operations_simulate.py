"""A simulated year looks like a year: through the same code, in office hours, in every state."""

from collections import Counter
from datetime import date
from datetime import datetime
from datetime import time
from hanam.dvc.catalogue import settings
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import drafts
from hanam.dvc.operations.fiction import words
from hanam.dvc.operations.simulate import simulate
from hanam.dvc.operations.verify import verify
from hanam.dvc.register import figures
from hanam.dvc.register import groups
from hanam.dvc.register import queries
from hanam.dvc.register.model import DossierRow
from hanam.dvc.register.model import HistoryRow
from hanam.dvc.register.queries import worklist
from hanam.dvc.register.queries import WorklistQuery
from hanam.dvc.register.session import session
from hanam.dvc.rules import identity
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from sqlalchemy import select

import transaction
import unittest


START, END = date(2018, 1, 2), date(2018, 12, 28)
COUNT = 240


class Simulated(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        self.calls = []
        self.made = self.simulate(20)

    def simulate(self, seed, start=START, end=END, count=COUNT):
        progress = lambda done, total: self.calls.append((done, total))
        return simulate(self.portal, count, seed, start, end, progress)

    def rows(self):
        return session().scalars(select(DossierRow).order_by(DossierRow.code)).all()

    def test_the_year(self):
        """One simulation, looked at from all sides: it takes a few seconds."""
        for look in (
            self.all_were_filed,
            self.every_state_is_there,
            self.moments_follow_one_another,
            self.work_is_done_in_office_hours,
            self.each_agency_files_its_own,
            self.people_are_fictional,
            self.channels_are_mixed_around_the_target,
            self.some_are_late_and_some_overdue,
            self.both_stores_agree,
            self.the_worklists_are_alive,
            self.sample_citizens_have_dossiers,
        ):
            with self.subTest(look=look.__name__):
                look()

    def all_were_filed(self):
        self.assertEqual((self.made, len(self.rows())), (COUNT, COUNT))
        self.assertEqual(self.calls[-1], (COUNT, COUNT))

    def every_state_is_there(self):
        self.assertEqual({row.state for row in self.rows()}, set(groups.ALL))

    def moments_follow_one_another(self):
        last = datetime.combine(END, time.max)
        for row in self.rows():
            known = [row.filed, row.received, row.finished, row.returned]
            known = [at for at in known if at is not None]
            self.assertEqual(known, sorted(known), row.code)
            self.assertTrue(known[0].date() >= START and known[-1] <= last, row.code)
            steps = [s.started for s in queries.steps(row.code) if s.started]
            self.assertEqual(steps, sorted(steps), row.code)

    def work_is_done_in_office_hours(self):
        calendar = settings.calendar()
        asked = select(HistoryRow).where(HistoryRow.action == "accept")
        for entry in session().scalars(asked):
            periods = calendar.periods_on(entry.at.date())
            self.assertTrue(any(a <= entry.at <= b for a, b in periods), entry.at)

    def each_agency_files_its_own(self):
        from hanam.dvc.catalogue import lookup

        for row in self.rows():
            procedure = lookup.procedure(row.procedure)
            self.assertTrue(lookup.takes(procedure, row.agency), row.code)
            self.assertIn(row.channel, procedure.channels)

    def people_are_fictional(self):
        known = tuple(words()["given"])
        for row in self.rows():
            if row.filed_by:
                continue
            applicant = access.find(row.code).applicant
            self.assertRegex(applicant["phone"], r"^0900000\d{3}$")
            if applicant["kind"] == "citizen":
                self.assertTrue(applicant["name"].endswith(known), applicant["name"])
                self.assertEqual(
                    identity.personal_id(applicant["id_number"]),
                    applicant["id_number"],
                )
            else:
                self.assertTrue(applicant["tax_code"].startswith("0700000"))

    def channels_are_mixed_around_the_target(self):
        channels = Counter(row.channel for row in self.rows())
        self.assertEqual(set(channels), {"online", "counter", "post"})
        rates = [
            (row.numerator, row.denominator)
            for quarter in (1, 2, 3, 4)
            for row in figures.online_rate(2018, quarter)
        ]
        above, below = map(sum, zip(*rates, strict=True))
        self.assertTrue(0.1 < above / below < 0.35, above / below)
        self.assertTrue(any(row.assisted_by for row in self.rows()))

    def some_are_late_and_some_overdue(self):
        totals = figures.quarter_totals(2018, 4, datetime.combine(END, time(18)))
        self.assertTrue(sum(row.late for row in totals))
        self.assertTrue(sum(row.on_time for row in totals))
        self.assertTrue(sum(row.overdue for row in totals))

    def both_stores_agree(self):
        transaction.begin()
        self.assertEqual(verify(self.portal), [])

    def the_worklists_are_alive(self):
        for slug in ("so-tu-phap", "ubnd-phu-ly"):
            self.assertTrue(worklist(WorklistQuery((slug,))).rows, slug)
        started = select(DossierRow).where(
            DossierRow.agency == "so-tu-phap", DossierRow.state == "processing"
        )
        for row in session().scalars(started):
            self.assertIn(row.assignee, ("chuyen.vien", "lanh.dao", ""))

    def sample_citizens_have_dossiers(self):
        self.assertTrue(queries.of_person("cong.dan"))
        self.assertEqual(drafts.of_user("cong.dan"), [])


class Seeds(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL
    facts = (
        *("code", "procedure", "agency", "channel", "assisted_by", "result_by"),
        *("applicant_name", "applicant_id", "filed_by", "state", "rounds", "step"),
        *("filed", "received", "due", "finished", "returned"),
    )

    def facts_of_run(self, seed):
        portal = self.layer["portal"]
        simulate(portal, 12, seed, START, date(2018, 3, 30))
        found = session().scalars(select(DossierRow).order_by(DossierRow.code)).all()
        facts = [tuple(getattr(row, name) for name in self.facts) for row in found]
        self.clear(portal)
        return facts

    def clear(self, portal):
        from hanam.dvc.dossiers import storage
        from hanam.dvc.register.session import wipe

        transaction.abort()
        root = portal[storage.ROOT]
        for name in set(root.keys()) - {storage.DRAFTS}:
            root.take(name)
        transaction.commit()
        wipe()

    def test_the_same_seed_gives_the_same_dossiers_and_another_gives_others(self):
        first = self.facts_of_run(5)
        self.assertEqual(len(first), 12)
        self.assertEqual(self.facts_of_run(5), first)
        self.assertNotEqual(self.facts_of_run(6), first)

    def test_days_without_work_are_refused(self):
        with self.assertRaisesRegex(ValueError, "working day"):
            simulate(self.layer["portal"], 1, 1, date(2018, 9, 1), date(2018, 9, 3))

    def test_nothing_happens_in_the_future(self):
        from hanam.dvc.dossiers import moment

        today = moment.now().date()
        simulate(self.layer["portal"], 10, 1, date(today.year - 1, 12, 1), today)
        now = moment.now()
        for entry in session().scalars(select(HistoryRow)):
            self.assertLessEqual(entry.at, now)


if __name__ == "__main__":
    unittest.main()
