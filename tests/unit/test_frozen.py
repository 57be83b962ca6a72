from hanam.dvc.rules.frozen import FrozenMap

import copy
import json
import unittest


class FrozenMapTest(unittest.TestCase):
    def test_it_reads_like_the_dict_it_was_made_of(self):
        facts = FrozenMap({"days": 3, "unit": "working_day"})
        self.assertEqual(facts, {"days": 3, "unit": "working_day"})
        self.assertNotEqual(facts, {"days": 4, "unit": "working_day"})
        self.assertEqual(list(facts), ["days", "unit"])
        self.assertIn("days", facts)
        self.assertNotIn("hours", facts)
        self.assertIsNone(facts.get("hours"))
        self.assertEqual(json.loads(json.dumps(dict(facts))), facts)
        self.assertEqual(len(FrozenMap()), 0)

    def test_it_changes_neither_itself_nor_with_its_source(self):
        source = {"days": 3}
        facts = FrozenMap(source)
        source["days"] = 4
        self.assertEqual(facts["days"], 3)
        with self.assertRaises(TypeError):
            facts["days"] = 4
        with self.assertRaises(AttributeError):
            facts.days = 4

    def test_equal_ones_are_one_key(self):
        one, other = FrozenMap({"a": 1, "b": 2}), FrozenMap({"b": 2, "a": 1})
        self.assertEqual({one: "x"}[other], "x")
        self.assertEqual(copy.deepcopy(one), one)
