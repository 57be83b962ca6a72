"""The catalogues of a domain as one say what they say one after the other."""

from hanam.dvc.testing import INTEGRATION
from hanam.dvc.translations import Joined
from zope.component import getUtility
from zope.i18n.interfaces import ITranslationDomain

import unittest


class JoinedCatalogues(unittest.TestCase):
    layer = INTEGRATION

    def setUp(self):
        domain = getUtility(ITranslationDomain, "hanam.dvc")
        names = dict.fromkeys(domain.getCatalogsInfo()["vi"])
        self.catalogues = [domain._data[name] for name in names]
        self.joined = Joined("vi", "hanam.dvc", self.catalogues)

    def test_each_message_is_answered_as_by_the_first_that_knows_it(self):
        self.assertGreater(len(self.catalogues), 5)
        self.assertGreater(len(self.joined.texts), 1000)
        for message in self.joined.texts:
            if not isinstance(message, str) or not message:
                continue
            answers = (one.queryMessage(message) for one in self.catalogues)
            first = next(text for text in answers if text is not None)
            self.assertEqual(self.joined.queryMessage(message), first)

    def test_an_unknown_message_gets_the_default(self):
        self.assertEqual(self.joined.queryMessage("No such message", "so"), "so")
        self.assertIsNone(self.joined.queryMessage("No such message"))
        with self.assertRaises(KeyError):
            self.joined.getMessage("No such message")
