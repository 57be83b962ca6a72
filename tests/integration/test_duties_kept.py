"""What everybody may really do to a dossier in each state is what the table of duties says."""

from AccessControl import Unauthorized
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import apologies
from hanam.dvc.dossiers import drafts
from hanam.dvc.dossiers import extending
from hanam.dvc.dossiers import permissions
from hanam.dvc.dossiers import plan
from hanam.dvc.dossiers import posting
from hanam.dvc.dossiers import shelving
from hanam.dvc.dossiers import slips
from hanam.dvc.dossiers import till
from hanam.dvc.dossiers import tracks
from hanam.dvc.dossiers import wishes
from hanam.dvc.dossiers import work
from hanam.dvc.dossiers.errors import DossierError
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.together import legs
from hanam.dvc.dossiers.together import opinions
from hanam.dvc.rules import duties
from hanam.dvc.rules.duties import DUTIES
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import do
from tests.dossiers import dossier_in
from tests.dossiers import given_for
from tests.dossiers import MONDAY
from tests.dossiers import USERS

import unittest


ACTORS = {
    "citizen": Actor.APPLICANT,
    "clerk": Actor.CLERK,
    "officer": Actor.OFFICER,
    "leader": Actor.LEADER,
}
STATES = [str(state) for state in State if state is not State.DRAFT]
STAFF = ("clerk", "officer", "leader")
WORK = {
    "assign": lambda dossier: work.assign(dossier, now=MONDAY),
    "release": lambda dossier: work.release(dossier, now=MONDAY),
    "next_step": lambda dossier: work.next_step(dossier, now=MONDAY),
    "step_back": lambda dossier: work.step_back(dossier, reason="Xem lại.", now=MONDAY),
    "opinion_ask": lambda dossier: opinions.ask(
        dossier,
        [opinions.Whom("agency", agency="so-khac")],
        key="mot-khoa-12345",
        question="Ý kiến?",
        value="1",
        unit="working_day",
        now=MONDAY,
    ),
    "leg_add": lambda dossier: legs.add(
        dossier, agency="so-khac", title="Xác minh", value="1", now=MONDAY
    ),
    "extend": lambda dossier: extending.extend(
        dossier, due=extending.propose(dossier, MONDAY), reason="Bão.", now=MONDAY
    ),
    "apology_proposed": lambda dossier: apologies.propose(
        dossier, due=extending.propose(dossier, MONDAY), reason="Bão.", now=MONDAY
    ),
    "apology_back": lambda dossier: apologies.send_back(
        dossier, note="Xem lại.", now=MONDAY
    ),
    "apologise": lambda dossier: apologies.apologise(
        dossier, due=extending.propose(dossier, MONDAY), reason="Bão.", now=MONDAY
    ),
    "post_begin": lambda dossier: posting.begin(dossier, note="Gửi.", now=MONDAY),
    "post_end": lambda dossier: posting.end(dossier, now=MONDAY),
    "fee": lambda dossier: till.note(dossier, 5, 5, now=MONDAY),
    "shelf": lambda dossier: shelving.put(dossier, "Kệ 1", now=MONDAY),
    "slip_out": lambda dossier: slip_out(dossier),
    "slip_in": lambda dossier: slips.receive(0, dossier.code, now=MONDAY),
    "slip_missing": lambda dossier: slips.report_missing(0, now=MONDAY),
    "result_way": lambda dossier: wishes.receive(dossier, "post", "Số 1", now=MONDAY),
    "contact": lambda dossier: wishes.reach(dossier, "0912345670", "", now=MONDAY),
}
# Rules of the table that hang on the single dossier.
HOLDS = {
    "assign": lambda dossier, who: who == "leader" or not dossier.assignee,
    "release": lambda dossier, who: (
        bool(dossier.assignee) and who in ("leader", dossier.assignee)
    ),
    "next_step": lambda dossier, who: (
        holds_step(dossier, who) and dossier.step < len(dossier.steps)
    ),
    "step_back": lambda dossier, who: (
        holds_step(dossier, who) and plan.before(dossier) is not None
    ),
    "post_end": lambda dossier, who: False,
    "apology_back": lambda dossier, who: False,
    "apologise": lambda dossier, who: False,
    # Only with a slip on which the dossier is under way: see test_slips.
    "slip_in": lambda dossier, who: False,
    "slip_missing": lambda dossier, who: False,
    "answer_submitted": lambda dossier, who: not dossier.received,
    "answer_processing": lambda dossier, who: bool(dossier.received),
}


def slip_out(dossier):
    number = slips.begin(dossier.agency, "Một cửa", "", "Phòng 1", now=MONDAY).id
    slips.add(number, dossier.code, now=MONDAY)
    slips.hand_over(number, now=MONDAY)


def holds_step(dossier, who):
    return who == "leader" or dossier.current_step()["role"] == who


def carry_out(dossier, duty):
    """Try an action with everything it needs."""
    if duty.target:
        facts = {"amount": 5, "receipt": "BL-1", "number": "EB-1"}
        return tracks.change(
            dossier, duty.action, duty.target, reason="Lý do.", facts=facts, now=MONDAY
        )
    if duty.action in WORK:
        return WORK[duty.action](dossier)
    given = given_for(duty.action)
    return actions.perform(dossier, duty.action, now=MONDAY, **given)


def offered(dossier) -> set:
    """(action, target) of everything the present user is offered."""
    found = {(action.id, "") for action in actions.available(dossier)}
    found |= {(name, "") for name in (*work.can(dossier), *posting.can(dossier))}
    found |= {(name, "") for name in apologies.can(dossier, MONDAY)}
    found |= {(str(way.track), str(way.target)) for way in tracks.can(dossier)}
    if may_consult(dossier):
        found |= {("opinion_ask", ""), ("leg_add", "")}
    if till.can(dossier):
        found.add(("fee", ""))
    if shelving.can(dossier):
        found |= {("shelf", ""), ("slip_out", "")}
    if extending.may_extend(dossier, MONDAY):
        found.add(("extend", ""))
    return found


def may_consult(dossier) -> bool:
    return actions.may(permissions.CONSULT, dossier)


def allowed(duty, dossier, who) -> bool:
    """Whether the table has a line for this user on this dossier."""
    if ACTORS.get(who) not in duty.actors or dossier.state not in duty.states:
        return False
    return not duty.sources or getattr(dossier, duty.action) in duty.sources


def holds(duty, dossier, who) -> bool:
    """Whether the rules of the line that hang on the dossier hold as well."""
    rule = HOLDS.get(duty.action)
    return rule is None or rule(dossier, who)


class DutiesKept(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)

    def test_everybody_is_offered_what_the_table_says_and_nothing_else(self):
        for state in STATES:
            dossier = dossier_in(self.portal, state)
            for who in (*USERS, ""):
                act_as(self.portal, who)
                expected = {
                    (duty.action, duty.target)
                    for duty in DUTIES
                    if allowed(duty, dossier, who)
                    and holds(duty, dossier, who)
                    and duty.action not in ("result_way", "contact")
                }
                with self.subTest(state=state, who=who):
                    self.assertEqual(offered(dossier), expected)

    def test_what_the_table_does_not_say_is_refused_and_changes_nothing(self):
        for state in STATES:
            dossier = dossier_in(self.portal, state)
            before = dossier.version
            for who in (*USERS, ""):
                act_as(self.portal, who)
                for duty in DUTIES:
                    if any(
                        allowed(same, dossier, who)
                        for same in duties.of(duty.action)
                        if same.target == duty.target
                    ):
                        continue
                    with (
                        self.subTest(state=state, who=who, action=duty.action),
                        self.assertRaises((DossierError, Unauthorized)),
                    ):
                        carry_out(dossier, duty)
            self.assertEqual((dossier.version, dossier.state), (before, state))

    def test_what_the_table_says_can_be_done(self):
        for duty in DUTIES:
            for state in sorted(duty.states - {State.DRAFT}):
                for who, actor in ACTORS.items():
                    if actor not in duty.actors:
                        continue
                    dossier = dossier_in(self.portal, str(state))
                    if not (allowed(duty, dossier, who) and holds(duty, dossier, who)):
                        continue
                    with self.subTest(action=duty.action, state=state, who=who):
                        act_as(self.portal, who)
                        before = dossier.version
                        carry_out(dossier, duty)
                        self.assertGreater(dossier.version, before)

    def test_a_draft_belongs_to_its_citizen_alone(self):
        act_as(self.portal, "citizen")
        draft = drafts.create(self.portal["thu-tuc"]["1.999001"], "citizen", now=MONDAY)
        self.assertEqual(offered(draft), {("submit", "")})
        for who in (*STAFF, "strange-clerk", "supervisor", "editor", "manager", ""):
            with self.subTest(who=who):
                act_as(self.portal, who)
                self.assertEqual(offered(draft), set())


class PlanTest(unittest.TestCase):
    """The plan of the world: clerk, officer, officer, leader."""

    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)
        api.portal.set_registry_record("hanam.dvc.tracks.plan_binds", True)

    def on_step(self, number):
        dossier = dossier_in(self.portal, "processing")
        act_as(self.portal, "leader")
        while dossier.step < number:
            work.next_step(dossier, now=MONDAY)
        return dossier

    def ids(self, dossier, who):
        act_as(self.portal, who)
        return {action.id for action in actions.available(dossier)}

    def codes(self, dossier, who, action, **more):
        with self.assertRaises(Refused) as raised:
            do(self.portal, dossier, who, action, now=MONDAY, **more)
        return [problem.code for problem in raised.exception.problems]

    def test_business_actions_belong_to_who_has_the_step(self):
        middle, last = self.on_step(2), self.on_step(4)
        self.assertEqual(
            self.ids(middle, "officer"), {"ask", "request_payment", "stop"}
        )
        self.assertEqual(self.ids(last, "officer"), set())
        self.assertEqual(self.ids(middle, "leader"), {"finish", "stop"})
        self.assertEqual(self.codes(last, "officer", "ask"), ["step.role"])
        self.assertEqual(self.codes(last, "officer", "finish"), ["step.role"])

    def test_an_officer_finishes_no_dossier_before_its_last_step(self):
        dossier = self.on_step(3)
        self.assertEqual(self.codes(dossier, "officer", "finish"), ["step.not_last"])
        self.assertEqual(dossier.state, "processing")

    def test_a_leader_finishes_early_with_a_reason(self):
        dossier = self.on_step(2)
        self.assertEqual(self.codes(dossier, "leader", "finish"), ["step.reason"])
        (offer,) = [a for a in actions.available(dossier) if a.id == "finish"]
        self.assertEqual(offer.needs, ("result", "reason"))
        do(self.portal, dossier, "leader", "finish", reason="Việc khẩn.", now=MONDAY)
        self.assertEqual(dossier.state, "finished")

    def test_on_the_last_step_no_reason_is_asked_for(self):
        dossier = self.on_step(4)
        do(self.portal, dossier, "leader", "finish", now=MONDAY)
        self.assertEqual(dossier.state, "finished")

    def test_a_dossier_goes_back_to_who_worked_on_it(self):
        dossier = self.on_step(2)
        act_as(self.portal, "leader")
        work.next_step(dossier, assignee="officer", now=MONDAY)
        work.next_step(dossier, assignee="leader", now=MONDAY)
        act_as(self.portal, "officer")
        with self.assertRaises(Refused):
            work.step_back(dossier, reason="Không phải việc này.", now=MONDAY)
        act_as(self.portal, "leader")
        with self.assertRaises(Refused):
            work.step_back(dossier, reason=" ", now=MONDAY)
        work.step_back(dossier, reason="Thiếu căn cứ.", now=MONDAY)
        self.assertEqual((dossier.step, dossier.assignee), (3, "officer"))
        three, four = dossier.steps[2:]
        self.assertEqual((three["finished"], four["started"]), (None, None))
        work.step_back(dossier, reason="Xem lại.", now=MONDAY)
        with self.assertRaises(Refused):
            work.step_back(dossier, reason="Về quầy.", now=MONDAY)

    def test_a_result_is_given_against_payment_where_the_procedure_says_so(self):
        self.portal["thu-tuc"]["1.999001"].fees = [
            {"kind": "fee", "title": "Lệ phí", "amount": 8000}
        ]
        dossier = self.on_step(4)
        do(self.portal, dossier, "leader", "finish", now=MONDAY)
        record = "hanam.dvc.tracks.pay_before_result"
        api.portal.set_registry_record(record, ["1.999001"])
        self.assertEqual(self.codes(dossier, "clerk", "hand_over"), ["money.owed"])
        facts = {"receipt": "BL-1"}
        tracks.change(dossier, "money", "paid", facts=facts, now=MONDAY)
        do(self.portal, dossier, "clerk", "hand_over", now=MONDAY)
        self.assertEqual(dossier.state, "returned")

    def test_a_hand_over_names_the_receiver(self):
        dossier = dossier_in(self.portal, "stopped")
        self.assertEqual(
            self.codes(dossier, "clerk", "hand_over", reason=" "), ["receiver.missing"]
        )

    def test_papers_that_went_missing_are_accepted_with_a_reason_only(self):
        dossier = dossier_in(self.portal, "submitted")
        dossier.papers[0].scan = "infected"
        self.assertEqual(self.codes(dossier, "clerk", "accept"), ["papers.lacking"])
        act_as(self.portal, "clerk")
        needs = {a.id: a.needs for a in actions.available(dossier)}
        self.assertEqual(needs["accept"], ("reason",))
        do(self.portal, dossier, "clerk", "accept", reason="Nộp bản giấy.", now=MONDAY)
        self.assertEqual(dossier.state, "accepted")
