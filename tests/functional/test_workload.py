"""The work of each person of an agency, and spreading what nobody has."""

from datetime import timedelta
from hanam.dvc.counter.jobs import running
from hanam.dvc.counter.workload.spreading import spread
from hanam.dvc.dossiers import moment
from hanam.dvc.register import queries
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from tests.dossiers import act_as
from tests.dossiers import add_user
from tests.functional.test_counter_worklist import WorklistCase

import transaction
import unittest


class SpreadingTest(unittest.TestCase):
    def test_who_has_least_gets_most_and_order_decides_between_equals(self):
        found = spread(["a", "b", "c", "d", "e"], {"an": 2, "binh": 0, "chi": 0})
        self.assertEqual(
            found, {"a": "binh", "b": "chi", "c": "binh", "d": "chi", "e": "an"}
        )
        self.assertEqual(spread(["a"], {}), {})
        self.assertEqual(spread([], {"an": 1}), {})


class WorkloadTest(WorklistCase):
    def line(self, page, user):
        cells = page.find(f"//tr[@data-user='{user}']/*[not(.//input)]")
        return [" ".join(cell.text_content().split()) for cell in cells]

    def test_each_person_has_a_line_with_the_ways_into_the_worklist(self):
        now = moment.now()
        late = self.make("processing", now=now - timedelta(days=25))
        self.make("processing", now=now)
        self.make("finished", now=now - timedelta(days=3))
        self.make("finished", now=now - timedelta(days=60))
        transaction.commit()
        leader = self.at_desk("leader")
        page = leader.get("khoi-luong")
        name, opened, _soon, overdue, ended, days, steps = self.line(page, "officer")
        self.assertEqual((name, opened, overdue), ("officer (mẫu)", "2", "1"))
        self.assertEqual((ended, steps), ("1", "Thẩm định: 2"))
        self.assertRegex(days, r"^\d+,\d$")
        link = page.find("//tr[@data-user='officer']//a[@class='dvc-late']/@href")
        self.assertEqual(self.codes(leader.get(link[0])), [late])
        url = leader.address("khoi-luong.xlsx?agency=so-mau")
        book = load_workbook(BytesIO(leader.session.get(url, timeout=60).content))
        rows = {row[0].value: row[1].value for row in book.active.rows}
        self.assertEqual(rows["officer (mẫu)"], 2)
        text = leader.session.get(url.replace("xlsx", "csv"), timeout=60).text
        self.assertIn("officer (mẫu),2,", text)

    def test_those_who_left_are_shown_while_they_have_work(self):
        self.make("processing")
        api.group.remove_user(groupname="so-mau.officer", username="officer")
        transaction.commit()
        page = self.at_desk("leader").get("khoi-luong")
        self.assertIn("không còn làm ở đây", self.line(page, "officer")[0])

    def test_what_nobody_has_is_spread_evenly_once(self):
        with api.env.adopt_roles(["Manager"]):
            add_user(self.portal, "second")
            api.group.add_user(groupname="so-mau.officer", username="second")
        self.make("processing")  # the officer has one already
        codes = [self.make("accepted") for _ in range(5)]
        transaction.commit()
        form = self.at_desk("leader").get("khoi-luong").form()
        made = form.send(**{"people:list": ["officer", "second"], "number": "5"})
        self.assertRegex(made.url, "/cong-viec/[0-9a-f]{32}$")
        again = form.send(**{"people:list": ["officer", "second"], "number": "5"})
        self.assertEqual(again.url, made.url)
        act_as(self.portal, "")
        running.run(self.portal)
        transaction.begin()
        held = [queries.by_code(code).assignee for code in codes]
        self.assertEqual(sorted(held), ["officer"] * 2 + ["second"] * 3)

    def test_mistakes_are_told_and_nothing_is_ordered(self):
        self.make("accepted")
        transaction.commit()
        leader = self.at_desk("leader")
        form = leader.get("khoi-luong").form()
        for changes, status in (
            ({}, 400),
            ({"people:list": ["citizen"]}, 400),
            ({"people:list": ["officer"], "number": "0"}, 400),
            ({"people:list": ["officer"], "number": "x"}, 400),
            ({"people:list": ["officer"], "agency": "so-khac"}, 400),
            ({"people:list": ["officer"], "_authenticator": "0"}, 403),
        ):
            with self.subTest(changes=changes):
                self.assertEqual(form.send(**changes).status, status)
        self.assertEqual(leader.get("khoi-luong?agency=so-khac").status, 400)

    def test_the_page_is_for_leaders(self):
        for user in ("officer", "clerk", "supervisor", "citizen"):
            for path in ("khoi-luong", "khoi-luong.csv"):
                with self.subTest(user=user, path=path):
                    self.assertEqual(self.at_desk(user).get(path).status, 403)
