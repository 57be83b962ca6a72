"""`GET @worklist`: the list of the page as JSON, for the same readers."""

from datetime import timedelta
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import moment
from hanam.dvc.register import queries
from hanam.dvc.testing import FUNCTIONAL
from tests.counter import Browser
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY

import transaction
import unittest


class WorklistServiceTest(unittest.TestCase):
    layer = FUNCTIONAL

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        transaction.commit()

    def ask(self, user="clerk", **parameters):
        browser = Browser(self.portal.absolute_url(), user)
        return browser.json("@worklist", **parameters)

    def codes(self, **parameters):
        status, body = self.ask(**parameters)
        self.assertEqual(status, 200)
        return [item["code"] for item in body["items"]]

    def test_an_item_tells_what_a_list_needs(self):
        dossier = dossier_in(self.portal, "accepted")
        transaction.commit()
        status, body = self.ask()
        self.assertEqual((status, body["items_total"], body["next"]), (200, 1, None))
        item = body["items"][0]
        left = item.pop("left")
        self.assertTrue(left["overdue"])
        self.assertEqual(left["text"], f"quá hạn {left['days']} ngày")
        self.assertEqual(
            item,
            {
                "@id": dossier.absolute_url(),
                "code": dossier.code,
                "procedure": "1.999001",
                "procedure_title": "Cấp giấy mẫu",
                "agency": "so-mau",
                "agency_title": "Sở Mẫu",
                "state": "accepted",
                "state_title": "Được tiếp nhận",
                "channel": "online",
                "assisted_by": "",
                "filed": "2018-09-10T09:00:00+07:00",
                "received": "2018-09-10T09:00:00+07:00",
                "due": "2018-09-13T17:00:00+07:00",
                "assignee": "",
                "assignee_name": "",
                "step": 1,
                "step_title": "Tiếp nhận",
                "money": "nothing_due",
                "delivery": "not_ready",
                "sync": "not_needed",
                "version": 2,
                "applicant_name": "Nguyễn Thị Mẫu",
                "owner_name": "Nguyễn Thị Mẫu",
            },
        )

    def test_before_acceptance_the_due_moment_is_that_of_the_acceptance(self):
        dossier = dossier_in(self.portal, "submitted")
        transaction.commit()
        item = self.ask()[1]["items"][0]
        self.assertEqual(item["due"], moment.iso(dossier.accept_due))
        self.assertIsNone(item["received"])

    def test_what_waits_for_the_citizen_has_no_time_left_to_tell(self):
        dossier_in(self.portal, "supplement")
        transaction.commit()
        item = self.ask(state="supplement")[1]["items"][0]
        self.assertEqual((item["due"], item["left"]), (None, None))

    def test_lists_what_is_open_and_any_state_that_is_asked_for(self):
        made = {
            state: dossier_in(self.portal, state).code
            for state in ("submitted", "processing", "finished", "returned", "refused")
        }
        transaction.commit()
        self.assertEqual(set(self.codes()), {made["submitted"], made["processing"]})
        for state, code in made.items():
            self.assertEqual(self.codes(state=state), [code])
        self.assertEqual(self.codes(state="10"), [made["returned"]])
        self.assertEqual(len(self.codes(tab="all")), 5)
        self.assertEqual(self.codes(tab="to_hand_over"), [made["finished"]])

    def test_filters_by_agency_and_due(self):
        late = dossier_in(self.portal, "accepted").code
        fresh = dossier_in(self.portal, "submitted", now=moment.now()).code
        transaction.commit()
        self.assertEqual(self.codes(due="overdue"), [late])
        self.assertEqual(set(self.codes(agency="so-mau")), {late, fresh})
        self.assertEqual(self.codes(user="supervisor", agency="so-khac"), [])

    def test_pages_follow_each_other_by_a_token(self):
        made = [
            dossier_in(
                self.portal, "submitted", now=MONDAY + timedelta(hours=hour)
            ).code
            for hour in range(5)
        ]
        transaction.commit()
        found, after = [], ""
        for size in (2, 2, 1):
            body = self.ask(sort="filed", size=2, after=after)[1]
            self.assertEqual((len(body["items"]), body["items_total"]), (size, 5))
            found += [item["code"] for item in body["items"]]
            after = body["next"]
        self.assertEqual((found, after), (made, None))

    def test_the_numbers_are_those_of_the_register(self):
        for state in ("submitted", "accepted", "supplement", "finished"):
            dossier_in(self.portal, state)
        transaction.commit()
        counts = self.ask()[1]["counts"]
        told = queries.counts(("so-mau",), "clerk", moment.now())
        self.assertEqual(counts, told)
        self.assertEqual((counts["to_accept"], counts["to_hand_over"]), (1, 1))

    def test_finds_by_code(self):
        code = dossier_in(self.portal, "returned").code
        transaction.commit()
        self.assertEqual(self.codes(text=code), [code])

    def test_only_staff_get_an_answer(self):
        for user, status in (("", 401), ("citizen", 403), ("editor", 403)):
            with self.subTest(user=user):
                answered, body = self.ask(user=user)
                self.assertEqual(answered, status)
                self.assertNotIn("items", body)
                self.assertTrue(body["error"]["message"])

    def test_an_agencys_staff_see_its_dossiers_only(self):
        dossier_in(self.portal, "submitted")
        transaction.commit()
        self.assertEqual(self.codes(user="strange-clerk", tab="all"), [])
        self.assertEqual(self.ask(user="strange-clerk", agency="so-mau")[0], 400)

    def test_a_supervisor_gets_no_personal_data(self):
        dossier = dossier_in(self.portal, "submitted")
        transaction.commit()
        status, body = self.ask(user="supervisor")
        self.assertEqual((status, len(body["items"])), (200, 1))
        item = body["items"][0]
        self.assertEqual(item["code"], dossier.code)
        for name in ("applicant_name", "owner_name", "@id"):
            self.assertNotIn(name, item)
        self.assertNotIn("Nguyễn", str(body))
        self.assertEqual(self.ask(user="supervisor", text="Nguyễn")[0], 400)

    def test_what_makes_no_sense_is_told_in_vietnamese(self):
        for parameters in (
            {"state": "none"},
            {"state": "99"},
            {"due": "never"},
            {"sort": "name"},
            {"size": "0"},
            {"size": "101"},
            {"size": "-1"},
            {"after": "x"},
            {"agency": "nowhere"},
            {"text": "a" * 101},
        ):
            with self.subTest(**parameters):
                status, body = self.ask(**parameters)
                self.assertEqual(status, 400)
                message = body["error"]["message"]
                self.assertRegex(
                    message, "[ạảãàáâậầấẩẫăắằặẳẵóòọõỏôộổỗồốơờớợởỡéèẻẹẽêếềệểễ]"
                )

    def test_the_staffs_own_address_opens_the_dossier(self):
        dossier_in(self.portal, "submitted")
        transaction.commit()
        item = self.ask()[1]["items"][0]
        page = Browser(self.portal.absolute_url(), "clerk").get(item["@id"])
        self.assertEqual(page.status, 200)
        self.assertEqual(access.find(item["code"]).absolute_url(), item["@id"])
