"""Versions of a declaration are kept once, under what they say."""

from hanam.dvc.catalogue import declaration as rows
from hanam.dvc.catalogue import loading
from hanam.dvc.catalogue import lookup
from hanam.dvc.catalogue.declarations import keeping
from hanam.dvc.catalogue.declarations import lists
from hanam.dvc.filing import declaration
from hanam.dvc.filing import duration
from hanam.dvc.testing import INTEGRATION
from plone import api
from tests.declared import GOODS
from tests.dossiers import build_world
from tests.filing import CODE
from tests.filing import KINDS
from zope.interface import Invalid

import unittest


class VersionsTest(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        build_world(self.layer["portal"])
        self.procedure = lookup.procedure(CODE)
        self.form = self.load(GOODS)

    def load(self, data):
        with api.env.adopt_roles(["Manager"]):
            return loading.load_declaration(self.procedure, data)

    def test_the_same_questions_are_the_same_version(self):
        first, before = keeping.live(self.form), keeping.all_of(self.form)
        self.load(GOODS)
        keeping.publish(self.form)
        self.assertEqual(keeping.live(self.form), first)
        self.assertEqual(keeping.all_of(self.form), before)

    def test_what_the_editor_writes_without_a_change_is_no_change(self):
        self.form.fields_model = keeping.normal(self.form.fields_model)
        self.assertFalse(keeping.is_changed(self.form))

    def test_an_earlier_version_can_be_read_and_becomes_live_again(self):
        first = keeping.live(self.form)
        self.load(KINDS)
        self.assertNotEqual(keeping.live(self.form), first)
        names = [field.name for field in declaration.fields_of(self.form, first)]
        self.assertIn("hang", names)
        self.assertNotIn("hang", [f.name for f in declaration.fields_of(self.form)])
        keeping.restore(self.form, first)
        self.assertTrue(keeping.is_changed(self.form))
        self.assertEqual(keeping.publish(self.form).digest, first)
        self.assertEqual(keeping.live(self.form), first)

    def test_an_edit_is_not_live_and_an_unknown_digest_means_what_is_live(self):
        self.form.fields_model = rows.to_model(KINDS)
        self.assertIn("hang", [f.name for f in declaration.fields_of(self.form)])
        found = declaration.fields_of(self.form, "0" * 16)
        self.assertEqual(found, declaration.fields_of(self.form))

    def test_minutes_are_those_of_the_designer_or_the_sum_of_the_questions(self):
        self.assertEqual(
            duration.minutes_of(self.form),
            duration.estimated(declaration.fields_of(self.form)),
        )
        self.load(GOODS | {"minutes": 9})
        self.load(KINDS)
        self.assertEqual(duration.minutes_of(self.form), 5)


class ListsTest(unittest.TestCase):
    layer = INTEGRATION

    def test_the_shipped_settings_are_good(self):
        for name in lists.PARSERS:
            lists.check(name, lists.record(name))
        self.assertEqual(len(lists.choices("dan_toc")), 55)
        self.assertEqual(len(lists.choices("tinh")), 63)
        self.assertEqual(lists.choices("la"), ())

    def test_bad_settings_are_refused(self):
        for name, text in (
            ("lists", "["),
            ("lists", '{"A": {"title": "x", "values": [["a", "A"]]}}'),
            ("lists", '{"a": {"title": "x", "values": []}}'),
            ("lists", '{"a": {"title": "x", "values": [["a", "A"], ["a", "B"]]}}'),
            ("lists", '{"a": {"values": [["a", "A"]]}}'),
            ("seconds", '{"text": -1}'),
            ("seconds", '{"text": "x"}'),
        ):
            with self.subTest(text=text), self.assertRaises(Invalid):
                lists.check(name, text)
