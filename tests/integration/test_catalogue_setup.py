"""Installing gives the catalogue its places, uninstalling takes back what is ours."""

from hanam.dvc.catalogue import lexicon
from hanam.dvc.catalogue import settings
from hanam.dvc.catalogue import setup
from hanam.dvc.testing import INTEGRATION
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import unittest


RECORD = "easyform.allowedFields"


class Setup(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        self.portal = self.layer["portal"]
        setRoles(self.portal, TEST_USER_ID, ["Manager"])

    def test_each_place_has_its_page_and_takes_its_type(self):
        for name, layout, portal_type in (
            ("co-quan", "agencies", "Agency"),
            ("linh-vuc", "sectors", "Sector"),
            ("thu-tuc", "procedures", "Procedure"),
        ):
            place = self.portal[name]
            self.assertEqual(place.getLayout(), layout)
            types = [info.getId() for info in place.allowedContentTypes()]
            self.assertEqual(types, [portal_type])

    def test_the_shipped_settings_are_good(self):
        for name in settings.PARSERS:
            settings.check(name, settings.record(name))
        self.assertEqual(settings.targets(2018)["so-tu-phap"], 20)
        self.assertEqual(settings.targets(2017).default, 20)
        self.assertEqual(settings.targets(2040).default, settings.targets(2027).default)
        self.assertIn("application/pdf", settings.limits().content_types)

    def test_installing_twice_changes_nothing(self):
        catalog = api.portal.get_tool("portal_catalog")
        pipeline = catalog[lexicon.LEXICON]._pipeline
        setup.after_default(self.portal)
        self.assertIs(catalog[lexicon.LEXICON]._pipeline, pipeline)

    def test_uninstalling_takes_back_search_indexes_settings_and_kinds(self):
        api.content.create(self.portal, "Document", title="Quyết định của tỉnh")
        applyProfile(self.portal, "hanam.dvc:uninstall")
        catalog = api.portal.get_tool("portal_catalog")
        names = [
            type(element).__module__ for element in catalog[lexicon.LEXICON]._pipeline
        ]
        self.assertFalse([name for name in names if name.startswith("hanam.dvc")])
        self.assertTrue(api.content.find(SearchableText="tỉnh"))
        self.assertFalse([n for n in catalog.indexes() if n.startswith("procedure_")])
        self.assertNotIn("procedure_card", catalog.schema())
        self.assertIsNone(
            api.portal.get_registry_record("hanam.dvc.calendar", default=None)
        )
        kinds = api.portal.get_registry_record(RECORD)
        self.assertTrue(kinds)
        self.assertFalse([kind for kind in kinds if kind.startswith("hanam.dvc")])
