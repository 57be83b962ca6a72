"""When a question is asked, read from what designers write."""

from hanam.dvc.rules import conditions
from hanam.dvc.rules.conditions import All
from hanam.dvc.rules.conditions import Any
from hanam.dvc.rules.conditions import ConditionError
from hanam.dvc.rules.conditions import holds
from hanam.dvc.rules.conditions import normal
from hanam.dvc.rules.conditions import Not
from hanam.dvc.rules.conditions import parse
from hanam.dvc.rules.conditions import possible
from hanam.dvc.rules.conditions import Test
from hanam.dvc.rules.conditions import unmet
from tests.unit.properties import given
from tests.unit.properties import st

import unittest


ANSWERS = {
    "loai": ("b",),
    "muc": ("x", "y"),
    "so": ("12",),
    "ngay": ("2018-08-31",),
    "co": ("1",),
    "ten": ("Phủ Lý",),
    "case": ("lai",),
    "applicant.kind": ("citizen",),
}
HOLDS = (
    ("loai", True),
    ("loai = b", True),
    ("loai=b", True),
    ("loai = a", False),
    ("loai != a", True),
    ("loai != b", False),
    ("loai in (a, b)", True),
    ("loai not in (a, b)", False),
    ("loai thuộc (a, c)", False),
    ("muc = y", True),
    ("muc = z", False),
    ("so > 9", True),
    ("so >= 12", True),
    ("so < 12", False),
    ("so = 12.0", True),
    ("ngay < 1/9/2018", True),
    ("ngay >= 2018-09-01", False),
    ("ten = Phủ Lý", True),
    ('ten = "Phủ Lý" and co', True),
    ("chua", False),
    ("chua empty", True),
    ("chua is empty", True),
    ("chua trống", True),
    ("so is not empty", True),
    ("chua != x", True),
    ("chua > 3", False),
    ("chua < 3", False),
    ("not co", False),
    ("co = 1", True),
    ("loai = a or so > 9 and co", True),
    ("(loai = a or so > 9) and not co", False),
    ("loai = a hoặc không (so > 20 và co)", True),
    ("case = lai", True),
    ("applicant.kind = organisation", False),
)
REFUSED = (
    ("", "name"),
    ("= b", "name"),
    ("Loai = b", "name"),
    ("loai =", "value"),
    ("loai = b )", "end"),
    ("(loai = b", "bracket"),
    ("loai in a", "bracket"),
    ("loai in (a", "bracket"),
    ("loai not", "value"),
    ("loai = b and", "name"),
    ("loai = b co", None),
    ('loai = "b', "end"),
    ("a.b.c = 1", "name"),
    (" or ".join(["a"] * 21), "too_long"),
    ("(" * 40 + "a" + ")" * 40, "too_long"),
    ("a = " + "b" * 600, "too_long"),
)


def answers(name):
    return ANSWERS.get(name, ())


class ReadingTest(unittest.TestCase):
    def test_what_designers_write_means_what_it_says(self):
        for text, wanted in HOLDS:
            with self.subTest(text=text):
                self.assertIs(holds(parse(text), answers), wanted)

    def test_what_cannot_be_read_is_refused_with_its_reason(self):
        for text, reason in REFUSED:
            with self.subTest(text=text[:40]):
                if reason is None:
                    self.assertEqual(parse(text), Test("loai", "=", ("b co",)))
                    continue
                with self.assertRaises(ConditionError) as caught:
                    parse(text)
                self.assertEqual(caught.exception.reason, reason)
                self.assertIn(reason, conditions.REASONS)

    def test_the_names_it_asks_about_are_told_once(self):
        found = conditions.names(parse("a = 1 and (b or not a) or case = lai"))
        self.assertEqual(found, ("a", "b", "case"))


class CircleTest(unittest.TestCase):
    def test_a_circle_is_found_and_a_chain_is_none(self):
        self.assertEqual(conditions.circle({"a": ["b"], "b": ["c"], "c": []}), ())
        self.assertEqual(
            set(conditions.circle({"a": ["b"], "b": ["c"], "c": ["b"]})), {"b", "c"}
        )
        self.assertEqual(conditions.circle({"a": ["a"]}), ("a",))


class PossibleTest(unittest.TestCase):
    domains = {"loai": (("a",), ("b",)), "so": ((), ("5",), ("6",), ("4",))}

    def test_what_some_answers_meet_is_possible(self):
        self.assertTrue(possible([parse("loai = a and so > 5")], self.domains))

    def test_what_no_answer_meets_is_not(self):
        for text in ("loai = c", "loai = a and loai = b", "so > 6", "chua"):
            with self.subTest(text=text):
                self.assertFalse(possible([parse(text)], self.domains))

    def test_several_conditions_have_to_hold_together(self):
        both = [parse("loai = a"), parse("loai != a")]
        self.assertFalse(possible(both, self.domains))


word = st.text("abcdxyz_0123456789", min_size=1, max_size=5).map(
    lambda text: f"n{text}"
)
value = st.text(max_size=8).filter(lambda text: '"' not in text)
test = st.builds(
    Test,
    word,
    st.sampled_from(("=", "<", "<=", ">", ">=")),
    value.map(lambda text: (text,)),
) | st.builds(Test, word, st.just("given"))
many = st.builds(Test, word, st.just("="), st.tuples(value, value))


def grow(part):
    parts = st.lists(part, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, part) | st.builds(All, parts) | st.builds(Any, parts)


expressions = st.recursive(test | many, grow, max_leaves=6)


def flat(item):
    """The same condition with brackets that change nothing left out."""
    if isinstance(item, Not):
        return Not(flat(item.part))
    if isinstance(item, Test):
        return item
    return type(item)(tuple(flat(part) for part in item.parts))


class PropertiesTest(unittest.TestCase):
    @given(expressions)
    def test_every_condition_can_be_written_down_and_read_again(self, item):
        text = normal(item)
        if len(text) > conditions.LONGEST:
            return
        try:
            found = parse(text)
        except ConditionError as error:
            self.assertEqual(error.reason, "too_long")
        else:
            self.assertEqual(normal(found), text)

    @given(st.text(max_size=60) | st.text('ab=<>!()" ,andornt.1', max_size=40))
    def test_any_text_is_a_condition_or_says_why_not(self, text):
        try:
            found = parse(text)
        except ConditionError as error:
            self.assertIn(error.reason, conditions.REASONS)
        else:
            self.assertIn(holds(found, lambda name: ()), (True, False))

    @given(expressions, st.dictionaries(word, value.map(lambda text: (text,))))
    def test_it_is_unmet_just_when_one_of_the_groups_holds(self, item, known):
        def given_to(name):
            return known.get(name, ())

        groups = unmet(item)
        if groups is None:
            return
        told = any(
            all(conditions.meets(one, given_to(one.name)) is met for one, met in group)
            for group in groups
        )
        self.assertIs(told, not holds(item, given_to))
