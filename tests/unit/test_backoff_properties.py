"""What holds after any number of tries."""

from hanam.dvc.rules import backoff
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


class BackoffProperties(unittest.TestCase):
    @given(
        st.integers(-5, 10**6),
        st.integers(1, 3600),
        st.integers(1, 86400),
        st.floats(0, 1),
    )
    def test_it_is_at_least_a_second_and_never_much_above_the_limit(
        self, attempts, base, most, chance
    ):
        wait = backoff.seconds(attempts, base, most, chance)
        self.assertGreaterEqual(wait, 1)
        self.assertLessEqual(wait, most * 1.25 + 1)


if __name__ == "__main__":
    unittest.main()
