from hanam.dvc.rules import brakes

import unittest


class BrakesTest(unittest.TestCase):
    def test_time_is_cut_into_windows(self):
        self.assertEqual(brakes.place(1205, 600), (2, 5))

    def test_below_the_limit_nobody_waits(self):
        self.assertEqual(brakes.wait(0, 0, 0, 600, 1), 0)
        self.assertEqual(brakes.wait(0, 9, 10, 600, 10), 0)

    def test_at_the_limit_one_waits_into_the_next_window(self):
        seconds = brakes.wait(0, 10, 100, 600, 10)
        self.assertGreater(seconds, 500)
        # After that time one more is allowed, a little earlier it is not.
        self.assertEqual(brakes.wait(10, 0, seconds - 500, 600, 10), 0)

    def test_the_window_before_counts_as_far_as_it_reaches(self):
        self.assertGreater(brakes.wait(10, 0, 0, 600, 10), 0)
        self.assertEqual(brakes.wait(10, 0, 300, 600, 10), 0)
        self.assertGreater(brakes.wait(10, 5, 300, 600, 10), 0)
        self.assertEqual(brakes.wait(10, 4, 300, 600, 10), 0)

    def test_whoever_waits_as_told_may_go_on(self):
        for before in range(30):
            for now in range(30):
                for since in (0, 1, 299.5, 599):
                    seconds = brakes.wait(before, now, since, 600, 12)
                    later = since + seconds
                    if later < 600:
                        left = brakes.wait(before, now, later, 600, 12)
                    elif later < 1200:
                        left = brakes.wait(now, 0, later - 600, 600, 12)
                    else:
                        left = 0
                    with self.subTest(before=before, now=now, since=since):
                        self.assertEqual(left, 0)

    def test_no_border_lets_anybody_do_twice_as_much(self):
        done = []
        second = 0
        while second < 3600:
            before = sum(at // 600 == second // 600 - 1 for at in done)
            now = sum(at // 600 == second // 600 for at in done)
            if not brakes.wait(before, now, second % 600, 600, 20):
                done.append(second)
            second += 1
        for start in range(3000):
            within = sum(start <= at < start + 600 for at in done)
            self.assertLessEqual(within, 30)
