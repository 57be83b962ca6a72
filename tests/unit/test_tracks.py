"""Money, hand-over and synchronisation: the ways between their values."""

from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.tracks import contradictions
from hanam.dvc.rules.tracks import Delivery
from hanam.dvc.rules.tracks import Facts
from hanam.dvc.rules.tracks import FIRST
from hanam.dvc.rules.tracks import follow
from hanam.dvc.rules.tracks import HANDED
from hanam.dvc.rules.tracks import KINDS
from hanam.dvc.rules.tracks import Money
from hanam.dvc.rules.tracks import move
from hanam.dvc.rules.tracks import MOVES
from hanam.dvc.rules.tracks import open_to
from hanam.dvc.rules.tracks import Sync
from hanam.dvc.rules.tracks import Track
from hanam.dvc.rules.tracks import Tracks

import unittest


# action, tracks before, fee, result_by → tracks after
FOLLOWED = (
    ("accept", Tracks(), True, "counter", Tracks("due")),
    ("accept", Tracks(), False, "counter", Tracks("nothing_due")),
    ("accept", Tracks("paid"), True, "counter", Tracks("paid")),
    ("request_payment", Tracks(), False, "counter", Tracks("due")),
    ("request_payment", Tracks("part_paid"), False, "counter", Tracks("part_paid")),
    ("request_payment", Tracks("paid"), False, "counter", Tracks("due")),
    ("payment_done", Tracks("part_paid"), False, "counter", Tracks("paid")),
    ("refuse", Tracks("due"), False, "counter", Tracks("nothing_due")),
    ("withdraw", Tracks("paid"), False, "counter", Tracks("paid")),
    ("finish", Tracks("due"), False, "counter", Tracks("due", "at_counter")),
    ("finish", Tracks("paid"), False, "post", Tracks("paid", "for_post")),
    ("finish", Tracks(), False, "online", Tracks("nothing_due", "ready_online")),
    ("stop", Tracks("due"), False, "online", Tracks("nothing_due", "at_counter")),
    ("hand_over", Tracks("paid", "with_post"), False, "post",
     Tracks("paid", "delivered")),
    ("hand_over", Tracks("paid", "ready_online"), False, "online",
     Tracks("paid", "handed_online")),
    ("ask", Tracks("due"), False, "counter", Tracks("due")),
)  # fmt: skip
# track, from, to, state, who may go it by hand
BY_HAND = (
    ("money", "due", "paid", "processing", {"clerk"}),
    ("money", "due", "paid", "payment", set()),
    ("money", "due", "part_paid", "payment", {"clerk"}),
    ("money", "due", "exempt", "accepted", {"clerk", "leader"}),
    ("money", "nothing_due", "due", "processing", {"clerk", "officer"}),
    ("money", "nothing_due", "due", "submitted", set()),
    ("money", "paid", "refunded", "withdrawn", {"leader"}),
    ("money", "paid", "due", "returned", set()),
    ("money", "refunded", "paid", "processing", set()),
    ("delivery", "for_post", "with_post", "finished", {"clerk"}),
    ("delivery", "with_post", "returned_by_post", "finished", {"clerk"}),
    ("delivery", "returned_by_post", "for_post", "finished", {"clerk"}),
    ("delivery", "at_counter", "ready_online", "stopped", set()),
    ("delivery", "at_counter", "delivered", "finished", set()),
    ("delivery", "not_ready", "at_counter", "processing", set()),
    ("delivery", "delivered", "at_counter", "returned", set()),
    ("sync", "failed", "waiting", "returned", {"leader"}),
    ("sync", "waiting", "sent", "processing", set()),
    ("sync", "sent", "confirmed", "processing", set()),
)


class FollowTest(unittest.TestCase):
    def test_each_track_goes_where_the_business_state_decides(self):
        for action, before, fee, result_by, after in FOLLOWED:
            with self.subTest(action=action, before=before):
                found = follow(action, before, Facts(fee, result_by))
                self.assertEqual(found, after)

    def test_every_change_waits_to_be_reported_where_dossiers_are(self):
        before = Tracks(sync=Sync.CONFIRMED)
        after = follow("start", before, Facts(reported=True))
        self.assertEqual(after.sync, Sync.WAITING)
        self.assertEqual(follow("start", before, Facts()).sync, Sync.CONFIRMED)


class MoveTest(unittest.TestCase):
    def test_by_hand_each_role_goes_the_ways_of_the_table(self):
        for track, source, target, state, expected in BY_HAND:
            found = {
                str(actor)
                for actor in Actor
                for way in open_to(track, source, state, {actor})
                if way.target == target
            }
            with self.subTest(track=track, source=source, target=target, state=state):
                self.assertEqual(found, expected)

    def test_the_applicant_moves_no_track(self):
        self.assertFalse([way for way in MOVES if Actor.APPLICANT in way.actors])

    def test_no_two_moves_are_one_way(self):
        ways = [(m.track, s, m.target) for m in MOVES for s in m.sources]
        self.assertEqual(len(ways), len(set(ways)))
        for track, source, target in ways:
            self.assertNotEqual(source, target)
            self.assertIn(source, move(track, source, target).sources)

    def test_what_is_taken_back_or_given_up_needs_its_reason(self):
        for target in (Money.EXEMPT, Money.REFUNDED, Delivery.RETURNED_BY_POST):
            for way in (m for m in MOVES if m.target == target):
                with self.subTest(way=way):
                    self.assertIn("reason", way.needs)

    def test_each_way_goes_between_values_of_its_track(self):
        for way in MOVES:
            kind = KINDS[way.track]
            with self.subTest(way=way):
                self.assertLess(way.sources, set(kind))
                self.assertIn(way.target, set(kind))
                self.assertTrue(way.actors or way.machine)
                self.assertTrue(way.states)

    def test_only_the_business_state_hands_a_result_over(self):
        self.assertFalse([way for way in MOVES if way.target in HANDED])
        self.assertFalse([way for way in MOVES if way.sources & HANDED])

    def test_each_track_begins_where_a_new_dossier_contradicts_nothing(self):
        self.assertEqual(Tracks(**{str(t): v for t, v in FIRST.items()}), Tracks())
        for state in (State.SUBMITTED, State.ACCEPTED, State.REFUSED):
            self.assertEqual(contradictions(state, Tracks()), ())


class ContradictionTest(unittest.TestCase):
    def test_a_track_that_the_business_state_rules_out_is_named(self):
        table = (
            ("payment", Tracks("paid"), ("money",)),
            ("payment", Tracks("part_paid"), ()),
            ("finished", Tracks("due"), ("delivery",)),
            ("finished", Tracks("due", "delivered"), ("delivery",)),
            ("finished", Tracks("due", "with_post"), ()),
            ("returned", Tracks("paid", "at_counter"), ("delivery",)),
            ("returned", Tracks("paid", "handed_online"), ()),
            ("processing", Tracks("paid", "at_counter"), ("delivery",)),
        )
        for state, now, expected in table:
            with self.subTest(state=state, now=now):
                self.assertEqual(contradictions(state, now), expected)

    def test_values_are_known_by_their_track_alone(self):
        values = [value for track in Track for value in KINDS[track]]
        self.assertEqual(len(values), len(set(values)))
