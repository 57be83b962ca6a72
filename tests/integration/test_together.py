"""Legs of agencies: who may do what before, during and after, and what it does to the rest."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import moment
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.dossiers.together import legs
from hanam.dvc.dossiers.together import stepping
from hanam.dvc.register import queries
from hanam.dvc.register import together
from hanam.dvc.register import together_lists
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.dossiers import do
from tests.dossiers import PDF
from tests.together import act_as
from tests.together import at
from tests.together import build
from tests.together import joint
from tests.together import MONDAY
from tests.together import outcomes
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import unittest


EVERYBODY = (
    "police",
    "police-leader",
    "police-clerk",
    "insurer",
    "strange-officer",
    "strange-clerk",
    "other-citizen",
)


class Case(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build(self.portal)

    def sees(self, who, dossier) -> bool:
        act_as(self.portal, who)
        # Roles are known once a request; this is another one.
        IAnnotations(getRequest()).clear()
        return bool(getSecurityManager().checkPermission(permissions.VIEW, dossier))

    def readers(self, dossier) -> set[str]:
        return {who for who in EVERYBODY if self.sees(who, dossier)}

    def as_(self, who, function, *args, **more):
        act_as(self.portal, who)
        IAnnotations(getRequest()).clear()
        return function(*args, **more)

    def refused(self, who, function, *args, **more) -> list[str]:
        with self.assertRaises((Refused, Stale)) as caught:
            self.as_(who, function, *args, **more)
        return [problem.code for problem in caught.exception.problems]


class Legs(Case):
    def test_parallel_parts_open_with_the_step_after_them_and_the_join_waits(self):
        dossier = joint(self.portal, "accepted")
        self.assertEqual(outcomes(dossier), ["waiting"] * 3)
        self.assertEqual(
            [step["title"] for step in dossier.steps],
            ["Tiếp nhận", "Thẩm định", "Ký duyệt"],
        )
        do(self.portal, dossier, "officer", "start", now=MONDAY)
        self.assertEqual(outcomes(dossier), ["open", "open", "waiting"])
        self.as_("police", legs.answer, dossier, 1, note="Đã đăng ký.", now=at(11))
        self.assertEqual(outcomes(dossier), ["done", "open", "waiting"])
        self.as_("insurer", legs.answer, dossier, 2, note="Đã cấp.", now=at(12))
        self.assertEqual(outcomes(dossier), ["done", "done", "open"])
        for leg in dossier.legs:
            self.assertLessEqual(leg["due"], dossier.due)

    def test_a_paper_dossier_goes_from_one_agency_to_the_next(self):
        dossier = joint(self.portal, channel="counter")
        self.assertEqual(outcomes(dossier), ["open", "waiting", "waiting"])
        self.assertEqual([leg["after"] for leg in dossier.legs], ["", "1", "2"])

    def test_an_agency_sees_the_dossier_from_its_part_on_and_nobody_else_does(self):
        dossier = joint(self.portal, "accepted")
        self.assertEqual(self.readers(dossier), set())
        do(self.portal, dossier, "officer", "start", now=MONDAY)
        beside = {"police", "police-leader", "insurer"}
        self.assertEqual(self.readers(dossier), beside)
        self.as_("police", legs.answer, dossier, 1, note="Xong.", now=at(11))
        self.as_("insurer", legs.answer, dossier, 2, note="Xong.", now=at(12))
        self.assertEqual(self.readers(dossier), beside | {"strange-officer"})
        self.as_("officer", legs.cancel, dossier, 3, reason="Không cần.", now=at(12))
        self.assertEqual(self.readers(dossier), beside)

    def test_a_finished_dossier_is_read_as_long_as_a_complaint_may_be_made(self):
        for now, still in ((moment.now(), True), (at(14), False)):
            dossier = joint(self.portal)
            for who, no in (("police", 1), ("insurer", 2), ("strange-officer", 3)):
                self.as_(who, legs.answer, dossier, no, note="Xong.", now=at(11))
            do(self.portal, dossier, "officer", "finish", now=now)
            self.assertEqual(self.sees("police", dossier), still)

    def test_a_partner_does_nothing_but_its_own_part(self):
        dossier = joint(self.portal)
        for who in ("police", "police-leader", "insurer"):
            act_as(self.portal, who)
            IAnnotations(getRequest()).clear()
            self.assertEqual(actions.available(dossier), [])
            for way in ("finish", "ask", "stop", "request_payment", "hand_over"):
                with self.subTest(who=who, way=way), self.assertRaises(Unauthorized):
                    do(self.portal, dossier, who, way)
            with self.assertRaises(Unauthorized):
                legs.cancel(dossier, 1, reason="x")
            with self.assertRaises(Unauthorized):
                work.step_back(dossier, reason="x")
            with self.assertRaises(Unauthorized):
                actions.assign(dossier)
        with self.assertRaises(Unauthorized):
            self.as_("police", legs.answer, dossier, 2, note="Của người khác.")
        for who in ("officer", "leader", "strange-officer", "other-citizen", ""):
            with self.subTest(who=who), self.assertRaises(Unauthorized):
                self.as_(who, legs.answer, dossier, 1, note="Không phải của tôi.")

    def test_main_agency_cannot_finish_while_a_part_is_open(self):
        dossier = joint(self.portal)
        self.assertEqual(
            self.refused("officer", actions.perform, dossier, "finish",
                         result={"number": "1"}),
            ["legs.left"],
        )  # fmt: skip
        self.assertEqual(
            self.refused("officer", actions.next_step, dossier), ["legs.left"]
        )
        for no in (1, 2, 3):
            self.as_("officer", legs.cancel, dossier, no, reason="Đã có.", now=MONDAY)
        do(self.portal, dossier, "officer", "finish", now=at(11))
        self.assertEqual(dossier.state, "finished")

    def test_what_the_agencies_made_becomes_part_of_the_result_at_the_end(self):
        dossier = joint(self.portal)
        file = {"filename": "the.pdf", "data": PDF, "number": "12/BH"}
        self.as_("insurer", legs.answer, dossier, 2, results_given=[file], now=at(11))
        (made,) = dossier.parts
        self.assertIsNone(dossier.paper(made.id))
        self.as_("police", legs.answer, dossier, 1, note="Xong.", now=at(11))
        self.as_("strange-officer", legs.answer, dossier, 3, note="Khớp.", now=at(11))
        do(self.portal, dossier, "officer", "finish", now=at(12))
        self.assertEqual(
            [paper.title for paper in dossier.results],
            ["Giấy mẫu", "Cấp thẻ bảo hiểm"],
        )
        self.assertEqual(dossier.paper(made.id).number, "12/BH")

    def test_a_hand_back_to_an_earlier_part_reopens_it_and_what_follows(self):
        dossier = joint(self.portal)
        for who, no in (("police", 1), ("insurer", 2)):
            self.as_(who, legs.answer, dossier, no, note="Xong.", now=at(11))
        act = legs.hand_back
        self.as_(
            "strange-officer", act, dossier, 3, to=1, reason="Sai tên.", now=at(12)
        )
        self.assertEqual(outcomes(dossier), ["open", "done", "waiting"])
        self.assertEqual(dossier.legs[0]["turn"], 2)
        # An answer to the first turn is too late.
        self.assertEqual(
            self.refused("police", legs.answer, dossier, 1, turn=1, note="Xong."),
            ["leg.not_open"],
        )
        self.as_("police", legs.answer, dossier, 1, turn=2, note="Đã sửa.", now=at(12))
        self.assertEqual(outcomes(dossier), ["done", "done", "open"])

    def test_a_part_given_back_to_the_main_agency_waits_for_its_decision(self):
        dossier = joint(self.portal)
        self.assertEqual(
            self.refused("police", legs.hand_back, dossier, 1, reason=" "),
            ["reason.missing_here"],
        )
        self.as_("police", legs.hand_back, dossier, 1, reason="Không thuộc thẩm quyền.")
        self.assertEqual(outcomes(dossier), ["returned", "open", "waiting"])
        self.as_(
            "officer", legs.reopen, dossier, 1, reason="Thuộc địa bàn của các anh."
        )
        self.assertEqual(outcomes(dossier), ["open", "open", "waiting"])

    def test_more_time_is_given_once_and_never_beyond_the_whole(self):
        dossier = joint(self.portal)
        before = dossier.legs[0]["due"]
        ask = {"value": "90", "unit": "working_day", "reason": "Phải xác minh."}
        self.as_("police", legs.more_time, dossier, 1, now=at(10), **ask)
        self.assertGreater(dossier.legs[0]["due"], before)
        self.assertEqual(dossier.legs[0]["due"], dossier.due)
        self.assertEqual(
            self.refused("police", legs.more_time, dossier, 1, **ask), ["leg.once"]
        )

    def test_an_agency_is_added_after_others_and_taken_by_one_of_its_officers(self):
        dossier = joint(self.portal)
        add = {
            "agency": "cong-an-mau",
            "title": "Xác minh",
            "value": "1",
            "after": (3,),
        }
        self.as_("leader", legs.add, dossier, now=MONDAY, **add)
        self.assertEqual(outcomes(dossier)[3], "waiting")
        self.assertEqual(
            self.refused("leader", legs.add, dossier, **(add | {"agency": "khong-co"})),
            ["agency.unknown"],
        )
        self.as_("police", legs.take, dossier, 1, now=MONDAY)
        self.assertEqual(
            self.refused("police-2", legs.take, dossier, 1), ["assignee.taken"]
        )
        self.as_("police-leader", legs.take, dossier, 1, now=MONDAY)
        self.assertEqual(dossier.legs[0]["assignee"], "police-leader")

    def test_the_register_lists_what_is_open_and_the_history_tells_all(self):
        dossier = joint(self.portal)
        rows = together_lists.legs(("cong-an-mau", "bao-hiem-mau")).rows
        self.assertEqual([row.no for row in rows], [1, 2])
        self.assertEqual(together.count_legs(("cong-an-mau",)), 1)
        self.assertEqual(together.count_legs((), ("cong-an-mau",)), 0)
        self.as_("police", legs.answer, dossier, 1, note="Xong.", now=at(11))
        self.assertEqual(together.count_legs(("cong-an-mau",)), 0)
        entry = queries.history(dossier.code)[-1]
        self.assertEqual(
            (entry.action, entry.actor, entry.agency, entry.role),
            ("leg_done", "police", "cong-an-mau", "officer"),
        )

    def test_what_was_filed_for_practice_waits_in_no_list(self):
        dossier = joint(self.portal, practice=True)
        self.assertEqual(outcomes(dossier)[0], "open")
        self.assertEqual(together.count_legs(("cong-an-mau",)), 0)
        self.assertEqual(together_lists.legs(("cong-an-mau",)).rows, ())

    def test_the_end_of_the_dossier_ends_what_is_open(self):
        dossier = joint(self.portal)
        do(self.portal, dossier, "citizen", "withdraw", now=at(11))
        self.assertEqual(outcomes(dossier), ["cancelled"] * 3)
        self.assertFalse(self.sees("police", dossier))
        self.assertEqual(together.count_legs(("cong-an-mau", "bao-hiem-mau")), 0)

    def test_who_stands_for_an_agency_that_has_ended_has_its_part(self):
        dossier = joint(self.portal)
        self.assertFalse(self.sees("strange-officer", dossier))
        ended = self.portal["co-quan"]["cong-an-mau"]
        with api.env.adopt_roles(["Manager"]):
            ended.valid_to = at(1).date()
            ended.successors = [{"agency": "so-khac", "main": True}]
            ended.reindexObject()
        self.assertTrue(self.sees("strange-officer", dossier))
        self.assertEqual(together.count_legs(access.agencies_of()["officer"]), 1)
        self.as_(
            "strange-officer", legs.answer, dossier, 1, note="Kế thừa.", now=at(11)
        )
        entry = queries.history(dossier.code)[-1]
        self.assertEqual((entry.actor, entry.role), ("strange-officer", "officer"))


class Steps(Case):
    def at_the_end(self):
        dossier = joint(self.portal)
        for no in (1, 2, 3):
            self.as_("officer", legs.cancel, dossier, no, reason="Đã có.", now=MONDAY)
        self.as_("officer", actions.next_step, dossier, assignee="leader", now=at(11))
        return dossier

    def test_a_step_goes_back_with_its_reason_to_who_did_it(self):
        dossier = self.at_the_end()
        self.as_("leader", work.step_back, dossier, reason="Sai căn cứ.", now=at(12))
        self.assertEqual((dossier.step, dossier.assignee), (2, "officer"))
        self.assertTrue(stepping.is_back(dossier))
        for step in dossier.steps[1:]:
            self.assertGreater(step["due"], at(12))
            self.assertLessEqual(step["due"], dossier.due)
        row = queries.by_code(dossier.code)
        self.assertEqual((row.step, row.assignee), (2, "officer"))
        self.assertEqual(together.given_back([row]), {dossier.code})
        self.assertEqual(dossier.steps[1]["back"]["reason"], "Sai căn cứ.")
        self.as_("officer", actions.next_step, dossier, now=at(13))
        self.assertFalse(stepping.is_back(dossier))
        self.assertEqual(together.given_back([queries.by_code(dossier.code)]), set())

    def test_no_step_is_due_after_the_whole_however_late_it_goes_back(self):
        dossier = self.at_the_end()
        late = dossier.due.replace(hour=16)
        self.as_("leader", work.step_back, dossier, reason="Thiếu.", now=late)
        self.assertTrue(all(step["due"] <= dossier.due for step in dossier.steps))
