"""The tracks of a dossier: moved by its business state, and by hand."""

from AccessControl import Unauthorized
from hanam.dvc.dossiers import tracks
from hanam.dvc.dossiers import wishes
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.events import Noted
from hanam.dvc.register import queries
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.dossiers import act_as
from tests.dossiers import APPLICANT
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import MONDAY
from zope.component import getGlobalSiteManager

import unittest


FEE = [{"kind": "fee", "title": "Lệ phí", "amount": 8000}]
RECEIPT = {"facts": {"receipt": "BL-7"}}
# state, result_by → money, delivery
BY_ITSELF = (
    ("submitted", "counter", "nothing_due", "not_ready"),
    ("accepted", "counter", "due", "not_ready"),
    ("payment", "counter", "due", "not_ready"),
    ("finished", "counter", "due", "at_counter"),
    ("finished", "post", "due", "for_post"),
    ("stopped", "counter", "nothing_due", "at_counter"),
    ("returned", "counter", "due", "delivered"),
    ("withdrawn", "counter", "nothing_due", "not_ready"),
)
# state, who, track, target, what is given → problem codes
REFUSED = (
    ("processing", "clerk", "money", "paid", {}, ["track.receipt"]),
    ("processing", "clerk", "money", "exempt", {}, ["track.reason"]),
    (
        "processing",
        "clerk",
        "money",
        "part_paid",
        {"facts": {"amount": 8000, "receipt": "1"}},
        ["track.not_part"],
    ),
    (
        "processing",
        "clerk",
        "money",
        "part_paid",
        {"facts": {"amount": "8", "receipt": "1" * 99}},
        ["text.too_long", "track.amount"],
    ),
    ("processing", "clerk", "money", "rich", {}, ["action.unknown"]),
    ("processing", "clerk", "moon", "paid", {}, ["action.unknown"]),
)


class TracksTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        self.portal["thu-tuc"]["1.999001"].fees = [dict(row) for row in FEE]

    def change(self, dossier, who, track, target, **given):
        act_as(self.portal, who)
        return tracks.change(dossier, track, target, now=MONDAY, **given)

    def test_they_follow_the_business_state(self):
        for state, result_by, money, delivery in BY_ITSELF:
            with self.subTest(state=state, result_by=result_by):
                address = {"address": "Số 1 đường Mẫu"} if result_by == "post" else {}
                more = {"result_by": result_by} if address else {}
                if address:
                    more["applicant"] = {**APPLICANT, **address}
                dossier = dossier_in(self.portal, state, **more)
                row = queries.by_code(dossier.code)
                self.assertEqual((row.money, row.delivery), (money, delivery))
                self.assertEqual(row.sync, "not_needed")

    def test_a_fee_found_at_acceptance_is_told_with_its_amount(self):
        dossier = dossier_in(self.portal, "accepted")
        entry = next(e for e in queries.history(dossier.code) if e.action == "money")
        self.assertEqual((entry.from_state, entry.to_state), ("nothing_due", "due"))
        self.assertEqual(entry.note, "8.000 đ")
        self.assertEqual(dossier.track_facts["money"]["due"], 8000)

    def test_a_clerk_notes_a_payment_and_the_history_tells_it(self):
        dossier = dossier_in(self.portal, "processing")
        told = []
        sites = getGlobalSiteManager()
        sites.registerHandler(told.append, (Noted,))
        self.addCleanup(sites.unregisterHandler, told.append, (Noted,))
        version = dossier.version
        self.change(dossier, "clerk", "money", "paid", version=version, **RECEIPT)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.money, row.state), ("paid", "processing"))
        self.assertEqual((row.version, dossier.version), (version + 1, version + 1))
        entry = queries.history(dossier.code)[-1]
        self.assertEqual(
            (entry.action, entry.from_state, entry.to_state, entry.actor, entry.role),
            ("money", "due", "paid", "clerk", "clerk"),
        )
        self.assertIn("BL-7", entry.note)
        self.assertEqual([(one.action, one.source) for one in told], [("money", "due")])

    def test_what_is_missing_is_told_and_nothing_changed(self):
        dossier = dossier_in(self.portal, "processing")
        version = dossier.version
        for _state, who, track, target, given, codes in REFUSED:
            with self.subTest(track=track, target=target, given=given):
                with self.assertRaises(Refused) as raised:
                    self.change(dossier, who, track, target, **given)
                found = sorted(problem.code for problem in raised.exception.problems)
                self.assertEqual(found, sorted(codes))
                self.assertEqual(dossier.version, version)

    def test_who_may_not_is_turned_away(self):
        dossier = dossier_in(self.portal, "processing")
        for who in ("citizen", "officer", "strange-clerk", "supervisor", "manager", ""):
            with self.subTest(who=who), self.assertRaises(Unauthorized):
                self.change(dossier, who, "money", "paid", **RECEIPT)
        self.assertEqual(dossier.money, "due")

    def test_where_the_track_or_the_state_is_elsewhere_somebody_was_first(self):
        dossier = dossier_in(self.portal, "processing")
        old = dossier.version
        self.change(dossier, "clerk", "money", "paid", **RECEIPT)
        with self.assertRaises(Stale) as raised:
            self.change(dossier, "clerk", "money", "exempt", reason="Hộ nghèo.")
        self.assertEqual(raised.exception.problems[0].code, "track.elsewhere")
        with self.assertRaises(Stale):
            self.change(
                dossier, "clerk", "money", "due", reason="Ghi nhầm.", version=old
            )
        waiting = dossier_in(self.portal, "payment")
        with self.assertRaises(Stale):
            self.change(waiting, "clerk", "money", "paid", **RECEIPT)

    def test_a_track_never_moves_the_business_state(self):
        dossier = dossier_in(self.portal, "finished")
        self.change(dossier, "clerk", "money", "paid", **RECEIPT)
        self.assertEqual(dossier.state, "finished")
        with self.assertRaises(Stale):
            self.change(dossier, "clerk", "delivery", "delivered")
        do(self.portal, dossier, "clerk", "hand_over")
        self.assertEqual((dossier.state, dossier.delivery), ("returned", "delivered"))

    def test_the_post_takes_a_result_and_brings_it_back(self):
        dossier = dossier_in(
            self.portal,
            "finished",
            result_by="post",
            applicant={**APPLICANT, "address": "Số 1 đường Mẫu"},
        )
        item = {"facts": {"number": "EB000000000VN"}}
        self.change(dossier, "clerk", "delivery", "with_post", **item)
        act_as(self.portal, "citizen")
        with self.assertRaises(Refused):
            wishes.receive(dossier, "counter", now=MONDAY)
        self.change(
            dossier, "clerk", "delivery", "returned_by_post", reason="Không ai nhận."
        )
        self.change(dossier, "clerk", "delivery", "at_counter")
        self.assertEqual(dossier.track_facts["delivery"]["number"], "EB000000000VN")
        moves = [
            (e.from_state, e.to_state)
            for e in queries.history(dossier.code)
            if e.action == "delivery"
        ]
        self.assertEqual(
            moves,
            [
                ("for_post", "with_post"),
                ("with_post", "returned_by_post"),
                ("returned_by_post", "at_counter"),
            ],
        )

    def test_a_result_waits_where_the_applicant_wants_it(self):
        dossier = dossier_in(self.portal, "finished")
        act_as(self.portal, "citizen")
        wishes.receive(dossier, "post", "Số 1 đường Mẫu", now=MONDAY)
        self.assertEqual(dossier.delivery, "for_post")
        self.assertEqual(queries.by_code(dossier.code).delivery, "for_post")

    def test_where_dossiers_are_reported_each_change_waits_and_machines_go_on(self):
        api.portal.set_registry_record("hanam.dvc.tracks.reported", True)
        dossier = dossier_in(self.portal, "submitted")
        self.assertEqual(dossier.sync, "waiting")
        portal = {"by": "Cổng mẫu", "now": MONDAY}
        tracks.report(dossier, "sync", "sent", **portal)
        with self.assertRaises(Refused):
            tracks.report(dossier, "sync", "failed", **portal)
        tracks.report(dossier, "sync", "failed", reason="Hết giờ chờ.", **portal)
        entry = queries.history(dossier.code)[-1]
        self.assertEqual((entry.actor, entry.actor_name), ("", "Cổng mẫu"))
        self.change(dossier, "leader", "sync", "waiting")
        do(self.portal, dossier, "clerk", "accept", now=MONDAY)
        self.assertEqual(dossier.sync, "waiting")
        with self.assertRaises(Refused):
            tracks.report(dossier, "money", "paid", **portal)
        practice = dossier_in(self.portal, "submitted", practice=True)
        self.assertEqual(practice.sync, "not_needed")

    def test_what_can_be_moved_is_told_to_each_role(self):
        dossier = dossier_in(self.portal, "processing")
        expected = {
            "clerk": ["paid", "part_paid", "exempt", "nothing_due"],
            "officer": ["nothing_due"],
            "leader": ["exempt", "waiting"],
            "citizen": [],
            "manager": [],
            "strange-clerk": [],
        }
        for who, targets in expected.items():
            act_as(self.portal, who)
            with self.subTest(who=who):
                found = [str(way.target) for way in tracks.can(dossier)]
                self.assertEqual(found, targets)

    def test_a_payment_that_was_asked_for_is_noted_on_its_track(self):
        dossier = dossier_in(self.portal, "payment")
        do(self.portal, dossier, "clerk", "payment_done", now=MONDAY)
        self.assertEqual(dossier.money, "paid")
        self.assertEqual(dossier.track_facts["money"]["since"], MONDAY)
