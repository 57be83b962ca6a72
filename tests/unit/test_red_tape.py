from dataclasses import replace
from hanam.dvc.rules.red_tape import Burden
from hanam.dvc.rules.red_tape import burden_a_year
from hanam.dvc.rules.red_tape import holder_of
from hanam.dvc.rules.red_tape import is_form
from hanam.dvc.rules.red_tape import least_trips
from hanam.dvc.rules.red_tape import minutes
from hanam.dvc.rules.red_tape import Paper
from hanam.dvc.rules.red_tape import saving_a_year
from hanam.dvc.rules.red_tape import Trips
from hanam.dvc.rules.red_tape import trips
from hanam.dvc.rules.red_tape import Weights

import unittest


WEIGHTS = Weights(form=10, paper=15, trip=60)
FORM, PAPER, HELD = Paper(form=True), Paper(), Paper(held=True)


class TripsTest(unittest.TestCase):
    def test_trips_by_channel(self):
        fee = {"has_fee": True}
        sent = {"sends_result": True}
        cases = (
            ("counter", {}, Trips(1, 0, 1)),
            ("counter", {"same_day": True}, Trips(1, 0, 0)),
            ("counter", fee, Trips(1, 0, 1)),
            ("counter", sent, Trips(1, 0, 0)),
            ("online", {}, Trips(0, 0, 1)),
            ("online", fee, Trips(0, 0, 1)),
            ("online", sent, Trips(0, 0, 0)),
            ("online", fee | sent, Trips(0, 1, 0)),
            ("online", fee | sent | {"online_payment": True}, Trips(0, 0, 0)),
            ("online", {"same_day": True}, Trips(0, 0, 1)),
            ("post", fee | sent, Trips(0, 1, 0)),
        )
        for channel, facts, expected in cases:
            with self.subTest(channel=channel, **facts):
                self.assertEqual(trips(Burden(**facts), channel), expected)


class MinutesTest(unittest.TestCase):
    def test_forms_papers_and_trips_add_up(self):
        burden = Burden(papers=(FORM, PAPER, HELD), channels=("online", "counter"))
        self.assertEqual((burden.asked, burden.forms, burden.held), (3, 1, 1))
        cases = (
            ("counter", None, 10 + 30 + 120),
            ("online", None, 10 + 30 + 60),
            ("online", 8, 8 + 30 + 60),
            ("online", 0, 0 + 30 + 60),
        )
        for channel, told, expected in cases:
            with self.subTest(channel=channel, told=told):
                asked = replace(burden, form_minutes=told)
                self.assertEqual(minutes(asked, channel, WEIGHTS), expected)

    def test_a_form_is_never_held_by_the_state(self):
        self.assertEqual(Burden(papers=(Paper(form=True, held=True),)).held, 0)

    def test_a_saving_is_the_held_papers_and_the_trips_too_many(self):
        burden = Burden(
            papers=(FORM, HELD), channels=("online", "counter"), sends_result=True
        )
        self.assertEqual(least_trips(burden), 0)
        year = {"counter": 10, "online": 5}
        self.assertEqual(saving_a_year(burden, year, WEIGHTS), 10 * 75 + 5 * 15)
        self.assertEqual(burden_a_year(burden, year, WEIGHTS), 10 * 85 + 5 * 25)


class MatchingTest(unittest.TestCase):
    KINDS = (
        ("birth", ("giay khai sinh", "trich luc khai sinh")),
        ("identity", ("can cuoc", "chung minh nhan dan")),
        ("long", ("ban sao giay khai sinh",)),
    )

    def test_a_phrase_matches_whole_words_and_the_longest_wins(self):
        cases = (
            ("giay khai sinh cua con", "birth"),
            ("ban sao giay khai sinh", "long"),
            ("the can cuoc cong dan", "identity"),
            ("giay khai sinhh", ""),
            ("to trinh", ""),
            ("", ""),
        )
        for title, key in cases:
            with self.subTest(title=title):
                self.assertEqual(holder_of(title, self.KINDS), key)

    def test_a_form_is_known_by_its_first_words(self):
        for title, known in (
            ("to khai dang ky", True),
            ("don de nghi", True),
            ("don", True),
            ("donate", False),
            ("ban sao to khai", False),
        ):
            with self.subTest(title=title):
                self.assertEqual(is_form(title, ("to khai", "don")), known)
