"""What holds for every text and every value."""

from hanam.dvc.rules import message_text
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


class MessageTextProperties(unittest.TestCase):
    @given(st.text(), st.dictionaries(st.sampled_from(["a", "b"]), st.text()))
    def test_any_text_can_be_filled_in(self, text, values):
        self.assertIsInstance(message_text.fill(text, values), str)

    @given(st.text(alphabet=st.characters(exclude_characters="$\r")))
    def test_a_text_without_names_keeps_its_words(self, text):
        self.assertEqual(message_text.fill(text, {}).split(), text.split())


if __name__ == "__main__":
    unittest.main()
