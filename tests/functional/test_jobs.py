"""Work on many dossiers at once: ordered on the worklist, done one by one as who ordered it."""

from hanam.dvc.counter import jobs as ordering
from hanam.dvc.counter.jobs import kinds
from hanam.dvc.counter.jobs import running
from hanam.dvc.counter.jobs.ordering import BadOrder
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.register import jobs
from hanam.dvc.register import queries
from hanam.dvc.register import session
from hanam.dvc.testing import FUNCTIONAL
from io import BytesIO
from openpyxl import load_workbook
from plone import api
from tests.counter import Browser
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from unittest.mock import patch
from ZODB.POSException import ConflictError

import csv
import io
import transaction
import unittest


NEW = "cong-viec/moi"


class JobsCase(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def at_desk(self, user):
        return Browser(self.portal.absolute_url(), user)

    def make(self, state="accepted", **changes):
        code = dossier_in(self.portal, state, **changes).code
        transaction.commit()
        return code

    def put(self, kind, codes, user="leader", **parameters):
        act_as(self.portal, user)
        job = ordering.put(kind, codes, parameters, user)
        transaction.commit()
        return job

    def run_all(self):
        """What a worker does."""
        act_as(self.portal, "")
        session.session().close()
        running.run(self.portal)
        transaction.begin()

    def told(self, job):
        """{code: (state, message)}"""
        return {item.code: (item.state, item.message) for item in jobs.items(job)}

    def row(self, code):
        return queries.by_code(code)


class DoingTest(JobsCase):
    def test_each_dossier_is_done_by_itself_and_says_what_happened(self):
        fits, submitted = self.make("accepted"), self.make("submitted")
        strange = self.make("submitted", agency="so-khac")
        job = self.put(
            "assign", [fits, submitted, strange, "nothing"], assignee="officer"
        )
        self.run_all()
        told = self.told(job)
        self.assertEqual(told[fits], ("done", "Đã giao cho officer (mẫu)."))
        self.assertEqual(told[submitted][0], "failed")
        self.assertIn("Mới đăng ký", told[submitted][1])
        for code in (strange, "nothing"):
            self.assertEqual(told[code][0], "failed")
            self.assertIn("Không có hồ sơ này", told[code][1])
        self.assertEqual(self.row(fits).assignee, "officer")
        self.assertEqual(self.row(strange).assignee, "")
        last = queries.history(fits)[-1]
        self.assertEqual((last.actor, last.role), ("leader", "leader"))
        self.assertIsNotNone(jobs.get(job).ended)

    def test_every_kind_does_what_its_action_does(self):
        for kind, user, state, parameters, expected in (
            ("take", "officer", "accepted", {}, ("accepted", "officer")),
            ("accept", "clerk", "submitted", {}, ("accepted", "")),
            ("start", "officer", "accepted", {}, ("processing", "officer")),
            ("stop", "officer", "processing", {"reason": "Thiếu."}, ("stopped", None)),
            ("shelf", "clerk", "accepted", {"shelf": "Kệ A3"}, ("accepted", "")),
        ):
            with self.subTest(kind=kind):
                code = self.make(state)
                job = self.put(kind, [code], user, **parameters)
                self.run_all()
                self.assertEqual(self.told(job)[code][0], "done", self.told(job))
                row = self.row(code)
                self.assertEqual(row.state, expected[0])
                if expected[1] is not None:
                    self.assertEqual(row.assignee, expected[1])

    def test_steps_and_giving_back_follow_the_plan_and_the_owner(self):
        code, other = self.make("processing"), self.make("accepted")
        act_as(self.portal, "leader")
        actions.assign(access.find(other), "leader")
        transaction.commit()
        step = self.row(code).step
        job = self.put("next_step", [code], "leader", assignee="officer", note="")
        self.run_all()
        self.assertEqual(self.told(job)[code][0], "done")
        self.assertEqual(self.row(code).step, step + 1)
        job = self.put("release", [code, other], "officer")
        self.run_all()
        told = self.told(job)
        self.assertEqual((told[code][0], told[other][0]), ("done", "failed"))
        self.assertEqual(self.row(other).assignee, "leader")

    def test_who_lost_the_role_meanwhile_is_refused_and_told(self):
        codes = [self.make(), self.make()]
        job = self.put("take", codes, "officer")
        api.group.remove_user(groupname="so-mau.officer", username="officer")
        transaction.commit()
        self.run_all()
        for code in codes:
            state, message = self.told(job)[code]
            self.assertEqual(state, "failed")
            self.assertIn("vai trò", message)
            self.assertEqual(self.row(code).assignee, "")

    def test_an_account_that_is_gone_does_nothing(self):
        code = self.make()
        job = self.put("take", [code], "officer")
        self.portal.acl_users.source_users.removeUser("officer")
        transaction.commit()
        self.run_all()
        self.assertIn("không còn", self.told(job)[code][1])

    def test_roles_lost_in_the_middle_count_from_the_next_dossier_on(self):
        codes = [self.make(), self.make()]
        job = self.put("take", codes, "officer")
        running.one(job)
        api.group.remove_user(groupname="so-mau.officer", username="officer")
        transaction.commit()
        self.run_all()
        states = [self.told(job)[code][0] for code in codes]
        self.assertEqual(states, ["done", "failed"])

    def test_a_fault_of_the_portal_is_told_and_stops_no_other(self):
        first, second = self.make(), self.make()

        def broken(dossier, parameters):
            if dossier.code == first:
                raise RuntimeError("boom")
            return "ok"

        kinds.declare(kinds.Job("test_broken", "Thử", broken, offered=False))
        self.addCleanup(kinds._known.pop, "test_broken")
        job = self.put("test_broken", [first, second])
        with self.assertLogs("hanam.dvc.counter.jobs.running", "ERROR") as logged:
            self.run_all()
        self.assertNotIn("boom", logged.output[0])
        told = self.told(job)
        self.assertEqual(told[first][0], "failed")
        self.assertNotIn("boom", told[first][1])
        self.assertEqual(told[second], ("done", "ok"))

    def test_a_conflict_is_tried_again_and_nothing_is_done_twice(self):
        code, tries = self.make(), []

        def contended(dossier, parameters):
            tries.append(dossier.code)
            actions.assign(dossier, "officer")
            if len(tries) < 3:
                raise ConflictError
            return "ok"

        kinds.declare(kinds.Job("test_conflict", "Thử", contended, offered=False))
        self.addCleanup(kinds._known.pop, "test_conflict")
        job = self.put("test_conflict", [code])
        self.run_all()
        self.assertEqual(len(tries), 3)
        self.assertEqual(self.told(job)[code], ("done", "ok"))
        actions_done = [entry.action for entry in queries.history(code)]
        self.assertEqual(actions_done.count("assign"), 1)

    def test_stopped_in_the_middle_it_goes_on_later(self):
        codes = [self.make() for _ in range(3)]
        job = self.put("take", codes, "officer")
        looks = iter([False, False, False, True])
        running.run(self.portal, lambda: next(looks, True))
        transaction.begin()
        states = [item.state for item in jobs.items(job)]
        self.assertIn("open", states)
        self.assertIn("done", states)
        self.run_all()
        self.assertEqual({item.state for item in jobs.items(job)}, {"done"})

    def test_what_cannot_be_ordered_is_refused(self):
        for kind, codes, why in (
            ("nothing", ["a"], "kind"),
            ("take", [], "empty"),
            ("take", [f"c{n}" for n in range(501)], "many"),
        ):
            with self.subTest(why=why), self.assertRaises(BadOrder) as caught:
                ordering.put(kind, codes, {}, "officer")
            self.assertEqual(caught.exception.args[0], why)


class PagesTest(JobsCase):
    def order(self, browser, codes, kind, **more):
        """From the worklist to the form of a kind, sent."""
        form = browser.get("viec?tab=all").form("//form[.//table]")
        form.target = browser.address(NEW)
        page = form.send(**{"codes:list": codes})
        self.assertEqual(page.status, 200, page.words)
        return page.form(f"//details[@id='{kind}']//form"), more

    def test_from_the_worklist_to_the_results(self):
        codes = [self.make("accepted"), self.make("submitted")]
        leader = self.at_desk("leader")
        form, _more = self.order(leader, codes, "assign")
        sent = form.send(assignee="officer")
        self.assertRegex(sent.url, r"/cong-viec/[0-9a-f]{32}$")
        self.assertEqual(len(sent.find("//tr[@data-result]")), 2)
        self.assertEqual(sent.find("//progress/@value"), ["0"])
        again = form.send(assignee="officer")
        self.assertEqual(again.url, sent.url)
        _status, numbers = leader.json(f"{sent.url}/so-lieu")
        self.assertEqual((numbers["open"], numbers["ended"]), (2, False))
        self.run_all()
        _status, numbers = leader.json(f"{sent.url}/so-lieu")
        self.assertEqual(
            (numbers["done"], numbers["failed"], numbers["ended"]), (1, 1, True)
        )
        page = leader.get(sent.url)
        self.assertIn("Đã làm xong", page.words)
        first = page.find("//tr[@data-result]/@data-result")[0]
        self.assertEqual(first, codes[1])
        self.assertIn(sent.url, leader.get("cong-viec").source)
        self.assertIn("cong-viec", leader.get("cong-cu").source)

    def test_what_failed_is_repeated_once(self):
        code = self.make("submitted")
        job = self.put("assign", [code], assignee="officer")
        self.run_all()
        act_as(self.portal, "clerk")
        actions.perform(access.find(code), "accept")
        transaction.commit()
        leader = self.at_desk("leader")
        form = leader.get(f"cong-viec/{job}").form()
        made = form.send(("go", "again"))
        self.assertEqual(form.send(("go", "again")).url, made.url)
        self.assertNotEqual(made.url.rpartition("/")[2], job)
        self.run_all()
        self.assertEqual(self.row(code).assignee, "officer")

    def test_the_rest_can_be_cancelled(self):
        codes = [self.make(), self.make()]
        job = self.put("take", codes)
        running.one(job)
        leader = self.at_desk("leader")
        page = leader.get(f"cong-viec/{job}").form().send(("go", "cancel"))
        self.assertIn("Đã dừng với 1 hồ sơ", page.source)
        self.run_all()
        states = [self.told(job)[code][0] for code in codes]
        self.assertEqual(states, ["done", "cancelled"])

    def test_the_result_is_a_file_too(self):
        code = self.make(applicant={"kind": "citizen", "name": "=1+1", "phone": "0912345678",
                                    "id_number": "035185000001", "birth_date": "1985-01-01"})  # fmt: skip
        job = self.put("take", [code])
        self.run_all()
        leader = self.at_desk("leader")
        url = leader.address(f"cong-viec/{job}/ket-qua")
        text = leader.session.get(f"{url}.csv", timeout=60).content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        self.assertEqual(rows[1][:3], [code, "'=1+1", "làm được"])
        book = load_workbook(
            BytesIO(leader.session.get(f"{url}.xlsx", timeout=60).content)
        )
        cells = [cell.value for cell in list(book.active.rows)[1]]
        self.assertEqual(cells[:3], [code, "'=1+1", "làm được"])

    def test_nobody_sees_the_jobs_of_another(self):
        job = self.put("take", [self.make()])
        for user, status in (("officer", 404), ("citizen", 403), ("supervisor", 403)):
            with self.subTest(user=user):
                browser = self.at_desk(user)
                self.assertEqual(browser.get(f"cong-viec/{job}").status, status)
                self.assertEqual(browser.get(f"cong-viec/{job}/so-lieu").status, status)
        self.assertIn("/login", self.at_desk("").get("cong-viec").url)

    def test_all_that_fit_the_filter_are_chosen(self):
        codes = {self.make() for _ in range(3)}
        self.make("submitted")
        officer = self.at_desk("officer")
        page = officer.get("viec?tab=unassigned&size=1")
        form = page.form("//form[.//table]")
        form.target = officer.address(NEW)
        chosen = form.send(everything="1")
        found = chosen.form("//details[@id='take']//form").fields["codes"][0].split()
        self.assertEqual(set(found), codes)
        with patch("hanam.dvc.counter.settings.value", lambda name: 2):
            chosen = form.send(everything="1")
        found = chosen.form("//details[@id='take']//form").fields["codes"][0].split()
        self.assertEqual(len(found), 2)

    def test_all_that_fit_the_filter_are_taken_by_a_job(self):
        codes = {self.make() for _ in range(3)}
        officer = self.at_desk("officer")
        form = officer.get("viec?tab=unassigned&size=1").form("//form[.//table]")
        sent = form.send(("bulk", "take"), everything="1")
        self.assertIn("/cong-viec/", sent.url)
        self.run_all()
        self.assertEqual({self.row(code).assignee for code in codes}, {"officer"})

    def test_mistakes_are_told_and_what_was_chosen_stays(self):
        code = self.make("processing")
        officer = self.at_desk("officer")
        form, _more = self.order(officer, [code], "stop")
        wrong = form.send(reason=" ")
        self.assertEqual(wrong.status, 400)
        self.assertEqual(wrong.problems, ["Điền mục này."])
        self.assertTrue(wrong.find("//details[@id='stop'][@open]"))
        again = wrong.form("//details[@id='stop']//form")
        self.assertEqual(again.fields["codes"], [code])
        for change, status in (
            ({"kind": "assign"}, 400),
            ({"kind": "x"}, 400),
            ({"_authenticator": "0"}, 403),
            ({"codes": " ".join(f"c{n}" for n in range(501)), "reason": "a"}, 400),
            ({"codes": ""}, 400),
        ):
            with self.subTest(change=list(change)):
                self.assertEqual(form.send(**change).status, status)
        self.assertEqual(jobs.to_do(), [])

    def test_only_people_of_the_list_are_given_work(self):
        code = self.make()
        leader = self.at_desk("leader")
        form, _more = self.order(leader, [code], "assign")
        self.assertEqual(form.send(assignee="citizen").status, 400)
        self.assertEqual(form.send(assignee="").status, 400)
