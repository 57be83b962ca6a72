"""Versions come into force on their day, by themselves, and dossiers keep theirs."""

from AccessControl import getSecurityManager
from datetime import date
from hanam.dvc.catalogue import limits
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.audit.records import records
from hanam.dvc.catalogue.content import IProcedure
from hanam.dvc.catalogue.importing.running import values_now
from hanam.dvc.catalogue.opendata.files import Pieces
from hanam.dvc.catalogue.versions import keeping
from hanam.dvc.catalogue.versions import lifecycle
from hanam.dvc.catalogue.versions import present
from hanam.dvc.testing import INTEGRATION
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.versions import approve
from tests.versions import CODE
from tests.versions import limit
from tests.versions import load
from tests.versions import on
from tests.versions import PROCEDURE
from tests.versions import write

import transaction
import unittest


SECOND = date(2019, 7, 1)
DAY_BEFORE = date(2019, 6, 30)


class Versions(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        setRoles(self.layer["portal"], TEST_USER_ID, ["Manager"])
        self.procedure = load()

    def second(self, **values):
        values = {"title": "Thủ tục mẫu mới", "limits": limit(3), **values}
        return approve(write(self.procedure, SECOND, **values))

    def days(self):
        return self.procedure.limits[0]["value"]

    def test_the_first_version_is_what_stood_in_the_procedure(self):
        write(self.procedure, SECOND)
        first = present.version_of(self.procedure, 1)
        self.assertEqual(first.title, "Thủ tục mẫu")
        self.assertEqual(first.effective_from, date(2016, 1, 1))
        self.assertEqual(lifecycle.state_of(first), "approved")

    def test_a_draft_changes_nothing(self):
        write(self.procedure, date(2018, 1, 1), limits=limit(1))
        self.assertEqual(self.days(), 5)

    def test_a_version_comes_into_force_on_its_day_without_a_write(self):
        self.second()
        transaction.savepoint()
        jar = self.procedure._p_jar
        changed = len(jar._registered_objects)
        with on(DAY_BEFORE):
            self.assertEqual((self.procedure.title, self.days()), ("Thủ tục mẫu", 5))
        with on(SECOND):
            self.assertEqual(self.procedure.title, "Thủ tục mẫu mới")
            self.assertEqual(self.days(), 3)
            self.assertEqual(self.procedure.effective_from, SECOND)
        self.assertEqual(len(jar._registered_objects), changed)

    def test_lists_and_search_roll_over_with_the_day(self):
        self.second()
        with on(DAY_BEFORE):
            _total, (item,) = search.find("thu tuc mau")
            self.assertEqual(item["title"], "Thủ tục mẫu")
            self.assertEqual(limits.in_words(item["limit"]).mapping, {"value": 5})
        with on(SECOND):
            _total, (item,) = search.find("thu tuc mau moi")
            self.assertEqual(item["title"], "Thủ tục mẫu mới")
            self.assertEqual(limits.in_words(item["limit"]).mapping, {"value": 3})

    def test_what_open_data_kept_rolls_over_with_the_day(self):
        self.second()
        transaction.savepoint()
        kept = Pieces("test")
        for day, title in ((DAY_BEFORE, "Thủ tục mẫu"), (SECOND, "Thủ tục mẫu mới")):
            with on(day):
                told = kept.of(self.procedure, lambda item: item.title)
                self.assertEqual(told, title)

    def test_an_audit_looks_at_the_version_of_the_day(self):
        self.second(how_steps=[])
        for day, blank in ((DAY_BEFORE, False), (SECOND, True)):
            with on(day):
                (record,) = [item for item in records() if item.id == CODE]
                self.assertEqual("how_steps" in record.audit["blank"], blank)

    def test_an_old_version_reads_as_it_was_and_cannot_be_written(self):
        self.second()
        with on(SECOND):
            old = keeping.at(self.procedure, 1)
            self.assertEqual((old.title, old.limits[0]["value"]), ("Thủ tục mẫu", 5))
            self.assertEqual(old.effective_to, DAY_BEFORE)
            self.assertEqual(old.absolute_url(), self.procedure.absolute_url())
            self.assertEqual(old.UID(), self.procedure.UID())
            with self.assertRaises(TypeError):
                old.title = "Khác"
        self.assertIsNone(keeping.at(self.procedure, 9))

    def test_a_pin_survives_new_versions(self):
        pin = keeping.pin(self.procedure, DAY_BEFORE)
        self.second()
        with on(SECOND):
            self.assertEqual(self.days(), 3)
            kept = keeping.pinned(self.procedure, *pin)
            self.assertEqual((pin.number, kept.limits[0]["value"]), (1, 5))
            self.assertEqual(keeping.pin(self.procedure, SECOND), (2, ""))
            newer = keeping.pinned(self.procedure, 2)
            self.assertEqual(newer.limits[0]["value"], 3)

    def test_a_pin_survives_a_correction_by_an_import(self):
        pin = keeping.pin(self.procedure, DAY_BEFORE)
        self.assertEqual(keeping.pin(self.procedure, DAY_BEFORE), pin)
        row = {**PROCEDURE, "limits": [{"value": 9, "unit": "working_day"}]}
        loading.load_procedures([row])
        self.assertEqual(self.days(), 9)
        self.assertEqual(keeping.pinned(self.procedure, *pin).limits[0]["value"], 5)
        self.assertNotEqual(keeping.pin(self.procedure, DAY_BEFORE), pin)

    def test_versions_that_overlap_are_refused_with_the_days_named(self):
        self.second(effective_to=date(2019, 12, 31))
        third = write(self.procedure, date(2019, 12, 1))
        api.content.transition(third, "submit")
        with self.assertRaises(lifecycle.Refused) as caught:
            lifecycle.check(third)
        facts = caught.exception.message.mapping
        self.assertEqual((facts["first"], facts["second"]), (2, 3))
        self.assertIn("31/12/2019", facts["first_days"])
        self.assertIn("01/12/2019", facts["second_days"])
        with self.assertRaises(WorkflowException):
            lifecycle.go(third, "approve")
        self.assertEqual(lifecycle.state_of(third), "pending")

    def test_a_version_without_a_first_day_is_not_approved(self):
        version = write(self.procedure, None)
        api.content.transition(version, "submit")
        with self.assertRaises(lifecycle.Refused):
            lifecycle.check(version)

    def test_a_version_that_has_not_begun_can_be_taken_back(self):
        with on(DAY_BEFORE):
            version = self.second()
            api.content.transition(version, "withdraw")
            self.assertEqual(lifecycle.state_of(version), "draft")
        with on(SECOND):
            self.assertEqual(self.days(), 5)
            self.assertIsNone(self.procedure.effective_to)

    def test_a_version_in_force_cannot_be_taken_back_or_edited(self):
        version = self.second()
        with on(SECOND), self.assertRaises(lifecycle.Refused):
            lifecycle.go(version, "withdraw")
        self.assertFalse(may("Modify portal content", version))
        self.assertFalse(may("Delete objects", version))

    def test_only_one_version_is_written_at_a_time(self):
        first = lifecycle.start(self.procedure)
        self.assertEqual(lifecycle.start(self.procedure).getId(), first.getId())

    def test_a_procedure_that_is_not_published_has_no_versions(self):
        row = {**PROCEDURE, "code": "1.999009"}
        procedure = load(row, publish=False)
        with self.assertRaises(lifecycle.Refused):
            lifecycle.start(procedure)

    def test_loading_again_changes_nothing_and_a_changed_row_is_refused(self):
        self.second()
        with on(SECOND):
            loaded = loading.load_procedures([PROCEDURE])
            self.assertEqual(loaded.unchanged, [CODE])
            with self.assertRaises(loading.LoadError) as caught:
                loading.load_procedures([{**PROCEDURE, "title": "Tên khác"}])
            self.assertIn(CODE, str(caught.exception))
            self.assertIn("title", str(caught.exception))
            self.assertEqual(self.procedure.title, "Thủ tục mẫu mới")

    def test_what_search_knows_besides_versions_still_changes(self):
        self.second()
        row = {**PROCEDURE, "synonyms": ["việc mẫu"]}
        self.assertEqual(loading.load_procedures([row]).updated, [CODE])
        with on(SECOND):
            self.assertEqual(search.find("viec mau")[0], 1)

    def test_a_procedure_is_closed_on_the_days_of_no_version(self):
        self.second(effective_to=date(2019, 7, 31))
        for day, closed in (
            (date(2015, 12, 31), True),
            (DAY_BEFORE, False),
            (date(2019, 7, 31), False),
            (date(2019, 8, 1), True),
        ):
            self.assertEqual(lookup.is_closed(self.procedure, day), closed, day)

    def test_versions_of_an_import_count_as_edited_by_hand(self):
        fields = loading.bound_fields(IProcedure)
        before = values_now(self.procedure, fields)
        self.second()
        with on(SECOND):
            self.assertNotEqual(values_now(self.procedure, fields), before)


def may(permission, item):
    return bool(getSecurityManager().checkPermission(permission, item))


class Rights(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        portal = self.layer["portal"]
        setRoles(portal, TEST_USER_ID, ["Manager"])
        self.version = write(load(), SECOND)
        self.as_role = lambda *roles: setRoles(portal, TEST_USER_ID, ["Member", *roles])

    def ways(self):
        tool = api.portal.get_tool("portal_workflow")
        return {item["id"] for item in tool.getTransitionsFor(self.version)}

    def test_an_editor_sends_to_review_and_does_not_approve(self):
        self.as_role("Editor")
        self.assertEqual(self.ways(), {"submit"})
        api.content.transition(self.version, "submit")
        self.assertEqual(self.ways(), set())

    def test_a_reviewer_approves_or_sends_back(self):
        api.content.transition(self.version, "submit")
        self.as_role("Reviewer")
        self.assertEqual(self.ways(), {"approve", "send_back"})

    def test_what_is_reviewed_is_not_edited_meanwhile(self):
        self.as_role("Editor")
        self.assertTrue(may("Modify portal content", self.version))
        api.content.transition(self.version, "submit")
        self.assertFalse(may("Modify portal content", self.version))

    def test_citizens_do_not_see_drafts(self):
        self.as_role()
        self.assertFalse(may("View", self.version))
        with api.env.adopt_roles(["Manager"]):
            approve(self.version)
        self.assertTrue(may("View", self.version))
