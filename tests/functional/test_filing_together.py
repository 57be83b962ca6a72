"""Fifty users at once for half a minute: nothing lost, nothing doubled, no number left out.

The whole of it, a thousand users for ten minutes, is `tests/load/mixed.py`.
"""

from hanam.dvc.filing import braked
from hanam.dvc.operations import cooking
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from tests.load import mixed
from tests.load import proof
from urllib.parse import urlsplit
from zope.pagetemplate.pagetemplate import PageTemplate

import asyncio
import logging
import transaction
import unittest


USERS, SECONDS, THINK = 50, 30, 2.0


class Told(logging.Handler):
    """What the portal wrote into its log."""

    def __init__(self):
        super().__init__(logging.ERROR)
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


class TogetherTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def test_what_was_acknowledged_is_there_once(self):
        self.addCleanup(braked.LOOKUPS.forget)
        # As in a process that serves.
        self.addCleanup(setattr, PageTemplate, "_cook", PageTemplate._cook)
        cooking.begin()
        told = Told()
        logging.getLogger("hanam.dvc").addHandler(told)
        self.addCleanup(logging.getLogger("hanam.dvc").removeHandler, told)
        portal = self.layer["portal"]
        parts = urlsplit(portal.absolute_url())
        world = mixed.world_at(parts.port, parts.path, THINK, seed=1)
        asyncio.run(mixed.crowd(world, USERS, SECONDS))
        transaction.begin()
        found = proof.faults(portal, mixed.journal(world, 0))
        self.assertEqual(found["faults"], [])
        self.assertEqual(world.ledger.errors(), {}, told.texts)
        self.assertEqual(world.given_up, [])
        self.assertGreater(found["filed"], 0)
        self.assertGreater(len(world.accepted), 0)
