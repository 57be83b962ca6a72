from hanam.dvc.rules.fees import amount
from hanam.dvc.rules.fees import FeeFacts
from hanam.dvc.rules.fees import FeeRow
from hanam.dvc.rules.fees import FeeStep
from hanam.dvc.rules.fees import FeeUnit
from hanam.dvc.rules.fees import fixed
from hanam.dvc.rules.fees import total

import unittest


CERTIFIED_COPY = FeeRow(
    "certified_copy",
    FeeUnit.PAGE,
    (FeeStep(1, 2_000), FeeStep(3, 1_000)),
    cap=200_000,
)
EXTRACT = FeeRow("extract", FeeUnit.COPY, (FeeStep(1, 8_000),))
CRIMINAL_RECORD = (
    fixed("criminal_record", 200_000),
    FeeRow("more_sheets", FeeUnit.COPY, (FeeStep(1, 0), FeeStep(3, 5_000))),
)


class FeeTest(unittest.TestCase):
    def test_a_certified_copy_costs_by_the_page_up_to_its_cap(self):
        cases = (
            (1, 1, 2_000),
            (1, 2, 4_000),
            (1, 3, 5_000),
            (1, 10, 12_000),
            (1, 198, 200_000),
            (1, 199, 200_000),
            (1, 1_000, 200_000),
            (3, 3, 15_000),
            (2, 1_000, 400_000),
            (0, 3, 0),
            (1, 0, 0),
        )
        for copies, pages, expected in cases:
            with self.subTest(copies=copies, pages=pages):
                facts = FeeFacts(copies, pages)
                self.assertEqual(amount(CERTIFIED_COPY, facts), expected)

    def test_an_extract_costs_by_the_copy(self):
        self.assertEqual(amount(EXTRACT, FeeFacts(copies=3, pages=9)), 24_000)

    def test_more_sheets_cost_from_the_third(self):
        for copies, expected in ((1, 200_000), (2, 200_000), (4, 210_000)):
            with self.subTest(copies=copies):
                self.assertEqual(total(CRIMINAL_RECORD, FeeFacts(copies)), expected)

    def test_rows_are_added_up(self):
        rows = (fixed("fee", 650_000), CERTIFIED_COPY, EXTRACT)
        self.assertEqual(total(rows, FeeFacts(copies=2, pages=3)), 676_000)
        self.assertEqual(total(rows), 660_000)
        self.assertEqual(total(()), 0)

    def test_a_fixed_amount_may_have_a_cap(self):
        row = FeeRow("capped", FeeUnit.FIXED, (FeeStep(1, 300),), cap=200)
        self.assertEqual(amount(row, FeeFacts()), 200)

    def test_a_table_out_of_order_is_refused(self):
        cases = (
            (FeeUnit.PAGE, ()),
            (FeeUnit.PAGE, (FeeStep(2, 1_000),)),
            (FeeUnit.PAGE, (FeeStep(1, 1_000), FeeStep(1, 2_000))),
            (FeeUnit.PAGE, (FeeStep(1, 1), FeeStep(5, 1), FeeStep(3, 1))),
            (FeeUnit.PAGE, (FeeStep(1, -1),)),
            (FeeUnit.FIXED, (FeeStep(1, 1_000), FeeStep(3, 2_000))),
        )
        for unit, steps in cases:
            with self.subTest(unit=unit, steps=steps), self.assertRaises(ValueError):
                FeeRow("bad", unit, steps)
        with self.assertRaises(ValueError):
            FeeFacts(copies=-1)
