"""What holds for every text of a reader and any number of answers."""

from hanam.dvc.rules.opinions import harmless
from hanam.dvc.rules.opinions import trouble
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


votes = st.integers(0, 10_000)


class OpinionsProperties(unittest.TestCase):
    @given(st.text(), st.integers(2, 300))
    def test_no_digit_and_no_sign_of_an_address_is_kept(self, text, longest):
        kept = harmless(text, longest)
        self.assertLessEqual(len(kept), longest)
        self.assertFalse(any(c.isdecimal() for c in kept))
        self.assertNotRegex(kept, r"\S@\S")
        self.assertTrue(all(c.isprintable() for c in kept))

    @given(votes, votes)
    def test_one_more_no_is_never_less_trouble(self, useful, not_useful):
        before = trouble(useful, not_useful)
        self.assertGreaterEqual(trouble(useful, not_useful + 1), before - 1e-12)
        self.assertLessEqual(trouble(useful + 1, not_useful), before + 1e-12)


if __name__ == "__main__":
    unittest.main()
