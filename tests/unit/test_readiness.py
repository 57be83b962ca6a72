from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import with_done
from hanam.dvc.rules.readiness import checklist
from hanam.dvc.rules.readiness import Gain
from hanam.dvc.rules.readiness import readiness
from hanam.dvc.rules.readiness import Service
from hanam.dvc.rules.readiness import simulate

import unittest


WEIGHTS = {
    "information": 20,
    "forms": 10,
    "online_form": 30,
    "channel": 10,
    "online_payment": 20,
    "result": 10,
}
THIRD = LevelFacts(
    information=True, forms=True, online_form=True, channel=True, has_fee=True
)
SECOND = LevelFacts(information=True, forms=True)


class ReadinessTest(unittest.TestCase):
    def test_readiness_is_the_weight_of_what_is_met(self):
        cases = (
            (LevelFacts(result_in_person=False), 0),
            (LevelFacts(), 12),
            (SECOND, 50),
            (LevelFacts(information=True, forms=True, has_fee=True), 40),
            (THIRD, 80),
            (with_done(THIRD, ["online_payment"]), 100),
        )
        for facts, score in cases:
            with self.subTest(facts=facts):
                self.assertEqual(readiness(facts, WEIGHTS), score)

    def test_weights_that_weigh_nothing_are_refused(self):
        for weights in ({}, {"forms": 0}, {"forms": -1, "result": 3}):
            with self.subTest(weights=weights), self.assertRaises(ValueError):
                readiness(SECOND, weights)

    def test_payment_is_no_item_where_there_is_no_fee(self):
        names = [item.condition for item in checklist(SECOND)]
        self.assertNotIn("online_payment", names)
        self.assertIn("online_payment", [item.condition for item in checklist(THIRD)])


class SimulationTest(unittest.TestCase):
    def test_only_procedures_that_rise_count_with_all_their_dossiers(self):
        paid = Service(THIRD, {"online": 30, "counter": 70})
        form = Service(SECOND, {"counter": 400})
        full = Service(with_done(THIRD, ["online_payment"]), {"online": 9})
        cases = (
            (["online_payment"], 4, Gain(1, 100, {"online": 30, "counter": 70})),
            (["online_form"], 4, Gain(0, 0, {})),
            (["online_form", "channel"], 4, Gain(1, 400, {"counter": 400})),
            (
                ["online_form", "channel", "online_payment"],
                4,
                Gain(2, 500, {"online": 30, "counter": 470}),
            ),
            (["online_form", "channel"], 3, Gain(1, 400, {"counter": 400})),
            ([], 4, Gain(0, 0, {})),
        )
        for done, wanted, gain in cases:
            with self.subTest(done=done, wanted=wanted):
                self.assertEqual(simulate([paid, form, full], done, wanted), gain)
