"""Numbers without gaps, and a filing sent twice kept once, with many at work together."""

from datetime import date
from hanam.dvc.register import keys
from hanam.dvc.register import numbering
from hanam.dvc.register.errors import KeyReused
from itertools import chain
from tests.registers import in_threads
from tests.registers import on_each

import transaction
import unittest


UNIT = "000.00.12.H25"
DAY = date(2018, 10, 15)


class NumberingTests:
    def test_numbers_count_from_one(self):
        given = [numbering.next_number(UNIT, DAY) for _ in range(3)]
        self.assertEqual(given, [1, 2, 3])

    def test_each_unit_and_day_counts_for_itself(self):
        numbering.next_number(UNIT, DAY)
        others = [("000.00.13.H25", DAY), (UNIT, date(2018, 10, 16))]
        self.assertEqual([numbering.next_number(*one) for one in others], [1, 1])

    def test_an_aborted_filing_gives_its_number_back(self):
        numbering.next_number(UNIT, DAY)
        transaction.commit()
        numbering.next_number(UNIT, DAY)
        transaction.abort()
        self.assertEqual(numbering.next_number(UNIT, DAY), 2)

    def test_filings_at_the_same_time_leave_no_gap_though_some_abort(self):
        def number_some(thread):
            kept = []
            for turn in range(10):
                number = numbering.next_number(UNIT, DAY)
                if (turn + thread) % 3:
                    transaction.commit()
                    kept.append(number)
                else:
                    transaction.abort()
            return kept

        given = sorted(chain(*in_threads(4, number_some)))
        self.assertEqual(given, list(range(1, len(given) + 1)))
        self.assertGreater(len(given), 20)


class KeyTests:
    def test_a_new_key_is_ours(self):
        self.assertIsNone(keys.claim("user", "key", "digest"))

    def test_a_key_leads_to_the_dossier_it_was_used_for(self):
        self.file("code")
        self.assertEqual(keys.claim("user", "key", "digest"), "code")

    def test_a_key_of_another_user_is_another_key(self):
        self.file("code")
        self.assertIsNone(keys.claim("other", "key", "digest"))

    def test_a_key_with_another_content_is_refused(self):
        self.file("code")
        with self.assertRaises(KeyReused):
            keys.claim("user", "key", "other digest")

    def test_an_aborted_filing_gives_its_key_back(self):
        keys.claim("user", "key", "digest")
        keys.bind("user", "key", "digest", "code")
        transaction.abort()
        self.assertIsNone(keys.claim("user", "key", "digest"))

    def test_of_filings_with_one_key_at_the_same_time_one_files(self):
        def file(thread):
            known = keys.claim("user", "key", "digest")
            if known is None:
                keys.bind("user", "key", "digest", f"code {thread}")
            transaction.commit()
            return known

        found = in_threads(4, file)
        self.assertEqual(found.count(None), 1)
        (code,) = {code for code in found if code is not None}
        self.assertEqual(code, f"code {found.index(None)}")

    def file(self, code):
        keys.claim("user", "key", "digest")
        keys.bind("user", "key", "digest", code)
        transaction.commit()


globals().update(on_each(NumberingTests, KeyTests))


if __name__ == "__main__":
    unittest.main()
