"""Citizens' phrases find what they mean, in the sample province and the national file."""

from hanam.dvc.catalogue import search
from hanam.dvc.catalogue.importing import run
from hanam.dvc.testing import SAMPLE_INTEGRATION
from pathlib import Path
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests import relevance

import os
import unittest


TESTS = Path(__file__).parents[1]
BESIDE = TESTS.parents[1] / "shared" / "data" / "national-procedures.jsonl.gz"
NATIONAL = Path(os.environ.get("DVC_NATIONAL_FILE") or BESIDE)


def codes(phrase: str) -> list[str]:
    return [item["code"] for item in search.find(phrase, size=relevance.PAGE)[1]]


class SearchRelevance(unittest.TestCase):
    layer = SAMPLE_INTEGRATION

    def known(self):
        """The phrases that mean a procedure of the sample province."""
        index = search.current()
        here = {entry.data.card["code"] for entry in index.entries}
        return [row for row in relevance.rows() if here.intersection(row["codes"])]

    def test_the_set_is_large_and_of_all_kinds(self):
        rows = relevance.rows()
        self.assertGreaterEqual(len(rows), 60)
        kinds = {row["kind"] for row in rows}
        wanted = {"abbreviation", "business", "plain", "telex", "typo", "unmarked"}
        self.assertGreaterEqual(kinds, wanted)
        self.assertGreaterEqual(sum(bool(row.get("unseen")) for row in rows), 40)

    def test_the_sample_province_answers_citizens_phrases(self):
        rows = self.known()
        self.assertGreaterEqual(len(rows), 80)
        found = relevance.measure(rows, codes)
        self.assertGreaterEqual(found.share("among_three"), 0.95, found.failed)
        self.assertGreaterEqual(found.share("on_page"), 0.97, found.failed)

    def test_raw_keys_of_an_input_method_are_understood(self):
        for phrase, code in (
            ("khai sinhs", "1.001193"),
            ("ddawng kys keets hoon", "1.000894"),
            ("khai sihn", "1.001193"),
            ("khaisinh", "1.001193"),
        ):
            self.assertIn(code, codes(phrase)[:3], phrase)

    @unittest.skipUnless(NATIONAL.exists(), f"the national file is not at {NATIONAL}")
    def test_with_the_national_file_citizens_still_find_what_they_mean(self):
        setRoles(self.layer["portal"], TEST_USER_ID, ["Manager"])
        run(self.layer["portal"], NATIONAL, publish=True)
        rows = relevance.rows()
        made_for = [row for row in rows if not row.get("unseen")]
        found = relevance.measure(made_for, codes)
        self.assertGreaterEqual(found.share("among_three"), 0.95, found.failed)
        found = relevance.measure([r for r in rows if r.get("unseen")], codes)
        self.assertGreaterEqual(found.share("among_three"), 0.75, found.failed)
