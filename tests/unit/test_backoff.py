"""How long to wait before the next try."""

from hanam.dvc.rules import backoff

import unittest


class Backoff(unittest.TestCase):
    def test_the_wait_doubles_up_to_its_limit(self):
        waits = [backoff.seconds(n, 30, 200) for n in range(1, 6)]
        self.assertEqual(waits, [30, 60, 120, 200, 200])

    def test_chance_spreads_a_quarter_to_both_sides(self):
        self.assertEqual(backoff.seconds(1, 100, 1000, 0.0), 75)
        self.assertEqual(backoff.seconds(1, 100, 1000, 1.0), 125)


if __name__ == "__main__":
    unittest.main()
