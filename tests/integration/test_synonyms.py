"""The words of all procedures: as editors write them, as search takes them."""

from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import search
from hanam.dvc.catalogue import synonyms
from hanam.dvc.catalogue.thesaurus import Group
from hanam.dvc.catalogue.thesaurus import Thesaurus
from hanam.dvc.catalogue.wording import changes
from hanam.dvc.testing import INTEGRATION
from pathlib import Path
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import json
import unittest


SAMPLE = Path(__file__).parents[2] / "profiles" / "demo" / "data" / "synonyms.json"
PROCEDURES = [
    {"code": "1.900001", "title": "Cấp giấy phép lái xe", "declared_level": 2},
    {"code": "1.900002", "title": "Thành lập hộ kinh doanh", "declared_level": 2},
    {"code": "1.900003", "title": "Bằng khen", "declared_level": 2},
]


class LinesTest(unittest.TestCase):
    layer = INTEGRATION

    def test_what_is_written_comes_back_as_written(self):
        text = "gplx = giấy phép lái xe\nkaraoke > an ninh, trật tự; hộ kinh doanh"
        made, problems = synonyms.understood(
            f"\n# lời ghi\n{text}\n", "làm, xin,\nở đâu"
        )
        self.assertEqual(problems, [])
        self.assertEqual(synonyms.lines(made), text)
        self.assertEqual(made.quiet, ("làm", "xin", "ở đâu"))
        self.assertEqual(synonyms.lines(synonyms.parsed(synonyms.to_text(made))), text)

    def test_each_bad_line_is_named(self):
        bad = ("một mình", "a >", "> b", "a = ?!", "a = b = A", "x " * 40 + "= y")
        _made, problems = synonyms.understood("\n".join(("t = u", *bad, "t = u")), "")
        self.assertEqual([item.line for item in problems], [2, 3, 4, 5, 6, 7, 8])

    def test_the_words_of_the_sample_are_good(self):
        data = json.loads(SAMPLE.read_text("utf-8"))
        made = synonyms.parsed(json.dumps(data))
        again, problems = synonyms.understood(
            synonyms.lines(made), ", ".join(made.quiet)
        )
        self.assertEqual(problems, [])
        self.assertGreaterEqual(len(again.groups), 80)
        self.assertEqual(synonyms.to_text(again), synonyms.to_text(made))


class KeptTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        setRoles(self.layer["portal"], TEST_USER_ID, ["Manager"])
        loading.load_procedures(PROCEDURES)

    def codes(self, q):
        return [item["code"] for item in search.find(q)[1]]

    def test_the_portal_begins_with_quiet_words_and_no_groups(self):
        kept = synonyms.thesaurus()
        self.assertIn("làm", kept.quiet)
        self.assertEqual(kept.groups, ())

    def test_search_follows_what_is_kept_at_once(self):
        self.assertEqual(self.codes("rờ tấm"), [])
        synonyms.store(Thesaurus([Group(("rờ tấm", "giấy phép lái xe"))]))
        self.assertEqual(self.codes("rờ tấm"), ["1.900001"])

    def test_keeping_the_same_again_changes_nothing(self):
        made = Thesaurus([Group(("a", "b"))])
        self.assertTrue(synonyms.store(made))
        before = synonyms.digest()
        self.assertFalse(synonyms.store(made))
        self.assertEqual(synonyms.digest(), before)

    def test_a_preview_names_the_procedures_that_rise(self):
        old = Thesaurus()
        new = Thesaurus([Group(("rờ tấm", "giấy phép lái xe"))])
        found = {change.question: change for change in changes.between(old, new)}
        self.assertEqual(set(found), {"rờ tấm"})
        change = found["rờ tấm"]
        self.assertEqual([p.title for p in change.before], [])
        self.assertEqual(
            [(p.title, p.rises) for p in change.after], [("Cấp giấy phép lái xe", True)]
        )

    def test_a_preview_answers_questions_that_stay_the_same_too(self):
        found = changes.between(Thesaurus(), Thesaurus(), ["bằng khen"])
        self.assertEqual(
            [(c.question, c.differs) for c in found], [("bằng khen", False)]
        )
