"""Who may do what in which state: every cell of the table is really tried."""

from AccessControl import Unauthorized
from hanam.dvc.dossiers import access
from hanam.dvc.dossiers import actions
from hanam.dvc.dossiers import secrets
from hanam.dvc.dossiers.errors import Refused
from hanam.dvc.dossiers.errors import Stale
from hanam.dvc.register import queries
from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import TRANSITIONS
from hanam.dvc.testing import INTEGRATION
from tests.dossiers import act_as
from tests.dossiers import build_world
from tests.dossiers import dossier_in
from tests.dossiers import given_for
from tests.dossiers import PATHS

import unittest


SECRET = "guest with secret"
# what somebody may be to the dossier; None: only sees it
ACTORS = {
    "citizen": Actor.APPLICANT,
    SECRET: Actor.APPLICANT,
    "clerk": Actor.CLERK,
    "officer": Actor.OFFICER,
    "leader": Actor.LEADER,
    "manager": None,
}
STRANGERS = ("", "other-citizen", "strange-clerk", "supervisor", "editor")
# On a dossier that has been filed; the draft has a test of its own.
WAYS = [way for way in TRANSITIONS if way.id != "submit"]
ASKED_IN = {"supplement": "answer_processing"}
ASKED_IN["supplement of the counter"] = "answer_submitted"


def open_ways(state):
    """The transitions that lead out of a state (a key of PATHS), by rules.states."""
    source = State(state.split(" ")[0])
    ways = [way for way in WAYS if source in way.sources]
    if source is State.SUPPLEMENT:
        ways = [
            way
            for way in ways
            if not way.id.startswith("answer") or way.id == ASKED_IN[state]
        ]
    return ways


class Rights(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        build_world(self.portal)

    def attempt(self, who, dossier, way):
        """ "done" or the name of what was raised."""
        proof = secrets.secret_of(dossier.code) if who == SECRET else None
        act_as(self.portal, "" if who == SECRET else who)
        try:
            actions.perform(dossier, way.id, proof=proof, **given_for(way.id))
        except (Unauthorized, Stale, Refused) as error:
            return type(error).__name__
        return "done"

    def expected(self, who, state, way):
        if ACTORS.get(who) not in way.actors:
            return "Unauthorized"
        return "done" if way in open_ways(state) else "Stale"

    def test_every_role_in_every_state_can_do_what_the_rules_say_and_nothing_else(self):
        tried = done = 0
        for state in PATHS:
            dossier = dossier_in(self.portal, state)
            for who in (*ACTORS, *STRANGERS):
                for way in WAYS:
                    before = queries.by_code(dossier.code).version
                    expected = self.expected(who, state, way)
                    with self.subTest(who=who or "guest", state=state, way=way.id):
                        self.assertEqual(self.attempt(who, dossier, way), expected)
                        tried += 1
                    if expected == "done":
                        done += 1
                        self.assertEqual(dossier.state, way.target)
                        dossier = dossier_in(self.portal, state)
                    else:
                        after = queries.by_code(dossier.code)
                        self.assertEqual(after.version, before)
                        self.assertEqual(after.state, state.split(" ")[0])
        self.assertEqual(tried, len(PATHS) * (len(ACTORS) + len(STRANGERS)) * len(WAYS))
        self.assertGreater(done, 20)

    def test_the_actions_offered_are_those_that_can_be_done(self):
        for state in PATHS:
            dossier = dossier_in(self.portal, state)
            for who in (*ACTORS, *STRANGERS):
                proof = secrets.secret_of(dossier.code) if who == SECRET else None
                act_as(self.portal, "" if who == SECRET else who)
                offered = {action.id for action in actions.available(dossier, proof)}
                expected = {
                    way.id
                    for way in open_ways(state)
                    if self.expected(who, state, way) == "done"
                }
                with self.subTest(who=who or "guest", state=state):
                    self.assertEqual(offered, expected)

    def test_who_may_see_a_dossier(self):
        dossier = dossier_in(self.portal, "processing")
        for who in ("citizen", "clerk", "officer", "leader", "manager"):
            act_as(self.portal, who)
            with self.subTest(who=who):
                self.assertEqual(access.dossier_for(dossier.code).code, dossier.code)
        for who in STRANGERS:
            act_as(self.portal, who)
            with self.subTest(who=who or "guest"):
                self.assertIsNone(access.dossier_for(dossier.code))
                self.assertIsNone(access.dossier_for(dossier.code, "0" * 12))

    def test_a_secret_opens_its_dossier_and_no_other(self):
        mine = dossier_in(self.portal, "submitted")
        other = dossier_in(self.portal, "submitted")
        act_as(self.portal, "")
        secret = secrets.secret_of(mine.code)
        self.assertIsNotNone(access.dossier_for(mine.code, secret))
        self.assertIsNone(access.dossier_for(other.code, secret))
        with self.assertRaises(Unauthorized):
            actions.perform(other, "withdraw", proof=secret)

    def test_the_secret_gives_its_right_only_while_it_is_used(self):
        dossier = dossier_in(self.portal, "submitted")
        act_as(self.portal, "")
        actions.perform(dossier, "withdraw", proof=secrets.secret_of(dossier.code))
        self.assertIsNone(access.dossier_for(dossier.code))
        with self.assertRaises(Unauthorized):
            actions.perform(dossier, "withdraw")

    def test_staff_know_their_agencies(self):
        act_as(self.portal, "clerk")
        self.assertEqual(
            access.agencies_of(), {"clerk": ("so-mau",), "officer": (), "leader": ()}
        )
        act_as(self.portal, "")
        self.assertEqual(
            access.agencies_of(), {"clerk": (), "officer": (), "leader": ()}
        )
