"""Who stands for whom: a merge of communes, a split department, an abolished district."""

from datetime import date
from hanam.dvc.rules.succession import Body
from hanam.dvc.rules.succession import chain
from hanam.dvc.rules.succession import heirs
from hanam.dvc.rules.succession import origins
from hanam.dvc.rules.succession import predecessors
from hanam.dvc.rules.succession import problems
from hanam.dvc.rules.succession import rebase
from hanam.dvc.rules.succession import stands_for
from hanam.dvc.rules.succession import Wrong

import unittest


LAST_2019, FIRST_2020 = date(2019, 12, 31), date(2020, 1, 1)
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def bodies(*found):
    return {body.key: body for body in found}


def ended(key, *successors, main="", end=LAST, begin=None):
    return Body(key, begin, end, successors, main)


# Two communes became one in 2020, that one and a third another in 2025; the district of
# all three was shared out among two of 2025.
PROVINCE = bodies(
    ended("nhan-hung", "tran-hung-dao", end=LAST_2019),
    ended("nhan-dao", "tran-hung-dao", end=LAST_2019),
    ended("tran-hung-dao", "tran-thuong", begin=FIRST_2020),
    ended("nhan-nghia", "tran-thuong"),
    ended("vinh-tru", "vinh-tru-moi"),
    ended("huyen-ly-nhan", "tran-thuong", "vinh-tru-moi", main="vinh-tru-moi"),
    Body("tran-thuong", FIRST),
    Body("vinh-tru-moi", FIRST),
    Body("so-tu-phap"),
    ended("so-khong-con"),
)


class StandsForTest(unittest.TestCase):
    def test_who_stands_for_whom_on_which_day(self):
        cases = (
            ("nhan-hung", date(2018, 9, 1), "nhan-hung"),
            ("nhan-hung", LAST_2019, "nhan-hung"),
            ("nhan-hung", FIRST_2020, "tran-hung-dao"),
            ("nhan-hung", LAST, "tran-hung-dao"),
            ("nhan-hung", FIRST, "tran-thuong"),
            ("nhan-nghia", LAST, "nhan-nghia"),
            ("nhan-nghia", FIRST, "tran-thuong"),
            ("huyen-ly-nhan", FIRST, "vinh-tru-moi"),
            ("so-tu-phap", FIRST, "so-tu-phap"),
            ("so-khong-con", FIRST, "so-khong-con"),
            ("tran-thuong", date(2018, 9, 1), "tran-thuong"),
            ("nobody", FIRST, "nobody"),
        )
        for key, day, expected in cases:
            with self.subTest(key=key, day=day):
                self.assertEqual(stands_for(PROVINCE, key, day), expected)

    def test_the_chain_names_everybody_in_between(self):
        self.assertEqual(
            chain(PROVINCE, "nhan-hung", FIRST),
            ("nhan-hung", "tran-hung-dao", "tran-thuong"),
        )
        self.assertEqual(chain(PROVINCE, "so-tu-phap", FIRST), ("so-tu-phap",))

    def test_a_successor_knows_for_whom_it_stands(self):
        self.assertEqual(
            origins(PROVINCE, "tran-thuong", FIRST),
            ("nhan-hung", "nhan-dao", "tran-hung-dao", "nhan-nghia"),
        )
        self.assertEqual(
            origins(PROVINCE, "tran-hung-dao", FIRST_2020), ("nhan-hung", "nhan-dao")
        )
        self.assertEqual(origins(PROVINCE, "tran-thuong", LAST), ())

    def test_an_ended_one_is_shared_out_among_all_its_successors(self):
        self.assertEqual(
            heirs(PROVINCE, "huyen-ly-nhan", FIRST), ("tran-thuong", "vinh-tru-moi")
        )
        self.assertEqual(heirs(PROVINCE, "huyen-ly-nhan", LAST), ("huyen-ly-nhan",))
        self.assertEqual(heirs(PROVINCE, "nhan-hung", FIRST), ("tran-thuong",))
        self.assertEqual(heirs(PROVINCE, "so-khong-con", FIRST), ())
        ring = bodies(ended("a", "b"), ended("b", "a"))
        self.assertEqual(heirs(ring, "a", FIRST), ())

    def test_the_predecessors_are_those_that_name_it(self):
        self.assertEqual(
            predecessors(PROVINCE, "vinh-tru-moi"), ("vinh-tru", "huyen-ly-nhan")
        )

    def test_several_successors_without_a_main_one_leave_it_alone(self):
        both = bodies(ended("a", "b", "c"), Body("b"), Body("c"))
        self.assertEqual(stands_for(both, "a", FIRST), "a")

    def test_a_chain_that_comes_back_does_not_run_for_ever(self):
        ring = bodies(ended("a", "b"), ended("b", "c"), ended("c", "a"))
        self.assertEqual(stands_for(ring, "a", FIRST), "c")


class RebaseTest(unittest.TestCase):
    def test_figures_of_the_old_are_added_to_those_of_who_stands_for_them(self):
        counts = {"nhan-hung": (1, 4), "nhan-nghia": (0, 2), "so-tu-phap": (5, 9)}
        self.assertEqual(
            rebase(counts, PROVINCE, FIRST),
            {"tran-thuong": (1, 6), "so-tu-phap": (5, 9)},
        )
        self.assertEqual(rebase(counts, PROVINCE, date(2018, 9, 1)), counts)


class ProblemsTest(unittest.TestCase):
    def test_a_sound_province_has_no_problems(self):
        self.assertEqual(problems(PROVINCE), ())

    def test_everything_that_is_wrong_is_named(self):
        new = Body("new", FIRST)
        late = Body("late", date(2025, 8, 1))
        over = ended("over", end=date(2024, 1, 1))
        cases = (
            (Wrong.ORDER, "", [Body("a", FIRST, LAST)]),
            (Wrong.OPEN, "", [Body("a", successors=("new",)), new]),
            (Wrong.SELF, "a", [ended("a", "a")]),
            (Wrong.TWICE, "new", [ended("a", "new", "new"), new]),
            (Wrong.MAIN, "", [ended("a", "new", "b"), new, Body("b")]),
            (Wrong.MAIN, "", [ended("a", "new", "b", main="x"), new, Body("b")]),
            (Wrong.UNKNOWN, "b", [ended("a", "b")]),
            (Wrong.HOLE, "late", [ended("a", "late"), late]),
            (Wrong.OVER, "over", [ended("a", "over"), over]),
        )
        for wrong, other, found in cases:
            with self.subTest(wrong=wrong):
                told = [
                    (one.wrong, one.key, one.other) for one in problems(bodies(*found))
                ]
                self.assertEqual(told, [(wrong, "a", other)])

    def test_a_cycle_is_named_for_each_of_its_members(self):
        ring = bodies(
            ended("a", "b"), ended("b", "c"), ended("c", "a"), ended("d", "a")
        )
        found = [one.key for one in problems(ring) if one.wrong == Wrong.CYCLE]
        self.assertEqual(found, ["a", "b", "c"])

    def test_a_successor_may_have_been_there_before(self):
        self.assertEqual(problems(bodies(ended("a", "b"), Body("b", FIRST_2020))), ())
