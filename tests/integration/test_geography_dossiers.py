"""An agency ends: its dossiers keep its name, its successor's staff work on with them."""

from AccessControl import Unauthorized
from datetime import timedelta
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import moment
from hanam.dvc.catalogue.geography import planning
from hanam.dvc.catalogue.geography import scenario
from hanam.dvc.catalogue.geography import shown
from hanam.dvc.counter.desk import desk_of
from hanam.dvc.counter.desk import people_at
from hanam.dvc.counter.receiving import places_for
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import intake
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.filing import serial
from hanam.dvc.register import queries
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.dossiers import a_filing
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from tests.dossiers import PROCEDURE
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import json
import unittest


LAST_DAY = (MONDAY + timedelta(days=30)).date()
FIRST_DAY = LAST_DAY + timedelta(days=1)


class Succession(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.dossier = dossier_in(self.portal, "accepted")

    def end(self, last=LAST_DAY):
        """So Mau ends and So Khac takes over."""
        item = lookup.agency("so-mau")
        item.valid_to = last
        item.successors = [{"agency": "so-khac", "main": True}]

    def become(self, name):
        """Be this user in a new request."""
        IAnnotations(getRequest()).clear()
        act_as(self.portal, name)


class RightsTest(Succession):
    def test_staff_of_the_successor_see_and_work_on_open_dossiers(self):
        self.become("strange-clerk")
        self.assertFalse(access.may_see(self.dossier))
        self.end()
        api.group.add_user(groupname="so-khac.officer", username="strange-clerk")
        self.become("strange-clerk")
        self.assertTrue(access.may_see(self.dossier))
        do(self.portal, self.dossier, "strange-clerk", "start")
        work.assign(self.dossier)
        self.assertEqual(self.dossier.assignee, "strange-clerk")
        do(self.portal, self.dossier, "strange-clerk", "finish")
        self.assertEqual(self.dossier.state, "finished")

    def test_the_rights_begin_on_the_day_after_the_last(self):
        self.end(moment.today())
        self.become("strange-clerk")
        self.assertFalse(access.may_see(self.dossier))
        with self.assertRaises(Unauthorized):
            actions.perform(self.dossier, "start")
        self.end(moment.today() - timedelta(days=1))
        self.become("strange-clerk")
        self.assertTrue(access.may_see(self.dossier))

    def test_strangers_and_staff_of_other_agencies_gain_nothing(self):
        self.end()
        for who in ("", "other-citizen", "editor", "supervisor"):
            with self.subTest(who=who):
                self.become(who)
                self.assertFalse(access.may_see(self.dossier))

    def test_roles_stay_apart_a_clerk_does_not_become_a_leader(self):
        self.end()
        self.become("strange-clerk")
        roles = set(api.user.get_current().getRolesInContext(self.dossier))
        self.assertIn("Clerk", roles)
        self.assertFalse({"Officer", "Leader"} & roles)

    def test_the_worklist_holds_the_dossiers_of_the_ended_agency(self):
        self.end()
        self.become("strange-clerk")
        desk = desk_of()
        self.assertEqual(set(desk.agencies), {"so-mau", "so-khac"})
        found = queries.worklist(queries.WorklistQuery(agencies=desk.agencies))
        self.assertIn(self.dossier.code, [row.code for row in found.rows])

    def test_dossiers_can_be_given_to_people_of_both(self):
        self.assertEqual([i for i, _n in people_at("so-mau", "clerk")], ["clerk"])
        self.end()
        people = {i for i, _n in people_at("so-mau", "clerk")}
        self.assertEqual(people, {"clerk", "strange-clerk"})

    def test_nothing_new_is_filed_with_an_ended_agency(self):
        self.end()
        self.become("citizen")
        with self.assertRaises(Refused) as caught:
            intake.file(a_filing())
        self.assertEqual(caught.exception.problems[0].code, "agency.closed")
        self.become("strange-clerk")
        procedure = lookup.procedure(PROCEDURE["code"])
        self.assertEqual(places_for(procedure, desk_of()), ["so-khac"])

    def test_a_chain_of_successors_is_followed_to_its_end(self):
        from hanam.dvc.catalogue import loading

        with api.env.adopt_roles(["Manager"]):
            loading.load_agencies(
                [{"slug": "so-giua", "title": "Sở Giữa", "kind": "province_body"}]
            )
        lookup.agency("so-mau").valid_to = LAST_DAY
        lookup.agency("so-mau").successors = [{"agency": "so-giua"}]
        lookup.agency("so-giua").valid_to = LAST_DAY + timedelta(days=50)
        lookup.agency("so-giua").successors = [{"agency": "so-khac"}]
        self.become("strange-clerk")
        self.assertTrue(access.may_see(self.dossier))


class NamesTest(Succession):
    def test_a_dossier_keeps_the_name_of_the_day_it_was_filed(self):
        rename = {
            "title": "Đổi tên",
            "day": FIRST_DAY.isoformat(),
            "renamed": [{"agency": "so-mau", "title": "Sở Mẫu mới"}],
        }
        planning.apply(scenario.read(json.dumps(rename)))
        row = queries.by_code(self.dossier.code)
        said = serial.track(row, getRequest())
        self.assertEqual(said["agency_title"], "Sở Mẫu")
        self.assertIn("Sở Mẫu (nay là Sở Mẫu mới)", said["state_text"])
        self.assertEqual(said["agency_now"], "so-mau")

    def test_a_dossier_of_an_ended_agency_tells_who_it_is_now(self):
        self.end()
        row = queries.by_code(self.dossier.code)
        said = serial.track(row, getRequest())
        self.assertEqual(said["agency_title"], "Sở Mẫu")
        self.assertEqual(said["agency_now"], "so-khac")
        self.assertIn("Sở Mẫu (nay là Sở Khác)", said["state_text"])

    def test_nothing_is_added_while_nothing_has_changed(self):
        self.assertEqual(shown.named_then("so-mau", MONDAY.date()), "Sở Mẫu")

    def test_an_unknown_agency_is_called_by_its_slug(self):
        self.assertEqual(shown.named_then("so-la", MONDAY.date()), "so-la")
