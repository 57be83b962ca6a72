"""Entries of the history as bytes, their links, and the tree of a day."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from hanam.dvc.rules import chain
from hanam.dvc.rules import merkle
from hanam.dvc.rules.seals import Day
from hanam.dvc.rules.seals import in_groups
from unicodedata import normalize

import hashlib
import unittest


SALT = "00112233445566778899aabbccddeeff"
ENTRY = chain.Entry(
    code="000.00.91.H25-180910-0001",
    no=1,
    at=datetime(2018, 9, 10, 9),
    action="submit",
    target="submitted",
    actor="citizen",
    name="Nguyễn Thị Mẫu",
    salt=SALT,
)


class EntryTest(unittest.TestCase):
    def test_the_bytes_of_an_entry_are_those_of_the_format(self):
        facts = chain.facts_of(ENTRY)
        self.assertTrue(
            chain.canonical(facts | dict.fromkeys(chain.CLOSED, "x")).startswith(
                b'{"action":"submit","actor":"x","address":"x","agency":"",'
                b'"at":"2018-09-10T09:00:00","code":"000.00.91.H25-180910-0001",'
                b'"format":"hanam.dvc/history/1","from":"","name":"x","no":1,'
            )
        )

    def test_a_link_is_the_hash_over_the_one_before_and_the_bytes(self):
        facts = chain.facts_of(ENTRY)
        expected = hashlib.sha256(bytes(32) + chain.canonical(facts)).hexdigest()
        self.assertEqual(chain.link(chain.START, facts), expected)

    def test_what_is_closed_does_not_stand_in_the_facts(self):
        self.assertNotIn("Nguyễn", str(chain.facts_of(ENTRY)))

    def test_a_disclosed_fact_proves_itself_and_opens_no_other(self):
        facts = chain.facts_of(ENTRY)
        told = chain.disclosed(ENTRY, ["name"])
        self.assertEqual(
            chain.commitment(told["name"]["opening"], "Nguyễn Thị Mẫu"), facts["name"]
        )
        self.assertNotEqual(
            chain.commitment(told["name"]["opening"], ""), facts["note"]
        )

    def test_both_spellings_of_a_letter_are_one(self):
        apart = replace(ENTRY, name=normalize("NFD", ENTRY.name))
        self.assertEqual(chain.facts_of(apart), chain.facts_of(ENTRY))


class TreeTest(unittest.TestCase):
    def test_the_tree_of_nothing_is_that_of_the_rfc(self):
        self.assertEqual(merkle.root([]), hashlib.sha256(b"").hexdigest())

    def test_three_leaves_hang_as_in_the_rfc(self):
        one, two, three = (hashlib.sha256(bytes([n])).hexdigest() for n in range(3))
        self.assertEqual(
            merkle.root([one, two, three]), merkle.node(merkle.node(one, two), three)
        )

    def test_the_roots_are_those_of_known_answers(self):
        # From the test vectors of Certificate Transparency: the first leaf, and all eight.
        data = (
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        )  # fmt: skip
        leaves = [
            hashlib.sha256(b"\0" + bytes.fromhex(one)).hexdigest() for one in data
        ]
        self.assertEqual(
            merkle.root(leaves[:1]),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        )
        self.assertEqual(
            merkle.root(leaves),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        )

    def test_the_same_head_hides_behind_another_number(self):
        head = "ab" * 32
        self.assertNotEqual(merkle.leaf("00" * 16, head), merkle.leaf("01" * 16, head))


class DayTest(unittest.TestCase):
    def test_a_day_holds_on_to_the_one_before(self):
        day = Day(date(2018, 9, 10), 3, "ab" * 32, chain.START)
        self.assertNotEqual(day.hash, replace(day, previous="01" * 32).hash)
        self.assertNotEqual(day.hash, replace(day, count=2).hash)

    def test_a_hash_is_printed_in_groups(self):
        self.assertEqual(in_groups("0123456789abcdef"), "01234567 89abcdef")


if __name__ == "__main__":
    unittest.main()
