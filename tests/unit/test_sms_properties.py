"""What holds for every short message."""

from hanam.dvc.rules import sms
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


class SmsProperties(unittest.TestCase):
    @given(st.text(alphabet="aăâđêôơưàáảãạăằắẳẵặ 0123456789ĐƯƠ.,:/-"))
    def test_plain_vietnamese_is_always_cheap_and_as_long(self, text):
        bare = sms.plain(text)
        self.assertTrue(sms.is_gsm7(bare))
        self.assertEqual(len(bare), len(text))
        self.assertEqual(sms.plain(bare), bare)

    @given(st.text(), st.text())
    def test_more_text_never_costs_less(self, text, more):
        self.assertLessEqual(sms.size(text).parts, sms.size(text + more).parts)

    @given(st.text(min_size=1))
    def test_the_parts_hold_the_whole(self, text):
        size = sms.size(text)
        room = 70 if size.unicode else 160
        part = 67 if size.unicode else 153
        self.assertLessEqual(
            size.length, room if size.parts == 1 else part * size.parts
        )
        if size.parts > 1:
            self.assertGreater(size.length, (part - 1) * (size.parts - 1))


if __name__ == "__main__":
    unittest.main()
