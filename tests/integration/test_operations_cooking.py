"""Templates that many threads want at once are compiled one after the other."""

from concurrent.futures import ThreadPoolExecutor
from hanam.dvc.operations import cooking
from threading import Barrier
from threading import Event
from zope.pagetemplate.pagetemplate import PageTemplate

import unittest


class Kitchen:
    """Counts how many are in it at once; the second one would let the first go on."""

    def __init__(self, patience):
        self.patience = patience
        self.inside = self.most = 0
        self.company = Event()

    def cook(self, template):
        self.inside += 1
        self.most = max(self.most, self.inside)
        if self.inside > 1:
            self.company.set()
        self.company.wait(self.patience)
        self.inside -= 1
        return template


class Cooking(unittest.TestCase):
    def most_at_once(self, cook, kitchen):
        gate = Barrier(4)

        def work(number):
            gate.wait()
            return cook(number)

        with ThreadPoolExecutor(4) as pool:
            self.assertEqual(list(pool.map(work, range(4))), [0, 1, 2, 3])
        return kitchen.most

    def test_templates_are_compiled_one_at_a_time(self):
        kitchen = Kitchen(0.05)
        cook = cooking.in_turn(kitchen.cook)
        self.assertEqual(self.most_at_once(cook, kitchen), 1)

    def test_without_it_they_are_compiled_together(self):
        kitchen = Kitchen(60)
        self.assertGreater(self.most_at_once(kitchen.cook, kitchen), 1)

    def test_a_process_that_serves_compiles_in_turn(self):
        self.addCleanup(setattr, PageTemplate, "_cook", PageTemplate._cook)
        cooking.begin()
        taken = PageTemplate._cook
        self.assertTrue(taken.in_turn)
        cooking.begin()
        self.assertIs(PageTemplate._cook, taken)


if __name__ == "__main__":
    unittest.main()
