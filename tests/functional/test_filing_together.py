"""Fifty users at once for half a minute: nothing lost, nothing doubled, no number left out.

The whole of it, a thousand users for ten minutes, is `tests/load/mixed.py`.
"""

from hanam.dvc.filing import braked
from hanam.dvc.operations import cooking
from hanam.dvc.testing import SAMPLE_FUNCTIONAL
from tests.listening import listen
from tests.load import mixed
from tests.load import proof
from urllib.parse import urlsplit
from zope.pagetemplate.pagetemplate import PageTemplate

import asyncio
import transaction
import unittest


USERS, SECONDS, THINK = 50, 30, 2.0


class TogetherTest(unittest.TestCase):
    layer = SAMPLE_FUNCTIONAL

    def test_what_was_acknowledged_is_there_once(self):
        self.addCleanup(braked.LOOKUPS.forget)
        # As in a process that serves.
        self.addCleanup(setattr, PageTemplate, "_cook", PageTemplate._cook)
        cooking.begin()
        told = listen(self)
        portal = self.layer["portal"]
        before = proof.prepare(portal)
        parts = urlsplit(portal.absolute_url())
        world = mixed.world_at(parts.port, parts.path, THINK, seed=1)
        asyncio.run(mixed.crowd(world, USERS, SECONDS))
        transaction.begin()
        found = proof.faults(portal, mixed.journal(world, before))
        self.assertEqual(found["faults"], [])
        self.assertEqual(world.ledger.errors(), {}, told)
        self.assertEqual(world.given_up, [])
        self.assertGreater(found["filed"], 0)
        self.assertGreater(len(world.accepted), 0)
