"""Whatever way a dossier goes, its tracks never contradict its business state."""

from hanam.dvc.rules.states import Actor
from hanam.dvc.rules.states import State
from hanam.dvc.rules.states import TRANSITIONS
from hanam.dvc.rules.tracks import contradictions
from hanam.dvc.rules.tracks import Facts
from hanam.dvc.rules.tracks import follow
from hanam.dvc.rules.tracks import HANDED
from hanam.dvc.rules.tracks import KINDS
from hanam.dvc.rules.tracks import MOVES
from hanam.dvc.rules.tracks import Track
from hanam.dvc.rules.tracks import Tracks
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


facts = st.builds(
    Facts, st.booleans(), st.sampled_from(("counter", "post", "online")), st.booleans()
)
# Each number chooses one of what is possible then: business actions and moves alike.
choices = st.lists(st.integers(0, 999), max_size=40)


def possible(state, now):
    """Every step from here: (state after, action or None, move or None)."""
    for way in TRANSITIONS:
        if state in way.sources:
            yield way.target, way.id, None
    for move in MOVES:
        if state in move.states and getattr(now, move.track) in move.sources:
            yield state, None, move


def walked(numbers, known):
    """Every (state, tracks, what was done) on the way."""
    state, now = State.SUBMITTED, Tracks()
    yield state, now, None
    for number in numbers:
        steps = list(possible(state, now))
        if not steps:
            return
        state, action, move = steps[number % len(steps)]
        if action:
            now = follow(action, now, known)
        else:
            values = {str(track): getattr(now, track) for track in Track}
            now = Tracks(**(values | {str(move.track): move.target}))
        yield state, now, action


class TracksProperties(unittest.TestCase):
    @given(choices, facts)
    def test_no_way_leads_to_a_contradiction_or_out_of_the_tracks(self, numbers, known):
        for state, now, _action in walked(numbers, known):
            self.assertEqual(contradictions(state, now), (), (state, now))
            for track in Track:
                self.assertIn(getattr(now, track), set(KINDS[track]))

    @given(choices, facts)
    def test_a_move_never_changes_the_business_state(self, numbers, known):
        before = None
        for state, _now, action in walked(numbers, known):
            if before is not None and action is None:
                self.assertEqual(state, before)
            before = state

    @given(choices, facts)
    def test_what_was_handed_over_stays_so(self, numbers, known):
        handed = None
        for _state, now, _action in walked(numbers, known):
            if handed:
                self.assertEqual(now.delivery, handed)
            handed = now.delivery if now.delivery in HANDED else None

    @given(choices, facts)
    def test_the_same_action_leads_to_the_same_tracks_a_second_time(
        self, numbers, known
    ):
        for _state, now, action in walked(numbers, known):
            if action:
                again = follow(action, now, known)
                self.assertEqual(follow(action, again, known), again)

    def test_every_value_can_be_reached(self):
        reached = {(State.SUBMITTED, Tracks())}
        new = set(reached)
        known = [Facts(True, way, True) for way in ("counter", "post", "online")]
        while new:
            found = set()
            for state, now in new:
                for target, action, move in possible(state, now):
                    if action:
                        found |= {(target, follow(action, now, k)) for k in known}
                    else:
                        values = {str(t): getattr(now, t) for t in Track}
                        values[str(move.track)] = move.target
                        found.add((target, Tracks(**values)))
            new = found - reached
            reached |= new
        for track in Track:
            values = {getattr(now, track) for _state, now in reached}
            self.assertEqual(values, set(KINDS[track]))
        self.assertFalse(
            [Actor.APPLICANT for m in MOVES if Actor.APPLICANT in m.actors]
        )


if __name__ == "__main__":
    unittest.main()
