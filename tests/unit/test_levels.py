from dataclasses import replace
from hanam.dvc.rules.levels import blockers
from hanam.dvc.rules.levels import LATER_TERMS
from hanam.dvc.rules.levels import LevelFacts
from hanam.dvc.rules.levels import online_level
from itertools import product

import unittest


FULL = LevelFacts(
    information=True,
    forms=True,
    online_form=True,
    channel=True,
    has_fee=True,
    online_payment=True,
    result_by_post=True,
)


class LevelTest(unittest.TestCase):
    def test_each_level_needs_what_the_decree_says(self):
        cases = (
            ({}, 4),
            ({"online_payment": False}, 3),
            ({"online_form": False}, 2),
            ({"channel": False}, 2),
            ({"forms": False}, 1),
            ({"information": False}, 1),
            ({"online_payment": False, "has_fee": False}, 4),
            ({"result_by_post": False}, 4),
            ({"result_by_post": False, "result_in_person": False}, 3),
            (
                {
                    "result_by_post": False,
                    "result_in_person": False,
                    "result_online": True,
                },
                4,
            ),
        )
        for changes, level in cases:
            with self.subTest(**changes):
                self.assertEqual(online_level(replace(FULL, **changes)), level)

    def test_blockers_are_named_lowest_level_first(self):
        nothing = LevelFacts(has_fee=True, result_in_person=False)
        self.assertEqual(blockers(nothing, 1), ("information",))
        self.assertEqual(blockers(nothing, 2), ("information", "forms"))
        self.assertEqual(
            blockers(nothing, 3), ("information", "forms", "online_form", "channel")
        )
        self.assertEqual(
            blockers(nothing, 4),
            (
                "information",
                "forms",
                "online_form",
                "channel",
                "online_payment",
                "result",
            ),
        )
        self.assertEqual(blockers(FULL, 4), ())

    def test_a_level_is_reached_exactly_when_nothing_blocks_it(self):
        for values in product((False, True), repeat=9):
            facts = LevelFacts(*values)
            for wanted in (2, 3, 4):
                with self.subTest(facts=facts, wanted=wanted):
                    reached = online_level(facts) >= wanted
                    self.assertEqual(reached, not blockers(facts, wanted))

    def test_every_level_has_a_later_term(self):
        self.assertEqual(
            [LATER_TERMS[level] for level in (1, 2, 3, 4)],
            ["information", "information", "partial", "full"],
        )
