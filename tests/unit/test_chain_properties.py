"""What holds for every entry of the history, and for a tree of any size."""

from dataclasses import replace
from hanam.dvc.rules import chain
from hanam.dvc.rules import merkle
from tests.unit.properties import given
from tests.unit.properties import st
from unicodedata import normalize

import hashlib
import unittest


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
salts = st.binary(min_size=16, max_size=16).map(bytes.hex)
entries = st.builds(
    chain.Entry,
    code=words,
    no=st.integers(1, 10**6),
    at=st.datetimes(),
    action=words,
    note=words,
    name=words,
    address=words,
    salt=salts,
)
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)


class EntryProperties(unittest.TestCase):
    @given(entries, entries, hashes)
    def test_two_entries_with_one_link_say_the_same(self, one, other, previous):
        same = chain.link(previous, chain.facts_of(one)) == chain.link(
            previous, chain.facts_of(other)
        )
        self.assertEqual(same, chain.facts_of(one) == chain.facts_of(other))

    @given(entries, words)
    def test_another_note_is_another_link(self, entry, note):
        other = chain.link(chain.START, chain.facts_of(replace(entry, note=note)))
        same = normalize("NFC", note) == normalize("NFC", entry.note)
        link = chain.link(chain.START, chain.facts_of(entry))
        self.assertEqual(link == other, same)

    @given(entries, hashes, hashes)
    def test_another_past_is_another_link(self, entry, one, other):
        facts = chain.facts_of(entry)
        self.assertEqual(
            chain.link(one, facts) == chain.link(other, facts), one == other
        )


class TreeProperties(unittest.TestCase):
    @given(st.lists(hashes, min_size=1, max_size=70, unique=True), st.data())
    def test_every_leaf_climbs_to_the_root_and_no_other_does(self, leaves, data):
        tree, root = merkle.levels(leaves), merkle.root(leaves)
        index = data.draw(st.integers(0, len(leaves) - 1))
        steps, count = merkle.path(tree, index), len(leaves)
        self.assertEqual(merkle.climb(leaves[index], index, count, steps), root)
        other = hashlib.sha256(leaves[index].encode()).hexdigest()
        self.assertNotEqual(merkle.climb(other, index, count, steps), root)
        self.assertIsNone(merkle.climb(leaves[index], count, count, steps))
        self.assertIsNone(merkle.climb(leaves[index], index, count, [*steps, other]))


if __name__ == "__main__":
    unittest.main()
