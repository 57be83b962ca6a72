"""What holds for every fee, however its formula is written."""

from hanam.dvc.rules.fee_formula import FormulaError
from hanam.dvc.rules.fee_formula import normal
from hanam.dvc.rules.fee_formula import parse
from hanam.dvc.rules.fees import Because
from hanam.dvc.rules.fees import compute
from hanam.dvc.rules.fees import FeeChange
from hanam.dvc.rules.fees import FeeFacts
from hanam.dvc.rules.fees import FeeRow
from hanam.dvc.rules.fees import FeeStep
from hanam.dvc.rules.fees import FeeUnit
from hanam.dvc.rules.fees import part
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


KEYS = ("online", "counter", "post")
amounts = st.integers(0, 20_000_000)
counts = st.integers(0, 400)
keys = st.sampled_from(("", *KEYS))


@st.composite
def changes(draw):
    return FeeChange(
        draw(st.sampled_from(Because)),
        draw(st.sampled_from(KEYS)),
        *draw(
            st.tuples(amounts, st.none()) | st.tuples(st.none(), st.integers(0, 100))
        ),
    )


@st.composite
def rows(draw):
    unit = draw(st.sampled_from(FeeUnit))
    starts = [1] if unit == FeeUnit.FIXED else [1, *draw(st.sets(st.integers(2, 300)))]
    steps = tuple(FeeStep(start, draw(amounts)) for start in sorted(starts))
    said = {
        (one.because, one.key): one for one in draw(st.lists(changes(), max_size=6))
    }
    by_range = unit != FeeUnit.FIXED and draw(st.booleans())
    cap = draw(st.none() | amounts)
    return FeeRow("", unit, steps, cap, by_range, tuple(said.values()))


facts = st.builds(FeeFacts, counts, counts, counts, counts, keys, keys, keys)


class FeePropertiesTest(unittest.TestCase):
    @given(rows())
    def test_every_row_can_be_written_down_and_read_again(self, row):
        self.assertEqual(parse(normal(row)), row)

    @given(rows(), facts)
    def test_the_last_step_tells_the_amount_and_none_is_less_than_nothing(
        self, row, known
    ):
        found = compute(row, known)
        self.assertEqual(found.trace[-1].amount, found.amount)
        self.assertGreaterEqual(min(line.amount for line in found.trace), 0)

    @given(rows(), facts)
    def test_the_parts_add_up_to_their_sum(self, row, known):
        trace = compute(row, known).trace
        parts = [line.amount for line in trace if line.rule == "each"]
        sums = [line.amount for line in trace if line.rule == "sum"]
        self.assertEqual(len(sums), 1 if len(parts) > 1 else 0)
        for found in sums:
            self.assertEqual(found, sum(parts))

    @given(rows(), facts, st.integers(0, 400))
    def test_without_ranges_more_never_costs_less(self, row, known, more):
        if row.by_range:
            return
        bigger = FeeFacts(
            known.copies + more,
            known.pages + more,
            known.rooms + more,
            known.items + more,
            known.group,
            known.area,
            known.channel,
        )
        self.assertGreaterEqual(compute(row, bigger).amount, compute(row, known).amount)

    @given(amounts, st.integers(0, 1000))
    def test_a_part_is_within_half_a_dong(self, sum_, percent):
        self.assertLessEqual(abs(part(sum_, percent) * 100 - sum_ * percent), 50)

    @given(st.text(max_size=80) | st.text("fixedpag roum0123,% \n", max_size=60))
    def test_any_text_is_a_formula_or_says_which_line_is_wrong(self, text):
        try:
            row = parse(text)
        except FormulaError as error:
            self.assertGreaterEqual(error.line, 1)
        else:
            self.assertEqual(parse(normal(row)), row)
