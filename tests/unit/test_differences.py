"""What differs between two versions: rows, lines and values."""

from hanam.dvc.rules import differences
from hanam.dvc.rules.differences import Kind

import unittest


def key(row):
    return row["key"]


class Differences(unittest.TestCase):
    def test_a_row_is_known_by_its_key(self):
        found = differences.rows(
            [{"key": "a", "n": 1}, {"key": "b", "n": 1}, {"key": "c", "n": 1}],
            [{"key": "c", "n": 1}, {"key": "a", "n": 2}, {"key": "d", "n": 1}],
            key,
        )
        self.assertEqual(
            [(d.kind, (d.new or d.old)["key"], d.names) for d in found],
            [
                (Kind.SAME, "c", ()),
                (Kind.CHANGED, "a", ("n",)),
                (Kind.REMOVED, "b", ()),
                (Kind.ADDED, "d", ()),
            ],
        )

    def test_lines_that_took_each_others_place_are_changed(self):
        found = differences.lines(["một", "hai", "ba"], ["một", "hai hai", "ba", "bốn"])
        self.assertEqual(
            [d.kind for d in found], [Kind.SAME, Kind.CHANGED, Kind.SAME, Kind.ADDED]
        )

    def test_an_empty_value_is_none(self):
        self.assertEqual(differences.value("", None).kind, Kind.SAME)
        self.assertEqual(differences.value("", "x").kind, Kind.ADDED)
        self.assertEqual(differences.value("x", "").kind, Kind.REMOVED)
        self.assertEqual(differences.value("x", "y").kind, Kind.CHANGED)
