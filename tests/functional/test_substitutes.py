"""Who stands in for somebody who is away: with the same role, for these days, and no longer."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hanam.dvc.counter import jobs as ordering
from hanam.dvc.counter.jobs import running
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import standing_in
from hanam.dvc.register import jobs
from hanam.dvc.register import queries
from hanam.dvc.register import substitutes
from plone import api
from tests.dossiers import act_as
from tests.dossiers import add_user
from tests.functional.test_counter_worklist import WorklistCase
from unittest.mock import patch
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import transaction


TODAY = moment.now().date()
DAY = timedelta(days=1)


class SubstituteCase(WorklistCase):
    def setUp(self):
        super().setUp()
        with api.env.adopt_roles(["Manager"]):
            add_user(self.portal, "second")
            api.group.add_user(groupname="so-mau.clerk", username="second")
        transaction.commit()

    def stand_in(self, substitute="second", user="officer", role="officer", **more):
        """Enter a substitute past all checks; its id."""
        values = {"agency": "so-mau", "first": TODAY, "last": TODAY, "reason": ""}
        row = substitutes.add(
            moment.now(),
            "leader",
            user=user,
            substitute=substitute,
            role=role,
            **values | more,
        )
        number = row.id
        transaction.commit()
        self.forget()
        return number

    def forget(self):
        notes = IAnnotations(getRequest() or self.layer["request"])
        for key in list(notes):
            del notes[key]

    def roles(self, user, code):
        """The roles a user has on a dossier now."""
        self.forget()
        found = self.portal.acl_users.getUserById(user)
        return set(found.getRolesInContext(access.find(code)))


class RolesTest(SubstituteCase):
    def test_a_substitute_has_the_role_on_these_days_only(self):
        code = self.make("accepted")
        self.stand_in(first=TODAY + DAY, last=TODAY + 3 * DAY)
        for days, expected in ((0, False), (1, True), (3, True), (4, False)):
            noon = datetime.combine(TODAY + days * DAY, time(12))
            with (
                self.subTest(days=days),
                patch("hanam.dvc.dossiers.moment.now", lambda now=noon: now),
            ):
                self.assertEqual("Officer" in self.roles("second", code), expected)

    def test_it_ends_when_it_is_ended_or_a_role_is_gone(self):
        code = self.make("accepted")

        def leave(user, group):
            api.group.remove_user(groupname=group, username=user)

        def delete(user):
            self.portal.acl_users.source_users.removeUser(user)

        for change in (
            lambda number: substitutes.end(number, moment.now(), "leader"),
            lambda number: leave("officer", "so-mau.officer"),
            lambda number: leave("second", "so-mau.clerk"),
            lambda number: delete("officer"),
        ):
            with self.subTest():
                number = self.stand_in()
                self.assertIn("Officer", self.roles("second", code))
                change(number)
                self.assertNotIn("Officer", self.roles("second", code))
                transaction.abort()
                substitutes.end(number, moment.now(), "leader")
                transaction.commit()

    def test_nothing_is_passed_on_from_substitute_to_substitute(self):
        code = self.make("accepted")
        self.stand_in("second", "officer", "officer")
        with api.env.adopt_roles(["Manager"]):
            add_user(self.portal, "third")
            api.group.add_user(groupname="so-mau.clerk", username="third")
        self.stand_in("third", "second", "officer")
        self.assertIn("Officer", self.roles("second", code))
        self.assertNotIn("Officer", self.roles("third", code))

    def test_other_agencies_stay_closed(self):
        self.stand_in()
        strange = self.make("submitted", agency="so-khac")
        self.assertFalse(self.roles("second", strange) & {"Officer", "Clerk"})

    def test_the_history_says_for_whom(self):
        code = self.make("accepted")
        self.stand_in()
        act_as(self.portal, "second")
        actions.perform(access.find(code), "start")
        transaction.commit()
        last = queries.history(code)[-1]
        self.assertEqual(last.actor, "second")
        self.assertEqual(last.actor_name, "second (mẫu) (thay officer (mẫu))")
        self.assertEqual(last.role, "officer")
        self.forget()
        act_as(self.portal, "officer")
        actions.perform(access.find(code), "ask", reason="Thiếu giấy tờ.")
        self.assertEqual(queries.history(code)[-1].actor_name, "officer (mẫu)")

    def test_what_one_may_do_anyway_is_done_for_nobody(self):
        code = self.make("submitted")
        self.stand_in("officer", "second", "clerk")
        user = self.portal.acl_users.getUserById("officer")
        dossier = access.find(code)
        self.assertEqual(standing_in.represented(user, dossier), "")
        dossier.assignee = "second"
        self.assertEqual(standing_in.represented(user, dossier), "second")
        transaction.abort()

    def test_a_job_is_done_with_the_roles_of_its_moment(self):
        codes = [self.make("accepted"), self.make("accepted")]
        number = self.stand_in()
        act_as(self.portal, "second")
        job = ordering.put("start", codes, {}, "second")
        transaction.commit()
        running.one(job)
        substitutes.end(number, moment.now(), "leader")
        transaction.commit()
        running.run(self.portal)
        transaction.begin()
        states = [item.state for item in jobs.items(job)]
        self.assertEqual(states, ["done", "failed"])


class PageTest(SubstituteCase):
    def name(self, browser, **changes):
        values = {
            "post": "so-mau.officer.officer",
            "substitute": "second",
            "first": TODAY.isoformat(),
            "last": (TODAY + DAY).isoformat(),
        } | changes
        return browser.get("thay-the").form().send(("go", "name"), **values)

    def test_a_person_names_a_substitute_who_then_works_for_them(self):
        code = self.make("processing")
        transaction.commit()
        officer, second = self.at_desk("officer"), self.at_desk("second")
        before = second.get(access.find(code).absolute_url()).actions()
        self.assertNotIn("ask", before)
        page = self.name(officer, reason="Nghỉ phép")
        self.assertIn("Đã cử người thay", page.source)
        shown = second.get("viec?tab=all")
        self.assertIn("Hôm nay bạn thay officer (mẫu)", shown.words)
        link = shown.find("//p[contains(., 'bạn thay')]/a/@href")[0]
        self.assertEqual(self.codes(second.get(link)), [code])
        actions_now = second.get(access.find(code).absolute_url()).actions()
        self.assertIn("ask", actions_now)
        self.assertIn("thay-the", second.get("cong-cu").source)

    def test_who_may_name_whom(self):
        officer, leader = self.at_desk("officer"), self.at_desk("leader")
        self.assertEqual(self.name(officer, post="so-mau.clerk.clerk").status, 400)
        self.assertEqual(
            self.name(leader, post="so-khac.clerk.strange-clerk").status, 400
        )
        self.assertEqual(self.name(leader, post="so-mau.clerk.clerk").status, 200)
        self.assertEqual(self.at_desk("citizen").get("thay-the").status, 403)
        self.assertEqual(self.at_desk("supervisor").get("thay-the").status, 403)
        self.assertEqual(self.name(officer, _authenticator="0").status, 403)

    def test_a_leaders_substitute_names_nobody_for_others(self):
        self.stand_in("second", "leader", "leader")
        options = (
            self.at_desk("second").get("thay-the").find("//select[@id='post']/option")
        )
        self.assertEqual([one.get("value") for one in options], ["so-mau.clerk.second"])

    def test_what_makes_no_sense_is_refused_in_words(self):
        officer = self.at_desk("officer")
        early, late = TODAY - DAY, TODAY + 100 * DAY
        for changes, words in (
            ({"substitute": "officer"}, "tự thay"),
            ({"substitute": "strange-clerk"}, "cùng cơ quan"),
            ({"substitute": ""}, "Chọn người thay"),
            ({"first": early.isoformat()}, "hôm nay"),
            ({"last": early.isoformat()}, "trước ngày đầu"),
            ({"last": late.isoformat()}, "nhiều nhất 90 ngày"),
            ({"first": "x"}, "hôm nay"),
        ):
            with self.subTest(changes=changes):
                page = self.name(officer, **changes)
                self.assertEqual(page.status, 400)
                self.assertIn(words, page.words)
        self.assertEqual(substitutes.running(date.min, date.max), [])

    def test_overlapping_and_circular_ones_are_refused(self):
        officer, leader = self.at_desk("officer"), self.at_desk("leader")
        self.assertEqual(self.name(officer).status, 200)
        for changes in (
            {"substitute": "clerk"},  # twice for the same person
            {"post": "so-mau.clerk.second", "substitute": "officer"},  # in a circle
            {"post": "so-mau.clerk.second", "substitute": "clerk"},  # a chain
            {"post": "so-mau.clerk.clerk", "substitute": "officer"},  # is away
        ):
            with self.subTest(changes=changes):
                self.assertEqual(self.name(leader, **changes).status, 400)
        later = (TODAY + 5 * DAY).isoformat()
        page = self.name(leader, substitute="clerk", first=later, last=later)
        self.assertEqual(page.status, 200)

    def test_one_is_ended_by_those_concerned_only(self):
        number = self.stand_in()
        form = self.at_desk("officer").get("thay-the").form("//td//form")
        stranger = self.at_desk("clerk").get("thay-the").form()
        sent = stranger.send(("go", "name"), go="end", number=str(number))
        self.assertEqual(sent.status, 400)
        data = [("go", "end"), ("number", str(number)),
                ("_authenticator", stranger.fields["_authenticator"][0])]  # fmt: skip
        refused = self.at_desk("clerk").post("thay-the", data=data)
        self.assertEqual(refused.status, 403)
        self.assertIn("Đã kết thúc", form.send(("go", "end")).source)
        self.forget()
        self.assertIsNotNone(substitutes.get(number).ended)
